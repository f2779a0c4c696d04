//! Results of calls.

use bytes::Bytes;
use clientwright_http::Response as Answer;
use clientwright_values::__private::{BinaryContent, Content, JsonContent, NoContent};

use crate::error::{DecodeFailure, Error, NoContentError, UndeclaredError};
use crate::future::BoxFuture;
use crate::json::DecodeError;
use crate::operation::Operation;
use crate::response::Response;
use crate::stream::Arriving;
use crate::wire::Wire;
use crate::xml::Document;
use crate::{from_json, media, to_json};

/// The result of a call: `()`, every [`Wire`] value, [`Bytes`], and the streams of [`stream`](crate::stream).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a call",
    note = "it must implement `Wire`"
)]
pub trait CallOutput: Sized {
    /// Reads a response that succeeded.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], [`Error::NoContent`] and [`Error::Undeclared`].
    fn read(received: Received) -> Result<Response<Self>, Error>;

    /// Whether the body is read as it arrives, by [`begin`](Self::begin).
    #[doc(hidden)]
    const IS_STREAM: bool = false;

    /// Reads the head of a response that succeeded.
    #[doc(hidden)]
    fn begin(_: Arriving) -> BoxFuture<'static, Result<Response<Self>, Error>> {
        Box::pin(async { Err(Error::invalid("the result of the call is not a stream")) })
    }
}

/// A response that succeeded, with the operation that was called.
#[derive(Debug)]
pub struct Received {
    pub(super) response: Answer,
    pub(super) operation: &'static Operation,
    /// Whether the body is a text, not JSON.
    pub(super) is_text: bool,
}

// A type without `Wire` gives a message about `Wire`, not about kinds.
#[diagnostic::do_not_recommend]
impl<T: Content<Kind: Read<T>>> CallOutput for T {
    fn read(received: Received) -> Result<Response<Self>, Error> {
        T::Kind::read(received)
    }
}

/// How contents of a kind are read.
trait Read<T> {
    fn read(received: Received) -> Result<Response<T>, Error>;
}

impl Read<()> for NoContent {
    fn read(received: Received) -> Result<Response<()>, Error> {
        let Answer {
            status, headers, ..
        } = received.response;
        Ok(Response::new(status, headers, ()))
    }
}

impl Read<Bytes> for BinaryContent {
    fn read(received: Received) -> Result<Response<Bytes>, Error> {
        let Answer {
            status,
            headers,
            body,
            ..
        } = received.declared()?;
        Ok(Response::new(status, headers, body))
    }
}

impl<T: Wire> Read<T> for JsonContent {
    fn read(received: Received) -> Result<Response<T>, Error> {
        let (operation, is_text) = (received.operation, received.is_text);
        let response = received.declared()?;
        let received = Received {
            response,
            operation,
            is_text,
        };
        received.value(is_text, std::convert::identity)
    }
}

/// Whether a response declares that it is XML; without a media type, whether it begins as XML does.
fn is_xml(response: &Answer) -> bool {
    match response.content_type() {
        Some(name) => media::is_xml(&media::essence(name)),
        None => response.body.trim_ascii_start().starts_with(b"<"),
    }
}

#[cfg(feature = "xml")]
fn json_of(xml: &[u8], document: &Document) -> Result<String, String> {
    crate::xml::read(xml, document)
}

#[cfg(not(feature = "xml"))]
fn json_of(_: &[u8], _: &Document) -> Result<String, String> {
    Err("reading XML needs the feature `xml` of clientwright-openapi".to_owned())
}

/// Reads the body. `None`: it is empty, and the type has no null.
pub(crate) fn decode<T: Wire>(
    response: &Answer,
    is_text: bool,
    xml: Option<&Document>,
) -> Option<Result<T, DecodeError>> {
    let body = &response.body;
    if let Some(document) = xml.filter(|_| !body.is_empty() && is_xml(response)) {
        return Some(match json_of(body, document) {
            Ok(json) => from_json(json.as_bytes()),
            Err(reason) => Err(DecodeError::from_text(&reason)),
        });
    }
    let text = match media::text(response) {
        Ok(text) => text,
        Err(reason) => return Some(Err(DecodeError::from_text(&reason))),
    };
    if is_text {
        let json = to_json(&text.into_owned()).unwrap_or_default();
        return Some(from_json(&json));
    }
    let body = text.as_bytes();
    match body.trim_ascii().is_empty() {
        true => from_json(b"null").ok().map(Ok),
        false => Some(from_json(body)),
    }
}

impl Received {
    /// The status.
    pub fn status(&self) -> u16 {
        self.response.status.as_u16()
    }

    /// The body as JSON of a type, wrapped.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] and [`Error::NoContent`].
    pub fn json<T: Wire, R>(self, wrap: fn(T) -> R) -> Result<Response<R>, Error> {
        self.value(false, wrap)
    }

    /// The body as a text, wrapped.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the type does not take every text.
    pub fn text<T: Wire, R>(self, wrap: fn(T) -> R) -> Result<Response<R>, Error> {
        self.value(true, wrap)
    }

    /// The bytes of the body, wrapped.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes<R>(self, wrap: fn(Bytes) -> R) -> Result<Response<R>, Error> {
        let Answer {
            status,
            headers,
            body,
            ..
        } = self.response;
        Ok(Response::new(status, headers, wrap(body)))
    }

    /// A value for a response whose body does not matter.
    ///
    /// # Errors
    ///
    /// None.
    pub fn empty<R>(self, value: R) -> Result<Response<R>, Error> {
        Ok(Response::new(
            self.response.status,
            self.response.headers,
            value,
        ))
    }

    fn value<T: Wire, R>(self, is_text: bool, wrap: fn(T) -> R) -> Result<Response<R>, Error> {
        let response = self.response;
        let status = response.status.as_u16();
        let document = self.operation.document(status);
        match decode(&response, is_text, document) {
            Some(Ok(value)) => Ok(Response::new(
                response.status,
                response.headers,
                wrap(value),
            )),
            Some(Err(source)) => Err(Error::Decode(Box::new(DecodeFailure {
                response,
                source,
                is_xml: document.is_some(),
            }))),
            None => Err(Error::NoContent(Box::new(NoContentError { response }))),
        }
    }

    /// The response, unless the description does not declare its status.
    fn declared(self) -> Result<Answer, Error> {
        let Self {
            response,
            operation,
            ..
        } = self;
        let status = response.status.as_u16();
        let mut declared = operation.success.iter();
        // No content has a form of its own, which callers can tell from others.
        let is_known = operation.success.is_empty()
            || status == 204
            || declared.any(|declared| declared.includes(status));
        match is_known {
            true => Ok(response),
            false => Err(Error::Undeclared(Box::new(UndeclaredError { response }))),
        }
    }
}
