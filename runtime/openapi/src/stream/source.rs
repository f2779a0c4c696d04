//! From the bytes of a response to its items.

use std::fmt;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use clientwright_http::Response as Answer;
use futures_core::Stream as _;

use super::split::{End, Piece, Raw, Splitter};
use crate::Body;
use crate::error::{DecodeFailure, Error, UndeclaredError};
use crate::json::DecodeError;
use crate::operation::{Framing, Operation, Streaming};
use crate::response::Response;

/// A response that succeeded and whose body is arriving, with what was asked for.
#[doc(hidden)]
#[derive(Debug)]
pub struct Arriving {
    pub(crate) response: Answer<Body>,
    pub(crate) operation: &'static Operation,
    /// How many bytes an item may have.
    pub(crate) limit: usize,
    /// The id that was sent.
    pub(crate) last_event_id: Option<Box<str>>,
}

/// The items of a response.
pub(crate) struct Source {
    /// The response until it ends.
    response: Option<Answer<Body>>,
    /// The response without its body, for errors of items.
    head: Answer<()>,
    splitter: Splitter,
    /// Bytes that are not split yet.
    chunk: Bytes,
    end: &'static [&'static str],
    is_text: bool,
    limit: usize,
}

const LINES: Streaming = Streaming {
    framing: Framing::Lines,
    end: &[],
};

/// Checks that a response is a stream of the operation.
pub(crate) async fn begin(arriving: Arriving) -> Result<Source, Error> {
    let streaming = arriving.operation.stream.unwrap_or(LINES);
    let status = arriving.response.status.as_u16();
    let mut declared = arriving.operation.success.iter();
    let is_declared = arriving.operation.success.is_empty()
        || status == 204
        || declared.any(|declared| declared.includes(status));
    if !is_declared {
        let response = with_first_chunk(arriving.response).await;
        return Err(Error::Undeclared(Box::new(UndeclaredError { response })));
    }
    match framing(&streaming, &arriving.response) {
        Ok(framing) => Ok(Source::new(arriving, framing, streaming.end)),
        Err(reason) => {
            let response = with_first_chunk(arriving.response).await;
            Err(failure(response, DecodeError::from_text(&reason)))
        }
    }
}

/// How the items of a response are told apart: by its media type, if it has one.
fn framing(streaming: &Streaming, response: &Answer<Body>) -> Result<Framing, String> {
    let Some(media_type) = response.content_type() else {
        return Ok(streaming.framing);
    };
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let lines = [
        "jsonl",
        "ndjson",
        "json-lines",
        "jsonlines",
        "x-jsonl",
        "x-ndjson",
        "x-json-lines",
        "x-jsonlines",
    ];
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    let is = |name: &str| subtype.eq_ignore_ascii_case(name);
    let found = if essence.eq_ignore_ascii_case("text/event-stream") {
        Some(Framing::Events)
    } else if is("json-seq") {
        Some(Framing::Sequence)
    } else if lines.iter().any(|name| is(name)) {
        Some(Framing::Lines)
    } else {
        None
    };
    let of_json = |framing: Framing| matches!(framing, Framing::Lines | Framing::Sequence);
    match found {
        // A service that sends one kind of JSON stream for another is understood; events are none.
        Some(found) if of_json(found) == of_json(streaming.framing) => Ok(found),
        // Types that say no more than that there are bytes or texts.
        None if of_json(streaming.framing)
            && ["json", "octet-stream", "plain", "stream+json"]
                .iter()
                .any(|name| is(name)) =>
        {
            Ok(streaming.framing)
        }
        _ => Err(format!(
            "the media type is `{media_type}`, which is no {}",
            match streaming.framing {
                Framing::Events => "stream of events",
                Framing::Lines | Framing::Sequence => "stream of JSON values",
            }
        )),
    }
}

/// The response with the bytes that arrive next as its body, for an error. All of it might never arrive.
async fn with_first_chunk(mut response: Answer<Body>) -> Answer {
    let chunk = response.chunk().await.ok().flatten();
    response.with_body(chunk.unwrap_or_default())
}

fn failure(response: Answer, source: DecodeError) -> Error {
    Error::Decode(Box::new(DecodeFailure {
        response,
        source,
        is_xml: false,
        item: None,
    }))
}

impl Source {
    fn new(arriving: Arriving, framing: Framing, end: &'static [&'static str]) -> Self {
        let mut splitter = Splitter::new(framing, arriving.limit);
        if let Splitter::Events(events) = &mut splitter {
            events.set_last_id(arriving.last_event_id.as_deref());
        }
        Self {
            head: arriving.response.with_body(()),
            response: Some(arriving.response),
            splitter,
            chunk: Bytes::new(),
            end,
            is_text: arriving.operation.text,
            limit: arriving.limit,
        }
    }

    /// The items of a response that is in memory.
    pub(crate) fn of(response: Answer<Body>, operation: &'static Operation) -> Result<Self, Error> {
        let streaming = operation.stream.unwrap_or(LINES);
        let framing = framing(&streaming, &response);
        let arriving = Arriving {
            response,
            operation,
            limit: usize::MAX,
            last_event_id: None,
        };
        match framing {
            Ok(framing) => Ok(Self::new(arriving, framing, streaming.end)),
            Err(reason) => {
                let body = arriving.response.body.as_bytes().unwrap_or_default();
                let response = arriving.response.with_body(Bytes::copy_from_slice(body));
                Err(failure(response, DecodeError::from_text(&reason)))
            }
        }
    }

    /// The response with the stream as its body.
    pub(crate) fn response<R>(self, wrap: impl FnOnce(Self) -> R) -> Response<R> {
        let (status, headers) = (self.head.status, self.head.headers.clone());
        Response::new(status, headers, wrap(self))
    }

    pub(super) fn is_text(&self) -> bool {
        self.is_text
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        self.splitter.events()?.last_id()
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.splitter.events()?.retry()
    }

    /// The next item.
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Raw, Error>>> {
        loop {
            let piece = match self.splitter.next(&mut self.chunk) {
                Some(piece) => piece,
                None => match ready!(self.poll_chunk(cx)) {
                    Some(Ok(())) => continue,
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => match self.splitter.end() {
                        Some(piece) => piece,
                        None => return Poll::Ready(None),
                    },
                },
            };
            let (bytes, reason) = match piece {
                Piece::Item(raw) if self.is_end(&raw) => {
                    self.close();
                    return Poll::Ready(None);
                }
                Piece::Item(raw) if raw.end == End::Torn => {
                    let reason = "the item is not complete";
                    return Poll::Ready(Some(Err(self.failure(raw.data, reason))));
                }
                Piece::Item(raw) => return Poll::Ready(Some(Ok(raw))),
                Piece::TooLong => {
                    let reason = format!("the item has more than {} bytes", self.limit);
                    return Poll::Ready(Some(Err(self.failure(Vec::new(), &reason))));
                }
                Piece::Stray(bytes) => (bytes, "bytes without a record separator before them"),
            };
            return Poll::Ready(Some(Err(self.failure(bytes, reason))));
        }
    }

    /// The next chunk. `None`: there are no more.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        let Some(response) = &mut self.response else {
            return Poll::Ready(None);
        };
        match ready!(std::pin::Pin::new(response).poll_next(cx)) {
            Some(Ok(chunk)) => {
                self.chunk = chunk;
                Poll::Ready(Some(Ok(())))
            }
            Some(Err(error)) => {
                self.close();
                Poll::Ready(Some(Err(error.into())))
            }
            None => {
                self.response = None;
                Poll::Ready(None)
            }
        }
    }

    /// Ends the stream: the connection is given up, and nothing comes after this.
    fn close(&mut self) {
        self.response = None;
        self.chunk = Bytes::new();
        self.splitter.clear();
    }

    fn is_end(&self, raw: &Raw) -> bool {
        let data = raw.data.trim_ascii();
        self.end.iter().any(|end| end.as_bytes() == data)
    }

    /// The error of an item that is not of its type.
    pub(super) fn undecodable(&self, raw: Raw, error: DecodeError) -> Error {
        match raw.end {
            End::Whole => failure(self.head.with_body(raw.data.into()), error),
            End::Open | End::Torn => {
                let reason = format!("the item is not complete: {error}");
                self.failure(raw.data, &reason)
            }
        }
    }

    fn failure(&self, data: Vec<u8>, reason: &str) -> Error {
        let response = self.head.with_body(Bytes::from(data));
        failure(response, DecodeError::from_text(reason))
    }
}

/// Shows no items: they may be personal.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("request", &self.head.request)
            .field("status", &self.head.status)
            .field("is_over", &self.response.is_none())
            .finish_non_exhaustive()
    }
}
