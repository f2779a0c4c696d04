//! Finding the paths of a schema of which annotations say something.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use clientwright_csdl::schema::{
    self as metadata, Annotation, ContainerChildKind, NavigationId, PathAnnotation, Schema, Start,
    StructuredId, Walk,
};
use clientwright_model::TypePath;
use clientwright_model::naming::names::{self, Case};

use super::limits::Limits;
use super::{Home, Marker, MarkerId, Paths, Step, split};
use crate::lower::capabilities::{MAX_SEGMENTS, Restrictions, Target};
use crate::lower::table::{AnyType, Table};

/// Finds them all, and the types for which there are too many.
pub(super) fn find(schema: &Schema, table: &Table) -> (Paths, BTreeSet<StructuredId>) {
    Finder::new(schema, table).run()
}

struct Finder<'a> {
    schema: &'a Schema,
    table: &'a Table,
    /// Annotations of paths, by target.
    annotated: BTreeMap<&'a str, Vec<Annotation>>,
    /// The markers of each navigation property. One path to it is like another when the same is said of it, which also
    /// ends the search where annotations of two properties speak of each other. With the fingerprint of what is said, since
    /// many paths to one property may have much to say in common.
    known: BTreeMap<(NavigationId, u64), Vec<MarkerId>>,
    /// What is said of navigation properties as they are declared, once it was asked for.
    declared: BTreeMap<NavigationId, Rc<Restrictions>>,
    paths: Paths,
    /// Markers of which it is yet to be seen what lies below them, the shortest paths first. What is said of a path follows
    /// from its last segments, as many as annotations speak of at once: all that there is to say is found on paths that are
    /// no longer, and names stay short.
    open: VecDeque<MarkerId>,
    /// Names of markers by module.
    taken: BTreeMap<Vec<String>, BTreeSet<String>>,
    /// The number that the next marker of a module with a name that is taken gets.
    numbers: BTreeMap<(Vec<String>, String), usize>,
    limits: Limits,
}

/// The path that a marker is for, and what it is named after.
struct Origin<'a> {
    module: &'a [String],
    home: Home,
    name: String,
    text: String,
    target: StructuredId,
    may_be_absent: bool,
    /// The navigation property at its end.
    navigation: Option<NavigationId>,
}

impl<'a> Finder<'a> {
    fn new(schema: &'a Schema, table: &'a Table) -> Self {
        let mut annotated: BTreeMap<&str, Vec<Annotation>> = BTreeMap::new();
        for PathAnnotation { target, annotation } in &schema.path_annotations {
            let annotations = annotated.entry(&target.text).or_default();
            annotations.push(annotation.clone());
        }
        Self {
            schema,
            table,
            annotated,
            known: BTreeMap::new(),
            declared: BTreeMap::new(),
            paths: Paths::default(),
            open: VecDeque::new(),
            taken: BTreeMap::new(),
            numbers: BTreeMap::new(),
            limits: Limits::default(),
        }
    }

    fn run(mut self) -> (Paths, BTreeSet<StructuredId>) {
        let schema = self.schema;
        for (owner, ty) in schema.structured_types.iter() {
            let said = Restrictions::read(&ty.annotations, Target::Root);
            self.paths.bound.extend(said.operations.map(|o| (owner, o)));
            for index in 0..ty.navigation_properties.len() {
                let id = NavigationId {
                    declaring: owner,
                    index,
                };
                let said = self.of_navigation(owner, id);
                self.limits.note(&said);
                self.add_navigation(owner, id, said);
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
                let said = Restrictions::read(&child.annotations, Target::Root);
                let said = self.with_paths(said, &format!("{}/{}", item.name, child.name));
                self.limits.note(&said);
                let namespace = &item.name.namespace;
                let origin = Origin {
                    module: &self.table.module(namespace),
                    home: Home::Client(namespace.clone()),
                    name: names::spell(&child.name, Case::Camel),
                    text: child.name.clone(),
                    target,
                    may_be_absent,
                    navigation: None,
                };
                let step = self.step(said, &origin);
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

    /// Annotations whose target path leads through a derived type to a property that it inherits.
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
            let said = self.of_navigation(owner, id);
            self.add_navigation(owner, id, said);
        }
    }

    /// What is said of a navigation property as a type has it.
    fn of_navigation(&self, owner: StructuredId, id: NavigationId) -> Restrictions {
        let property = id.get(self.schema);
        let mut said =
            Restrictions::read(&property.annotations, Target::Navigation(&property.name));
        let types = &self.schema.structured_types;
        let mut above = self.schema.bases(property.target);
        if above.all(|id| types[id].navigation_properties.is_empty()) {
            // Where nothing leads on, Navigability can only mean the property itself. Graph says it so.
            said.navigable = said.navigable.or(said.onward.take());
        }
        // What is contained lives nowhere else, so that there is nothing to refer to (OData protocol 4.01, 11.4.6). A service
        // that says that there is knows better, and Graph does.
        said.reference.get_or_insert(!property.contains_target);
        let ty = &self.schema.structured_types[owner].name;
        self.with_paths(said, &format!("{ty}/{}", property.name))
    }

    /// What is said of a navigation property as it is declared.
    fn declared(&mut self, id: NavigationId) -> Rc<Restrictions> {
        if let Some(said) = self.declared.get(&id) {
            return Rc::clone(said);
        }
        let said = Rc::new(self.of_navigation(id.declaring, id));
        self.declared.insert(id, Rc::clone(&said));
        said
    }

    fn add_navigation(&mut self, owner: StructuredId, id: NavigationId, said: Restrictions) {
        let property = id.get(self.schema);
        let ty = self.table.structured(owner);
        let origin = Origin {
            module: &ty.module,
            home: Home::Type(AnyType::Structured(owner)),
            name: format!("{}{}", ty.name, names::spell(&property.name, Case::Camel)),
            text: format!(
                "{}/{}",
                self.schema.structured_types[owner].name, property.name
            ),
            target: property.target,
            may_be_absent: property.is_collection || property.nullable,
            navigation: Some(id),
        };
        let step = self.step(said, &origin);
        self.paths.navigations.insert((owner, id), step);
    }

    /// Adds what annotations with longer target paths say (CSDL XML 4.01, 14.2.2).
    fn with_paths(&self, mut said: Restrictions, target: &str) -> Restrictions {
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
                true => said = more.or(&said),
                false if more != Restrictions::default() => said.below.add(&segments, more),
                false => {}
            }
        }
        said
    }

    /// Makes a step of what is said of a path, with a marker where one is needed.
    fn step(&mut self, mut said: Restrictions, origin: &Origin<'_>) -> Step {
        let derived = self.schema.structured_types[origin.target].derived.len();
        if said.casts.is_some()
            && (!self.limits.allow(origin.target, derived)
                || self.casts(&said, origin.target).is_none())
        {
            said.casts = None;
        }
        if self.schema.structured_types[origin.target]
            .derived
            .is_empty()
        {
            said.narrow = None;
        }
        let marker = said.need_marker().then(|| self.marker(&said, origin));
        Step {
            restrictions: said,
            marker,
        }
    }

    fn marker(&mut self, said: &Restrictions, origin: &Origin<'_>) -> MarkerId {
        let known = origin.navigation.map(|id| (id, fingerprint(said)));
        if let Some(known) = known {
            let mut known = self.known.get(&known).into_iter().flatten();
            let same = |id: &&MarkerId| self.paths.markers[**id].restrictions == *said;
            if let Some(id) = known.find(same) {
                return *id;
            }
        }
        let id = self.paths.markers.len();
        let name = self.name(origin);
        self.paths.markers.push(Marker {
            path: TypePath {
                module: [origin.module, &[names::BUILDERS.to_owned()]].concat(),
                name: name.clone(),
            },
            home: origin.home.clone(),
            text: origin.text.clone(),
            target: origin.target,
            may_be_absent: origin.may_be_absent,
            restrictions: said.clone(),
            casts: self.casts(said, origin.target),
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
            path,
            home,
            text,
            target,
            restrictions,
            ..
        } = self.paths.markers[id].clone();
        let stem = path.name.strip_suffix("Path").unwrap_or(&path.name);
        // Without the module of builders.
        let module = path.module.split_last().map_or(&[][..], |(_, rest)| rest);
        if !self.limits.allow(target, 0) {
            return;
        }
        let below = self.below(&restrictions, target);
        if !self.limits.allow(target, below.len()) {
            return;
        }
        for (navigation, said) in below {
            let declared = self.declared(navigation);
            let property = navigation.get(self.schema);
            let origin = Origin {
                module,
                home: home.clone(),
                name: format!("{stem}{}", names::spell(&property.name, Case::Camel)),
                text: format!("{text}/{}", property.name),
                target: property.target,
                may_be_absent: property.is_collection || property.nullable,
                navigation: Some(navigation),
            };
            let step = self.step(said.or(&declared), &origin);
            self.paths.markers[id].below.insert(navigation, step);
        }
    }

    /// What a path says of the navigation properties at its end.
    fn below(
        &self,
        said: &Restrictions,
        target: StructuredId,
    ) -> BTreeMap<NavigationId, Restrictions> {
        let mut below = self.longer_paths(said, target);
        if said.onward == Some(false) {
            for id in self.all_navigations(target) {
                let said = below.entry(id).or_default();
                said.navigable = said.navigable.or(Some(false));
            }
        }
        below
    }

    /// What is said of longer paths, by the navigation property that each starts with. Type casts on the way are passed;
    /// a path through a structural property is no concern of a builder.
    fn longer_paths(
        &self,
        said: &Restrictions,
        target: StructuredId,
    ) -> BTreeMap<NavigationId, Restrictions> {
        let mut found: BTreeMap<NavigationId, Restrictions> = BTreeMap::new();
        let mut open = vec![(Walk::from(Some(target)), said.below.clone())];
        while let Some((walk, below)) = open.pop() {
            for (first, said) in below.steps() {
                let mut walk = walk;
                match walk.step(self.schema, first) {
                    Some(metadata::Step::Cast(_)) => open.push((walk, said.below)),
                    Some(metadata::Step::Navigation(id)) => {
                        let entry = found.entry(id).or_default();
                        *entry = said.or(&std::mem::take(entry));
                    }
                    Some(metadata::Step::Property(_)) | None => {}
                }
            }
        }
        found
    }

    /// The navigation properties of a type and of all that derives from it.
    fn all_navigations(&self, ty: StructuredId) -> BTreeSet<NavigationId> {
        let mut types = self.schema.descendants(ty);
        types.push(ty);
        types
            .into_iter()
            .flat_map(|ty| self.schema.navigation_properties(ty))
            .collect()
    }

    /// The types that a constraint lets a path be cast to: those that it names, what derives from them, and what lies
    /// between them and the type of the path.
    fn casts(&self, said: &Restrictions, target: StructuredId) -> Option<BTreeSet<StructuredId>> {
        let named = said.casts.as_ref()?;
        let named: Vec<StructuredId> = named
            .iter()
            .filter_map(|name| self.schema.find_structured(name))
            .filter(|id| self.schema.derives_from(*id, target))
            .collect();
        // A constraint of which nothing is understood constrains nothing.
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
        // Nor does one that names all that there is.
        (!derived.iter().all(|ty| all.contains(ty))).then_some(all)
    }

    fn name(&mut self, origin: &Origin<'_>) -> String {
        let taken = self.taken.entry(origin.module.to_vec()).or_default();
        let mut name = format!("{}Path", origin.name);
        if !taken.insert(name.clone()) {
            let number = (origin.module.to_vec(), origin.name.clone());
            let number = self.numbers.entry(number).or_insert(2);
            while !taken.insert(name.clone()) {
                name = format!("{}{number}Path", origin.name);
                *number += 1;
            }
        }
        name
    }
}

/// Alike for what is alike. Only a short cut: what has the same fingerprint is compared.
fn fingerprint(said: &Restrictions) -> u64 {
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    hasher.finish()
}
