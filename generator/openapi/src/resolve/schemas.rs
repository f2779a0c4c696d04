//! Schema Objects.

mod keywords;

use clientwright_diagnostics::Severity;

use super::Resolver;
use crate::api::{Additional, Discriminator, Mapping, Property, Schema, SchemaId, Version};
use crate::codes;
use crate::tree::{Kind, NodeId};
pub(super) use keywords::SCHEMA;

/// What a schema is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A Schema Object.
    Schema,
    /// A parameter or header of 2.0, which has keywords of a schema among its own.
    Parameter,
}

impl Resolver<'_> {
    /// The schema that a node is, read now.
    pub(super) fn schema(&mut self, node: NodeId) -> SchemaId {
        self.schema_from(node, Source::Schema)
    }

    pub(super) fn schema_from(&mut self, node: NodeId, source: Source) -> SchemaId {
        let (id, is_new) = self.reserve(node);
        if is_new {
            self.fill(id, node, source);
        }
        id
    }

    /// The schema that a node is, read later: what references refer to may be nested without end.
    fn schema_later(&mut self, node: NodeId) -> SchemaId {
        let (id, is_new) = self.reserve(node);
        if is_new {
            self.later.push_back((id, node));
        }
        id
    }

    /// Reads the schemas that references refer to.
    pub(super) fn read_later(&mut self) {
        while let Some((id, node)) = self.later.pop_front() {
            self.fill(id, node, Source::Schema);
        }
    }

    fn reserve(&mut self, node: NodeId) -> (SchemaId, bool) {
        let nodes = &mut self.api.index.schemas;
        if nodes.len() <= node.index() {
            nodes.resize(self.api.tree.len().max(node.index() + 1), None);
        }
        match nodes[node.index()] {
            Some(id) => (id, false),
            None => {
                let id = self.api.schemas.push(Schema::new(node));
                nodes[node.index()] = Some(id);
                (id, true)
            }
        }
    }

    fn fill(&mut self, id: SchemaId, node: NodeId, source: Source) {
        let mut schema = Schema::new(node);
        match self.api.tree.kind(node) {
            Kind::Boolean(value) => schema.boolean = Some(value),
            Kind::Object(_) => match self.reference(node) {
                Some(reference) if self.api.version < Version::V3_1 => {
                    self.only_reference(&mut schema, reference);
                }
                _ => self.keywords(&mut schema, source),
            },
            kind => {
                let found = kind.article();
                let message =
                    format!("expected a schema, found {found}; any JSON value is allowed");
                schema.raw = true;
                self.reduce(codes::BAD_VALUE, message, node);
            }
        }
        *self.api.schemas.get_mut(id) = schema;
    }

    /// A reference of 2.0 or 3.0: other keywords have no effect, except for those that only document. `nullable` is
    /// read, because it is meant wherever it occurs.
    fn only_reference(&mut self, schema: &mut Schema, reference: NodeId) {
        self.set_target(schema, reference);
        for at in self.api.tree.entry_range(schema.node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "title" => schema.title = self.text(value, "title"),
                "description" => schema.description = self.text(value, "description"),
                "externalDocs" => schema.external_docs = self.external_docs(value),
                "deprecated" => schema.deprecated = self.flag(value, "deprecated"),
                "x-nullable" => schema.nullable |= self.flag(value, "x-nullable"),
                "nullable" => {
                    let nullable = self.flag(value, "nullable");
                    schema.nullable |= nullable;
                    if nullable {
                        self.warn_once(
                            codes::NULLABLE,
                            "`nullable` next to `$ref` has no effect in OpenAPI 3.0, and is read as it is meant",
                            "put the reference into `allOf` next to `nullable`",
                            entry.span,
                        );
                    }
                }
                "$ref" | "summary" | "example" | "examples" | "default" => {}
                key if key.starts_with("x-") || !SCHEMA.contains(&key) => {}
                key => {
                    let message =
                        format!("`{key}` next to `$ref` has no effect before OpenAPI 3.1");
                    let help = "put the reference into `allOf`, next to the other keywords";
                    self.warn_once(codes::IGNORED, &message, help, entry.span);
                }
            }
        }
    }

    pub(super) fn set_target(&mut self, schema: &mut Schema, reference: NodeId) {
        let from = schema.node;
        match self.locate(from, reference, "schemas", Severity::Warning) {
            Some(target) => schema.target = Some(self.schema_later(target)),
            None => self.raw(schema, "a reference that refers to nothing"),
        }
    }

    /// `$dynamicRef` (JSON Schema 2020-12, 8.2.3.2): the schema that it refers to depends on where evaluation started,
    /// unless there is only one candidate.
    pub(super) fn set_dynamic_target(&mut self, schema: &mut Schema, reference: NodeId) {
        let text = self.api.tree.scalar(reference).unwrap_or_default();
        let anchor = text.split_once('#').map_or("", |(_, anchor)| anchor);
        let candidates = self.references.dynamic.get(anchor).copied();
        if candidates.unwrap_or_default() > 1 {
            let reason = "the target of `$dynamicRef` depends on the schema that refers to it; any JSON value is allowed";
            schema.raw = true;
            return self.reduce(codes::REDUCED, reason, schema.node);
        }
        self.set_target(schema, reference);
    }

    fn raw(&mut self, schema: &mut Schema, reason: &str) {
        schema.raw = true;
        self.api.reduced.push(crate::api::Reduced {
            node: schema.node,
            is_left_out: false,
            reason: reason.to_owned(),
        });
    }

    pub(super) fn schemas(&mut self, node: NodeId, key: &str) -> Vec<SchemaId> {
        let items = self.array_items(node, key);
        items
            .map(|at| self.schema(self.api.tree.item(at)))
            .collect()
    }

    pub(super) fn named_schemas(&mut self, node: NodeId, key: &str) -> Vec<(Box<str>, SchemaId)> {
        let entries = self.object_entries(node, key);
        let mut named = Vec::with_capacity(entries.len());
        for at in entries {
            let entry = self.api.tree.entry(at);
            let name = Box::from(self.api.tree.key(&entry));
            named.push((name, self.schema(entry.value)));
        }
        named
    }

    pub(super) fn properties(&mut self, node: NodeId) -> Vec<Property> {
        let entries = self.object_entries(node, "properties");
        let mut properties = Vec::with_capacity(entries.len());
        for at in entries {
            let entry = self.api.tree.entry(at);
            properties.push(Property {
                name: self.api.tree.key(&entry).into(),
                schema: self.schema(entry.value),
                required: false,
                span: entry.span,
            });
        }
        properties
    }

    pub(super) fn additional(&mut self, node: NodeId) -> Additional {
        match self.api.tree.kind(node) {
            Kind::Boolean(true) => Additional::Any,
            Kind::Boolean(false) => Additional::Forbidden,
            Kind::Object([]) => Additional::Any,
            _ => Additional::Schema(self.schema(node)),
        }
    }

    pub(super) fn discriminator(&mut self, node: NodeId) -> Option<Box<Discriminator>> {
        if let (Kind::Text(property), Version::V2_0) = (self.api.tree.kind(node), self.api.version)
        {
            return Some(Box::new(Discriminator {
                node,
                property: property.into(),
                mapping: Vec::new(),
                default_mapping: None,
                complete: false,
            }));
        }
        if !self.object(node, "discriminator") {
            return None;
        }
        let mut property = None;
        let mut mapping = Vec::new();
        let mut default_mapping = None;
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            match self.api.tree.key(&entry) {
                "propertyName" => property = self.text(entry.value, "propertyName"),
                "defaultMapping" => default_mapping = self.mapped(entry.value),
                "mapping" => {
                    for at in self.object_entries(entry.value, "mapping") {
                        let entry = self.api.tree.entry(at);
                        let mut span = entry.span;
                        span.end = span.end.max(self.span(entry.value).end);
                        mapping.push(Mapping {
                            value: self.api.tree.key(&entry).into(),
                            target: self.mapped(entry.value),
                            span,
                        });
                    }
                }
                _ => self.unknown(node, entry, &["propertyName", "mapping", "defaultMapping"]),
            }
        }
        let Some(property) = property else {
            let message = "a discriminator without `propertyName`, which has no effect";
            self.warn(codes::MISSING, message, node);
            return None;
        };
        Some(Box::new(Discriminator {
            node,
            property,
            mapping,
            default_mapping,
            complete: false,
        }))
    }

    /// The schema that a value of `mapping` names: a component key, or else a reference (OpenAPI 3.2, 4.25.3).
    fn mapped(&mut self, node: NodeId) -> Option<SchemaId> {
        let name = self.api.tree.scalar(node)?.to_owned();
        let component = self.schemas_node.and_then(|all| self.child(all, &name));
        let target = match component {
            Some(target) => target,
            None if name.contains(['#', '/', '.']) => {
                self.locate(node, node, "schemas", Severity::Warning)?
            }
            None => {
                let message =
                    format!("no schema is called `{name}`; the entry of `mapping` has no effect");
                self.warn(codes::DANGLING, message, node);
                return None;
            }
        };
        Some(self.schema_later(target))
    }
}
