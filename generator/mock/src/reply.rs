//! Responses.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

/// A response, which a test makes for [`On::reply_with`](crate::On::reply_with).
///
/// ```
/// use clientwright_mock::Reply;
///
/// # fn main() -> Result<(), clientwright_mock::Error> {
/// let found = Reply::json(200, &["Rex", "Tom"])?;
/// let busy = Reply::error(409, "Busy", "try again later")?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    /// A status without a body.
    pub(crate) fn new(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// A body of a media type.
    pub(crate) fn of(status: StatusCode, media: &str, body: impl Into<Bytes>) -> Self {
        let mut reply = Self::new(status);
        reply.body = body.into();
        reply.with(CONTENT_TYPE, media)
    }

    /// JSON that is written already.
    pub(crate) fn json_text(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::of(status, "application/json", body)
    }

    /// A message for the person who wrote the request.
    pub(crate) fn message(status: StatusCode, text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.push('\n');
        Self::of(status, "text/plain; charset=utf-8", text)
    }

    /// Adds a header; one whose value is no text of a header is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }
}
