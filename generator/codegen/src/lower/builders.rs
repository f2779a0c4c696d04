//! Lowering of request builders and of the client.

use std::collections::BTreeSet;

use odata_csdl::schema::{
    Annotation, ContainerChild, ContainerChildKind, ContainerId, OperationId, OperationKind,
    StructuredId,
};

use super::names::{self, Case};
use super::{DocsBuilder, Lower, capabilities, code};
use crate::inherit;
use crate::model::{
    Capabilities, Client, CollectionBuilder, Docs, Item, ItemBuilder, Key, KeyPart, Navigation,
    Operation, Target,
};
use crate::select::{Kept, Reach};

/// Methods that every builder may have, so that no generated method takes their names.
const METHODS: &[&str] = &[
    "new", "clone", "list", "count", "create", "id", "by_key", "get", "update", "delete",
];

/// Moves a name out of the way of the methods that every builder may have.
fn aside(reserved: &[&str], name: String, kind: &str) -> String {
    match reserved.contains(&name.as_str()) {
        true => format!("{name}_{kind}"),
        false => name,
    }
}

/// What a child of a container is, as a word for names.
fn kind_of(child: &ContainerChild) -> &'static str {
    match child.kind {
        ContainerChildKind::EntitySet { .. } => "entity_set",
        ContainerChildKind::Singleton { .. } => "singleton",
        ContainerChildKind::ActionImport { .. } => "action",
        ContainerChildKind::FunctionImport { .. } => "function",
    }
}

/// Methods of the client.
const CLIENT_METHODS: &[&str] = &["builder", "client", "clone"];

impl Lower<'_> {
    /// The builders of an entity type: one for single entities, and one for collections where something leads to a
    /// collection or an operation is bound to one.
    pub(super) fn builders(&self, id: StructuredId, kept: &Kept) -> Vec<Item> {
        let mut builders = Vec::new();
        let mut bound = self.bindings.on_collection(self.schema, id).into_iter();
        if self.collections.contains(&id) || bound.any(|o| kept.operations.contains_key(&o)) {
            builders.push(Item::Collection(self.collection(id, kept)));
        }
        builders.push(Item::Item(self.item(id, kept)));
        builders
    }

    fn collection(&self, id: StructuredId, kept: &Kept) -> CollectionBuilder {
        let wire_name = self.schema.structured_types[id].name.to_string();
        let bound = self.bindings.on_collection(self.schema, id);
        let docs = format!("Requests to a collection of {}.", code(&wire_name));
        CollectionBuilder {
            name: self.table.builder(id, "Collection").name,
            docs: DocsBuilder::new().paragraph(docs).build(),
            entity: self.table.structured(id).clone(),
            key: self.key(id),
            wire_name,
            operations: self.bound_operations(bound, kept, &[]).1,
        }
    }

    fn item(&self, id: StructuredId, kept: &Kept) -> ItemBuilder {
        let wire_name = self.schema.structured_types[id].name.to_string();
        let navigations = inherit::navigation_properties(self.schema, id);
        let wanted: Vec<String> = navigations
            .iter()
            .map(|n| names::spell(&n.get(self.schema).name, Case::Snake))
            .map(|name| aside(METHODS, name, "navigation"))
            .collect();
        let bound = self.bindings.on_single(self.schema, id);
        let (methods, operations) = self.bound_operations(bound, kept, &wanted);
        let navigations = navigations
            .into_iter()
            .zip(methods)
            .filter_map(|(navigation, method)| {
                let reach = *kept.navigations.get(&navigation)?;
                let docs = self.navigation_docs(navigation);
                let property = navigation.get(self.schema);
                Some(Navigation {
                    method,
                    wire_name: property.name.clone(),
                    docs,
                    is_collection: property.is_collection,
                    target: self.target(property.target, property.is_collection),
                    capabilities: self.capabilities(
                        reach,
                        property.target,
                        property.is_collection || property.nullable,
                        &property.annotations,
                    ),
                })
            })
            .collect();
        let docs = format!("Requests to one {}.", code(&wire_name));
        ItemBuilder {
            name: self.table.builder(id, "Item").name,
            docs: DocsBuilder::new().paragraph(docs).build(),
            entity: self.table.structured(id).clone(),
            wire_name,
            navigations,
            operations,
        }
    }

    /// Names the methods of a builder, `others` before those of the operations, and lowers the operations that are kept.
    fn bound_operations(
        &self,
        bound: Vec<OperationId>,
        kept: &Kept,
        others: &[String],
    ) -> (Vec<String>, Vec<Operation>) {
        let bound = self.without_hidden(bound);
        let mut wanted = others.to_vec();
        let own = self.method_names(&bound).into_iter().zip(&bound);
        wanted.extend(
            own.map(|(name, id)| match self.schema.operations[*id].kind {
                OperationKind::Action => aside(METHODS, name, "action"),
                OperationKind::Function => aside(METHODS, name, "function"),
            }),
        );
        let mut methods = names::distinct_of(wanted, METHODS);
        let operation_methods = methods.split_off(others.len());
        let operations = bound
            .into_iter()
            .zip(operation_methods)
            .filter(|(id, _)| kept.operations.contains_key(id))
            .map(|(id, method)| self.operation(id, method, None))
            .collect();
        (methods, operations)
    }

    fn key(&self, id: StructuredId) -> Option<Key> {
        let key = inherit::key(self.schema, id);
        let wire_names: Vec<String> = key
            .iter()
            .map(|part| part.alias.clone().unwrap_or_else(|| part.path.join("/")))
            .collect();
        let parameters = names::distinct(wire_names.iter().map(String::as_str), Case::Snake, &[]);
        let parts: Vec<KeyPart> = key
            .iter()
            .zip(wire_names)
            .zip(parameters)
            .map(|((part, wire_name), name)| KeyPart {
                name,
                wire_name,
                ty: self.item_ty(&part.ty),
            })
            .collect();
        let method = match parts.as_slice() {
            [] => return None,
            [part] if part.wire_name == "id" => "id",
            _ => "by_key",
        };
        Some(Key {
            method: method.to_owned(),
            parts,
            item: self.table.builder(id, "Item"),
        })
    }

    fn target(&self, id: StructuredId, is_collection: bool) -> Target {
        match (self.has_builders(id), is_collection) {
            (true, true) => Target::Builder(self.table.builder(id, "Collection")),
            (true, false) => Target::Builder(self.table.builder(id, "Item")),
            (false, _) => Target::Leaf(self.table.structured(id).clone()),
        }
    }

    fn capabilities(
        &self,
        reach: Reach,
        target: StructuredId,
        may_be_absent: bool,
        annotations: &[Annotation],
    ) -> Capabilities {
        if reach == Reach::Through {
            return Capabilities::NAVIGATE_ONLY;
        }
        let mut annotated = capabilities::read(annotations);
        // What must be there cannot be deleted (OData Protocol 4.01, 11.4.5).
        annotated.delete &= may_be_absent;
        if self.has_builders(target) {
            return annotated;
        }
        // What lies outside the selection can be looked at, not changed.
        Capabilities {
            list: annotated.list,
            get: annotated.get,
            ..Capabilities::READ_ONLY
        }
    }

    // ---- the client ----

    /// One client for each container of which something is kept.
    pub(super) fn clients(&self) -> Vec<(ContainerId, Item)> {
        let kept = |id: ContainerId| {
            self.lineage(id).into_iter().any(|c| {
                self.selection
                    .roots
                    .keys()
                    .any(|(container, _)| *container == c)
            })
        };
        let mut first = true;
        let mut taken = BTreeSet::new();
        self.schema
            .containers
            .ids()
            .filter(|id| kept(*id))
            .map(|id| {
                let configured = self.settings.client_name.as_ref().filter(|_| first);
                first = false;
                let module = self
                    .table
                    .module(&self.schema.containers[id].name.namespace);
                let mut name = match configured {
                    Some(name) => self.table.free_type_name(&module, name),
                    None => self.client_name(id),
                };
                while !taken.insert((module.clone(), name.clone())) {
                    name.push('_');
                }
                (id, Item::Client(self.client(id, name)))
            })
            .collect()
    }

    /// The container and those that it extends, the first of them first.
    fn lineage(&self, id: ContainerId) -> Vec<ContainerId> {
        let mut chain = vec![id];
        let mut next = self.schema.containers[id].extends;
        while let Some(base) = next.filter(|b| !chain.contains(b)) {
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
        let last_segment = name.namespace.rsplit('.').next().unwrap_or_default();
        let stem = [stem(&name.name), stem(last_segment)]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or_else(|| "Service".to_owned());
        let module = self.table.module(&name.namespace);
        self.table.free_type_name(&module, &format!("{stem}Client"))
    }

    fn client(&self, id: ContainerId, name: String) -> Client {
        let children: Vec<(ContainerId, usize, &ContainerChild)> = self
            .lineage(id)
            .into_iter()
            .flat_map(|c| {
                let children = self.schema.containers[c].children.iter().enumerate();
                children.map(move |(index, child)| (c, index, child))
            })
            .collect();
        let mut wanted = Vec::new();
        let mut imports: Vec<(ContainerId, usize, &str, OperationId)> = Vec::new();
        let mut entities: Vec<(ContainerId, usize, &ContainerChild, StructuredId)> = Vec::new();
        for &(container, index, child) in &children {
            match &child.kind {
                ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
                    entities.push((container, index, child, *ty));
                    let name = names::spell(&child.name, Case::Snake);
                    wanted.push(aside(CLIENT_METHODS, name, kind_of(child)));
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
        wanted.extend(import_names.map(|(name, (container, index, ..))| {
            let child = &self.schema.containers[*container].children[*index];
            aside(CLIENT_METHODS, name, kind_of(child))
        }));
        let mut methods = names::distinct_of(wanted, CLIENT_METHODS);
        let import_methods = methods.split_off(entities.len());
        let roots = entities.into_iter().zip(methods);
        let roots = roots.filter_map(|((container, index, child, ty), method)| {
            let reach = *self.selection.roots.get(&(container, index))?;
            Some(self.root(child, ty, method, reach))
        });
        let operations = imports.into_iter().zip(import_methods);
        let operations = operations
            .filter(|((container, index, ..), _)| {
                self.selection.roots.contains_key(&(*container, *index))
            })
            .map(|((_, _, name, operation), method)| self.operation(operation, method, Some(name)));
        Client {
            docs: self.client_docs(id),
            name,
            roots: roots.collect(),
            operations: operations.collect(),
            defaults: self.settings.defaults.clone(),
        }
    }

    /// Method names of imports: the import's own name, and for overloads the parameters as well.
    fn import_names(&self, imports: &[(ContainerId, usize, &str, OperationId)]) -> Vec<String> {
        let operations: Vec<OperationId> = imports.iter().map(|i| i.3).collect();
        self.method_names(&operations)
            .into_iter()
            .zip(imports)
            .map(|(method, (_, _, name, operation))| {
                let own = names::spell(&self.schema.operations[*operation].name.name, Case::Snake);
                let suffix = method
                    .strip_prefix(own.trim_end_matches('_'))
                    .unwrap_or_default();
                let name = names::spell(name, Case::Snake);
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
        reach: Reach,
    ) -> Navigation {
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
        let fact = format!("The {what} {} of {type_name}.", code(&child.name));
        let docs =
            DocsBuilder::annotated(&self.settings.docs, &child.annotations, "").paragraph(fact);
        Navigation {
            method,
            wire_name: child.name.clone(),
            docs: docs.build(),
            is_collection,
            target: self.target(ty, is_collection),
            capabilities: self.capabilities(reach, ty, may_be_absent, &child.annotations),
        }
    }

    fn client_docs(&self, id: ContainerId) -> Docs {
        let container = &self.schema.containers[id];
        let fact = format!(
            "Client for the service {}.",
            code(&container.name.to_string())
        );
        let mut docs =
            DocsBuilder::annotated(&self.settings.docs, &container.annotations, fact.clone())
                .paragraph_unless_first(fact);
        docs = docs.paragraph("Cheap to clone: clones share connections and settings.");
        if let Some(url) = &self.settings.defaults.base_url {
            docs = docs.quoted(&format!("Talks to {url} unless told otherwise."));
        }
        docs.build()
    }
}
