//! Request builders: where a caller stands, and what a path allows.

use super::{Docs, Operation, Ty, TypePath};

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
}

/// What a path allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    /// What the runtime's `Allow` can say.
    Allow(Capabilities),
    /// What a marker of its own says.
    Path(TypePath),
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
    /// Navigation properties.
    pub navigations: Vec<Navigation>,
    /// Operations.
    pub operations: Vec<Operation>,
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

/// Request builder of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectionBuilder {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The entity's type.
    pub entity: TypePath,
    /// Whether entities are created of their bytes.
    pub is_media: bool,
    /// How to reach one entity: by the key, then by alternate keys. None for a keyless type.
    pub keys: Vec<Key>,
    /// Words for docs: the entity type's wire name.
    pub wire_name: String,
    /// Operations bound to the collection.
    pub operations: Vec<Operation>,
    /// What depends on the path.
    pub by_path: Vec<PathMethods>,
    /// Derived types.
    pub casts: Vec<Cast>,
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
    /// Type.
    pub ty: Ty,
}

/// Request builder of one entity.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemBuilder {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The entity's type.
    pub entity: TypePath,
    /// Words for docs: the entity type's wire name.
    pub wire_name: String,
    /// Navigation properties.
    pub navigations: Vec<Navigation>,
    /// Operations bound to the entity.
    pub operations: Vec<Operation>,
    /// What depends on the path.
    pub by_path: Vec<PathMethods>,
    /// Derived types.
    pub casts: Vec<Cast>,
    /// Media streams.
    pub streams: Vec<Stream>,
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

/// A step to other entities: a navigation property, an entity set or a singleton.
#[derive(Clone, Debug, PartialEq)]
pub struct Navigation {
    /// Name of the method.
    pub method: String,
    /// Segment on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Leads to many.
    pub is_collection: bool,
    /// Where it leads.
    pub target: Target,
    /// What the path allows.
    pub permit: Permit,
}

/// Where a step leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a generated builder.
    Builder(TypePath),
    /// To a type without one: the runtime's own builder over this type.
    Leaf(TypePath),
}
