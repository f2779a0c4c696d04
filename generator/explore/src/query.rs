//! Which query options paths of OData do not allow, by annotations with terms of the Capabilities vocabulary.
//!
//! Generated code has all methods on every path, because services annotate query options wrongly. The page shows only what the
//! description allows.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{Annotation, Expression, Member, Record, Schema, StructuredId};
use clientwright_csdl::terms::{Annotated as _, CAPABILITIES, NAVIGATION_RESTRICTIONS};

/// For query options, by their names without `$`, the properties that they do not allow; `*` for all. An option without an entry is not
/// restricted, and neither is one with an empty list, which replaces more general restrictions.
pub(crate) type Denied = BTreeMap<&'static str, Vec<String>>;

/// What a step of a path restricts.
#[derive(Debug, Default)]
pub(crate) struct Restrictions {
    /// For the path that ends with the step.
    pub(crate) own: Denied,
    /// For longer paths, by the names of their further navigation properties.
    pub(crate) below: BTreeMap<String, Denied>,
}

/// What the step before a navigation is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner {
    /// The service: the step is an entity set or a singleton.
    Service,
    /// Entities of a type.
    Type(StructuredId),
}

/// The restrictions of the step to an entity set, a singleton or a navigation property.
pub(crate) fn restrictions(schema: &Schema, owner: Owner, name: &str) -> Restrictions {
    match owner {
        Owner::Service => {
            let mut children = schema.containers.iter().flat_map(|(_, of)| &of.children);
            let child = children.find(|child| child.name == name);
            child.map(|child| read(&child.annotations, None))
        }
        Owner::Type(ty) => match schema.find_member(ty, name) {
            Some(Member::Navigation(id)) => Some(read(&id.get(schema).annotations, Some(name))),
            _ => None,
        },
    }
    .unwrap_or_default()
}

/// The restrictions of annotations; `own` is the name of the navigation property that has them.
fn read(annotations: &[Annotation], own: Option<&str>) -> Restrictions {
    let mut all = Restrictions::default();
    for annotation in annotations.iter().filter(|a| a.qualifier.is_none()) {
        let term = annotation.term.strip_prefix(CAPABILITIES);
        if let Some(term) = term.and_then(|term| term.strip_prefix('.')) {
            take(&mut all.own, term, annotation.value.as_ref());
        }
    }
    let record = annotations.record(NAVIGATION_RESTRICTIONS);
    let entries = record
        .into_iter()
        .flat_map(|record| record.records("RestrictedProperties"));
    for entry in entries {
        let mut denied = Denied::new();
        for property in &entry.properties {
            take(&mut denied, &property.name, property.value.as_ref());
        }
        let path = entry.get("NavigationProperty").and_then(text);
        let path = path.unwrap_or_default();
        // A path in an annotation of a navigation property starts with the property itself, which Graph sometimes omits.
        let path = match own.and_then(|own| path.strip_prefix(own)) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.trim_start_matches('/'),
            _ => path,
        };
        match path {
            "" if own.is_some() => all.own.extend(denied),
            "" => {}
            _ if denied.is_empty() => {}
            _ => all.below.entry(path.to_owned()).or_default().extend(denied),
        }
    }
    // Nothing is more general than the restrictions of the step itself.
    all.own.retain(|_, properties| !properties.is_empty());
    all
}

/// Adds what a term states.
fn take(denied: &mut Denied, term: &str, value: Option<&Expression>) {
    let (option, is_allowed, lists): (_, &str, &[&str]) = match term {
        "FilterRestrictions" => ("filter", "Filterable", &["NonFilterableProperties"]),
        // The page orders from the least to the greatest.
        "SortRestrictions" => (
            "orderby",
            "Sortable",
            &["NonSortableProperties", "DescendingOnlyProperties"],
        ),
        "ExpandRestrictions" => ("expand", "Expandable", &["NonExpandableProperties"]),
        "SelectSupport" => ("select", "Supported", &[]),
        "TopSupported" => {
            let is_denied = matches!(value, Some(Expression::Bool(false)));
            let properties = is_denied.then(|| "*".to_owned());
            denied.insert("top", properties.into_iter().collect());
            return;
        }
        _ => return,
    };
    let Some(record) = value.and_then(Expression::as_record) else {
        return;
    };
    let properties = match record.bool(is_allowed) {
        Some(false) => vec!["*".to_owned()],
        _ => lists.iter().flat_map(|list| texts(record, list)).collect(),
    };
    denied.insert(option, properties);
}

fn texts<'r>(record: &'r Record, list: &str) -> impl Iterator<Item = String> + 'r {
    let items = record.items(list).iter();
    items.filter_map(text).map(str::to_owned)
}

/// The text of a path.
fn text(value: &Expression) -> Option<&str> {
    match value {
        Expression::Path(path) => Some(path.text.trim()),
        Expression::String(path) => Some(path.trim()),
        _ => None,
    }
}
