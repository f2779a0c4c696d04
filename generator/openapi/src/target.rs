//! What a text names in a description: for corrections and chosen names.

use crate::api::Api;
use crate::parse::Document;
use crate::tree::{Kind, NodeId, Step, Tree};

/// What a text names in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it is, from the root.
    pub(crate) path: Vec<Step>,
    /// What it is.
    pub kind: TargetKind,
}

/// What a text names in a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The node. Of a member, its value in `enum`, or that of `const`.
    pub node: NodeId,
    /// What it is.
    pub kind: TargetKind,
    /// The operation of a parameter.
    pub operation: Option<NodeId>,
}

/// The kind of a [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A schema with a component key.
    Component,
    /// A property of a schema.
    Property,
    /// A member of an enumeration.
    Member,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The node at a JSON pointer.
    Pointer,
}

impl Document {
    /// Finds what a text names: a JSON pointer (`#/components/schemas/Pet`), the key of a schema (`Pet`), a property
    /// (`Pet/owner/name`), a member of an enumeration by its value (`Status/sold`), an operation by its id or by verb and
    /// path (`listPets`, `GET /pets`), or one of its parameters (`listPets/limit`). Properties and members are looked up
    /// in the schema itself, in what it refers to, and in the parts of its `allOf`, members in those of `oneOf` and
    /// `anyOf` too. The schema before a property or member may also be a pointer.
    ///
    /// ```
    /// # use clientwright_diagnostics::{Diagnostics, source::SourceMap};
    /// # let mut sources = SourceMap::new();
    /// # let file = sources.add("a", "openapi: 3.1.0\ncomponents: {schemas: {Pet: {properties: {name: {type: string}}}}}");
    /// # let document = clientwright_oas::parse(&sources, file, &mut Diagnostics::new()).unwrap();
    /// assert!(document.target("Pet/name").is_some());
    /// assert!(document.target("#/components/schemas/Pet/properties/name").is_some());
    /// assert!(document.target("#/components/schemas/Pet/name").is_some());
    /// assert!(document.target("Pet/nane").is_none());
    /// assert!(document.names("Pet/nane").contains(&"Pet/name".to_owned()));
    /// ```
    pub fn target(&self, text: &str) -> Option<Target> {
        let found = Targets::new(&self.tree, self.root).find(text)?;
        Some(Target {
            path: self.tree.path(found.node),
            kind: found.kind,
        })
    }

    /// Names that a text without a [`target`](Self::target) may be meant as: the properties, members or parameters of
    /// what is named before its last slash, else the keys of schemas and the ids of operations.
    pub fn names(&self, text: &str) -> Vec<String> {
        Targets::new(&self.tree, self.root).names(text)
    }
}

impl Api {
    /// Finds what a text names, as [`Document::target`] does.
    pub fn find(&self, text: &str) -> Option<Found> {
        Targets::new(&self.tree, self.tree.first()?).find(text)
    }

    /// Names that a text may be meant as, as [`Document::names`] returns them.
    pub fn names(&self, text: &str) -> Vec<String> {
        let root = self.tree.first();
        root.map_or_else(Vec::new, |root| Targets::new(&self.tree, root).names(text))
    }
}

/// Looks names up in the main file.
pub(crate) struct Targets<'t> {
    tree: &'t Tree,
    root: NodeId,
}

impl<'t> Targets<'t> {
    pub(crate) fn new(tree: &'t Tree, root: NodeId) -> Self {
        Self { tree, root }
    }

    fn find(&self, text: &str) -> Option<Found> {
        let found = |kind, node| Found {
            node,
            kind,
            operation: None,
        };
        if let Some(node) = self.at(text) {
            return Some(found(TargetKind::Pointer, node));
        }
        if let Some(schema) = self.component(text) {
            return Some(found(TargetKind::Component, schema));
        }
        if let Some(operation) = self.operation(text) {
            return Some(found(TargetKind::Operation, operation));
        }
        // Component keys contain no slash by the specification, but do in fact: the longest one wins.
        for (at, _) in text.rmatch_indices('/') {
            let (owner, rest) = (&text[..at], &text[at + 1..]);
            if let Some(schema) = self.component(owner).or_else(|| self.at(owner)) {
                let (kind, node) = self.below(schema, rest)?;
                return Some(found(kind, node));
            }
            if let Some(operation) = self.operation(owner) {
                return Some(Found {
                    operation: Some(operation),
                    ..found(TargetKind::Parameter, self.parameter(operation, rest)?)
                });
            }
        }
        None
    }

    /// The node at a pointer with `#` before it.
    fn at(&self, text: &str) -> Option<NodeId> {
        let pointer = text.strip_prefix('#')?;
        self.tree.find(self.root, pointer).ok()
    }

    fn names(&self, text: &str) -> Vec<String> {
        if let Some((owner, _)) = text.rsplit_once('/')
            && let Some(found) = self.find(owner)
        {
            let below = match found.kind {
                TargetKind::Operation => self.parameter_names(found.node),
                _ => self.names_below(found.node, 0),
            };
            return below.iter().map(|name| format!("{owner}/{name}")).collect();
        }
        let tree = self.tree;
        let keys = self.components().map_or(&[][..], |all| tree.entries(all));
        let keys = keys.iter().map(|entry| tree.key(entry));
        let operations = self.operations();
        let ids = operations.filter_map(|operation| tree.get(operation, "operationId"));
        let names = keys.chain(ids.filter_map(|id| tree.scalar(id)));
        names.map(str::to_owned).collect()
    }

    fn components(&self) -> Option<NodeId> {
        let tree = self.tree;
        let components = tree.get(self.root, "components");
        let schemas = components.and_then(|components| tree.get(components, "schemas"));
        schemas.or_else(|| tree.get(self.root, "definitions"))
    }

    pub(crate) fn component(&self, key: &str) -> Option<NodeId> {
        self.tree.get(self.components()?, key)
    }

    /// The values of all keys of all path items.
    fn operations(&self) -> impl Iterator<Item = NodeId> {
        let tree = self.tree;
        let paths = tree.get(self.root, "paths");
        let items = paths.map_or(&[][..], |paths| tree.entries(paths));
        let values = items.iter().flat_map(|item| tree.entries(item.value));
        values.flat_map(|entry| {
            let is_map = tree.key(entry) == "additionalOperations";
            let inner = is_map.then(|| tree.entries(entry.value));
            let own = (!is_map).then_some(entry.value);
            let inner = inner.into_iter().flatten().map(|entry| entry.value);
            own.into_iter().chain(inner)
        })
    }

    fn operation(&self, text: &str) -> Option<NodeId> {
        let tree = self.tree;
        if let Some((verb, path)) = text.split_once(' ')
            && path.starts_with('/')
        {
            let item = tree.get(tree.get(self.root, "paths")?, path)?;
            let item = self.followed(item).unwrap_or(item);
            let own = tree.get(item, &verb.to_ascii_lowercase());
            let others = || tree.get(tree.get(item, "additionalOperations")?, verb);
            return own.or_else(others);
        }
        self.operations().find(|operation| {
            let id = tree.get(*operation, "operationId");
            id.and_then(|id| tree.scalar(id)) == Some(text)
        })
    }

    fn parameters(&self, operation: NodeId) -> impl Iterator<Item = NodeId> {
        let tree = self.tree;
        let own = tree.get(operation, "parameters");
        let item = tree.parent(operation);
        let shared = item.and_then(|item| tree.get(item, "parameters"));
        let lists = [own, shared].into_iter().flatten();
        let nodes = lists.flat_map(|list| tree.items(list));
        nodes.map(|node| self.followed(*node).unwrap_or(*node))
    }

    fn parameter(&self, operation: NodeId, name: &str) -> Option<NodeId> {
        let tree = self.tree;
        self.parameters(operation).find(|node| {
            let found = tree.get(*node, "name").and_then(|node| tree.scalar(node));
            found == Some(name)
        })
    }

    fn parameter_names(&self, operation: NodeId) -> Vec<String> {
        let tree = self.tree;
        let names = self.parameters(operation);
        let names = names.filter_map(|node| tree.scalar(tree.get(node, "name")?));
        names.map(str::to_owned).collect()
    }

    /// A property or member of a schema, or one further down. Names may contain slashes.
    fn below(&self, schema: NodeId, rest: &str) -> Option<(TargetKind, NodeId)> {
        if let Some(property) = self.property(schema, rest, 0) {
            return Some((TargetKind::Property, property));
        }
        if let Some(member) = self.member(schema, rest, 0) {
            return Some((TargetKind::Member, member));
        }
        rest.match_indices('/').find_map(|(at, _)| {
            let property = self.property(schema, &rest[..at], 0)?;
            self.below(property, &rest[at + 1..])
        })
    }

    /// A property of a schema, of what it refers to, or of a part of its `allOf`. `depth` bounds cycles.
    fn property(&self, schema: NodeId, name: &str, depth: usize) -> Option<NodeId> {
        let tree = self.tree;
        if depth > 16 {
            return None;
        }
        let own = tree
            .get(schema, "properties")
            .and_then(|list| tree.get(list, name));
        own.or_else(|| self.property(self.followed(schema)?, name, depth + 1))
            .or_else(|| {
                let mut parts = tree.items(tree.get(schema, "allOf")?).iter();
                parts.find_map(|part| self.property(*part, name, depth + 1))
            })
    }

    /// A member of an enumeration, as [`Targets::property`]; also of the alternatives of a schema.
    fn member(&self, schema: NodeId, value: &str, depth: usize) -> Option<NodeId> {
        let tree = self.tree;
        if depth > 16 {
            return None;
        }
        let listed = tree.get(schema, "enum").map_or(&[][..], |e| tree.items(e));
        let constant = tree.get(schema, "const");
        let mut own = listed.iter().copied().chain(constant);
        own.find(|member| tree.scalar(*member) == Some(value))
            .or_else(|| self.member(self.followed(schema)?, value, depth + 1))
            .or_else(|| {
                let lists = ["allOf", "oneOf", "anyOf"].into_iter();
                let lists = lists.filter_map(|key| tree.get(schema, key));
                let mut parts = lists.flat_map(|list| tree.items(list));
                parts.find_map(|part| self.member(*part, value, depth + 1))
            })
    }

    /// The names of properties and the values of members of a schema.
    fn names_below(&self, schema: NodeId, depth: usize) -> Vec<String> {
        let tree = self.tree;
        let mut names = Vec::new();
        if depth > 4 {
            return names;
        }
        if let Some(properties) = tree.get(schema, "properties") {
            let keys = tree.entries(properties).iter();
            names.extend(keys.map(|entry| tree.key(entry).to_owned()));
        }
        if let Some(members) = tree.get(schema, "enum") {
            let values = tree.items(members).iter();
            names.extend(values.filter_map(|value| tree.scalar(*value).map(str::to_owned)));
        }
        let parts = tree
            .get(schema, "allOf")
            .map_or(&[][..], |list| tree.items(list));
        for part in parts.iter().copied().chain(self.followed(schema)) {
            names.extend(self.names_below(part, depth + 1));
        }
        names
    }

    /// The target of a reference in the same file.
    fn followed(&self, node: NodeId) -> Option<NodeId> {
        let reference = self.tree.get(node, "$ref")?;
        match self.tree.kind(reference) {
            Kind::Text(text) => self.tree.find(self.root, text.strip_prefix('#')?).ok(),
            _ => None,
        }
    }
}
