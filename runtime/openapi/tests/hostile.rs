//! A misbehaving server on real sockets, as for OData: no request hangs, nothing is sent twice or to foreign origins, and
//! declared errors and headers are read from what arrives.
#![cfg(feature = "reqwest")]
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[path = "../../http/tests/client/raw.rs"]
mod raw;

use std::net::SocketAddr;
use std::time::Duration;

use clientwright_openapi::header::{Header, Shape};
use clientwright_openapi::operation::{Operation, Segment, Status};
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::{Bytes, Call, Client, ClientBuilder, Error, declared_errors, failure};
use raw::{Hang, Reset, Say, count, http, json, serve};
use serde_json::Value;

declared_errors! {
    /// The errors of the operations here.
    pub enum TaskError {
        Status404(Value): json[Exactly(404)],
        Status5xx(String): text[Range(5)],
    }
}

const READ: Operation = Operation {
    path: &[Segment::Text("/tasks")],
    success: &[Status::Exactly(200)],
    errors: failure::of::<TaskError>(),
    ..Operation::NONE
};
const WRITE: Operation = Operation {
    method: "POST",
    ..READ
};
const PHOTO: Operation = Operation {
    accept: "image/png, image/jpeg",
    ..READ
};

/// A client that waits little.
fn builder(address: SocketAddr) -> ClientBuilder<Client> {
    let quick = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(5));
    Client::builder()
        .base_url(format!("http://{address}/v1"))
        .bearer_token("s3cret")
        .timeout(Duration::from_secs(20))
        .retry(quick)
}

fn call<R>(address: SocketAddr, operation: &'static Operation) -> Call<R> {
    Call::new(&builder(address).build().unwrap(), operation)
}

#[tokio::test]
async fn storms_of_503_end_with_the_declared_error() {
    let (address, seen) = serve(|_, _| Say(http("503 Service Unavailable", "", "busy"))).await;
    let error = call::<Value>(address, &READ).await.map_err(TaskError::from);
    assert!(matches!(error, Err(TaskError::Status5xx(text)) if *text == "busy"));
    assert_eq!(count(&seen), 5);
    // A `POST` may have been done.
    let error = call::<Value>(address, &WRITE).json(&1).await.unwrap_err();
    assert!(error.is_server_error());
    assert_eq!(count(&seen), 6);
}

#[tokio::test]
async fn resets_in_the_middle_of_a_body() {
    let torn = || Reset("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[1".into());
    let (address, seen) =
        serve(move |number, _| if number < 2 { torn() } else { json("[1]") }).await;
    assert_eq!(call::<Vec<i64>>(address, &READ).await.unwrap(), [1]);
    assert_eq!(count(&seen), 3);

    let (address, seen) = serve(move |_, _| torn()).await;
    let error = call::<Value>(address, &WRITE)
        .json(&1)
        .await
        .map_err(TaskError::from);
    assert!(
        matches!(error, Err(TaskError::Other(Error::Transport(_)))),
        "{error:?}"
    );
    assert_eq!(count(&seen), 1);
}

#[tokio::test]
async fn endless_bodies_end_with_an_error() {
    for text in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[",
        "HTTP/1.1 404 No\r\ncontent-length: 100\r\n\r\n{",
    ] {
        let (address, _) = serve(move |_, _| Hang(text.to_owned())).await;
        let call = call::<Value>(address, &READ).timeout(Duration::from_millis(200));
        let error = call.await.map_err(TaskError::from).unwrap_err();
        assert!(error.error().is_timeout(), "{text:?}: {error:?}");
    }
}

#[tokio::test]
async fn bodies_that_are_not_as_declared() {
    for (status, body, shown) in [
        ("200 OK", "[1,", "EOF while parsing"),
        (
            "200 OK",
            "<!DOCTYPE html><title>Sign in</title>",
            "a web page",
        ),
        ("200 OK", "\u{0}\u{1}", "expected value"),
        (
            "404 Not Found",
            "<html>",
            "is not what the description declares",
        ),
        ("418 I'm a teapot", "null", "418"),
    ] {
        let (address, seen) = serve(move |_, _| Say(http(status, "", body))).await;
        let call = call::<Vec<i64>>(address, &READ);
        let error = call.await.map_err(TaskError::from).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(shown), "{status} {body}: {text}");
        assert!(text.starts_with("GET /v1/tasks: "), "{text}");
        assert!(matches!(error, TaskError::Other(_)), "{error:?}");
        assert_eq!(error.error().body().unwrap(), body);
        assert_eq!(count(&seen), 1);
    }
}

#[tokio::test]
async fn headers_and_media_types_of_errors_and_results() {
    const LEFT: Header<Option<i64>> = Header::new("X-Left", Shape::Plain);
    let headers = "content-type: application/json\r\nx-left: many\r\n";
    let (address, _) = serve(move |_, _| Say(http("404 Not Found", headers, r#"{"a":1}"#))).await;
    let error = call::<Value>(address, &READ).await.map_err(TaskError::from);
    let Err(TaskError::Status404(failure)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(failure["a"], 1);
    assert!(LEFT.read(failure.headers()).is_err());

    for (content_type, is_fine) in [
        ("image/jpeg", true),
        ("application/octet-stream", true),
        ("text/html", false),
        ("application/json", false),
    ] {
        let headers = format!("content-type: {content_type}\r\n");
        let (address, _) = serve(move |_, _| Say(http("200 OK", &headers, "x"))).await;
        let photo = call::<Bytes>(address, &PHOTO).await;
        assert_eq!(photo.is_ok(), is_fine, "{content_type}");
        let text = photo.map_or_else(|error| error.to_string(), |_| content_type.to_owned());
        assert!(text.contains(content_type), "{text}");
    }
}

#[tokio::test]
async fn no_credentials_for_foreign_origins() {
    let (stranger, seen) = serve(|_, _| Say(http("200 OK", "", "1"))).await;
    let (address, _) = serve(move |_, _| {
        let location = format!("location: http://{stranger}/elsewhere\r\n");
        Say(http("307 Temporary Redirect", &location, ""))
    })
    .await;
    for operation in [&READ, &WRITE] {
        let error = call::<Value>(address, operation)
            .await
            .map_err(TaskError::from);
        assert!(
            matches!(error, Err(TaskError::Other(Error::Redirect(_)))),
            "{error:?}"
        );
    }
    assert_eq!(count(&seen), 0);
}

#[tokio::test]
async fn bodies_without_end_are_bounded() {
    // The body of a failure is cut, and its status is known nevertheless.
    for (status, shown) in [
        ("200 OK", "longer than 1000000 bytes"),
        ("404 Not Found", "is not what the description declares"),
    ] {
        let (address, seen) = serve(move |_, _| {
            let blanks = " ".repeat(3_000_000);
            Say(format!(
                "HTTP/1.1 {status}\r\nconnection: close\r\n\r\n[{blanks}"
            ))
        })
        .await;
        let client = builder(address)
            .max_response_bytes(1_000_000)
            .build()
            .unwrap();
        let error = Call::<Value>::new(&client, &READ)
            .await
            .map_err(TaskError::from);
        let text = error.unwrap_err().to_string();
        assert!(text.contains(shown), "{text}");
        assert_eq!(count(&seen), 1);
    }
}
