//! Path items and their operations.

use clientwright_diagnostics::source::Span;

use super::{
    BodyId, CallbackId, ExternalDocs, OperationId, ParameterId, PathItemId, Requirement,
    ResponseId, Server,
};
use crate::tree::NodeId;

/// The Path Item Object (OpenAPI 3.2, 4.9) at a path, webhook or expression. A path item that several paths refer to is
/// an item for each of them.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// The object.
    pub node: NodeId,
    /// The key, parsed. For webhooks and callbacks a single text: the name or the expression.
    pub path: Template,
    /// The key, as it is in the file.
    pub span: Span,
    /// Whether it is that of a path, and not of a webhook or callback.
    pub is_path: bool,
    /// `summary`.
    pub summary: Option<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// Its operations, in document order.
    pub operations: Vec<OperationId>,
    /// `servers`; empty if they are absent.
    pub servers: Vec<Server>,
}

/// A text with names in braces: a path, or the address of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Template {
    /// The text as written, such as `/pets/{petId}.json`.
    pub text: Box<str>,
    /// Its parts, none of them an empty text: `/pets/`, `petId`, `.json`.
    pub parts: Vec<Part>,
}

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A text, with its slashes.
    Text(Box<str>),
    /// The name of a parameter or variable.
    Name(Box<str>),
}

/// The Operation Object (OpenAPI 3.2, 4.10).
#[derive(Clone, Debug)]
pub struct Operation {
    /// The object.
    pub node: NodeId,
    /// The path item.
    pub path_item: PathItemId,
    /// The verb.
    pub verb: Verb,
    /// `operationId`, as written.
    pub id: Option<Box<str>>,
    /// `tags`, without repeats.
    pub tags: Vec<Box<str>>,
    /// `summary`.
    pub summary: Option<Box<str>>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `externalDocs`.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// All parameters: those of the path item that the operation does not replace, then its own. Headers called
    /// `Accept`, `Content-Type` and `Authorization` are left out (OpenAPI 3.2, 4.12.2).
    pub parameters: Vec<ParameterId>,
    /// `requestBody`.
    pub body: Option<BodyId>,
    /// `responses`, in document order.
    pub responses: Vec<StatusResponse>,
    /// `security`: alternatives, of which one is needed; empty if none is. `None` if it is absent, so that
    /// [`Api::security`](super::Api::security) applies.
    pub security: Option<Vec<Requirement>>,
    /// `servers`; empty if they are absent.
    pub servers: Vec<Server>,
    /// `callbacks` by name.
    pub callbacks: Vec<(Box<str>, CallbackId)>,
    /// The member of the body that makes the response a stream, by a rule of a user.
    pub stream_switch: Option<Box<str>>,
}

/// The Callback Object (OpenAPI 3.2, 4.18).
#[derive(Clone, Debug)]
pub struct Callback {
    /// The object.
    pub node: NodeId,
    /// Its path items, each with its expression as path.
    pub items: Vec<PathItemId>,
}

/// A response of an operation with the statuses that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusResponse {
    /// The statuses.
    pub status: Status,
    /// The response.
    pub response: ResponseId,
    /// The key.
    pub span: Span,
}

/// A key of `responses`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A status such as `200`.
    Exact(u16),
    /// The first digit of a range such as `4XX`.
    Range(u8),
    /// `default`.
    Default,
}

/// The method of a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
    /// `QUERY` (3.2).
    Query,
    /// A key of `additionalOperations` (3.2), as written.
    Other(Box<str>),
}

impl Verb {
    /// The method as it is sent.
    pub fn text(&self) -> &str {
        match self {
            Verb::Get => "GET",
            Verb::Put => "PUT",
            Verb::Post => "POST",
            Verb::Delete => "DELETE",
            Verb::Options => "OPTIONS",
            Verb::Head => "HEAD",
            Verb::Patch => "PATCH",
            Verb::Trace => "TRACE",
            Verb::Query => "QUERY",
            Verb::Other(text) => text,
        }
    }
}
