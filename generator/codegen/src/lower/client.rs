//! Lowering of the client: entity sets, singletons and imports.

use std::collections::BTreeSet;

use clientwright_csdl::schema::{
    ContainerChild, ContainerChildKind, ContainerId, OperationId, StructuredId,
};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::odata::{Defaults, Navigation};
use clientwright_model::{
    Client, Docs, Item, Markdown, Protocol, Step as Leads, Target as LeadsTo, markdown,
};

use super::builders::{aside, number};
use super::capabilities::{Restrictions, Target};
use super::naming::Named;
use super::operations::import_key;
use super::paths::Step;
use super::{DocsBuilder, Lower, code};
use crate::select::Reach;

/// What a child of a container is, as a word for names.
fn kind_of(child: &ContainerChild) -> &'static str {
    match child.kind {
        ContainerChildKind::EntitySet { .. } => "entity_set",
        ContainerChildKind::Singleton { .. } => "singleton",
        ContainerChildKind::ActionImport { .. } => "action",
        ContainerChildKind::FunctionImport { .. } => "function",
    }
}

/// Methods of the client, and those of the prelude that a call finds before a generated method with `&self`.
const CLIENT_METHODS: &[&str] = &["builder", "client", "clone", "into", "try_into"];

impl Lower<'_> {
    /// One client for each container of which something is kept.
    pub(super) fn clients(&self) -> Vec<(ContainerId, Item)> {
        let roots = self.selection.roots.keys();
        let with_roots: BTreeSet<ContainerId> = roots.map(|(container, _)| *container).collect();
        let mut first = true;
        let mut taken = BTreeSet::new();
        self.schema
            .containers
            .ids()
            .map(|id| (id, self.lineage(id)))
            .filter(|(_, lineage)| lineage.iter().any(|c| with_roots.contains(c)))
            .map(|(id, lineage)| {
                let configured = self.settings.client_name.as_deref().filter(|_| first);
                first = false;
                let container = &self.schema.containers[id];
                let module = self.table.module(&container.name.namespace);
                let key = lock::key(&container.name.to_string());
                let held = || self.naming.held(&Scope::Clients, &key);
                let chosen = self.naming.chosen(container.span).or(configured);
                let mut name = match chosen.or_else(held) {
                    Some(name) => self.table.free_type_name(&module, name),
                    None => self.client_name(id),
                };
                while !taken.insert((module.clone(), name.clone())) {
                    name.push('_');
                }
                (id, Item::Client(self.client(id, &lineage, name)))
            })
            .collect()
    }

    /// The container and those that it extends, the first of them first.
    fn lineage(&self, id: ContainerId) -> Vec<ContainerId> {
        let mut chain = vec![id];
        let mut seen = BTreeSet::from([id]);
        let mut next = self.schema.containers[id].extends;
        // Resolution rejects cycles; this keeps a caller that ignores its errors from looping.
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
        // SAP ends the namespaces of its services in a version.
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

    fn client(&self, id: ContainerId, lineage: &[ContainerId], name: String) -> Client {
        let children: Vec<(ContainerId, usize, &ContainerChild)> = lineage
            .iter()
            .flat_map(|&c| {
                let children = self.schema.containers[c].children.iter().enumerate();
                children.map(move |(index, child)| (c, index, child))
            })
            .collect();
        let mut named = Vec::new();
        let mut imports: Vec<(ContainerId, usize, &str, OperationId)> = Vec::new();
        let mut entities: Vec<(ContainerId, usize, &ContainerChild, StructuredId)> = Vec::new();
        for &(container, index, child) in &children {
            match &child.kind {
                ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
                    entities.push((container, index, child, *ty));
                    let child_named = Named::new(&child.name, Case::Snake, child.span);
                    named.push(aside(CLIENT_METHODS, child_named, kind_of(child)));
                }
                ContainerChildKind::ActionImport { action, .. } => {
                    imports.push((container, index, &child.name, *action));
                }
                ContainerChildKind::FunctionImport { functions, .. } => {
                    let overloads = functions.iter();
                    imports.extend(overloads.map(|f| (container, index, child.name.as_str(), *f)));
                }
            }
        }
        let import_names = self.import_names(&imports).into_iter().zip(&imports);
        named.extend(
            import_names.map(|(wanted, (container, index, _, operation))| {
                let child = &self.schema.containers[*container].children[*index];
                self.named_import(child, *operation, wanted)
            }),
        );
        let container = self.schema.containers[id].name.to_string();
        let scope = Scope::Client(lock::key(&container));
        let mut methods = self.naming.distinct(&scope, &named, CLIENT_METHODS);
        let import_methods = methods.split_off(entities.len());
        let steps = entities.into_iter().zip(methods);
        let steps = steps.filter_map(|((container, index, child, ty), method)| {
            let reach = *self.selection.roots.get(&(container, index))?;
            let step = self.paths.root(container, index);
            Some(self.root(child, ty, method, (step, reach)))
        });
        let calls = imports.into_iter().zip(import_methods);
        let calls = calls
            .filter(|((container, index, _, operation), _)| {
                self.selection.roots.contains_key(&(*container, *index))
                    && self.selection.imported.contains_key(operation)
            })
            .map(|((_, _, name, operation), method)| self.call(operation, method, Some(name)));
        Client {
            docs: self.client_docs(id),
            name,
            gated: self.settings.features_per_root,
            wire_name: container,
            steps: steps.collect(),
            calls: calls.collect(),
            base_url: self.settings.base_url.clone(),
            protocol: Protocol::OData(Defaults {
                key_as_segment: self.settings.defaults.key_as_segment
                    || lineage.iter().any(|c| {
                        let annotations = &self.schema.containers[*c].annotations;
                        annotations.tag(terms::KEY_AS_SEGMENT_SUPPORTED)
                    }),
                ..self.settings.defaults.clone()
            }),
        }
    }

    fn named_import(&self, child: &ContainerChild, id: OperationId, wanted: String) -> Named {
        let named = Named {
            key: import_key(&self.schema.operations[id], &child.name),
            span: Some(child.span).filter(|span| self.naming.chosen(*span) == Some(&wanted)),
            wanted,
        };
        aside(CLIENT_METHODS, named, kind_of(child))
    }

    /// Method names of imports: the import's own name, and for overloads the parameters as well.
    fn import_names(&self, imports: &[(ContainerId, usize, &str, OperationId)]) -> Vec<String> {
        let operations: Vec<OperationId> = imports.iter().map(|i| i.3).collect();
        self.method_names(&operations)
            .into_iter()
            .zip(imports)
            .map(|(method, (container, index, name, operation))| {
                let own = self.own_name(*operation);
                let suffix = method
                    .strip_prefix(own.trim_end_matches('_'))
                    .unwrap_or_default();
                let child = &self.schema.containers[*container].children[*index];
                let name = match self.naming.chosen(child.span) {
                    Some(chosen) => chosen.to_owned(),
                    None => names::spell(name, Case::Snake),
                };
                match suffix.trim_matches('_').is_empty() {
                    true => name,
                    false => format!("{}{suffix}", name.trim_end_matches('_')),
                }
            })
            .collect()
    }

    fn root(
        &self,
        child: &ContainerChild,
        ty: StructuredId,
        method: String,
        (step, reach): (&Step, Reach),
    ) -> Leads {
        let is_collection = matches!(child.kind, ContainerChildKind::EntitySet { .. });
        let what = if is_collection {
            "entity set"
        } else {
            "singleton"
        };
        let may_be_absent = match child.kind {
            ContainerChildKind::Singleton { nullable, .. } => nullable,
            _ => true,
        };
        let type_name = code(&self.schema.structured_types[ty].name.to_string());
        let fact = markdown!("The ", what, " ", code(&child.name), " of ", type_name, ".");
        let docs =
            DocsBuilder::annotated(&self.settings.docs, &child.annotations, Markdown::default())
                .paragraph(fact);
        Leads {
            method,
            docs: docs
                .paragraph(self.leaf_note(ty))
                .restrictions(&self.settings.docs, &step.restrictions)
                .build(),
            target: LeadsTo::Entities(Navigation {
                wire_name: child.name.clone(),
                number: number(is_collection),
                builder: self.builder(ty, number(is_collection)),
                permit: self.permit(step, reach, ty, may_be_absent),
            }),
        }
    }

    fn client_docs(&self, id: ContainerId) -> Docs {
        let container = &self.schema.containers[id];
        let fact = markdown!(
            "Client for the service ",
            code(&container.name.to_string()),
            "."
        );
        let mut docs =
            DocsBuilder::annotated(&self.settings.docs, &container.annotations, fact.clone())
                .paragraph_unless_first(fact);
        docs = docs.paragraph(markdown!(
            "Cheap to clone: clones share connections and settings."
        ));
        if let Some(url) = &self.settings.base_url {
            docs = docs.quoted(&format!("Talks to {url} unless told otherwise."));
        }
        let said = Restrictions::read(&container.annotations, Target::Root);
        docs.restrictions(&self.settings.docs, &said).build()
    }
}
