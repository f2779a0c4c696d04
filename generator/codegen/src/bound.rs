//! What entity sets say of their entities, said of the navigation properties that are bound to them.
//!
//! The Capabilities vocabulary: restrictions of an entity set or a singleton hold for its entities by whatever path they are
//! reached; what is said of a path takes precedence. They become annotations of the navigation property, so that every
//! stage finds them where it looks, and a slice, which may not have the entity set, keeps them.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{
    Annotation, ContainerChildKind, ContainerId, Expression, PropertyValue, Record, Schema,
    StructuredId, Type,
};

use clientwright_csdl::terms::{
    Annotated, DELETE_RESTRICTIONS, INDEXABLE_BY_KEY, INSERT_RESTRICTIONS, KnownTerm,
    READ_RESTRICTIONS, UPDATE_RESTRICTIONS,
};

use crate::inherit::{self, NavigationId};

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

/// An entity set or singleton, by its place.
type Root = (ContainerId, usize);

/// A binding, by its place: container, child, and index.
pub(crate) type Binding = (ContainerId, usize, usize);

/// Adds to each navigation property what all the entity sets and singletons that it is bound to say of their entities.
///
/// Where a property is bound to several, only what they agree on is certain on every path: builders belong to types.
///
/// **Architecture Invariant:** every later stage finds what holds for a navigation property in the property's own
/// annotations, and asks no entity set.
pub(crate) fn bind(mut schema: Schema) -> Schema {
    let roots = Roots::new(&schema);
    let mut said: Vec<(NavigationId, Vec<Annotation>)> = Vec::new();
    for (navigation, bindings) in roots.bindings() {
        let targets: BTreeSet<Option<Root>> = bindings.into_values().collect();
        let annotations: Vec<&[Annotation]> = targets
            .iter()
            .map(|root| root.map_or(&[][..], |root| roots.annotations(root)))
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
        let owner = &mut schema.structured_types[navigation.declaring];
        let own = &mut owner.navigation_properties[navigation.index].annotations;
        agreed.into_iter().for_each(|general| add(own, general));
    }
    schema
}

/// The bindings of navigation properties that others bind elsewhere. A slice that has some of them would seem to agree on
/// more than the whole does.
pub(crate) fn disputed(schema: &Schema) -> BTreeSet<Binding> {
    let roots = Roots::new(schema);
    let bindings = roots.bindings().into_values();
    let disputed = bindings.filter(|bindings| {
        let targets: BTreeSet<&Option<Root>> = bindings.values().collect();
        targets.len() > 1
    });
    disputed.flat_map(BTreeMap::into_keys).collect()
}

/// Where paths start.
struct Roots<'s> {
    schema: &'s Schema,
    /// Types by qualified name.
    types: BTreeMap<String, StructuredId>,
    /// Containers by qualified name.
    containers: BTreeMap<String, ContainerId>,
    /// Places of the children of containers, by name.
    children: BTreeMap<(ContainerId, &'s str), usize>,
}

/// What a path can lead through from a type, looked up once for each type.
#[derive(Default)]
struct Segments<'s> {
    navigations: BTreeMap<&'s str, NavigationId>,
    /// The types of structural properties.
    complex: BTreeMap<&'s str, StructuredId>,
}

impl<'s> Segments<'s> {
    fn new(schema: &'s Schema, owner: StructuredId) -> Self {
        let properties = inherit::properties(schema, owner).into_iter();
        let complex = properties.filter_map(|(_, property)| match property.ty.ty {
            Type::Structured(ty) => Some((property.name.as_str(), ty)),
            _ => None,
        });
        Self {
            navigations: inherit::navigations_by_name(schema, owner),
            complex: complex.collect(),
        }
    }
}

impl<'s> Roots<'s> {
    fn new(schema: &'s Schema) -> Self {
        let types = schema.structured_types.iter();
        let containers = schema.containers.iter();
        let children = schema.containers.iter().flat_map(|(id, container)| {
            let children = container.children.iter().enumerate();
            children.map(move |(index, child)| ((id, child.name.as_str()), index))
        });
        Self {
            schema,
            children: children.collect(),
            containers: containers.map(|(id, c)| (c.name.to_string(), id)).collect(),
            types: types.map(|(id, ty)| (ty.name.to_string(), id)).collect(),
        }
    }

    fn annotations(&self, (container, index): Root) -> &'s [Annotation] {
        &self.schema.containers[container].children[index].annotations
    }

    /// The bindings of each navigation property, and the entity sets and singletons that they lead to; `None` for
    /// something else.
    fn bindings(&self) -> BTreeMap<NavigationId, BTreeMap<Binding, Option<Root>>> {
        let mut found: BTreeMap<NavigationId, BTreeMap<Binding, Option<Root>>> = BTreeMap::new();
        let mut known = BTreeMap::new();
        for (id, container) in self.schema.containers.iter() {
            for (child, item) in container.children.iter().enumerate() {
                let Some(ty) = entity_type(&item.kind) else {
                    continue;
                };
                for (index, binding) in item.bindings.iter().enumerate() {
                    if let Some(navigation) = self.end(ty, &binding.path, &mut known) {
                        let target = self.target(id, &binding.target);
                        let bindings = found.entry(navigation).or_default();
                        bindings.insert((id, child, index), target);
                    }
                }
            }
        }
        found
    }

    /// The navigation property at the end of a path (CSDL XML 4.01, 13.4.1), if it refers to entities.
    fn end(
        &self,
        start: StructuredId,
        path: &str,
        known: &mut BTreeMap<StructuredId, Segments<'s>>,
    ) -> Option<NavigationId> {
        let mut owner = start;
        let mut last = None;
        for segment in path.split('/').filter(|s| !s.is_empty()) {
            if let Some(derived) = self.types.get(segment) {
                owner = *derived;
                continue;
            }
            let segments = known
                .entry(owner)
                .or_insert_with(|| Segments::new(self.schema, owner));
            last = segments.navigations.get(segment).copied();
            owner = match last {
                Some(id) => id.get(self.schema).target,
                None => *segments.complex.get(segment)?,
            };
        }
        last.filter(|id| !id.get(self.schema).contains_target)
    }

    /// An entity set or singleton by its name, alone or behind that of its container (CSDL XML 4.01, 13.4.2). A longer path
    /// ends at what an entity contains, of which the root says nothing.
    fn target(&self, from: ContainerId, target: &str) -> Option<Root> {
        let containers = &self.schema.containers;
        let (container, name) = match target.split_once('/') {
            None => (from, target),
            Some((container, name)) => (*self.containers.get(container)?, name),
        };
        let mut next = Some(container);
        // The bound keeps a caller that ignores errors of resolution from looping.
        for _ in 0..containers.len() {
            let item = &containers[next?];
            let found = self.children.get(&(next?, name)).copied();
            if let Some(index) = found.filter(|i| entity_type(&item.children[*i].kind).is_some()) {
                return Some((next?, index));
            }
            next = item.extends;
        }
        None
    }
}

fn entity_type(kind: &ContainerChildKind) -> Option<StructuredId> {
    match kind {
        ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
            Some(*ty)
        }
        _ => None,
    }
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
