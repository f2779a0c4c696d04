//! The property that tells the variants of a union apart.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::Discriminator;

use super::graph::Graph;
use super::nodes::{Kind, Reference, Tag, TypeId, Variant};

/// Whether a variant can be read from the entries of an object.
fn is_object(graph: &Graph<'_>, ty: TypeId) -> bool {
    match graph.kind(ty) {
        Kind::Struct(_) => true,
        Kind::Union(union) => {
            union.variants.len() > 1 && union.variants.iter().all(|v| is_object(graph, v.ty))
        }
        _ => false,
    }
}

/// The texts that a property may have, if it is always present with one of them.
pub(super) fn texts_of(graph: &Graph<'_>, ty: TypeId, property: &str) -> Option<Vec<String>> {
    match graph.kind(ty) {
        Kind::Struct(item) => {
            let field = item.fields.iter().find(|field| field.name == property)?;
            texts(graph, field.value)
        }
        Kind::Union(union) => {
            let mut all = Vec::new();
            for variant in &union.variants {
                match variant.values.as_slice() {
                    [] => all.extend(texts_of(graph, variant.ty, property)?),
                    values => all.extend(values.iter().map(|value| (*value).to_owned())),
                }
            }
            Some(all)
        }
        _ => None,
    }
}

pub(super) fn texts(graph: &Graph<'_>, value: Reference) -> Option<Vec<String>> {
    match graph.kind(value.ty) {
        Kind::Enumeration(item) => {
            let members = item.members.iter();
            members
                .map(|value| value.as_text().map(str::to_owned))
                .collect()
        }
        _ => None,
    }
}

fn requires(graph: &Graph<'_>, ty: TypeId, property: &str) -> bool {
    match graph.kind(ty) {
        Kind::Struct(item) => {
            let mut fields = item.fields.iter();
            fields.any(|field| field.name == property && field.required)
        }
        Kind::Union(union) => union
            .variants
            .iter()
            .all(|v| requires(graph, v.ty, property)),
        _ => false,
    }
}

/// The constants of the variants, and values by `mapping`; the component key of a variant that has neither.
pub(super) fn explicit(
    graph: &Graph<'_>,
    variants: &[Variant<'_>],
    tag: &Tag<'_>,
) -> Option<Discriminator> {
    // Variants that declare one enumeration of all values say nothing by it.
    stated(graph, variants, tag, false).or_else(|| stated(graph, variants, tag, true))
}

/// The values of the variants. Of `only_constants`, an enumeration with several members is no statement about its variant.
fn stated(
    graph: &Graph<'_>,
    variants: &[Variant<'_>],
    tag: &Tag<'_>,
    only_constants: bool,
) -> Option<Discriminator> {
    let mut values: Vec<(String, usize)> = Vec::new();
    let default = tag.default.and_then(|default| {
        let default = graph.real(default);
        variants
            .iter()
            .position(|variant| graph.real(variant.ty) == default)
    });
    for (index, variant) in variants.iter().enumerate() {
        if !is_object(graph, variant.ty) {
            return None;
        }
        let texts = match tag.complete {
            true => None,
            false => texts_of(graph, variant.ty, tag.property),
        };
        let members = texts.unwrap_or_default();
        let key = variant.key.filter(|key| {
            let is_member = members.iter().any(|member| member == key);
            !only_constants || members.is_empty() || is_member
        });
        let mut own: Vec<String> = match only_constants && members.len() > 1 {
            true => Vec::new(),
            false => members,
        };
        own.extend(variant.values.iter().map(|value| (*value).to_owned()));
        if own.is_empty() && !tag.complete && default != Some(index) {
            own.extend(key.map(str::to_owned));
        }
        if own.is_empty() && default != Some(index) {
            return None;
        }
        let mut seen = BTreeSet::new();
        own.retain(|value| seen.insert(value.clone()));
        values.extend(own.into_iter().map(|value| (value, index)));
    }
    distinct(&values).then(|| Discriminator::Property {
        name: tag.property.to_owned(),
        values,
        default,
    })
}

/// A property that is always present, with other texts in each variant.
pub(super) fn inferred(graph: &Graph<'_>, variants: &[Variant<'_>]) -> Option<Discriminator> {
    let (first, others) = variants.split_first()?;
    if others.is_empty() || !variants.iter().all(|variant| is_object(graph, variant.ty)) {
        return None;
    }
    for name in properties(graph, first.ty) {
        if !variants
            .iter()
            .all(|variant| requires(graph, variant.ty, name))
        {
            continue;
        }
        let mut values: Vec<(String, usize)> = Vec::new();
        let all = variants.iter().enumerate().all(|(index, variant)| {
            let texts = texts_of(graph, variant.ty, name);
            texts.is_some_and(|texts| {
                values.extend(texts.into_iter().map(|text| (text, index)));
                true
            })
        });
        if all && distinct(&values) {
            return Some(Discriminator::Property {
                name: name.to_owned(),
                values,
                default: None,
            });
        }
    }
    None
}

pub(super) fn properties<'g>(graph: &'g Graph<'_>, ty: TypeId) -> Vec<&'g str> {
    match graph.kind(ty) {
        Kind::Struct(item) => item.fields.iter().map(|field| field.name).collect(),
        Kind::Union(union) => union
            .variants
            .first()
            .map_or_else(Vec::new, |variant| properties(graph, variant.ty)),
        _ => Vec::new(),
    }
}

/// Whether no value is one of two variants.
fn distinct(values: &[(String, usize)]) -> bool {
    let mut owners = BTreeMap::new();
    values
        .iter()
        .all(|(value, of)| *owners.entry(value).or_insert(*of) == *of)
}
