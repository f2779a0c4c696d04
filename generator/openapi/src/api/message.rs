//! What requests and responses contain: parameters, headers, bodies.

use super::{HeaderId, SchemaId, StreamRules};
use crate::tree::NodeId;

/// The Parameter Object (OpenAPI 3.2, 4.12).
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The object.
    pub node: NodeId,
    /// `name`, as it is sent.
    pub name: Box<str>,
    /// `in`.
    pub location: Location,
    /// `required`; always `true` for a path parameter.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `allowEmptyValue`.
    pub allow_empty: bool,
    /// Whether only the path names it: its values are texts.
    pub undeclared: bool,
    /// What its value is and how it is written.
    pub shape: Shape,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
}

/// What the value of a parameter or header is, and how it is written.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `schema` with a style. `None` if the schema is absent: any value.
    Schema {
        /// `schema`.
        schema: Option<SchemaId>,
        /// `style`, by default that of the location.
        style: Style,
        /// `explode`, by default `true` for [`Style::Form`] and [`Style::Cookie`].
        explode: bool,
        /// `allowReserved`: characters that have a meaning in addresses are sent as they are.
        allow_reserved: bool,
        /// How items of arrays inside of the array are separated, from outside to inside (2.0 only).
        nested: Vec<Collection>,
    },
    /// `content`: a value in a media type.
    Content(Box<MediaType>),
}

/// `in`: where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// `path`.
    Path,
    /// `query`.
    Query,
    /// `querystring` (3.2): the whole query.
    QueryString,
    /// `header`.
    Header,
    /// `cookie`.
    Cookie,
}

/// `style`: how a value is written (OpenAPI 3.2, 4.12.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `simple`: `a,b`.
    Simple,
    /// `label`: `.a.b`.
    Label,
    /// `matrix`: `;name=a,b`.
    Matrix,
    /// `form`: `name=a,b`, exploded `name=a&name=b`.
    Form,
    /// `spaceDelimited`, `ssv` of 2.0: `name=a%20b`.
    SpaceDelimited,
    /// `pipeDelimited`, `pipes` of 2.0: `name=a%7Cb`.
    PipeDelimited,
    /// `tsv` of 2.0: `name=a%09b`.
    TabDelimited,
    /// `deepObject`: `name[a]=1`.
    DeepObject,
    /// `cookie` (3.2): as [`Style::Form`], without percent-encoding.
    Cookie,
}

/// `collectionFormat` of an array in an array (2.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collection {
    /// `csv`: commas.
    Commas,
    /// `ssv`: spaces.
    Spaces,
    /// `tsv`: tabs.
    Tabs,
    /// `pipes`: `|`.
    Pipes,
}

/// The Header Object (OpenAPI 3.2, 4.21).
#[derive(Clone, Debug)]
pub struct Header {
    /// The object.
    pub node: NodeId,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// What its value is; the style is [`Style::Simple`].
    pub shape: Shape,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
}

/// The Request Body Object (OpenAPI 3.2, 4.13).
#[derive(Clone, Debug)]
pub struct Body {
    /// The object; of 2.0 the `body` parameter, or the operation for `formData` parameters.
    pub node: NodeId,
    /// `required`.
    pub required: bool,
    /// `content`, in document order. Of 2.0, one for each of `consumes`.
    pub content: Vec<MediaType>,
    /// `description`, Markdown.
    pub description: Option<Box<str>>,
}

/// The Response Object (OpenAPI 3.2, 4.17).
#[derive(Clone, Debug)]
pub struct Response {
    /// The object.
    pub node: NodeId,
    /// `summary` (3.2).
    pub summary: Option<Box<str>>,
    /// `description`, Markdown; empty if it is absent.
    pub description: Box<str>,
    /// `headers` by name, without `Content-Type`.
    pub headers: Vec<(Box<str>, HeaderId)>,
    /// `content`, in document order. Of 2.0, one for each of `produces`.
    pub content: Vec<MediaType>,
    /// The names of `links`.
    pub links: Vec<Box<str>>,
}

/// A media type or a range of them without its parameters, in lower case (RFC 9110, 8.3.1).
///
/// ```
/// assert_eq!(clientwright_oas::api::essence("Text/Plain; charset=utf-8"), "text/plain");
/// ```
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The Media Type Object (OpenAPI 3.2, 4.14) with its key.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// The object; of 2.0 the schema.
    pub node: NodeId,
    /// The key, as written: `application/json; charset=utf-8`, `text/*`.
    pub name: Box<str>,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2): the schema of each item of a stream.
    pub item_schema: Option<SchemaId>,
    /// What rules of a user say of it as a stream.
    pub stream: StreamRules,
    /// `encoding` by property name.
    pub encoding: Vec<(Box<str>, Encoding)>,
    /// `prefixEncoding` (3.2): parts by position.
    pub prefix_encoding: Vec<Encoding>,
    /// `itemEncoding` (3.2): the parts after those of [`prefix_encoding`](Self::prefix_encoding).
    pub item_encoding: Option<Box<Encoding>>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
}

/// The Encoding Object (OpenAPI 3.2, 4.15).
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The object; of 2.0 the `formData` parameter.
    pub node: NodeId,
    /// `contentType`: a media type, or several with commas between them.
    pub content_type: Option<Box<str>>,
    /// `headers` by name, without `Content-Type`.
    pub headers: Vec<(Box<str>, HeaderId)>,
    /// `style`. `None` if `style`, `explode` and `allowReserved` are all absent: then the media type decides.
    pub style: Option<Style>,
    /// `explode`, by default `true` for [`Style::Form`].
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// An example. Its value is read on demand by [`Api::value`](super::Api::value), because examples are large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The key in `examples`; empty for `example` and for items of a list.
    pub name: Box<str>,
    /// The value.
    pub value: NodeId,
}
