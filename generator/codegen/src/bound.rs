//! Copies the restrictions of entity sets to the navigation properties that are bound to them.
//!
//! The Capabilities vocabulary: restrictions of an entity set or a singleton apply to its entities on every path;
//! annotations of the path itself take precedence. The restrictions become annotations of the navigation property.
//! Every stage then finds them there, and a slice without the entity set keeps them.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{
    Annotation, ChildId, ContainerId, Expression, NavigationId, PropertyValue, Record, Schema,
};

use clientwright_csdl::terms::{
    Annotated, DELETE_RESTRICTIONS, INDEXABLE_BY_KEY, INSERT_RESTRICTIONS, KnownTerm,
    READ_RESTRICTIONS, UPDATE_RESTRICTIONS,
};

/// The copied terms and properties of their records. Other ones apply to the path, to query options, or to requests to
/// the entity set itself (`NavigationRestrictions`, `TopSupported`, `Upsertable`, `Description` …).
const RECORDS: &[(KnownTerm, &[&str])] = &[
    (
        READ_RESTRICTIONS,
        &[
            "Readable",
            "ReadByKeyRestrictions",
            "TypecastSegmentSupported",
        ],
    ),
    (INSERT_RESTRICTIONS, &["Insertable"]),
    (UPDATE_RESTRICTIONS, &["Updatable", "UpdateMethod"]),
    (DELETE_RESTRICTIONS, &["Deletable"]),
];
const CUSTOM: &[&str] = &["CustomHeaders", "CustomQueryOptions"];

/// The indices of a binding: container, child, and binding.
pub(crate) type Binding = (ContainerId, usize, usize);

/// Adds to each navigation property the restrictions that all entity sets and singletons have to which it is bound.
///
/// If a property is bound to several, only their common restrictions apply on every path: builders belong to types.
///
/// **Architecture Invariant:** the annotations of a navigation property contain all that applies to it; no later stage
/// reads the annotations of entity sets.
pub(crate) fn bind(mut schema: Schema) -> Schema {
    let mut said: Vec<(NavigationId, Vec<Annotation>)> = Vec::new();
    for (navigation, bindings) in bindings(&schema) {
        let targets: BTreeSet<Option<ChildId>> = bindings.into_values().collect();
        let annotations: Vec<&[Annotation]> = targets
            .iter()
            .map(|root| match root {
                Some((container, index)) => schema.containers[*container].children[*index]
                    .annotations
                    .as_slice(),
                None => &[],
            })
            .collect();
        let mut agreed = agreed(&annotations);
        if !navigation.get(&schema).is_collection {
            // Entities are neither created at a path to one entity nor addressed by key there.
            agreed.retain(|a| !a.is(INSERT_RESTRICTIONS) && !a.is(INDEXABLE_BY_KEY));
        }
        if !agreed.is_empty() {
            said.push((navigation, agreed));
        }
    }
    for (navigation, agreed) in said {
        let own = schema.navigation_annotations_mut(navigation);
        agreed.into_iter().for_each(|general| add(own, general));
    }
    schema
}

/// Bindings of navigation properties that are also bound to another target. A slice with only some of them would have
/// more common restrictions than the whole file.
pub(crate) fn disputed(schema: &Schema) -> BTreeSet<Binding> {
    let bindings = bindings(schema).into_values();
    let disputed = bindings.filter(|bindings| {
        let targets: BTreeSet<&Option<ChildId>> = bindings.values().collect();
        targets.len() > 1
    });
    disputed.flat_map(BTreeMap::into_keys).collect()
}

/// The bindings of each navigation property that refers to entities, with the entity sets and singletons of their
/// targets. `None` is another target, such as contained entities, to which no restrictions of an entity set apply.
fn bindings(schema: &Schema) -> BTreeMap<NavigationId, BTreeMap<Binding, Option<ChildId>>> {
    let mut found: BTreeMap<NavigationId, BTreeMap<Binding, Option<ChildId>>> = BTreeMap::new();
    for (id, container) in schema.containers.iter() {
        for (child, item) in container.children.iter().enumerate() {
            for (index, binding) in item.bindings.iter().enumerate() {
                let navigation = binding.path.navigation();
                let Some(navigation) = navigation.filter(|n| !n.get(schema).contains_target) else {
                    continue;
                };
                let target = binding.target.child();
                let target = target.filter(|(container, index)| {
                    let child = &schema.containers[*container].children[*index];
                    child.entity_type().is_some()
                });
                let bindings = found.entry(navigation).or_default();
                bindings.insert((id, child, index), target);
            }
        }
    }
    found
}

/// The common restrictions of all targets, term by term and property by property.
fn agreed(targets: &[&[Annotation]]) -> Vec<Annotation> {
    let Some((first, others)) = targets.split_first() else {
        return Vec::new();
    };
    let mut agreed = Vec::new();
    for (term, travels) in RECORDS {
        let Some(mut annotation) = first.find(*term).cloned() else {
            continue;
        };
        let Some(Expression::Record(record)) = &mut annotation.value else {
            continue;
        };
        for other in others {
            let other = other.record(*term);
            let says = |p: &PropertyValue| other.and_then(|record| record.get(&p.name));
            record.properties.retain(|p| says(p) == p.value.as_ref());
        }
        let travels = |p: &PropertyValue| travels.iter().chain(CUSTOM).any(|name| *name == p.name);
        record.properties.retain(travels);
        if !record.properties.is_empty() {
            agreed.push(annotation);
        }
    }
    let indexable = first.find(INDEXABLE_BY_KEY).filter(|annotation| {
        let mut others = others.iter().map(|other| other.find(INDEXABLE_BY_KEY));
        others.all(|other| other.is_some_and(|other| other.value == annotation.value))
    });
    agreed.extend(indexable.cloned());
    agreed
}

/// Adds an annotation. If there is one with the same term, only the missing properties of its record are added.
fn add(own: &mut Vec<Annotation>, general: Annotation) {
    let same = |a: &&mut Annotation| a.qualifier.is_none() && a.term == general.term;
    let Some(known) = own.iter_mut().find(same) else {
        own.push(general);
        return;
    };
    let general = general.value.as_ref().and_then(Expression::as_record);
    if let (Some(Expression::Record(record)), Some(general)) = (&mut known.value, general) {
        let says =
            |record: &Record, p: &PropertyValue| record.properties.iter().any(|q| q.name == p.name);
        let missing = general.properties.iter().filter(|p| !says(record, p));
        let missing: Vec<PropertyValue> = missing.cloned().collect();
        record.properties.extend(missing);
    }
}
