//! Errors that come with a response of the service.

use std::ops::Deref;

use bytes::Bytes;
use clientwright_http::RequestName;
use http::{HeaderMap, StatusCode};

use super::odata::Content;
use super::{Error, ODataError};
use crate::json::DecodeError;

/// A response of the service, read to its end, and its meaning in OData.
pub(crate) struct RawResponse(pub(crate) clientwright_http::Response);

impl Deref for RawResponse {
    type Target = clientwright_http::Response;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl RawResponse {
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

    /// The response itself when it succeeded, otherwise its error.
    pub(crate) fn check(self) -> Result<Self, Error> {
        Ok(Self(self.0.check()?))
    }

    /// The response itself, unless the service reports an error after its body.
    pub(crate) fn reported(mut self) -> Result<Self, Error> {
        match Self::reported_after(&mut self.0) {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }

    /// The error that the service reports after the body of a response: the trailer `OData-Error` (protocol 4.01, 9.5).
    /// The body is incomplete then, and a repeat would have the same result. It is reported once.
    pub(crate) fn reported_after<B>(
        response: &mut clientwright_http::Response<B>,
    ) -> Option<Error> {
        let trailers = response.take_trailers()?;
        let text = trailers.get("odata-error")?;
        let text = String::from_utf8_lossy(text.as_bytes()).into_owned();
        let content = Content::of_trailer(&text);
        Some(Self(response.with_body(text.into())).odata(content))
    }

    /// The error that the service reports.
    pub(crate) fn odata(self, content: Content) -> Error {
        Error::OData(Box::new(ODataError::new(self, content)))
    }

    /// The error of a body that could not be read.
    pub(crate) fn undecodable(self, source: DecodeError) -> Error {
        Error::Decode(Box::new(DecodeFailure {
            response: self,
            source,
            item: None,
        }))
    }

    /// The error of one item of a page, whose text is this body.
    pub(crate) fn unreadable_item(self, index: usize, source: DecodeError) -> Error {
        Error::Decode(Box::new(DecodeFailure {
            response: self,
            source,
            item: Some(index),
        }))
    }

    /// The same response with another body.
    pub(crate) fn with_body(&self, body: Bytes) -> Self {
        Self(self.0.with_body(body))
    }

    /// The error of a response without the body that it should have.
    pub(crate) fn no_content(self) -> Error {
        Error::NoContent(Box::new(NoContentError { response: self }))
    }
}

/// A response that does not match the metadata. `source()` names the type and the property.
pub struct DecodeFailure {
    pub(super) response: RawResponse,
    pub(super) source: DecodeError,
    pub(super) item: Option<usize>,
}

impl DecodeFailure {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The defect and its path.
    pub fn error(&self) -> &DecodeError {
        &self.source
    }

    /// The index on its page of the one item that cannot be read, whose text is [`Error::body`]; a stream continues
    /// after it. `None`: the response as a whole cannot be read.
    pub fn item(&self) -> Option<usize> {
        self.item
    }
}

/// The request succeeded, but the response does not have the expected entity or value.
///
/// The request succeeded, or was accepted and is not finished (202 Accepted), and the response has no content. Reading
/// a single-valued navigation property results in this error when there is no related entity.
pub struct NoContentError {
    pub(super) response: RawResponse,
}

impl NoContentError {
    /// The status, usually 204 No Content.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// Where the entity can be edited: the `Location` header, else `OData-EntityId` (OData protocol 4.01, 8.3.3 and
    /// 8.3.4).
    pub fn location(&self) -> Option<&str> {
        crate::response::location(self.response.status, &self.response.headers)
    }

    /// The URL of the status of an accepted request: the `Location` header of 202 Accepted.
    pub fn monitor(&self) -> Option<&str> {
        crate::response::monitor(self.response.status, &self.response.headers)
    }
}
