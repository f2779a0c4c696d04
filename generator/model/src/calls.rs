//! Calls: what a method sends, and what comes back.

use super::{Docs, Presence, Ty, TypePath};

/// A method that sends a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Name of the method.
    pub method: String,
    /// Docs, with what they say of deprecation.
    pub docs: Docs,
    /// The verb of the request.
    pub verb: Verb,
    /// What the path has behind that of the builder.
    pub path: Segment,
    /// What is sent, in the order of the description. The required ones are arguments of the method.
    pub parameters: Vec<Parameter>,
    /// The generated [`CallBuilder`] that has methods for the other parameters, where there are such.
    pub builder: Option<TypePath>,
    /// What comes back.
    pub answer: Answer,
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
    /// `GET`: the parameters stand in the [path](Location::Path). A function of OData (Protocol 4.01, 11.5.4).
    Get,
    /// `POST`: the parameters stand in the [body](Location::Body). An action of OData (Protocol 4.01, 11.5.5).
    Post,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A name that is always the same.
    Fixed(String),
    /// A name in a namespace, which the URL leaves out where the client says that it is the default one (OData URL
    /// Conventions 4.01, 4.5).
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
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Where it stands.
    pub location: Location,
    /// The type of the value, without null.
    pub ty: Ty,
    /// Whether it may be left out or null. [`OptionalNullable`](Presence::OptionalNullable) and
    /// [`ThreeValued`](Presence::ThreeValued) are the same: left out, null and a value differ.
    pub presence: Presence,
}

/// Where a parameter stands in the request.
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
    /// `name=literal` in the parentheses behind the segment, or `name=@p1` with the value as JSON in the query (OData URL
    /// Conventions 4.01, 4.5.1 and 5.3.1).
    Arguments,
}

/// What comes back from a call that succeeded. An answer of another status is an error of the runtime, which reads the body
/// by the rules of the protocol.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing that is looked at.
    Empty,
    /// The bytes of the body.
    Bytes,
    /// A JSON value.
    Json {
        /// The type of the value.
        ty: Ty,
        /// The builder of the place behind the call, where the path can go on there.
        resource: Option<TypePath>,
    },
    /// JSON values in pages.
    Pages {
        /// The type of one value.
        item: Ty,
        /// What leads to the next page.
        paging: Paging,
        /// The builder of the place behind the call, where the path can go on there.
        resource: Option<TypePath>,
    },
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// A link in the control information `nextLink` (OData JSON Format 4.01, 4.6.5), with the values in `value`.
    NextLink,
}

/// A call that was begun: an item with a method for each parameter that may be left out.
#[derive(Clone, Debug, PartialEq)]
pub struct CallBuilder {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The call.
    pub call: Call,
}
