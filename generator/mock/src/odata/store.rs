//! Entities in memory, by their places.
//!
//! A place is the path of an entity with keys in parentheses: `Customers(1)/Addresses('home')`. What an entity contains is at
//! places below it, so that it is removed with it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bytes::Bytes;
use clientwright_csdl::schema::StructuredId;
use http::StatusCode;

use super::problem::Problem;
use crate::json::Members;

/// The most entities.
const ENTITIES: usize = 100_000;
/// The most bytes of streams.
const BYTES: usize = 256 << 20;
/// The most removals that are remembered, for clients that ask for changes.
const REMOVALS: usize = 100_000;

/// All entities of a service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    entities: BTreeMap<String, Entity>,
    /// The places of the members of collections, in the order of their creation.
    members: BTreeMap<String, Vec<String>>,
    /// All places that are members of a collection; each place can be one of its own collection only.
    enrolled: BTreeSet<String>,
    /// The places that navigation properties refer to, by the places of the properties.
    links: BTreeMap<String, Vec<String>>,
    /// Streams by their places: that of a property, or `…/$value` of a media entity.
    streams: BTreeMap<String, Stream>,
    /// Entities that were removed, with the number of the change.
    removals: VecDeque<(u64, String)>,
    /// The number of changes, for ETags and keys.
    changes: u64,
}

/// An entity.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) ty: StructuredId,
    /// Differs for each change.
    pub(super) version: u64,
    /// Structural properties and annotations.
    pub(super) members: Members,
}

/// Bytes of a media type.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
    version: u64,
}

impl Stream {
    pub(super) fn etag(&self) -> String {
        format!("W/\"{}\"", self.version)
    }
}

impl Entity {
    pub(super) fn etag(&self) -> String {
        format!("W/\"{}\"", self.version)
    }
}

impl Store {
    pub(super) fn get(&self, place: &str) -> Option<&Entity> {
        self.entities.get(place)
    }

    /// How much a copy of it copies.
    pub(crate) fn size(&self) -> usize {
        let lists = self.members.values().chain(self.links.values());
        self.entities.len() + self.removals.len() + lists.map(Vec::len).sum::<usize>()
    }

    /// A number that no change had before.
    pub(super) fn next(&mut self) -> u64 {
        self.changes += 1;
        self.changes
    }

    /// Stores an entity at a place, in place of the one that is there.
    pub(super) fn put(
        &mut self,
        place: &str,
        ty: StructuredId,
        members: Members,
    ) -> Result<(), Problem> {
        if self.entities.len() >= ENTITIES && !self.entities.contains_key(place) {
            let status = StatusCode::INSUFFICIENT_STORAGE;
            let message = format!("the mock keeps at most {ENTITIES} entities");
            return Err(Problem::new(status, "InsufficientStorage", message));
        }
        let version = self.next();
        let entity = Entity {
            ty,
            version,
            members,
        };
        self.entities.insert(place.to_owned(), entity);
        Ok(())
    }

    /// Adds a place to the members of a collection, if it is not one of them.
    pub(super) fn enrol(&mut self, collection: &str, place: &str) {
        if self.enrolled.insert(place.to_owned()) {
            let members = self.members.entry(collection.to_owned()).or_default();
            members.push(place.to_owned());
        }
    }

    /// Lets a navigation property refer to a place, too.
    pub(super) fn link(&mut self, navigation: &str, place: &str) {
        // What the property contains is related to it as before.
        let contained = || self.members.get(navigation).cloned().unwrap_or_default();
        let links = self.links.entry(navigation.to_owned());
        let links = links.or_insert_with(contained);
        if !links.iter().any(|known| known == place) {
            links.push(place.to_owned());
        }
    }

    /// Lets a navigation property refer to nothing, or no longer to one place.
    pub(super) fn unlink(&mut self, navigation: &str, place: Option<&str>) {
        if let Some(links) = self.links.get_mut(navigation) {
            links.retain(|known| place.is_some_and(|place| known != place));
        }
    }

    /// The places that a navigation property refers to; `None` if it has what it contains, if anything.
    pub(super) fn linked(&self, navigation: &str) -> Option<&[String]> {
        self.links.get(navigation).map(Vec::as_slice)
    }

    /// The places of a collection: of its members, or those that it refers to.
    pub(super) fn places(&self, collection: &str) -> &[String] {
        let found = self.links.get(collection);
        let found = found.or_else(|| self.members.get(collection));
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The places that a navigation property leads to.
    pub(super) fn related<'s>(&'s self, navigation: &str, is_collection: bool) -> Vec<&'s str> {
        if is_collection {
            return self.places(navigation).iter().map(String::as_str).collect();
        }
        let one = match self.links.get(navigation) {
            // A foreign key may have the key of an entity that is not there.
            Some(links) => links
                .iter()
                .find(|place| self.entities.contains_key(*place))
                .map(String::as_str),
            None => self
                .entities
                .get_key_value(navigation)
                .map(|(place, _)| place.as_str()),
        };
        one.into_iter().collect()
    }

    /// Whether there is something at places below a place.
    pub(super) fn has_below(&self, place: &str) -> bool {
        let start = format!("{place}/");
        let first = self.entities.range(start.clone()..).next();
        first.is_some_and(|(known, _)| known.starts_with(&start))
    }

    /// Removes an entity, what it contains, and what refers to them.
    pub(super) fn remove(&mut self, place: &str) {
        let start = format!("{place}/");
        let is_gone = |known: &str| known == place || known.starts_with(&start);
        let change = self.next();
        let gone = self.entities.keys().filter(|known| is_gone(known));
        self.removals
            .extend(gone.map(|place| (change, place.clone())));
        while self.removals.len() > REMOVALS {
            self.removals.pop_front();
        }
        self.entities.retain(|known, _| !is_gone(known));
        self.streams.retain(|known, _| !is_gone(known));
        self.members.retain(|known, _| !is_gone(known));
        self.enrolled.retain(|known| !is_gone(known));
        self.links.retain(|known, _| !is_gone(known));
        for places in self.members.values_mut().chain(self.links.values_mut()) {
            places.retain(|known| !is_gone(known));
        }
    }

    /// The number of the last change.
    pub(super) fn last(&self) -> u64 {
        self.changes
    }

    /// The places of the entities that were removed after a change, and are not there again. `None` if so old removals are
    /// forgotten.
    pub(super) fn removed_since(&self, change: u64) -> Option<Vec<&str>> {
        let is_whole = self.removals.len() < REMOVALS;
        if !is_whole
            && self
                .removals
                .front()
                .is_some_and(|(first, _)| *first > change)
        {
            return None;
        }
        let removals = self.removals.iter().filter(|(at, _)| *at > change);
        let mut places: Vec<&str> = removals.map(|(_, place)| place.as_str()).collect();
        places.sort_unstable();
        places.dedup();
        places.retain(|place| !self.entities.contains_key(*place));
        Some(places)
    }

    /// The stream at a place.
    pub(super) fn stream(&self, place: &str) -> Option<&Stream> {
        self.streams.get(place)
    }

    /// Stores a stream at a place, or removes it.
    pub(super) fn set_stream(
        &mut self,
        place: &str,
        stream: Option<(String, Bytes)>,
    ) -> Result<(), Problem> {
        self.streams.remove(place);
        let Some((media_type, bytes)) = stream else {
            return Ok(());
        };
        let others: usize = self.streams.values().map(|stream| stream.bytes.len()).sum();
        if others.saturating_add(bytes.len()) > BYTES {
            let message = format!("the mock keeps at most {BYTES} bytes of streams");
            let status = StatusCode::INSUFFICIENT_STORAGE;
            return Err(Problem::new(status, "InsufficientStorage", message));
        }
        let version = self.next();
        let stream = Stream {
            media_type,
            bytes,
            version,
        };
        self.streams.insert(place.to_owned(), stream);
        Ok(())
    }
}
