//! What is sent again, when, and what is not.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_http::{Body, BoxError, Client, ClientBuilder, Error, RetryPolicy};
use http::header::{HeaderValue, IF_MATCH};
use http::{Method, Request, Response, StatusCode};

use crate::At;
use crate::clock::Clock;

type Outcome = Result<Response<Body>, BoxError>;

fn status(code: u16) -> Outcome {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::from_u16(code).unwrap();
    Ok(response)
}

fn after(code: u16, text: &str) -> Outcome {
    let mut response = status(code)?;
    let headers = response.headers_mut();
    headers.insert("retry-after", text.parse().unwrap());
    Ok(response)
}

fn json(text: &'static str) -> Outcome {
    Ok(Response::new(Body::from(text)))
}

fn lost() -> Outcome {
    Err("connection reset".into())
}

/// A body that breaks off.
fn broken() -> Outcome {
    let frames: [Result<_, BoxError>; 2] = [
        Ok(http_body::Frame::data(bytes::Bytes::from_static(b"{\"val"))),
        Err("connection reset".into()),
    ];
    let frames = futures_util::stream::iter(frames);
    Ok(Response::new(Body::new(http_body_util::StreamBody::new(
        frames,
    ))))
}

/// Methods with paths, and bodies.
type Received = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

struct Service {
    client: Client,
    clock: Clock,
    received: Received,
}

impl Service {
    fn new(responses: impl IntoIterator<Item = Outcome>) -> Self {
        Self::with(Client::builder(), responses)
    }

    fn with(builder: ClientBuilder, responses: impl IntoIterator<Item = Outcome>) -> Self {
        let responses: Arc<Mutex<VecDeque<Outcome>>> =
            Arc::new(Mutex::new(responses.into_iter().collect()));
        let (clock, received) = (Clock::default(), Received::default());
        let log = Arc::clone(&received);
        let service = tower::service_fn(move |request: Request<Body>| {
            let line = format!("{} {}", request.method(), request.uri().path());
            let body = request.body().as_bytes().unwrap().to_vec();
            log.lock().unwrap().push((line, body));
            let response = responses
                .lock()
                .unwrap()
                .pop_front()
                .expect("no response left");
            async move { response }
        });
        let builder = builder.base_url("https://host").timer(clock.clone());
        let client = builder.service(service).build().unwrap();
        Self {
            client,
            clock,
            received,
        }
    }

    fn tasks(&self) -> At<'_> {
        At(&self.client, "tasks")
    }

    fn times(&self) -> usize {
        std::mem::take(&mut *self.received.lock().unwrap()).len()
    }
}

#[tokio::test]
async fn throttling_is_waited_out_for_every_method() {
    let date = httpdate_in(7);
    let service = Service::new([
        after(429, "2"),
        after(429, "0.3"),
        after(503, &date),
        json(r#"{"id":"1"}"#),
        after(429, "1"),
        status(429),
        status(204),
    ]);
    let created = service.tasks().send(Method::POST, "{}").await.unwrap();
    assert_eq!(created.body, r#"{"id":"1"}"#);
    let received = service.received.lock().unwrap().clone();
    assert_eq!(received.len(), 4);
    assert!(
        received
            .iter()
            .all(|one| *one == ("POST /tasks".to_owned(), b"{}".to_vec()))
    );
    let pauses = service.clock.pauses();
    assert!(pauses[0] >= Duration::from_secs(2) && pauses[0] <= Duration::from_millis(2200));
    assert!(pauses[1] >= Duration::from_millis(300) && pauses[1] <= Duration::from_millis(330));
    assert!(pauses[2] > Duration::from_secs(5) && pauses[2] <= Duration::from_millis(7700));

    service.tasks().send(Method::PATCH, "{}").await.unwrap();
    let pauses = service.clock.pauses();
    assert!((1.0..=1.1).contains(&pauses[0].as_secs_f64()));
    // The pause of the second repeat, without `Retry-After`: between half a second and a second.
    assert!(pauses[1] >= Duration::from_millis(500) && pauses[1] <= Duration::from_secs(1));
}

#[tokio::test]
async fn a_wait_that_overflows_is_longer_than_any_limit() {
    for text in ["99999999999999999999", "1.8e308"] {
        let service = Service::new([after(429, text), json(r#"{"id":"1"}"#)]);
        let error = service.tasks().send(Method::POST, "{}").await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::MAX), "{text}");
        assert_eq!(service.times(), 1, "{text}");
        assert!(service.clock.pauses().is_empty());
    }
}

fn httpdate_in(seconds: u64) -> String {
    httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(seconds))
}

#[tokio::test]
async fn what_changes_something_is_not_repeated_blindly() {
    for response in [
        (|| status(500)) as fn() -> Outcome,
        || status(502),
        || status(503),
        || after(504, "1"),
        || status(408),
        lost,
        broken,
    ] {
        let service = Service::new([response(), response()]);
        let create = service.tasks().send(Method::POST, "{}").await;
        assert!(create.is_err());
        assert_eq!(service.times(), 1);
        let patch = service.tasks().send(Method::PATCH, "{}").await;
        assert!(patch.is_err());
        assert_eq!(service.times(), 1);
        assert!(service.clock.pauses().is_empty());
    }
}

/// A second attempt would fail at what the first one did.
#[tokio::test]
async fn a_change_under_a_precondition_is_not_repeated_blindly() {
    for response in [(|| status(500)) as fn() -> Outcome, lost, broken] {
        let service = Service::new([response(), response()]);
        let mut delete = service.tasks().request(Method::DELETE);
        let etag = HeaderValue::from_static("\"1\"");
        delete.headers.insert(IF_MATCH, etag);
        assert!(service.client.send(delete).await.is_err());
        assert_eq!(service.times(), 1);
        assert!(service.clock.pauses().is_empty());
    }
}

#[tokio::test]
async fn what_changes_nothing_is_repeated() {
    let service = Service::new([
        status(500),
        lost(),
        broken(),
        after(504, "1.5"),
        json(r#"{"value":[{"id":"1"}]}"#),
        status(502),
        status(204),
    ]);
    let list = service.tasks().get().await.unwrap();
    assert_eq!(list.body, r#"{"value":[{"id":"1"}]}"#);
    assert_eq!(service.times(), 5);
    let pause = service.clock.pauses()[3].as_secs_f64();
    assert!((1.5..=1.65).contains(&pause), "{pause}");
    service.tasks().send(Method::DELETE, "").await.unwrap();
    assert_eq!(service.times(), 2);
}

#[tokio::test]
async fn the_last_response_is_returned() {
    let service = Service::new((0..5).map(|_| after(503, "1")));
    let error = service.tasks().get().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    assert!(error.is_server_error() && !error.is_throttled());
    assert_eq!(service.times(), 5);

    let service = Service::new((0..5).map(|_| lost()));
    let error = service.tasks().get().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(service.times(), 5);

    // Longer than anybody waits: the caller decides.
    let service = Service::new([after(429, "3600")]);
    let error = service.tasks().get().await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert!(service.clock.pauses().is_empty());
}

#[tokio::test]
async fn a_request_can_have_a_policy_of_its_own() {
    let service = Service::new([status(500)]);
    let mut list = service.tasks().request(Method::GET);
    list.retry = Some(RetryPolicy::none());
    assert!(service.client.send(list).await.is_err());
    assert_eq!(service.times(), 1);

    let service = Service::new([status(500), lost(), status(204)]);
    let mut recount = service.tasks().request(Method::POST);
    recount.retry = Some(RetryPolicy::new().idempotent(true));
    service.client.send(recount).await.unwrap();
    assert_eq!(service.times(), 3);

    let service = Service::new([status(500), lost(), status(204)]);
    let mut recount = service.tasks().request(Method::POST);
    recount.idempotent = true;
    service.client.send(recount).await.unwrap();
    assert_eq!(service.times(), 3);

    let service = Service::with(
        Client::builder().retry(RetryPolicy::none()),
        [status(500), status(500), json("{}")],
    );
    assert!(service.tasks().get().await.is_err());
    let patient = RetryPolicy::new().backoff(Duration::from_secs(8), Duration::from_secs(9));
    let mut get = service.tasks().request(Method::GET);
    get.retry = Some(patient);
    service.client.send(get).await.unwrap();
    assert!(service.clock.pauses()[0] >= Duration::from_secs(4));
}

#[tokio::test]
async fn repeats_are_limited_for_a_service_that_is_down() {
    let service = Service::new((0..10_000).map(|_| status(500)));
    for _ in 0..200 {
        assert!(service.tasks().get().await.is_err());
    }
    // 200 requests, and 100 repeats are all that was saved up.
    assert_eq!(service.times(), 300);

    // Repeats with `Retry-After` are not limited.
    let service = Service::new((0..400).flat_map(|_| [after(429, "1"), json("{}")]));
    for _ in 0..400 {
        service.tasks().get().await.unwrap();
    }
}

#[tokio::test]
async fn no_pause_goes_beyond_the_end_of_the_time() {
    let service = Service::new([after(503, "5"), after(503, "20")]);
    let mut list = service.tasks().request(Method::GET);
    list.timeout = Some(Duration::from_secs(15));
    let error = service.client.send(list).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503, "{error:?}");
    assert_eq!(service.times(), 2);
}

#[tokio::test(start_paused = true)]
async fn time_ends_a_request() {
    let service = tower::service_fn(|_: Request<Body>| {
        std::future::pending::<Result<Response<Body>, BoxError>>()
    });
    let client = Client::builder()
        .base_url("https://host")
        .timeout(Duration::from_secs(20))
        .service(service)
        .build()
        .unwrap();
    let begin = tokio::time::Instant::now();
    let error = At(&client, "task").get().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "GET /task on host: it took longer than 20s"
    );
    assert_eq!(begin.elapsed().as_secs(), 20);
    let mut get = At(&client, "task").request(Method::GET);
    get.timeout = Some(Duration::from_secs(3));
    assert!(client.send(get).await.unwrap_err().is_timeout());
    assert_eq!(begin.elapsed().as_secs(), 23);
}

#[tokio::test]
async fn a_response_that_is_too_long_is_not_repeated() {
    let long = |code: u16| {
        let mut response = json("[1,2,3,4,5,6,7,8,9]")?;
        *response.status_mut() = StatusCode::from_u16(code).unwrap();
        Ok(response)
    };
    let service = Service::with(
        Client::builder().max_response_bytes(10),
        [long(200), long(404)],
    );
    let error = service.tasks().get().await.unwrap_err();
    assert!(
        error.to_string().contains("longer than 10 bytes"),
        "{error}"
    );
    // What explains a failure is kept up to a limit of its own.
    let error = service.tasks().get().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.body().unwrap(), "[1,2,3,4,5,6,7,8,9]");
    assert_eq!(service.times(), 2);
}
