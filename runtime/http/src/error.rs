//! What can go wrong between a request and its response.

pub(crate) mod display;
pub(crate) mod escape;
mod questions;
mod response;

use std::time::Duration;

use http::StatusCode;

pub use response::{RedirectError, StatusError};

use crate::future::BoxError;
use crate::response::{RequestName, Response};

/// Why a request failed.
///
/// `Display` names the method, the path without its query, and the service's request id where there is one. No token
/// and no header is ever shown. Characters in texts of the service that end lines, steer a terminal or change the
/// direction of text are shown as escapes (`\n`, `\u{1b}`); the methods return the texts as they were sent.
///
/// A crate that knows what the bodies of a service mean has an error of its own, made from this one by `From`: the
/// structs in the variants keep status, headers and body of the response.
///
/// ```
/// # use clientwright_http::Error;
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
    /// The service responded with an error status.
    Status(Box<StatusError>),
    /// The service responded with a redirect. It was not followed, so that no token leaves its origin.
    Redirect(Box<RedirectError>),
    /// The request did not reach the service, or its response did not arrive whole.
    Transport(Box<TransportError>),
    /// There is no token, or it must not be sent to the URL of the request. Nothing was sent.
    Auth(Box<AuthError>),
    /// The request cannot be sent as it was built. Nothing was sent.
    InvalidRequest(Box<InvalidRequestError>),
    /// A link to the next page has a foreign origin or closes a cycle. It was not followed.
    Paging(Box<PagingError>),
}

crate::__error_questions!(Error);

impl Error {
    /// The response, where there was one.
    pub fn response(&self) -> Option<&Response> {
        match self {
            Self::Status(error) => Some(&error.response),
            Self::Redirect(error) => Some(&error.response),
            Self::Transport(_) | Self::Auth(_) | Self::InvalidRequest(_) | Self::Paging(_) => None,
        }
    }

    /// The id that the service assigned to the request: the header `request-id`, `x-ms-request-id`, `x-request-id`,
    /// `client-request-id`, `x-correlation-id` (SAP), `x-correlationid` or `correlation-id`, the first that is present.
    /// Support needs it.
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(Response::request_id)
    }

    /// Whether the time was over: that of [`timeout`](crate::ClientBuilder::timeout), one of the transport's own, or a
    /// gateway's (408 Request Timeout, 504 Gateway Timeout).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            _ => self.has_status(&[StatusCode::REQUEST_TIMEOUT, StatusCode::GATEWAY_TIMEOUT]),
        }
    }

    /// An [`InvalidRequest`](Self::InvalidRequest) for this reason: lower case, without a full stop. For functions that build
    /// requests from what a user entered.
    ///
    /// ```
    /// use clientwright_http::{Client, Error, Request};
    /// use http::Method;
    ///
    /// fn search(client: &Client, words: &str) -> Result<Request, Error> {
    ///     if words.trim().is_empty() {
    ///         return Err(Error::invalid("a search needs a word"));
    ///     }
    ///     let mut query = String::new();
    ///     clientwright_http::encode::query(&mut query, "q", words);
    ///     let url = client.url(&format!("search?{query}"))?;
    ///     Ok(Request::new(Method::GET, client.uri(&url)?))
    /// }
    ///
    /// # use clientwright_http::Body;
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
    /// assert_eq!(search(&client, "a&b")?.uri, "https://services.example.com/search?q=a%26b");
    /// let error = search(&client, " ").unwrap_err();
    /// assert_eq!(error.to_string(), "invalid request: a search needs a word");
    /// # Ok(()) }
    /// ```
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self::InvalidRequest(Box::new(InvalidRequestError::new(reason)))
    }

    /// A [`Paging`](Self::Paging) error: this link was not followed for this reason (lower case, without a full stop). For a
    /// [`PageSource`](crate::paging::PageSource) with rules of its own.
    ///
    /// ```
    /// use clientwright_http::Error;
    ///
    /// /// The number of the page that a link such as `?page=2` leads to.
    /// fn page(link: &str) -> Result<u32, Error> {
    ///     let number = link.strip_prefix("?page=").and_then(|number| number.parse().ok());
    ///     number.ok_or_else(|| Error::paging(link, "the link has no number of a page"))
    /// }
    ///
    /// assert_eq!(page("?page=2")?, 2);
    /// let error = page("?user=jane").unwrap_err();
    /// assert_eq!(error.to_string(), "next page: the link has no number of a page");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn paging(link: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Paging(Box::new(PagingError::new(link, reason)))
    }

    /// [`Error::Paging`] of a link or token that comes again. The reason names it, without the query of a link, which may contain
    /// personal data.
    #[doc(hidden)]
    pub fn repeated(link: impl Into<String>, reason: &str) -> Self {
        let link = link.into();
        let shown = shown(&link);
        Self::paging(link, format!("{reason}: {shown} comes again"))
    }

    /// The error of a request without a response, or without a whole one.
    pub(crate) fn lost(request: RequestName, error: BoxError) -> Self {
        match error.downcast::<AuthFailure>() {
            Ok(reason) => Self::Auth(Box::new(AuthError {
                request,
                reason: *reason,
            })),
            Err(source) => Self::Transport(Box::new(TransportError::new(request, source))),
        }
    }
}

/// The request did not reach the service, or its response did not arrive whole. `source()` is the transport's error.
///
/// ```
/// use clientwright_http::error::TransportError;
/// use clientwright_http::{Error, RequestName};
/// use http::{Method, Uri};
/// use std::io;
///
/// /// Whether the service may just be starting.
/// fn is_refused(error: &Error) -> bool {
///     let Error::Transport(error) = error else { return false };
///     let io = error.get_ref().downcast_ref::<io::Error>();
///     io.is_some_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
/// }
///
/// // As the client makes one of the error of its transport:
/// let request = RequestName::new(&Method::GET, &Uri::from_static("http://localhost:8080/pets?name=Rex"));
/// let error = TransportError::new(request, io::Error::from(io::ErrorKind::ConnectionRefused));
/// assert!(!error.is_timeout());
/// let error = Error::Transport(Box::new(error));
/// assert!(is_refused(&error));
/// assert_eq!(error.to_string(), "GET /pets on localhost:8080: connection refused");
/// ```
pub struct TransportError {
    pub(crate) request: RequestName,
    pub(crate) source: BoxError,
}

impl TransportError {
    /// The error of a request that has no response, or no whole one.
    pub fn new(request: RequestName, source: impl Into<BoxError>) -> Self {
        Self {
            request,
            source: source.into(),
        }
    }

    /// The transport's own error, to downcast.
    pub fn get_ref(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.source.as_ref()
    }

    /// Whether the time was over: that of the request, or one of the transport's own.
    pub fn is_timeout(&self) -> bool {
        is_timeout_error(self.get_ref())
    }
}

/// Whether an error of a transport, or one of its sources, is a timeout.
pub(crate) fn is_timeout_error(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
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

/// There is no token, or it must not be sent to the URL of the request. If the [`TokenProvider`](crate::auth::TokenProvider)
/// has failed, `source()` has the text and the sources of its error.
///
/// ```
/// use clientwright_http::error::AuthError;
/// use clientwright_http::{Body, Client, Error, Request};
/// use http::{Method, Response};
/// use std::error::Error as _;
/// use std::io;
///
/// #[derive(Debug, thiserror::Error)]
/// #[error("the session cannot be read")]
/// struct SessionError(#[source] io::Error);
///
/// /// Whether a user has to sign in first.
/// fn is_signed_out(error: &AuthError) -> bool {
///     let causes = std::iter::successors(error.source(), |error| (*error).source());
///     let mut io = causes.filter_map(|error| error.downcast_ref::<io::Error>());
///     io.any(|error| error.kind() == io::ErrorKind::NotFound)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async {
/// #     assert!(std::hint::black_box(false), "nothing is sent without the token");
/// #     Ok::<_, io::Error>(Response::new(Body::empty()))
/// # });
/// let client = Client::builder()
///     .base_url("https://services.example.com")
///     .credential(|| async { Err::<String, _>(SessionError(io::ErrorKind::NotFound.into())) })
/// #   .service(service)
///     .build()?;
/// let url = client.uri(&client.url("me")?)?;
/// match client.send(Request::new(Method::GET, url)).await {
///     Err(Error::Auth(error)) => {
///         assert_eq!(error.to_string(), "GET /me: no token: the session cannot be read");
///         assert!(is_signed_out(&error));
///     }
///     other => panic!("{other:?}"),
/// }
/// # Ok(()) }
/// ```
pub struct AuthError {
    pub(crate) request: RequestName,
    pub(crate) reason: AuthFailure,
}

/// Why a request was not sent; passes through the layers as any other error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AuthFailure {
    #[error("no token: {0}")]
    Provider(#[source] BoxError),
    #[error("the token is not allowed in a header")]
    Malformed,
    #[error("a token is not sent over plain http to {0}")]
    Insecure(String),
}

/// What would fail in the same way once more.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Permanent {
    #[error("the response is longer than {0} bytes (see `ClientBuilder::max_response_bytes`)")]
    TooLarge(u64),
    #[cfg(all(feature = "reqwest-client", not(target_arch = "wasm32")))]
    #[error("the transport followed a redirect; build its client with `redirect(Policy::none())`")]
    Redirected,
}

/// The time for a request is over.
#[derive(Debug, thiserror::Error)]
#[error("it took longer than {0:?}")]
pub(crate) struct TimedOut(pub(crate) Duration);

/// The request cannot be sent as it was built. `Display` shows the reason, without secrets.
///
/// ```
/// use clientwright_http::error::InvalidRequestError;
/// use clientwright_http::{Client, Error};
///
/// let error = Client::builder().base_url("ftp://files.example.com").build().unwrap_err();
/// let reason = InvalidRequestError::new("base URL: the scheme must be https or http");
/// assert!(matches!(error, Error::InvalidRequest(error) if *error == reason));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequestError {
    reason: String,
}

impl InvalidRequestError {
    /// An error for this reason: lower case, without a full stop.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

/// The most characters of a link or token in a message.
const SHOWN: usize = 60;

/// The start of a link or a token, without what a URL has before its host and after its path.
fn shown(link: &str) -> String {
    let (path, query) = match link.find(['?', '#']) {
        Some(end) => (&link[..end], "?…"),
        None => (link, ""),
    };
    let path = match path.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let host = rest[..end].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[host..])
        }
        None => path.to_owned(),
    };
    match path.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…`", path[..end].escape_debug()),
        None => format!("`{}{query}`", path.escape_debug()),
    }
}

/// A link to the next page has a foreign origin or closes a cycle.
///
/// ```
/// use clientwright_http::error::PagingError;
/// use clientwright_http::{Body, Client, Error};
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
/// let link = "https://elsewhere.example.org/pets?owner=jane";
/// match client.link(link) {
///     Err(Error::Paging(error)) => {
///         assert_eq!(*error, PagingError::new(link, "the origin of the link is foreign: https://elsewhere.example.org"));
///         assert!(!error.to_string().contains("jane"));
///     }
///     other => panic!("{other:?}"),
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PagingError {
    link: String,
    reason: String,
}

impl PagingError {
    /// An error of this link. `Display` shows the reason alone.
    pub fn new(link: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            link: link.into(),
            reason: reason.into(),
        }
    }

    /// The link that was not followed, or the token that was not sent. It may contain personal data of the query, which `Display`
    /// does not show. Of a link or token that comes again, `Display` shows what is before the query, at most 60 characters.
    pub fn link(&self) -> &str {
        &self.link
    }
}
