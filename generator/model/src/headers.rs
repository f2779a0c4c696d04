//! Headers of responses.

use super::{Docs, Ty};

/// A constant that reads a header of responses (OpenAPI 3.1, 4.8.21).
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Name.
    pub name: String,
    /// Name in responses.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// The type of the value; an `Option` if the header may be absent.
    pub ty: Ty,
    /// How the value is written.
    pub shape: HeaderShape,
}

/// How the value of a header is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderShape {
    /// A text.
    Text,
    /// A number or a Boolean.
    Plain,
    /// Items with commas between them.
    List(Box<HeaderShape>),
    /// Members with commas between them.
    Object {
        /// Whether names and values have a `=` between them.
        explode: bool,
        /// The members by their names.
        members: Vec<(String, HeaderShape)>,
    },
    /// JSON.
    Json,
    /// A list with a text for each header of the name.
    Lines,
}
