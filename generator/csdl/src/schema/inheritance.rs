//! Inheritance: the bases of a type, its descendants and its inherited properties.

use std::collections::BTreeMap;

use super::{KeyProperty, NavigationId, Property, PropertyId, Schema, StructuredId};

impl Schema {
    /// A type and its bases, the type first.
    pub fn bases(&self, ty: StructuredId) -> impl Iterator<Item = StructuredId> + '_ {
        // Resolution has cut all cycles; before that, the limit ends the walk.
        std::iter::successors(Some(ty), |t| self.structured_types[*t].base)
            .take(self.structured_types.len())
    }

    /// A type and its bases, the root first.
    pub fn lineage(&self, ty: StructuredId) -> Vec<StructuredId> {
        let mut chain: Vec<StructuredId> = self.bases(ty).collect();
        chain.reverse();
        chain
    }

    /// Whether a type is another one or derives from it.
    pub fn derives_from(&self, ty: StructuredId, base: StructuredId) -> bool {
        self.bases(ty).any(|id| id == base)
    }

    /// All types that derive from a type, directly or not, parents before their children.
    pub fn descendants(&self, ty: StructuredId) -> Vec<StructuredId> {
        let mut found: Vec<StructuredId> = Vec::new();
        let derived = |id: StructuredId| self.structured_types[id].derived.iter().rev();
        let mut open: Vec<StructuredId> = derived(ty).copied().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(derived(next));
        }
        found
    }

    /// The key of a type: its own, or that of the nearest base with a key. Empty for a type without a key.
    pub fn key(&self, ty: StructuredId) -> &[KeyProperty] {
        self.bases(ty)
            .map(|t| self.structured_types[t].key.as_slice())
            .find(|key| !key.is_empty())
            .unwrap_or_default()
    }

    /// Structural properties of a type, inherited ones first. A redeclared property appears once, at its position in
    /// the base, with the type of the most derived declaration. A property that is redeclared as a navigation property
    /// is not included.
    pub fn properties(&self, ty: StructuredId) -> Vec<(StructuredId, &Property)> {
        let mut all = Members::default();
        for declaring in self.lineage(ty) {
            let ty = &self.structured_types[declaring];
            for navigation in &ty.navigation_properties {
                all.remove(&navigation.name);
            }
            for property in &ty.properties {
                all.add(&property.name, (declaring, property));
            }
        }
        all.finish()
    }

    /// Navigation properties of a type, inherited ones first; redeclared ones as in [`properties`](Self::properties).
    pub fn navigation_properties(&self, ty: StructuredId) -> Vec<NavigationId> {
        let mut all = Members::default();
        for declaring in self.lineage(ty) {
            let ty = &self.structured_types[declaring];
            for property in &ty.properties {
                all.remove(&property.name);
            }
            for (index, navigation) in ty.navigation_properties.iter().enumerate() {
                all.add(&navigation.name, NavigationId { declaring, index });
            }
        }
        all.finish()
    }
}

impl PropertyId {
    /// Looks up the property.
    pub fn get(self, schema: &Schema) -> &Property {
        &schema.structured_types[self.declaring].properties[self.index]
    }
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
    /// A property, at the position of the one that it redeclares.
    fn add(&mut self, name: &'s str, member: T) {
        match self.places.get(name) {
            Some(&place) => self.all[place] = Some(member),
            None => {
                self.places.insert(name, self.all.len());
                self.all.push(Some(member));
            }
        }
    }

    /// A property that is redeclared as one of the other kind.
    fn remove(&mut self, name: &str) {
        if let Some(place) = self.places.remove(name) {
            self.all[place] = None;
        }
    }

    fn finish(self) -> Vec<T> {
        self.all.into_iter().flatten().collect()
    }
}
