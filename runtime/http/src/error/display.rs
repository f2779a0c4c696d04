//! How errors are shown: enough to act on, nothing secret.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use super::escape::{Escape, Escaped};
use super::{
    AuthError, AuthFailure, Error, InvalidRequestError, PagingError, RedirectError, StatusError,
    TransportError,
};
use crate::response::Response;
use crate::transport::Body;

/// How much of a body `Debug` and `Display` show.
const EXCERPT: usize = 500;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(error) => error.fmt(f),
            Self::Redirect(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Paging(error) => error.fmt(f),
        }
    }
}

// The boxes are an implementation detail: `source()` continues below the boxed error, whose text is shown already.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Auth(error) => error.source(),
            _ => None,
        }
    }
}

impl StdError for StatusError {}
impl StdError for RedirectError {}
impl StdError for InvalidRequestError {}
impl StdError for PagingError {}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

impl StdError for AuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.reason {
            AuthFailure::Provider(error) => Some(error.as_ref()),
            AuthFailure::Malformed | AuthFailure::Insecure(_) => None,
        }
    }
}

/// `GET /v1.0/users: 404 Not Found`
impl<B> fmt::Display for Response<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.request, self.status)
    }
}

/// Writes ` (request-id …)`, where there is one.
pub fn write_request_id(f: &mut Escape<'_, '_>, id: Option<&str>) -> fmt::Result {
    match id {
        Some(id) => write!(f, " (request-id {id})"),
        None => Ok(()),
    }
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "{}", self.response)?;
        if let Some(markup) = markup(&self.response) {
            write!(f, ": {markup} in place of JSON")?;
        }
        let text = excerpt(&self.response.body);
        if !text.is_empty() {
            write!(f, ": {text}")?;
        }
        write_request_id(f, self.response.request_id())
    }
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        let origin = match (self.origin(), self.target()) {
            (Some(origin), _) => origin,
            (None, Some(_)) => "the same origin".to_owned(),
            (None, None) => "a location that is no URL".to_owned(),
        };
        write!(
            f,
            "{}: the redirect to {origin} was not followed",
            self.response
        )?;
        write_request_id(f, self.response.request_id())
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        // The error of a transport is short ("error sending request"); its sources have the reason.
        let mut text = without_queries(&self.source.to_string());
        let mut cause = self.source.source();
        while let Some(error) = cause {
            let reason = without_queries(&error.to_string());
            if !text.contains(&reason) {
                text.push_str(": ");
                text.push_str(&reason);
            }
            cause = error.source();
        }
        // The error of a DNS failure does not name the host.
        write!(f, "{} on {}: {text}", self.request, self.request.host())
    }
}

/// A text without the query of each URL, which may contain personal data.
fn without_queries(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(scheme) = rest.find("://") {
        let url = &rest[scheme..];
        let end = url
            .find(|c: char| c.is_whitespace() || c == '"')
            .unwrap_or(url.len());
        let (url, after) = url.split_at(end);
        out.push_str(&rest[..scheme]);
        match url.split_once('?') {
            Some((path, query)) => {
                let bracket = if query.ends_with(')') { ")" } else { "" };
                out.extend([path, "?…", bracket]);
            }
            None => out.push_str(url),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "{}: {}", self.request, self.reason)
    }
}

impl fmt::Display for InvalidRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "invalid request: {}", self.reason)
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Escape(f);
        write!(f, "next page: {}", self.reason)
    }
}

/// Names a body that begins like markup: `a web page (text/html)` or `XML (application/xml)`. Sign-in pages, proxies
/// and services of another protocol send such bodies.
pub fn markup(response: &Response) -> Option<String> {
    let what = match response.is_web_page() {
        true => "a web page",
        false if response.text_start().starts_with(b"<") => "XML",
        false => return None,
    };
    Some(match response.content_type() {
        Some(content_type) => format!("{what} ({content_type})"),
        None => format!("{what} (without a content type)"),
    })
}

/// The start of a body as one line of text. Characters that control the output are shown as escapes.
pub fn excerpt(body: &[u8]) -> String {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let cut = body.len().min(EXCERPT);
    let mut text = String::from_utf8_lossy(&body[..cut])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    text = Escaped(text).to_string();
    if cut < body.len() {
        text.push('…');
    }
    text
}

// `Debug` leaves out the headers: they may contain cookies.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("request", &self.request)
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body", &excerpt(&self.body))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Response<Body> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("request", &self.request)
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

macro_rules! debug_response {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("response", &self.response).finish()
            }
        }
    )*};
}
debug_response!(StatusError RedirectError);

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("request", &self.request)
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Debug for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthError")
            .field("request", &self.request)
            .field("reason", &self.reason)
            .finish()
    }
}

impl fmt::Debug for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PagingError")
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}
