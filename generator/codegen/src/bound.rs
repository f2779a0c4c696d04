//! What entity sets say of their entities, said of the navigation properties that are bound to them.
//!
//! The Capabilities vocabulary: restrictions of an entity set or a singleton hold for its entities by whatever path they are
//! reached; what is said of a path takes precedence. They become annotations of the navigation property, so that every
//! stage finds them where it looks, and a slice, which may not have the entity set, keeps them.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{
    Annotation, ChildId, ContainerId, Expression, NavigationId, PropertyValue, Record, Schema,
};

use clientwright_csdl::terms::{
    Annotated, DELETE_RESTRICTIONS, INDEXABLE_BY_KEY, INSERT_RESTRICTIONS, KnownTerm,
    READ_RESTRICTIONS, UPDATE_RESTRICTIONS,
};

/// What travels: terms, and properties of their records. Others are about the path or the way to ask, or describe requests
/// to the entity set itself (`NavigationRestrictions`, `TopSupported`, `Upsertable`, `Description` …).
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

/// A binding, by its place: container, child, and index.
pub(crate) type Binding = (ContainerId, usize, usize);

/// Adds to each navigation property what all the entity sets and singletons that it is bound to say of their entities.
///
/// Where a property is bound to several, only what they agree on is certain on every path: builders belong to types.
///
/// **Architecture Invariant:** every later stage finds what holds for a navigation property in the property's own
/// annotations, and asks no entity set.
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
            // Nothing is created at a place for one, nor looked up by key.
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

/// The bindings of navigation properties that others bind elsewhere. A slice that has some of them would seem to agree on
/// more than the whole does.
pub(crate) fn disputed(schema: &Schema) -> BTreeSet<Binding> {
    let bindings = bindings(schema).into_values();
    let disputed = bindings.filter(|bindings| {
        let targets: BTreeSet<&Option<ChildId>> = bindings.values().collect();
        targets.len() > 1
    });
    disputed.flat_map(BTreeMap::into_keys).collect()
}

/// The bindings of each navigation property that refers to entities, and the entity sets and singletons that they lead to;
/// `None` for something else, such as what an entity contains, of which no entity set says anything.
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

/// What all of several targets say, term by term and property by property.
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

/// Adds an annotation to those that are there; of a record, what theirs does not say.
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
