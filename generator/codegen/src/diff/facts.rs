//! Facts: what code can use, by its path in Rust.

use std::collections::BTreeMap;

use clientwright_model::{Docs, ErrorVariant, Item, Module, TypePath, hash};

use super::routes::{Routes, Side};
use super::{Level, PartKind};

/// The capability to cast to each derived type.
pub(super) const ANY_CAST: &str = "Cast<_>";

/// All facts of a package.
pub(super) type Facts = BTreeMap<Key, Fact>;

/// What code calls a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The path of the part that it belongs to; empty for types.
    pub(super) owner: String,
    /// The path to the builder that it belongs to, if it depends on the path.
    pub(super) marker: Option<String>,
    /// Parts of different spaces may have the same name.
    pub(super) space: Space,
    /// The name.
    pub(super) name: String,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    /// A type, or a variant of one.
    Type,
    /// A field.
    Field,
    /// A constant.
    Constant,
    /// A method, or a parameter of one.
    Method,
    /// A trait that is implemented.
    Trait,
    /// A capability of the path of a step.
    Capability,
    /// A feature.
    Feature,
    /// What has no name in Rust.
    Service,
}

impl Key {
    /// The key of a method that may depend on the path to its builder.
    pub(super) fn method(owner: &Self, marker: Option<&str>, name: &str) -> Self {
        Self {
            owner: owner.path(),
            marker: marker.map(str::to_owned),
            space: Space::Method,
            name: name.to_owned(),
        }
    }

    /// The path of a part, for people.
    pub(super) fn path(&self) -> String {
        let Self {
            owner,
            marker,
            name,
            ..
        } = self;
        let of = match self.space {
            Space::Trait => return format!("{owner} as {name}"),
            Space::Capability | Space::Service => return format!("{owner} {name}"),
            _ if owner.is_empty() => return name.clone(),
            _ => owner,
        };
        match marker {
            Some(marker) => format!("{of}<{marker}>::{name}"),
            None => format!("{of}::{name}"),
        }
    }

    /// The part that includes this one: casts to all types.
    pub(super) fn general(&self) -> Option<Self> {
        let is_cast = self.space == Space::Capability && self.name.starts_with("Cast<");
        is_cast.then(|| Self {
            name: ANY_CAST.to_owned(),
            ..self.clone()
        })
    }
}

/// A part of the API.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    pub(super) kind: PartKind,
    /// The part that it belongs to, if it has a fact.
    pub(super) owner: Option<Key>,
    /// What code depends on.
    pub(super) signature: String,
    /// What only requests and responses depend on.
    pub(super) wire: String,
    /// A hash of the docs.
    pub(super) docs: u64,
    /// What it means if the part is new.
    pub(super) added: Level,
    /// What it means if the part is gone.
    pub(super) removed: Level,
}

/// Lists facts.
#[derive(Debug)]
pub(super) struct List<'r> {
    pub(super) facts: Facts,
    /// The paths to builders.
    pub(super) routes: &'r Routes,
    /// Which of the two packages is listed.
    pub(super) side: Side,
    /// The capabilities of markers, by their paths.
    pub(super) markers: BTreeMap<TypePath, Vec<String>>,
    /// The security schemes, as operations name them.
    pub(super) schemes: Vec<String>,
    /// The variants of the errors of calls, by their paths.
    pub(super) errors: BTreeMap<TypePath, Vec<ErrorVariant>>,
}

impl List<'_> {
    /// Adds a fact. Returns its key, as the owner of further facts.
    pub(super) fn add(&mut self, owner: Option<&Key>, space: Space, name: &str, fact: Fact) -> Key {
        let key = Key {
            owner: owner.map(Key::path).unwrap_or_default(),
            marker: None,
            space,
            name: name.to_owned(),
        };
        self.put(key, owner, fact)
    }

    /// Adds a fact with a key.
    pub(super) fn put(&mut self, key: Key, owner: Option<&Key>, fact: Fact) -> Key {
        let fact = Fact {
            owner: owner.cloned(),
            ..fact
        };
        self.facts.insert(key.clone(), fact);
        key
    }
}

impl Fact {
    /// A part whose removal is breaking and whose addition is not.
    pub(super) fn new(kind: PartKind, signature: impl Into<String>) -> Self {
        Self {
            kind,
            owner: None,
            signature: signature.into(),
            wire: String::new(),
            docs: 0,
            added: Level::Additive,
            removed: Level::Breaking,
        }
    }

    pub(super) fn wire(self, wire: impl Into<String>) -> Self {
        Self {
            wire: wire.into(),
            ..self
        }
    }

    pub(super) fn docs(self, docs: &Docs) -> Self {
        let lines = docs.lines().chain(docs.deprecated());
        let text = lines.collect::<Vec<_>>().join("\n");
        Self {
            docs: hash::stable(text.as_bytes()),
            ..self
        }
    }

    /// The part if it is gone or new.
    pub(super) fn shown(&self) -> &str {
        match self.kind {
            PartKind::Service => &self.wire,
            _ => &self.signature,
        }
    }

    /// A part whose addition is breaking too.
    pub(super) fn closed(self) -> Self {
        Self {
            added: Level::Breaking,
            ..self
        }
    }
}

/// The path of an item.
pub(super) fn type_path(path: &[String], module: &Module, item: &Item) -> TypePath {
    let mut path = path.to_vec();
    if item.is_builder() {
        path.push(module.builders.clone());
    }
    TypePath {
        module: path,
        name: item.name().to_owned(),
    }
}
