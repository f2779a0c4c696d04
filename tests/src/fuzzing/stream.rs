//! Streams of items, cut anywhere.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use clientwright_openapi::operation::{Framing, Operation, Streaming};
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::stream::{Events, Items};
use clientwright_openapi::{Body, Call, CallOutput, Client, Error};
use http::Response;

use super::Outcome;

/// How many bytes an item may have.
const LIMIT: usize = 64;

const fn streaming(framing: Framing) -> Operation {
    Operation {
        text: true,
        stream: Some(Streaming {
            framing,
            end: &["[DONE]"],
        }),
        ..Operation::NONE
    }
}

const EVENTS: Operation = streaming(Framing::Events);
const LINES: Operation = streaming(Framing::Lines);
const SEQUENCE: Operation = streaming(Framing::Sequence);

/// Reads a response as a stream of events, lines or a sequence. The items are the same wherever the bytes are cut, they end,
/// and none of them is longer than the limit.
///
/// # Panics
///
/// If the property does not hold.
pub fn stream(data: &[u8]) -> Outcome {
    let [format, size, body @ ..] = data else {
        return Outcome::Rejected;
    };
    let size = usize::from(*size % 16) + 1;
    let (whole, cut) = match format % 3 {
        0 => (events(body, body.len()), events(body, size)),
        1 => (items(&LINES, body, body.len()), items(&LINES, body, size)),
        _ => (
            items(&SEQUENCE, body, body.len()),
            items(&SEQUENCE, body, size),
        ),
    };
    assert_eq!(whole, cut, "chunks of {size} bytes");
    assert!(whole.len() <= body.len() + 1, "more items than bytes");
    match whole.iter().all(Result::is_ok) {
        true => Outcome::Accepted,
        false => Outcome::Rejected,
    }
}

/// Each item as a text, or its error.
type Shown = Vec<Result<String, String>>;

fn events(body: &[u8], size: usize) -> Shown {
    now(async {
        let mut events = call::<Events<String>>(&EVENTS, body, size).await?;
        let mut shown = Vec::new();
        while let Some(event) = events.next().await {
            shown.push(event.map_err(text).map(|event| {
                assert!(event.data.len() <= 3 * LIMIT, "a long event");
                format!("{} {:?} {:?}", event.name(), event.id(), event.data)
            }));
        }
        // What the stream has found out besides its events.
        shown.push(Ok(format!(
            "{:?} {:?}",
            events.last_event_id(),
            events.retry()
        )));
        Ok(shown)
    })
}

fn items(operation: &'static Operation, body: &[u8], size: usize) -> Shown {
    now(async {
        let mut items = call::<Items<serde_json::Value>>(operation, body, size).await?;
        let mut shown = Vec::new();
        while let Some(item) = items.next().await {
            shown.push(item.map_err(text).map(|item| item.to_string()));
        }
        Ok(shown)
    })
}

fn text(error: Error) -> String {
    assert!(!error.to_string().is_empty() && !format!("{error:?}").is_empty());
    match error {
        Error::Decode(error) => error.error().to_string(),
        error => error.to_string(),
    }
}

fn call<R: CallOutput + 'static>(
    operation: &'static Operation,
    body: &[u8],
    size: usize,
) -> impl Future<Output = Result<R, Error>> {
    let chunks = body.chunks(size.max(1)).map(Bytes::copy_from_slice);
    let chunks: Vec<Bytes> = chunks.collect();
    let service = tower::service_fn(move |_| {
        let chunks = chunks.clone().into_iter().map(Ok::<_, std::io::Error>);
        let body = Body::from_stream(Chunks(chunks));
        async move { Ok::<_, std::io::Error>(Response::new(body)) }
    });
    let client = Client::builder()
        .base_url("https://example.org/v1")
        .retry(RetryPolicy::none())
        .max_item_bytes(LIMIT)
        .service(service)
        .build()
        .expect("the client is complete");
    Call::<R>::new(&client, operation).into_future()
}

/// An iterator as a stream.
struct Chunks<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Chunks<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// Runs a future that becomes ready without another thread.
fn now(future: impl Future<Output = Result<Shown, Error>>) -> Shown {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100_000 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result.unwrap_or_else(|error| panic!("the response succeeded: {error}"));
        }
    }
    panic!("a stream does not end");
}
