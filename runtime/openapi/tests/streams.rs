//! Streams of items: what is decoded as it arrives, what ends a stream and what does not, and what requests send.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use clientwright_openapi::future::BoxError;
use clientwright_openapi::json::DecodeError;
use clientwright_openapi::operation::{Framing, Operation, Status, Streaming};
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::stream::{
    EventData, Events, Items, ReceivedEvent, SendItems, UnknownEvent,
};
use clientwright_openapi::{Body, Call, Client, Error};
use futures_util::{FutureExt as _, StreamExt as _};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tokio::sync::mpsc;

const fn streaming(framing: Framing, end: &'static [&'static str]) -> Operation {
    Operation {
        success: &[Status::Exactly(200)],
        stream: Some(Streaming { framing, end }),
        ..Operation::NONE
    }
}

const EVENTS: Operation = streaming(Framing::Events, &["[DONE]"]);
const TEXTS: Operation = Operation {
    text: true,
    ..streaming(Framing::Events, &[])
};
const LINES: Operation = streaming(Framing::Lines, &["end"]);

/// A client whose service gives one response to all requests; and the requests.
fn client(
    status: u16,
    content_type: &'static str,
    body: impl Fn() -> Body + Send + Sync + 'static,
    limit: usize,
) -> (Client, Arc<Mutex<Vec<String>>>) {
    let sent: Arc<Mutex<Vec<String>>> = Arc::default();
    let (seen, body) = (Arc::clone(&sent), Arc::new(body));
    let service = tower::service_fn(move |request: Request<Body>| {
        let (seen, body) = (Arc::clone(&seen), Arc::clone(&body));
        async move {
            let (parts, sent) = request.into_parts();
            let sent = sent.collect().await?.to_bytes();
            let id = parts.headers.get("last-event-id");
            let id = id.map(|id| String::from_utf8_lossy(id.as_bytes()).into_owned());
            let sent = String::from_utf8_lossy(&sent).into_owned();
            seen.lock()
                .unwrap()
                .push(format!("{}{sent}", id.unwrap_or_default()));
            let mut response = Response::builder().status(status);
            if !content_type.is_empty() {
                response = response.header("content-type", content_type);
            }
            Ok::<_, BoxError>(response.body(body())?)
        }
    });
    let client = Client::builder()
        .base_url("https://api.example.test")
        .retry(RetryPolicy::none())
        .max_item_bytes(limit)
        .service(service)
        .build()
        .unwrap();
    (client, sent)
}

fn text(content_type: &'static str, body: &'static str) -> Client {
    client(200, content_type, move || Body::from(body), 100).0
}

/// Each item as a text, and errors by the end of theirs.
async fn all<T: std::fmt::Debug>(
    stream: impl futures_util::Stream<Item = Result<T, Error>>,
) -> Vec<String> {
    let show = |item: Result<T, Error>| match item {
        Ok(item) => format!("{item:?}"),
        Err(Error::Decode(error)) => format!("error: {}", error.error()),
        Err(error) => format!("lost: {error}"),
    };
    stream.map(show).collect().await
}

#[tokio::test]
async fn an_event_that_cannot_be_decoded_costs_itself() {
    let body = "data: 1\n\ndata: x\n\nevent: n\nid: 7\ndata: 2\n\nevent: long\ndata: 33333333333333333333333333\ndata: \
                33333333333333333333333333333333333333333333333333333333333333333333333333333333333\n\ndata: 4\n\ndata: 5";
    let client = text("text/event-stream; charset=utf-8", body);
    let mut events = Call::<Events<i32>>::new(&client, &EVENTS).await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.data, first.name(), first.id()), (1, "message", None));
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.response().unwrap().body, "x");
    assert!(error.to_string().starts_with("GET /"), "{error}");
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((*second, second.name(), second.id()), (2, "n", Some("7")));
    let rest = all(events.map(|event| event.map(|event| event.into_data()))).await;
    assert_eq!(rest, ["error: the item has more than 100 bytes", "4"]);
}

#[tokio::test]
async fn the_end_is_what_the_operation_says() {
    let client = text(
        "text/event-stream",
        "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n",
    );
    let events = Call::<Events<i32>>::new(&client, &EVENTS).await.unwrap();
    assert_eq!(all(events.map(|it| it.map(|it| it.data))).await, ["1"]);
    let client = text("application/jsonl", "1\nend\n2");
    let items = Call::<Items<i32>>::new(&client, &LINES).await.unwrap();
    assert_eq!(all(items).await, ["1"]);
    let (client, _) = client_of(204);
    let items = Call::<Items<i32>>::new(&client, &LINES).await.unwrap();
    assert_eq!(all(items).await, [""; 0]);
}

fn client_of(status: u16) -> (Client, Arc<Mutex<Vec<String>>>) {
    client(status, "", Body::empty, 100)
}

#[tokio::test]
async fn texts_are_no_json() {
    let client = text("text/event-stream", "data: \"a\"\ndata: b\n\n");
    let events = Call::<Events<String>>::new(&client, &TEXTS).await.unwrap();
    let texts: Vec<String> = events.map(|event| event.unwrap().data).collect().await;
    assert_eq!(texts, ["\"a\"\nb"]);
}

#[derive(Clone, Debug, PartialEq)]
enum Change {
    Made(i32),
    Note(String),
    Other(UnknownEvent),
}

impl EventData for Change {
    fn read(event: ReceivedEvent<'_>) -> Result<Self, DecodeError> {
        match event.name() {
            "made" => event.json(Self::Made),
            "note" => event.text(Self::Note),
            _ => Ok(Self::Other(event.unknown())),
        }
    }
}

#[tokio::test]
async fn names_decide_types() {
    let body =
        "event: made\ndata: 1\n\nevent: note\ndata: 1\n\ndata: 2\n\nevent: made\ndata: x\n\n";
    let client = text("text/event-stream", body);
    let mut events = Call::<Events<Change>>::new(&client, &EVENTS).await.unwrap();
    let mut next = async || events.next().await.unwrap().map(|event| event.data);
    assert_eq!(next().await.unwrap(), Change::Made(1));
    assert_eq!(next().await.unwrap(), Change::Note("1".to_owned()));
    let Change::Other(unknown) = next().await.unwrap() else {
        panic!("it has a name");
    };
    assert_eq!((unknown.name(), unknown.data()), ("message", "2"));
    assert!(matches!(next().await, Err(Error::Decode(_))));
}

/// The first item is there before the service has sent the second one, and dropping the stream drops the body.
#[tokio::test]
async fn items_come_as_they_arrive() {
    let (send, receive) = mpsc::channel::<Result<Bytes, BoxError>>(1);
    let receive = Mutex::new(Some(receive));
    let body = move || {
        let mut receive = receive.lock().unwrap().take().unwrap();
        Body::from_stream(futures_util::stream::poll_fn(move |cx| {
            receive.poll_recv(cx)
        }))
    };
    let (client, _) = client(200, "application/x-ndjson", body, 100);
    let mut items = Call::<Items<i32>>::new(&client, &LINES).await.unwrap();
    assert!(items.next().now_or_never().is_none());
    send.send(Ok("1\n2".into())).await.unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert!(items.next().now_or_never().is_none());
    send.send(Ok("2\n".into())).await.unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), 22);
    assert!(!send.is_closed());
    drop(items);
    assert!(send.is_closed());
}

#[tokio::test]
async fn a_connection_that_breaks_ends_the_stream() {
    let body = || {
        let chunks = [
            Ok(Bytes::from("id: 9\ndata: 1\n\nid: 10\ndata: 2")),
            Err("reset"),
        ];
        Body::from_stream(futures_util::stream::iter(chunks))
    };
    let (client, sent) = client(200, "text/event-stream", body, 100);
    let mut events = Call::<Events<i32>>::new(&client, &EVENTS)
        .last_event_id("é")
        .await
        .unwrap();
    assert_eq!(events.last_event_id(), Some("é"));
    assert_eq!(*events.next().await.unwrap().unwrap(), 1);
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(events.next().await.is_none());
    // The event with the id 10 was not complete, so it is sent again.
    assert_eq!(events.last_event_id(), Some("9"));
    assert_eq!(events.retry(), None::<Duration>);
    assert_eq!(*sent.lock().unwrap(), ["é"]);
}

#[tokio::test]
async fn a_torn_item_is_an_error_that_says_so() {
    let client = text("", "{\"n\":1}\n\n{\"n\":");
    let items = Call::<Items<serde_json::Value>>::new(&client, &LINES)
        .await
        .unwrap();
    let shown = all(items).await;
    assert_eq!(shown.len(), 2);
    assert!(
        shown[1].starts_with("error: the item is not complete: "),
        "{shown:?}"
    );
    let client = text("application/json-seq", "\u{1e}1\n\u{1e}2\u{1e}3\nx\u{1e}4");
    let items = Call::<Items<i32>>::new(&client, &LINES).await.unwrap();
    let torn = "error: the item is not complete";
    let stray = "error: bytes without a record separator before them";
    assert_eq!(all(items).await, ["1", torn, "3", stray, torn]);
}

#[tokio::test]
async fn other_responses_are_no_streams() {
    let page = text("text/html", "<html>sign in</html>");
    let error = Call::<Events<i32>>::new(&page, &EVENTS).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(error.response().unwrap().body.starts_with(b"<html>"));
    let error = Call::<Items<i32>>::new(&page, &LINES).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let json = text("application/json", "1\n2\n");
    assert_eq!(
        all(Call::<Items<i32>>::new(&json, &LINES).await.unwrap()).await,
        ["1", "2"]
    );
    let error = Call::<Events<i32>>::new(&json, &EVENTS).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let (client, _) = client_of(202);
    let error = Call::<Events<i32>>::new(&client, &EVENTS)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Undeclared(_)), "{error:?}");
    let (client, _) = client_of(404);
    let error = Call::<Events<i32>>::new(&client, &EVENTS)
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn requests_send_items() {
    const SEQUENCE: Operation = Operation {
        method: "POST",
        content_type: "application/json-seq",
        ..Operation::NONE
    };
    const SEND: Operation = Operation {
        method: "POST",
        content_type: "application/x-ndjson",
        ..Operation::NONE
    };
    let (client, sent) = client_of(204);
    let values = || vec![Some(1), None];
    Call::<()>::new(&client, &SEND)
        .items(values())
        .await
        .unwrap();
    Call::<()>::new(&client, &SEND)
        .items(&values()[..1])
        .await
        .unwrap();
    let stream = futures_util::stream::iter(values().into_iter().map(Ok::<_, BoxError>));
    let stream = SendItems::from_stream(stream);
    Call::<()>::new(&client, &SEQUENCE)
        .items(stream)
        .await
        .unwrap();
    let made: SendItems<i32> = (1..3).collect();
    Call::<()>::new(&client, &SEND).items(made).await.unwrap();
    let broken = futures_util::stream::iter([Ok(1), Err("broken")]);
    let broken = Call::<()>::new(&client, &SEND).items(SendItems::from_stream(broken));
    assert!(matches!(broken.await, Err(Error::Transport(_))));
    assert_eq!(
        *sent.lock().unwrap(),
        ["1\nnull\n", "1\n", "\u{1e}1\n\u{1e}null\n", "1\n2\n"]
    );
}

#[tokio::test]
async fn members_are_set() {
    const SET: Operation = Operation {
        method: "POST",
        set: &[("stream", "true")],
        ..Operation::NONE
    };
    let (client, sent) = client_of(204);
    let body: serde_json::Value =
        serde_json::from_str(r#"{"a":1.50,"stream":false,"b":[{"stream":1}]}"#).unwrap();
    Call::<()>::new(&client, &SET).json(&body).await.unwrap();
    Call::<()>::new(&client, &SET).await.unwrap();
    let error = Call::<()>::new(&client, &SET).json(&1).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    let sent = sent.lock().unwrap();
    assert_eq!(sent[1], r#"{"stream":true}"#);
    assert!(
        sent[0].ends_with(r#""b":[{"stream":1}],"stream":true}"#),
        "{sent:?}"
    );
}
