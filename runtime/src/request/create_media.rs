//! Creating a media entity of its bytes (OData protocol 4.01, 11.4.7.1).

use std::marker::PhantomData;

use http::Method;
use http::header::CONTENT_LENGTH;

use super::{Origin, Parts};
use crate::error::{Answer, Error};
use crate::path::Path;
use crate::response::Response;
use crate::transport::Body;
use crate::wire::Wire;

/// An entity that is about a stream of bytes (`HasStream`): it is created by sending these.
///
/// Generated code implements it for media entities. By hand, untyped entities will do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no media entity",
    note = "the metadata says `HasStream` of entity types that are created of bytes; others are created by `create`"
)]
pub trait MediaEntity {}

impl MediaEntity for serde_json::Value {}

/// Creates a media entity of its bytes (`POST`): what [`Collection::create_media`](crate::Collection::create_media)
/// returns. Awaiting it gives the entity that the service made, whose properties can then be updated.
///
/// ```
/// # use odata_runtime::{Collection, Error, MediaEntity, wire::Wire};
/// # async fn example<Photo: MediaEntity + Wire + 'static>(photos: Collection<Photo>, picture: Vec<u8>) -> Result<(), Error> {
/// let photo: Photo = photos.create_media("image/png", picture).await?;
/// # Ok(()) }
/// ```
///
/// A body that is itself a stream is sent once, without repeats.
///
/// # Errors
///
/// Every [`Error`]; [`Error::NoContent`] where the service answers without the entity, although it was created.
#[must_use = "a request does nothing until it is awaited"]
pub struct CreateMedia<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(CreateMedia<T>);
super::return_methods!(CreateMedia<T>);

impl<T> CreateMedia<T> {
    pub(crate) fn new(path: Path, content_type: &str, body: Body) -> Self {
        let mut parts = Parts::new(Method::POST, path);
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
    /// Creates the entity, and gives it with status and headers; `None` when the service does not send it.
    ///
    /// # Errors
    ///
    /// As for the request, but for [`Error::NoContent`].
    pub async fn send(self) -> Result<Response<Option<T>>, Error> {
        let (answer, origin) = self.answer().await?;
        answer.decode_optional(&origin)
    }

    async fn answer(self) -> Result<(Answer, Origin), Error> {
        let (outgoing, origin) = self.parts.split()?;
        let answer = origin.client.send(outgoing).await?;
        Ok((answer, origin))
    }
}

impl<T: Wire + 'static> std::future::IntoFuture for CreateMedia<T> {
    type Output = Result<T, Error>;
    type IntoFuture = crate::BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (answer, origin) = self.answer().await?;
            answer.decode(&origin).map(Response::into_body)
        })
    }
}
