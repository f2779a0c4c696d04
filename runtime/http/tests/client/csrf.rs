//! Changes on a service that requires tokens against cross-site request forgery.

use std::sync::{Arc, Mutex};

use clientwright_http::layer::CsrfLayer;
use clientwright_http::{Body, BoxError, Client};
use http::{Method, Request, Response, StatusCode};

use crate::At;

type Log = Arc<Mutex<Vec<String>>>;

/// Issues the tokens t1, t2, … and accepts only the last one, with the cookie of its session. `fails` expires the
/// issued tokens, once.
fn client(expire_after: usize) -> (Client, Log) {
    let log = Log::default();
    let (seen, issued, used) = (
        Arc::clone(&log),
        Arc::new(Mutex::new(0)),
        Arc::new(Mutex::new(0)),
    );
    let service = tower::service_fn(move |request: Request<Body>| {
        let header = |name: &str| {
            request
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap())
        };
        let (token, cookie) = (header("x-csrf-token"), header("cookie").unwrap_or("-"));
        let line = format!(
            "{} {} {} {cookie}",
            request.method(),
            request.uri().path(),
            token.unwrap_or("-")
        );
        seen.lock().unwrap().push(line);
        assert_eq!(header("authorization"), Some("Basic bWU6cHc="));
        let mut response = Response::new(Body::from("{}"));
        let mut issued = issued.lock().unwrap();
        if token == Some("Fetch") {
            *issued += 1;
            let headers = response.headers_mut();
            headers.insert("x-csrf-token", format!("t{issued}").parse().unwrap());
            headers.append(
                "set-cookie",
                format!("sid=s{issued}; path=/; secure; HttpOnly")
                    .parse()
                    .unwrap(),
            );
            headers.append("set-cookie", "old=1; Max-Age=0".parse().unwrap());
            headers.append("set-cookie", "usercontext=client=100".parse().unwrap());
        } else if !request.method().is_safe() {
            let mut used = used.lock().unwrap();
            *used += 1;
            let known = token == Some(format!("t{issued}").as_str());
            if !known || *used == expire_after {
                *response.status_mut() = StatusCode::FORBIDDEN;
                response
                    .headers_mut()
                    .insert("x-csrf-token", "Required".parse().unwrap());
            }
        }
        async move { Ok::<_, BoxError>(response) }
    });
    let builder = Client::builder()
        .base_url("https://erp/odata")
        .basic_auth("me", "pw");
    let layer = CsrfLayer::new("https://ERP:443/odata/").unwrap();
    assert!(!format!("{layer:?}").contains("t1"));
    (builder.service(service).layer(layer).build().unwrap(), log)
}

#[tokio::test]
async fn a_token_is_fetched_before_the_first_change_and_kept() {
    let (client, log) = client(0);
    let item = At(&client, "task");
    item.get().await.unwrap();
    item.send(Method::PATCH, "x").await.unwrap();
    At(&client, "tasks").send(Method::POST, "{}").await.unwrap();
    item.get().await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "GET /odata/task - -",
            "GET /odata/ Fetch -",
            "PATCH /odata/task t1 usercontext=client=100; sid=s1",
            "POST /odata/tasks t1 usercontext=client=100; sid=s1",
            "GET /odata/task - usercontext=client=100; sid=s1",
        ]
    );
}

#[tokio::test]
async fn a_token_out_of_date_is_fetched_anew_and_the_change_sent_once_more() {
    let (client, log) = client(2);
    let item = At(&client, "task");
    item.send(Method::PATCH, "x").await.unwrap();
    item.send(Method::PATCH, "y").await.unwrap();
    let log = log.lock().unwrap();
    let lines: Vec<_> = log
        .iter()
        .map(|line| line.split(" usercontext").next().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /odata/ Fetch -",
            "PATCH /odata/task t1",
            "PATCH /odata/task t1",
            "GET /odata/ Fetch",
            "PATCH /odata/task t2",
        ]
    );
}

#[test]
fn the_url_of_tokens_is_absolute() {
    assert!(CsrfLayer::new("/odata/").is_err());
    assert!(CsrfLayer::new("https://").is_err());
}

#[tokio::test]
async fn a_stream_that_was_turned_away_makes_the_next_change_fetch_a_token() {
    let (client, log) = client(2);
    let item = At(&client, "task");
    item.send(Method::PATCH, "x").await.unwrap();
    let bytes = futures_util::stream::iter([Ok::<_, BoxError>(bytes::Bytes::from_static(b"x"))]);
    let upload = item.send(Method::PUT, Body::from_stream(bytes));
    assert!(upload.await.unwrap_err().is_forbidden());
    item.send(Method::PATCH, "y").await.unwrap();
    let log = log.lock().unwrap();
    assert!(log[3].starts_with("GET /odata/ Fetch"), "{log:?}");
    assert!(log[4].starts_with("PATCH /odata/task t2"), "{log:?}");
    assert_eq!(log.len(), 5);
}

#[tokio::test]
async fn a_service_without_tokens_is_queried_with_the_key_once() {
    let log = Log::default();
    let seen = Arc::clone(&log);
    let service = tower::service_fn(move |request: Request<Body>| {
        let token = request.headers().get("x-csrf-token").cloned();
        let line = format!("{} {token:?}", request.method());
        seen.lock().unwrap().push(line);
        assert_eq!(request.headers()["apikey"], "k");
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::FORBIDDEN;
        let required = "Required".parse().unwrap();
        response.headers_mut().insert("x-csrf-token", required);
        async move { Ok::<_, BoxError>(response) }
    });
    let client = Client::builder()
        .base_url("https://erp/odata")
        .api_key_header("apikey", "k")
        .service(service)
        .layer(CsrfLayer::new("https://erp/odata/").unwrap())
        .build()
        .unwrap();
    let item = At(&client, "task");
    assert!(
        item.send(Method::DELETE, "")
            .await
            .unwrap_err()
            .is_forbidden()
    );
    assert_eq!(
        *log.lock().unwrap(),
        [
            r#"GET Some("Fetch")"#,
            "DELETE None",
            r#"GET Some("Fetch")"#
        ]
    );
}

#[tokio::test]
async fn a_key_in_the_query_goes_with_the_request_for_a_token() {
    let log = Log::default();
    let seen = Arc::clone(&log);
    let service = tower::service_fn(move |request: Request<Body>| {
        let cookie = request.headers().get("cookie").cloned();
        let line = format!("{} {} {cookie:?}", request.method(), request.uri());
        seen.lock().unwrap().push(line);
        let mut response = Response::new(Body::from("{}"));
        let headers = response.headers_mut();
        headers.insert("x-csrf-token", "t1".parse().unwrap());
        // One request for tokens, one for the service, and none for other origins.
        headers.append("set-cookie", "a=1; Path=/odata/tokens".parse().unwrap());
        headers.append("set-cookie", "b=2; Path=/odata".parse().unwrap());
        headers.append("set-cookie", "c=3; Domain=example.org".parse().unwrap());
        async move { Ok::<_, BoxError>(response) }
    });
    let client = Client::builder()
        .base_url("https://erp/odata")
        .api_key_query("key", "a&b")
        .service(service)
        .layer(CsrfLayer::new("https://erp/odata/tokens?client=100").unwrap())
        .build()
        .unwrap();
    At(&client, "task").send(Method::DELETE, "").await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "GET https://erp/odata/tokens?client=100&key=a%26b None",
            r#"DELETE https://erp/odata/task?key=a%26b Some(Sensitive)"#,
        ]
    );
}
