//! One type for several alternatives: texts, numbers, and objects that may hold together.

use std::collections::{HashMap, HashSet};

use clientwright_model::Ty;
use clientwright_oas::api::{Additional, SchemaId, Type, Value};

use super::alternatives::{Family, family};
use super::formats;
use super::graph::Graph;
use super::nodes::{Enumeration, Kind, Mode, TypeId};
use super::view::{Conjunction, View, type_of};
use super::wrappers::resolve;

/// The type of several schemas of texts: an enumeration if one of them is.
pub(super) fn texts<'a>(
    graph: &mut Graph<'a>,
    id: TypeId,
    all: &[(Conjunction, View<'a>, Family)],
) -> Kind<'a> {
    if let [(conjunction, view, _)] = all {
        let origin = graph.nodes[id.0].origin;
        return graph.single(id, conjunction, view, origin, Mode::Plain);
    }
    let mut members: Vec<&'a Value> = Vec::new();
    let mut schemas: Vec<SchemaId> = Vec::new();
    let mut seen = HashSet::new();
    for (_, view, _) in all {
        let found = view.members.iter().flatten();
        for member in found.filter(|value| matches!(value, Value::Text(_))) {
            if seen.insert(*member) {
                members.push(member);
            }
        }
        schemas.extend(view.members_of);
    }
    if !members.is_empty() {
        return Kind::Enumeration(Enumeration {
            members,
            schemas,
            constant: false,
        });
    }
    let mut types = all
        .iter()
        .map(|(_, view, _)| formats::text(view.format, view.encoding));
    let first = types.next().unwrap_or(Ty::String);
    Kind::Scalar(match types.all(|ty| ty == first) {
        true => first,
        false => Ty::String,
    })
}

/// The type of several schemas of numbers: an enumeration if all of them list integers.
pub(super) fn numbers_of<'a>(
    graph: &mut Graph<'a>,
    id: TypeId,
    all: &[(Conjunction, View<'a>, Family)],
) -> Kind<'a> {
    if let [(conjunction, view, _)] = all {
        let origin = graph.nodes[id.0].origin;
        return graph.single(id, conjunction, view, origin, Mode::Plain);
    }
    let is_integer = |value: &Value| match value {
        Value::Number(text) => text.parse::<i64>().is_ok(),
        Value::Null => true,
        _ => false,
    };
    let are_integers = all.iter().all(|(_, view, _)| {
        let members = view.members.as_deref();
        let is_listed = members.is_some_and(|all| all.iter().all(|value| is_integer(value)));
        is_listed && !view.types.contains(Type::Number)
    });
    if !are_integers {
        return Kind::Scalar(numbers(all));
    }
    let mut seen = HashSet::new();
    let members = all.iter().flat_map(|(_, view, _)| view.members.iter());
    let members = members.flatten().copied();
    let members = members.filter(|value| !matches!(value, Value::Null) && seen.insert(*value));
    Kind::Enumeration(Enumeration {
        members: members.collect(),
        schemas: all
            .iter()
            .filter_map(|(_, view, _)| view.members_of)
            .collect(),
        constant: false,
    })
}

/// The type of several schemas of numbers.
pub(super) fn numbers(all: &[(Conjunction, View<'_>, Family)]) -> Ty {
    let types = all.iter().map(|(_, view, _)| {
        let stated = view.value_types();
        let members = view.members.iter().flatten();
        let types = match stated.is_empty() {
            true => members.filter_map(|value| type_of(value)).collect(),
            false => stated,
        };
        let is_integer = types.without(Type::Null).only() == Some(Type::Integer);
        match is_integer {
            true => formats::integer(view.format, view.limits),
            false => formats::number(view.format),
        }
    });
    let types: Vec<Ty> = types.collect();
    let is_integer = |ty: &Ty| matches!(ty, Ty::Builtin(name) if *name != "f64");
    match types.as_slice() {
        [first, others @ ..] if others.iter().all(|ty| ty == first) => first.clone(),
        types if types.iter().all(is_integer) => Ty::Builtin("i64"),
        types if types.contains(&Ty::Well("Decimal")) => Ty::Well("Decimal"),
        _ => Ty::Builtin("f64"),
    }
}

/// Whether a value may be several of the objects, or nothing tells them apart, so that a struct with all properties
/// takes every one.
pub(super) fn can_hold_together(graph: &Graph<'_>, views: &[&View<'_>], any: bool) -> bool {
    let is_open = |view: &&View<'_>| {
        view.unions.is_empty() && !matches!(view.additional, Additional::Schema(_))
    };
    if !views.iter().all(is_open) {
        return false;
    }
    let bare = views.iter().all(|view| view.required.is_empty());
    if !any && !bare {
        return false;
    }
    let closed = views
        .iter()
        .filter(|v| v.additional == Additional::Forbidden)
        .count();
    let maps = views
        .iter()
        .filter(|view| view.properties.is_empty())
        .count();
    if maps > 0 || (closed == views.len() && !bare) {
        return false;
    }
    let mut by_name: HashMap<&str, Vec<&[SchemaId]>> = HashMap::new();
    for property in views.iter().flat_map(|view| &view.properties) {
        let of_name = by_name.entry(property.name).or_default();
        of_name.push(&property.schemas);
    }
    let mut all = by_name.into_values();
    all.all(|schemas| !exclude_each_other(graph, schemas))
}

/// The most enumerations of one property that are compared with each other.
const COMPARED: usize = 100;

/// Whether a property has no value that all of several variants allow, by their types and constants: two of them exclude
/// each other.
fn exclude_each_other(graph: &Graph<'_>, mut all: Vec<&[SchemaId]>) -> bool {
    let mut seen = HashSet::new();
    all.retain(|schemas| seen.insert(*schemas));
    if all.len() < 2 {
        return false;
    }
    let views = all.into_iter().map(|schemas| {
        let parts = schemas.iter().map(|id| resolve(graph.api, *id).id);
        graph.view(&Conjunction {
            parts: parts.collect(),
            decided: Vec::new(),
            only: None,
        })
    });
    let (listed, others): (Vec<View<'_>>, Vec<View<'_>>) =
        views.partition(|view| view.members.is_some());
    let closed = |view: &View<'_>| {
        let family = family(view);
        (!matches!(family, Family::Any | Family::Mixed)).then_some(family)
    };
    let mut of_others = others.iter().filter_map(closed);
    if let Some(first) = of_others.next() {
        let mut more = of_others.chain(listed.iter().filter_map(closed));
        if more.any(|family| family != first) {
            return true;
        }
    }
    let members = listed.iter().map(|view| {
        let members = view.members.iter().flatten();
        members.copied().collect::<HashSet<&Value>>()
    });
    let members: Vec<HashSet<&Value>> = members.collect();
    let Some((first, rest)) = members.split_first() else {
        return false;
    };
    // A value that all have in common ends most comparisons.
    if first
        .iter()
        .any(|value| rest.iter().all(|of| of.contains(value)))
    {
        return false;
    }
    members.len() > COMPARED
        || members.iter().enumerate().any(|(at, a)| {
            let mut later = members[at + 1..].iter();
            later.any(|b| a.is_disjoint(b))
        })
}
