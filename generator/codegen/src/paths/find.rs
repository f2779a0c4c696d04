//! Finds the restricted paths of a schema.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use clientwright_csdl::schema::{
    self as metadata, Annotation, ContainerChildKind, NavigationId, PathAnnotation, Schema, Start,
    StructuredId, Walk,
};

use super::limits::Limits;
use super::{Marker, MarkerId, Origin, Paths, Step};
use crate::capabilities::{MAX_SEGMENTS, Restrictions, Target, split};

/// Finds all restricted paths, and the types with too many of them.
pub(super) fn find(schema: &Schema) -> (Paths, BTreeSet<StructuredId>) {
    Finder::new(schema).run()
}

struct Finder<'a> {
    schema: &'a Schema,
    /// Annotations whose target is a path, by target.
    annotated: BTreeMap<&'a str, Vec<Annotation>>,
    /// The markers of each navigation property. Paths to it with the same restrictions share a marker. This also ends
    /// the search if annotations of two properties refer to each other. The key has a fingerprint of the restrictions,
    /// because many paths to one property may have many restrictions in common.
    known: BTreeMap<(NavigationId, u64), Vec<MarkerId>>,
    /// The restrictions of navigation properties in their declaring types, computed on first use.
    declared: BTreeMap<NavigationId, Rc<Restrictions>>,
    paths: Paths,
    /// Markers whose continuation is not searched yet, the shortest paths first. The restrictions of a path depend on
    /// its last segments, at most as many as one annotation names. All combinations are therefore found on paths of at
    /// most that length, and names stay short.
    open: VecDeque<MarkerId>,
    limits: Limits,
}

/// A path that may need a marker.
struct Path {
    origin: Origin,
    target: StructuredId,
    may_be_absent: bool,
}

impl Path {
    /// The navigation property at its end.
    fn navigation(&self) -> Option<NavigationId> {
        match self.origin {
            Origin::Root(..) => None,
            Origin::Navigation(_, navigation) | Origin::Below(_, navigation) => Some(navigation),
        }
    }
}

impl<'a> Finder<'a> {
    fn new(schema: &'a Schema) -> Self {
        let mut annotated: BTreeMap<&str, Vec<Annotation>> = BTreeMap::new();
        for PathAnnotation { target, annotation } in &schema.path_annotations {
            let annotations = annotated.entry(&target.text).or_default();
            annotations.push(annotation.clone());
        }
        Self {
            schema,
            annotated,
            known: BTreeMap::new(),
            declared: BTreeMap::new(),
            paths: Paths::default(),
            open: VecDeque::new(),
            limits: Limits::default(),
        }
    }

    fn run(mut self) -> (Paths, BTreeSet<StructuredId>) {
        let schema = self.schema;
        for (owner, ty) in schema.structured_types.iter() {
            let restrictions = Restrictions::read(&ty.annotations, Target::Root);
            self.paths
                .bound
                .extend(restrictions.operations.map(|o| (owner, o)));
            for index in 0..ty.navigation_properties.len() {
                let id = NavigationId {
                    declaring: owner,
                    index,
                };
                let restrictions = self.of_navigation(owner, id);
                self.limits.note(&restrictions);
                self.add_navigation(owner, id, restrictions);
            }
        }
        self.inherited_navigations();
        for (container, item) in schema.containers.iter() {
            for (index, child) in item.children.iter().enumerate() {
                let (target, may_be_absent) = match child.kind {
                    ContainerChildKind::EntitySet { ty } => (ty, true),
                    ContainerChildKind::Singleton { ty, nullable } => (ty, nullable),
                    _ => continue,
                };
                let restrictions = Restrictions::read(&child.annotations, Target::Root);
                let restrictions =
                    self.with_paths(restrictions, &format!("{}/{}", item.name, child.name));
                self.limits.note(&restrictions);
                let path = Path {
                    origin: Origin::Root(container, index),
                    target,
                    may_be_absent,
                };
                let step = self.step(restrictions, &path);
                self.paths.roots.insert((container, index), step);
            }
        }
        while let Some(marker) = self.open.pop_front() {
            self.descend(marker);
        }
        let heavy = self.limits.heavy(schema, &self.paths.markers);
        self.paths.forget(&heavy);
        self.paths.arrive();
        (self.paths, heavy)
    }

    /// Reads annotations whose target path names a derived type and a property that it inherits.
    fn inherited_navigations(&mut self) {
        let annotated: BTreeSet<(StructuredId, NavigationId)> = self
            .schema
            .path_annotations
            .iter()
            .filter_map(|annotated| {
                let route = annotated.target.route.as_ref()?;
                match (route.start, route.steps.first()) {
                    (Start::Type(owner), Some(metadata::Step::Navigation(id))) => {
                        Some((owner, *id))
                    }
                    _ => None,
                }
            })
            .filter(|(owner, id)| id.declaring != *owner)
            .collect();
        for (owner, id) in annotated {
            let restrictions = self.of_navigation(owner, id);
            self.add_navigation(owner, id, restrictions);
        }
    }

    /// The restrictions of a navigation property on a type.
    fn of_navigation(&self, owner: StructuredId, id: NavigationId) -> Restrictions {
        let property = id.get(self.schema);
        let mut restrictions =
            Restrictions::read(&property.annotations, Target::Navigation(&property.name));
        let types = &self.schema.structured_types;
        let mut above = self.schema.bases(property.target);
        if above.all(|id| types[id].navigation_properties.is_empty()) {
            // If the target has no navigation properties, Navigability can only restrict the property itself. Graph
            // uses it this way.
            restrictions.navigable = restrictions.navigable.or(restrictions.onward.take());
        }
        // A contained entity exists nowhere else, so that no reference to it can be written (OData protocol 4.01,
        // 11.4.6). An annotation that declares otherwise takes precedence; Graph has some.
        restrictions
            .reference
            .get_or_insert(!property.contains_target);
        let ty = &self.schema.structured_types[owner].name;
        self.with_paths(restrictions, &format!("{ty}/{}", property.name))
    }

    /// The restrictions of a navigation property in its declaring type.
    fn declared(&mut self, id: NavigationId) -> Rc<Restrictions> {
        if let Some(restrictions) = self.declared.get(&id) {
            return Rc::clone(restrictions);
        }
        let restrictions = Rc::new(self.of_navigation(id.declaring, id));
        self.declared.insert(id, Rc::clone(&restrictions));
        restrictions
    }

    fn add_navigation(
        &mut self,
        owner: StructuredId,
        id: NavigationId,
        restrictions: Restrictions,
    ) {
        let property = id.get(self.schema);
        let path = Path {
            origin: Origin::Navigation(owner, id),
            target: property.target,
            may_be_absent: property.is_collection || property.nullable,
        };
        let step = self.step(restrictions, &path);
        self.paths.navigations.insert((owner, id), step);
    }

    /// Adds the restrictions of annotations with longer target paths (CSDL XML 4.01, 14.2.2).
    fn with_paths(&self, mut restrictions: Restrictions, target: &str) -> Restrictions {
        let longer = self.annotated.range(target..);
        for (path, annotations) in longer.take_while(|(path, _)| path.starts_with(target)) {
            let rest = &path[target.len()..];
            if !rest.is_empty() && !rest.starts_with('/') {
                continue;
            }
            let segments: Vec<String> = split(rest);
            if segments.len() > MAX_SEGMENTS {
                continue;
            }
            let name = segments.last().cloned().unwrap_or_default();
            let more = Restrictions::read(annotations, Target::Navigation(&name));
            match segments.is_empty() {
                true => restrictions = more.or(&restrictions),
                false if more != Restrictions::default() => restrictions.below.add(&segments, more),
                false => {}
            }
        }
        restrictions
    }

    /// Creates a step from the restrictions of a path, with a marker if it needs one.
    fn step(&mut self, mut restrictions: Restrictions, path: &Path) -> Step {
        let derived = self.schema.structured_types[path.target].derived.len();
        if restrictions.casts.is_some()
            && (!self.limits.allow(path.target, derived)
                || self.casts(&restrictions, path.target).is_none())
        {
            restrictions.casts = None;
        }
        if derived == 0 {
            restrictions.narrow = None;
        }
        let marker = restrictions
            .need_marker()
            .then(|| self.marker(&restrictions, path));
        Step {
            restrictions,
            marker,
        }
    }

    fn marker(&mut self, restrictions: &Restrictions, path: &Path) -> MarkerId {
        let known = path.navigation().map(|id| (id, fingerprint(restrictions)));
        if let Some(known) = known {
            let mut known = self.known.get(&known).into_iter().flatten();
            let same = |id: &&MarkerId| self.paths.markers[**id].restrictions == *restrictions;
            if let Some(&id) = known.find(same) {
                self.paths.markers[id].origins.push(path.origin);
                return id;
            }
        }
        let id = self.paths.markers.len();
        self.paths.markers.push(Marker {
            origins: vec![path.origin],
            target: path.target,
            may_be_absent: path.may_be_absent,
            restrictions: restrictions.clone(),
            casts: self.casts(restrictions, path.target),
            below: BTreeMap::new(),
        });
        if let Some(known) = known {
            self.known.entry(known).or_default().push(id);
        }
        self.open.push_back(id);
        id
    }

    /// Finds the steps below a marker.
    fn descend(&mut self, id: MarkerId) {
        let Marker {
            target,
            restrictions,
            ..
        } = self.paths.markers[id].clone();
        if !self.limits.allow(target, 0) {
            return;
        }
        let below = self.below(&restrictions, target);
        if !self.limits.allow(target, below.len()) {
            return;
        }
        for (navigation, restrictions) in below {
            let declared = self.declared(navigation);
            let property = navigation.get(self.schema);
            let path = Path {
                origin: Origin::Below(id, navigation),
                target: property.target,
                may_be_absent: property.is_collection || property.nullable,
            };
            let step = self.step(restrictions.or(&declared), &path);
            self.paths.markers[id].below.insert(navigation, step);
        }
    }

    /// The restrictions of the navigation properties at the end of a path.
    fn below(
        &self,
        restrictions: &Restrictions,
        target: StructuredId,
    ) -> BTreeMap<NavigationId, Restrictions> {
        let mut below = self.longer_paths(restrictions, target);
        if restrictions.onward == Some(false) {
            for id in self.all_navigations(target) {
                let restrictions = below.entry(id).or_default();
                restrictions.navigable = restrictions.navigable.or(Some(false));
            }
        }
        below
    }

    /// The restrictions of longer paths, by their first navigation property. Type casts before it are skipped. Builders
    /// have no structural properties, so that paths through them are ignored.
    fn longer_paths(
        &self,
        restrictions: &Restrictions,
        target: StructuredId,
    ) -> BTreeMap<NavigationId, Restrictions> {
        let mut found: BTreeMap<NavigationId, Restrictions> = BTreeMap::new();
        let mut open = vec![(Walk::from(Some(target)), restrictions.below.clone())];
        while let Some((walk, below)) = open.pop() {
            for (first, restrictions) in below.steps() {
                let mut walk = walk;
                match walk.step(self.schema, first) {
                    Some(metadata::Step::Cast(_)) => open.push((walk, restrictions.below)),
                    Some(metadata::Step::Navigation(id)) => {
                        let entry = found.entry(id).or_default();
                        *entry = restrictions.or(&std::mem::take(entry));
                    }
                    Some(metadata::Step::Property(_)) | None => {}
                }
            }
        }
        found
    }

    /// The navigation properties of a type and of its derived types.
    fn all_navigations(&self, ty: StructuredId) -> BTreeSet<NavigationId> {
        let mut types = self.schema.descendants(ty);
        types.push(ty);
        types
            .into_iter()
            .flat_map(|ty| self.schema.navigation_properties(ty))
            .collect()
    }

    /// The types to which a constraint allows to cast a path: those that it names, their derived types, and the types
    /// between them and the type of the path.
    fn casts(
        &self,
        restrictions: &Restrictions,
        target: StructuredId,
    ) -> Option<BTreeSet<StructuredId>> {
        let named = restrictions.casts.as_ref()?;
        let named: Vec<StructuredId> = named
            .iter()
            .filter_map(|name| self.schema.find_structured(name))
            .filter(|id| self.schema.derives_from(*id, target))
            .collect();
        // A constraint without a known type constrains nothing.
        if named.is_empty() {
            return None;
        }
        let derived = self.schema.descendants(target);
        let mut all = BTreeSet::new();
        for id in named {
            all.extend(self.schema.lineage(id));
            if id != target {
                all.extend(self.schema.descendants(id));
            }
        }
        // A constraint that allows every derived type constrains nothing.
        (!derived.iter().all(|ty| all.contains(ty))).then_some(all)
    }
}

/// Equal restrictions have equal fingerprints. Restrictions with the same fingerprint are still compared.
fn fingerprint(restrictions: &Restrictions) -> u64 {
    let mut hasher = DefaultHasher::new();
    restrictions.hash(&mut hasher);
    hasher.finish()
}
