//! What can go wrong between a builder and its answer.

mod display;
mod escape;
mod odata;
mod response;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderMap, Method, StatusCode, Uri};

pub use odata::{ErrorDetail, ODataError};
pub use response::{DecodeFailure, NoContentError, RedirectError, StatusError};

pub(crate) use escape::Escape;
pub(crate) use odata::{Content, members};
pub(crate) use response::Answer;

use self::escape::Escaped;
use crate::future::BoxError;
use crate::json::JsonError;
use crate::retry::retry_after;

/// Why a request failed.
///
/// `Display` names the method, the path without its query, and the service's request id where there is one. No token
/// and no header is ever shown. Characters in texts of the service that end lines, steer a terminal or change the direction
/// of text are shown as escapes (`\n`, `\u{1b}`); the methods return the texts as they were sent.
///
/// ```
/// # use clientwright_odata::Error;
/// fn explain(error: &Error) -> String {
///     match error {
///         Error::OData(error) => format!("the service says {}: {}", error.code(), error.message()),
///         error if error.is_not_found() => "no such thing".to_owned(),
///         error => error.to_string(),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an OData error (OData JSON 4.01, 21.1).
    OData(Box<ODataError>),
    /// The service answered with a failing status and a body that is no OData error, or none.
    Status(Box<StatusError>),
    /// The service answered with a redirect. It was not followed, so that no token leaves its origin.
    Redirect(Box<RedirectError>),
    /// The request did not reach the service, or its answer did not arrive whole.
    Transport(Box<TransportError>),
    /// The answer is not what the metadata says.
    Decode(Box<DecodeFailure>),
    /// The service did what was asked and answered without the entity or value that was expected.
    NoContent(Box<NoContentError>),
    /// There is no token, or it must not be sent where the request goes. Nothing was sent.
    Auth(Box<AuthError>),
    /// The request cannot be sent as it was built. Nothing was sent.
    InvalidRequest(Box<InvalidRequestError>),
    /// A link to the next page leads where it must not: to a foreign origin or in a circle. It was not followed.
    Paging(Box<PagingError>),
    /// The batch that the request was part of failed as a whole, for this reason; it may have been sent or not.
    Batch(Arc<Error>),
    /// JSON that was read or written apart from a request: [`from_json`](crate::from_json) and
    /// [`to_json`](crate::to_json).
    Json(Box<JsonError>),
}

impl Error {
    /// The status that the service answered with. `None` when there was no answer, or none that failed.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The id that the service gave to the request: the header `request-id`, `x-ms-request-id`, `x-request-id`,
    /// `client-request-id`, `x-correlation-id` (SAP), `x-correlationid` or `correlation-id`, the first that is there, or
    /// what the error's body says. Support will ask for it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::OData(error) => error.request_id(),
            Self::Batch(error) => error.request_id(),
            _ => self.answer().and_then(Answer::request_id),
        }
    }

    /// The headers of the answer, such as `Retry-After`.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// The body of the answer, as it arrived.
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.body)
    }

    /// The service's error code, such as `Request_ResourceNotFound`; `None` when it gave none.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::OData(error) => Some(error.code()).filter(|code| !code.is_empty()),
            Self::Batch(error) => error.code(),
            _ => None,
        }
    }

    /// Whether the status is 404 Not Found or 410 Gone.
    pub fn is_not_found(&self) -> bool {
        self.has_status(&[StatusCode::NOT_FOUND, StatusCode::GONE])
    }

    /// Whether the status is 429 Too Many Requests.
    pub fn is_throttled(&self) -> bool {
        self.has_status(&[StatusCode::TOO_MANY_REQUESTS])
    }

    /// Whether the status is 409 Conflict.
    pub fn is_conflict(&self) -> bool {
        self.has_status(&[StatusCode::CONFLICT])
    }

    /// Whether the status is 412 Precondition Failed (the etag has changed) or 428 Precondition Required.
    pub fn is_precondition_failed(&self) -> bool {
        self.has_status(&[
            StatusCode::PRECONDITION_FAILED,
            StatusCode::PRECONDITION_REQUIRED,
        ])
    }

    /// Whether the status is 401 Unauthorized.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(&[StatusCode::UNAUTHORIZED])
    }

    /// Whether the status is 403 Forbidden.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(&[StatusCode::FORBIDDEN])
    }

    /// Whether the status is 304 Not Modified: the entity still has the etag of `if_none_match`.
    pub fn is_not_modified(&self) -> bool {
        self.has_status(&[StatusCode::NOT_MODIFIED])
    }

    /// How long the service asks to wait before the next attempt: `Retry-After` of the answer, in seconds or as a date.
    /// [`Duration::MAX`] when it is longer than that.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Whether the time was over: that of [`timeout`](crate::ClientBuilder::timeout), one of the transport's own, or a
    /// gateway's (408 Request Timeout, 504 Gateway Timeout).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => says_timeout(error.source.as_ref()),
            Self::Batch(error) => error.is_timeout(),
            _ => self.has_status(&[StatusCode::REQUEST_TIMEOUT, StatusCode::GATEWAY_TIMEOUT]),
        }
    }

    /// Whether the service itself failed: a status of 500 or more.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    fn has_status(&self, any: &[StatusCode]) -> bool {
        self.status().is_some_and(|status| any.contains(&status))
    }

    fn answer(&self) -> Option<&Answer> {
        match self {
            Self::OData(error) => Some(&error.answer),
            Self::Status(error) => Some(&error.answer),
            Self::Redirect(error) => Some(&error.answer),
            Self::Decode(error) => Some(&error.answer),
            Self::NoContent(error) => Some(&error.answer),
            Self::Batch(error) => error.answer(),
            Self::Transport(_)
            | Self::Auth(_)
            | Self::InvalidRequest(_)
            | Self::Paging(_)
            | Self::Json(_) => None,
        }
    }

    /// The answer, if there was one.
    pub(crate) fn into_answer(self) -> Result<Answer, Self> {
        match self {
            Self::OData(error) => Ok(error.answer),
            Self::Status(error) => Ok(error.answer),
            Self::Redirect(error) => Ok(error.answer),
            Self::Decode(error) => Ok(error.answer),
            Self::NoContent(error) => Ok(error.answer),
            Self::Transport(_)
            | Self::Auth(_)
            | Self::InvalidRequest(_)
            | Self::Paging(_)
            | Self::Batch(_)
            | Self::Json(_) => Err(self),
        }
    }

    pub(crate) fn invalid(reason: impl Into<String>) -> Self {
        Self::InvalidRequest(Box::new(InvalidRequestError {
            reason: reason.into(),
        }))
    }

    pub(crate) fn paging(link: &str, reason: impl Into<String>) -> Self {
        Self::Paging(Box::new(PagingError {
            link: link.to_owned(),
            reason: reason.into(),
        }))
    }
}

/// Whether an error of a transport, or what it comes from, says that the time was over.
pub(crate) fn says_timeout(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        if error.is::<TimedOut>()
            || io.is_some_and(|error| error.kind() == std::io::ErrorKind::TimedOut)
            || crate::transport::is_timeout(error)
        {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Which request it was: what may be shown of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RequestName {
    pub(crate) method: Method,
    /// Without the query, which may hold personal data.
    pub(crate) path: String,
    /// Host and port as the URL has them.
    pub(crate) host: String,
    pub(crate) scheme: Scheme,
}

impl RequestName {
    pub(crate) fn new(method: &Method, uri: &Uri) -> Self {
        let port = uri
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        Self {
            method: method.clone(),
            path: uri.path().to_owned(),
            host: format!("{}{port}", uri.host().unwrap_or_default()),
            scheme: uri.scheme().cloned().unwrap_or(Scheme::HTTPS),
        }
    }

    /// The URL without its query.
    fn url(&self) -> Option<url::Url> {
        url::Url::parse(&format!("{}://{}{}", self.scheme, self.host, self.path)).ok()
    }
}

impl fmt::Display for RequestName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The request did not reach the service, or its answer did not arrive whole. `source()` is the transport's error.
pub struct TransportError {
    pub(crate) request: RequestName,
    pub(crate) source: BoxError,
}

impl TransportError {
    /// The transport's own error, to downcast.
    pub fn get_ref(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.source.as_ref()
    }
}

/// There is no token, or it must not be sent where the request goes.
pub struct AuthError {
    pub(crate) request: RequestName,
    pub(crate) reason: AuthFailure,
}

/// Why a request was not sent; passes through the layers as any other error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AuthFailure {
    #[error("no token: {0}")]
    Provider(#[source] BoxError),
    #[error("the token cannot stand in a header")]
    Malformed,
    #[error("a token is not sent over plain http to {0}")]
    Insecure(String),
}

/// What would fail in the same way once more.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Permanent {
    #[error("the answer is longer than {0} bytes (see `ClientBuilder::max_response_bytes`)")]
    TooLarge(u64),
    #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
    #[error("the transport followed a redirect; build its client with `redirect(Policy::none())`")]
    Redirected,
}

/// An error that the service reported after the body of an answer that had begun as a success: the trailer `OData-Error`
/// (protocol 4.01, 9.5). The body is incomplete then, and a repeat would end in the same way.
#[derive(Debug, thiserror::Error)]
#[error("the service reported an error behind its answer: {}", Escaped(.text))]
pub(crate) struct InStream {
    text: String,
    /// Of the answer, as far as they are known.
    head: Option<Box<(StatusCode, HeaderMap)>>,
}

impl InStream {
    pub(crate) fn read(trailers: &HeaderMap) -> Option<Self> {
        let value = trailers.get("odata-error")?;
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        Some(Self { text, head: None })
    }

    /// Adds status and headers of the answer to such an error.
    pub(crate) fn with_head(error: BoxError, status: StatusCode, headers: &HeaderMap) -> BoxError {
        match error.downcast::<Self>() {
            Ok(mut error) => {
                error.head = Some(Box::new((status, headers.clone())));
                error
            }
            Err(error) => error,
        }
    }

    pub(crate) fn into_error(self, request: RequestName) -> Error {
        let content = Content::of_trailer(&self.text);
        let (status, headers) = self.head.map_or_else(Default::default, |head| *head);
        let answer = Answer {
            request,
            status,
            headers,
            body: self.text.into(),
        };
        answer.odata(content)
    }
}

/// The time for a request is over.
#[derive(Debug, thiserror::Error)]
#[error("it took longer than {0:?}")]
pub(crate) struct TimedOut(pub(crate) Duration);

/// The request cannot be sent as it was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequestError {
    reason: String,
}

/// A link to the next page leads where it must not.
#[derive(Clone, PartialEq, Eq)]
pub struct PagingError {
    link: String,
    reason: String,
}

impl PagingError {
    /// The link that was not followed. It may hold personal data of the query; `Display` does not show it.
    pub fn link(&self) -> &str {
        &self.link
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_whose_time_was_over_says_so_of_each_request() {
        let error = Error::Transport(Box::new(TransportError {
            request: RequestName {
                method: Method::POST,
                path: "/$batch".into(),
                host: "host".into(),
                scheme: Scheme::HTTPS,
            },
            source: TimedOut(Duration::from_secs(1)).into(),
        }));
        assert!(Error::Batch(Arc::new(error)).is_timeout());
    }
}
