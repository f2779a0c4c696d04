//! One type for several alternatives: texts, numbers, and objects that may hold together.

use clientwright_model::Ty;
use clientwright_oas::api::{Additional, SchemaId, Type, Value};

use super::alternatives::{Family, family};
use super::formats;
use super::graph::Graph;
use super::nodes::{Enumeration, Kind, Mode, TypeId};
use super::view::{Conjunction, View};
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
    for (_, view, _) in all {
        let found = view.members.iter().flatten();
        for member in found.filter(|value| matches!(value, Value::Text(_))) {
            if !members.contains(member) {
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

/// The type of several schemas of numbers.
pub(super) fn numbers(all: &[(Conjunction, View<'_>, Family)]) -> Ty {
    let types = all.iter().map(|(_, view, _)| {
        let is_integer = view.value_types().only() == Some(Type::Integer);
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
    for (index, view) in views.iter().enumerate() {
        for property in &view.properties {
            let others = views[index + 1..].iter();
            let mut others = others.filter_map(|other| other.property(property.name));
            if others.any(|other| excludes(graph, &property.schemas, &other.schemas)) {
                return false;
            }
        }
    }
    true
}

/// Whether no value is of both schemas, by their types and constants.
fn excludes(graph: &Graph<'_>, a: &[SchemaId], b: &[SchemaId]) -> bool {
    if a == b {
        return false;
    }
    let view = |schemas: &[SchemaId]| {
        let parts = schemas.iter().map(|id| resolve(graph.api, *id).id);
        let conjunction = Conjunction {
            parts: parts.collect(),
            decided: Vec::new(),
            only: None,
        };
        View::new(graph.api, &conjunction)
    };
    let (a, b) = (view(a), view(b));
    if let (Some(a), Some(b)) = (&a.members, &b.members) {
        return a.iter().all(|value| !b.contains(value));
    }
    let (a, b) = (family(&a), family(&b));
    let is_open = |family| matches!(family, Family::Any | Family::Mixed);
    a != b && !is_open(a) && !is_open(b)
}
