//! Look-ups.

use std::collections::HashMap;

use super::{Api, Discriminator, OperationId, Schema, SchemaId, Value};
use crate::tree::NodeId;

/// Ids by what users know them by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// Schemas by component key.
    pub(crate) components: HashMap<Box<str>, SchemaId>,
    /// Schemas by the index of their node.
    pub(crate) schemas: Vec<Option<SchemaId>>,
    /// Operations of paths by `operationId`; the first of several.
    pub(crate) operations: HashMap<Box<str>, OperationId>,
}

impl Api {
    /// The schema with a component key.
    pub fn schema(&self, key: &str) -> Option<SchemaId> {
        self.index.components.get(key).copied()
    }

    /// The schema that was read from a node, such as one found by [`Tree::find`](crate::tree::Tree::find).
    pub fn schema_at(&self, node: NodeId) -> Option<SchemaId> {
        self.index.schemas.get(node.index()).copied().flatten()
    }

    /// States what tells the alternatives of a schema apart.
    pub fn set_discriminator(&mut self, id: SchemaId, discriminator: Discriminator) {
        self.schemas.get_mut(id).discriminator = Some(Box::new(discriminator));
    }

    /// States which alternatives of a schema are tried first.
    pub fn set_preferred(&mut self, id: SchemaId, order: Vec<SchemaId>) {
        self.schemas.get_mut(id).preferred = order;
    }

    /// The first operation of a path with an `operationId`.
    pub fn operation(&self, id: &str) -> Option<OperationId> {
        self.index.operations.get(id).copied()
    }

    /// The schema that a chain of references ends at, and the schema itself if it is none. A reference with other
    /// keywords next to it that count ([`Schema::is_pure`]) ends the chain.
    pub fn target(&self, mut id: SchemaId) -> SchemaId {
        // `resolve` leaves no cycles of references.
        while let Some(target) = self.schemas[id]
            .target
            .filter(|_| self.schemas[id].is_pure())
        {
            id = target;
        }
        id
    }

    /// The value of a node, for examples and extensions.
    pub fn value(&self, node: NodeId) -> Value {
        self.tree.value(node)
    }

    /// An extension, such as `x-ms-pageable`, of an operation, schema or other object.
    pub fn extension(&self, node: NodeId, key: &str) -> Option<NodeId> {
        self.tree.get(node, key)
    }
}

impl Schema {
    /// Whether a reference has no other keyword that changes the type.
    pub fn is_pure(&self) -> bool {
        self.types.is_empty()
            && !self.nullable
            && self.format.is_none()
            && self.enumeration.is_empty()
            && self.constant.is_none()
            && !self.read_only
            && !self.write_only
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == super::Additional::Unstated
            && self.unevaluated == super::Additional::Unstated
            && self.pattern_properties.is_empty()
            && self.items.is_none()
            && self.prefix_items.is_empty()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.discriminator.is_none()
    }
}
