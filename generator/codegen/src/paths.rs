//! Paths with restrictions that the runtime's `Allow` cannot express.
//!
//! Each has a marker type, which builders have as their type parameter. The markers depend only on the metadata, as
//! names do. The selection decides which of them are emitted.

mod find;
mod limits;
mod long;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{ContainerId, OperationId, Schema, StructuredId};
use clientwright_diagnostics::Diagnostics;

use crate::capabilities::Restrictions;
use crate::inherit::NavigationId;
use crate::select::{Reach, Selection};

/// Index of a [`Marker`].
pub(crate) type MarkerId = usize;

/// A path with a marker.
#[derive(Clone, Debug)]
pub(crate) struct Marker {
    /// The paths with this marker. Its name is that of the first one.
    pub(crate) origins: Vec<Origin>,
    /// The type at the end of the path.
    pub(crate) target: StructuredId,
    /// Whether the target may be absent. A required target cannot be deleted (OData protocol 4.01, 11.4.5).
    pub(crate) may_be_absent: bool,
    /// The restrictions of the path.
    pub(crate) restrictions: Restrictions,
    /// The derived types that the path can have; `None` for all.
    pub(crate) casts: Option<BTreeSet<StructuredId>>,
    /// The navigation properties below the path that differ from their declaration.
    pub(crate) below: BTreeMap<NavigationId, Step>,
}

/// The last step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// An entity set or singleton.
    Root(ContainerId, usize),
    /// A navigation property of a type, on a path without a marker.
    Navigation(StructuredId, NavigationId),
    /// A navigation property on a path with a marker.
    Below(MarkerId, NavigationId),
}

impl Marker {
    /// The first of some of the paths with this marker that continues no later one.
    pub(crate) fn first<'o>(
        &self,
        id: MarkerId,
        mut origins: impl Iterator<Item = &'o Origin>,
    ) -> Origin {
        let first =
            origins.find(|origin| !matches!(origin, Origin::Below(above, _) if *above >= id));
        *first.unwrap_or(&self.origins[0])
    }
}

/// A marker that is emitted.
#[derive(Clone, Debug)]
pub(crate) struct KeptMarker {
    /// The greatest reach of its kept paths.
    pub(crate) reach: Reach,
    /// Its kept paths.
    pub(crate) origins: BTreeSet<Origin>,
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) restrictions: Restrictions,
    pub(crate) marker: Option<MarkerId>,
}

/// All restricted paths of the schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    pub(crate) markers: Vec<Marker>,
    roots: BTreeMap<(ContainerId, usize), Step>,
    /// By the type on which the property is reached: the annotations of a derived type may differ from those of the
    /// declaring one.
    navigations: BTreeMap<(StructuredId, NavigationId), Step>,
    /// Markers by the type at the end of their path.
    arriving: BTreeMap<StructuredId, Arriving>,
    /// Operations that types bind explicitly.
    pub(crate) bound: BTreeMap<StructuredId, Vec<String>>,
}

impl Paths {
    /// Finds all restricted paths, and warns of those that are too long.
    pub(crate) fn new(schema: &Schema, diags: &mut Diagnostics) -> Self {
        long::report(schema, diags);
        let (paths, heavy) = find::find(schema);
        limits::report(schema, &heavy, diags);
        paths
    }

    /// Drops the markers of all paths to these types.
    fn forget(&mut self, heavy: &BTreeSet<StructuredId>) {
        if heavy.is_empty() {
            return;
        }
        let forgotten = |marker: &MarkerId| heavy.contains(&self.markers[*marker].target);
        let forgotten: BTreeSet<MarkerId> = (0..self.markers.len()).filter(forgotten).collect();
        let roots = self.roots.values_mut();
        let below = self.markers.iter_mut().flat_map(|m| m.below.values_mut());
        for step in roots.chain(self.navigations.values_mut()).chain(below) {
            step.marker = step.marker.filter(|marker| !forgotten.contains(marker));
        }
    }

    /// Groups the used markers by the type at the end of their path.
    fn arrive(&mut self) {
        let steps = self.roots.values().chain(self.navigations.values());
        let steps = steps.chain(self.markers.iter().flat_map(|m| m.below.values()));
        let used: BTreeSet<MarkerId> = steps.filter_map(|step| step.marker).collect();
        for id in used {
            let marker = &self.markers[id];
            let here = self.arriving.entry(marker.target).or_default();
            here.all.push(id);
            if marker.casts.is_some() {
                here.constrained.push(id);
            }
            here.wide |= marker.casts.is_none() && marker.restrictions.narrow == Some(false);
            here.branching |= !marker.below.is_empty() || marker.restrictions.operations.is_some();
        }
    }

    /// An entity set or singleton.
    pub(crate) fn root(&self, container: ContainerId, index: usize) -> &Step {
        &self.roots[&(container, index)]
    }

    /// A navigation property of a type, on a path without a marker.
    pub(crate) fn navigation(&self, owner: StructuredId, id: NavigationId) -> &Step {
        &self.navigations[&(self.owner(owner, id), id)]
    }

    /// The type whose annotations apply to a navigation property of a type: the type itself, or the declaring one.
    fn owner(&self, owner: StructuredId, id: NavigationId) -> StructuredId {
        match self.navigations.contains_key(&(owner, id)) {
            true => owner,
            false => id.declaring,
        }
    }

    /// The type and its base types that are at the end of a marked path, with the markers.
    fn above(
        &self,
        schema: &Schema,
        ty: StructuredId,
    ) -> impl Iterator<Item = (StructuredId, &Arriving)> {
        let above = schema.lineage(ty).into_iter();
        above.filter_map(|above| Some((above, self.arriving.get(&above)?)))
    }

    /// Whether a path with a marker that ends at `end` can be cast to a type.
    fn can_cast(&self, marker: MarkerId, end: StructuredId, ty: StructuredId) -> bool {
        let casts = self.markers[marker].casts.as_ref();
        end == ty || casts.is_none_or(|casts| casts.contains(&ty))
    }

    /// The markers that the builders of a type may have; empty if no marker changes their methods.
    pub(crate) fn arriving(&self, schema: &Schema, ty: StructuredId) -> Vec<MarkerId> {
        if !self.above(schema, ty).any(|(_, markers)| markers.branching) {
            return Vec::new();
        }
        let mut arriving = Vec::new();
        for (end, markers) in self.above(schema, ty) {
            let markers = markers.all.iter().copied();
            arriving.extend(markers.filter(|marker| self.can_cast(*marker, end, ty)));
        }
        arriving.sort_unstable();
        arriving
    }

    /// Whether the paths to the type or to one of its base types are restricted to some derived types.
    pub(crate) fn is_constrained(&self, schema: &Schema, ty: StructuredId) -> bool {
        let mut above = self.above(schema, ty);
        above.any(|(end, markers)| {
            let mut constrained = markers.constrained.iter();
            constrained.any(|marker| self.can_cast(*marker, end, ty))
        })
    }

    /// Whether a path to a collection of the type cannot be narrowed to a derived type.
    pub(crate) fn is_kept_wide(&self, schema: &Schema, ty: StructuredId) -> bool {
        let is_wide = |marker: MarkerId| self.markers[marker].restrictions.narrow == Some(false);
        let mut above = self.above(schema, ty);
        above.any(|(end, markers)| {
            let mut constrained = markers.constrained.iter();
            markers.wide || constrained.any(|m| is_wide(*m) && self.can_cast(*m, end, ty))
        })
    }

    /// The markers of kept paths.
    pub(crate) fn kept(
        &self,
        schema: &Schema,
        selection: &Selection,
    ) -> BTreeMap<MarkerId, KeptMarker> {
        let mut found: BTreeMap<MarkerId, KeptMarker> = BTreeMap::new();
        let mut open: Vec<(MarkerId, Reach, Origin)> = Vec::new();
        let mut kept: BTreeMap<StructuredId, BTreeMap<NavigationId, Reach>> = BTreeMap::new();
        for (&(container, index), reach) in &selection.roots {
            let marker = self.roots.get(&(container, index)).and_then(|s| s.marker);
            open.extend(marker.map(|m| (m, *reach, Origin::Root(container, index))));
        }
        for (owner, kept) in &selection.structured {
            for (&navigation, reach) in &kept.navigations {
                let owner = self.owner(*owner, navigation);
                let marker = self.navigations[&(owner, navigation)].marker;
                open.extend(marker.map(|m| (m, *reach, Origin::Navigation(owner, navigation))));
            }
        }
        while let Some((marker, reach, origin)) = open.pop() {
            let known = found.entry(marker);
            let is_new = matches!(known, Entry::Vacant(_));
            let known = known.or_insert_with(|| KeptMarker {
                reach,
                origins: BTreeSet::new(),
            });
            known.origins.insert(origin);
            if !is_new && known.reach >= reach {
                continue;
            }
            known.reach = reach;
            let target = self.markers[marker].target;
            let kept = kept
                .entry(target)
                .or_insert_with(|| kept_below(schema, selection, target));
            for (&navigation, step) in &self.markers[marker].below {
                let below = step.marker.zip(kept.get(&navigation).copied());
                open.extend(below.map(|(m, reach)| (m, reach, Origin::Below(marker, navigation))));
            }
        }
        found
    }
}

/// The markers whose paths end at a type.
#[derive(Clone, Debug, Default)]
struct Arriving {
    all: Vec<MarkerId>,
    /// Those whose paths exclude some derived types.
    constrained: Vec<MarkerId>,
    /// Whether one of the others cannot be narrowed to a derived type.
    wide: bool,
    /// Whether the methods of builders differ on one of these paths.
    branching: bool,
}

/// The kept navigation properties of a type and of its derived types.
fn kept_below(
    schema: &Schema,
    selection: &Selection,
    target: StructuredId,
) -> BTreeMap<NavigationId, Reach> {
    let mut found: BTreeMap<NavigationId, Reach> = BTreeMap::new();
    let mut owners = schema.descendants(target);
    owners.push(target);
    for kept in owners.iter().filter_map(|o| selection.structured.get(o)) {
        for (navigation, reach) in &kept.navigations {
            let known = found.entry(*navigation).or_insert(*reach);
            *known = (*known).max(*reach);
        }
    }
    found
}

impl Marker {
    /// The capabilities of the path by the names of the runtime's `path!`. `Narrow` is listed only with `narrowing`,
    /// that is, if a path of the service forbids it.
    pub(crate) fn allows(&self, reach: Reach, narrowing: bool) -> Vec<&'static str> {
        let restrictions = &self.restrictions;
        let capabilities = restrictions.capabilities();
        let called = reach == Reach::Matched;
        let upsert = restrictions.methods.is_none_or(|m| m.patch);
        [
            ("List", called && capabilities.list),
            ("Get", called && capabilities.get),
            ("Insert", called && capabilities.insert),
            ("Update", called && capabilities.update),
            (
                "Write",
                called && (capabilities.update || restrictions.replaces()),
            ),
            ("Replace", called && restrictions.replaces()),
            ("Upsert", called && restrictions.upserts() && upsert),
            ("UpsertByPut", called && restrictions.upserts() && !upsert),
            (
                "Delete",
                called && capabilities.delete && self.may_be_absent,
            ),
            ("Key", restrictions.key != Some(false)),
            ("Narrow", narrowing && restrictions.narrow != Some(false)),
            ("Reference", called && capabilities.link),
        ]
        .into_iter()
        .filter_map(|(name, allowed)| allowed.then_some(name))
        .collect()
    }

    /// Those of the operations that are explicitly bound to this path.
    pub(crate) fn binds(
        &self,
        schema: &Schema,
        operations: &BTreeSet<OperationId>,
    ) -> BTreeSet<OperationId> {
        let Some(bound) = &self.restrictions.operations else {
            return BTreeSet::new();
        };
        let bound: BTreeSet<&str> = bound.iter().map(String::as_str).collect();
        let is_bound = |id: &&OperationId| {
            let name = schema.operations[**id].name.to_string();
            bound.contains(name.as_str())
        };
        operations.iter().filter(is_bound).copied().collect()
    }
}
