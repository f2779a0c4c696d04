//! The client: the root of all builders.

use super::{Call, Docs, Server, Step, odata};

/// The client of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Name.
    pub name: String,
    /// Whether each method needs the feature of its root, see [`features`](crate::features).
    pub gated: bool,
    /// Docs.
    pub docs: Docs,
    /// Steps to the entity sets and singletons.
    pub steps: Vec<Step>,
    /// Calls on the service itself.
    pub calls: Vec<Call>,
    /// URL of the service unless the caller sets another one.
    pub base_url: Option<String>,
    /// Protocol settings unless the caller changes them.
    pub protocol: Protocol,
}

/// The protocol of a service, with the settings of its clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// OData.
    OData(odata::Defaults),
    /// OpenAPI.
    OpenApi(Service),
}

/// What an OpenAPI description says of all clients of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// The addresses, the default one first. [`Client::base_url`] takes precedence.
    pub servers: Vec<Server>,
    /// The security schemes. One of the kind [`OAuth2`](SchemeKind::OAuth2) is there once for each list of scopes.
    pub schemes: Vec<Scheme>,
}

/// A security scheme (OpenAPI 3.1, 4.8.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the description.
    pub name: String,
    /// What it asks for.
    pub kind: SchemeKind,
}

/// What a security scheme asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header of this name.
    KeyHeader(String),
    /// A key in a query option of this name.
    KeyQuery(String),
    /// A key in a cookie of this name.
    KeyCookie(String),
    /// A name and a password (RFC 7617).
    Basic,
    /// A token (RFC 6750).
    Bearer,
    /// A token (RFC 6750) that clients can get by the flow `clientCredentials` (RFC 6749, 4.4).
    OAuth2 {
        /// The token endpoint; it may be relative.
        token_url: String,
        /// The scopes, with a space between them.
        scopes: String,
    },
    /// A certificate of the client.
    MutualTls,
    /// Another scheme of HTTP: the whole value of the header `Authorization`.
    Authorization,
}
