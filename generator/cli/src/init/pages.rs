//! Lists that probably have pages, although neither the description nor a rule says so.

use std::collections::BTreeSet;

use clientwright::model::{
    Call, Item, Location, Operation, Output, Package, PathPart, Request, Ty, TypePath,
};

/// Names of parameters that ask for a page, without case and separators.
const PARAMETERS: [&str; 10] = [
    "after",
    "continuationtoken",
    "cursor",
    "nexttoken",
    "offset",
    "page",
    "pagenumber",
    "pagetoken",
    "skip",
    "startingafter",
];

/// The operations, as verb and path, that return a list, have a parameter that asks for a page, and no further pages.
pub(super) fn unstated(package: &Package) -> BTreeSet<String> {
    let modules = package.modules.values();
    let items = modules.flat_map(|module| module.files.iter().flat_map(|file| &file.items));
    let calls = items.flat_map(|item| match item {
        Item::Group(group) => group.calls.as_slice(),
        Item::Client(client) => &client.calls,
        _ => &[],
    });
    let operations = calls.filter_map(|call| match &call.request {
        Request::Operation(operation) => Some((call, &**operation)),
        _ => None,
    });
    let unstated = operations.filter(|(call, operation)| {
        operation.verb == "GET"
            && operation.paging.is_none()
            && call.parameters.iter().any(|parameter| {
                let is_query = matches!(parameter.location, Location::Query(_));
                is_query && asks_for_a_page(&parameter.wire_name)
            })
            && has_list(package, &call.output)
    });
    unstated
        .map(|(call, operation)| path(call, operation))
        .collect()
}

fn asks_for_a_page(parameter: &str) -> bool {
    // As in `page[cursor]`, the last word counts.
    let name = parameter.trim_end_matches(']');
    let name = name.rsplit(['[', '.']).next().unwrap_or_default();
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-' | '$'));
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    PARAMETERS.contains(&letters.as_str())
}

/// Whether a result is a list, or an object with one.
fn has_list(package: &Package, output: &Output) -> bool {
    match output {
        Output::Json { ty: Ty::Vec(_), .. } => true,
        Output::Json {
            ty: Ty::Named(path),
            ..
        } => item(package, path).is_some_and(|item| match item {
            Item::Struct(object) => object
                .fields
                .iter()
                .any(|field| matches!(field.ty, Ty::Vec(_))),
            Item::Alias(alias) => matches!(alias.ty, Ty::Vec(_)),
            _ => false,
        }),
        _ => false,
    }
}

fn item<'p>(package: &'p Package, path: &TypePath) -> Option<&'p Item> {
    let module = package.modules.get(&path.module)?;
    let mut items = module.files.iter().flat_map(|file| &file.items);
    items.find(|item| item.name() == path.name && !item.is_builder())
}

/// Verb and path as a pattern has them.
fn path(call: &Call, operation: &Operation) -> String {
    let parts = operation.path.iter().map(|part| match part {
        PathPart::Text(text) => text.clone(),
        PathPart::Parameter(index) => {
            let parameter = call.parameters.get(*index);
            let name = parameter.map_or("", |parameter| &parameter.wire_name);
            format!("{{{name}}}")
        }
    });
    format!("{} {}", operation.verb, parts.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::asks_for_a_page;

    #[test]
    fn parameters_that_ask_for_a_page() {
        for name in [
            "cursor",
            "page_token",
            "pageToken",
            "starting_after",
            "page[offset]",
            "$skip",
        ] {
            assert!(asks_for_a_page(name), "{name}");
        }
        // A number of items is no page, and `before` is a time as often as a cursor.
        for name in [
            "limit",
            "per_page",
            "page[size]",
            "pages",
            "before",
            "",
            "]",
        ] {
            assert!(!asks_for_a_page(name), "{name}");
        }
    }
}
