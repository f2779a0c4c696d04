//! What the values of a schema may have, for rules of the options that name members of bodies.

use clientwright_oas::Api;
use clientwright_oas::api::{SchemaId, Type, Types};

/// The most schemas that are read for one value.
const LIMIT: usize = 1000;

/// A schema with all schemas that it refers to and that apply to the same value: targets of references, members of `allOf`, and
/// variants of `oneOf` and `anyOf`.
fn all(api: &Api, schema: SchemaId) -> Vec<SchemaId> {
    let mut found: Vec<SchemaId> = vec![schema];
    let mut at = 0;
    while let Some(id) = found.get(at).copied() {
        at += 1;
        let schema = &api.schemas[id];
        let inner = schema.target.iter().chain(&schema.all_of);
        for id in inner.chain(&schema.one_of).chain(&schema.any_of) {
            if found.len() < LIMIT && !found.contains(id) {
                found.push(*id);
            }
        }
    }
    found
}

/// The declared members of the values of a schema, by name; of several with one name the first.
pub(crate) fn members(api: &Api, schema: SchemaId) -> Vec<(&str, SchemaId)> {
    let mut found: Vec<(&str, SchemaId)> = Vec::new();
    for id in all(api, schema) {
        for property in &api.schemas[id].properties {
            if !found.iter().any(|(name, _)| *name == &*property.name) {
                found.push((&property.name, property.schema));
            }
        }
    }
    found
}

/// Whether the values may have members that the schema does not declare: a part of it says nothing about members.
pub(crate) fn is_open(api: &Api, schema: SchemaId) -> bool {
    all(api, schema).into_iter().any(|id| {
        let schema = &api.schemas[id];
        let parts = [&schema.all_of, &schema.one_of, &schema.any_of];
        let has_parts = schema.target.is_some() || parts.iter().any(|list| !list.is_empty());
        !has_parts && schema.properties.is_empty()
    })
}

/// The types of the values of a schema, but for null; empty if it states none.
pub(crate) fn types(api: &Api, schema: SchemaId) -> Types {
    let all = all(api, schema).into_iter();
    let types = all.flat_map(|id| {
        let schema = &api.schemas[id];
        let is_object = !schema.properties.is_empty();
        schema.types.iter().chain(is_object.then_some(Type::Object))
    });
    Types::from_iter(types).without(Type::Null)
}

/// The schema of the items of a list. `None`: it is no list. `Some(None)`: the items are any JSON.
pub(crate) fn items(api: &Api, schema: SchemaId) -> Option<Option<SchemaId>> {
    let all = all(api, schema);
    let items = all.iter().find_map(|id| api.schemas[*id].items);
    let is_list = types(api, schema).only() == Some(Type::Array);
    (is_list || (items.is_some() && types(api, schema).is_empty())).then_some(items)
}

/// The value of `default`, or else of `minimum`, if it is a number of items or pages.
pub(crate) fn start(api: &Api, schema: SchemaId) -> Option<u64> {
    let limit = |id: &SchemaId| {
        let mut limits = api.schemas[*id].limits.iter();
        limits.find(|(key, _)| &**key == "minimum")?.1.parse().ok()
    };
    default(api, schema).or_else(|| all(api, schema).iter().find_map(limit))
}

/// The value of `default`, if it is a number of items or pages.
pub(crate) fn default(api: &Api, schema: SchemaId) -> Option<u64> {
    let default = |id: &SchemaId| api.schemas[*id].default.as_ref()?.json().parse().ok();
    all(api, schema).iter().find_map(default)
}
