//! The methods of a builder: those of every path, and those that depend on the path.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::{OperationId, StructuredId};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::odata::{PathMarker, PathMethods};
use clientwright_model::{Call, Item, markdown};

use crate::inherit::NavigationId;
use crate::lower::{DocsBuilder, Lower, code};
use crate::name::methods::Methods;
use crate::name::table::{AnyType, Place};
use crate::paths::{MarkerId, Origin, Step};
use crate::select::Kept;

impl Lower<'_> {
    /// The markers of kept paths, with their private modules.
    pub(in crate::lower) fn markers(&self) -> Vec<(Place, Item)> {
        let mut all = self.paths.markers.iter();
        let narrowing = all.any(|marker| marker.restrictions.narrow == Some(false));
        let kept = self.kept_markers.iter();
        kept.filter(|(id, _)| self.has_builders(self.paths.markers[**id].target))
            .map(|(id, kept)| {
                let marker = &self.paths.markers[*id];
                let docs = markdown!(
                    "What the path ",
                    code(&self.path_text(self.first_kept(*id))),
                    " allows."
                );
                let casts = marker.casts.as_ref().map(|casts| {
                    let derived = casts.iter().filter(|ty| **ty != marker.target);
                    let derived = derived.filter(|ty| self.has_builders(**ty));
                    derived
                        .map(|ty| self.table.structured(*ty).clone())
                        .collect()
                });
                let item = Item::Path(PathMarker {
                    name: self.names.marker(*id).name.clone(),
                    docs: DocsBuilder::new().paragraph(docs).build(),
                    allows: marker.allows(kept.reach, narrowing),
                    casts,
                });
                (self.marker_place(*id), item)
            })
            .collect()
    }

    /// The private module that contains a marker: that of the start of its first kept path, or of its first path if only that
    /// is in the module of the marker.
    fn marker_place(&self, id: MarkerId) -> Place {
        let module = &self.names.marker(id).module;
        let place = self.place_of(id, self.first_kept(id));
        match module.strip_suffix(&[names::BUILDERS.to_owned()]) == Some(&place.0) {
            true => place,
            false => self.place_of(id, self.paths.markers[id].origins[0]),
        }
    }

    fn place_of(&self, id: MarkerId, origin: Origin) -> Place {
        match origin {
            Origin::Below(above, _) => self.place_of(id, self.first_kept(above)),
            Origin::Navigation(owner, _) => self.table.place(AnyType::Structured(owner)),
            Origin::Root(container, _) => {
                let namespace = &self.schema.containers[container].name.namespace;
                // A separate file, so that the features of other roots do not need the types of this path.
                let file = match self.settings.features_per_root {
                    true => names::spell(&self.names.marker(id).name, Case::Snake) + "_path",
                    false => "client".to_owned(),
                };
                self.table.extra_place(namespace, &file)
            }
        }
    }

    /// The last step of the first kept path with a marker.
    fn first_kept(&self, id: MarkerId) -> Origin {
        let kept = self.kept_markers.get(&id).into_iter();
        self.paths.markers[id].first(id, kept.flat_map(|kept| &kept.origins))
    }

    /// The text of a path, for docs.
    fn path_text(&self, origin: Origin) -> String {
        let (start, navigation) = match origin {
            Origin::Root(container, index) => {
                return self.schema.containers[container].children[index]
                    .name
                    .clone();
            }
            Origin::Navigation(owner, navigation) => {
                let owner = self.schema.structured_types[owner].name.to_string();
                (owner, navigation)
            }
            Origin::Below(above, navigation) => {
                (self.path_text(self.first_kept(above)), navigation)
            }
        };
        format!("{start}/{}", navigation.get(self.schema).name)
    }

    /// The markers that builders of a type have on kept paths.
    fn arriving(&self, id: StructuredId) -> impl Iterator<Item = MarkerId> + '_ {
        let arriving = self.paths.arriving(self.schema, id).into_iter();
        arriving.filter(|marker| self.kept_markers.contains_key(marker))
    }

    /// The methods that a builder has only on some paths, or that differ there.
    pub(super) fn by_path(
        &self,
        id: StructuredId,
        kept: &Kept,
        methods: &Methods,
    ) -> Vec<PathMethods> {
        let arriving: Vec<MarkerId> = self.arriving(id).collect();
        let below = |marker: &MarkerId| &self.paths.markers[*marker].below;
        let differing: BTreeSet<NavigationId> = arriving
            .iter()
            .flat_map(|m| below(m).keys())
            .copied()
            .collect();
        let differing: Vec<&(NavigationId, String)> = methods
            .navigations
            .iter()
            .filter(|(navigation, _)| kept.navigations.contains_key(navigation))
            .filter(|(navigation, _)| differing.contains(navigation))
            .collect();
        let steps = |below: Option<&BTreeMap<NavigationId, Step>>| {
            let navigations = differing.iter().filter_map(|(navigation, method)| {
                let step = below.and_then(|below| below.get(navigation));
                let step = step.unwrap_or_else(|| self.paths.navigation(id, *navigation));
                self.navigation(kept, *navigation, method, step)
            });
            navigations.collect::<Vec<_>>()
        };
        let mut all = Vec::new();
        if !differing.is_empty() {
            all.push(PathMethods {
                marker: None,
                steps: steps(None),
                calls: Vec::new(),
            });
        }
        // Operations that are bound to paths but not to the type.
        let explicit: BTreeSet<OperationId> = match arriving.is_empty() {
            true => BTreeSet::new(),
            false => methods
                .operations
                .iter()
                .map(|(operation, _)| *operation)
                .filter(|operation| self.needs_explicit_binding(id, *operation))
                .collect(),
        };
        all.extend(arriving.iter().map(|id| {
            let marker = &self.paths.markers[*id];
            let bound = marker.binds(self.schema, &explicit);
            PathMethods {
                marker: Some(self.names.marker(*id).clone()),
                steps: steps(Some(&marker.below)),
                calls: match bound.is_empty() {
                    true => Vec::new(),
                    false => self.calls_where(kept, methods, |o| bound.contains(&o)),
                },
            }
        }));
        all.retain(|methods| !methods.steps.is_empty() || !methods.calls.is_empty());
        all
    }

    /// The calls of operations on every path.
    pub(super) fn calls(&self, id: StructuredId, kept: &Kept, methods: &Methods) -> Vec<Call> {
        self.calls_where(kept, methods, |operation| {
            !self.needs_explicit_binding(id, operation)
        })
    }

    fn calls_where(
        &self,
        kept: &Kept,
        methods: &Methods,
        wanted: impl Fn(OperationId) -> bool,
    ) -> Vec<Call> {
        let operations = methods.operations.iter();
        operations
            .filter(|(id, _)| kept.operations.contains_key(id) && wanted(*id))
            .map(|(id, method)| self.call(*id, method.clone(), None))
            .collect()
    }

    /// Whether an operation exists only on paths that bind it explicitly, and not on the type
    /// (`Core.RequiresExplicitBinding`).
    fn needs_explicit_binding(&self, ty: StructuredId, operation: OperationId) -> bool {
        let operation = &self.schema.operations[operation];
        // Fast path: nearly all operations are available on each type that has them.
        if !operation.annotations.tag(terms::REQUIRES_EXPLICIT_BINDING) {
            return false;
        }
        let name = operation.name.to_string();
        let types = self.schema.lineage(ty);
        let bound = types.iter().filter_map(|ty| self.paths.bound.get(ty));
        bound.flatten().all(|bound| *bound != name)
    }
}
