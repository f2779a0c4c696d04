//! The property that tells the variants of a union apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clientwright_model::Discriminator;

use super::graph::Graph;
use super::nodes::{Kind, Reference, Tag, TypeId, Variant};

/// The texts of an enumeration.
pub(super) fn texts(graph: &Graph<'_>, value: Reference) -> Option<Vec<String>> {
    let limited = graph.limited(value.ty);
    if !limited.is_empty() {
        return Some(limited.to_vec());
    }
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
        if !graph.is_object(variant.ty) {
            return None;
        }
        let texts = match tag.complete {
            true => None,
            false => graph.texts_of(variant.ty, tag.property),
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
        graph.spend(variant.ty, own.len());
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
    if others.is_empty() || !variants.iter().all(|variant| graph.is_object(variant.ty)) {
        return None;
    }
    for name in properties(graph, first.ty) {
        if !variants
            .iter()
            .all(|variant| graph.requires(variant.ty, name))
        {
            continue;
        }
        let mut values: Vec<(String, usize)> = Vec::new();
        let mut owners: HashMap<String, usize> = HashMap::new();
        let all = variants.iter().enumerate().all(|(index, variant)| {
            let Some(texts) = graph.texts_of(variant.ty, name) else {
                return false;
            };
            graph.spend(variant.ty, texts.len());
            let mut texts = texts.into_iter();
            // It ends at the first text of two variants: many may share one large enumeration.
            texts.all(|text| {
                let is_own = *owners.entry(text.clone()).or_insert(index) == index;
                values.push((text, index));
                is_own
            })
        });
        if all {
            return Some(Discriminator::Property {
                name: name.to_owned(),
                values,
                default: None,
            });
        }
    }
    None
}

/// The properties of a struct, or of the first struct in a union of unions.
pub(super) fn properties<'g>(graph: &'g Graph<'_>, mut ty: TypeId) -> Vec<&'g str> {
    let mut seen = BTreeSet::new();
    while seen.insert(graph.real(ty)) {
        match graph.kind(ty) {
            Kind::Struct(item) => return item.fields.iter().map(|field| field.name).collect(),
            Kind::Union(union) => match union.variants.first() {
                Some(variant) => ty = variant.ty,
                None => break,
            },
            _ => break,
        }
    }
    Vec::new()
}

/// Whether no value is one of two variants.
fn distinct(values: &[(String, usize)]) -> bool {
    let mut owners = BTreeMap::new();
    values
        .iter()
        .all(|(value, of)| *owners.entry(value).or_insert(*of) == *of)
}
