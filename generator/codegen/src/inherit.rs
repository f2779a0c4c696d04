//! Properties of inheritance that several stages need.

use std::collections::BTreeMap;

pub(crate) use clientwright_csdl::schema::NavigationId;
use clientwright_csdl::schema::{
    OperationId, Schema, StructuredId, StructuredKind, StructuredType, Type,
};

/// Whether the type is an abstract root that only declares the key of its descendants, like Graph's `entity`.
pub(crate) fn is_key_root(ty: &StructuredType) -> bool {
    ty.kind == StructuredKind::Entity && ty.is_abstract && ty.base.is_none() && !ty.key.is_empty()
}

/// Whether values of the type must be sent with their type: it derives from a type other than the key root.
///
/// The result depends on base types alone, so that it is the same for any selection of derived types.
pub(crate) fn is_in_hierarchy(schema: &Schema, ty: StructuredId) -> bool {
    schema
        .bases(ty)
        .skip(1)
        .any(|base| !is_key_root(&schema.structured_types[base]))
}

/// Whether the type becomes an enum over its derived types.
pub(crate) fn is_polymorphic(ty: &StructuredType) -> bool {
    ty.is_abstract && !is_key_root(ty)
}

/// The operations bound to each type, and to collections of it, in document order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bindings {
    single: BTreeMap<StructuredId, Vec<OperationId>>,
    collection: BTreeMap<StructuredId, Vec<OperationId>>,
}

impl Bindings {
    /// Sorts a schema's bound operations by their binding parameter.
    pub(crate) fn new(schema: &Schema) -> Self {
        let mut bindings = Self::default();
        for (id, operation) in schema.operations.iter() {
            let Some(binding) = operation.binding_parameter() else {
                continue;
            };
            if let Type::Structured(ty) = binding.ty.ty {
                let map = match binding.ty.is_collection {
                    true => &mut bindings.collection,
                    false => &mut bindings.single,
                };
                map.entry(ty).or_default().push(id);
            }
        }
        bindings
    }

    /// Operations of an instance of the type, those bound to base types first.
    pub(crate) fn on_single(&self, schema: &Schema, ty: StructuredId) -> Vec<OperationId> {
        Self::inherited(&self.single, schema, ty)
    }

    /// Operations of a collection of the type, those bound to base types first.
    pub(crate) fn on_collection(&self, schema: &Schema, ty: StructuredId) -> Vec<OperationId> {
        Self::inherited(&self.collection, schema, ty)
    }

    fn inherited(
        map: &BTreeMap<StructuredId, Vec<OperationId>>,
        schema: &Schema,
        ty: StructuredId,
    ) -> Vec<OperationId> {
        schema
            .lineage(ty)
            .into_iter()
            .filter_map(|t| map.get(&t))
            .flatten()
            .copied()
            .collect()
    }
}
