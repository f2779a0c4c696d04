//! What goes to which origin, and what comes back.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use clientwright_http::paging::{Fetch, Next, PageSource, Pages};
use clientwright_http::{Body, BoxError, Client, Error, Reading, Request};
use futures_util::{StreamExt as _, TryStreamExt as _};
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, RANGE};
use http::{HeaderMap, Method, Response};
use http_body::Frame;

use crate::At;
use crate::clock::Clock;
use crate::script::{Received, Script};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

fn client(script: &Script) -> Client {
    let builder = Client::builder()
        .base_url("https://host/v1")
        .bearer_token("s3cret")
        .default_header("x-tenant", "42")
        .default_header("prefer", "a");
    script.client(builder)
}

/// Whether a request had anything of the client's own.
fn is_known(received: &Received) -> bool {
    ["authorization", "x-tenant", "prefer"]
        .iter()
        .any(|name| received.header(name).is_some())
}

#[tokio::test]
async fn a_foreign_origin_gets_nothing_of_the_client() {
    for (url, known) in [
        ("https://host/v1/a", true),
        ("https://HOST:443/other", true),
        ("https://host:444/v1/a", false),
        ("https://evil.example/v1/a", false),
        ("http://localhost/v1/a", false),
    ] {
        let script = Script::new().json(200, "{}");
        let client = client(&script);
        client
            .send(Request::new(Method::GET, url.parse().unwrap()))
            .await
            .unwrap();
        let received = script.received_once();
        assert_eq!(is_known(&received), known, "{url}");
        assert!(received.header("user-agent").is_some(), "{url}");
    }
}

#[tokio::test]
async fn headers_of_the_request_then_of_the_client_then_what_is_left() {
    let script = Script::new().json(200, "{}");
    let client = client(&script);
    let mut request = At(&client, "a").request(Method::GET);
    request.headers.insert("x-tenant", JSON);
    request
        .headers
        .insert("prefer", HeaderValue::from_static("b"));
    let request = request
        .fallback(ACCEPT, JSON)
        .fallback("x-tenant".parse().unwrap(), HeaderValue::from_static("7"))
        .fallback("user-agent".parse().unwrap(), HeaderValue::from_static("x"));
    let expected = client.headers_of(&request);
    client.send(request).await.unwrap();
    let mut received = script.received_once().headers;
    received.remove("authorization").unwrap();
    assert_eq!(received, expected);
    assert_eq!(expected["x-tenant"], JSON);
    assert_eq!(expected[ACCEPT], JSON);
    assert!(
        expected["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("clientwright-http/")
    );
    let preferences: Vec<_> = expected.get_all("prefer").iter().collect();
    assert_eq!(preferences, ["b", "a"]);
}

#[tokio::test]
async fn a_redirect_is_an_error_unless_the_request_allows_it() {
    let get = |client: &Client, redirects, method| {
        let mut request = At(client, "a").request(method);
        request
            .headers
            .insert(RANGE, HeaderValue::from_static("bytes=0-1"));
        request
            .headers
            .insert("x-own", HeaderValue::from_static("1"));
        request.max_redirects = redirects;
        request.fallback(ACCEPT, JSON).fallback(CONTENT_TYPE, JSON)
    };
    let script = || {
        Script::new()
            .respond(302, &[("location", "https://host/b")], "")
            .respond(307, &[("location", "https://cdn.example/c")], "")
            .respond(302, &[("location", "https://host/d")], "")
            .respond(200, &[], "bytes")
    };
    let far = script();
    let client = client(&far);
    let response = client.send(get(&client, 3, Method::GET)).await.unwrap();
    assert_eq!(response.body, "bytes");
    let received = far.received();
    assert_eq!(received.len(), 4);
    assert!(is_known(&received[1]) && received[1].header("x-own").is_some());
    // Nor on the way back: where another host points to is not for this client's credential to read.
    for received in &received[2..] {
        assert_eq!(received.method, Method::GET);
        assert!(!is_known(received) && received.header("x-own").is_none());
        assert_eq!(received.header("range"), Some("bytes=0-1"));
        assert_eq!(received.header("accept"), Some("application/json"));
        assert_eq!(received.header("content-type"), None);
    }
    for (redirects, method, times) in [
        (0, Method::GET, 1),
        (2, Method::GET, 3),
        (3, Method::PUT, 1),
    ] {
        let short = script();
        let client = self::client(&short);
        let error = client
            .send(get(&client, redirects, method))
            .await
            .unwrap_err();
        let Error::Redirect(error) = error else {
            panic!("{error:?}")
        };
        assert!(error.status().is_redirection());
        assert_eq!(short.received().len(), times);
    }
    let plain = Script::new().respond(302, &[("location", "http://host/b")], "");
    let client = self::client(&plain);
    assert!(client.send(get(&client, 3, Method::GET)).await.is_err());
    assert_eq!(plain.received().len(), 1);
}

#[tokio::test]
async fn an_error_keeps_the_response() {
    let script = Script::new().respond(503, &[("retry-after", "7"), ("request-id", "r1")], "later");
    let client = client(&script);
    let error = At(&client, "a?secret=1").get().await.unwrap_err();
    assert!(error.is_server_error() && !error.is_not_found());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(error.body().unwrap(), "later");
    assert_eq!(
        error.to_string(),
        "GET /v1/a: 503 Service Unavailable: later (request-id r1)"
    );
    let Error::Status(error) = error else {
        panic!("{error:?}")
    };
    let response = error.into_response();
    assert_eq!(
        (response.headers["retry-after"].as_bytes(), &*response.body),
        (&b"7"[..], &b"later"[..])
    );
}

/// A client of a service that sends these frames, each after a second.
fn slow(frames: Arc<[Frame<Bytes>]>, clock: &Clock) -> Client {
    let waits = clock.clone();
    let service = tower::service_fn(move |_: http::Request<Body>| {
        let (frames, waits) = (frames.iter().map(copy).collect::<Vec<_>>(), waits.clone());
        let frames = futures_util::stream::iter(frames).map(move |frame| {
            waits.pass(Duration::from_secs(1));
            Ok::<_, BoxError>(frame)
        });
        let body = Body::new(http_body_util::StreamBody::new(frames));
        async move { Ok::<_, BoxError>(Response::new(body)) }
    });
    let builder = Client::builder()
        .base_url("https://host")
        .timer(clock.clone());
    builder.service(service).build().unwrap()
}

fn copy(frame: &Frame<Bytes>) -> Frame<Bytes> {
    match frame.data_ref() {
        Some(data) => Frame::data(data.clone()),
        None => Frame::trailers(frame.trailers_ref().unwrap().clone()),
    }
}

fn with_trailer(chunks: &[&'static str]) -> Arc<[Frame<Bytes>]> {
    let mut trailers = HeaderMap::new();
    trailers.insert("x-sum", HeaderValue::from_static("9"));
    let data = chunks
        .iter()
        .map(|text| Frame::data(Bytes::from_static(text.as_bytes())));
    data.chain([Frame::trailers(trailers)]).collect()
}

#[tokio::test]
async fn trailers_are_known_at_the_end_however_it_is_read() {
    let client = slow(with_trailer(&["ab", "cd"]), &Clock::default());
    for reading in [
        Reading::Whole,
        Reading::Head(100),
        Reading::Head(1),
        Reading::Stream,
    ] {
        let mut request = At(&client, "a").request(Method::GET);
        request.reading = reading;
        let mut response = client.open(request).await.unwrap();
        let mut text = Vec::new();
        while let Some(chunk) = response.chunk().await.unwrap() {
            text.extend_from_slice(&chunk);
        }
        assert_eq!(text, b"abcd", "{reading:?}");
        assert_eq!(
            response.take_trailers().unwrap()["x-sum"],
            "9",
            "{reading:?}"
        );
        assert!(response.trailers().is_none());
        assert!(response.chunk().await.unwrap().is_none());
    }
    let response = At(&client, "a").get().await.unwrap();
    assert_eq!(
        (&*response.body, response.trailers().unwrap().len()),
        (&b"abcd"[..], 1)
    );
    let mut request = At(&client, "a").request(Method::GET);
    request.reading = Reading::Stream;
    let response = client.open(request).await.unwrap();
    assert!(response.collect(3).await.is_err());
}

#[tokio::test]
async fn the_time_limit_of_a_streamed_response_counts_waiting_only() {
    let clock = Clock::default();
    let client = slow(with_trailer(&["a"; 6]), &clock);
    let mut request = At(&client, "a").request(Method::GET);
    request.reading = Reading::Head(1);
    request.timeout = Some(Duration::from_secs(60));
    let mut response = client.open(request).await.unwrap();
    for _ in 0..6 {
        // What the caller does with the bytes is not the service's time.
        clock.pass(Duration::from_secs(3600));
        assert!(response.chunk().await.unwrap().is_some());
    }
    assert!(response.chunk().await.unwrap().is_none());
}

/// Numbered pages, the last of which refers to the third.
#[derive(Clone, Copy)]
struct Numbers(u32);

impl PageSource for Numbers {
    type Page = u32;
    type Error = Error;

    fn fetch(self) -> Fetch<Self, u32, Error> {
        let next = if self.0 == 5 { 3 } else { self.0 + 1 };
        let next = Next::new(next.to_string(), Self(next));
        Box::pin(async move { Ok((self.0, Some(next))) })
    }
}

#[test]
fn repeated_links_are_named_without_their_query() {
    let long = "é".repeat(70);
    for (link, shown) in [
        ("text", "`text`".to_owned()),
        ("a\nb", "`a\\nb`".to_owned()),
        ("/pets?owner=jane", "`/pets?…`".to_owned()),
        (
            "https://user:secret@h.example/pets#jane",
            "`https://h.example/pets?…`".to_owned(),
        ),
        (long.as_str(), format!("`{}…`", "é".repeat(60))),
    ] {
        let error = Error::repeated(link, "a cycle");
        assert_eq!(
            error.to_string(),
            format!("next page: a cycle: {shown} comes again")
        );
        assert!(matches!(error, Error::Paging(error) if error.link() == link));
    }
}

#[tokio::test]
async fn a_cycle_of_pages_is_an_error_after_the_page_that_refers_back() {
    let mut pages = Pages::new(Numbers(1));
    for number in 1..=5 {
        assert_eq!(pages.try_next().await.unwrap(), Some(number));
    }
    let error = pages.try_next().await.unwrap_err();
    let Error::Paging(error) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(error.link(), "3");
    assert!(
        error.to_string().ends_with("form a cycle: `3` comes again"),
        "{error}"
    );
    assert_eq!(pages.try_next().await.unwrap(), None);

    // The same walk by a caller that sends the requests.
    let mut pages: Pages<Numbers, u32, Error> = Pages::new(Numbers(1));
    let mut read = Vec::new();
    let error = loop {
        match pages.next_source() {
            Ok(Some(source)) => {
                let (page, next) = source.fetch().await.unwrap();
                read.push(page);
                pages.advance(next);
            }
            Ok(None) => panic!("the walk has no end"),
            Err(error) => break error,
        }
    };
    assert_eq!(read, [1, 2, 3, 4, 5]);
    assert!(matches!(error, Error::Paging(_)));
    let none: Vec<u32> = Pages::<Numbers, u32, Error>::new(None)
        .try_collect()
        .await
        .unwrap();
    assert!(none.is_empty());
}
