//! What can go wrong between a builder and its response.
//! ```
//! use clientwright_odata::error::{DecodeFailure, ErrorDetail, NoContentError, ODataError};
//! use clientwright_odata::{Client, Collection, Error, Property, literal};
//! # use clientwright_odata::Body;
//! # use http::{Request, Response, StatusCode};
//! # use serde_json::Value;
//!
//! /// What the user of a form is told.
//! fn explain(error: &Error) -> String {
//!     match error {
//!         Error::OData(error) => fields(error),
//!         Error::Decode(failure) => defect(failure),
//!         Error::NoContent(response) => absent(response),
//!         error if error.is_timeout() => "the service is slow today".to_owned(),
//!         error => error.to_string(),
//!     }
//! }
//!
//! /// The service rejected the request: the problem of each field.
//! fn fields(error: &ODataError) -> String {
//!     let field = |detail: &ErrorDetail| format!("{}: {}", detail.target.as_deref().unwrap_or("?"), detail.message);
//!     match error.details() {
//!         [] => format!("{} ({})", error.message(), error.code()),
//!         details => details.iter().map(field).collect::<Vec<_>>().join(", "),
//!     }
//! }
//!
//! /// The service does not keep to its metadata: what to report to it.
//! fn defect(failure: &DecodeFailure) -> String {
//!     match failure.item() {
//!         Some(index) => format!("item {index} is broken"),
//!         None => format!("{} is broken", failure.error().path()),
//!     }
//! }
//!
//! /// The service responded with less than was requested.
//! fn absent(response: &NoContentError) -> String {
//!     match response.monitor() {
//!         Some(url) => format!("not finished; see {url}"),
//!         None => "there is none".to_owned(),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: Request<Body>| async move {
//! #     let mut response = Response::new(Body::from(match request.uri().path() {
//! #         "/users" => r#"{"error":{"code":"Invalid","message":"2 fields","details":[
//! #             {"code":"Long","message":"at most 10 characters","target":"name"},
//! #             {"code":"Past","message":"in the future","target":"birthday"}]}}"#,
//! #         "/users('1')/age" => r#"{"value":"forty"}"#,
//! #         _ => "",
//! #     }));
//! #     *response.status_mut() = match request.uri().path() {
//! #         "/users" => StatusCode::BAD_REQUEST,
//! #         "/users('1')/age" => StatusCode::OK,
//! #         _ => StatusCode::NO_CONTENT,
//! #     };
//! #     Ok::<_, std::io::Error>(response)
//! # });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! # const AGE: Property<Value, i32> = Property::new("age");
//! let users = Collection::<Value>::root(&client, "users");
//! let error = users.create_with().await.unwrap_err();
//! assert_eq!(explain(&error), "name: at most 10 characters, birthday: in the future");
//!
//! let ada = users.key(&[("id", literal("1"))]);
//! let error = ada.property(AGE).get().await.unwrap_err();
//! assert_eq!(explain(&error), "value is broken");
//!
//! let error = ada.navigate::<Value, clientwright_odata::capability::Full>("manager").get().await.unwrap_err();
//! assert_eq!(explain(&error), "there is none");
//! # Ok(()) }
//! ```

mod display;
mod odata;
mod raw_response;

use std::sync::Arc;

pub use clientwright_http::error::{
    AuthError, InvalidRequestError, PagingError, RedirectError, StatusError, TransportError,
};
use http::StatusCode;

pub use clientwright_http::RequestName;
pub use odata::{ErrorDetail, ODataError};
pub use raw_response::{DecodeFailure, NoContentError};

pub(crate) use odata::{Content, Members, members};
pub(crate) use raw_response::RawResponse;

pub use crate::object::MissingPropertyError;

use crate::json::{DecodeError, EncodeError, JsonError};

/// Why a request failed.
///
/// `Display` names the method, the path without its query, and the service's request id where there is one. No token
/// and no header is ever shown. Characters in texts of the service that end lines, steer a terminal or change the
/// direction of text are shown as escapes (`\n`, `\u{1b}`); the methods return the texts as they were sent.
///
/// ```
/// # use clientwright_odata::Error;
/// fn explain(error: &Error) -> String {
///     match error {
///         Error::OData(error) => format!("the service reports {}: {}", error.code(), error.message()),
///         error if error.is_not_found() => "no such thing".to_owned(),
///         error => error.to_string(),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service responded with an OData error (OData JSON 4.01, 21.1).
    OData(Box<ODataError>),
    /// The service responded with an error status and a body that is no OData error, or none.
    Status(Box<StatusError>),
    /// The service responded with a redirect. It was not followed, so that no token leaves its origin.
    Redirect(Box<RedirectError>),
    /// The request did not reach the service, or its response did not arrive whole.
    Transport(Box<TransportError>),
    /// The response does not match the metadata.
    Decode(Box<DecodeFailure>),
    /// The request succeeded, but the response does not have the expected entity or value.
    NoContent(Box<NoContentError>),
    /// There is no token, or it must not be sent to the URL of the request. Nothing was sent.
    Auth(Box<AuthError>),
    /// The request cannot be sent as it was built. Nothing was sent.
    InvalidRequest(Box<InvalidRequestError>),
    /// A link to the next page has a foreign origin or closes a cycle. It was not followed.
    Paging(Box<PagingError>),
    /// The batch that the request was part of failed as a whole, for this reason; it may have been sent or not.
    Batch(Arc<Error>),
    /// JSON that was read or written apart from a request: [`from_json`](crate::from_json) and
    /// [`to_json`](crate::to_json).
    ///
    /// ```
    /// # use clientwright_odata::{Error, json::DecodeError};
    /// fn numbers(saved: &[u8]) -> Result<Vec<i32>, Error> {
    ///     Ok(clientwright_odata::from_json(saved)?)
    /// }
    /// assert_eq!(numbers(b"[1, 2]").unwrap(), [1, 2]);
    /// assert!(matches!(numbers(b"[1, true]").unwrap_err(), Error::Json(_)));
    /// ```
    Json(Box<JsonError>),
    /// A property without a value, where [`require`](crate::Object::require) expected one.
    MissingProperty(Box<MissingPropertyError>),
}

clientwright_http::__error_questions!(Error);

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

impl From<MissingPropertyError> for Error {
    fn from(error: MissingPropertyError) -> Self {
        Self::MissingProperty(Box::new(error))
    }
}

impl Error {
    /// The id that the service assigned to the request: the header `request-id`, `x-ms-request-id`, `x-request-id`,
    /// `client-request-id`, `x-correlation-id` (SAP), `x-correlationid` or `correlation-id`, the first that is present,
    /// or the id in the error's body. Support needs it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::OData(error) => error.request_id(),
            Self::Batch(error) => error.request_id(),
            _ => self.response()?.request_id(),
        }
    }

    /// The service's error code, such as `Request_ResourceNotFound`; `None` when it sent none.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::OData(error) => Some(error.code()).filter(|code| !code.is_empty()),
            Self::Batch(error) => error.code(),
            _ => None,
        }
    }

    /// Whether the time was over: that of [`timeout`](crate::ClientBuilder::timeout), one of the transport's own, or a
    /// gateway's (408 Request Timeout, 504 Gateway Timeout).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            Self::Batch(error) => error.is_timeout(),
            _ => self.has_status(&[StatusCode::REQUEST_TIMEOUT, StatusCode::GATEWAY_TIMEOUT]),
        }
    }

    /// The response, where there was one.
    pub(crate) fn response(&self) -> Option<&clientwright_http::Response> {
        match self {
            Self::OData(error) => Some(&error.response),
            Self::Status(error) => Some(error.response()),
            Self::Redirect(error) => Some(error.response()),
            Self::Decode(error) => Some(&error.response),
            Self::NoContent(error) => Some(&error.response),
            Self::Batch(error) => error.response(),
            Self::Transport(_)
            | Self::Auth(_)
            | Self::InvalidRequest(_)
            | Self::Paging(_)
            | Self::Json(_)
            | Self::MissingProperty(_) => None,
        }
    }

    /// The response, if there was one.
    pub(crate) fn into_raw_response(self) -> Result<RawResponse, Self> {
        match self {
            Self::OData(error) => Ok(error.response),
            Self::Status(error) => Ok(RawResponse(error.into_response())),
            Self::Redirect(error) => Ok(RawResponse(error.into_response())),
            Self::Decode(error) => Ok(error.response),
            Self::NoContent(error) => Ok(error.response),
            Self::Transport(_)
            | Self::Auth(_)
            | Self::InvalidRequest(_)
            | Self::Paging(_)
            | Self::Batch(_)
            | Self::Json(_)
            | Self::MissingProperty(_) => Err(self),
        }
    }

    pub(crate) fn invalid(reason: impl Into<String>) -> Self {
        Self::InvalidRequest(Box::new(InvalidRequestError::new(reason)))
    }

    pub(crate) fn paging(link: &str, reason: impl Into<String>) -> Self {
        Self::Paging(Box::new(PagingError::new(link, reason)))
    }
}

/// A failing status whose body is an OData error is [`Error::OData`]; every other error stays what it is.
impl From<clientwright_http::Error> for Error {
    fn from(error: clientwright_http::Error) -> Self {
        use clientwright_http::Error as Http;
        match error {
            Http::Status(error) => match Content::read(&error.response().body) {
                Some(content) => RawResponse(error.into_response()).odata(content),
                None => Self::Status(error),
            },
            Http::Redirect(error) => Self::Redirect(error),
            Http::Transport(error) => Self::Transport(error),
            Http::Auth(error) => Self::Auth(error),
            Http::InvalidRequest(error) => Self::InvalidRequest(error),
            Http::Paging(error) => Self::Paging(error),
            // `clientwright_http::Error` gets no variant without one here: both crates are released together.
            error => Self::invalid(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientwright_http::RequestName;
    use http::{Method, Uri};

    #[test]
    fn a_batch_that_timed_out_is_a_timeout_of_each_request() {
        let request = RequestName::new(&Method::POST, &Uri::from_static("https://host/$batch"));
        let source = std::io::Error::from(std::io::ErrorKind::TimedOut);
        let error = Error::Transport(Box::new(TransportError::new(request, source)));
        assert!(Error::Batch(Arc::new(error)).is_timeout());
    }

    /// The response with this status and body as the errors of both crates.
    fn both(
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: &'static str,
    ) -> [String; 2] {
        use clientwright_http::Response;
        let request = RequestName::new(&Method::GET, &Uri::from_static("https://host/a?b"));
        let status = StatusCode::from_u16(status).unwrap();
        let mut map = http::HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        let response = Response::new(request, status, map, body.into());
        let below = response.clone().check().unwrap_err();
        let questions = (
            below.status(),
            below.headers().cloned(),
            below.body().cloned(),
            below.request_id().map(str::to_owned),
            below.retry_after(),
            (
                below.is_timeout(),
                below.is_server_error(),
                below.is_throttled(),
            ),
            (
                below.is_not_found(),
                below.is_not_modified(),
                below.is_unauthorized(),
            ),
        );
        let text = below.to_string();
        let above = Error::from(below);
        assert_eq!(
            questions,
            (
                above.status(),
                above.headers().cloned(),
                above.body().cloned(),
                above.request_id().map(str::to_owned),
                above.retry_after(),
                (
                    above.is_timeout(),
                    above.is_server_error(),
                    above.is_throttled()
                ),
                (
                    above.is_not_found(),
                    above.is_not_modified(),
                    above.is_unauthorized()
                ),
            )
        );
        [text, above.to_string()]
    }

    #[test]
    fn an_error_of_http_loses_nothing() {
        for (status, headers, body) in [
            (404, &[("request-id", "r1")][..], "gone"),
            (429, &[("retry-after", "3")], ""),
            (304, &[("location", "/b")], ""),
            (302, &[("location", "https://other/b")], "moved"),
            (504, &[], "<html>late</html>"),
            (401, &[], r#"{"error":"text"}"#),
        ] {
            let [below, above] = both(status, headers, body);
            assert_eq!(below, above);
        }
        let body = r#"{"error":{"code":"c","message":"m"}}"#;
        let [below, above] = both(503, &[("retry-after", "3")], body);
        assert_eq!(below, format!("GET /a: 503 Service Unavailable: {body}"));
        assert_eq!(above, "GET /a: 503 Service Unavailable: c: m");
        let reasons = [
            clientwright_http::Error::invalid("no"),
            clientwright_http::Error::paging("https://host/?secret", "no"),
        ];
        for below in reasons {
            let text = below.to_string();
            assert_eq!(Error::from(below).to_string(), text);
        }
    }
}
