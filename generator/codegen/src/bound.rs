//! What entity sets say of their entities, said of the navigation properties that are bound to them.
//!
//! The Capabilities vocabulary: restrictions of an entity set or a singleton hold for its entities by whatever path they are
//! reached; what is said of a path takes precedence. They become annotations of the navigation property, so that every
//! stage finds them where it looks, and a slice, which may not have the entity set, keeps them.

use std::collections::{BTreeMap, BTreeSet};

use odata_csdl::schema::{
    Annotation, ContainerChildKind, ContainerId, Expression, PropertyValue, Record, Schema,
    StructuredId, Type,
};

use crate::inherit::{self, NavigationId};

/// What travels: terms, and properties of their records. Others are about the path or the way to ask, or describe requests
/// to the entity set itself (`NavigationRestrictions`, `TopSupported`, `Upsertable`, `Description` …).
const RECORDS: &[(&str, &[&str])] = &[
    (
        "Org.OData.Capabilities.V1.ReadRestrictions",
        &[
            "Readable",
            "ReadByKeyRestrictions",
            "TypecastSegmentSupported",
        ],
    ),
    (INSERT, &["Insertable"]),
    (
        "Org.OData.Capabilities.V1.UpdateRestrictions",
        &["Updatable", "UpdateMethod"],
    ),
    (
        "Org.OData.Capabilities.V1.DeleteRestrictions",
        &["Deletable"],
    ),
];
const CUSTOM: &[&str] = &["CustomHeaders", "CustomQueryOptions"];
const INSERT: &str = "Org.OData.Capabilities.V1.InsertRestrictions";
const INDEXABLE: &str = "Org.OData.Capabilities.V1.IndexableByKey";

/// An entity set or singleton, by its place.
type Root = (ContainerId, usize);

/// A binding, by its place: container, child, and index.
pub(crate) type Binding = (ContainerId, usize, usize);

/// Adds to each navigation property what all the entity sets and singletons that it is bound to say of their entities.
///
/// Where a property is bound to several, only what they agree on is certain on every path: builders belong to types.
pub(crate) fn inherit(schema: &mut Schema) {
    let roots = Roots::new(schema);
    let mut said: Vec<(NavigationId, Vec<Annotation>)> = Vec::new();
    for (navigation, bindings) in roots.bindings() {
        let targets: BTreeSet<Option<Root>> = bindings.into_values().collect();
        let annotations: Vec<&[Annotation]> = targets
            .iter()
            .map(|root| root.map_or(&[][..], |root| roots.annotations(root)))
            .collect();
        let mut agreed = agreed(&annotations);
        if !navigation.get(schema).is_collection {
            // Nothing is created at a place for one, nor looked up by key.
            agreed.retain(|annotation| ![INSERT, INDEXABLE].contains(&annotation.term.as_str()));
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
}

/// The navigation properties of types by name, looked up once for each type.
type Navigations<'s> = BTreeMap<StructuredId, BTreeMap<&'s str, NavigationId>>;

impl<'s> Roots<'s> {
    fn new(schema: &'s Schema) -> Self {
        let types = schema.structured_types.iter();
        let containers = schema.containers.iter();
        Self {
            schema,
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
        let mut navigations = Navigations::new();
        for (id, container) in self.schema.containers.iter() {
            for (child, item) in container.children.iter().enumerate() {
                let Some(ty) = entity_type(&item.kind) else {
                    continue;
                };
                for (index, binding) in item.bindings.iter().enumerate() {
                    if let Some(navigation) = self.end(ty, &binding.path, &mut navigations) {
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
        known: &mut Navigations<'s>,
    ) -> Option<NavigationId> {
        let mut owner = start;
        let mut last = None;
        for segment in path.split('/').filter(|s| !s.is_empty()) {
            if let Some(derived) = self.types.get(segment) {
                owner = *derived;
                continue;
            }
            let navigations = known
                .entry(owner)
                .or_insert_with(|| inherit::navigations_by_name(self.schema, owner));
            last = navigations.get(segment).copied();
            owner = match last {
                Some(id) => id.get(self.schema).target,
                None => self.complex(owner, segment)?,
            };
        }
        last.filter(|id| !id.get(self.schema).contains_target)
    }

    fn complex(&self, owner: StructuredId, name: &str) -> Option<StructuredId> {
        let properties = inherit::properties(self.schema, owner).into_iter();
        let mut named = properties.filter(|(_, property)| property.name == name);
        match named.next()?.1.ty.ty {
            Type::Structured(ty) => Some(ty),
            _ => None,
        }
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
            let found = item.children.iter().position(|child| child.name == name);
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
    let find = |all: &'_ [Annotation], term: &str| -> Option<Annotation> {
        let mut unqualified = all.iter().filter(|a| a.qualifier.is_none());
        unqualified.find(|a| a.term == term).cloned()
    };
    let mut agreed = Vec::new();
    for (term, travels) in RECORDS {
        let Some(mut annotation) = find(first, term) else {
            continue;
        };
        let Some(Expression::Record(record)) = &mut annotation.value else {
            continue;
        };
        for other in others {
            let other = find(other, term);
            let other = other.as_ref().and_then(record_of);
            let says = |p: &PropertyValue| other.and_then(|record| record.get(&p.name));
            record.properties.retain(|p| says(p) == p.value.as_ref());
        }
        let travels = |p: &PropertyValue| travels.iter().chain(CUSTOM).any(|name| *name == p.name);
        record.properties.retain(travels);
        if !record.properties.is_empty() {
            agreed.push(annotation);
        }
    }
    let indexable = find(first, INDEXABLE).filter(|annotation| {
        let mut others = others.iter().map(|other| find(other, INDEXABLE));
        others.all(|other| other.is_some_and(|other| other.value == annotation.value))
    });
    agreed.extend(indexable);
    agreed
}

/// Adds an annotation to those that are there; of a record, what theirs does not say.
fn add(own: &mut Vec<Annotation>, general: Annotation) {
    let same = |a: &&mut Annotation| a.qualifier.is_none() && a.term == general.term;
    let Some(known) = own.iter_mut().find(same) else {
        own.push(general);
        return;
    };
    if let (Some(Expression::Record(record)), Some(general)) =
        (&mut known.value, record_of(&general))
    {
        let says =
            |record: &Record, p: &PropertyValue| record.properties.iter().any(|q| q.name == p.name);
        let missing = general.properties.iter().filter(|p| !says(record, p));
        let missing: Vec<PropertyValue> = missing.cloned().collect();
        record.properties.extend(missing);
    }
}

fn record_of(annotation: &Annotation) -> Option<&Record> {
    match &annotation.value {
        Some(Expression::Record(record)) => Some(record),
        _ => None,
    }
}
