//! From the path of a URL to what it names.

use clientwright_csdl::schema::{
    ContainerChildKind, Member, NavigationId, Schema, StructuredId, Type,
};
use clientwright_diagnostics::nearest::Nearest;

use super::keys;
use super::operations;
use super::problem::Problem;
use super::relations;
use super::store::Store;
use super::target::{Bound, Collection, From, Navigation, Single, Suffix, Target, Value};
use super::text;

/// Follows a path. With `make`, entities on it that do not exist are created.
pub(super) fn walk(
    schema: &Schema,
    store: &mut Store,
    segments: &[String],
    make: bool,
) -> Result<(Target, Suffix), Problem> {
    let mut walk = Walk {
        schema,
        store,
        make,
    };
    let mut target = Target::Root;
    for (at, segment) in segments.iter().enumerate() {
        let suffix = match (segment.as_str(), &target) {
            ("$metadata", Target::Root) => {
                target = Target::Metadata;
                Suffix::None
            }
            ("$count", Target::Collection(_) | Target::Value(_)) => Suffix::Count,
            ("$ref", Target::Collection(_) | Target::Single(_)) => Suffix::Links,
            ("$value", Target::Single(_) | Target::Value(_)) => Suffix::Raw,
            ("$query", Target::Collection(_) | Target::Single(_)) => Suffix::Query,
            (other, _) if other.starts_with('$') => {
                return Err(Problem::unsupported(format!("`{other}` in a path")));
            }
            _ => {
                target = walk.step(target, segment)?;
                continue;
            }
        };
        return match at + 1 == segments.len() {
            true => Ok((target, suffix)),
            false => Err(Problem::bad(format!("nothing can follow `{segment}`"))),
        };
    }
    Ok((target, Suffix::None))
}

/// The target of a navigation property of the entity at a place, if it is bound.
pub(super) fn bound_at(schema: &Schema, place: &str, navigation: NavigationId) -> Option<Bound> {
    binding(schema, &from_at(schema, place)?, navigation)
}

/// Where the entity at a place is.
fn from_at(schema: &Schema, place: &str) -> Option<From> {
    let mut segments = text::split(place, '/').into_iter();
    let (first, _) = text::call(segments.next()?);
    let mut containers = schema.containers.ids();
    let child = containers.find_map(|id| schema.find_child(id, first))?;
    let names = segments.map(|segment| format!("{}/", text::call(segment).0));
    Some(From {
        child,
        trail: names.collect(),
    })
}

/// The target of a navigation property, if it is bound.
fn binding(schema: &Schema, from: &From, navigation: NavigationId) -> Option<Bound> {
    let property = navigation.get(schema);
    if property.contains_target {
        return None;
    }
    let (container, index) = from.child;
    let bindings = &schema.containers[container].children[index].bindings;
    let path = format!("{}{}", from.trail, property.name);
    let found = bindings
        .iter()
        .find(|binding| without_casts(&binding.path.text) == path)?;
    let child = found.target.child()?;
    let place = schema.containers[child.0].children[child.1].name.clone();
    Some(Bound { place, child })
}

fn without_casts(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.contains('.'));
    segments.collect::<Vec<_>>().join("/")
}

struct Walk<'w> {
    schema: &'w Schema,
    store: &'w mut Store,
    make: bool,
}

impl Walk<'_> {
    fn step(&mut self, target: Target, segment: &str) -> Result<Target, Problem> {
        match target {
            Target::Root => self.child(segment),
            Target::Collection(collection) => self.of_collection(collection, segment),
            Target::Single(single) => self.of_single(single, segment),
            Target::Value(value) => self.of_value(value, segment),
            Target::Metadata => Err(Problem::bad("nothing can follow `$metadata`")),
            Target::Operation(_) => Err(Problem::unsupported("composed functions")),
        }
    }

    /// A child of the container.
    fn child(&mut self, segment: &str) -> Result<Target, Problem> {
        let (name, arguments) = text::call(segment);
        let mut containers = self.schema.containers.ids();
        let found = containers.find_map(|id| self.schema.find_child(id, name));
        let Some(child) = found else {
            let all = self.schema.containers.iter();
            let names = all.flat_map(|(_, c)| c.children.iter().map(|child| child.name.as_str()));
            let near = Nearest::default().name(name, names);
            return Err(unknown(name, near));
        };
        let from = From {
            child,
            trail: String::new(),
        };
        let place = name.to_owned();
        match &self.schema.containers[child.0].children[child.1].kind {
            ContainerChildKind::EntitySet { ty } => {
                let collection = Collection {
                    place,
                    ty: *ty,
                    bound: None,
                    navigation: None,
                    from,
                };
                self.with_key(collection, arguments)
            }
            ContainerChildKind::Singleton { ty, .. } => Ok(Target::Single(Single {
                place: Some(place.clone()),
                ty: *ty,
                collection: None,
                navigation: Some(Navigation {
                    place,
                    id: None,
                    bound: None,
                }),
                is_implied: true,
                from,
            })),
            ContainerChildKind::ActionImport { action, .. } => Ok(Target::Operation(*action)),
            ContainerChildKind::FunctionImport { functions, .. } => match functions.first() {
                Some(function) => Ok(Target::Operation(*function)),
                None => Err(unknown(name, None)),
            },
        }
    }

    fn with_key(
        &mut self,
        collection: Collection,
        arguments: Option<&str>,
    ) -> Result<Target, Problem> {
        match arguments {
            Some(arguments) => {
                let key = keys::of_arguments(self.schema, collection.ty, arguments)?;
                self.keyed(collection, &key)
            }
            None => Ok(Target::Collection(collection)),
        }
    }

    /// The entity of a collection with a key.
    fn keyed(&mut self, mut collection: Collection, key: &str) -> Result<Target, Problem> {
        let own = format!("{}{key}", collection.place);
        let linked = self.store.linked(&collection.place).unwrap_or_default();
        let mut linked = linked.iter().filter(|place| place.ends_with(key));
        // A property without a binding refers to entities where its partner says so.
        if let (None, Some(place)) = (&collection.bound, linked.next().cloned())
            && place != own
            && let Some(from) = from_at(self.schema, &place)
        {
            collection.bound = Some(Bound {
                place: place[..place.len() - key.len()].to_owned(),
                child: from.child,
            });
            return Ok(Target::Single(Single {
                place: Some(place),
                ty: collection.ty,
                collection: Some(collection),
                navigation: None,
                is_implied: false,
                from,
            }));
        }
        let (place, from) = match &collection.bound {
            Some(bound) => {
                let place = format!("{}{key}", bound.place);
                if !self.store.places(&collection.place).contains(&place) {
                    if !self.make {
                        let message = format!("`{}` does not refer to {place}", collection.place);
                        return Err(Problem::missing(message));
                    }
                    self.join(&collection, &place);
                    self.store.enrol(&bound.place, &place);
                }
                let from = From {
                    child: bound.child,
                    trail: String::new(),
                };
                (place, from)
            }
            None => (
                format!("{}{key}", collection.place),
                collection.from.clone(),
            ),
        };
        Ok(Target::Single(Single {
            place: Some(place),
            ty: collection.ty,
            collection: Some(collection),
            navigation: None,
            is_implied: false,
            from,
        }))
    }

    fn of_collection(&mut self, collection: Collection, segment: &str) -> Result<Target, Problem> {
        let (name, arguments) = text::call(segment);
        if let Some(ty) = self.cast(collection.ty, name) {
            return self.with_key(Collection { ty, ..collection }, arguments);
        }
        if let Some(operation) = operations::bound(self.schema, name, collection.ty, true) {
            return Ok(Target::Operation(operation));
        }
        let key = keys::of_segment(self.schema, collection.ty, segment)?;
        self.keyed(collection, &key)
    }

    fn of_single(&mut self, single: Single, segment: &str) -> Result<Target, Problem> {
        let (name, arguments) = text::call(segment);
        let place = self.existing(&single)?;
        // Properties of the type that the entity has, which may derive from the declared one.
        let stored = self.store.get(&place).map(|entity| entity.ty);
        if let Some(ty) = self.cast(single.ty, name) {
            let fits = stored.is_none_or(|stored| self.schema.derives_from(stored, ty));
            return match fits {
                true => Ok(Target::Single(Single { ty, ..single })),
                false => Err(Problem::missing(format!("{place} is no {name}"))),
            };
        }
        match self.schema.find_member(single.ty, name) {
            Some(Member::Property(id)) => Ok(Target::Value(Value {
                entity: single,
                path: vec![name.to_owned()],
                ty: Some(id.get(self.schema).ty.clone()),
            })),
            Some(Member::Navigation(id)) => self.navigate(&single, &place, id, arguments),
            None => match operations::bound(self.schema, name, single.ty, false) {
                Some(operation) => Ok(Target::Operation(operation)),
                None if self.schema.structured_types[single.ty].is_open => {
                    Ok(Target::Value(Value {
                        entity: single,
                        path: vec![name.to_owned()],
                        ty: None,
                    }))
                }
                None => {
                    let ty = &self.schema.structured_types[single.ty].name;
                    let mut names: Vec<&str> = Vec::new();
                    for base in self.schema.bases(single.ty) {
                        names.extend(self.schema.structured_types[base].member_names());
                    }
                    let near = Nearest::default().name(name, names);
                    Err(unknown(&format!("{ty}/{name}"), near))
                }
            },
        }
    }

    fn navigate(
        &mut self,
        single: &Single,
        place: &str,
        id: NavigationId,
        arguments: Option<&str>,
    ) -> Result<Target, Problem> {
        let property = id.get(self.schema);
        let bound = binding(self.schema, &single.from, id);
        let place = format!("{place}/{}", property.name);
        let from = From {
            child: single.from.child,
            trail: format!("{}{}/", single.from.trail, property.name),
        };
        if property.is_collection {
            let collection = Collection {
                place,
                ty: property.target,
                bound,
                navigation: Some(id),
                from,
            };
            return self.with_key(collection, arguments);
        }
        let linked = self.store.related(&place, false).first().copied();
        // A property without a binding refers to an entity where its partner says so.
        if let (None, Some(at)) = (&bound, linked.filter(|at| *at != place))
            && let Some(from) = from_at(self.schema, at)
        {
            let at = at.to_owned();
            let last = text::split(&at, '/').pop().unwrap_or_default();
            let key = last.len() - text::call(last).0.len();
            let bound = Some(Bound {
                place: at[..at.len() - key].to_owned(),
                child: from.child,
            });
            return Ok(Target::Single(Single {
                place: Some(at),
                ty: property.target,
                collection: None,
                navigation: Some(Navigation {
                    place,
                    id: Some(id),
                    bound,
                }),
                is_implied: false,
                from,
            }));
        }
        let is_implied = bound.is_none()
            && (!property.nullable || property.contains_target && self.store.has_below(&place));
        let (at, from) = match &bound {
            Some(bound) => {
                let from = From {
                    child: bound.child,
                    trail: String::new(),
                };
                let at = self
                    .store
                    .related(&place, false)
                    .first()
                    .map(|at| (*at).to_owned());
                (at, from)
            }
            None => (Some(place.clone()), from),
        };
        Ok(Target::Single(Single {
            place: at,
            ty: property.target,
            collection: None,
            navigation: Some(Navigation {
                place,
                id: Some(id),
                bound,
            }),
            is_implied,
            from,
        }))
    }

    fn of_value(&mut self, mut value: Value, segment: &str) -> Result<Target, Problem> {
        let ty = value.ty.as_ref().filter(|ty| !ty.is_collection);
        let ty = ty.and_then(|ty| match ty.ty {
            Type::Structured(id) => Some(id),
            _ => None,
        });
        let Some(ty) = ty else {
            return Err(unknown(segment, None));
        };
        if self.cast(ty, segment).is_some() {
            return Err(Problem::unsupported("casts of complex values in paths"));
        }
        match self.schema.find_member(ty, segment) {
            Some(Member::Property(id)) => {
                value.path.push(segment.to_owned());
                value.ty = Some(id.get(self.schema).ty.clone());
                Ok(Target::Value(value))
            }
            Some(Member::Navigation(_)) => Err(Problem::unsupported(
                "navigation properties of complex values in paths",
            )),
            None => Err(unknown(segment, None)),
        }
    }

    /// The place of an entity that further segments are about.
    fn existing(&mut self, single: &Single) -> Result<String, Problem> {
        let Some(place) = &single.place else {
            let navigation = single.navigation.as_ref();
            let path = navigation.map_or("", |navigation| &navigation.place);
            return Err(Problem::missing(format!("{path} refers to nothing")));
        };
        if single.collection.is_some() && self.store.get(place).is_none() {
            if !self.make {
                return Err(Problem::missing(format!("there is no {place}")));
            }
            self.create(single, place)?;
        }
        Ok(place.clone())
    }

    /// Creates an entity with nothing but its key.
    fn create(&mut self, single: &Single, place: &str) -> Result<(), Problem> {
        let Some(collection) = &single.collection else {
            return Ok(());
        };
        let owner = collection.bound.as_ref().map(|bound| &bound.place);
        let owner = owner.unwrap_or(&collection.place);
        let key = place.get(owner.len()..).unwrap_or_default();
        let members = keys::members(self.schema, single.ty, key);
        self.store.put(place, single.ty, members)?;
        self.store.enrol(owner, place);
        self.join(collection, place);
        Ok(())
    }

    /// Relates an entity to the owner of a collection.
    fn join(&mut self, collection: &Collection, place: &str) {
        let owner = relations::owner(self.schema, collection);
        if let (Some(owner), Some(id)) = (owner, collection.navigation) {
            relations::join(self.schema, self.store, &owner, id, place);
        }
    }

    /// A derived type, or the type itself.
    fn cast(&self, ty: StructuredId, name: &str) -> Option<StructuredId> {
        let found = name
            .contains('.')
            .then(|| self.schema.find_structured(name))??;
        self.schema.derives_from(found, ty).then_some(found)
    }
}

fn unknown(name: &str, near: Option<&str>) -> Problem {
    let message = match near {
        Some(near) => format!("the metadata has no `{name}`; a similar name exists: `{near}`"),
        None => format!("the metadata has no `{name}`"),
    };
    Problem::missing(message)
}
