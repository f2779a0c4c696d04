//! Corrections of a description: other types, other nullability, removals.

use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::api::Type;
use crate::codes;
use crate::parse::{self, Document};
use crate::tree::{Entry, Kind, NodeId, Step, Tree};

/// What a text names in a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it is, from the root.
    path: Vec<Step>,
    /// What it is.
    pub kind: TargetKind,
}

/// The kind of a [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A schema with a component key.
    Component,
    /// A property of a schema.
    Property,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The node at a JSON pointer.
    Pointer,
}

impl Document {
    /// Finds what a text names: a JSON pointer (`#/components/schemas/Pet`), the key of a schema (`Pet`), a property
    /// (`Pet/owner/name`), an operation by its id or by verb and path (`listPets`, `GET /pets`), or one of its parameters
    /// (`listPets/limit`). Properties are looked up in the schema itself, and in the parts of its `allOf`.
    ///
    /// ```
    /// # use clientwright_diagnostics::{Diagnostics, source::SourceMap};
    /// # let mut sources = SourceMap::new();
    /// # let file = sources.add("a", "openapi: 3.1.0\ncomponents: {schemas: {Pet: {properties: {name: {type: string}}}}}");
    /// # let document = clientwright_oas::parse(&sources, file, &mut Diagnostics::new()).unwrap();
    /// assert!(document.target("Pet/name").is_some());
    /// assert!(document.target("#/components/schemas/Pet/properties/name").is_some());
    /// assert!(document.target("Pet/nane").is_none());
    /// ```
    pub fn target(&self, text: &str) -> Option<Target> {
        let tree = &self.tree;
        let found = |kind, node| {
            let path = tree.path(node);
            Some(Target { path, kind })
        };
        if let Some(pointer) = text.strip_prefix('#') {
            return found(TargetKind::Pointer, tree.find(self.root, pointer).ok()?);
        }
        if let Some(schema) = self.component(text) {
            return found(TargetKind::Component, schema);
        }
        if let Some(operation) = self.operation(text) {
            return found(TargetKind::Operation, operation);
        }
        // Component keys contain no slash by the specification, but do in fact: the longest one wins.
        for (at, _) in text.rmatch_indices('/') {
            let (owner, rest) = (&text[..at], &text[at + 1..]);
            if let Some(schema) = self.component(owner) {
                let steps = rest.split('/');
                let mut steps = steps;
                let property = steps.try_fold(schema, |at, name| self.property(at, name, 0));
                return found(TargetKind::Property, property?);
            }
            if let Some(operation) = self.operation(owner) {
                return found(TargetKind::Parameter, self.parameter(operation, rest)?);
            }
        }
        None
    }

    /// The keys of schemas and the ids of operations, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        let tree = &self.tree;
        let components = tree.get(self.root, "components");
        let schemas = components.and_then(|components| tree.get(components, "schemas"));
        let schemas = schemas.or_else(|| tree.get(self.root, "definitions"));
        let keys = schemas.map_or(&[][..], |schemas| tree.entries(schemas));
        let keys = keys.iter().map(|entry| tree.key(entry));
        let paths = tree.get(self.root, "paths");
        let items = paths.map_or(&[][..], |paths| tree.entries(paths));
        let operations = items.iter().flat_map(|item| tree.entries(item.value));
        let ids = operations.filter_map(|operation| tree.get(operation.value, "operationId"));
        keys.chain(ids.filter_map(|id| tree.scalar(id))).collect()
    }

    fn component(&self, key: &str) -> Option<NodeId> {
        let tree = &self.tree;
        let components = tree.get(self.root, "components");
        let schemas = components.and_then(|components| tree.get(components, "schemas"));
        tree.get(schemas.or_else(|| tree.get(self.root, "definitions"))?, key)
    }

    fn operation(&self, text: &str) -> Option<NodeId> {
        let tree = &self.tree;
        let paths = tree.get(self.root, "paths")?;
        if let Some((verb, path)) = text.split_once(' ') {
            return tree.get(tree.get(paths, path)?, &verb.to_ascii_lowercase());
        }
        let items = tree.entries(paths).iter();
        let mut operations = items.flat_map(|item| tree.entries(item.value));
        let is_meant = |node: NodeId| {
            let id = tree.get(node, "operationId");
            id.and_then(|id| tree.scalar(id)) == Some(text)
        };
        operations
            .find(|entry| is_meant(entry.value))
            .map(|entry| entry.value)
    }

    fn parameter(&self, operation: NodeId, name: &str) -> Option<NodeId> {
        let tree = &self.tree;
        let own = tree.get(operation, "parameters");
        let shared = tree
            .parent(operation)
            .and_then(|item| tree.get(item, "parameters"));
        let nodes = [own, shared]
            .into_iter()
            .flatten()
            .flat_map(|list| tree.items(list));
        let mut nodes = nodes.map(|node| self.followed(*node).unwrap_or(*node));
        nodes.find(|node| {
            let found = tree.get(*node, "name").and_then(|node| tree.scalar(node));
            found == Some(name)
        })
    }

    /// A property of a schema, of what it refers to, or of a part of its `allOf`. `depth` bounds cycles.
    fn property(&self, schema: NodeId, name: &str, depth: usize) -> Option<NodeId> {
        let tree = &self.tree;
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

    /// The target of a reference in the same file.
    fn followed(&self, node: NodeId) -> Option<NodeId> {
        let reference = self.tree.scalar(self.tree.get(node, "$ref")?)?;
        self.tree.find(self.root, reference.strip_prefix('#')?).ok()
    }

    /// Replaces the schema of a component, property or parameter.
    ///
    /// `ty` is the key of a schema, a type of JSON Schema, `any`, or a schema as JSON or YAML in one line, such as
    /// `{type: string, format: uuid}`. Descriptions stay. `span` is the place of the correction.
    pub fn retype(&mut self, target: &Target, ty: &str, span: Span, diags: &mut Diagnostics) {
        let first = self.tree.len();
        let text = match ty {
            "any" => "{}".to_owned(),
            _ if Type::ALL.iter().any(|known| known.name() == ty) => {
                format!("{{\"type\":\"{ty}\"}}")
            }
            _ if self.component(ty).is_some() => {
                let section = match self.tree.get(self.root, "definitions") {
                    Some(_) => "/definitions",
                    None => "/components/schemas",
                };
                let key = crate::tree::escape(ty);
                let mut reference = String::from("{\"$ref\":");
                crate::json::text(&format!("#{section}/{key}"), &mut reference);
                reference + "}"
            }
            _ if ty.trim_start().starts_with('{') => ty.to_owned(),
            _ => {
                return unfit(
                    diags,
                    format!("`{ty}` is neither a schema nor a type"),
                    span,
                );
            }
        };
        let mut scratch = SourceMap::new();
        let file = scratch.add("", text);
        let mut found = Diagnostics::new();
        let Some(schema) = parse::read(&mut self.tree, &scratch, file, &mut found) else {
            let reason = found.iter().next().map_or("", |problem| &problem.message);
            return unfit(diags, format!("not a schema: {reason}"), span);
        };
        self.tree.place_all(first, span);
        let Some(node) = self.schema_of(target, span) else {
            return unfit(diags, "this has no schema".to_owned(), span);
        };
        let tree = &mut self.tree;
        let documentation = ["description", "title", "deprecated", "example", "examples"];
        let kept = tree.entries(node).iter().copied();
        let kept = kept.filter(|entry| documentation.contains(&tree.key(entry)));
        let kept: Vec<Entry> = kept.collect();
        if tree.replace(node, schema).is_err() {
            return unfit(diags, "the schema is nested too deep".to_owned(), span);
        }
        let mut entries = tree.entries(node).to_vec();
        entries.extend(kept);
        tree.set_entries(node, entries);
    }

    /// Sets whether null is allowed for a component, property or parameter. `span` is the place of the correction.
    pub fn nullable(
        &mut self,
        target: &Target,
        nullable: bool,
        span: Span,
        diags: &mut Diagnostics,
    ) {
        let Some(node) = self.schema_of(target, span) else {
            return unfit(diags, "this has no schema".to_owned(), span);
        };
        let tree = &mut self.tree;
        let keys = ["nullable", "x-nullable"];
        let entries = tree.entries(node).iter().copied();
        let mut entries: Vec<Entry> = entries
            .filter(|entry| !keys.contains(&tree.key(entry)))
            .collect();
        if nullable {
            let value = tree.add_scalar("true", true, node, span);
            entries.push(tree.new_entry("x-nullable", span, value));
        }
        tree.set_entries(node, entries);
        if !nullable {
            for key in ["type", "enum", "oneOf", "anyOf"] {
                let Some(list) = tree.own(node, &[Step::Key(key.to_owned())]) else {
                    continue;
                };
                let items = tree.items(list).iter().copied();
                let items: Vec<NodeId> = items
                    .filter(|item| !is_null(tree, *item, key == "type"))
                    .collect();
                if matches!(tree.kind(list), Kind::Array(_)) {
                    tree.set_items(list, items);
                }
            }
        }
    }

    /// Removes schemas, properties, operations, parameters, or any other nodes. The name of a property is removed from
    /// `required` too. References to what was removed refer to nothing.
    pub fn remove(&mut self, targets: &[Target]) {
        // Items of arrays are removed from the end, so that the other indices stay right.
        let mut targets: Vec<&Target> = targets.iter().collect();
        targets.sort_by(|a, b| b.path.cmp(&a.path));
        for target in targets {
            self.remove_one(target);
        }
    }

    fn remove_one(&mut self, target: &Target) {
        let tree = &mut self.tree;
        let Some(node) = tree.own(self.root, &target.path) else {
            return;
        };
        tree.remove(node);
        if let [above @ .., Step::Key(section), Step::Key(name)] = target.path.as_slice()
            && section == "properties"
        {
            let mut path = above.to_vec();
            path.push(Step::Key("required".to_owned()));
            if let Some(required) = tree.own(self.root, &path) {
                let items = tree.items(required).iter().copied();
                let items = items
                    .filter(|item| tree.scalar(*item) != Some(name))
                    .collect();
                tree.set_items(required, items);
            }
        }
    }

    /// The object of the schema that a target is or has.
    fn schema_of(&mut self, target: &Target, span: Span) -> Option<NodeId> {
        let tree = &mut self.tree;
        let node = tree.own(self.root, &target.path)?;
        if target.kind == TargetKind::Operation || !matches!(tree.kind(node), Kind::Object(_)) {
            return None;
        }
        if target.kind != TargetKind::Parameter || tree.get(self.root, "swagger").is_some() {
            return Some(node);
        }
        if tree.get(node, "schema").is_none() && tree.get(node, "content").is_none() {
            let mut entries = tree.entries(node).to_vec();
            let schema = tree.add_object(node, span);
            entries.push(tree.new_entry("schema", span, schema));
            tree.set_entries(node, entries);
        }
        tree.own(node, &[Step::Key("schema".to_owned())])
    }
}

/// Whether an item of `type`, `enum`, `oneOf` or `anyOf` is that for null.
fn is_null(tree: &Tree, item: NodeId, is_type: bool) -> bool {
    match tree.kind(item) {
        Kind::Null => true,
        Kind::Text(text) => is_type && text == "null",
        Kind::Object([entry]) => {
            tree.key(entry) == "type" && tree.scalar(entry.value) == Some("null")
        }
        _ => false,
    }
}

fn unfit(diags: &mut Diagnostics, message: String, span: Span) {
    diags.push(Diagnostic::error(codes::CORRECTION, message).at(span, ""));
}
