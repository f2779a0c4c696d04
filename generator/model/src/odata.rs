//! Parts that only OData has: entities at paths with their keys, casts and streams, the capabilities of paths, and
//! protocol settings. OpenAPI has no counterpart to them.

use super::{Call, Docs, Step, Ty, TypePath};

/// The type and number of the entities at the path of a [`Resource`](super::Resource), and its members other than steps
/// and calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Entities {
    /// Whether the path has one entity or many.
    pub number: Number,
    /// The entity's type.
    pub entity: TypePath,
    /// Whether the content of a new entity is its bytes.
    pub is_media: bool,
    /// The keys that address one entity: the primary key, then the alternate keys. Empty for a keyless type, and for
    /// one entity.
    pub keys: Vec<Key>,
    /// Media streams; empty for many entities.
    pub streams: Vec<Stream>,
    /// Casts to derived types.
    pub casts: Vec<Cast>,
    /// Methods that depend on the path.
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
    /// Segment in the URL.
    pub wire_name: String,
    /// Whether it refers to one entity or many.
    pub number: Number,
    /// The builder that it returns.
    pub builder: Builder,
    /// The capabilities of the path.
    pub permit: Permit,
}

/// A builder of entities.
#[derive(Clone, Debug, PartialEq)]
pub enum Builder {
    /// A generated one.
    Resource(TypePath),
    /// The runtime's own, for a type without a generated one.
    Leaf(TypePath),
}

/// Capabilities of a path that the runtime's `Allow` marker can express.
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
    /// All capabilities for entities.
    pub const FULL: Self = Self {
        list: true,
        get: true,
        insert: true,
        update: true,
        delete: true,
        link: false,
    };
    /// Only reading.
    pub const READ_ONLY: Self = Self {
        insert: false,
        update: false,
        delete: false,
        ..Self::FULL
    };
    /// Only navigation.
    pub const NAVIGATE_ONLY: Self = Self {
        list: false,
        get: false,
        ..Self::READ_ONLY
    };

    /// The names of the runtime's traits for what is allowed. Addressing by key and casts are always allowed.
    pub fn names(self) -> Vec<&'static str> {
        let named = [
            ("Key", true),
            ("Narrow", true),
            ("List", self.list),
            ("Get", self.get),
            ("Insert", self.insert),
            ("Update", self.update),
            ("Write", self.update),
            ("Delete", self.delete),
            ("Reference", self.link),
        ];
        let named = named.into_iter().filter(|(_, is_allowed)| *is_allowed);
        named.map(|(name, _)| name).collect()
    }

    /// The name of the runtime's alias for common combinations.
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

/// The marker of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    /// All capabilities for entities: the default of a builder's type parameter.
    Full,
    /// A combination that the runtime's `Allow` can express, other than all.
    Allow(Capabilities),
    /// A generated marker.
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
    /// The capabilities, by the names of the runtime's `path!`.
    pub allows: Vec<&'static str>,
    /// The derived types that the path allows; `None` for all.
    pub casts: Option<Vec<TypePath>>,
}

/// Methods of a builder that depend on its path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMethods {
    /// The marker of the path; `None` for all paths without a marker of their own.
    pub marker: Option<TypePath>,
    /// The steps of the path.
    pub steps: Vec<Step>,
    /// The calls of the path.
    pub calls: Vec<Call>,
}

/// A step to the builder of a derived type.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// Name of the method.
    pub method: String,
    /// Qualified name of the derived type in the URL.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The builder that it returns.
    pub target: TypePath,
    /// The derived type, if not every path allows the cast.
    pub condition: Option<TypePath>,
    /// Whether this casts a collection, and some path forbids it.
    pub narrows: bool,
}

/// How one entity of a collection is addressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Name of the method: `id` or `by_key`; for an alternate key, `by_` and its parts.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Whether this is an alternate key, which the URL always writes with names.
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
    /// Name in the URL: the property, or its alias.
    pub wire_name: String,
    /// The type of the parameter.
    pub value: KeyValue,
}

/// The type of the parameter for a part of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyValue {
    /// A text, by reference.
    Text,
    /// `impl Into<_>` for this type.
    Into(Ty),
}

/// The content of a media entity, or a stream property.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Name of the method.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Wire name of the property; `None` for the content of the entity itself.
    pub property: Option<String>,
}

/// Protocol settings unless the caller changes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Keys are path segments of their own.
    pub key_as_segment: bool,
    /// URLs omit this namespace before names of operations.
    pub default_namespace: Option<String>,
    /// Enumeration literals in URLs have no type name.
    pub unqualified_enum_literals: bool,
    /// `Prefer: include-unknown-enum-members` is sent.
    pub unknown_enum_members: bool,
    /// URLs in a batch start with a slash.
    pub batch_slash: bool,
    /// Requests that change an entity request it in the response.
    pub return_representation: bool,
}
