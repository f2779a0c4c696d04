//! Responses of a service.

mod stream;

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::uri::Authority;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::error::{Error, RedirectError, StatusError};

pub(crate) use stream::TimeLeft;

/// A response of a service: with its whole body (`Response`), or with one that is still arriving (`Response<Body>`),
/// which is a stream of its bytes.
///
/// Tests of a program's own functions make one by hand:
///
/// ```
/// use clientwright_http::{Error, RequestName, Response};
/// use http::{HeaderMap, Method, StatusCode, Uri};
///
/// /// The number of pets, unless a portal of the network has answered in place of the service.
/// fn count(response: Response) -> Result<u32, Error> {
///     let response = response.check()?;
///     if response.is_web_page() {
///         return Err(Error::invalid("sign in to the network first"));
///     }
///     let text = std::str::from_utf8(&response.body).unwrap_or_default();
///     text.trim().parse().map_err(|_| Error::invalid("the count is no number"))
/// }
///
/// let request = RequestName::new(&Method::GET, &Uri::from_static("https://pets.example.com/count"));
/// let response = Response::new(request, StatusCode::OK, HeaderMap::new(), "7\n".into());
/// assert_eq!(count(response.clone())?, 7);
///
/// let portal = response.with_body("<!DOCTYPE html><title>Sign in</title>".into());
/// assert!(matches!(count(portal), Err(Error::InvalidRequest(_))));
///
/// let mut missing = response;
/// missing.status = StatusCode::NOT_FOUND;
/// assert!(count(missing).unwrap_err().is_not_found());
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone)]
pub struct Response<B = Bytes> {
    /// The request that it belongs to.
    pub request: RequestName,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: B,
    pub(crate) trailers: Option<Box<HeaderMap>>,
    /// The time that is left for the rest of the body.
    pub(crate) time: Option<Box<TimeLeft>>,
}

impl<B> Response<B> {
    /// A response without trailers.
    #[inline]
    pub fn new(request: RequestName, status: StatusCode, headers: HeaderMap, body: B) -> Self {
        Self {
            request,
            status,
            headers,
            body,
            trailers: None,
            time: None,
        }
    }

    /// The fields after the body (RFC 9110, 6.5). Of a response that is still arriving, they are known at its end.
    pub fn trailers(&self) -> Option<&HeaderMap> {
        self.trailers.as_deref()
    }

    /// The [`trailers`](Self::trailers), which the response then has no more.
    pub fn take_trailers(&mut self) -> Option<HeaderMap> {
        self.trailers.take().map(|trailers| *trailers)
    }

    /// The first of the headers in which services return the id of a request.
    pub fn request_id(&self) -> Option<&str> {
        [
            "request-id",
            "x-ms-request-id",
            "x-request-id",
            "client-request-id",
            "x-correlation-id",
            "x-correlationid",
            "correlation-id",
        ]
        .iter()
        .find_map(|name| self.headers.get(*name)?.to_str().ok())
    }

    /// The target of the first link to the next page: of a header `Link` with the relation type `next` (RFC 8288). It is
    /// resolved against the URL of the response; links of other resources (`anchor`) do not count.
    /// [`Client::link`](crate::Client::link) checks where it leads.
    ///
    /// ```
    /// # use clientwright_http::{RequestName, Response};
    /// # use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header::LINK};
    /// let request = RequestName::new(&Method::GET, &Uri::from_static("https://pets.example.com/v1/pets?page=1"));
    /// let link = HeaderValue::from_static("<?page=2>; rel=\"next\", <?page=9>; rel=\"last\"");
    /// let response = Response::new(request, StatusCode::OK, HeaderMap::from_iter([(LINK, link)]), ());
    /// assert_eq!(response.next_link().as_deref(), Some("https://pets.example.com/v1/pets?page=2"));
    /// ```
    pub fn next_link(&self) -> Option<String> {
        let base = url::Url::parse(&self.request.uri.to_string()).ok();
        crate::paging::header::next_link(&self.headers, base.as_ref())
    }

    /// A link from the body or a header of the response as an absolute URL: resolved against the URL of the response (RFC
    /// 3986, 5.1.3). What is no URL stays as it is; [`Client::link`](crate::Client::link) reports it.
    ///
    /// ```
    /// # use clientwright_http::{RequestName, Response};
    /// # use http::{HeaderMap, Method, StatusCode, Uri};
    /// let request = RequestName::new(&Method::GET, &Uri::from_static("https://pets.example.com/v1/pets/7"));
    /// let response = Response::new(request, StatusCode::OK, HeaderMap::new(), ());
    /// // Not below the address of the service, which a client resolves other links against:
    /// assert_eq!(response.absolute("7/photo"), "https://pets.example.com/v1/pets/7/photo");
    /// assert_eq!(response.absolute("/photos/7"), "https://pets.example.com/photos/7");
    /// ```
    pub fn absolute(&self, link: &str) -> String {
        let base = url::Url::parse(&self.request.uri.to_string()).ok();
        match base.and_then(|base| crate::paging::resolve(&base, link)) {
            Some(url) => url.into(),
            None => link.to_owned(),
        }
    }

    /// The media type of the body, as the service sent it.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The same response with another body, and without trailers.
    pub fn with_body<C>(&self, body: C) -> Response<C> {
        Response::new(
            self.request.clone(),
            self.status,
            self.headers.clone(),
            body,
        )
    }
}

impl Response {
    /// The response itself when it succeeded.
    ///
    /// # Errors
    ///
    /// [`Error::Redirect`] for a status 3xx with a location, [`Error::Status`] for every other one but 2xx.
    pub fn check(self) -> Result<Self, Error> {
        if self.status.is_success() {
            return Ok(self);
        }
        Err(self.into_error())
    }

    /// The error that a response is which did not succeed.
    pub(crate) fn into_error(self) -> Error {
        // 304 is no redirect to another address: the resource did not change (RFC 9110, 15.4.5).
        let leads = self.status.is_redirection() && self.status != StatusCode::NOT_MODIFIED;
        if leads && self.headers.contains_key(LOCATION) {
            Error::Redirect(Box::new(RedirectError { response: self }))
        } else {
            Error::Status(Box::new(StatusError { response: self }))
        }
    }

    /// The body from its first character on.
    pub(crate) fn text_start(&self) -> &[u8] {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF");
        body.unwrap_or(&self.body).trim_ascii_start()
    }

    /// Whether the body is a web page (HTML): the response of a proxy or a sign-in page in place of the service's.
    pub fn is_web_page(&self) -> bool {
        let body = self.text_start();
        let begins = |with: &[u8]| {
            let start = body.get(..with.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        let says_html = || {
            self.content_type()
                .is_some_and(|text| text.contains("html"))
        };
        begins(b"<!doctype html") || begins(b"<html") || body.starts_with(b"<") && says_html()
    }
}

/// What may be shown of a request. The query, which may contain personal data, is not shown.
///
/// ```
/// use clientwright_http::RequestName;
/// use http::{Method, Uri};
///
/// let url = Uri::from_static("https://user:secret@pets.example.com:8443/pets/7?owner=jane");
/// let request = RequestName::new(&Method::GET, &url);
/// assert_eq!(request.to_string(), "GET /pets/7");
/// assert_eq!(request.host(), "pets.example.com:8443");
/// ```
#[derive(Clone)]
pub struct RequestName {
    method: Method,
    uri: Uri,
}

impl RequestName {
    /// The name of a request with this method to this URL.
    pub fn new(method: &Method, uri: &Uri) -> Self {
        Self {
            method: method.clone(),
            uri: uri.clone(),
        }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path of the URL, percent-encoded.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Host and port as the URL has them; no port where the URL has none. A name and a password before them are left out.
    pub fn host(&self) -> &str {
        let authority = self.uri.authority().map_or("", Authority::as_str);
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        host.strip_suffix(':').unwrap_or(host)
    }

    fn scheme(&self) -> &str {
        self.uri.scheme_str().unwrap_or("https")
    }

    /// The URL without its query.
    pub(crate) fn url(&self) -> Option<url::Url> {
        let (scheme, host, path) = (self.scheme(), self.host(), self.path());
        url::Url::parse(&format!("{scheme}://{host}{path}")).ok()
    }
}

/// The query does not count.
impl PartialEq for RequestName {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method
            && self.scheme() == other.scheme()
            && self.host() == other.host()
            && self.path() == other.path()
    }
}

impl Eq for RequestName {}

/// `GET /v1.0/users`
impl fmt::Display for RequestName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path())
    }
}

impl fmt::Debug for RequestName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}
