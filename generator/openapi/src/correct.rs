//! Corrections of a description: other types, other nullability, removals.

use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::api::{Api, Type};
use crate::codes;
use crate::parse::{self, Document};
use crate::target::{Target, TargetKind, Targets};
use crate::tree::{Entry, Kind, NodeId, Step, Tree};

impl Document {
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
            _ if Targets::new(&self.tree, self.root).component(ty).is_some() => {
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
        let has_none = matches!(target.kind, TargetKind::Operation | TargetKind::Member);
        if has_none || !matches!(tree.kind(node), Kind::Object(_)) {
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

impl Api {
    /// Takes a format from all schemas of a type, so that their values are those of the type alone. Returns how many there were.
    pub fn remove_format(&mut self, format: &str, ty: Type) -> usize {
        let of_format = self.schemas.iter().filter(|(_, schema)| {
            let is_of_type = schema.types.is_empty() || schema.types.contains(ty);
            schema.format.as_deref() == Some(format) && is_of_type
        });
        let ids: Vec<_> = of_format.map(|(id, _)| id).collect();
        for id in &ids {
            let schema = self.schemas.get_mut(*id);
            schema.format = None;
            if schema.types.is_empty() {
                schema.types = [ty].into_iter().collect();
            }
        }
        ids.len()
    }

    /// The formats of all schemas.
    pub fn formats(&self) -> impl Iterator<Item = &str> {
        self.schemas
            .iter()
            .filter_map(|(_, schema)| schema.format.as_deref())
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
