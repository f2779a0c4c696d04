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
/// Generated code implements it for media entities. Untyped entities have it as well.
///
/// ```
/// use clientwright_odata::{self as rt, Collection, request::{CreateMedia, MediaEntity}};
/// # use clientwright_odata::{Body, Client, Error};
///
/// #[derive(Default)]
/// struct Photo {
///     id: Option<String>,
///     additional_properties: rt::PropertyBag,
///     odata: Option<Box<rt::Annotations>>,
/// }
/// rt::object! { Photo = "NS.photo"; id = "id", }
/// impl MediaEntity for Photo {}
///
/// /// Creates media entities of any type from PNG images.
/// fn upload<T: MediaEntity>(entities: &Collection<T>, image: &[u8]) -> CreateMedia<T> {
///     entities.create_media("image/png", image.to_vec())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/photos"));
/// #     assert_eq!(request.headers()["content-type"], "image/png");
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"id":"1"}"#)))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let photos = Collection::<Photo>::root(&client, "photos");
/// let photo = upload(&photos, b"\x89PNG").await?.try_into_entity()?;
/// assert_eq!(photo.id.as_deref(), Some("1"));
/// # Ok(()) }
/// ```
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

    /// How many bytes there are, where the body does not know; without it, they are sent in chunks.
    ///
    /// ```
    /// use clientwright_odata::{Body, Client, Error, Collection};
    /// use futures_util::stream;
    /// # type Photo = serde_json::Value;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!(request.headers()["content-length"], "11");
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"id":"1"}"#)))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// // Parts of a file whose length is known.
    /// let parts = ["hello ", "world"].map(|part| Ok::<_, std::io::Error>(part.into()));
    /// let body = Body::from_stream(stream::iter(parts));
    /// let photos = Collection::<Photo>::root(&client, "photos");
    /// let photo = photos.create_media("text/plain", body).content_length(11).await?.try_into_entity()?;
    /// assert_eq!(photo["id"], "1");
    /// # Ok(()) }
    /// ```
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
