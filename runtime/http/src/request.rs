//! Requests: what is sent, and how.

mod message;

use std::time::Duration;

use http::header::{ACCEPT, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::auth::Credentials;
use crate::retry::RetryPolicy;
use crate::transport::Body;

pub(crate) use message::{Message, PREFER, complete};

/// A request: what [`Client::send`](crate::Client::send) and [`Client::open`](crate::Client::open) take.
///
/// ```
/// use clientwright_http::{Body, Client, Error, Request, RetryPolicy};
/// use http::{Method, header};
///
/// # async fn example(client: Client) -> Result<(), Error> {
/// let url = client.url("pets?limit=2")?;
/// let mut request = Request::new(Method::GET, client.uri(&url)?);
/// request.headers.insert(header::IF_NONE_MATCH, http::HeaderValue::from_static("\"7\""));
/// request.retry = Some(RetryPolicy::none());
/// let response = client.send(request.fallback(header::ACCEPT,
/// http::HeaderValue::from_static("application/json"))).await?; println!("{}: {} bytes", response.status,
/// response.body.len());
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The URL, absolute. If its origin is neither the client's own nor [allowed](crate::ClientBuilder::allow_origin),
    /// the request is sent without the credential and the default headers of the client.
    pub uri: Uri,
    /// Headers, in place of those of the client; but `Prefer` adds up (RFC 7240, 2).
    pub headers: HeaderMap,
    /// The body. One that is a stream is sent once, without repeats.
    pub body: Body,
    /// Which of the client's credentials it is sent with.
    pub credentials: Credentials,
    /// How long it may take in all, in place of the client's time.
    pub timeout: Option<Duration>,
    /// How it is sent again when it fails, in place of the client's policy.
    pub retry: Option<RetryPolicy>,
    /// Whether it does no harm when it arrives twice, whatever its method is.
    pub idempotent: bool,
    /// How much of the response is read before it is returned.
    pub reading: Reading,
    /// How many redirects are followed, for `GET` and `HEAD`; none by default. On the way to a foreign origin, and from
    /// there on, the request keeps no headers but `Accept`, `Range` and `User-Agent`. None is followed from https to
    /// http.
    pub max_redirects: u32,
    pub(crate) fallback: Vec<(HeaderName, HeaderValue)>,
}

impl Request {
    /// A request without headers and body.
    #[inline]
    pub fn new(method: Method, uri: Uri) -> Self {
        Self {
            method,
            uri,
            headers: HeaderMap::new(),
            body: Body::empty(),
            credentials: Credentials::default(),
            timeout: None,
            retry: None,
            idempotent: false,
            reading: Reading::Whole,
            max_redirects: 0,
            fallback: Vec::new(),
        }
    }

    /// A header for where neither the request nor the client has one of that name.
    #[inline]
    pub fn fallback(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.set_fallback(name, value);
        self
    }

    /// As [`fallback`](Self::fallback), for a request that is not moved.
    ///
    /// ```
    /// use clientwright_http::{Body, Client, Error, Request};
    /// use http::{HeaderValue, Method, header};
    ///
    /// /// Asks for texts in a language, unless the caller or the client has set one.
    /// fn prefer(request: &mut Request, language: HeaderValue) {
    ///     request.set_fallback(header::ACCEPT_LANGUAGE, language);
    /// }
    ///
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
    /// let mut request = Request::new(Method::GET, client.uri(&client.url("pets")?)?);
    /// request.headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("fr"));
    /// prefer(&mut request, HeaderValue::from_static("nb"));
    /// assert_eq!(client.headers_of(&request)["accept-language"], "fr");
    /// request.headers.clear();
    /// assert_eq!(client.headers_of(&request)["accept-language"], "nb");
    /// # Ok(()) }
    /// ```
    #[inline]
    pub fn set_fallback(&mut self, name: HeaderName, value: HeaderValue) {
        self.fallback.push((name, value));
    }

    /// The same request for another URL, if it has redirects left.
    pub(crate) fn again(&self) -> Option<Self> {
        let is_read = [Method::GET, Method::HEAD].contains(&self.method);
        (self.max_redirects > 0 && is_read).then(|| Self {
            method: self.method.clone(),
            uri: self.uri.clone(),
            headers: self.headers.clone(),
            body: Body::empty(),
            retry: self.retry.clone(),
            fallback: self.fallback.clone(),
            max_redirects: self.max_redirects - 1,
            ..*self
        })
    }

    /// Drops what must not go to a foreign origin.
    pub(crate) fn forget_secrets(&mut self) {
        let kept = |name: &HeaderName| [RANGE, ACCEPT].contains(name);
        let own = std::mem::take(&mut self.headers);
        for name in [RANGE, ACCEPT] {
            if let Some(value) = own.get(&name) {
                self.headers.insert(name, value.clone());
            }
        }
        self.fallback.retain(|(name, _)| kept(name));
    }
}

/// How much of a response is read before it is returned. If the connection breaks while that part is read, the request
/// is repeated according to the [`RetryPolicy`].
///
/// ```
/// use clientwright_http::{Body, Client, Error, Reading, Request};
/// use futures_util::TryStreamExt as _;
/// use http::{Method, Response};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async {
/// #     let chunks = ["a,b\n", "1,2\n", "3,4\n"].map(|text| Ok::<_, std::io::Error>(bytes::Bytes::from_static(text.as_bytes())));
/// #     Ok::<_, std::io::Error>(Response::new(Body::from_stream(futures_util::stream::iter(chunks))))
/// # });
/// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
/// // A table of any length. What breaks in its first 64 KiB is repeated; the rest is read as a stream.
/// let mut request = Request::new(Method::GET, client.uri(&client.url("table.csv")?)?);
/// request.reading = Reading::Head(64 * 1024);
/// let mut rows = 0;
/// let mut response = client.open(request).await?;
/// while let Some(bytes) = response.try_next().await? {
///     rows += bytes.iter().filter(|byte| **byte == b'\n').count();
/// }
/// assert_eq!(rows, 3);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reading {
    /// All of it.
    #[default]
    Whole,
    /// So many bytes, or all when there are no more.
    Head(u64),
    /// Nothing.
    Stream,
}
