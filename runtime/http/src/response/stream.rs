//! Responses whose body is still arriving.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

use super::Response;
use crate::error::{Error, TimedOut};
use crate::future::BoxError;
use crate::timer::{Timer, within};
use crate::transport::{Body, Trailers};

/// The time that is left for waiting for the service. That a reader takes its time is none of the service's fault.
#[derive(Clone)]
pub(crate) struct TimeLeft {
    pub(crate) timer: Arc<dyn Timer>,
    /// What the request had in all.
    pub(crate) all: Duration,
    pub(crate) left: Duration,
}

impl TimeLeft {
    /// The rest of the time of a request that had `all` and began at `began` on the timer's clock.
    pub(crate) fn new(timer: &Arc<dyn Timer>, all: Duration, began: Duration) -> Self {
        let waited = timer.now().saturating_sub(began);
        Self {
            timer: Arc::clone(timer),
            all,
            left: all.saturating_sub(waited),
        }
    }
}

/// Responses that [`Client::open`](crate::Client::open) returns.
///
/// ```
/// use clientwright_http::{Body, Client, Error, Reading, Request};
/// use http::Method;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let chunks = match request.uri().path() {
/// #         "/7" => ["%PDF-", "1.7 …"],
/// #         _ => ["GIF89a", "…"],
/// #     };
/// #     let chunks = chunks.map(|text| Ok::<_, std::io::Error>(bytes::Bytes::from_static(text.as_bytes())));
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from_stream(futures_util::stream::iter(chunks))))
/// # });
/// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
/// /// A document, unless the first bytes tell that it is none; at most 1 MiB of it.
/// async fn document(client: &Client, path: &str) -> Result<Option<Vec<u8>>, Error> {
///     let mut request = Request::new(Method::GET, client.uri(&client.url(path)?)?);
///     request.reading = Reading::Stream;
///     let mut response = client.open(request).await?;
///     let Some(first) = response.chunk().await?.filter(|first| first.starts_with(b"%PDF-")) else {
///         return Ok(None);
///     };
///     let rest = response.collect(1024 * 1024).await?;
///     Ok(Some([&first[..], &rest.body[..]].concat()))
/// }
///
/// assert_eq!(document(&client, "7").await?.as_deref(), Some("%PDF-1.7 …".as_bytes()));
/// assert_eq!(document(&client, "8").await?, None);
/// # Ok(()) }
/// ```
impl Response<Body> {
    /// The bytes that come next; `None` at the end, when [`trailers`](Self::trailers) are known.
    ///
    /// For a request with [`Reading::Head`](crate::Reading::Head), the time limit of the request also applies
    /// to this wait.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the response breaks off, is too long, or its time is over.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(mut time) = self.time.take() else {
            return poll_fn(|cx| self.poll_chunk(cx)).await.transpose();
        };
        let began = time.timer.now();
        let chunk = within(&*time.timer, time.left, poll_fn(|cx| self.poll_chunk(cx))).await;
        let waited = time.timer.now().saturating_sub(began);
        time.left = time.left.saturating_sub(waited);
        let all = time.all;
        self.time = Some(time);
        match chunk {
            Some(chunk) => chunk.transpose(),
            None => Err(self.lost(TimedOut(all).into())),
        }
    }

    /// Reads the rest of the body into memory.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when it does not arrive whole, or when it has more than `limit` bytes.
    pub async fn collect(self, limit: u64) -> Result<Response, Error> {
        let mut response = self;
        match std::mem::take(&mut response.body).collect(limit).await {
            Ok((body, trailers)) => Ok(response.whole(body, trailers)),
            Err(error) => Err(Error::lost(response.request, error)),
        }
    }

    /// The response with its whole body, if that is in memory; else the response as it is.
    pub(crate) fn into_whole(mut self) -> Result<Response, Box<Self>> {
        match std::mem::take(&mut self.body).into_whole() {
            Ok((body, trailers)) => Ok(self.whole(body, trailers)),
            Err(body) => {
                self.body = body;
                Err(Box::new(self))
            }
        }
    }

    fn whole(self, body: Bytes, trailers: Option<Trailers>) -> Response {
        Response {
            request: self.request,
            status: self.status,
            headers: self.headers,
            body,
            trailers,
            time: None,
        }
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let frame = ready!(http_body::Body::poll_frame(Pin::new(&mut self.body), cx));
            match frame.map(|frame| frame.map(http_body::Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(bytes))) if bytes.is_empty() => {}
                Some(Ok(Ok(bytes))) => return Poll::Ready(Some(Ok(bytes))),
                Some(Ok(Err(frame))) => self.note(frame.into_trailers().ok()),
                Some(Err(error)) => {
                    self.body = Body::empty();
                    return Poll::Ready(Some(Err(self.lost(error))));
                }
            }
        }
    }

    fn note(&mut self, trailers: Option<HeaderMap>) {
        if let Some(trailers) = trailers {
            self.trailers = Some(Box::new(trailers));
        }
    }

    fn lost(&self, error: BoxError) -> Error {
        Error::lost(self.request.clone(), error)
    }
}

/// The bytes of the body, as [`chunk`](Response::chunk) returns them, but without a time limit.
impl Stream for Response<Body> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}
