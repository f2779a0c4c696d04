//! Reading a body into memory.

use std::collections::VecDeque;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::Frame;

use super::{Body, Kind, Trailers};
use crate::error::Permanent;
use crate::future::BoxError;

impl Body {
    /// All bytes and trailers, when they are in memory; else the body as it is.
    pub(crate) fn into_whole(self) -> Result<(Bytes, Option<Trailers>), Self> {
        match self.0 {
            Kind::Empty => Ok((Bytes::new(), None)),
            Kind::Full(bytes) => Ok((bytes, None)),
            Kind::Ended(bytes, trailers) => Ok((bytes, Some(trailers))),
            Kind::Stream(_) => Err(self),
        }
    }

    /// Reads to the end, but no more than `limit` bytes.
    pub(crate) async fn collect(self, limit: u64) -> Result<(Bytes, Option<Trailers>), BoxError> {
        let read = read(self, limit).await;
        match read.failure {
            None => Ok((read.bytes, read.trailers)),
            Some(error) => Err(error),
        }
    }

    /// Reads as many bytes, or all when there are no more. What comes after them stays a stream; it fails when there are more
    /// than `limit` in all.
    pub(crate) async fn head(mut self, head: u64, limit: u64) -> Result<Self, BoxError> {
        let mut parts: VecDeque<Bytes> = VecDeque::new();
        let mut trailers = None;
        let mut length = 0;
        while length <= head {
            let frame =
                std::future::poll_fn(|cx| http_body::Body::poll_frame(Pin::new(&mut self), cx));
            let Some(frame) = frame.await else {
                // Most responses fit in one frame, which then needs no copy.
                let all = match parts.len() {
                    1 => parts.pop_front().unwrap_or_default(),
                    _ => Vec::from(parts).concat().into(),
                };
                return Ok(Self::ended(all, trailers));
            };
            let data = data(frame?, &mut trailers);
            length += data.len() as u64;
            if length > limit {
                return Err(Permanent::TooLarge(limit).into());
            }
            parts.push_back(data);
        }
        Ok(Self(Kind::Stream(Box::pin(Rest {
            head: parts,
            rest: self,
            left: limit - length,
            limit,
        }))))
    }
}

/// What was read of a body.
pub(crate) struct Read {
    pub(crate) bytes: Bytes,
    pub(crate) trailers: Option<Trailers>,
    /// Why it is not all.
    pub(crate) failure: Option<BoxError>,
}

/// Reads a body to its end, but no more than `limit` bytes.
pub(crate) async fn read<B>(body: B, limit: u64) -> Read
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut collected: Vec<u8> = Vec::new();
    let mut trailers = None;
    let mut failure = None;
    while let Some(frame) = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
        let mut data = match frame {
            Ok(frame) => data(frame, &mut trailers),
            Err(error) => {
                failure = Some(error.into());
                break;
            }
        };
        let held = first.len().max(collected.len());
        let left = usize::try_from(limit)
            .unwrap_or(usize::MAX)
            .saturating_sub(held);
        if data.len() > left {
            failure = Some(Permanent::TooLarge(limit).into());
            data.truncate(left);
        }
        if held == 0 {
            // Most responses fit in one frame, which then needs no copy.
            first = data;
        } else {
            if collected.is_empty() {
                collected.extend_from_slice(&first);
            }
            collected.extend_from_slice(&data);
        }
        if failure.is_some() {
            break;
        }
    }
    let bytes = if collected.is_empty() {
        first
    } else {
        collected.into()
    };
    Read {
        bytes,
        trailers,
        failure,
    }
}

/// The bytes of a frame. One of trailers has none; they are kept.
fn data(frame: Frame<Bytes>, trailers: &mut Option<Trailers>) -> Bytes {
    match frame.into_data() {
        Ok(data) => data,
        Err(frame) => {
            *trailers = frame.into_trailers().ok().map(Box::new);
            Bytes::new()
        }
    }
}

/// A body of which the beginning was read.
struct Rest {
    head: VecDeque<Bytes>,
    rest: Body,
    /// How many more bytes may come.
    left: u64,
    limit: u64,
}

impl http_body::Body for Rest {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(data) = self.head.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        let frame = ready!(Pin::new(&mut self.rest).poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            let length = frame.data_ref().map_or(0, Bytes::len) as u64;
            match self.left.checked_sub(length) {
                Some(left) => self.left = left,
                None => {
                    self.rest = Body::empty();
                    return Poll::Ready(Some(Err(Permanent::TooLarge(self.limit).into())));
                }
            }
        }
        Poll::Ready(frame)
    }
}
