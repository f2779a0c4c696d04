//! Errors that come with an answer of the service.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::odata::Content;
use super::{Error, ODataError, RequestName};
use crate::DecodeError;

/// An answer of the service, read to its end.
pub(crate) struct Answer {
    pub(crate) request: RequestName,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn new(request: RequestName, response: Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            request,
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// The first of the headers in which services return the id of a request.
    pub(crate) fn request_id(&self) -> Option<&str> {
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

    pub(crate) fn content_type(&self) -> Option<&str> {
        let value = self.headers.get(http::header::CONTENT_TYPE)?;
        value.to_str().ok()
    }

    /// The body from its first character on.
    pub(super) fn text_start(&self) -> &[u8] {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF");
        body.unwrap_or(&self.body).trim_ascii_start()
    }

    /// Whether the body is HTML.
    pub(crate) fn is_web_page(&self) -> bool {
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

    /// The answer itself when it succeeded; the error that it is when it did not.
    pub(crate) fn check(self) -> Result<Self, Error> {
        if self.status.is_success() {
            return Ok(self);
        }
        let location = self.headers.get(http::header::LOCATION);
        // 304 leads nowhere, whatever else it says: the entity is as it was (RFC 9110, 15.4.5).
        let leads = self.status.is_redirection() && self.status != StatusCode::NOT_MODIFIED;
        if leads && location.is_some() {
            return Err(Error::Redirect(Box::new(RedirectError { answer: self })));
        }
        Err(match Content::read(&self.body) {
            Some(content) => self.odata(content),
            None => Error::Status(Box::new(StatusError { answer: self })),
        })
    }

    /// The error that the service reports.
    pub(crate) fn odata(self, content: Content) -> Error {
        Error::OData(Box::new(ODataError::new(self, content)))
    }

    /// The error of a body that could not be read as `what`.
    pub(crate) fn undecodable(self, source: DecodeError) -> Error {
        Error::Decode(Box::new(DecodeFailure {
            answer: self,
            source,
            item: None,
        }))
    }

    /// The error of one item of a page, of which this has the text.
    pub(crate) fn unreadable_item(self, index: usize, source: DecodeError) -> Error {
        Error::Decode(Box::new(DecodeFailure {
            answer: self,
            source,
            item: Some(index),
        }))
    }

    /// The same answer with another body.
    pub(crate) fn with_body(&self, body: Bytes) -> Self {
        Self {
            request: self.request.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body,
        }
    }

    /// The error of an answer without the body that it should have.
    pub(crate) fn no_content(self) -> Error {
        Error::NoContent(Box::new(NoContentError { answer: self }))
    }
}

/// A failing status with a body that is no OData error, or none.
pub struct StatusError {
    pub(super) answer: Answer,
}

impl StatusError {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The body as text; bytes that are no UTF-8 become `U+FFFD`.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.answer.body).into_owned()
    }
}

/// A redirect that was not followed.
pub struct RedirectError {
    pub(super) answer: Answer,
}

impl RedirectError {
    /// The status, 3xx.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// Where the service points to, as it says it. It may hold a secret of its own, as the links to downloads do;
    /// `Display` shows no more of it than [`origin`](Self::origin).
    pub fn location(&self) -> Option<&str> {
        self.answer
            .headers
            .get(http::header::LOCATION)?
            .to_str()
            .ok()
    }

    /// The origin of the location, such as `https://other.example.com`. `None` when the location is a relative reference
    /// that stays on the origin of the request, or no URL.
    pub fn origin(&self) -> Option<String> {
        let origin = self.target()?.origin();
        let request = self.answer.request.url();
        let is_absolute = url::Url::parse(self.location()?).is_ok();
        // A network-path reference (`//other.example.com`) is relative and leads to another origin.
        let stays = !is_absolute && request.is_some_and(|url| url.origin() == origin);
        (!stays).then(|| origin.ascii_serialization())
    }

    /// The location as an absolute URL. `None`: it is no URL.
    pub(super) fn target(&self) -> Option<url::Url> {
        let location = self.location()?;
        match self.answer.request.url() {
            Some(base) => base.join(location).ok(),
            None => url::Url::parse(location).ok(),
        }
    }
}

/// An answer that is not what the metadata says. `source()` names the type and the property.
pub struct DecodeFailure {
    pub(super) answer: Answer,
    pub(super) source: DecodeError,
    pub(super) item: Option<usize>,
}

impl DecodeFailure {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// What was wrong, and where.
    pub fn error(&self) -> &DecodeError {
        &self.source
    }

    /// The index on its page of the one item that cannot be read, of which [`Error::body`] is the text; a stream goes on behind
    /// it. `None`: the answer as a whole cannot be read.
    pub fn item(&self) -> Option<usize> {
        self.item
    }
}

/// The service did what was asked and answered without the entity or value that was expected.
///
/// The request succeeded, or was accepted and is not finished (202 Accepted), and the answer has no content. Reading a
/// single-valued navigation property gives this error when there is no related entity.
pub struct NoContentError {
    pub(super) answer: Answer,
}

impl NoContentError {
    /// The status, usually 204 No Content.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// Where the entity can be edited: the `Location` header, else `OData-EntityId` (OData protocol 4.01, 8.3.3 and 8.3.4).
    pub fn location(&self) -> Option<&str> {
        crate::response::location(self.answer.status, &self.answer.headers)
    }

    /// The URL that tells the progress of an accepted request: the `Location` header of 202 Accepted.
    pub fn monitor(&self) -> Option<&str> {
        crate::response::monitor(self.answer.status, &self.answer.headers)
    }
}
