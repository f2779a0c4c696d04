//! The resolved description: one form for all versions, with every reference resolved.
//!
//! Schemas, operations and everything that a reference may name are in arenas, so that what several places refer to is
//! one item. The forms are those of OpenAPI 3.2. Those of 2.0 are converted: `definitions`, `securityDefinitions` and
//! the like are [`Components`], `body` and `formData` parameters are a [`Body`], `consumes` and `produces` are media
//! types, `host`, `basePath` and `schemes` are [`Server`]s, `collectionFormat` is a [`Style`].
//!
//! Every item has the [`NodeId`] of the object it was read from: [`Tree::span`](crate::tree::Tree::span) is its place,
//! [`Tree::steps`](crate::tree::Tree::steps) the JSON pointer to it.

mod arena;
mod index;
mod message;
mod operation;
mod schema;
mod security;
mod stream;

use std::collections::BTreeMap;

use crate::tree::{NodeId, Tree};
pub use crate::value::Value;
pub use arena::{Arena, Id};
pub use message::{
    Body, Collection, Encoding, Example, Header, Location, MediaType, Parameter, Response, Shape,
    Style, essence,
};
pub use operation::{Callback, Operation, Part, PathItem, Status, StatusResponse, Template, Verb};
pub use schema::{
    Additional, Discriminator, EnumHints, Mapping, Property, Schema, Type, Types, Xml,
};
pub use security::{Flow, FlowKind, Requirement, Scheme, SchemeKind};
pub use stream::{Framing, StreamRules};

/// Id of a [`Schema`].
pub type SchemaId = Id<Schema>;
/// Id of an [`Operation`].
pub type OperationId = Id<Operation>;
/// Id of a [`PathItem`].
pub type PathItemId = Id<PathItem>;
/// Id of a [`Parameter`].
pub type ParameterId = Id<Parameter>;
/// Id of a [`Header`].
pub type HeaderId = Id<Header>;
/// Id of a [`Body`].
pub type BodyId = Id<Body>;
/// Id of a [`Response`].
pub type ResponseId = Id<Response>;
/// Id of a [`Callback`].
pub type CallbackId = Id<Callback>;
/// Id of a security [`Scheme`].
pub type SchemeId = Id<Scheme>;

/// A whole description: the main document with all files that it refers to.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The version of OpenAPI.
    pub version: Version,
    /// Title, version and description of the service.
    pub info: Info,
    /// Servers of the whole description; never empty for 3.x, where the default is a server with the address `/`.
    pub servers: Vec<Server>,
    /// `security` of the whole description: alternatives, of which one is needed. `None` if it is absent.
    pub security: Option<Vec<Requirement>>,
    /// Tags in the order of the description: those that it declares, then those that only operations name.
    pub tags: Vec<Tag>,
    /// `externalDocs` of the whole description.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// What has a component key.
    pub components: Components,
    /// `paths`, in document order.
    pub paths: Vec<PathItemId>,
    /// `webhooks`, in document order, by name.
    pub webhooks: Vec<(Box<str>, PathItemId)>,
    /// All schemas. A schema that several places refer to is one item; a `$ref` is an item with a
    /// [`target`](Schema::target).
    pub schemas: Arena<Schema>,
    /// All operations: those of paths, then those of webhooks and callbacks.
    pub operations: Arena<Operation>,
    /// All path items: those of paths, webhooks and callbacks.
    pub path_items: Arena<PathItem>,
    /// All parameters.
    pub parameters: Arena<Parameter>,
    /// All headers of responses and of parts of multipart bodies.
    pub headers: Arena<Header>,
    /// All request bodies.
    pub bodies: Arena<Body>,
    /// All responses.
    pub responses: Arena<Response>,
    /// All callbacks.
    pub callbacks: Arena<Callback>,
    /// All security schemes.
    pub schemes: Arena<Scheme>,
    /// The nodes of all files.
    pub tree: Tree,
    /// The files that references name, by their roots: their paths, relative to the folder of the main file.
    pub files: BTreeMap<NodeId, Box<str>>,
    /// Parts of the description that cannot be expressed and were left out or became raw JSON. Each has a warning.
    pub reduced: Vec<Reduced>,
    pub(crate) index: index::Index,
}

/// A part of the description that was left out or became raw JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    /// The part.
    pub node: NodeId,
    /// Whether nothing of it is left.
    pub is_left_out: bool,
    /// Why, in one line.
    pub reason: String,
}

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Swagger 2.0.
    V2_0,
    /// 3.0.
    #[default]
    V3_0,
    /// 3.1. From this version on schemas are JSON Schema 2020-12.
    V3_1,
    /// 3.2, and later versions of 3.
    V3_2,
}

/// The Info Object (OpenAPI 3.2, 4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// `title`; empty if it is absent.
    pub title: Box<str>,
    /// `version` of the service, as written; empty if it is absent.
    pub version: Box<str>,
    /// `summary`.
    pub summary: Option<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `termsOfService`, an address.
    pub terms: Option<Box<str>>,
}

/// The External Documentation Object (OpenAPI 3.2, 4.11): where the reference of a service is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalDocs {
    /// `url`, as written.
    pub url: Box<str>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
}

/// The Server Object (OpenAPI 3.2, 4.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The object; `None` for the default server and those of 2.0.
    pub node: Option<NodeId>,
    /// The address, parsed: a text, or the name of a variable in braces. May be relative, such as `/v1`.
    pub url: Template,
    /// `name` (3.2).
    pub name: Option<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// Variables that the address uses, in document order. One that the address uses and that is not declared is not
    /// in the list; it has a diagnostic.
    pub variables: Vec<ServerVariable>,
}

/// The Server Variable Object (OpenAPI 3.2, 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name in braces.
    pub name: Box<str>,
    /// `default`; empty if it is absent, which has a diagnostic.
    pub default: Box<str>,
    /// `enum`; empty if every value is allowed.
    pub allowed: Vec<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
}

/// The Tag Object (OpenAPI 3.2, 4.22).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The object; `None` for a tag that only operations name.
    pub node: Option<NodeId>,
    /// `name`.
    pub name: Box<str>,
    /// `summary` (3.2).
    pub summary: Option<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `parent` (3.2), the name of a tag.
    pub parent: Option<Box<str>>,
    /// `externalDocs`.
    pub external_docs: Option<Box<ExternalDocs>>,
}

/// What has a component key, each list in document order. A component that is a reference has the id of its target,
/// except for schemas, where the component is a schema with a [`target`](Schema::target).
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// `schemas`, or `definitions` of 2.0.
    pub schemas: Vec<(Box<str>, SchemaId)>,
    /// `parameters`, without those of 2.0 that are bodies.
    pub parameters: Vec<(Box<str>, ParameterId)>,
    /// `headers`.
    pub headers: Vec<(Box<str>, HeaderId)>,
    /// `requestBodies`, or the `body` parameters of 2.0.
    pub bodies: Vec<(Box<str>, BodyId)>,
    /// `responses`.
    pub responses: Vec<(Box<str>, ResponseId)>,
    /// `securitySchemes`, or `securityDefinitions` of 2.0.
    pub schemes: Vec<(Box<str>, SchemeId)>,
    /// `callbacks`.
    pub callbacks: Vec<(Box<str>, CallbackId)>,
    /// `pathItems` that are used by a path, webhook or callback are there; this is the number of all.
    pub path_items: usize,
    /// Number of `examples`.
    pub examples: usize,
    /// Number of `links`.
    pub links: usize,
    /// Number of `mediaTypes` (3.2).
    pub media_types: usize,
}
