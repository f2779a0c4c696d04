//! Where tokens go, and where not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_odata::{
    Client, Error,
    auth::{AccessToken, StaticToken},
};

use crate::contract::{GraphClient, Task};
use crate::script::Script;

#[tokio::test]
async fn the_token_is_sent_and_not_shown() {
    let script = Script::new().json(200, "{}");
    let graph = script.client(
        GraphClient::builder()
            .bearer_token("s3cret")
            .default_header("x-api-key", "k3y"),
    );
    graph.me().get().await.unwrap();
    let received = script.received_once();
    assert_eq!(received.header("authorization"), Some("Bearer s3cret"));
    assert_eq!(received.header("x-api-key"), Some("k3y"));
    assert!(received.headers["authorization"].is_sensitive());
    let shown = format!(
        "{graph:?} {:?} {:?}",
        graph.me().get(),
        GraphClient::builder().bearer_token("s3cret")
    );
    assert!(
        !shown.contains("s3cret") && !shown.contains("k3y"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_closure_is_called_for_every_request() {
    let calls = Arc::new(AtomicUsize::new(0));
    let script = Script::new().json(200, "{}").json(200, "{}");
    let counter = Arc::clone(&calls);
    let graph = script.client(GraphClient::builder().credential(move || {
        let call = counter.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, std::io::Error>(format!("token-{call}")) }
    }));
    graph.me().get().await.unwrap();
    graph.me().get().await.unwrap();
    let received = script.received();
    assert_eq!(received[1].header("authorization"), Some("Bearer token-1"));
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let script = Script::new();
    let graph = script
        .client(GraphClient::builder().credential(|| async {
            Err::<AccessToken, _>(std::io::Error::other("login expired"))
        }));
    let error = graph.me().get().await.unwrap_err();
    assert!(matches!(error, Error::Auth(_)));
    assert_eq!(error.to_string(), "GET /v1.0/me: no token: login expired");
    let graph = script.client(GraphClient::builder().bearer_token("a\nb"));
    let error = graph.me().get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: the token is not allowed in a header"
    );
    assert!(script.received().is_empty());
}

#[tokio::test]
async fn not_over_plain_http() {
    let script = Script::new().json(200, "{}").json(200, "{}");
    let item = |client: Client| clientwright_odata::Item::<Task>::root(&client, "x");
    let builder = |url: &str| Client::builder().base_url(url);
    let asked_provider = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked_provider);
    let client = script.client(builder("http://host.example.com/").credential(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Ok::<_, std::io::Error>("s3cret") }
    }));
    let error = item(client).get().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /x: a token is not sent over plain http to http://host.example.com"
    );
    assert_eq!(asked_provider.load(Ordering::Relaxed), 0);
    assert!(script.received().is_empty());
    // A token that the caller puts into the header is none the less one.
    let error = item(script.client(builder("http://host.example.com/")))
        .get()
        .header("authorization", "Basic s3cret");
    assert!(matches!(error.await, Err(Error::Auth(_))));
    assert!(script.received().is_empty());
    // Without a token plain http is the caller's choice; with one it is fine on the same machine.
    item(script.client(builder("http://host.example.com/")))
        .get()
        .await
        .unwrap();
    let local = script.client(builder("http://localhost:8080/").credential(StaticToken::new("t")));
    item(local).get().await.unwrap();
    assert_eq!(script.received().len(), 2);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let script = Script::new()
        .respond(
            302,
            &[("location", "https://evil.example.com/steal?token=x")],
            "",
        )
        .respond(304, &[], "");
    let graph = script.client(GraphClient::builder().bearer_token("t"));
    let error = graph.me().get().await.unwrap_err();
    let Error::Redirect(redirect) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        redirect.origin().as_deref(),
        Some("https://evil.example.com")
    );
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me: 302 Found: the redirect to https://evil.example.com was not followed"
    );
    let error = graph
        .me()
        .get()
        .header("if-none-match", "W/\"1\"")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Status(_)), "{error:?}");
    assert_eq!(script.received().len(), 2);
}

#[tokio::test]
async fn a_key_in_a_link_of_the_service_is_not_sent_twice() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[],"@odata.nextLink":"https://host/tasks?key=a%26b&$skip=1"}"#,
        )
        .json(200, r#"{"value":[]}"#);
    let builder = Client::builder().base_url("https://host");
    let client = script.client(builder.api_key_query("key", "a&b"));
    let tasks = clientwright_odata::Collection::<Task>::root(&client, "tasks");
    tasks.list().collect_all().await.unwrap();
    let received = script.received();
    assert_eq!(received[0].url, "https://host/tasks?key=a%26b");
    assert_eq!(received[1].url, "https://host/tasks?key=a%26b&$skip=1");
}
