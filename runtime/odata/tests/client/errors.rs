//! What callers see when something goes wrong.

use std::error::Error as _;

use clientwright_odata::{Client, Error, Item};

use crate::contract::{GraphClient, Task};
use crate::script::Script;

pub(crate) async fn fail(
    status: u16,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Error {
    let script = Script::new().respond(status, headers, body);
    script
        .client(GraphClient::builder())
        .me()
        .get()
        .await
        .unwrap_err()
}

#[test]
fn errors_are_small_send_and_sync() {
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Error>();
    assert!(size_of::<Error>() <= 16);
}

#[tokio::test]
async fn odata_errors() {
    let body = r#"{"error":{"code":"NotFound","message":"No such thing","innerError":{"request-id":"inner"}}}"#;
    let error = fail(404, &[("request-id", "abc"), ("retry-after", "3")], body).await;
    assert!(error.is_not_found());
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (404, Some("NotFound"))
    );
    assert_eq!(error.request_id(), Some("abc"));
    assert_eq!(error.headers().unwrap()["retry-after"], "3");
    assert_eq!(&error.body().unwrap()[..], body.as_bytes());
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: 404 Not Found: NotFound: No such thing (request-id abc)"
    );
    assert!(fail(429, &[], "").await.is_throttled());
    assert!(fail(412, &[], "{}").await.is_precondition_failed());
    assert!(fail(409, &[], "{}").await.is_conflict());
    assert!(fail(401, &[], "{}").await.is_unauthorized());
}

#[tokio::test]
async fn other_bodies_keep_their_status() {
    let error = fail(503, &[("x-ms-request-id", "r1")], "<html>\n  <b>down</b>").await;
    let Error::Status(status) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(status.text(), "<html>\n  <b>down</b>");
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: 503 Service Unavailable: a web page (without a content type) in place of JSON: \
         <html> <b>down</b> (request-id r1)"
    );
    for name in ["x-correlation-id", "x-correlationid", "correlation-id"] {
        assert_eq!(
            fail(500, &[(name, "c1")], "").await.request_id(),
            Some("c1")
        );
    }
    assert_eq!(
        fail(500, &[], "").await.to_string(),
        "GET /v1.0/me: 500 Internal Server Error"
    );
}

#[tokio::test]
async fn errors_of_undecodable_responses_have_paths() {
    let error = fail(200, &[], r#"{"id":"1","failedUsersCount":"many"}"#).await;
    let Error::Decode(failure) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.error().path(), "failedUsersCount");
    assert!(
        error
            .to_string()
            .starts_with("GET /v1.0/me: 200 OK: cannot read the response: failedUsersCount: "),
        "{error}"
    );
    assert!(error.source().is_some());
    assert!(matches!(fail(200, &[], "<html>").await, Error::Decode(_)));
    assert!(matches!(fail(204, &[], "").await, Error::NoContent(_)));
}

#[tokio::test]
async fn the_transport_is_named() {
    let script = Script::new();
    let error = script
        .client(GraphClient::builder())
        .me()
        .get()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me on graph.microsoft.com: the script is at its end"
    );
    assert!(matches!(error, Error::Transport(_)));
    assert_eq!(error.status(), None);
}

/// An error and what it comes from.
#[derive(Debug)]
struct Chain(&'static str, Option<Box<Chain>>);

impl std::fmt::Display for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Chain {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.1.as_deref().map(|source| source as _)
    }
}

#[tokio::test]
async fn the_error_of_a_lost_request_has_its_cause_without_the_query() {
    let service = tower::service_fn(|_: http::Request<clientwright_odata::Body>| async {
        let texts = [
            "error sending request for url (https://host/me?$filter=mail%20eq%20'a') to host",
            "client error",
            "client error",
            "connection refused",
        ];
        let chain = texts
            .into_iter()
            .rev()
            .fold(None, |source, text| Some(Box::new(Chain(text, source))));
        Err::<http::Response<clientwright_odata::Body>, _>(*chain.unwrap())
    });
    let graph = GraphClient::builder().service(service).build().unwrap();
    let error = graph.me().get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me on graph.microsoft.com: error sending request for url (https://host/me?…) to host: client error: connection refused"
    );
}

#[tokio::test]
async fn a_response_that_is_too_long_is_an_error() {
    let script = Script::new().json(200, r#"{"id":"0123456789"}"#);
    let graph = script.client(GraphClient::builder().max_response_bytes(10));
    let error = graph.me().get().await.unwrap_err();
    assert!(
        error.to_string().contains("longer than 10 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn headers_that_cannot_be_sent() {
    let script = Script::new();
    let error = script
        .client(GraphClient::builder())
        .me()
        .get()
        .header("x-a", "s3cret\r\n")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    assert!(script.received().is_empty());
    let error = Client::builder()
        .base_url("https://host")
        .default_header("a b", "c")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("header name"), "{error}");
    let error = Client::builder().build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid request: the client has no base URL"
    );
}

#[tokio::test]
async fn debug_shows_no_headers() {
    let error = fail(
        400,
        &[("set-cookie", "session=s3cret")],
        r#"{"error":{"code":"a","message":"b"}}"#,
    )
    .await;
    let shown = format!("{error:?}");
    assert!(
        shown.contains("GET /v1.0/me") && !shown.contains("s3cret"),
        "{shown}"
    );
}

#[tokio::test]
async fn paths_are_shown_without_their_query() {
    let script = Script::new().json(400, "{}");
    let client = script.client(Client::builder().base_url("https://host"));
    let error = Item::<Task>::root(&client, "x")
        .get()
        .query("mail", "me@example.com")
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "GET /x: 400 Bad Request: {}");
}

#[tokio::test]
async fn a_web_page_is_called_one() {
    let html = [("content-type", "text/html; charset=utf-8")];
    let page = "\u{FEFF} <!DOCTYPE html>\n<title>Sign in\u{1b}[2J</title>";
    let error = fail(200, &html, page).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: 200 OK: cannot read the response: it is a web page (text/html; charset=utf-8), not JSON: \
         <!DOCTYPE html> <title>Sign in\\u{1b}[2J</title>"
    );
    let xml = [("content-type", "application/atom+xml")];
    let error = fail(200, &xml, "<feed/>").await;
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: 200 OK: cannot read the response: it is XML (application/atom+xml), not JSON: <feed/>"
    );
    let error = fail(404, &html, "<p>no").await;
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: 404 Not Found: a web page (text/html; charset=utf-8) in place of JSON: <p>no"
    );
}

#[tokio::test]
async fn a_query_that_was_posted_is_called_post() {
    let script = Script::new().json(400, "{}");
    let builder = Client::builder().base_url("https://host").query_by_post(20);
    let tasks = clientwright_odata::Collection::<Task>::root(&script.client(builder), "tasks");
    let error = tasks.list().top(10).await.unwrap_err();
    assert_eq!(script.received_once().method, http::Method::POST);
    assert_eq!(error.to_string(), "POST /tasks/$query: 400 Bad Request: {}");
}

#[test]
fn a_base_url_with_illegal_characters_is_rejected() {
    for url in [
        "https://host/v1\n",
        "https://ho\r\nst/v1",
        " https://host",
        "https://host/a\tb",
        "https://host/a b",
        "https:\\\\host",
        "https://host/{version}",
        "https://host/\u{202e}\u{1b}",
    ] {
        let error = Client::builder()
            .base_url(url)
            .service(tower::service_fn(|_| async {
                Ok::<_, std::io::Error>(http::Response::new(clientwright_odata::Body::empty()))
            }))
            .build()
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("base URL: a URL cannot have the character"),
            "{error}"
        );
        assert!(
            !error.contains("host") && !error.contains(char::is_control),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_url_with_a_line_break_is_not_sent() {
    let script = Script::new();
    let client = script.client(Client::builder().base_url("https://host"));
    let error = client
        .request::<()>(http::Method::GET, "me\n/drive")
        .await
        .unwrap_err();
    assert!(error.to_string().contains(r"'\n'"), "{error}");
    assert!(script.received().is_empty());
}

/// Error bodies that users of other clients have reported.
#[tokio::test]
async fn failing_bodies_of_every_shape() {
    for (status, body, text, code) in [
        (
            400,
            r#"{"error":{"code":"Bad","message":"no","innerError":{"date":"d","request-id":"r1"}}}"#,
            "400 Bad Request: Bad: no (request-id r1)",
            Some("Bad"),
        ),
        (
            400,
            r#"{"error":{"code":5,"message":{"lang":"en","value":"no"}}}"#,
            "400 Bad Request: 5: no",
            Some("5"),
        ),
        (
            400,
            r#"{"error":"text only"}"#,
            r#"400 Bad Request: {"error":"text only"}"#,
            None,
        ),
        (
            400,
            r#"{"Message":"No HTTP resource"}"#,
            r#"400 Bad Request: {"Message":"No HTTP resource"}"#,
            None,
        ),
        (401, "", "401 Unauthorized", None),
        (
            429,
            r#"{"error":{"code":null,"message":null}}"#,
            "429 Too Many Requests",
            None,
        ),
        (400, r#"{"error":{}}"#, "400 Bad Request", None),
        (
            400,
            r#"{"error":null}"#,
            r#"400 Bad Request: {"error":null}"#,
            None,
        ),
        (
            400,
            r#"{"odata.error":{"code":"old","message":{"value":"v3"}}}"#,
            "400 Bad Request: old: v3",
            Some("old"),
        ),
    ] {
        let error = fail(status, &[("content-type", "application/json")], body).await;
        assert_eq!(error.to_string(), format!("GET /v1.0/me: {text}"), "{body}");
        assert_eq!(
            (error.code(), error.status().unwrap().as_u16()),
            (code, status)
        );
    }
}
