//! Creating a media entity of its bytes (OData protocol 4.01, 11.4.7.1).

use std::marker::PhantomData;

use http::Method;
use http::header::CONTENT_LENGTH;

use super::{Parts, Prepared, Sending};
use crate::Body;
use crate::path::Path;
use crate::wire::Wire;
use crate::written::{Write, Written};

/// An entity that is about a stream of bytes (`HasStream`): it is created by sending these.
///
/// Generated code implements it for media entities. Without generated code, use untyped entities.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no media entity",
    note = "entity types that are created from bytes have `HasStream` in the metadata; others are created by `create`"
)]
pub trait MediaEntity {}

impl MediaEntity for serde_json::Value {}

/// Creates a media entity from its bytes (`POST`): the result of
/// [`Collection::create_media`](crate::Collection::create_media). Awaiting it returns a
/// [`Written`](crate::written::Written): the created entity, whose properties can then be updated, or a reference to
/// it.
///
/// ```
/// # use clientwright_odata::{Collection, Error, request::MediaEntity, wire::Wire};
/// # async fn example<Photo: MediaEntity + Wire + 'static>(photos: Collection<Photo>, picture: Vec<u8>) -> Result<(), Error> {
/// let photo: Photo = photos.create_media("image/png", picture).await?.try_into_entity()?;
/// # Ok(()) }
/// ```
///
/// A body that is itself a stream is sent once, without repeats.
///
/// # Errors
///
/// Every [`Error`](crate::Error).
#[must_use = "a request does nothing until it is awaited"]
pub struct CreateMedia<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(CreateMedia<T>);
super::return_methods!(CreateMedia<T>);

impl<T> CreateMedia<T> {
    pub(crate) fn new(path: Path, content_type: &str, body: Body) -> Self {
        let mut parts = Parts::writing(Method::POST, path);
        parts.content(content_type, body);
        Self {
            parts,
            marker: PhantomData,
        }
    }

    /// How many bytes there are, where the body does not know; without it they are sent in chunks.
    pub fn content_length(mut self, bytes: u64) -> Self {
        self.parts.header(CONTENT_LENGTH, bytes);
        self
    }
}

impl<T: Wire> CreateMedia<T> {
    /// Creates the entity, and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Written<T>> {
        Prepared::new(self.parts, |response, origin| {
            response?.decode_written(Write::Create, &origin)
        })
        .send()
    }
}

super::into_future!(CreateMedia<T: Wire> -> Written<T>);
