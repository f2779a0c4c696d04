//! The types of `oneOf`, `anyOf`, and bases with a discriminator: what is no union becomes an enumeration, a struct or
//! a wider type.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clientwright_model::Ty;
use clientwright_model::naming::names::{self, Case};
use clientwright_oas::api::{Additional, Discriminator, SchemaId, Type, Types};

use super::graph::Graph;
use super::merged::{can_hold_together, numbers_of, texts};
use super::nodes::{Key, Kind, Mode, ProblemKind, Role, Tag, TypeId, Union, Variant};
use super::places::variant_word;
use super::view::{Alternatives, Conjunction, View};
use super::wrappers::{is_null, resolve};

/// What JSON values of a view are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Any,
    Text,
    Number,
    Boolean,
    Array,
    Object,
    /// Several of these.
    Mixed,
}

pub(super) fn family(view: &View<'_>) -> Family {
    if view.is_any() {
        return Family::Any;
    }
    if !view.unions.is_empty() {
        return Family::Mixed;
    }
    let types = match &view.members {
        Some(members) => {
            let types = members
                .iter()
                .filter_map(|value| super::view::type_of(value));
            types.collect::<Types>().without(Type::Null)
        }
        None => view.value_types(),
    };
    let mut families = types.iter().map(|ty| match ty {
        Type::String => Family::Text,
        Type::Integer | Type::Number => Family::Number,
        Type::Boolean => Family::Boolean,
        Type::Array => Family::Array,
        Type::Object => Family::Object,
        Type::Null => Family::Any,
    });
    match (families.next(), families.next()) {
        (Some(only), None) => only,
        (Some(Family::Number), Some(Family::Number)) => Family::Number,
        (None, _) => Family::Any,
        _ => Family::Mixed,
    }
}

/// The type of a schema with `oneOf` or `anyOf`.
pub(super) fn of_schema<'a>(
    graph: &mut Graph<'a>,
    id: TypeId,
    conjunction: &Conjunction,
    view: &View<'a>,
    union: Alternatives,
    mode: Mode,
) -> Kind<'a> {
    let api = graph.api;
    let schema = &api.schemas[union.schema];
    let listed = match union.any {
        true => &schema.any_of,
        false => &schema.one_of,
    };
    let has_own = !view.properties.is_empty() || matches!(view.additional, Additional::Schema(_));
    let mut variants = Vec::new();
    for variant in listed {
        let resolved = resolve(api, *variant);
        let is_self = conjunction.parts.contains(&resolved.id);
        if is_null(&api.schemas[resolved.id]) {
            graph.nodes[id.0].nullable = true;
            continue;
        }
        graph.nodes[id.0].nullable |= resolved.nullable;
        if is_self {
            continue;
        }
        variants.push(match has_own {
            true => Conjunction {
                parts: [conjunction.parts.as_slice(), &[resolved.id]].concat(),
                decided: [conjunction.decided.as_slice(), &[union.schema]].concat(),
                only: None,
            },
            false => Conjunction::of(resolved.id),
        });
    }
    let origin = graph.nodes[id.0].origin;
    if variants.is_empty() {
        let decided = Conjunction {
            decided: vec![union.schema],
            ..conjunction.clone()
        };
        let without = graph.view(&decided);
        return graph.single(id, &decided, &without, origin, mode);
    }
    let Some(discriminator) = schema.discriminator.as_deref() else {
        let mut kind = kind(graph, id, variants, union.any, origin, mode);
        // An enumeration of numbers that is only limited to some of them is that of the component.
        let is_of_component = conjunction.parts != [union.schema]
            && graph.keys.contains_key(&union.schema)
            && matches!(&kind, Kind::Enumeration(of) if of.members.iter().all(|m| m.as_text().is_none()));
        if is_of_component {
            return Kind::Same(graph.conjunction(Conjunction::of(union.schema), mode));
        }
        if schema.preferred.is_empty() {
            return kind;
        }
        match &mut kind {
            Kind::Union(union) => union.preferred.clone_from(&schema.preferred),
            _ => graph.problem(ProblemKind::NoUnion, schema.node, None),
        }
        return kind;
    };
    let mapped = mapped(discriminator, |target| resolve(api, target).id);
    let default = discriminator.default_mapping;
    let default = default.map(|id| graph.conjunction(Conjunction::of(resolve(api, id).id), mode));
    let tag = Tag {
        property: &discriminator.property,
        default,
        complete: discriminator.complete,
    };
    let variants = variants
        .into_iter()
        .map(|c| variant(graph, c, mode, &mapped));
    Kind::Union(Union {
        variants: variants.collect(),
        tag: Some(tag),
        preferred: schema.preferred.clone(),
    })
}

/// The type of a base with a discriminator: one of the schemas that extend it.
pub(super) fn of_base<'a>(
    graph: &mut Graph<'a>,
    base: SchemaId,
    extenders: &[SchemaId],
    mode: Mode,
) -> Kind<'a> {
    let api = graph.api;
    let discriminator = api.schemas[base].discriminator.as_deref();
    let discriminator = discriminator.expect("a base has a discriminator");
    let mut mapped = mapped(discriminator, |target| api.target(target));
    let maps_base = mapped.contains_key(&base);
    let all = extenders.iter().copied().chain(maps_base.then_some(base));
    let all: Vec<SchemaId> = all.collect();
    for id in &all {
        if let Some(value) = &api.schemas[*id].discriminator_value {
            mapped.entry(*id).or_default().push(value);
        }
    }
    let variants = all.into_iter().map(|id| {
        let decided = match graph.extenders.contains_key(&id) {
            true => vec![id],
            false => Vec::new(),
        };
        let conjunction = Conjunction {
            decided,
            ..Conjunction::of(id)
        };
        variant(graph, conjunction, mode, &mapped)
    });
    let variants = variants.collect();
    let tag = Some(Tag {
        property: &discriminator.property,
        default: None,
        complete: false,
    });
    Kind::Union(Union {
        variants,
        tag,
        preferred: Vec::new(),
    })
}

/// The values of a discriminator by the schema that they mean.
type Mapped<'a> = HashMap<SchemaId, Vec<&'a str>>;

/// The values of a mapping; `of` follows references.
fn mapped(discriminator: &Discriminator, of: impl Fn(SchemaId) -> SchemaId) -> Mapped<'_> {
    let mut mapped = Mapped::new();
    for entry in &discriminator.mapping {
        if let Some(target) = entry.target {
            mapped.entry(of(target)).or_default().push(&entry.value);
        }
    }
    mapped
}

fn variant<'a>(
    graph: &mut Graph<'a>,
    conjunction: Conjunction,
    mode: Mode,
    mapped: &Mapped<'a>,
) -> Variant<'a> {
    let last = conjunction.parts.last().copied();
    let last = last.expect("a conjunction has parts");
    let key = graph.keys.get(&last).copied();
    let word = match (conjunction.only, key) {
        (Some(only), _) => names::spell(only.name(), Case::Camel),
        (None, Some(key)) => names::spell(key, Case::Camel),
        (None, None) => variant_word(graph.api, last),
    };
    let values = mapped.get(&last).cloned().unwrap_or_default();
    let ty = graph.conjunction(conjunction, mode);
    Variant {
        ty,
        word,
        key,
        values,
        schemas: vec![last],
    }
}

/// The type of values that are one or, if `any`, also several of some alternatives.
pub(super) fn kind<'a>(
    graph: &mut Graph<'a>,
    id: TypeId,
    alternatives: Vec<Conjunction>,
    any: bool,
    origin: SchemaId,
    mode: Mode,
) -> Kind<'a> {
    let mut all: Vec<(Conjunction, View<'a>, Family)> = Vec::new();
    for conjunction in alternatives {
        expand(graph, id, conjunction, &mut all, 0);
    }
    let has_any = all.iter().any(|(.., family)| *family == Family::Any);
    all.retain(|(.., family)| *family != Family::Any);
    let is_plain =
        |family: Family| matches!(family, Family::Text | Family::Number | Family::Boolean);
    if all.is_empty() || (has_any && all.iter().all(|(.., family)| is_plain(*family))) {
        return Kind::Any;
    }
    let only = |family: Family| all.iter().all(|(.., of)| *of == family);
    if only(Family::Text) && !has_any {
        return texts(graph, id, &all);
    }
    if only(Family::Number) && !has_any {
        return numbers_of(graph, id, &all);
    }
    if only(Family::Boolean) {
        return Kind::Scalar(Ty::Builtin("bool"));
    }
    let objects: Vec<&View<'a>> = all
        .iter()
        .filter(|(.., family)| *family == Family::Object)
        .map(|(_, view, _)| view)
        .collect();
    let together = objects.len() > 1 && can_hold_together(graph, &objects, any);
    if together && objects.len() == all.len() {
        let views: Vec<View<'a>> = all.into_iter().map(|(_, view, _)| view).collect();
        let node = graph.api.schemas[origin].node;
        return graph.object(&views, mode, node);
    }
    let mut variants: Vec<Variant<'a>> = Vec::new();
    let mut merged: Vec<Family> = Vec::new();
    let mut counts: BTreeMap<Family, usize> = BTreeMap::new();
    for (.., family) in &all {
        *counts.entry(*family).or_default() += 1;
    }
    for (conjunction, _, family) in &all {
        let merges = match family {
            Family::Text | Family::Number | Family::Boolean => true,
            Family::Object => together,
            _ => false,
        };
        if !merges || counts[family] == 1 {
            variants.push(variant(graph, conjunction.clone(), mode, &Mapped::new()));
            continue;
        }
        if merged.contains(family) {
            continue;
        }
        merged.push(*family);
        let (role, word) = match family {
            Family::Text => (Role::Text, "String"),
            Family::Number => (Role::Number, "Number"),
            Family::Object => (Role::Object, "Object"),
            _ => (Role::Own, "Boolean"),
        };
        let same = all.iter().filter(|(.., of)| of == family);
        let same: Vec<Conjunction> = same.map(|(conjunction, ..)| conjunction.clone()).collect();
        let schemas = same.iter().filter_map(|it| it.parts.last().copied());
        let schemas = schemas.collect();
        let ty = graph.id(Key::Any(same, origin, role, mode));
        variants.push(Variant {
            ty,
            word: word.to_owned(),
            key: None,
            values: Vec::new(),
            schemas,
        });
    }
    let mut seen = BTreeSet::new();
    variants.retain(|variant| seen.insert(variant.ty));
    match variants.as_slice() {
        [only] if only.ty != id => {
            graph.nodes[id.0].nullable |= has_any;
            Kind::Same(only.ty)
        }
        [] | [_] => Kind::Any,
        _ => Kind::Union(Union {
            variants,
            tag: None,
            preferred: Vec::new(),
        }),
    }
}

/// How deep unions without a key are taken apart.
const NESTED: usize = 8;

/// Replaces a union without a key by its variants, and a schema of several types by one for each.
fn expand<'a>(
    graph: &mut Graph<'a>,
    id: TypeId,
    conjunction: Conjunction,
    all: &mut Vec<(Conjunction, View<'a>, Family)>,
    depth: usize,
) {
    let api = graph.api;
    let view = graph.view(&conjunction);
    graph.nodes[id.0].nullable |= view.nullable;
    let family = family(&view);
    if family != Family::Mixed || depth > NESTED || graph.bounds.is_spent() {
        all.push((conjunction, view, family));
        return;
    }
    let [union, ..] = view.unions.as_slice() else {
        for only in view.value_types().iter() {
            let one = Conjunction {
                only: Some(only),
                ..conjunction.clone()
            };
            let view = graph.view(&one);
            let family = self::family(&view);
            all.push((one, view, family));
        }
        return;
    };
    let schema = &api.schemas[union.schema];
    let is_named = conjunction
        .parts
        .iter()
        .any(|part| graph.keys.contains_key(part));
    if is_named || schema.discriminator.is_some() || !view.properties.is_empty() {
        all.push((conjunction, view, family));
        return;
    }
    let listed = match union.any {
        true => &schema.any_of,
        false => &schema.one_of,
    };
    for variant in listed {
        let resolved = resolve(api, *variant);
        graph.nodes[id.0].nullable |= resolved.nullable;
        match is_null(&api.schemas[resolved.id]) {
            true => graph.nodes[id.0].nullable = true,
            false => expand(graph, id, Conjunction::of(resolved.id), all, depth + 1),
        }
    }
}
