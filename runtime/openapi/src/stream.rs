//! Responses that are streams of items, and bodies of requests that are: server-sent events (WHATWG HTML, 9.2), JSON lines,
//! and JSON text sequences (RFC 7464).
//!
//! Generated methods for such operations return a [`Call`](crate::Call) of [`Events`] or [`Items`]. It ends as soon as the response begins;
//! then the items come as they arrive.
//!
//! ```
//! use clientwright_openapi::stream::Events;
//! use clientwright_openapi::{Call, Error};
//!
//! # async fn example(call: Call<Events<String>>) -> Result<(), Error> {
//! let mut events = call.await?;
//! while let Some(event) = events.next().await {
//!     let event = event?;
//!     println!("{}: {}", event.name(), event.data);
//! }
//! # Ok(()) }
//! ```
//!
//! Events of several types, by their names, are read as an enum. Generated code has one for each operation whose description declares
//! such events; this is one by hand:
//!
//! ```
//! use clientwright_openapi::json::DecodeError;
//! use clientwright_openapi::operation::{Framing, Operation, Segment, Streaming};
//! use clientwright_openapi::stream::{Event, EventData, Events, Items, ReceivedEvent, UnknownEvent};
//! use clientwright_openapi::{Body, Call, Client, Error};
//!
//! #[derive(Debug, PartialEq)]
//! enum Change {
//!     Weight(f64),
//!     Note(String),
//!     Other(UnknownEvent),
//! }
//!
//! impl EventData for Change {
//!     fn read(event: ReceivedEvent<'_>) -> Result<Self, DecodeError> {
//!         match event.name() {
//!             "weight" => event.json(Self::Weight),
//!             "note" => event.text(Self::Note),
//!             _ => Ok(Self::Other(event.unknown())),
//!         }
//!     }
//! }
//!
//! const WATCH: Operation = Operation {
//!     path: &[Segment::Text("/changes")],
//!     accept: "text/event-stream",
//!     stream: Some(Streaming { framing: Framing::Events, end: &["[DONE]"] }),
//!     ..Operation::NONE
//! };
//! const LOG: Operation = Operation {
//!     path: &[Segment::Text("/log")],
//!     accept: "application/jsonl",
//!     stream: Some(Streaming { framing: Framing::Lines, end: &[] }),
//!     ..Operation::NONE
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match request.uri().path() {
//! #         "/log" => "{\"at\":1}\n{\"at\":2}\n",
//! #         _ => "id: 1\nevent: weight\ndata: 4.5\n\nevent: note\ndata: is\ndata: fine\n\ndata: ?\n\ndata: [DONE]\n\ndata: 1\n\n",
//! #     })))
//! # });
//! # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
//! let mut changes: Events<Change> = Call::new(&client, &WATCH).await?;
//! let first: Event<Change> = changes.next().await.expect("an event")?;
//! assert_eq!((first.name(), first.id(), &first.data), ("weight", Some("1"), &Change::Weight(4.5)));
//! assert_eq!(*changes.next().await.expect("an event")?, Change::Note("is\nfine".to_owned()));
//! let Change::Other(unknown) = changes.next().await.expect("an event")?.into_data() else { panic!("it has no name") };
//! assert_eq!((unknown.name(), unknown.data()), ("message", "?"));
//! assert!(changes.next().await.is_none()); // the service has sent `[DONE]`
//!
//! let mut lines: Items<serde_json::Value> = Call::new(&client, &LOG).await?;
//! assert_eq!(lines.next().await.expect("a line")?["at"], 1);
//! # Ok(()) }
//! ```
//! - An item that cannot be decoded is [`Error::Decode`], whose response has the bytes of the item as its body. The stream
//!   goes on after it. It ends after every other error.
//! - Dropping the stream ends the response. Nothing is read ahead of the items that are asked for, but what arrived with them.
//! - An item may have [so many bytes](crate::ClientBuilder::max_item_bytes). A longer one is an error, and the stream goes on
//!   after it.
//! - A stream may take as long as it likes: the [time limit](crate::ClientBuilder::timeout) of a call ends when its response
//!   begins. The default transport gives up a response that sends nothing for some minutes, see
//!   [`ReqwestTransport`](crate::transport).
//! - A stream that breaks off is not requested again, because only the caller knows what a repeat does. [`Events::last_event_id`]
//!   and [`Call::last_event_id`](crate::Call::last_event_id) are the two ends of a repeat.

mod send;
mod source;
mod split;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

pub use send::SendItems;
pub(crate) use source::{Arriving, Source, begin};

use crate::error::Error;
use crate::json::DecodeError;
use crate::wire::Wire;
use crate::{from_json, to_json};
use split::Raw;

/// The items of a response in JSON lines or in a JSON text sequence: a stream of `Result<T, Error>`.
///
/// See [the module](self) for errors, cancellation and limits.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    source: Source,
    marker: PhantomData<fn() -> T>,
}

impl<T> Items<T> {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            marker: PhantomData,
        }
    }
}

impl<T: Wire> Items<T> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Wire> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let raw = match ready!(self.source.poll_next(cx)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            Some(Ok(raw)) => raw,
        };
        let value = from_json(&raw.data);
        Poll::Ready(Some(
            value.map_err(|error| self.source.undecodable(raw, error)),
        ))
    }
}

/// The events of a response: a stream of `Result<Event<T>, Error>`.
///
/// Events without data, comments, and an event that is not complete when the response ends are left out, as WHATWG HTML,
/// 9.2.6, says. See [the module](self) for errors, cancellation and limits.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    source: Source,
    marker: PhantomData<fn() -> T>,
}

impl<T> Events<T> {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            marker: PhantomData,
        }
    }

    /// The id of the last event that had one, for [`Call::last_event_id`](crate::Call::last_event_id) after the stream has ended or broken off. At first it
    /// is the one that the call was sent with. `None`: there is none, or the service has set it back.
    ///
    /// ```
    /// # use clientwright_openapi::{Call, Error, stream::Events};
    /// # async fn example(watch: impl Fn() -> Call<Events<String>>) -> Result<(), Error> {
    /// let mut events = watch().await?;
    /// while let Some(Ok(event)) = events.next().await {
    ///     println!("{}", event.data);
    /// }
    /// // The rest, after the connection was lost.
    /// let mut again = watch();
    /// if let Some(id) = events.last_event_id() {
    ///     again = again.last_event_id(id);
    /// }
    /// let mut events = again.await?;
    /// # Ok(()) }
    /// ```
    pub fn last_event_id(&self) -> Option<&str> {
        self.source.last_event_id()
    }

    /// How long the service wants clients to wait before they connect again (the field `retry`), if it has said so.
    pub fn retry(&self) -> Option<Duration> {
        self.source.retry()
    }
}

impl<T: EventData> Events<T> {
    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: EventData> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let raw = match ready!(self.source.poll_next(cx)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            Some(Ok(raw)) => raw,
        };
        let received = ReceivedEvent {
            raw: &raw,
            is_text: self.source.is_text(),
        };
        Poll::Ready(Some(match T::read(received) {
            Ok(data) => Ok(Event {
                id: self.last_event_id().map(Into::into),
                name: raw.event,
                data,
            }),
            Err(error) => Err(self.source.undecodable(raw, error)),
        }))
    }
}

macro_rules! debug {
    ($($name:ident)*) => {$(
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.source).finish()
            }
        }
    )*};
}
debug!(Items Events);

/// An event: its data, to which it derefs, with its name and the id that was valid for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The data.
    pub data: T,
    name: Option<Box<str>>,
    id: Option<Box<str>>,
}

impl<T> Event<T> {
    /// The name (the field `event`); `message` if the service gave none.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("message")
    }

    /// The id of the last event that had one, up to this one: what [`Events::last_event_id`] was when it came.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The data alone.
    pub fn into_data(self) -> T {
        self.data
    }
}

impl<T> Deref for Event<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

impl<T> DerefMut for Event<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.data
    }
}

/// What the data of events is read as: every [`Wire`] value, and the enums of generated code with a variant for each name of
/// an event.
pub trait EventData: Sized {
    /// Reads an event.
    ///
    /// # Errors
    ///
    /// If the data is not of the type.
    fn read(event: ReceivedEvent<'_>) -> Result<Self, DecodeError>;
}

// A type without `Wire` gives a message about `Wire`.
#[diagnostic::do_not_recommend]
impl<T: Wire> EventData for T {
    fn read(event: ReceivedEvent<'_>) -> Result<Self, DecodeError> {
        match event.is_text {
            true => event.text(std::convert::identity),
            false => event.json(std::convert::identity),
        }
    }
}

/// An event as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct ReceivedEvent<'a> {
    raw: &'a Raw,
    is_text: bool,
}

impl ReceivedEvent<'_> {
    /// The name; `message` if the service gave none.
    pub fn name(&self) -> &str {
        self.raw.event.as_deref().unwrap_or("message")
    }

    /// The data as JSON of a type, wrapped.
    ///
    /// # Errors
    ///
    /// If it is not of the type.
    pub fn json<T: Wire, R>(self, wrap: fn(T) -> R) -> Result<R, DecodeError> {
        from_json(&self.raw.data).map(wrap)
    }

    /// The data as a text, wrapped.
    ///
    /// # Errors
    ///
    /// If the type does not take every text.
    pub fn text<T: Wire, R>(self, wrap: fn(T) -> R) -> Result<R, DecodeError> {
        let json = to_json(&String::from_utf8_lossy(&self.raw.data).into_owned());
        from_json(&json.unwrap_or_default()).map(wrap)
    }

    /// Name and data.
    pub fn unknown(self) -> UnknownEvent {
        UnknownEvent {
            name: self.name().into(),
            data: String::from_utf8_lossy(&self.raw.data).into(),
        }
    }
}

/// An event with a name that the description does not declare.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownEvent {
    name: Box<str>,
    data: Box<str>,
}

impl UnknownEvent {
    /// The name; `message` if the service gave none.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The data.
    pub fn data(&self) -> &str {
        &self.data
    }
}

/// Shows the length of the data: its content may be personal.
impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent")
            .field("name", &self.name)
            .field("bytes", &self.data.len())
            .finish()
    }
}
