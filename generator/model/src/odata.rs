//! What only OData has: entities at paths with their keys, casts and streams, what a path allows, and the switches of the
//! protocol. Nothing of it has a counterpart in OpenAPI.

use super::{Call, Docs, Step, Ty, TypePath};

/// What the runtime's builder of a [`Resource`](super::Resource) stands at, and what it has besides steps and calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Entities {
    /// Whether this is about one entity or many.
    pub number: Number,
    /// The entity's type.
    pub entity: TypePath,
    /// Whether entities are created of their bytes.
    pub is_media: bool,
    /// How to reach one entity: by the key, then by alternate keys. None for a keyless type, and for one entity.
    pub keys: Vec<Key>,
    /// Media streams; none for many entities.
    pub streams: Vec<Stream>,
    /// Derived types.
    pub casts: Vec<Cast>,
    /// What depends on the path.
    pub by_path: Vec<PathMethods>,
}

/// One entity or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One entity: the runtime's `Item`.
    One,
    /// A collection: the runtime's `Collection`.
    Many,
}

/// A step to entities: a navigation property, an entity set or a singleton.
#[derive(Clone, Debug, PartialEq)]
pub struct Navigation {
    /// Segment on the wire.
    pub wire_name: String,
    /// Whether it leads to one entity or many.
    pub number: Number,
    /// The builder that it leads to.
    pub builder: Builder,
    /// What the path allows.
    pub permit: Permit,
}

/// A builder of entities.
#[derive(Clone, Debug, PartialEq)]
pub enum Builder {
    /// A generated one.
    Resource(TypePath),
    /// The runtime's own, over a type that has no generated one.
    Leaf(TypePath),
}

/// What a path allows, as the runtime's `Allow` marker spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capabilities {
    /// Reading the collection.
    pub list: bool,
    /// Reading one entity.
    pub get: bool,
    /// Creating.
    pub insert: bool,
    /// Updating.
    pub update: bool,
    /// Deleting.
    pub delete: bool,
    /// Changing references.
    pub link: bool,
}

impl Capabilities {
    /// Everything is allowed that can be done with entities.
    pub const FULL: Self = Self {
        list: true,
        get: true,
        insert: true,
        update: true,
        delete: true,
        link: false,
    };
    /// Only reading is allowed.
    pub const READ_ONLY: Self = Self {
        insert: false,
        update: false,
        delete: false,
        ..Self::FULL
    };
    /// Nothing is allowed but to navigate on.
    pub const NAVIGATE_ONLY: Self = Self {
        list: false,
        get: false,
        ..Self::READ_ONLY
    };

    /// The name that the runtime has for the usual ones.
    pub fn alias(self) -> Option<&'static str> {
        let Self {
            list,
            get,
            insert,
            update,
            delete,
            link,
        } = self;
        Some(match (list, get, insert, update, delete, link) {
            (true, true, true, true, true, false) => "Full",
            (true, true, true, true, true, true) => "Linked",
            (true, true, true, true, false, true) => "LinkedNoDelete",
            (true, true, false, false, false, false) => "ReadOnly",
            (true, true, false, false, false, true) => "LinkOnly",
            (true, true, false, true, true, false) => "NoInsert",
            (true, true, true, false, true, false) => "NoUpdate",
            (true, true, true, true, false, false) => "NoDelete",
            (false, false, true, false, false, false) => "InsertOnly",
            (false, false, false, false, false, false) => "NavigateOnly",
            _ => return None,
        })
    }
}

/// What a path allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    /// Everything that can be done with entities: the default of a builder's type parameter.
    Full,
    /// What the runtime's `Allow` can say, and not everything.
    Allow(Capabilities),
    /// What a marker of its own says.
    Path(TypePath),
}

impl From<Capabilities> for Permit {
    fn from(capabilities: Capabilities) -> Self {
        match capabilities {
            Capabilities::FULL => Self::Full,
            capabilities => Self::Allow(capabilities),
        }
    }
}

/// The marker of a path that the runtime's `Allow` cannot describe.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMarker {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// What it allows, by the names of the runtime's `path!`.
    pub allows: Vec<&'static str>,
    /// The derived types that are found there; `None` for all.
    pub casts: Option<Vec<TypePath>>,
}

/// Methods of a builder that depend on the path that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMethods {
    /// The marker of the path; `None` for all paths that have none of their own.
    pub marker: Option<TypePath>,
    /// Where it leads.
    pub steps: Vec<Step>,
    /// What can be called.
    pub calls: Vec<Call>,
}

/// A step to the builder of a derived type.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// Name of the method.
    pub method: String,
    /// Qualified name of the derived type on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The builder that it leads to.
    pub target: TypePath,
    /// The derived type, where not every path leads to it.
    pub condition: Option<TypePath>,
    /// Whether this is about a collection, and some path forbids it.
    pub narrows: bool,
}

/// How one entity of a collection is addressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Name of the method: `id` or `by_key`, for an alternate key `by_` and its parts.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Whether this is an alternate key, which is always written with its names.
    pub is_alternate: bool,
    /// Parts in key order.
    pub parts: Vec<KeyPart>,
    /// The builder that the method returns.
    pub item: TypePath,
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyPart {
    /// Name of the method's parameter.
    pub name: String,
    /// Name on the wire: the property, or its alias.
    pub wire_name: String,
    /// What the method takes.
    pub value: KeyValue,
}

/// What a method takes for a part of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyValue {
    /// A text, by reference.
    Text,
    /// Whatever becomes a value of this type.
    Into(Ty),
}

/// The content of a media entity, or a stream property.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Name of the method.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Name of the property on the wire; `None` for the content of the entity itself.
    pub property: Option<String>,
}

/// How a service is talked to unless the caller says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Keys are path segments of their own.
    pub key_as_segment: bool,
    /// Operations of this namespace are called by their bare names.
    pub default_namespace: Option<String>,
    /// Enumeration literals in URLs carry no type name.
    pub unqualified_enum_literals: bool,
    /// `Prefer: include-unknown-enum-members` is sent.
    pub unknown_enum_members: bool,
    /// URLs in a batch start with a slash.
    pub batch_slash: bool,
    /// Changes ask for the entity in their answer.
    pub return_representation: bool,
}
