//! Calls: the request that a method sends, and the type of its result.

use super::{Docs, Presence, Ty, TypePath, XmlDocument};

/// A method that sends a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Name of the method.
    pub method: String,
    /// Docs, with the note of deprecation.
    pub docs: Docs,
    /// The request: what it is called on the wire.
    pub request: Request,
    /// The values that the call sends, in the order of the description. The required ones are arguments of the method.
    pub parameters: Vec<Parameter>,
    /// The generated [`CallBuilder`] with methods for the other parameters, if there are any.
    pub builder: Option<TypePath>,
    /// The result of the call.
    pub output: Output,
}

impl Call {
    /// The arguments of the method, in order.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|p| p.presence.is_required())
    }

    /// The methods of the builder, in order.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|p| !p.presence.is_required())
    }
}

/// The request of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// `GET`: the parameters are [arguments](Location::Arguments) in the path. A function of OData (Protocol 4.01,
    /// 11.5.4).
    Function(Segment),
    /// `POST`: the parameters are members of the [body](Location::Body). An action of OData (Protocol 4.01, 11.5.5).
    Action(Segment),
    /// Anything else that HTTP can express. An operation of OpenAPI (3.1, 4.8.10).
    Operation(Box<Operation>),
}

/// A request with a path template, which is complete, whatever builder the call belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The verb (RFC 9110, 9.3), as it is sent.
    pub verb: String,
    /// The path after the address of the service.
    pub path: Vec<PathPart>,
    /// Whether the builder has the values of the path, in its order, so that they are no arguments of the method.
    pub is_placed: bool,
    /// The body, if there is one.
    pub body: Option<Body>,
    /// The media types that are accepted, as in the header `Accept`.
    pub accept: String,
    /// How responses in XML are read, by their status: exact ones, then ranges, then `default`.
    pub xml: Vec<(Status, XmlDocument)>,
    /// The generated [`Errors`] that the description declares.
    pub errors: Option<TypePath>,
    /// How the items of the response are told apart, if it is a stream.
    pub stream: Option<Streaming>,
    /// Members that the JSON of the body gets, each with the JSON of its value.
    pub set: Vec<(String, String)>,
    /// The declared statuses of success; if there are none, all of them are accepted.
    pub success: Vec<Status>,
    /// Alternatives of security schemes, each by its index in [`Service::schemes`](super::Service::schemes). `None`: the
    /// description does not say what is needed. An empty list: no credential is sent.
    pub security: Option<Vec<Vec<usize>>>,
    /// The server of the operation, if it differs from those of the service.
    pub server: Option<Server>,
    /// How further pages of the result are requested. The call then has a [`CallBuilder`].
    pub paging: Option<super::Paged>,
}

/// How the items of a response are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streaming {
    /// How they are told apart.
    pub framing: Framing,
    /// The items that are the end of the stream.
    pub end: Vec<String>,
}

/// How the items of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Events,
    /// A JSON value in each line.
    Lines,
    /// JSON values with a record separator before each (RFC 7464).
    Sequence,
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// A text with its slashes, percent-encoded where it must be.
    Text(String),
    /// The value of a parameter, by its index in [`Call::parameters`].
    Parameter(usize),
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Name of the method's argument, or of the method of the [`CallBuilder`].
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The media type, as in the header `Content-Type`.
    pub media_type: String,
    /// What it contains.
    pub content: Content,
    /// Whether it is an argument of the method. Otherwise it is a method of the builder.
    pub is_required: bool,
}

/// What a body contains.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A JSON value.
    Json(Ty),
    /// The members of an object as URL-encoded pairs.
    Form {
        /// The type of the object.
        ty: Ty,
        /// The members that are written in a style, by their name in JSON.
        styles: Vec<(String, Style)>,
    },
    /// Several parts, as a generated [`Form`](super::Form); `None` if nothing describes them.
    Multipart(Option<TypePath>),
    /// A value in XML.
    Xml(Ty, XmlDocument),
    /// JSON values of this type, one after the other.
    Items(Ty),
    /// A text, as it is.
    Text,
    /// Bytes, in memory or as a stream.
    Bytes,
    /// Bytes of a media type that the caller gives, because the description has a range of types, such as `image/*`. With the
    /// name of the argument for it.
    BytesOf(String),
}

/// A status, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// This one.
    Exactly(u16),
    /// All that begin with this digit.
    Range(u8),
    /// All that are not declared otherwise.
    Default,
}

/// An address of a service, with variables (OpenAPI 3.1, 4.8.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The address, with variables in braces.
    pub url: String,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable in the address of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Name.
    pub name: String,
    /// The value unless the caller sets another one.
    pub default: String,
    /// All allowed values; empty if every text is allowed.
    pub values: Vec<String>,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A name that never changes.
    Fixed(String),
    /// A name in a namespace. The URL omits the namespace if the client is configured with it as the default namespace
    /// (OData URL Conventions 4.01, 4.5).
    Qualified {
        /// The namespace.
        namespace: String,
        /// The name.
        name: String,
    },
}

/// A value that a call sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Name of the method's argument, or of the method of the [`CallBuilder`].
    pub name: String,
    /// Name in requests.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Where the request contains it.
    pub location: Location,
    /// The type of the value, without null.
    pub ty: Ty,
    /// Whether it may be absent or null. [`OptionalNullable`](Presence::OptionalNullable) and
    /// [`ThreeValued`](Presence::ThreeValued) mean the same here: the call distinguishes absent, null and a value.
    pub presence: Presence,
}

/// Where a request contains a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// `name=literal` in parentheses after the segment, or `name=@p1` with the value as JSON in the query (OData URL
    /// Conventions 4.01, 4.5.1 and 5.3.1).
    Arguments,
    /// In the body, as a member of a JSON object.
    Body,
    /// In the path, where a [`PathPart`] says.
    Path(Style),
    /// In the query.
    Query(Style),
    /// The query as a whole.
    QueryString(Style),
    /// In a header.
    Header(Style),
    /// In a cookie.
    Cookie(Style),
}

/// How a parameter is written (OpenAPI 3.1, 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The style.
    pub kind: StyleKind,
    /// Whether each item or member of the value is written on its own.
    pub explode: bool,
    /// Whether reserved characters are written as they are.
    pub reserved: bool,
    /// The style of lists that are items of the value. `None`: such lists are JSON.
    pub items: Option<StyleKind>,
}

/// The name of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleKind {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a,b`
    Matrix,
    /// `name=a,b`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name=a%09b`
    TabDelimited,
    /// `name[a]=b`
    DeepObject,
    /// JSON text.
    Json,
}

/// The typed result of a successful call. It describes the body of the HTTP response; a response with an error status
/// becomes an error of the runtime, which reads the body by the rules of the protocol.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// No result: the runtime ignores the body.
    Empty,
    /// The bytes of the body.
    Bytes,
    /// The body as a text, which is a value of this type: a string or an enumeration of strings.
    Text(Ty),
    /// A JSON value.
    Json {
        /// The type of the value.
        ty: Ty,
        /// The builder for the path after the call, if the path can continue.
        resource: Option<TypePath>,
    },
    /// What the generated [`Outcomes`] say, by status.
    ByStatus(TypePath),
    /// A stream of JSON values of this type.
    Items(Ty),
    /// A stream of events.
    Events {
        /// The type of their data; that of generated [`Events`] if it follows from the name.
        ty: Ty,
        /// Whether the data is a text, not JSON.
        is_text: bool,
    },
    /// JSON values in pages.
    Pages {
        /// The type of one value.
        item: Ty,
        /// How the next page is found.
        paging: Paging,
        /// The builder for the path after the call, if the path can continue.
        resource: Option<TypePath>,
    },
}

/// The results of a call by status: an enum with a variant for each declared status of success, and one for others.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The variants, in the order in which statuses are compared.
    pub variants: Vec<Outcome>,
    /// Name of the variant for other statuses, which keeps the bytes.
    pub fallback: String,
    /// Docs of that variant.
    pub fallback_docs: Docs,
}

/// A variant of [`Outcomes`].
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The statuses.
    pub status: Status,
    /// What the response contains: [`Empty`](Output::Empty), [`Json`](Output::Json), [`Text`](Output::Text) or
    /// [`Bytes`](Output::Bytes).
    pub output: Output,
}

/// The errors of a call by status: an enum with a variant for each declared status, and for each type if a status has
/// several, and one for all other errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Errors {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// What it is.
    pub kind: ErrorsKind,
}

/// What an [`Errors`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorsKind {
    /// An enum, with its variants in the order in which statuses are compared.
    Enum(Vec<ErrorVariant>),
    /// Another name for an equal enum.
    SameAs(TypePath),
}

/// A variant of [`Errors`].
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorVariant {
    /// Name.
    pub name: String,
    /// The statuses.
    pub status: Status,
    /// The media types; none if the status has one variant.
    pub media: Vec<String>,
    /// What the response contains: [`Empty`](Output::Empty), [`Json`](Output::Json), [`Text`](Output::Text) or
    /// [`Bytes`](Output::Bytes).
    pub output: Output,
}

/// The data of events whose name decides about the type: an enum with a variant for each name, and one for others.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The variants, in the order of the description.
    pub variants: Vec<EventVariant>,
    /// Name of the variant for other events.
    pub fallback: String,
}

/// A variant of [`Events`].
#[derive(Clone, Debug, PartialEq)]
pub struct EventVariant {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The name of the event.
    pub event: String,
    /// The type of the data.
    pub ty: Ty,
    /// Whether the data is a text, not JSON.
    pub is_text: bool,
}

/// How the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By a link in the control information `nextLink` (OData JSON Format 4.01, 4.5.5); the values are in `value`.
    NextLink,
}

/// A call before it is sent: an item with a method for each optional parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct CallBuilder {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The call.
    pub call: Call,
    /// The methods that ask for another media type of the response.
    pub accepts: Vec<Accept>,
}

/// A method of a [`CallBuilder`] that asks for a media type of the response which has another type.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept {
    /// Name of the method.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// The media types, as in the header `Accept`.
    pub media: String,
    /// The result.
    pub output: Output,
}
