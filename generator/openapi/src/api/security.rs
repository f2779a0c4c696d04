//! Security schemes and requirements.

use super::SchemeId;
use crate::tree::NodeId;

/// The Security Requirement Object (OpenAPI 3.2, 4.31): schemes that are all needed, each with its scopes or roles. An
/// empty list means that nothing is needed. A requirement that names an unknown scheme is left out, with a diagnostic.
pub type Requirement = Vec<(SchemeId, Vec<Box<str>>)>;

/// The Security Scheme Object (OpenAPI 3.2, 4.29).
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The object.
    pub node: NodeId,
    /// The component key.
    pub key: Box<str>,
    /// What is sent.
    pub kind: SchemeKind,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `deprecated` (3.2).
    pub deprecated: bool,
}

/// The kind of a [`Scheme`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `apiKey`.
    ApiKey {
        /// `in`: query, header or cookie.
        location: super::Location,
        /// `name` of the parameter.
        name: Box<str>,
    },
    /// `http`, or `basic` of 2.0.
    Http {
        /// `scheme`, in lower case: `basic`, `bearer` or another.
        scheme: Box<str>,
        /// `bearerFormat`.
        bearer_format: Option<Box<str>>,
    },
    /// `oauth2`.
    OAuth2(Vec<Flow>),
    /// `openIdConnect`, with the address.
    OpenIdConnect(Box<str>),
    /// `mutualTLS`.
    MutualTls,
    /// A type that OpenAPI does not define. There is a warning.
    Unknown(Box<str>),
}

/// The OAuth Flow Object (OpenAPI 3.2, 4.30.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Its key.
    pub kind: FlowKind,
    /// `authorizationUrl` or `deviceAuthorizationUrl`.
    pub authorization_url: Option<Box<str>>,
    /// `tokenUrl`.
    pub token_url: Option<Box<str>>,
    /// `refreshUrl`.
    pub refresh_url: Option<Box<str>>,
    /// `scopes` with their descriptions.
    pub scopes: Vec<(Box<str>, Box<str>)>,
}

/// The kind of a [`Flow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowKind {
    /// `implicit`.
    Implicit,
    /// `password`.
    Password,
    /// `clientCredentials`, `application` of 2.0.
    ClientCredentials,
    /// `authorizationCode`, `accessCode` of 2.0.
    AuthorizationCode,
    /// `deviceAuthorization` (3.2).
    DeviceAuthorization,
}
