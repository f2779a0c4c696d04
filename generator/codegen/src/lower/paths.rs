//! Paths of which annotations say more than the runtime's `Allow` can.
//!
//! Each gets a marker type of its own, which a builder carries as its parameter. The markers follow from the metadata
//! alone, as names do; which of them are emitted depends on the selection.

mod find;
mod long;

use std::collections::{BTreeMap, BTreeSet};

use odata_csdl::diagnostics::Diagnostics;
use odata_csdl::schema::{ContainerId, OperationId, Schema, StructuredId};

use super::Lower;
use super::capabilities::Restrictions;
use super::names::{self, Case};
use super::table::{AnyType, Place, Table};
use crate::inherit::{self, NavigationId};
use crate::model::TypePath;
use crate::select::{Reach, Selection};

/// Index of a [`Marker`].
pub(super) type MarkerId = usize;

/// A path with a marker of its own.
#[derive(Clone, Debug)]
pub(super) struct Marker {
    /// The generated type.
    pub(super) path: TypePath,
    /// The private module that it goes to: that of a type, or the client's of a namespace.
    pub(super) home: Home,
    /// The path as people write it, for docs.
    pub(super) text: String,
    /// Where the path ends.
    pub(super) target: StructuredId,
    /// Whether something may be missing there: what must be there cannot be deleted (OData protocol 4.01, 11.4.5).
    pub(super) may_be_absent: bool,
    /// What annotations say of it.
    pub(super) restrictions: Restrictions,
    /// The derived types that are found there; `None` for all.
    pub(super) casts: Option<BTreeSet<StructuredId>>,
    /// What lies below it and is not as the type of the target declares it.
    pub(super) below: BTreeMap<NavigationId, Step>,
}

/// Which private module a marker goes to.
#[derive(Clone, Debug)]
pub(super) enum Home {
    Type(AnyType),
    Client(String),
}

impl Lower<'_> {
    /// The private module that a marker goes to.
    pub(super) fn marker_place(&self, id: MarkerId) -> Place {
        match &self.paths.markers[id].home {
            Home::Type(ty) => self.table.place(*ty),
            // A file of its own, so that the features of other roots do not need what the marker speaks of.
            Home::Client(namespace) if self.settings.features_per_root => {
                let name = names::spell(&self.paths.markers[id].path.name, Case::Snake);
                self.table.extra_place(namespace, &format!("{name}_path"))
            }
            Home::Client(namespace) => self.table.extra_place(namespace, "client"),
        }
    }
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) restrictions: Restrictions,
    pub(super) marker: Option<MarkerId>,
}

/// Every path of the schema with something to be said about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    pub(super) markers: Vec<Marker>,
    roots: BTreeMap<(ContainerId, usize), Step>,
    /// By the type that the property is reached on: a derived type may be annotated otherwise than the declaring one.
    navigations: BTreeMap<(StructuredId, NavigationId), Step>,
    /// Markers whose path ends at the type itself, or at a base type from which a cast leads here.
    arriving: BTreeMap<StructuredId, Vec<MarkerId>>,
    /// Operations that types bind explicitly.
    pub(super) bound: BTreeMap<StructuredId, Vec<String>>,
}

impl Paths {
    /// Finds them all, and warns of those that are too long to be heard.
    pub(super) fn new(schema: &Schema, table: &Table, diags: &mut Diagnostics) -> Self {
        long::report(schema, diags);
        find::find(schema, table)
    }

    /// An entity set or singleton.
    pub(super) fn root(&self, container: ContainerId, index: usize) -> &Step {
        &self.roots[&(container, index)]
    }

    /// A navigation property of a type, on a path that says nothing else.
    pub(super) fn navigation(&self, owner: StructuredId, id: NavigationId) -> &Step {
        let of_owner = self.navigations.get(&(owner, id));
        of_owner.unwrap_or_else(|| &self.navigations[&(id.declaring, id)])
    }

    /// The markers that the builders of a type may carry.
    pub(super) fn arriving(&self, ty: StructuredId) -> &[MarkerId] {
        self.arriving
            .get(&ty)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether some path leads to the type, or to a type that it is cast from, but not to all that derives from it.
    pub(super) fn is_constrained(&self, ty: StructuredId) -> bool {
        let mut arriving = self.arriving(ty).iter();
        arriving.any(|marker| self.markers[*marker].casts.is_some())
    }

    /// Whether some path leads to a collection of the type that cannot be narrowed to a derived type.
    pub(super) fn is_kept_wide(&self, ty: StructuredId) -> bool {
        let mut arriving = self.arriving(ty).iter();
        arriving.any(|marker| self.markers[*marker].restrictions.narrow == Some(false))
    }

    /// The markers that something kept leads to, each with the farthest reach.
    pub(super) fn kept(&self, schema: &Schema, selection: &Selection) -> BTreeMap<MarkerId, Reach> {
        let mut found: BTreeMap<MarkerId, Reach> = BTreeMap::new();
        let mut open: Vec<(MarkerId, Reach)> = Vec::new();
        for (place, reach) in &selection.roots {
            let root = self.roots.get(place);
            open.extend(
                root.and_then(|step| step.marker)
                    .map(|marker| (marker, *reach)),
            );
        }
        for (owner, kept) in &selection.structured {
            for (navigation, reach) in &kept.navigations {
                let step = self.navigation(*owner, *navigation);
                open.extend(step.marker.map(|marker| (marker, *reach)));
            }
        }
        while let Some((marker, reach)) = open.pop() {
            if found.get(&marker).is_some_and(|known| *known >= reach) {
                continue;
            }
            found.insert(marker, reach);
            let target = self.markers[marker].target;
            let mut owners = inherit::descendants(schema, target);
            owners.push(target);
            for (navigation, step) in &self.markers[marker].below {
                let kept = owners.iter().filter_map(|o| selection.structured.get(o));
                let reach = kept
                    .filter_map(|kept| kept.navigations.get(navigation))
                    .max();
                open.extend(step.marker.zip(reach.copied()));
            }
        }
        found
    }
}

impl Marker {
    /// The names of what the path allows, as the runtime's `path!` takes them. That collections can be narrowed is only said
    /// where `narrowing` is asked for: where some path of the service forbids it.
    pub(super) fn allows(&self, reach: Reach, narrowing: bool) -> Vec<&'static str> {
        let said = &self.restrictions;
        let capabilities = said.capabilities();
        let called = reach == Reach::Matched;
        let upsert = said.methods.is_none_or(|m| m.patch);
        [
            ("List", called && capabilities.list),
            ("Get", called && capabilities.get),
            ("Insert", called && capabilities.insert),
            ("Update", called && capabilities.update),
            ("Write", called && (capabilities.update || said.replaces())),
            ("Replace", called && said.replaces()),
            ("Upsert", called && said.upserts() && upsert),
            ("UpsertByPut", called && said.upserts() && !upsert),
            (
                "Delete",
                called && capabilities.delete && self.may_be_absent,
            ),
            ("Key", said.key != Some(false)),
            ("Narrow", narrowing && said.narrow != Some(false)),
            ("Reference", called && capabilities.link),
        ]
        .into_iter()
        .filter_map(|(name, allowed)| allowed.then_some(name))
        .collect()
    }

    /// Whether an operation is bound to this very path.
    pub(super) fn binds(&self, schema: &Schema, operation: OperationId) -> bool {
        let name = schema.operations[operation].name.to_string();
        let bound = self.restrictions.operations.iter().flatten();
        bound.into_iter().any(|bound| *bound == name)
    }
}

/// The segments of a path.
pub(super) fn split(path: &str) -> Vec<String> {
    let segments = path.split('/').filter(|s| !s.is_empty());
    segments.map(str::to_owned).collect()
}
