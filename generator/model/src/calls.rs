//! Calls: the request that a method sends, and the type of its result.

use super::{Docs, Presence, Ty, TypePath};

/// A method that sends a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Name of the method.
    pub method: String,
    /// Docs, with the note of deprecation.
    pub docs: Docs,
    /// The verb of the request.
    pub verb: Verb,
    /// The segment that the call appends to the path of the builder.
    pub path: Segment,
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

/// The verb of a request (RFC 9110, 9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `GET`: the parameters are in the [path](Location::Path). A function of OData (Protocol 4.01, 11.5.4).
    Get,
    /// `POST`: the parameters are in the [body](Location::Body). An action of OData (Protocol 4.01, 11.5.5).
    Post,
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
    /// In the last segment of the path.
    Path(Style),
    /// In the body, as a member of a JSON object.
    Body,
}

/// How a parameter is written in a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name=literal` in parentheses after the segment, or `name=@p1` with the value as JSON in the query (OData URL
    /// Conventions 4.01, 4.5.1 and 5.3.1).
    Arguments,
}

/// The typed result of a successful call. It describes the body of the HTTP response; a response with an error status
/// becomes an error of the runtime, which reads the body by the rules of the protocol.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// No result: the runtime ignores the body.
    Empty,
    /// The bytes of the body.
    Bytes,
    /// A JSON value.
    Json {
        /// The type of the value.
        ty: Ty,
        /// The builder for the path after the call, if the path can continue.
        resource: Option<TypePath>,
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

/// How the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By a link in the control information `nextLink` (OData JSON Format 4.01, 4.6.5); the values are in `value`.
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
}
