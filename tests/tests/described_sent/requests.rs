//! What calls have beside their values: keys of repeats, options of a single call, streamed parts, and where credentials go.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_openapi::client::{ClientBuilder, Secret};
use clientwright_openapi::future::BoxError;
use clientwright_openapi::multipart::Part;
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::{Body, Error};
use http::{HeaderMap, Request, Response};
use http_body_util::BodyExt as _;

use super::generated::case_81_whole_requests::builders::AddFilmForm;
use super::generated::case_81_whole_requests::{AcmeClient, Where};
use super::{client, only};

/// The headers of each request.
type Seen = Arc<Mutex<Vec<HeaderMap>>>;

/// A client whose service fails with these statuses, one after the other, and then succeeds.
fn failing(statuses: &'static [u16]) -> (ClientBuilder<AcmeClient>, Seen) {
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let service = tower::service_fn(move |request: Request<Body>| {
        let mut seen = log.lock().expect("no test panics while it holds it");
        let status = statuses.get(seen.len()).copied().unwrap_or(204);
        seen.push(request.headers().clone());
        let response = Response::builder().status(status).body(Body::empty());
        std::future::ready(response.map_err(BoxError::from))
    });
    let quick = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(2));
    (AcmeClient::builder().service(service).retry(quick), seen)
}

fn seen(seen: &Seen) -> Vec<HeaderMap> {
    std::mem::take(&mut *seen.lock().expect("no test panics while it holds it"))
}

#[tokio::test]
async fn content_of_parameters() {
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let call = acme.search().where_(Where::new("a b")).text("a b");
    call.x_where(Where::new("a b")).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /search?where=%7B%22color%22%3A%22a%20b%22%7D&text=a%20b | x-where: {\\\"color\\\":\\\"a b\\\"} | "
    );
    let split = acme.search().x_where(Where::new("a\r\nX-Evil: 1"));
    split.await.expect("JSON has no line breaks in texts");
    assert_eq!(
        only(&sent),
        r#"GET /search | x-where: {\"color\":\"a\\r\\nX-Evil: 1\"} | "#
    );
}

#[tokio::test]
async fn reserved_characters_in_paths() {
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    acme.get_file("a/b c?d#e").await.expect("nothing");
    assert_eq!(only(&sent), "GET /files/a/b%20c%3Fd%23e | ");
    for wrong in ["..", "a/../../orders", "a/%2e%2E", ""] {
        let error = acme.get_file(wrong).await.expect_err("an error");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    assert!(sent.lock().expect("a list").is_empty());
}

#[tokio::test]
async fn keys_of_repeats() {
    let body = Where::new("red");
    let key = |headers: &HeaderMap| {
        headers["idempotency-key"]
            .to_str()
            .expect("a text")
            .to_owned()
    };
    let (builder, log) = failing(&[500, 502]);
    let acme = builder.build().expect("complete");
    acme.place_order(&body).await.expect("nothing");
    let first: Vec<String> = seen(&log).iter().map(key).collect();
    assert_eq!(first.len(), 3);
    assert!(first.iter().all(|key| *key == first[0]), "{first:?}");

    let (builder, log) = failing(&[500]);
    let acme = builder.build().expect("complete");
    let call = acme.place_order(&body).idempotency_key("mine");
    call.await.expect("nothing");
    let own: Vec<String> = seen(&log).iter().map(key).collect();
    assert_eq!(own, ["mine", "mine"]);

    let (builder, log) = failing(&[500]);
    let acme = builder.build().expect("complete");
    let error = acme.add_note(&body).await.expect_err("a failure");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(seen(&log).len(), 1, "it may have been done");
}

#[tokio::test]
async fn options_of_one_call() {
    let body = Where::new("red");
    let (builder, log) = failing(&[500, 500, 500]);
    let acme = builder
        .default_header("X-Tenant", "a")
        .build()
        .expect("complete");
    // The policy of the call, not of the client.
    let once = acme.search().request().retry(RetryPolicy::none());
    once.await.expect_err("a failure");
    assert_eq!(seen(&log).len(), 1);
    let safe = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    let call = acme.add_note(&body).retry(safe.idempotent(true));
    call.header("X-Tenant", "b").await.expect("nothing");
    let tenants: Vec<HeaderMap> = seen(&log);
    assert!(tenants.iter().all(|headers| headers["x-tenant"] == "b"));
    // The next call is as the client says.
    acme.add_note(&body).await.expect_err("a failure");
    let headers = seen(&log);
    assert_eq!(
        (headers.len(), &headers[0]["x-tenant"]),
        (1, &"a".parse().expect("a value"))
    );

    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let call = acme.search().text("a").request().query("debug", "a&b");
    call.await.expect("nothing");
    assert_eq!(only(&sent), "GET /search?text=a&debug=a%26b | ");
}

#[tokio::test]
async fn limits_of_time() {
    let service = tower::service_fn(|_: Request<Body>| async {
        std::future::pending::<()>().await;
        Ok::<_, BoxError>(Response::new(Body::empty()))
    });
    let builder = AcmeClient::builder().service(service);
    let acme = builder.timeout(Duration::from_secs(3600)).build();
    let acme = acme.expect("complete");
    let quick = Duration::from_millis(50);
    let start = std::time::Instant::now();
    let error = acme.search().request().timeout(quick).await;
    let error = error.expect_err("it takes too long");
    assert!(error.is_timeout(), "{error:?}");
    let error = acme.add_note(&Where::new("red")).timeout(quick).await;
    let error = error.expect_err("it takes too long");
    assert!(error.is_timeout(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn streamed_parts() {
    const CHUNKS: usize = 300;
    const CHUNK: usize = 1 << 20;
    // At most one chunk is made before the last one was taken.
    let made = Arc::new(Mutex::new(0_usize));
    let taken = Arc::new(Mutex::new(0_usize));
    let (count, already) = (Arc::clone(&made), Arc::clone(&taken));
    let chunks = (0..CHUNKS).map(move |_| {
        let mut made = count.lock().expect("no one panics");
        let taken = *already.lock().expect("no one panics") / CHUNK;
        assert!(*made <= taken + 1, "{made} chunks are made, {taken} taken");
        *made += 1;
        Ok::<_, std::io::Error>(bytes::Bytes::from(vec![b'x'; CHUNK]))
    });
    let (count, head) = (Arc::clone(&taken), Arc::new(Mutex::new(String::new())));
    let start = Arc::clone(&head);
    let tries = Arc::new(Mutex::new(0));
    let tried = Arc::clone(&tries);
    let service = tower::service_fn(move |request: Request<Body>| {
        let (count, start) = (Arc::clone(&count), Arc::clone(&start));
        *tried.lock().expect("no one panics") += 1;
        async move {
            let mut body = request.into_body();
            while let Some(frame) = body.frame().await {
                let data = frame?.into_data().unwrap_or_default();
                if data.len() == CHUNK {
                    *count.lock().expect("no one panics") += CHUNK;
                } else {
                    let text = String::from_utf8_lossy(&data).into_owned();
                    start.lock().expect("no one panics").push_str(&text);
                }
            }
            let response = Response::builder().status(503).header("retry-after", "0");
            Ok::<_, BoxError>(response.body(Body::empty())?)
        }
    });
    let acme = AcmeClient::builder().service(service).build();
    let film = Part::new(Body::from_stream(futures_util::stream::iter(chunks)));
    let film = AddFilmForm::new(Where::new("red"), film.file_name("a.mp4"));
    let call = acme.expect("complete").add_film(film);
    let error = call.await.expect_err("the service is not available");
    assert!(error.is_server_error(), "{error:?}");
    assert_eq!(*taken.lock().expect("no one panics"), CHUNKS * CHUNK);
    assert_eq!(
        *tries.lock().expect("no one panics"),
        1,
        "a stream is gone once it is sent"
    );
    let head = head.lock().expect("no one panics");
    for part in [
        "name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"color\":\"red\"}\r\n",
        "name=\"film\"; filename=\"a.mp4\"\r\nContent-Type: video/mp4\r\n\r\n",
    ] {
        assert!(head.contains(part), "{head}");
    }
}

#[tokio::test]
async fn origins_of_credentials() {
    let (builder, sent) = super::responding::<AcmeClient>(204, &[], "");
    let acme = builder.scheme("key", Secret::key("s3cret")).build();
    let acme = acme.expect("complete");
    acme.search().await.expect("nothing");
    assert_eq!(only(&sent), "GET /search | x-key: s3cret | ");
    let error = acme.elsewhere().await.expect_err("another origin");
    let text = error.to_string();
    assert!(text.contains("https://other.example.test"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
    assert!(sent.lock().expect("a list").is_empty());
    // Redirects are not followed, and no error shows the key.
    let to = &[("location", "https://other.example.test/search")];
    let (builder, sent) = super::responding::<AcmeClient>(307, to, "");
    let acme = builder.scheme("key", Secret::key("s3cret")).build();
    let error = acme
        .expect("complete")
        .search()
        .await
        .expect_err("a redirect");
    assert!(matches!(error, Error::Redirect(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    only(&sent);
    // Whoever trusts the origin says so.
    let (builder, sent) = super::responding::<AcmeClient>(204, &[], "");
    let builder = builder.allow_origin("https://other.example.test");
    let acme = builder.scheme("key", Secret::key("s3cret")).build();
    acme.expect("complete").elsewhere().await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET https://other.example.test/elsewhere | x-key: s3cret | "
    );
}

#[tokio::test]
async fn tokens_for_all_calls() {
    use super::generated::case_65_oauth2_client_credentials::AcmeClient;
    use clientwright_openapi::client::ClientCredentials;

    let log = Arc::new(Mutex::new(Vec::<String>::new()));
    let seen = Arc::clone(&log);
    // Each token is another one, and the first one is rejected after ten calls.
    let service = tower::service_fn(move |request: Request<Body>| {
        let seen = Arc::clone(&seen);
        async move {
            tokio::task::yield_now().await;
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let authorization = parts.headers.get("authorization");
            let authorization =
                authorization.map(|value| value.to_str().expect("a text").to_owned());
            let authorization = authorization.unwrap_or_default();
            let line = format!(
                "{} {} {authorization} {}",
                parts.method,
                parts.uri,
                String::from_utf8_lossy(&body)
            );
            let mut seen = seen.lock().expect("no one panics");
            seen.push(line.trim_end().to_owned());
            let asked = seen
                .iter()
                .filter(|line| line.contains("/oauth/token"))
                .count();
            let served = seen
                .iter()
                .filter(|line| line.ends_with("Bearer T1"))
                .count();
            let response = match parts.uri.path() {
                "/oauth/token" => {
                    let token = format!(
                        r#"{{"access_token":"T{asked}","token_type":"bearer","expires_in":3600}}"#
                    );
                    Response::builder().body(Body::from(token))
                }
                _ if authorization == "Bearer T1" && served > 10 => {
                    let response = Response::builder().status(401);
                    response.body(Body::empty())
                }
                _ => Response::builder().status(204).body(Body::empty()),
            };
            response.map_err(BoxError::from)
        }
    });
    let builder = AcmeClient::builder()
        .service(service)
        .retry(RetryPolicy::none());
    let acme = builder.client_credentials(ClientCredentials::new("a b", "s:ä"));
    let acme = acme.build().expect("complete");
    let all = || futures_util::future::join_all((0..10).map(|_| acme.r().send()));
    let take = || std::mem::take(&mut *log.lock().expect("no one panics"));

    // Ten calls at once ask for one token.
    assert!(all().await.iter().all(Result::is_ok));
    let lines = take();
    assert_eq!(
        lines[0],
        "POST https://api.example.test/oauth/token Basic YStiOnMlM0ElQzMlQTQ= grant_type=client_credentials&scope=read"
    );
    let reads = vec!["GET https://api.example.test/v1/r Bearer T1"; 10];
    assert_eq!(lines[1..], reads);

    // Ten calls at once whose token is rejected ask for one token more, and each is sent once more.
    log.lock().expect("no one panics").extend(lines);
    assert!(all().await.iter().all(Result::is_ok));
    let lines = take();
    let count = |end: &str| {
        lines
            .iter()
            .skip(11)
            .filter(|line| line.contains(end))
            .count()
    };
    assert_eq!(
        (
            count("Bearer T1"),
            count("/oauth/token"),
            count("Bearer T2")
        ),
        (10, 1, 10)
    );

    // Other scopes are another token.
    acme.w().await.expect("nothing");
    assert!(take()[0].ends_with("scope=read+write%3Aall"));
}
