//! Changes of entities: creation, updates, deletion and references.

use clientwright_csdl::schema::{NavigationId, Schema};

use super::body::{self, Parts};
use super::keys;
use super::problem::Problem;
use super::relations;
use super::store::Store;
use super::target::{Collection, Navigation, Single, Suffix, Target, Value};
use super::terms;
use super::walk;
use crate::json::{self, Json, Members};

/// How deep related entities in a body may be.
const DEEPEST: usize = 20;

/// What changes are made to.
#[derive(Debug)]
pub(super) struct Writer<'w> {
    pub(super) schema: &'w Schema,
    pub(super) store: &'w mut Store,
    /// The URL of the root, for references.
    pub(super) url: &'w str,
    /// Whether a test seeds: entities that exist are replaced, and those of paths are created.
    pub(super) is_seed: bool,
    /// Whether new entities need all properties that are never null.
    pub(super) is_strict: bool,
    pub(super) depth: usize,
}

impl Writer<'_> {
    /// Adds an entity to a collection; the result is its place.
    pub(super) fn create(
        &mut self,
        collection: &Collection,
        value: Json,
    ) -> Result<String, Problem> {
        let mut parts = body::split(self.schema, collection.ty, value, self.is_seed)?;
        if !self.is_seed {
            body::add_defaults(self.schema, parts.ty, &mut parts.members);
        }
        relations::prefill(
            self.schema,
            self.store,
            collection,
            parts.ty,
            &mut parts.members,
        );
        let store = &mut *self.store;
        let key = keys::of_entity(self.schema, parts.ty, &mut parts.members, || store.next())?;
        if self.is_strict {
            let has = |name: &str| {
                json::get(&parts.members, name).is_some() || parts.sets_key(self.schema, name)
            };
            terms::check_complete(self.schema, parts.ty, has)?;
        }
        let owner = collection.bound.as_ref().map(|bound| bound.place.as_str());
        let owner = owner.unwrap_or(&collection.place);
        let place = format!("{owner}{key}");
        // A seed replaces an entity, and keeps what it contains.
        if !self.is_seed && self.store.get(&place).is_some() {
            let message = format!("{place} exists already");
            let status = http::StatusCode::CONFLICT;
            return Err(Problem::new(status, "Conflict", message));
        }
        self.put(&place, parts)?;
        self.store.enrol(owner, &place);
        self.join(collection, &place);
        Ok(place)
    }

    /// Stores an entity at a place, with what is related to it.
    fn put(&mut self, place: &str, parts: Parts) -> Result<(), Problem> {
        if self.depth > DEEPEST {
            return Err(Problem::unsupported("related entities this deep"));
        }
        let Parts {
            ty,
            members,
            related,
            references,
        } = parts;
        self.store.put(place, ty, members)?;
        relations::follow_keys(self.schema, self.store, place);
        for (id, value) in related {
            let name = id.get(self.schema).name.clone();
            let mut path = segments(place);
            path.push(name.clone());
            let (target, _) = walk::walk(self.schema, self.store, &path, self.is_seed)?;
            self.depth += 1;
            match (target, value) {
                (Target::Collection(collection), Json::List(items)) => {
                    for item in items {
                        self.create(&collection, item)?;
                    }
                }
                (Target::Single(_), Json::Null) => {}
                (Target::Single(single), value) => _ = self.replace(&single, value)?,
                (_, value) => {
                    let kind = value.kind();
                    return Err(Problem::bad(format!("`{name}` is an array, not {kind}")));
                }
            }
            self.depth -= 1;
        }
        for (id, urls) in references {
            let at = format!("{place}/{}", id.get(self.schema).name);
            let targets = urls.iter().map(|url| self.referenced(url));
            let targets: Vec<String> = targets.collect::<Result<_, _>>()?;
            for old in self.store.linked(&at).unwrap_or_default().to_vec() {
                if !targets.contains(&old) {
                    self.relate_one(place, id, &old, false)?;
                }
            }
            for target in targets {
                self.relate_one(place, id, &target, true)?;
            }
        }
        Ok(())
    }

    /// Replaces the structural properties of an entity, or creates a single one; the result is its place.
    pub(super) fn replace(&mut self, single: &Single, value: Json) -> Result<String, Problem> {
        let mut parts = body::split(self.schema, single.ty, value, self.is_seed)?;
        let bound = single.navigation.as_ref().filter(|it| it.bound.is_some());
        if let Some(navigation) = bound
            && let Some(bound) = &navigation.bound
        {
            // The entity is one of the set that the property refers to.
            let store = &mut *self.store;
            let key = keys::of_entity(self.schema, parts.ty, &mut parts.members, || store.next())?;
            let place = format!("{}{key}", bound.place);
            self.put(&place, parts)?;
            self.store.enrol(&bound.place, &place);
            self.refer(navigation, Some(&place))?;
            return Ok(place);
        }
        let Some(place) = single.place.clone() else {
            return Err(Problem::missing("there is nothing to replace"));
        };
        self.keep_key(single, &place, &mut parts.members)?;
        self.put(&place, parts)?;
        self.enrol(single, &place);
        Ok(place)
    }

    /// The key of an entity does not change: that of the URL is used.
    fn keep_key(&self, single: &Single, place: &str, members: &mut Members) -> Result<(), Problem> {
        let Some(collection) = &single.collection else {
            return Ok(());
        };
        let owner = collection.bound.as_ref().map(|bound| bound.place.as_str());
        let owner = owner.unwrap_or(&collection.place);
        let key = place.get(owner.len()..).unwrap_or_default();
        for (name, value) in keys::members(self.schema, single.ty, key).into_iter().rev() {
            members.retain(|(known, _)| *known != name);
            members.insert(0, (name, value));
        }
        Ok(())
    }

    /// Adds an entity to what contains it.
    fn enrol(&mut self, single: &Single, place: &str) {
        match (&single.collection, &single.navigation) {
            (Some(collection), _) if collection.bound.is_none() => {
                self.store.enrol(&collection.place, place);
                self.join(collection, place);
            }
            (None, Some(navigation)) if navigation.place == place => {
                if let (Some((owner, _)), Some(id)) = (place.rsplit_once('/'), navigation.id) {
                    relations::join(self.schema, self.store, owner, id, place);
                }
            }
            _ => {}
        }
    }

    /// Relates an entity to the owner of a collection.
    fn join(&mut self, collection: &Collection, place: &str) {
        let owner = relations::owner(self.schema, collection);
        if let (Some(owner), Some(id)) = (owner, collection.navigation) {
            relations::join(self.schema, self.store, &owner, id, place);
        }
    }

    /// Relates two entities, or no longer. The owner of what it contains stays the same.
    fn relate_one(
        &mut self,
        place: &str,
        id: NavigationId,
        target: &str,
        is_on: bool,
    ) -> Result<(), Problem> {
        if let Some(container) = relations::container(self.schema, id) {
            let at = format!("{target}/{}", container.get(self.schema).name);
            if !is_on || !relations::contains(&at, place) {
                let name = &id.get(self.schema).name;
                return Err(Problem::unsupported(format!(
                    "changes of `{name}` of {place}, which another entity contains"
                )));
            }
        }
        match is_on {
            true => relations::join(self.schema, self.store, place, id, target),
            false => relations::part(self.schema, self.store, place, id, target),
        }
        Ok(())
    }

    /// Changes the members that a body has; complex values are changed member by member.
    pub(super) fn update(&mut self, single: &Single, value: Json) -> Result<String, Problem> {
        let Some(place) = single.place.clone() else {
            return Err(Problem::missing("there is nothing to change"));
        };
        let known = self.store.get(&place).cloned();
        let ty = known.as_ref().map_or(single.ty, |known| known.ty);
        let mut parts = body::split(self.schema, ty, value, self.is_seed)?;
        if !parts.related.is_empty() {
            return Err(Problem::unsupported("related entities in an update"));
        }
        let mut members = known.map(|known| known.members).unwrap_or_default();
        for (name, value) in parts.members {
            merge(&mut members, &name, value);
        }
        parts.members = members;
        self.keep_key(single, &place, &mut parts.members)?;
        self.put(&place, parts)?;
        self.enrol(single, &place);
        Ok(place)
    }

    /// Lets a collection refer to an entity, too, or no longer.
    pub(super) fn relate(
        &mut self,
        collection: &Collection,
        place: &str,
        is_on: bool,
    ) -> Result<(), Problem> {
        let owner = relations::owner(self.schema, collection);
        match (owner, collection.navigation) {
            (Some(owner), Some(id)) => self.relate_one(&owner, id, place, is_on),
            _ => Ok(()),
        }
    }

    /// Lets a single-valued navigation property refer to an entity, or to nothing.
    pub(super) fn refer(
        &mut self,
        navigation: &Navigation,
        target: Option<&str>,
    ) -> Result<(), Problem> {
        let owner = navigation.place.rsplit_once('/');
        let (Some((owner, _)), Some(id)) = (owner, navigation.id) else {
            return Ok(());
        };
        if let Some(target) = target {
            return self.relate_one(owner, id, target, true);
        }
        let known = self.store.linked(&navigation.place).unwrap_or_default();
        let known = known.to_vec();
        for old in &known {
            self.relate_one(owner, id, old, false)?;
        }
        Ok(())
    }

    /// Sets the value of a property of an entity.
    pub(super) fn set(&mut self, value: &Value, new: Json, is_merge: bool) -> Result<(), Problem> {
        let place = value.entity.place.as_deref().unwrap_or_default();
        let Some(mut entity) = self.store.get(place).cloned() else {
            return Err(Problem::missing(format!("there is no {place}")));
        };
        if let Some(ty) = &value.ty {
            body::check(self.schema, ty, &new, &value.path.join("/"))?;
        }
        let Some((last, path)) = value.path.split_last() else {
            return Ok(());
        };
        let mut members = &mut entity.members;
        for name in path {
            if !matches!(json::get(members, name), Some(Json::Object(_))) {
                json::set(members, name, Json::Object(Members::new()));
            }
            let found = members.iter_mut().find(|(known, _)| known == name);
            match found {
                Some((_, Json::Object(inner))) => members = inner,
                _ => return Ok(()),
            }
        }
        match is_merge {
            true => merge(members, last, new),
            false => json::set(members, last, new),
        }
        self.store.put(place, entity.ty, entity.members)?;
        relations::follow_keys(self.schema, self.store, place);
        Ok(())
    }

    /// The place of the entity that a URL names, which has to exist.
    pub(super) fn referenced(&mut self, url: &str) -> Result<String, Problem> {
        let path = url.strip_prefix(self.url).unwrap_or(url);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = path.split('/').filter(|segment| !segment.is_empty());
        let path: Vec<String> = path.map(crate::request::decoded).collect();
        let found = walk::walk(self.schema, self.store, &path, self.is_seed)?;
        let place = match found {
            (Target::Single(Single { place, .. }), Suffix::None) => place,
            _ => None,
        };
        let place = place.filter(|place| self.is_seed || self.store.get(place).is_some());
        place.ok_or_else(|| Problem::bad(format!("`{url}` is the URL of no entity")))
    }
}

/// Sets a member, or the members of a complex value.
fn merge(members: &mut Members, name: &str, value: Json) {
    let known = members.iter_mut().find(|(known, _)| known == name);
    match (known, value) {
        (Some((_, Json::Object(known))), Json::Object(new)) => {
            for (name, value) in new {
                merge(known, &name, value);
            }
        }
        (_, value) => json::set(members, name, value),
    }
}

/// The segments of a place. A slash in a key is no separator.
pub(super) fn segments(place: &str) -> Vec<String> {
    let segments = super::text::split(place, '/');
    segments.into_iter().map(str::to_owned).collect()
}
