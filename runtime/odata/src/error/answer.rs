//! Errors that come with a response of the service.

use std::ops::Deref;

use bytes::Bytes;
use clientwright_http::RequestName;
use http::{HeaderMap, StatusCode};

use super::odata::Content;
use super::{Error, ODataError};
use crate::json::DecodeError;

/// A response of the service, read to its end, and what it means to OData.
pub(crate) struct Answer(pub(crate) clientwright_http::Response);

impl Deref for Answer {
    type Target = clientwright_http::Response;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Answer {
    pub(crate) fn new(
        request: RequestName,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self(clientwright_http::Response::new(
            request, status, headers, body,
        ))
    }

    /// The response itself when it succeeded; the error that it is when it did not.
    pub(crate) fn check(self) -> Result<Self, Error> {
        Ok(Self(self.0.check()?))
    }

    /// The response itself, unless the service reports an error behind its body.
    pub(crate) fn reported(mut self) -> Result<Self, Error> {
        match Self::reported_behind(&mut self.0) {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }

    /// The error that the service reports behind the body of a response: the trailer `OData-Error` (protocol 4.01, 9.5). The
    /// body is incomplete then, and a repeat would end in the same way. It is reported once.
    pub(crate) fn reported_behind<B>(answer: &mut clientwright_http::Response<B>) -> Option<Error> {
        let trailers = answer.take_trailers()?;
        let text = trailers.get("odata-error")?;
        let text = String::from_utf8_lossy(text.as_bytes()).into_owned();
        let content = Content::of_trailer(&text);
        Some(Self(answer.with_body(text.into())).odata(content))
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
        Self(self.0.with_body(body))
    }

    /// The error of a response without the body that it should have.
    pub(crate) fn no_content(self) -> Error {
        Error::NoContent(Box::new(NoContentError { answer: self }))
    }
}

/// A response that is not what the metadata says. `source()` names the type and the property.
pub struct DecodeFailure {
    pub(super) answer: Answer,
    pub(super) source: DecodeError,
    pub(super) item: Option<usize>,
}

impl DecodeFailure {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// What was wrong, and where.
    pub fn error(&self) -> &DecodeError {
        &self.source
    }

    /// The index on its page of the one item that cannot be read, of which [`Error::body`] is the text; a stream goes on behind
    /// it. `None`: the response as a whole cannot be read.
    pub fn item(&self) -> Option<usize> {
        self.item
    }
}

/// The service did what was asked and answered without the entity or value that was expected.
///
/// The request succeeded, or was accepted and is not finished (202 Accepted), and the response has no content. Reading a
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
