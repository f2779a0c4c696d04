//! Removes declarations, and finds references to them.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::syntax::{
    ContainerChildKind, Document, EnumType, Operation, Schema, SchemaElement, Text,
};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use super::owners::{self, Owners};
use super::target::{self, ElementPlace, Found, Part, Targets, elements, item_of, name};
use crate::places::Entry;

/// Removes declarations, and reports each remaining reference to them. Problems that the parser found in them no longer
/// count.
pub(super) fn remove(
    targets: &Targets,
    documents: &mut [Document],
    overlays: &[Document],
    removals: Vec<(Found, Entry)>,
    diags: &mut Diagnostics,
) {
    if removals.is_empty() {
        return;
    }
    if !diags.is_empty() {
        let owners = Owners::new(documents);
        let found: BTreeSet<&Found> = removals.iter().map(|(found, _)| found).collect();
        diags.revise(|d| Some(d).filter(|d| !owners::goes_with(d, documents, &owners, &found)));
    }
    let removed = Removed::new(documents, &removals);
    let gone: BTreeSet<Found> = removals.into_iter().map(|(found, _)| found).collect();
    for (index, document) in documents.iter_mut().enumerate() {
        for (schema, s) in document.schemas.iter_mut().enumerate() {
            retain(
                s,
                |element| ElementPlace {
                    document: index,
                    schema,
                    element,
                },
                &gone,
            );
        }
    }
    for document in documents.iter_mut() {
        document.schemas.retain(|schema| {
            let namespace = Found::Namespace(schema.namespace.value.clone());
            !gone.contains(&namespace)
        });
    }
    removed.report_uses(targets, documents, diags);
    removed.report_overlays(targets, documents, overlays, diags);
}

fn retain(schema: &mut Schema, place: impl Fn(usize) -> ElementPlace, gone: &BTreeSet<Found>) {
    let mut index = 0;
    schema.elements.retain_mut(|element| {
        let at = place(index);
        index += 1;
        if gone.contains(&Found::Element(at)) {
            return false;
        }
        let keeps = |part| !gone.contains(&Found::Part(at, part));
        match element {
            SchemaElement::Structured(ty) => {
                retain_indexed(&mut ty.properties, |i| keeps(Part::Property(i)));
                retain_indexed(&mut ty.navigation_properties, |i| {
                    keeps(Part::Navigation(i))
                });
                retain_indexed(&mut ty.keys, |i| keeps(Part::Key(i)));
                ty.base_type.take_if(|_| !keeps(Part::Base));
            }
            SchemaElement::Enum(ty) => {
                ty.underlying_type.take_if(|_| !keeps(Part::Underlying));
                if (0..ty.members.len()).any(|i| !keeps(Part::Member(i))) {
                    number(ty);
                    retain_indexed(&mut ty.members, |i| keeps(Part::Member(i)));
                }
            }
            SchemaElement::Operation(operation) => {
                retain_indexed(&mut operation.parameters, |i| keeps(Part::Parameter(i)));
                retain_indexed(&mut operation.return_types, |i| keeps(Part::Returned(i)));
            }
            SchemaElement::Container(container) => {
                retain_indexed(&mut container.children, |i| keeps(Part::Child(i)));
                container.extends.take_if(|_| !keeps(Part::Extends));
            }
            _ => {}
        }
        true
    });
}

fn retain_indexed<T>(items: &mut Vec<T>, keeps: impl Fn(usize) -> bool) {
    let mut index = 0;
    items.retain(|_| {
        index += 1;
        keeps(index - 1)
    });
}

/// Writes explicit values for members whose value depends on their position, because removing a member would change it
/// (CSDL XML 4.01, 10.3).
fn number(ty: &mut EnumType) {
    let mut next: Option<i64> = Some(0);
    for member in &mut ty.members {
        let value = match &member.value {
            // The resolver reports invalid numbers.
            Some(written) => written.as_str().trim().parse().ok(),
            None => next,
        };
        if let (None, Some(value)) = (&member.value, value) {
            member.value = Some(Text {
                value: value.to_string(),
                span: member.span,
            });
        }
        next = value.and_then(|v| v.checked_add(1));
    }
}

/// The help for a reference to something that was removed.
const USERS: &str = "remove or retype what uses it as well";

/// The removed declarations, by the names in references.
struct Removed {
    types: BTreeMap<String, Entry>,
    operations: BTreeMap<String, Entry>,
    /// By qualified name of the type.
    properties: BTreeMap<(String, String), Entry>,
    /// Members of enumerations, parameters and children of containers, by the qualified name of their owner.
    others: BTreeMap<(String, String), Entry>,
}

impl Removed {
    fn new(documents: &[Document], removals: &[(Found, Entry)]) -> Self {
        let mut removed = Self {
            types: BTreeMap::new(),
            operations: BTreeMap::new(),
            properties: BTreeMap::new(),
            others: BTreeMap::new(),
        };
        for (found, entry) in removals {
            let qualified = |place: &ElementPlace| {
                let schema = &documents[place.document].schemas[place.schema];
                format!("{}.{}", schema.namespace.value, name(place.get(documents)))
            };
            match found {
                Found::Element(place) => {
                    let map = match place.get(documents) {
                        SchemaElement::Operation(_) => &mut removed.operations,
                        _ => &mut removed.types,
                    };
                    map.insert(qualified(place), entry.clone());
                }
                Found::Part(place, part) => {
                    let name = target::name_of(place.get(documents), *part);
                    if name.starts_with('$') {
                        continue;
                    }
                    let map = match part {
                        Part::Property(_) | Part::Navigation(_) => &mut removed.properties,
                        _ => &mut removed.others,
                    };
                    map.insert((qualified(place), name.to_owned()), entry.clone());
                }
                Found::Namespace(namespace) => {
                    for (place, schema, element) in elements(documents) {
                        if schema.namespace.as_str() == namespace {
                            let map = match element {
                                SchemaElement::Operation(_) => &mut removed.operations,
                                _ => &mut removed.types,
                            };
                            map.insert(qualified(&place), entry.clone());
                        }
                    }
                }
            }
        }
        removed
    }

    fn report_uses(&self, targets: &Targets, documents: &[Document], diags: &mut Diagnostics) {
        // Overloads of an operation may remain; the resolver reports two elements with one name.
        let left: BTreeSet<String> = elements(documents)
            .map(|(_, s, e)| format!("{}.{}", s.namespace.value, name(e)))
            .collect();
        let gone = |map: &'_ BTreeMap<String, Entry>, text: &Text| -> Option<(String, Entry)> {
            let written = item_of(text.as_str()).unwrap_or(text.as_str());
            let name = targets.qualify(documents, written);
            let entry = map.get(&name).filter(|_| !left.contains(&name))?;
            Some((name, entry.clone()))
        };
        let mut check = |map, text: &Text, user: String| {
            if let Some((name, entry)) = gone(map, text) {
                diags.push(still_used(&name, &entry, text, &user, USERS));
            }
        };
        for (_, schema, element) in elements(documents) {
            let owner = format!("{}.{}", schema.namespace.value, name(element));
            match element {
                SchemaElement::Structured(ty) => {
                    if let Some(base) = &ty.base_type {
                        check(&self.types, base, format!("`{owner}` derives from it"));
                    }
                    let properties = ty.properties.iter().map(|p| (&p.name, &p.ty.name));
                    let navigations = ty.navigation_properties.iter().map(|n| (&n.name, &n.ty));
                    for (name, ty) in properties.chain(navigations) {
                        let user = format!("`{owner}/{}` has this type", name.value);
                        check(&self.types, ty, user);
                    }
                }
                SchemaElement::Operation(operation) => {
                    for ty in uses_of(operation) {
                        let user = format!("the operation `{owner}` uses it");
                        check(&self.types, ty, user);
                    }
                }
                SchemaElement::Container(container) => {
                    for child in &container.children {
                        let user = format!("`{owner}/{}` needs it", child.name.value);
                        match &child.kind {
                            ContainerChildKind::EntitySet(ty)
                            | ContainerChildKind::Singleton { ty, .. } => {
                                check(&self.types, ty, user);
                            }
                            ContainerChildKind::ActionImport { action: target, .. }
                            | ContainerChildKind::FunctionImport {
                                function: target, ..
                            } => check(&self.operations, target, user),
                        }
                    }
                }
                _ => {}
            }
        }
        self.report_keys(documents, diags);
    }

    /// Reports an overlay that annotates something removed. The overlay matches the metadata, but not the removal.
    fn report_overlays(
        &self,
        targets: &Targets,
        documents: &[Document],
        overlays: &[Document],
        diags: &mut Diagnostics,
    ) {
        let blocks = overlays.iter().flat_map(|d| &d.schemas);
        for block in blocks.flat_map(|s| &s.external_annotations) {
            let text = block.target.as_str().trim();
            if !targets.find(documents, text).is_empty() {
                continue;
            }
            let (head, member) = match text.split_once('/') {
                Some((head, rest)) => (head, rest.split('/').next()),
                None => (text, None),
            };
            let head = head.split('(').next().unwrap_or(head);
            let owner = targets.qualify(documents, head);
            let part = member.and_then(|member| {
                let key = (owner.clone(), member.to_owned());
                let properties = self.properties.get(&key);
                properties.or_else(|| self.others.get(&key))
            });
            let whole = self.types.get(&owner);
            let entry = part.or(whole).or_else(|| self.operations.get(&owner));
            if let Some(entry) = entry {
                let user = "an overlay annotates it";
                let help =
                    "the overlay fits the metadata; take either the removal or the annotations out";
                diags.push(still_used(text, entry, &block.target, user, help));
            }
        }
    }

    fn report_keys(&self, documents: &[Document], diags: &mut Diagnostics) {
        for (_, schema, element) in elements(documents) {
            let SchemaElement::Structured(ty) = element else {
                continue;
            };
            let owner = format!("{}.{}", schema.namespace.value, ty.name.value);
            let is_left = |name: &str| ty.properties.iter().any(|p| p.name.as_str() == name);
            for part in ty.keys.iter().flat_map(|k| &k.properties) {
                let property = (owner.clone(), part.name.value.clone());
                if is_left(&property.1) {
                    continue;
                }
                if let Some(entry) = self.properties.get(&property) {
                    let name = format!("{owner}/{}", property.1);
                    let user = format!("it is part of the key of `{owner}`");
                    diags.push(still_used(&name, entry, &part.name, &user, USERS));
                }
            }
        }
    }
}

fn uses_of(operation: &Operation) -> impl Iterator<Item = &Text> {
    let parameters = operation.parameters.iter().map(|p| &p.ty.name);
    parameters.chain(operation.return_types.iter().map(|r| &r.ty.name))
}

fn still_used(name: &str, entry: &Entry, place: &Text, user: &str, help: &str) -> Diagnostic {
    let message = format!("`{name}` is removed, but {user}");
    let diagnostic = Diagnostic::error(codes::STILL_USED, message).at(place.span, "still here");
    match entry.span {
        Some(span) => diagnostic.also(span, "removed here"),
        None => diagnostic,
    }
    .help(help)
}
