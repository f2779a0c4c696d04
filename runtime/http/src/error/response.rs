//! Errors that come with a response of the service.

use http::StatusCode;
use http::header::LOCATION;
use url::Url;

use crate::response::Response;

/// The service responded with an error status: any but 2xx, and 3xx with a location unless that is followed.
///
/// ```
/// use clientwright_http::error::StatusError;
/// use clientwright_http::{Error, RequestName, Response};
/// use http::{HeaderMap, Method, StatusCode, Uri};
///
/// /// What a service says about a failure in lines such as `detail: the pet is asleep`.
/// fn detail(error: &StatusError) -> Option<String> {
///     error.text().lines().find_map(|line| line.strip_prefix("detail: ").map(str::to_owned))
/// }
///
/// let request = RequestName::new(&Method::POST, &Uri::from_static("https://pets.example.com/pets/7/walks"));
/// let body = "title: Conflict\ndetail: the pet is asleep\n".into();
/// match Response::new(request, StatusCode::CONFLICT, HeaderMap::new(), body).check() {
///     Err(Error::Status(error)) => {
///         assert_eq!(error.status(), StatusCode::CONFLICT);
///         assert_eq!(detail(&error).as_deref(), Some("the pet is asleep"));
///     }
///     other => panic!("{other:?}"),
/// }
/// ```
pub struct StatusError {
    pub(crate) response: Response,
}

impl StatusError {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The body as text; bytes that are no UTF-8 become `U+FFFD`.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.response.body).into_owned()
    }

    /// The response, with its headers and the body as it arrived.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// The response, with its headers and the body as it arrived.
    pub fn into_response(self) -> Response {
        self.response
    }
}

/// A redirect that was not followed: a status 3xx with a location (RFC 9110, 15.4).
///
/// ```
/// use clientwright_http::error::RedirectError;
/// use clientwright_http::{Error, RequestName, Response};
/// use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header::LOCATION};
///
/// /// What a log says about a redirect.
/// fn shown(error: &RedirectError) -> String {
///     error.origin().unwrap_or_else(|| "the same origin".to_owned())
/// }
///
/// # fn redirect(to: &'static str) -> Error {
/// #     let request = RequestName::new(&Method::GET, &Uri::from_static("https://files.example.com/7"));
/// #     let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(to))]);
/// #     Response::new(request, StatusCode::FOUND, headers, Default::default()).check().unwrap_err()
/// # }
/// // The response to `GET https://files.example.com/7` is 302 Found with each of these locations.
/// for (location, expected) in [
///     ("https://storage.example.net/7?signature=s3cret", "https://storage.example.net"),
///     ("/files/7", "the same origin"),
/// ] {
///     match redirect(location) {
///         Error::Redirect(error) => assert_eq!(shown(&error), expected),
///         other => panic!("{other:?}"),
///     }
/// }
/// ```
pub struct RedirectError {
    pub(crate) response: Response,
}

impl RedirectError {
    /// The status, 3xx.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The target of the redirect, as the service sent it. It may contain a secret, as links to downloads do;
    /// `Display` shows no more of it than [`origin`](Self::origin).
    pub fn location(&self) -> Option<&str> {
        self.response.headers.get(LOCATION)?.to_str().ok()
    }

    /// The origin of the location, such as `https://other.example.com`. `None` when the location is a relative
    /// reference that stays on the origin of the request, or no URL.
    pub fn origin(&self) -> Option<String> {
        let origin = self.target()?.origin();
        let request = self.response.request.url();
        let is_absolute = Url::parse(self.location()?).is_ok();
        // A network-path reference (`//other.example.com`) is relative and has another origin.
        let stays = !is_absolute && request.is_some_and(|url| url.origin() == origin);
        (!stays).then(|| origin.ascii_serialization())
    }

    /// The response, with its headers and the body as it arrived.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// The response, with its headers and the body as it arrived.
    pub fn into_response(self) -> Response {
        self.response
    }

    /// The location as an absolute URL. `None`: it is no URL.
    pub(super) fn target(&self) -> Option<Url> {
        let location = self.location()?;
        match self.response.request.url() {
            Some(base) => base.join(location).ok(),
            None => Url::parse(location).ok(),
        }
    }
}
