//! What paths name.

use clientwright_csdl::schema::{ChildId, NavigationId, OperationId, StructuredId, TypeRef};

/// What a path names.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Root,
    Metadata,
    Collection(Collection),
    Single(Single),
    Value(Value),
    Operation(OperationId),
}

/// The last segment of a path, if it is none of the metadata.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Suffix {
    None,
    Count,
    Links,
    Raw,
    Query,
}

/// Entities: those of an entity set, or those that a navigation property leads to.
#[derive(Clone, Debug)]
pub(super) struct Collection {
    pub(super) place: String,
    /// The type of the entities, with a cast.
    pub(super) ty: StructuredId,
    /// The place of the entity set that the entities are in, if the property only refers to them.
    pub(super) bound: Option<Bound>,
    /// The navigation property; `None` for an entity set.
    pub(super) navigation: Option<NavigationId>,
    pub(super) from: From,
}

/// An entity set, or a singleton, that a navigation property is bound to.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) place: String,
    pub(super) child: ChildId,
}

/// The child of the container where a path starts, and the navigation properties since then, without casts: bindings are found
/// by both.
#[derive(Clone, Debug)]
pub(super) struct From {
    pub(super) child: ChildId,
    pub(super) trail: String,
}

/// An entity, which may not exist.
#[derive(Clone, Debug)]
pub(super) struct Single {
    /// `None` if a navigation property refers to nothing.
    pub(super) place: Option<String>,
    pub(super) ty: StructuredId,
    /// The collection, for an entity with a key in the URL.
    pub(super) collection: Option<Collection>,
    /// The navigation property, for an entity without a key in the URL.
    pub(super) navigation: Option<Navigation>,
    /// Whether it is there without being stored: singletons, and what a service always has.
    pub(super) is_implied: bool,
    pub(super) from: From,
}

/// A single-valued navigation property.
#[derive(Clone, Debug)]
pub(super) struct Navigation {
    pub(super) place: String,
    /// `None` for a singleton.
    pub(super) id: Option<NavigationId>,
    pub(super) bound: Option<Bound>,
}

/// The value of a property of an entity.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) entity: Single,
    pub(super) path: Vec<String>,
    /// `None` for a property that the metadata does not declare.
    pub(super) ty: Option<TypeRef>,
}
