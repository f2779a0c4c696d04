//! Items as the body of a request.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use clientwright_values::__private::{Digits, request_json};
use futures_core::Stream;

use super::split::RS;
use crate::Body;
use crate::future::{BoxError, MaybeSend};
use crate::operation::Framing;
use crate::wire::Wire;

#[cfg(not(target_arch = "wasm32"))]
type BoxItems = Pin<Box<dyn Stream<Item = Result<Vec<u8>, BoxError>> + Send>>;
#[cfg(target_arch = "wasm32")]
type BoxItems = Pin<Box<dyn Stream<Item = Result<Vec<u8>, BoxError>>>>;

/// Items that a request sends: values in memory, or a stream of them.
///
/// Values in memory are sent again when the request is repeated; a stream is sent once.
///
/// ```
/// use clientwright_openapi::stream::SendItems;
///
/// let in_memory = SendItems::from(vec![1, 2, 3]);
/// let made = (1..4).collect::<SendItems<i32>>();
/// let values = futures_util::stream::iter((1..4).map(Ok::<i32, std::io::Error>));
/// let as_they_come = SendItems::from_stream(values);
/// ```
pub struct SendItems<T> {
    kind: Kind,
    marker: PhantomData<fn(T)>,
}

enum Kind {
    /// The JSON of each item.
    Memory(Result<Vec<Vec<u8>>, String>),
    Stream(BoxItems),
}

impl<T: Wire> SendItems<T> {
    /// Items as a stream gives them. An error of the stream, or an item that has no JSON, breaks the request off.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + MaybeSend + 'static,
        E: Into<BoxError> + 'static,
        T: 'static,
    {
        Self {
            kind: Kind::Stream(Box::pin(Encoded(Box::pin(stream)))),
            marker: PhantomData,
        }
    }

    fn in_memory<'a>(items: impl Iterator<Item = &'a T>) -> Self
    where
        T: 'a,
    {
        let json = items.map(|item| request_json(item, Digits::Plain));
        let json: Result<Vec<_>, _> = json.collect();
        Self {
            kind: Kind::Memory(json.map_err(|error| error.to_string())),
            marker: PhantomData,
        }
    }
}

impl<T> SendItems<T> {
    /// The body.
    ///
    /// # Errors
    ///
    /// If an item in memory has no JSON.
    pub(crate) fn body(self, framing: Framing) -> Result<Body, String> {
        match self.kind {
            Kind::Memory(items) => {
                let mut body = Vec::new();
                items?
                    .iter()
                    .for_each(|item| push(&mut body, framing, item));
                Ok(body.into())
            }
            Kind::Stream(items) => Ok(Body::from_stream(Framed { items, framing })),
        }
    }
}

fn push(body: &mut Vec<u8>, framing: Framing, json: &[u8]) {
    if framing == Framing::Sequence {
        body.push(RS);
    }
    body.extend_from_slice(json);
    body.push(b'\n');
}

/// The values of a stream as JSON.
struct Encoded<S>(Pin<Box<S>>);

impl<S, T, E> Stream for Encoded<S>
where
    S: Stream<Item = Result<T, E>>,
    T: Wire,
    E: Into<BoxError>,
{
    type Item = Result<Vec<u8>, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = self.0.as_mut().poll_next(cx);
        item.map(|item| {
            item.map(|item| Ok(request_json(&item.map_err(Into::into)?, Digits::Plain)?))
        })
    }
}

/// The bytes of a body.
struct Framed {
    items: BoxItems,
    framing: Framing,
}

impl Stream for Framed {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let framing = self.framing;
        let item = self.items.as_mut().poll_next(cx);
        item.map(|item| {
            item.map(|json| {
                let json = json?;
                let mut bytes = Vec::with_capacity(json.len() + 2);
                push(&mut bytes, framing, &json);
                Ok(bytes.into())
            })
        })
    }
}

impl<T: Wire> From<Vec<T>> for SendItems<T> {
    fn from(items: Vec<T>) -> Self {
        Self::in_memory(items.iter())
    }
}

impl<T: Wire> From<&Vec<T>> for SendItems<T> {
    fn from(items: &Vec<T>) -> Self {
        Self::in_memory(items.iter())
    }
}

impl<T: Wire> From<&[T]> for SendItems<T> {
    fn from(items: &[T]) -> Self {
        Self::in_memory(items.iter())
    }
}

impl<T: Wire, const N: usize> From<[T; N]> for SendItems<T> {
    fn from(items: [T; N]) -> Self {
        Self::in_memory(items.iter())
    }
}

/// Items in memory.
impl<T: Wire> FromIterator<T> for SendItems<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items = items
            .into_iter()
            .map(|item| request_json(&item, Digits::Plain));
        let json: Result<Vec<_>, _> = items.collect();
        Self {
            kind: Kind::Memory(json.map_err(|error| error.to_string())),
            marker: PhantomData,
        }
    }
}

/// Shows no items: they may be personal.
impl<T> fmt::Debug for SendItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Memory(_) => "SendItems(memory)",
            Kind::Stream(_) => "SendItems(stream)",
        })
    }
}
