//! The paths, operations and types of a description, with marks.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use clientwright_csdl::schema::{ContainerChildKind, StructuredId};
use clientwright_model::naming::lock::Scope;

use super::All;
use crate::generate::{Input, OData, OpenApi, Stages};
use crate::openapi::select as openapi;

/// Longer paths are not indented further.
const DEEPEST: usize = 40;

/// The mark of what is selected, and of what is not.
fn mark(is_selected: bool) -> char {
    if is_selected { '+' } else { '-' }
}

pub(super) fn text(made: &Stages, all: &All) -> String {
    let mut text = match &made.input {
        Input::OData(input) => paths_of_odata(input),
        Input::OpenApi(input) => paths_of_openapi(input),
    };
    let is_path = |kind: &str| matches!(kind, "webhook") || kind == "operation";
    let is_openapi = matches!(made.input, Input::OpenApi(_));
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, declared) in all.iter().filter(|(_, d)| !(is_openapi && is_path(d.kind))) {
        let mark = mark(declared.step.is_some());
        let rust = made.lock.get(&Scope::Types, name);
        let rust = rust.filter(|_| declared.step.is_some());
        let rust = rust.map(|rust| format!(" ({rust})")).unwrap_or_default();
        let lines = kinds.entry(declared.kind).or_default();
        lines.push(format!("  {mark} {name}{rust}\n"));
    }
    for (kind, lines) in kinds {
        text.push_str(&format!("{kind}s\n{}", lines.concat()));
    }
    text.push_str("\n+ selected  - not selected\n");
    text
}

fn paths_of_openapi(input: &OpenApi) -> String {
    let (api, selection) = (&input.api, &input.selection);
    let mut text = "paths\n".to_owned();
    let webhooks: BTreeSet<_> = openapi::webhooks(api).collect();
    for id in openapi::operations(api).chain(webhooks.iter().copied()) {
        let is_selected =
            selection.operations.contains_key(&id) || selection.received.contains_key(&id);
        let name = api.operations[id].id.as_deref();
        let name = name.map(|name| format!("  {name}")).unwrap_or_default();
        let kind = match webhooks.contains(&id) {
            true => "webhook ",
            false => "",
        };
        let (mark, address) = (mark(is_selected), openapi::address(api, id));
        text.push_str(&format!("  {mark} {kind}{address}{name}\n"));
    }
    text
}

fn paths_of_odata(input: &OData) -> String {
    let mut text = "paths\n".to_owned();
    // Each type is followed once, so that the tree is no longer than the metadata.
    let mut seen = BTreeSet::new();
    for (container, declared) in input.schema.containers.iter() {
        for (index, child) in declared.children.iter().enumerate() {
            let is_selected = input.selection.roots.contains_key(&(container, index));
            let (kind, ty) = match &child.kind {
                ContainerChildKind::EntitySet { ty } => ("entity set", Some(*ty)),
                ContainerChildKind::Singleton { ty, .. } => ("singleton", Some(*ty)),
                ContainerChildKind::ActionImport { .. } => ("action import", None),
                ContainerChildKind::FunctionImport { .. } => ("function import", None),
            };
            text.push_str(&format!(
                "  {} /{}  {kind}\n",
                mark(is_selected),
                child.name
            ));
            if let Some(ty) = ty.filter(|_| is_selected) {
                below(input, ty, &mut seen, &mut text);
            }
        }
    }
    text
}

/// The navigation properties of a type, each followed by those of its target.
fn below(input: &OData, root: StructuredId, seen: &mut BTreeSet<StructuredId>, text: &mut String) {
    let schema = &input.schema;
    let of = |ty| VecDeque::from(schema.navigation_properties(ty));
    if !seen.insert(root) {
        return;
    }
    // Not recursive: a path can be as long as there are types.
    let mut open = vec![(root, of(root))];
    while let Some((ty, left)) = open.last_mut() {
        let ty = *ty;
        let Some(navigation) = left.pop_front() else {
            open.pop();
            continue;
        };
        let property = navigation.get(schema);
        let kept = input.selection.structured.get(&ty);
        let is_selected = kept.is_some_and(|kept| kept.navigations.contains_key(&navigation));
        let target = &schema.structured_types[property.target].name;
        let many = if property.is_collection { "[]" } else { "" };
        let (depth, mark) = (2 + 2 * open.len().min(DEEPEST), mark(is_selected));
        let name = &property.name;
        text.push_str(&format!("{:depth$}{mark} {name}  {target}{many}\n", ""));
        if is_selected && seen.insert(property.target) {
            open.push((property.target, of(property.target)));
        }
    }
}
