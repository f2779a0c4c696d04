//! Media streams: the bytes of a media entity or of a stream property (OData protocol 4.01, 11.4.7 and 11.4.8).

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use clientwright_http::Reading;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};

use super::{Delete, Parts, Prepared, Sending};
use crate::Body;
use crate::capability::{self, Full};
use crate::error::{Error, RawResponse};
use crate::path::Path;

/// How many redirects a download follows.
const MAX_REDIRECTS: u32 = 5;

/// The bytes of a media entity, or of a stream property: what [`Item::media`](crate::Item::media) and
/// [`Item::stream`](crate::Item::stream) return.
///
/// ```
/// # use clientwright_odata::{Body, Error, Item};
/// use futures_util::TryStreamExt as _;
/// # struct Photo;
/// # async fn example(photo: Item<Photo>, picture: Vec<u8>) -> Result<(), Error> {
/// let mut download = photo.media().download().await?;
/// println!("{:?}", download.content_type());
/// while let Some(bytes) = download.try_next().await? {
///     println!("{} bytes more", bytes.len());
/// }
/// photo.media().upload("image/png", picture).await?;
/// # Ok(()) }
/// ```
///
/// `C` states which requests are allowed; see [`capability`].
#[derive(Clone, Debug)]
pub struct Media<C = Full>(Path, PhantomData<fn() -> C>);

impl<C> Media<C> {
    pub(crate) fn new(path: Path) -> Self {
        Self(path, PhantomData)
    }

    /// Reads the bytes.
    pub fn download(&self) -> Download
    where
        C: capability::Get,
    {
        let mut parts = Parts::new(Method::GET, self.0.clone());
        parts.accept("*/*");
        Download { parts }
    }

    /// Replaces the bytes (`PUT`): bytes in memory, a [`Body`] of any kind, or a stream by [`Body::from_stream`].
    pub fn upload(&self, content_type: impl AsRef<str>, body: impl Into<Body>) -> Upload
    where
        C: capability::Write,
    {
        let mut parts = Parts::new(Method::PUT, self.0.clone());
        parts.content(content_type.as_ref(), body.into());
        Upload { parts }
    }

    /// Removes the bytes of a stream property, which is then null.
    pub fn delete(&self) -> Delete
    where
        C: capability::Write,
    {
        Delete::new(self.0.clone())
    }
}

/// Reads a stream of bytes. Awaiting it returns a [`MediaStream`] once the response has begun.
///
/// A service that redirects to where the bytes are is followed, also to another host: without the credential, and with
/// none of the client's and the request's headers but `Accept`, `Range` and `User-Agent`, there and from there on. A
/// redirect from https to http is not followed.
///
/// ```
/// use clientwright_odata::request::{Download, MediaStream};
/// # use clientwright_odata::{Body, Client, Error, Item};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     assert_eq!((request.uri().path(), &*request.headers()["range"].to_str().unwrap()), ("/me/photo", "bytes=6-"));
/// #     let response = http::Response::builder().status(206).header("content-length", "5");
/// #     Ok::<_, std::io::Error>(response.body(Body::from("world")).unwrap())
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// # let me = Item::<serde_json::Value>::root(&client, "me");
///
/// // The rest of a download that broke after 6 bytes.
/// let download: Download = me.stream("photo").download().header("range", "bytes=6-");
/// let rest: MediaStream = download.send().await?;
/// assert_eq!((rest.status().as_u16(), rest.content_length()), (206, Some(5)));
/// // At most 1 MiB in memory.
/// assert_eq!(&rest.bytes(1 << 20).await?[..], b"world");
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`] but those of decoding.
#[must_use = "a request does nothing until it is awaited"]
pub struct Download {
    parts: Parts,
}

super::query_methods!(Download);

impl Download {
    /// Reads the bytes.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub async fn send(self) -> Result<MediaStream, Error> {
        let (mut outgoing, origin) = self.parts.split()?;
        outgoing.how.reading = Reading::Stream;
        outgoing.how.max_redirects = MAX_REDIRECTS;
        origin.client.open(outgoing).await.map(MediaStream)
    }
}

impl std::future::IntoFuture for Download {
    type Output = Result<MediaStream, Error>;
    type IntoFuture = crate::future::BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The bytes of a download as they arrive: a stream. Dropping it ends the download.
///
/// ```
/// use clientwright_odata::request::MediaStream;
/// use futures_util::TryStreamExt as _;
/// # use clientwright_odata::{Body, Client, Error, Item};
///
/// /// Writes a download to a file, and reports how much of it has arrived.
/// async fn save(mut download: MediaStream, file: &mut impl std::io::Write) -> Result<u64, Box<dyn std::error::Error>> {
///     let (mut done, whole) = (0, download.content_length());
///     while let Some(bytes) = download.try_next().await? {
///         file.write_all(&bytes)?;
///         done += bytes.len() as u64;
///         println!("{done} of {whole:?} bytes");
///     }
///     Ok(done)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let service = tower::service_fn(|_| async {
/// #     let parts = ["hello ", "world"].map(|part| Ok::<_, std::io::Error>(part.into()));
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from_stream(futures_util::stream::iter(parts))))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let photo = Item::<serde_json::Value>::root(&client, "photo");
/// let mut file = Vec::new();
/// assert_eq!(save(photo.media().download().await?, &mut file).await?, 11);
/// assert_eq!(file, b"hello world");
///
/// // A small one as a whole; one of more than 100 bytes is an error.
/// assert_eq!(photo.media().download().await?.bytes(100).await?.len(), 11);
/// assert!(photo.media().download().await?.bytes(10).await.is_err());
/// # Ok(()) }
/// ```
pub struct MediaStream(clientwright_http::Response<Body>);

impl MediaStream {
    /// The status: 200, or 206 for a request with `Range`.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.0.content_type()
    }

    /// The number of bytes, if the service sends it.
    pub fn content_length(&self) -> Option<u64> {
        let length = self.headers().get(CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// The body, for whatever reads one.
    pub fn into_body(self) -> Body {
        self.0.body
    }

    /// Reads all bytes into memory, at most `limit`.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the response is incomplete, or longer than `limit`; [`Error::OData`] when the
    /// service reports an error after the body.
    pub async fn bytes(self, limit: u64) -> Result<Bytes, Error> {
        let response = RawResponse(self.0.collect(limit).await?).reported()?;
        Ok(response.0.body)
    }
}

impl Stream for MediaStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(Pin::new(&mut self.0).poll_next(cx));
        Poll::Ready(match next {
            Some(bytes) => Some(bytes.map_err(Error::from)),
            None => RawResponse::reported_after(&mut self.0).map(Err),
        })
    }
}

impl fmt::Debug for MediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaStream")
            .field("request", &self.0.request)
            .field("status", &self.0.status)
            .finish_non_exhaustive()
    }
}

/// Replaces a stream of bytes. A body that is itself a stream is sent once, without repeats.
///
/// ```
/// use clientwright_odata::request::Upload;
/// # use clientwright_odata::{Body, Client, Error, Item};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     assert_eq!((request.method().as_str(), request.uri().path()), ("PUT", "/photo/$value"));
/// #     let status = if request.headers()["if-match"] == "\"1\"" { 204 } else { 412 };
/// #     Ok::<_, std::io::Error>(http::Response::builder().status(status).body(Body::empty()).unwrap())
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let photo = Item::<serde_json::Value>::root(&client, "photo");
/// let upload: Upload = photo.media().upload("image/png", b"\x89PNG".to_vec());
/// // Only over the bytes that were seen before.
/// upload.if_match("\"1\"").await?;
/// let error = photo.media().upload("image/png", vec![]).if_match("\"0\"").await.unwrap_err();
/// assert!(error.is_precondition_failed());
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`] but those of decoding.
#[must_use = "a request does nothing until it is awaited"]
pub struct Upload {
    parts: Parts,
}

super::query_methods!(Upload);
super::if_match_methods!(Upload);

impl Upload {
    /// How many bytes there are, where the body does not know; without it they are sent in chunks.
    ///
    /// ```
    /// use clientwright_odata::{Body, Client, Error, Item};
    /// use futures_util::stream;
    /// # type Photo = serde_json::Value;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!(request.headers()["content-length"], "11");
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from("")))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// // Parts of a file whose length is known.
    /// let parts = ["hello ", "world"].map(|part| Ok::<_, std::io::Error>(part.into()));
    /// let body = Body::from_stream(stream::iter(parts));
    /// let photo = Item::<Photo>::root(&client, "photo");
    /// photo.media().upload("text/plain", body).content_length(11).await?;
    /// # Ok(()) }
    /// ```
    pub fn content_length(mut self, bytes: u64) -> Self {
        self.parts.header(CONTENT_LENGTH, bytes);
        self
    }

    /// Sends the bytes, and returns status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<()> {
        Prepared::new(self.parts, |response, _| response?.ignore()).send()
    }
}

super::into_future!(Upload -> ());
