//! Descriptions of operations: what generated code states of a request, as constants.
//!
//! A program that calls an operation without generated code, for example one that the description lacks, writes the same constants:
//!
//! ```
//! use clientwright_openapi::client::{ClientBuilder, Defaults, Service};
//! use clientwright_openapi::operation::{
//!     Framing, Location, Operation, Parameter, Scheme, SchemeKind, Segment, Server, Status, Streaming, Style, Variable,
//! };
//! use clientwright_openapi::stream::Items;
//! use clientwright_openapi::{Body, Call, Client, Error};
//!
//! struct PetsClient(Client);
//!
//! impl Service for PetsClient {
//!     const DEFAULTS: Defaults = Defaults {
//!         servers: &[Server {
//!             url: "https://{region}.pets.example.com/v1",
//!             variables: &[Variable { name: "region", default: "eu", values: &[] }],
//!         }],
//!         schemes: &[Scheme { name: "appKey", kind: SchemeKind::KeyHeader("x-app-key") }],
//!         ..Defaults::NONE
//!     };
//!
//!     fn from_client(client: Client) -> Self {
//!         Self(client)
//!     }
//! }
//!
//! /// `GET /pets/{petId}/steps?since=…`: the steps of a pet as JSON lines.
//! const WATCH_STEPS: Operation = Operation {
//!     path: &[Segment::Text("/pets/"), Segment::Parameter(0), Segment::Text("/steps")],
//!     parameters: &[
//!         Parameter("petId", Location::Path(Style::SIMPLE)),
//!         Parameter("since", Location::Query(Style::FORM)),
//!     ],
//!     accept: "application/jsonl",
//!     success: &[Status::Exactly(200)],
//!     stream: Some(Streaming { framing: Framing::Lines, end: &["\"end\""] }),
//!     security: Some(&[&[0]]), // the scheme with the number 0
//!     ..Operation::NONE
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     assert_eq!(request.uri(), "https://eu.pets.example.com/v1/pets/42/steps?since=9%3A30");
//! #     assert_eq!(request.headers()["x-app-key"], "k-1");
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from("120\n80\n\"end\"\n")))
//! # });
//! let client = ClientBuilder::<PetsClient>::new().api_key("k-1");
//! # let client = client.service(service);
//! let client = client.build()?.0;
//! let watch: Call<Items<u32>> = Call::new(&client, &WATCH_STEPS).argument(0, &42).argument(1, &"9:30".to_owned());
//! assert_eq!(watch.url()?, "https://eu.pets.example.com/v1/pets/42/steps?since=9%3A30");
//! let mut steps = watch.await?;
//! let mut sum = 0;
//! while let Some(step) = steps.next().await {
//!     sum += step?;
//! }
//! assert_eq!(sum, 200);
//! # Ok(()) }
//! ```

pub(crate) mod paging;

use std::any::TypeId;

use crate::xml::Document;
use paging::Paging;

/// An operation of a service: what every call of it has.
///
/// Generated code writes it with `..Operation::NONE`.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Operation {
    /// The method of HTTP.
    pub method: &'static str,
    /// The path, appended to the address of the service.
    pub path: &'static [Segment],
    /// The parameters, in the order of the description.
    pub parameters: &'static [Parameter],
    /// The media type of the body, unless a call sets another one.
    pub content_type: &'static str,
    /// The members of a form that are written in a style (`encoding`, OpenAPI 3.1, 4.8.15).
    pub form: &'static [(&'static str, Style)],
    /// The media types that the client accepts.
    pub accept: &'static str,
    /// The statuses of success that the description declares; with none, every status 2xx is a success.
    pub success: &'static [Status],
    /// How the body is written in XML.
    pub xml_body: Option<&'static Document>,
    /// How responses in XML are read, by their status: exact ones before ranges before `default`.
    pub xml: &'static [(Status, Document)],
    /// Whether the body of a response is plain text, not JSON.
    pub text: bool,
    /// The [identity](crate::failure::of) of the enum of declared errors.
    pub errors: Option<fn() -> TypeId>,
    /// How the items of the response are told apart, if it is a stream of items.
    pub stream: Option<Streaming>,
    /// Members that the JSON of the body gets, each with the JSON of its value, whatever the caller gave for them.
    pub set: &'static [(&'static str, &'static str)],
    /// Alternatives of security schemes, by their numbers. `None`: the description states none, and the credential of
    /// the client is sent. `Some(&[])`: no credential is sent.
    pub security: Option<&'static [&'static [usize]]>,
    /// The server of the operation, in place of that of the client. It counts only while the client has the address
    /// of the description.
    pub server: Option<&'static Server>,
    /// How further pages of the result are requested.
    pub paging: Option<&'static Paging>,
    /// Makes every use end with `..Operation::NONE`, so that further fields are no breaking change.
    #[doc(hidden)]
    pub more: (),
}

impl Operation {
    /// A `GET` of the address of the service.
    pub const NONE: Self = Self {
        method: "GET",
        path: &[],
        parameters: &[],
        content_type: "application/json",
        form: &[],
        accept: "application/json",
        success: &[],
        xml_body: None,
        xml: &[],
        text: false,
        errors: None,
        stream: None,
        set: &[],
        security: None,
        server: None,
        paging: None,
        more: (),
    };

    /// How a response with a status is read if it is XML.
    pub(crate) fn document(&self, status: u16) -> Option<&'static Document> {
        let mut documents = self.xml.iter();
        let found = documents.find(|(of, _)| of.includes(status));
        found.map(|(_, document)| document)
    }
}

/// How the items of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// Server-sent events, `text/event-stream`: an empty line after each (WHATWG HTML, 9.2.5).
    Events,
    /// JSON lines, `application/jsonl`, `application/x-ndjson` and the like: a JSON value in each line.
    Lines,
    /// A JSON text sequence, `application/json-seq`: a record separator before each value (RFC 7464).
    Sequence,
}

/// What generated code states of a response that is a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Streaming {
    /// How items are told apart, unless the media type of the response says otherwise.
    pub framing: Framing,
    /// The items that are no items, but the end of the stream, such as `[DONE]`.
    pub end: &'static [&'static str],
}

/// A part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "generated code writes it")]
pub enum Segment {
    /// This text, percent-encoded, with its slashes.
    Text(&'static str),
    /// The value of the parameter with this number.
    Parameter(usize),
}

/// A parameter: its name, and its place in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Parameter(pub &'static str, pub Location);

/// Where a request has a parameter (OpenAPI 3.1, 4.8.12.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "generated code writes it")]
pub enum Location {
    /// In the path.
    Path(Style),
    /// In the query.
    Query(Style),
    /// In a header.
    Header(Style),
    /// In a cookie.
    Cookie(Style),
    /// The query as a whole (OpenAPI 3.2).
    QueryString(Style),
}

/// How a value is written in its place (OpenAPI 3.1, 4.8.12.4).
///
/// ```
/// use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// const FIND: Operation = Operation {
///     path: &[Segment::Text("/pets/"), Segment::Parameter(0)],
///     parameters: &[
///         Parameter("at", Location::Path(Style::MATRIX.explode(true))),
///         Parameter("tags", Location::Query(Style::FORM.explode(false))),
///         Parameter("area", Location::Query(Style::PIPE_DELIMITED.items(Style::SIMPLE))),
///         Parameter("back", Location::Query(Style::FORM.reserved())),
///     ],
///     ..Operation::NONE
/// };
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let find: Call<Vec<String>> = Call::new(&client, &FIND)
///     .argument(0, &vec![1, 2])
///     .argument(1, &vec!["a".to_owned(), "b".to_owned()])
///     .argument(2, &vec![vec![1, 2], vec![3, 4]]) // the corners of an area
///     .argument(3, &"/home?x".to_owned());
/// assert_eq!(find.url()?, "https://pets.example.com/pets/;at=1;at=2?tags=a,b&area=1,2%7C3,4&back=/home?x");
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    pub(crate) kind: Kind,
    pub(crate) explode: bool,
    pub(crate) reserved: bool,
    /// How lists that are items are written; `None` for JSON.
    pub(crate) items: Option<Kind>,
}

/// The style of a parameter (OpenAPI 3.1, 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    Json,
}

impl Style {
    const fn new(kind: Kind, explode: bool) -> Self {
        Self {
            kind,
            explode,
            reserved: false,
            items: None,
        }
    }

    /// `simple`: `3,4,5`.
    pub const SIMPLE: Self = Self::new(Kind::Simple, false);
    /// `label`: `.3.4.5`.
    pub const LABEL: Self = Self::new(Kind::Label, false);
    /// `matrix`: `;name=3,4,5`.
    pub const MATRIX: Self = Self::new(Kind::Matrix, false);
    /// `form`, exploded: `name=3&name=4`.
    pub const FORM: Self = Self::new(Kind::Form, true);
    /// `spaceDelimited`: `name=3%204%205`.
    pub const SPACE_DELIMITED: Self = Self::new(Kind::SpaceDelimited, false);
    /// `pipeDelimited`: `name=3%7C4%7C5`.
    pub const PIPE_DELIMITED: Self = Self::new(Kind::PipeDelimited, false);
    /// Separated by tabs, for `collectionFormat: tsv` of Swagger 2.0.
    pub const TAB_DELIMITED: Self = Self::new(Kind::TabDelimited, false);
    /// `deepObject`: `name[a]=3&name[b]=4`.
    pub const DEEP_OBJECT: Self = Self::new(Kind::DeepObject, true);
    /// JSON: a parameter whose `content` is JSON.
    pub const JSON: Self = Self::new(Kind::Json, false);

    /// Whether each item of a list and each member of an object is a value of its own: `name=3&name=4`, not `name=3,4`
    /// (OpenAPI 3.1, 4.8.12.2).
    #[must_use]
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Writes lists that are items in a style of their own (`collectionFormat` of `items` in Swagger 2.0), not as JSON.
    #[must_use]
    pub const fn items(self, style: Self) -> Self {
        Self {
            items: Some(style.kind),
            ..self
        }
    }

    /// Leaves reserved characters as they are, where they do not end the value (`allowReserved`).
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self {
            reserved: true,
            ..self
        }
    }
}

/// A status that a description declares (OpenAPI 3.1, 4.8.16).
///
/// ```
/// use clientwright_openapi::operation::Status;
///
/// // Which of the declared responses is for a status: exact ones come before ranges, and these before `default`.
/// let declared = [Status::Exactly(404), Status::Range(4), Status::Default];
/// let of = |status| declared.into_iter().find(|declared| declared.includes(status));
/// assert_eq!(of(404), Some(Status::Exactly(404)));
/// assert_eq!(of(409), Some(Status::Range(4)));
/// assert_eq!(of(503), Some(Status::Default));
/// assert!(!Status::Range(4).includes(500));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "generated code writes it")]
pub enum Status {
    /// This one.
    Exactly(u16),
    /// All that begin with this digit, such as `4XX`.
    Range(u16),
    /// All that are not declared otherwise.
    Default,
}

impl Status {
    /// Whether it is declared for a status, such as 404.
    pub fn includes(self, status: u16) -> bool {
        match self {
            Self::Exactly(declared) => declared == status,
            Self::Range(digit) => status / 100 == digit,
            Self::Default => true,
        }
    }
}

/// An address of a service, with variables (OpenAPI 3.1, 4.8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Server {
    /// The address, with variables in braces.
    pub url: &'static str,
    /// The variables.
    pub variables: &'static [Variable],
}

/// A variable in an address (OpenAPI 3.1, 4.8.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// The value that it has unless the caller sets another one.
    pub default: &'static str,
    /// All values that it can have; empty if any text is one.
    pub values: &'static [&'static str],
}

/// A security scheme (OpenAPI 3.1, 4.8.27).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Scheme {
    /// Its name in the description.
    pub name: &'static str,
    /// What it requires.
    pub kind: SchemeKind,
}

/// What a security scheme requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// A key in a header of this name.
    KeyHeader(&'static str),
    /// A key in a query option of this name.
    KeyQuery(&'static str),
    /// A key in a cookie of this name.
    KeyCookie(&'static str),
    /// A name and a password (RFC 7617).
    Basic,
    /// A token (RFC 6750): HTTP's `Bearer`, OAuth 2.0 without the flow `clientCredentials`, OpenID Connect.
    Bearer,
    /// A token (RFC 6750) of OAuth 2.0, which programs can get for themselves by the flow `clientCredentials`. A scheme is
    /// there once for each list of scopes that operations need.
    OAuth2 {
        /// The token endpoint; it may be relative to the address of the service.
        token_url: &'static str,
        /// The scopes, with a space between them.
        scopes: &'static str,
    },
    /// A certificate of the client, which is set up in the transport.
    MutualTls,
    /// Another scheme of HTTP, such as `Digest`: the value of the header `Authorization` as a whole.
    Authorization,
}
