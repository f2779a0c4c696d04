//! What a service sends by itself.

use super::{Docs, Ty};

/// The bodies of webhooks or callbacks: an enum with a parser (OpenAPI 3.1, 4.8.1 and 4.8.18).
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The variants, in the order of the description.
    pub variants: Vec<ReceivedVariant>,
    /// Name of the variant for all other names, which keeps name and body.
    pub fallback: String,
}

/// A variant of [`Received`].
#[derive(Clone, Debug, PartialEq)]
pub struct ReceivedVariant {
    /// Name.
    pub name: String,
    /// The name in the description, by which it is parsed.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The type of the body.
    pub body: ReceivedBody,
}

/// The body of a [`ReceivedVariant`].
#[derive(Clone, Debug, PartialEq)]
pub enum ReceivedBody {
    /// There is none.
    Empty,
    /// JSON.
    Json(Ty),
    /// Anything else, as bytes.
    Bytes,
}
