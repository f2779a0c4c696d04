//! The body of requests and responses.

mod read;

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http_body::{Frame, SizeHint};

use crate::future::{BoxError, MaybeSend};

pub(crate) use read::read;

#[cfg(not(target_arch = "wasm32"))]
type BoxBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;
#[cfg(target_arch = "wasm32")]
type BoxBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError>>>;

/// The body of a request or a response: nothing, bytes in memory, or a stream.
///
/// ```
/// use clientwright_http::Body;
///
/// let body = Body::from("{}");
/// assert_eq!(body.as_bytes(), Some(&b"{}"[..]));
/// let copy = body.try_clone().expect("bytes in memory can be sent again");
/// # assert_eq!(copy.as_bytes(), body.as_bytes());
/// let request = http::Request::delete("https://pets.example.com/pets/7").body(Body::empty())?;
/// assert_eq!(request.body().as_bytes(), Some(&[][..]));
/// # Ok::<(), http::Error>(())
/// ```
pub struct Body(Kind);

enum Kind {
    /// Nothing (left) to send.
    Empty,
    Full(Bytes),
    /// A body that was read to its end, with its trailers.
    Ended(Bytes, Trailers),
    Stream(BoxBody),
}

/// The fields after a body (RFC 9110, 6.5).
pub(crate) type Trailers = Box<HeaderMap>;

impl Body {
    /// No body.
    pub const fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// Wraps any other body, unless it is one of these already. Whether it is in memory is unknown, so
    /// [`try_clone`](Self::try_clone) returns `None`.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        // What passed through several services is wrapped once.
        let mut body = Some(body);
        if let Some(body) = (&mut body as &mut dyn Any).downcast_mut::<Option<Self>>() {
            return body.take().unwrap_or_default();
        }
        match body {
            Some(body) => Self(Kind::Stream(Box::pin(Erased(Box::pin(body))))),
            None => Self::empty(),
        }
    }

    /// A body of bytes that come from a stream. It is sent once: no repeat has it.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use clientwright_http::Body;
    ///
    /// let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"a"))]);
    /// let body = Body::from_stream(chunks);
    /// ```
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(Chunks(Box::pin(stream)))
    }

    /// The bytes, when they are in memory; empty for no body.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Empty => Some(&[]),
            Kind::Full(bytes) | Kind::Ended(bytes, _) => Some(bytes),
            Kind::Stream(_) => None,
        }
    }

    /// A second body of the same content, when it is in memory: what a layer that sends a request again needs.
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Kind::Empty => Some(Self::empty()),
            Kind::Full(bytes) => Some(Self::from(bytes.clone())),
            Kind::Ended(bytes, trailers) => {
                Some(Self(Kind::Ended(bytes.clone(), trailers.clone())))
            }
            Kind::Stream(_) => None,
        }
    }

    /// The bytes, when they are in memory and have no trailers; otherwise the body unchanged.
    #[cfg(all(feature = "reqwest-client", not(target_arch = "wasm32")))]
    pub(super) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Empty => Ok(Bytes::new()),
            Kind::Full(bytes) => Ok(bytes),
            Kind::Ended(..) | Kind::Stream(_) => Err(self),
        }
    }

    /// A body that was read to its end.
    pub(crate) fn ended(bytes: Bytes, trailers: Option<Trailers>) -> Self {
        match trailers {
            Some(trailers) => Self(Kind::Ended(bytes, trailers)),
            None => bytes.into(),
        }
    }
}

/// A stream of bytes as a body.
struct Chunks<S>(Pin<Box<S>>);

impl<S, E> http_body::Body for Chunks<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let chunk = self.0.as_mut().poll_next(cx);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
    }
}

/// A body whose error is boxed.
struct Erased<B>(Pin<Box<B>>);

impl<B> http_body::Body for Erased<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0.as_mut().poll_frame(cx).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match std::mem::replace(&mut self.0, Kind::Empty) {
            Kind::Empty => Poll::Ready(None),
            Kind::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Kind::Ended(bytes, trailers) if bytes.is_empty() => {
                Poll::Ready(Some(Ok(Frame::trailers(*trailers))))
            }
            Kind::Ended(bytes, trailers) => {
                self.0 = Kind::Ended(Bytes::new(), trailers);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Kind::Stream(mut stream) => {
                let poll = stream.as_mut().poll_frame(cx);
                if !matches!(poll, Poll::Ready(None)) {
                    self.0 = Kind::Stream(stream);
                }
                poll
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Empty => true,
            Kind::Full(_) | Kind::Ended(..) => false,
            Kind::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Empty => SizeHint::with_exact(0),
            Kind::Full(bytes) | Kind::Ended(bytes, _) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Stream(stream) => stream.size_hint(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(if bytes.is_empty() {
            Kind::Empty
        } else {
            Kind::Full(bytes)
        })
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

/// Names the kind and the length; the content may be personal.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Empty => f.write_str("Body(empty)"),
            Kind::Full(bytes) | Kind::Ended(bytes, _) => {
                write!(f, "Body({} bytes)", bytes.len())
            }
            Kind::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
