//! What can go wrong between a call and its response.
//!
//! Each variant of [`Error`] has a struct with what is known of the failure:
//!
//! ```
//! use clientwright_openapi::error::{DecodeFailure, NoContentError, StatusError, UndeclaredError};
//! use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Status, Style};
//! use clientwright_openapi::{Body, Call, Client, Error};
//!
//! const GET_AGE: Operation = Operation {
//!     path: &[Segment::Text("/pets/"), Segment::Parameter(0), Segment::Text("/age")],
//!     parameters: &[Parameter("petId", Location::Path(Style::SIMPLE))],
//!     success: &[Status::Exactly(200)],
//!     ..Operation::NONE
//! };
//!
//! /// The service has refused the request: its text is for the user.
//! fn refused(error: &StatusError) -> String {
//!     format!("{}: {}", error.status().as_u16(), error.text())
//! }
//!
//! /// The description is wrong or old: a report for the developers.
//! fn undecodable(error: &DecodeFailure) -> String {
//!     format!("{}: {}", error.status().as_u16(), error.error())
//! }
//!
//! fn empty(error: &NoContentError) -> String {
//!     format!("{}: no content", error.status().as_u16())
//! }
//!
//! fn undeclared(error: &UndeclaredError) -> String {
//!     format!("{}: not declared", error.status().as_u16())
//! }
//!
//! fn explain(error: &Error) -> String {
//!     match error {
//!         Error::Status(error) => refused(error),
//!         Error::Decode(error) => undecodable(error),
//!         Error::NoContent(error) => empty(error),
//!         Error::Undeclared(error) => undeclared(error),
//!         error => error.to_string(),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let (status, body) = match request.uri().path() {
//! #         "/pets/1/age" => (200, "3"),
//! #         "/pets/2/age" => (404, "no such pet"),
//! #         "/pets/3/age" => (200, "true"),
//! #         "/pets/4/age" => (204, ""),
//! #         _ => (202, "4"),
//! #     };
//! #     Ok::<_, std::io::Error>(http::Response::builder().status(status).body(Body::from(body)).expect("a response"))
//! # });
//! # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
//! let age = async |id: i64| Call::<i64>::new(&client, &GET_AGE).argument(0, &id).await.map_err(|error| explain(&error));
//! assert_eq!(age(1).await, Ok(3));
//! assert_eq!(age(2).await, Err("404: no such pet".to_owned()));
//! assert!(age(3).await.expect_err("a Boolean").starts_with("200: "));
//! assert_eq!(age(4).await, Err("204: no content".to_owned()));
//! assert_eq!(age(5).await, Err("202: not declared".to_owned()));
//! # Ok(()) }
//! ```

mod display;

pub use clientwright_http::RequestName;
pub use clientwright_http::error::{
    AuthError, InvalidRequestError, PagingError, RedirectError, TransportError,
};
use http::StatusCode;

use crate::content;
use crate::json::{DecodeError, EncodeError, JsonError};
use crate::operation::Operation;
use crate::wire::Wire;
use crate::xml::Document;

/// Why a call failed.
///
/// `Display` names the method, the path without its query, and the service's request id where there is one. No token
/// and no header is ever shown. Characters in texts of the service that end lines, steer a terminal or change the direction
/// of text are shown as escapes (`\n`, `\u{1b}`); the methods return the texts as they were sent.
///
/// ```
/// # use clientwright_openapi::Error;
/// fn explain(error: &Error) -> String {
///     match error {
///         Error::Status(error) => format!("the service reports {}: {}", error.status(), error.text()),
///         error if error.is_timeout() => "the service takes too long".to_owned(),
///         error => error.to_string(),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with a failing status. Generated enums read the bodies that the description declares, by
    /// their [status](crate::failure); [`decode`](Error::decode) reads the body as any type.
    Status(Box<StatusError>),
    /// The service answered with a redirect. It was not followed, so that no token leaves its origin.
    Redirect(Box<RedirectError>),
    /// The request did not reach the service, or its response did not arrive whole.
    Transport(Box<TransportError>),
    /// The response is not what the description declares.
    Decode(Box<DecodeFailure>),
    /// The service did what was asked and answered without the value that was expected.
    NoContent(Box<NoContentError>),
    /// The service did what was asked, and answered with a status of success that the description does not declare.
    /// [`decode`](Error::decode) reads the body.
    Undeclared(Box<UndeclaredError>),
    /// There is no token, or it must not be sent where the request goes. Nothing was sent.
    Auth(Box<AuthError>),
    /// The request cannot be sent as it was built. Nothing was sent.
    InvalidRequest(Box<InvalidRequestError>),
    /// A link to the next page leads where it must not: to a foreign origin or in a circle. It was not followed.
    Paging(Box<PagingError>),
    /// JSON that was read or written apart from a call: [`from_json`](crate::from_json) and
    /// [`to_json`](crate::to_json).
    Json(Box<JsonError>),
}

clientwright_http::__error_questions!(Error);

impl Error {
    /// The id that the service gave to the request: the header `request-id`, `x-ms-request-id`, `x-request-id`,
    /// `client-request-id`, `x-correlation-id`, `x-correlationid` or `correlation-id`, the first that is there. Support
    /// will ask for it.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// Whether the time was over: that of [`timeout`](crate::ClientBuilder::timeout), one of the transport's own, or a
    /// gateway's (408 Request Timeout, 504 Gateway Timeout).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            _ => self.has_status(&[StatusCode::REQUEST_TIMEOUT, StatusCode::GATEWAY_TIMEOUT]),
        }
    }

    /// The body of the response as a value of a type, whatever the description declares for the status: as JSON, as XML
    /// where the description says how the status has it, or as a text if the media type is one. `None`: there was no
    /// response, or its body is not of this type. The enum of declared errors of an operation chooses the type by
    /// the [status](crate::failure).
    ///
    /// ```
    /// # use clientwright_openapi::{Call, Error, wire::Wire};
    /// # async fn example<Pet: Wire, Problem: Wire>(call: Call<Pet>) -> Result<Option<Problem>, Error> {
    /// match call.await {
    ///     Err(error) if error.is_conflict() => Ok(error.decode::<Problem>()),
    ///     result => result.map(|_| None),
    /// }
    /// # }
    /// ```
    pub fn decode<T: Wire>(&self) -> Option<T> {
        let response = self.response()?;
        let document = match self {
            Self::Status(error) => error.document(),
            _ => None,
        };
        let read = |is_text| content::decode(response, is_text, document)?.ok();
        let is_text = || {
            let content_type = response.content_type();
            content_type.is_some_and(|name| crate::media::essence(name).starts_with("text/"))
        };
        read(false).or_else(|| is_text().then(|| read(true))?)
    }

    /// The error with the operation that was called.
    pub(crate) fn of(mut self, operation: &'static Operation) -> Self {
        if let Self::Status(error) = &mut self {
            error.operation = Some(operation);
        }
        self
    }

    /// The response, where there was one.
    pub fn response(&self) -> Option<&clientwright_http::Response> {
        match self {
            Self::Status(error) => Some(error.response()),
            Self::Redirect(error) => Some(error.response()),
            Self::Decode(error) => Some(&error.response),
            Self::NoContent(error) => Some(&error.response),
            Self::Undeclared(error) => Some(&error.response),
            Self::Transport(_)
            | Self::Auth(_)
            | Self::InvalidRequest(_)
            | Self::Paging(_)
            | Self::Json(_) => None,
        }
    }

    pub(crate) fn invalid(reason: impl Into<String>) -> Self {
        Self::InvalidRequest(Box::new(InvalidRequestError::new(reason)))
    }
}

impl From<clientwright_http::Error> for Error {
    fn from(error: clientwright_http::Error) -> Self {
        use clientwright_http::Error as Http;
        match error {
            Http::Status(error) => Self::Status(Box::new(StatusError {
                error: *error,
                operation: None,
                mismatch: None,
            })),
            Http::Redirect(error) => Self::Redirect(error),
            Http::Transport(error) => Self::Transport(error),
            Http::Auth(error) => Self::Auth(error),
            Http::InvalidRequest(error) => Self::InvalidRequest(error),
            Http::Paging(error) => Self::Paging(error),
            // Both crates are released together.
            other => Self::invalid(other.to_string()),
        }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Json(Box::new(error.into()))
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::Json(Box::new(error.into()))
    }
}

/// The service answered with a failing status.
pub struct StatusError {
    error: clientwright_http::error::StatusError,
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) mismatch: Option<DecodeError>,
}

impl StatusError {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.error.status()
    }

    /// The body as text; bytes that are no UTF-8 become `U+FFFD`.
    pub fn text(&self) -> String {
        self.error.text()
    }

    /// Why the body is not what the description declares for the status. It is known after the error was made into the enum
    /// of [declared errors](crate::failure).
    pub fn mismatch(&self) -> Option<&DecodeError> {
        self.mismatch.as_ref()
    }

    /// The response, with its headers and the body as it arrived.
    pub fn response(&self) -> &clientwright_http::Response {
        self.error.response()
    }

    /// The response, with its headers and the body as it arrived.
    pub fn into_response(self) -> clientwright_http::Response {
        self.error.into_response()
    }

    /// How the body is read if it is XML.
    pub(crate) fn document(&self) -> Option<&'static Document> {
        self.operation?.document(self.status().as_u16())
    }
}

/// A response that is not what the description declares. `source()` names the type and the property.
pub struct DecodeFailure {
    pub(crate) response: clientwright_http::Response,
    pub(crate) source: DecodeError,
    /// Whether XML was expected, so that markup is no surprise.
    pub(crate) is_xml: bool,
    /// The index of the item on its page, if the rest of the page can be read.
    pub(crate) item: Option<usize>,
}

impl DecodeFailure {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The index on its page of an item that cannot be read: the others can, and a stream goes on after it. The body of the
    /// response is then the text of the item.
    pub fn item(&self) -> Option<usize> {
        self.item
    }

    /// What was wrong, and where.
    pub fn error(&self) -> &DecodeError {
        &self.source
    }
}

/// The service did what was asked and answered without the value that was expected.
pub struct NoContentError {
    pub(crate) response: clientwright_http::Response,
}

impl NoContentError {
    /// The status, usually 204 No Content.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }
}

/// The service answered with a status of success that the description does not declare.
pub struct UndeclaredError {
    pub(crate) response: clientwright_http::Response,
}

impl UndeclaredError {
    /// The status, 2xx.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }
}
