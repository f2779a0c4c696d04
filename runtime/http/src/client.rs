//! The client: the address of a service, and the only function that sends requests to it.

mod builder;
mod origin;
mod send;
pub(crate) mod setup;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Uri};
use url::Url;

pub use builder::ClientBuilder;
pub use send::Sending;
pub(crate) use setup::Setup;

use self::origin::Origins;
use crate::error::Error;
use crate::layer::Exchange;
use crate::request::{Request, complete};
use crate::retry::{Budget, RetryPolicy};
use crate::timer::{SharedTimer, Timer};

/// A client of one service: its transport with all [layers](crate::layer) around it, its address, and what every
/// request has. Cheap to clone: clones share everything.
///
/// It knows nothing of what the service means; see [`Request`] for how it is used.
///
/// ```
/// use clientwright_http::{Body, Client};
///
/// # fn main() -> Result<(), clientwright_http::Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1")
///     .bearer_token("…")
/// #   .service(service)
///     .build()?;
/// assert_eq!(client.url("pets/7")?.as_str(), "https://services.example.com/v1/pets/7");
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    /// The address of the service, with a slash at its end.
    root: Url,
    origins: Origins,
    headers: Arc<HeaderMap>,
    /// The transport with all layers around it.
    stack: Arc<dyn Exchange>,
    timer: SharedTimer,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    budget: Arc<Budget>,
}

impl Client {
    /// A builder with the defaults of this crate.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// The address of the service, with a slash at its end.
    #[inline]
    pub fn base_url(&self) -> &Url {
        &self.0.root
    }

    /// The headers of all requests.
    pub fn default_headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The time limit of requests that have none of their own.
    pub fn timeout(&self) -> Option<Duration> {
        self.0.timeout
    }

    /// The retry policy of requests that have none of their own.
    #[inline]
    pub fn retry_policy(&self) -> &RetryPolicy {
        &self.0.retry
    }

    /// How many repeats may still be sent over all requests: for a protocol that repeats parts of a request by itself.
    #[inline]
    pub fn retry_budget(&self) -> &Budget {
        &self.0.budget
    }

    /// What the client waits by.
    #[inline]
    pub fn timer(&self) -> Option<&dyn Timer> {
        self.0.timer.as_deref()
    }

    /// All headers that the request is sent with, except those that layers add, such as the credential. To a foreign origin none
    /// of the client's goes but `User-Agent`.
    ///
    /// ```
    /// use clientwright_http::{Body, Client, Error, Request};
    /// use http::{Method, header};
    ///
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com")
    ///     .default_header("x-tenant", "42")
    /// #   .service(service)
    ///     .build()?;
    /// let json = http::HeaderValue::from_static("application/json");
    /// let request = |url: &str| {
    ///     let request = Request::new(Method::GET, client.uri(&client.url(url)?)?);
    ///     Ok::<_, Error>(request.fallback(header::ACCEPT, json.clone()))
    /// };
    /// let headers = client.headers_of(&request("pets")?);
    /// assert_eq!((&headers["x-tenant"], &headers["accept"]), (&"42".parse().unwrap(), &json));
    ///
    /// let headers = client.headers_of(&request("https://elsewhere.example.org/pets")?);
    /// assert!(!headers.contains_key("x-tenant") && headers.contains_key("accept"));
    /// # Ok(()) }
    /// ```
    pub fn headers_of(&self, request: &Request) -> HeaderMap {
        let foreign = !self.0.origins.admit_uri(&request.uri);
        complete(request, &self.0.headers, foreign)
    }
}

/// Shows where the service is. Header values and tokens are left out.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url().as_str())
            .field("headers", &self.0.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}

/// URLs: which ones there are, and where requests may go.
///
/// A link from a response may lead anywhere. [`link`](Self::link) accepts those to origins that may have the credential:
///
/// ```
/// use clientwright_http::{Body, Client, Error};
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1")
///     .allow_origin("https://eu.services.example.com")
/// #   .service(service)
///     .build()?;
/// assert_eq!(client.link("pets?page=2")?, "https://services.example.com/v1/pets?page=2");
/// let eu = client.link("https://eu.services.example.com/v1/pets")?;
/// assert!(client.admits_uri(&eu));
///
/// let foreign = client.url("https://elsewhere.example.org/pets?page=2")?;
/// assert!(!client.admits(&foreign));
/// let error = client.link(foreign.as_str()).unwrap_err();
/// assert_eq!(error.to_string(), "next page: the origin of the link is foreign: https://elsewhere.example.org");
///
/// // The request before it was sent to another server, whose own links are in order.
/// let server = client.url("https://elsewhere.example.org/v2/")?;
/// assert_eq!(client.link_to(Some(&server), foreign.as_str())?, foreign.as_str());
/// # Ok(()) }
/// ```
impl Client {
    /// Parses a URL without its fragment. A relative URL is resolved below the address of the service, also if it
    /// begins with a slash.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the text is no URL, or its scheme is neither https nor http.
    pub fn url(&self, text: &str) -> Result<Url, Error> {
        // The parser would remove control characters, and the request would be sent to another URL.
        if let Some(c) = text.chars().find(|c| c.is_control()) {
            return Err(Error::invalid(format!("URL: it has the character {c:?}")));
        }
        // A leading slash would leave the path of the service, which is rarely intended.
        let below = text
            .strip_prefix('/')
            .filter(|rest| !rest.starts_with('/'))
            .unwrap_or(text);
        let joined = self.base_url().join(below);
        let mut url = joined.map_err(|error| Error::invalid(format!("URL: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::invalid("URL: the scheme must be https or http"));
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// The URL in the form that requests have.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when it has no such form, as when it is too long.
    pub fn uri(&self, url: &Url) -> Result<Uri, Error> {
        Uri::try_from(url.as_str()).map_err(|error| Error::invalid(format!("URL: {error}")))
    }

    /// Parses a link from a response, without its fragment. A relative link is resolved below the address of the
    /// service.
    ///
    /// # Errors
    ///
    /// [`Error::Paging`] when it is no URL, its origin is not [admitted](Self::admits), or it has credentials.
    pub fn link(&self, link: &str) -> Result<Uri, Error> {
        self.link_to(None, link)
    }

    /// As [`link`](Self::link); the origin of `server` is admitted too. For requests that go to a server of their own.
    ///
    /// # Errors
    ///
    /// As for [`link`](Self::link).
    pub fn link_to(&self, server: Option<&Url>, link: &str) -> Result<Uri, Error> {
        let mut url = crate::paging::resolve(self.base_url(), link)
            .ok_or_else(|| Error::paging(link, "the link is no URL"))?;
        let is_own = server.is_some_and(|server| server.origin() == url.origin());
        if !is_own && !self.admits(&url) {
            let origin = url.origin().ascii_serialization();
            let reason = format!("the origin of the link is foreign: {origin}");
            return Err(Error::paging(url, reason));
        }
        // The transport would send them next to the client's own. The reason does not show them.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::paging(link, "the link has credentials in it"));
        }
        url.set_fragment(None);
        Uri::try_from(url.as_str())
            .map_err(|error| Error::paging(url, format!("the link is no URI: {error}")))
    }

    /// Whether the credential and the default headers may go where the URL points: to the origin of the service and the
    /// [allowed](ClientBuilder::allow_origin) ones.
    pub fn admits(&self, url: &Url) -> bool {
        self.0.origins.admit(url)
    }

    /// As [`admits`](Self::admits), for the URL of a request.
    pub fn admits_uri(&self, uri: &Uri) -> bool {
        self.0.origins.admit_uri(uri)
    }
}
