//! Questions about inheritance that several stages ask.

use clientwright_csdl::schema::{
    KeyProperty, NavigationProperty, OperationId, Property, Schema, StructuredId, StructuredKind,
    StructuredType, Type,
};
use std::collections::{BTreeMap, BTreeSet};

/// A navigation property, named by the type that declares it and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NavigationId {
    /// The type that declares the property.
    pub declaring: StructuredId,
    /// Index in `navigation_properties` of that type.
    pub index: usize,
}

impl NavigationId {
    /// Looks the property up.
    pub fn get(self, schema: &Schema) -> &NavigationProperty {
        &schema.structured_types[self.declaring].navigation_properties[self.index]
    }
}

/// The type and its base types, the type first.
fn upwards(schema: &Schema, ty: StructuredId) -> impl Iterator<Item = StructuredId> + '_ {
    // Resolution rejects cycles; the bound keeps a caller that ignores its errors from looping.
    std::iter::successors(Some(ty), |t| schema.structured_types[*t].base)
        .take(schema.structured_types.len())
}

/// The type and its base types, the root first.
pub(crate) fn lineage(schema: &Schema, ty: StructuredId) -> Vec<StructuredId> {
    let mut chain: Vec<StructuredId> = upwards(schema, ty).collect();
    chain.reverse();
    chain
}

/// Structural properties, inherited ones first. A redeclared property stands once, where the base has it, with the
/// type that the most derived declaration gives it; as a navigation property it is none of these.
pub(crate) fn properties(schema: &Schema, ty: StructuredId) -> Vec<(StructuredId, &Property)> {
    let mut all = Members::default();
    for owner in lineage(schema, ty) {
        let ty = &schema.structured_types[owner];
        for navigation in &ty.navigation_properties {
            all.remove(&navigation.name);
        }
        for property in &ty.properties {
            all.add(&property.name, (owner, property));
        }
    }
    all.finish()
}

/// Navigation properties, inherited ones first; redeclared ones as in [`properties`].
pub(crate) fn navigation_properties(schema: &Schema, ty: StructuredId) -> Vec<NavigationId> {
    let mut all = Members::default();
    for declaring in lineage(schema, ty) {
        let ty = &schema.structured_types[declaring];
        for property in &ty.properties {
            all.remove(&property.name);
        }
        for (index, navigation) in ty.navigation_properties.iter().enumerate() {
            all.add(&navigation.name, NavigationId { declaring, index });
        }
    }
    all.finish()
}

/// [`navigation_properties`] by their names.
pub(crate) fn navigations_by_name(
    schema: &Schema,
    ty: StructuredId,
) -> BTreeMap<&str, NavigationId> {
    let all = navigation_properties(schema, ty).into_iter();
    all.map(|id| (id.get(schema).name.as_str(), id)).collect()
}

/// Properties of one kind, collected from the root of a hierarchy down.
struct Members<'s, T> {
    places: BTreeMap<&'s str, usize>,
    all: Vec<Option<T>>,
}

impl<T> Default for Members<'_, T> {
    fn default() -> Self {
        Self {
            places: BTreeMap::new(),
            all: Vec::new(),
        }
    }
}

impl<'s, T> Members<'s, T> {
    /// A property, in the place of the one that it declares again.
    fn add(&mut self, name: &'s str, member: T) {
        match self.places.get(name) {
            Some(&place) => self.all[place] = Some(member),
            None => {
                self.places.insert(name, self.all.len());
                self.all.push(Some(member));
            }
        }
    }

    /// A property that is declared again as one of the other kind.
    fn remove(&mut self, name: &str) {
        if let Some(place) = self.places.remove(name) {
            self.all[place] = None;
        }
    }

    fn finish(self) -> Vec<T> {
        self.all.into_iter().flatten().collect()
    }
}

/// The key: the type's own, or that of the nearest base type that has one. Empty for a keyless type.
pub(crate) fn key(schema: &Schema, ty: StructuredId) -> &[KeyProperty] {
    upwards(schema, ty)
        .map(|t| schema.structured_types[t].key.as_slice())
        .find(|key| !key.is_empty())
        .unwrap_or_default()
}

/// All types that derive from this one, directly or not, parents before their children.
pub(crate) fn descendants(schema: &Schema, ty: StructuredId) -> Vec<StructuredId> {
    let mut found: Vec<StructuredId> = Vec::new();
    let mut seen: BTreeSet<StructuredId> = BTreeSet::from([ty]);
    let mut open: Vec<StructuredId> = schema.structured_types[ty].derived.clone();
    open.reverse();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            found.push(next);
            open.extend(schema.structured_types[next].derived.iter().rev());
        }
    }
    found
}

/// Whether the type is the abstract root that only gives its descendants their key, as Graph's `entity`.
pub(crate) fn is_key_root(ty: &StructuredType) -> bool {
    ty.kind == StructuredKind::Entity && ty.is_abstract && ty.base.is_none() && !ty.key.is_empty()
}

/// Whether values of the type must say their type on the wire: it derives from something other than the key root.
///
/// The answer rests on base types alone, so that it is the same whatever derived types a selection keeps.
pub(crate) fn is_in_hierarchy(schema: &Schema, ty: StructuredId) -> bool {
    upwards(schema, ty)
        .skip(1)
        .any(|base| !is_key_root(&schema.structured_types[base]))
}

/// Whether the type becomes an enum over its derived types.
pub(crate) fn is_polymorphic(ty: &StructuredType) -> bool {
    ty.is_abstract && !is_key_root(ty)
}

/// The operations bound to each type, and to collections of it, in document order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bindings {
    single: BTreeMap<StructuredId, Vec<OperationId>>,
    collection: BTreeMap<StructuredId, Vec<OperationId>>,
}

impl Bindings {
    /// Sorts a schema's bound operations by their binding parameter.
    pub(crate) fn new(schema: &Schema) -> Self {
        let mut bindings = Self::default();
        for (id, operation) in schema.operations.iter() {
            let Some(binding) = operation.binding_parameter() else {
                continue;
            };
            if let Type::Structured(ty) = binding.ty.ty {
                let map = match binding.ty.is_collection {
                    true => &mut bindings.collection,
                    false => &mut bindings.single,
                };
                map.entry(ty).or_default().push(id);
            }
        }
        bindings
    }

    /// Operations that an instance of the type takes, those bound to base types first.
    pub(crate) fn on_single(&self, schema: &Schema, ty: StructuredId) -> Vec<OperationId> {
        Self::inherited(&self.single, schema, ty)
    }

    /// Operations that a collection of the type takes, those bound to base types first.
    pub(crate) fn on_collection(&self, schema: &Schema, ty: StructuredId) -> Vec<OperationId> {
        Self::inherited(&self.collection, schema, ty)
    }

    fn inherited(
        map: &BTreeMap<StructuredId, Vec<OperationId>>,
        schema: &Schema,
        ty: StructuredId,
    ) -> Vec<OperationId> {
        lineage(schema, ty)
            .into_iter()
            .filter_map(|t| map.get(&t))
            .flatten()
            .copied()
            .collect()
    }
}
