//! Media streams: the bytes of a media entity or of a stream property (OData protocol 4.01, 11.4.7 and 11.4.8).

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::{Delete, Parts};
use crate::capability::{self, Full};
use crate::client::{Client, Opened, Outgoing, lost};
use crate::error::{Error, InStream, RequestName};
use crate::layer::Reading;
use crate::path::Path;
use crate::response::Response;
use crate::transport::{Body, data};

/// How many redirects a download follows.
const MAX_REDIRECTS: usize = 5;

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
/// `C` says what it may do; see [`capability`].
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

/// Reads a stream of bytes. Awaiting it gives a [`MediaStream`] once the answer has begun.
///
/// A service that redirects to where the bytes are is followed, also to another host: without the credential, and with
/// none of the client's and the request's headers but `Accept`, `Range` and `User-Agent`, there and from there on. A
/// redirect from https to http is not followed.
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
        let client = origin.client;
        outgoing.how.reading = Reading::Stream;
        for _ in 0..MAX_REDIRECTS {
            let again = outgoing.again();
            match open(&client, outgoing).await {
                Err(Error::Redirect(error)) => {
                    let Some(next) = redirected(&client, again, error.location()) else {
                        return Err(Error::Redirect(error));
                    };
                    outgoing = next;
                }
                result => return result,
            }
        }
        open(&client, outgoing).await
    }
}

async fn open(client: &Client, outgoing: Outgoing) -> Result<MediaStream, Error> {
    let Opened { request, response } = client.open(outgoing).await?;
    let (parts, body) = response.into_parts();
    Ok(MediaStream {
        request,
        status: parts.status,
        headers: parts.headers,
        body,
    })
}

/// The request for what a redirect points to. `None`: it must not be followed.
fn redirected(client: &Client, mut asked: Outgoing, location: Option<&str>) -> Option<Outgoing> {
    let from = Url::parse(&asked.uri.to_string()).ok()?;
    let mut url = from.join(location?).ok()?;
    let downgrade = from.scheme() == "https" && url.scheme() != "https";
    if downgrade || !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    // Also on the way back: where a foreign host points to is not for this client's credential to read.
    asked.how.foreign |= !client.admits(&url);
    if asked.how.foreign {
        asked.settings.forget_secrets();
    }
    asked.uri = url.as_str().parse().ok()?;
    Some(asked)
}

impl std::future::IntoFuture for Download {
    type Output = Result<MediaStream, Error>;
    type IntoFuture = crate::BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The bytes of a download as they arrive: a stream. Dropping it ends the download.
pub struct MediaStream {
    request: RequestName,
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
}

impl MediaStream {
    /// The status: 200, or 206 where a `Range` was asked for.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
    }

    /// How many bytes there are, where the service says so.
    pub fn content_length(&self) -> Option<u64> {
        self.headers
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    /// The body, for whatever reads one.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Reads all bytes into memory.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when they do not arrive whole, or when there are more than `limit`; [`Error::OData`] when the
    /// service reports an error behind them.
    pub async fn bytes(self, limit: u64) -> Result<Bytes, Error> {
        let Self {
            request,
            status,
            headers,
            body,
        } = self;
        body.collect(limit)
            .await
            .map_err(|error| lost(request, InStream::with_head(error, status, &headers)))
    }
}

impl Stream for MediaStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = ready!(http_body::Body::poll_frame(Pin::new(&mut self.body), cx));
            match frame {
                None => return Poll::Ready(None),
                Some(frame) => match frame.and_then(data) {
                    Ok(bytes) if bytes.is_empty() => {}
                    Ok(bytes) => return Poll::Ready(Some(Ok(bytes))),
                    Err(error) => {
                        self.body = Body::empty();
                        let error = InStream::with_head(error, self.status, &self.headers);
                        return Poll::Ready(Some(Err(lost(self.request.clone(), error))));
                    }
                },
            }
        }
    }
}

impl fmt::Debug for MediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaStream")
            .field("request", &self.request)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Replaces a stream of bytes. A body that is itself a stream is sent once, without repeats.
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
    pub fn content_length(mut self, bytes: u64) -> Self {
        self.parts.header(CONTENT_LENGTH, bytes);
        self
    }

    /// Sends the bytes, and gives status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub async fn send(self) -> Result<Response<()>, Error> {
        let (outgoing, origin) = self.parts.split()?;
        origin.client.send(outgoing).await?.ignore()
    }
}

super::into_future!(Upload -> ());
