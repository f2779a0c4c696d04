//! Finds the types whose builders are reachable, for the summary.

use std::collections::BTreeSet;

use clientwright_csdl::schema::{
    Annotation, Expression, OperationId, Schema, StructuredId, StructuredKind, Type,
};
use clientwright_csdl::terms::{self, Annotated};

use crate::inherit;
use crate::select::{Level, Selection};

/// The entity types whose builders are reachable from the client: by navigation, by a cast, or as the result of a
/// composable function.
pub(crate) fn reached(schema: &Schema, selection: &Selection) -> BTreeSet<StructuredId> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<StructuredId> = selection
        .roots
        .keys()
        .filter_map(|(container, index)| {
            schema.containers[*container].children[*index].entity_type()
        })
        .collect();
    open.extend(
        selection
            .imported
            .keys()
            .filter_map(|id| composed(schema, *id)),
    );
    while let Some(id) = open.pop() {
        let ty = &schema.structured_types[id];
        let Some(kept) = selection.structured.get(&id) else {
            continue;
        };
        let has_builder = ty.kind == StructuredKind::Entity && kept.level > Level::Leaf;
        if !has_builder || !reached.insert(id) {
            continue;
        }
        open.extend(kept.navigations.keys().map(|n| n.get(schema).target));
        open.extend(
            kept.operations
                .keys()
                .filter_map(|id| composed(schema, *id)),
        );
        // The casts of builders.
        if !inherit::is_key_root(ty) {
            open.extend(schema.descendants(id));
        }
    }
    reached
}

/// The type at the start of a path after a function.
fn composed(schema: &Schema, id: OperationId) -> Option<StructuredId> {
    let operation = &schema.operations[id];
    match operation.return_type.as_ref()?.ty.ty {
        Type::Structured(ty) if operation.is_composable => Some(ty),
        _ => None,
    }
}

/// Operations with `Core.RequiresExplicitBinding` that nothing binds.
pub(crate) fn bound_nowhere(schema: &Schema) -> BTreeSet<OperationId> {
    let types = || schema.structured_types.iter().map(|(_, ty)| ty);
    let navigations = types().flat_map(|ty| &ty.navigation_properties);
    let children = schema.containers.iter().flat_map(|(_, c)| &c.children);
    let lists = types()
        .map(|ty| &ty.annotations)
        .chain(navigations.map(|n| &n.annotations))
        .chain(children.map(|child| &child.annotations));
    let paths = schema.path_annotations.iter().map(|a| &a.annotation);
    let bound: BTreeSet<&str> = lists.flatten().chain(paths).flat_map(names_bound).collect();
    let operations = schema.operations.iter();
    operations
        .filter(|(_, operation)| {
            operation.annotations.tag(terms::REQUIRES_EXPLICIT_BINDING)
                && !bound.contains(operation.name.to_string().as_str())
        })
        .map(|(id, _)| id)
        .collect()
}

fn names_bound(annotation: &Annotation) -> Vec<&str> {
    let value = annotation.value.as_ref();
    let value = value.filter(|_| annotation.term == terms::EXPLICIT_OPERATION_BINDINGS.name);
    let names = value.and_then(Expression::as_items).unwrap_or_default();
    let names = names.iter().filter_map(Expression::as_text);
    names.map(str::trim).collect()
}
