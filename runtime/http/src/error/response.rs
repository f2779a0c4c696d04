//! Errors that come with a response of the service.

use http::StatusCode;
use http::header::LOCATION;
use url::Url;

use crate::response::Response;

/// The service responded with an error status.
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

/// A redirect that was not followed.
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
