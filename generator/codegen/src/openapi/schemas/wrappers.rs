//! Schemas that add nothing to another one: references, and wrappers that only allow null.

use clientwright_oas::Api;
use clientwright_oas::api::{Additional, Schema, SchemaId, Type, Value};

/// A schema behind references and wrappers that add nothing but null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) id: SchemaId,
    /// Whether a wrapper allows null.
    pub(crate) nullable: bool,
}

/// The most wrappers that are followed.
const WRAPPERS: usize = 64;

/// Follows references, `allOf` with one member, and `oneOf` and `anyOf` with one variant that is not null.
pub(crate) fn resolve(api: &Api, mut id: SchemaId) -> Resolved {
    let mut nullable = false;
    for _ in 0..WRAPPERS {
        let schema = &api.schemas[id];
        let Some((inner, null)) = wrapped(api, schema) else {
            break;
        };
        nullable |= null || schema.nullable || schema.types.contains(Type::Null);
        id = inner;
    }
    Resolved { id, nullable }
}

/// The schema in a wrapper, and whether null is an alternative to it.
pub(super) fn wrapped(api: &Api, schema: &Schema) -> Option<(SchemaId, bool)> {
    if has_structure(schema) || schema.raw {
        return None;
    }
    let is_object = schema.types.without(Type::Null).only() == Some(Type::Object);
    let variants = schema.one_of.len() + schema.any_of.len();
    if let Some(target) = schema.target {
        let alone = variants == 0 && schema.all_of.is_empty();
        return alone.then_some((target, false));
    }
    if !schema.types.without(Type::Null).is_empty() && !is_object {
        return None;
    }
    match (schema.all_of.as_slice(), variants) {
        ([only], 0) if extends_base(api, schema, *only) => None,
        ([only], 0) => Some((*only, false)),
        ([], 1..) if schema.discriminator.is_none() => {
            if !schema.one_of.is_empty() && !schema.any_of.is_empty() {
                return None;
            }
            let mut only = None;
            let mut has_null = false;
            // It ends at a second variant, because a schema may have many and be referred to often.
            for id in schema.one_of.iter().chain(&schema.any_of) {
                match (is_null(&api.schemas[api.target(*id)]), only) {
                    (true, _) => has_null = true,
                    (false, Some(known)) if known != *id => return None,
                    (false, _) => only = Some(*id),
                }
            }
            Some((only?, has_null))
        }
        _ => None,
    }
}

/// Whether a schema is a variant of a base with a discriminator, and adds nothing to what it extends: such a variant is a
/// component. Between it and the base there may be other variants.
fn extends_base(api: &Api, schema: &Schema, extended: SchemaId) -> bool {
    let first = api.components.schemas.first();
    let folder = first.and_then(|(_, id)| api.tree.parent(api.schemas[*id].node));
    if folder.is_none() || api.tree.parent(schema.node) != folder {
        return false;
    }
    let mut seen = Vec::new();
    let mut open = vec![extended];
    while let Some(part) = open.pop() {
        let part = api.target(part);
        if seen.contains(&part) {
            continue;
        }
        let above = &api.schemas[part];
        if is_base(above) {
            return true;
        }
        // Wrappers are not followed further either.
        if seen.len() == WRAPPERS {
            return false;
        }
        seen.push(part);
        open.extend(&above.all_of);
        open.extend(above.target);
    }
    false
}

/// Whether a schema is the base of those that extend it: its discriminator has no list of variants.
pub(super) fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// Whether a schema has a keyword that says something about values, except types and other schemas that apply.
fn has_structure(schema: &Schema) -> bool {
    schema.boolean.is_some()
        || schema.format.is_some()
        || !schema.enumeration.is_empty()
        || schema.constant.is_some()
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional != Additional::Unstated
        || schema.unevaluated != Additional::Unstated
        || !schema.pattern_properties.is_empty()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || schema.content_encoding.is_some()
        || is_base(schema)
}

/// Whether a schema allows nothing but null. One with `nullable` and nothing else means the same.
pub(super) fn is_null(schema: &Schema) -> bool {
    let bare = !has_structure(schema)
        && schema.target.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty();
    let is_null = |value: &Value| matches!(value, Value::Null);
    match (&schema.constant, schema.enumeration.as_slice()) {
        (Some(value), _) => is_null(value),
        (None, [value]) => is_null(value),
        _ if schema.types.only() == Some(Type::Null) => true,
        _ => bare && schema.nullable && schema.types.is_empty(),
    }
}

/// Whether a variant is only a condition on a value that is described elsewhere: a list of required properties.
pub(super) fn is_condition(schema: &Schema, around: &Schema) -> bool {
    let types = schema.types.without(Type::Object);
    let is_bare = types.is_empty()
        && schema.target.is_none()
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.additional == Additional::Unstated
        && schema.format.is_none()
        && schema.enumeration.is_empty()
        && schema.constant.is_none()
        && schema.items.is_none()
        && schema.boolean.is_none()
        && !schema.raw
        && !schema.nullable;
    let says = !schema.required.is_empty() || schema.not.is_some() || !schema.limits.is_empty();
    is_bare && says && (schema.types.is_empty() || !around.properties.is_empty())
}
