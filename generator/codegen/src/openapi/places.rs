//! Where operations are: the module of their tag, and the start of the names of what belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::naming::names::{self, Case};
use clientwright_oas::Api;
use clientwright_oas::api::{Operation, Part};

use super::schemas::OperationPlace;

/// The places of all operations, by their index.
pub(super) fn operations(api: &Api) -> Vec<OperationPlace> {
    api.operations
        .iter()
        .map(|(_, operation)| OperationPlace {
            module: operation
                .tags
                .first()
                .map(|tag| module(tag))
                .into_iter()
                .collect(),
            name: name(api, operation),
        })
        .collect()
}

fn module(tag: &str) -> String {
    match names::spell(tag, Case::Snake) {
        name if names::is_taken(&name, 0) => format!("{name}_"),
        name => name,
    }
}

/// The name of an operation: its id without the words of its tag, or its verb and path.
fn name(api: &Api, operation: &Operation) -> String {
    let Some(id) = &operation.id else {
        let path = &api.path_items[operation.path_item].path;
        let words = path.parts.iter().map(|part| match part {
            Part::Text(text) | Part::Name(text) => names::spell(text, Case::Camel),
        });
        let verb = names::spell(operation.verb.text(), Case::Camel);
        return format!("{verb}{}", words.collect::<String>());
    };
    let name = names::spell(id, Case::Camel);
    let tag = operation.tags.first();
    let tag = tag.map(|tag| names::spell(tag, Case::Camel));
    let short = tag.and_then(|tag| name.strip_prefix(&tag).map(str::to_owned));
    let is_name = |short: &String| short.starts_with(char::is_uppercase);
    short.filter(is_name).unwrap_or(name)
}

/// Names that types cannot have: those of modules next to them.
pub(super) fn reserved(operations: &[OperationPlace]) -> BTreeMap<Vec<String>, BTreeSet<String>> {
    let fixed = || names::OF_EACH_MODULE.iter().map(|name| (*name).to_owned());
    let mut reserved: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    reserved.entry(Vec::new()).or_default().extend(fixed());
    for place in operations {
        reserved
            .entry(place.module.clone())
            .or_default()
            .extend(fixed());
        if let [first, ..] = place.module.as_slice() {
            reserved
                .entry(Vec::new())
                .or_default()
                .insert(first.clone());
        }
    }
    reserved
}
