//! Names of clients and their methods.

use std::collections::BTreeSet;

use clientwright_csdl::schema::{ContainerChild, ContainerChildKind, ContainerId, OperationId};
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::naming::scopes::Named;

use super::Namer;
use super::methods::aside;

/// Names of a client and its methods, selected or not.
#[derive(Clone, Debug)]
pub(crate) struct ClientNames {
    pub(crate) container: ContainerId,
    /// The container and those that it extends, the most general first.
    pub(crate) lineage: Vec<ContainerId>,
    pub(crate) name: String,
    /// Entity sets and singletons.
    pub(crate) roots: Vec<(ChildId, String)>,
    /// Operation imports: each overload of a function has a method.
    pub(crate) imports: Vec<(ChildId, OperationId, String)>,
}

/// A child of a container.
pub(crate) type ChildId = (ContainerId, usize);

/// The kind of a child of a container, as a word for names.
fn kind_of(child: &ContainerChild) -> &'static str {
    match child.kind {
        ContainerChildKind::EntitySet { .. } => "entity_set",
        ContainerChildKind::Singleton { .. } => "singleton",
        ContainerChildKind::ActionImport { .. } => "action",
        ContainerChildKind::FunctionImport { .. } => "function",
    }
}

/// Methods of the client, and those of the prelude that method resolution finds before a generated method with `&self`.
const CLIENT_METHODS: &[&str] = &["builder", "client", "clone", "into", "try_into"];

impl Namer<'_> {
    /// One client for each container with kept children.
    pub(super) fn clients(&mut self, configured: Option<&str>) -> Vec<ClientNames> {
        let roots = self.selection.roots.keys();
        let with_roots: BTreeSet<ContainerId> = roots.map(|(container, _)| *container).collect();
        let mut configured = configured;
        let mut taken = BTreeSet::new();
        let mut clients = Vec::new();
        for id in self.schema.containers.ids() {
            let lineage = self.lineage(id);
            if !lineage.iter().any(|c| with_roots.contains(c)) {
                continue;
            }
            // The option applies to the first client.
            let configured = configured.take();
            let container = &self.schema.containers[id];
            let module = self.table.module(&container.name.namespace);
            let key = lock::key(&container.name.to_string());
            let locked = || self.naming.locked(&Scope::Clients, &key);
            let chosen = self.naming.chosen(container.span).or(configured);
            let mut name = match chosen.or_else(locked) {
                Some(name) => self.table.free_type_name(&module, name),
                None => self.client_name(id),
            };
            while !taken.insert((module.clone(), name.clone())) {
                name.push('_');
            }
            self.naming.record(&Scope::Clients, &key, &name);
            let namespace = &container.name.namespace;
            self.naming.record_module(namespace, &module);
            clients.push(self.client(id, lineage, name));
        }
        clients
    }

    /// The container and those that it extends, the most general first.
    fn lineage(&self, id: ContainerId) -> Vec<ContainerId> {
        let mut chain = vec![id];
        let mut seen = BTreeSet::from([id]);
        let mut next = self.schema.containers[id].extends;
        // Resolution rejects cycles; this prevents an endless loop if the caller ignores its errors.
        while let Some(base) = next.filter(|b| seen.insert(*b)) {
            chain.push(base);
            next = self.schema.containers[base].extends;
        }
        chain.reverse();
        chain
    }

    fn client_name(&self, id: ContainerId) -> String {
        let name = &self.schema.containers[id].name;
        let stem = |text: &str| {
            let camel = names::spell(text, Case::Camel);
            let stem = ["Container", "Service", "Entities", "Entity", "Default"]
                .iter()
                .fold(camel.as_str(), |rest, suffix| {
                    rest.strip_suffix(suffix).unwrap_or(rest)
                });
            stem.to_owned()
        };
        // Namespaces of SAP services end with a version.
        let is_version = |s: &str| matches!(s.strip_prefix(['v', 'V']), Some(n) if n.starts_with(|c: char| c.is_ascii_digit()));
        let mut segments = name.namespace.rsplit('.').filter(|s| !is_version(s));
        let last_segment = segments.next().unwrap_or_default();
        let stem = [stem(&name.name), stem(last_segment)]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or_else(|| "Service".to_owned());
        let module = self.table.module(&name.namespace);
        self.table.free_type_name(&module, &format!("{stem}Client"))
    }

    fn client(&mut self, id: ContainerId, lineage: Vec<ContainerId>, name: String) -> ClientNames {
        let schema = self.schema;
        let children = lineage.iter().flat_map(|&c| {
            let children = schema.containers[c].children.iter().enumerate();
            children.map(move |(index, child)| ((c, index), child))
        });
        let mut named = Vec::new();
        let mut imports: Vec<(ChildId, OperationId)> = Vec::new();
        let mut roots: Vec<ChildId> = Vec::new();
        for (at, child) in children {
            match &child.kind {
                ContainerChildKind::EntitySet { .. } | ContainerChildKind::Singleton { .. } => {
                    roots.push(at);
                    let child_named = Named::new(&child.name, Case::Snake, child.span);
                    named.push(aside(CLIENT_METHODS, child_named, kind_of(child)));
                }
                ContainerChildKind::ActionImport { action, .. } => imports.push((at, *action)),
                ContainerChildKind::FunctionImport { functions, .. } => {
                    imports.extend(functions.iter().map(|function| (at, *function)));
                }
            }
        }
        let import_names = self.import_names(&imports).into_iter().zip(&imports);
        named.extend(import_names.map(|(wanted, (at, operation))| {
            self.named_import(self.child(*at), *operation, wanted)
        }));
        let container = schema.containers[id].name.to_string();
        let scope = Scope::Client(lock::key(&container));
        let mut methods = self.naming.distinct(&scope, &named, CLIENT_METHODS);
        let kept_imports = imports.iter().map(|(at, operation)| {
            self.selection.roots.contains_key(at) && self.selection.imported.contains_key(operation)
        });
        let kept_roots = roots.iter().map(|at| self.selection.roots.contains_key(at));
        let kept: Vec<bool> = kept_roots.chain(kept_imports).collect();
        for ((named, method), _) in named.iter().zip(&methods).zip(kept).filter(|(_, k)| *k) {
            self.naming.record(&scope, &named.key, method);
        }
        let import_methods = methods.split_off(roots.len());
        let imports = imports.into_iter().zip(import_methods);
        ClientNames {
            container: id,
            lineage,
            name,
            roots: roots.into_iter().zip(methods).collect(),
            imports: imports
                .map(|((at, operation), method)| (at, operation, method))
                .collect(),
        }
    }

    fn child(&self, (container, index): ChildId) -> &ContainerChild {
        &self.schema.containers[container].children[index]
    }

    fn named_import(&self, child: &ContainerChild, id: OperationId, wanted: String) -> Named {
        let parameters = self.schema.operations[id].call_parameters().iter();
        let named = Named {
            key: match child.kind {
                ContainerChildKind::FunctionImport { .. } => {
                    lock::overload_key(&child.name, parameters.map(|p| p.name.as_str()))
                }
                _ => lock::key(&child.name),
            },
            declaration: Some(child.span).filter(|span| self.naming.chosen(*span) == Some(&wanted)),
            wanted,
        };
        aside(CLIENT_METHODS, named, kind_of(child))
    }

    /// Method names of imports: the name of the import, and for overloads also the parameters.
    fn import_names(&self, imports: &[(ChildId, OperationId)]) -> Vec<String> {
        let operations: Vec<OperationId> =
            imports.iter().map(|(_, operation)| *operation).collect();
        self.method_names(&operations)
            .into_iter()
            .zip(imports)
            .map(|(method, (at, operation))| {
                let own = self.own_name(*operation);
                let suffix = method
                    .strip_prefix(own.trim_end_matches('_'))
                    .unwrap_or_default();
                let child = self.child(*at);
                let name = match self.naming.chosen(child.span) {
                    Some(chosen) => chosen.to_owned(),
                    None => names::spell(&child.name, Case::Snake),
                };
                match suffix.trim_matches('_').is_empty() {
                    true => name,
                    false => format!("{}{suffix}", name.trim_end_matches('_')),
                }
            })
            .collect()
    }
}
