//! Tokens that a service rejects: the calls of their provider, and the requests that are sent again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_http::auth::{AccessToken, TokenCache, TokenProvider};
use clientwright_http::{Body, BoxError, BoxFuture, Client};
use futures_util::future::join_all;
use http::{Method, Request, Response};

use crate::At;
use crate::clock::Clock;
use crate::script::Script;

/// `{"access_token":{"nbf":{"essential":true}}}` in base64.
const CHALLENGE: &str = r#"Bearer realm="", authorization_uri="https://login.example.com/", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==""#;
const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true}}}"#;

/// Numbers its tokens, and records its calls.
#[derive(Clone, Default)]
struct Provider {
    lifetime: Option<Duration>,
    calls: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    fn keeping() -> Self {
        Self {
            lifetime: Some(Duration::from_secs(3600)),
            ..Self::default()
        }
    }

    fn issue(&self, how: &str) -> BoxFuture<'static, Result<AccessToken, BoxError>> {
        let mut calls = self.calls.lock().unwrap();
        calls.push(how.to_owned());
        let token = AccessToken::new(format!("t{}", calls.len()));
        let token = match self.lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        };
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(token)
        })
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}

impl TokenProvider for Provider {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        self.issue("token")
    }

    fn token_with_claims<'a>(
        &'a self,
        claims: &'a str,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        self.issue(claims)
    }
}

fn client(script: &Script, provider: impl TokenProvider + 'static) -> Client {
    let builder = Client::builder().base_url("https://host");
    script.client(builder.credential(provider))
}

fn tokens(script: &Script) -> Vec<String> {
    let received = script.received();
    let token = |one: &crate::script::Received| one.header("authorization").unwrap().to_owned();
    received.iter().map(token).collect()
}

#[tokio::test]
async fn claims_reach_the_provider_and_the_request_goes_once_more() {
    for provider in [Provider::default(), Provider::keeping()] {
        let script = Script::new()
            .respond(401, &[("www-authenticate", CHALLENGE)], "")
            .json(200, "{}")
            .json(200, "{}");
        let client = client(&script, provider.clone());
        let task = At(&client, "task");
        task.send(Method::PATCH, "{}").await.unwrap();
        assert_eq!(provider.calls(), ["token", CLAIMS]);
        let received = script.received();
        assert_eq!(received.len(), 2);
        assert!(received.iter().all(|one| one.body == "{}"));
        assert_eq!(received[1].header("authorization"), Some("Bearer t2"));
        // The claims were for that token alone.
        task.get().await.unwrap();
        assert!(!provider.calls().contains(&CLAIMS.to_owned()));
    }
}

#[tokio::test]
async fn a_second_challenge_is_returned_as_an_error() {
    let script = Script::new()
        .respond(401, &[("www-authenticate", CHALLENGE)], "")
        .respond(401, &[("www-authenticate", CHALLENGE)], "");
    let client = client(&script, Provider::keeping());
    let error = At(&client, "task").get().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(tokens(&script), ["Bearer t1", "Bearer t2"]);
    assert!(!format!("{error} {error:?}").contains("eyJ"), "{error:?}");
}

#[tokio::test]
async fn a_new_token_that_is_rejected_is_renewed_once() {
    for provider in [Provider::default(), Provider::keeping()] {
        let script = Script::new().respond(401, &[], "").json(200, "{}");
        let client = client(&script, provider.clone());
        At(&client, "task").get().await.unwrap();
        assert_eq!(tokens(&script), ["Bearer t1", "Bearer t2"]);
        let script = Script::new().respond(401, &[], "").respond(401, &[], "");
        let client = self::client(&script, provider.clone());
        let error = At(&client, "task").get().await.unwrap_err();
        assert!(error.is_unauthorized());
        assert_eq!(script.received().len(), 2);
    }
}

#[tokio::test]
async fn a_stream_is_not_sent_twice() {
    let provider = Provider::keeping();
    let builder = Client::builder().base_url("https://host");
    let log = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&log);
    let service = tower::service_fn(move |_: Request<Body>| {
        *counted.lock().unwrap() += 1;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::UNAUTHORIZED;
        async move { Ok::<_, BoxError>(response) }
    });
    let client = builder
        .credential(provider)
        .service(service)
        .build()
        .unwrap();
    let frames = futures_util::stream::iter([Ok::<_, BoxError>(bytes::Bytes::from_static(b"x"))]);
    let upload = At(&client, "task/content").send(Method::PUT, Body::from_stream(frames));
    let error = upload.await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(*log.lock().unwrap(), 1);
}

#[tokio::test]
async fn requests_that_are_challenged_together_fetch_one_token() {
    let provider = Provider::keeping();
    // Two clients share a cache, and each has one of its own around it.
    let cache = Arc::new(TokenCache::with_timer(provider.clone(), Clock::default()));
    let service = tower::service_fn(|request: Request<Body>| async move {
        tokio::task::yield_now().await;
        let mut response = Response::new(Body::from("{}"));
        if request.headers()["authorization"] == "Bearer t1" {
            *response.status_mut() = http::StatusCode::UNAUTHORIZED;
            let challenge = CHALLENGE.parse().unwrap();
            response.headers_mut().insert("www-authenticate", challenge);
        }
        Ok::<_, BoxError>(response)
    });
    let clients: Vec<Client> = (0..2)
        .map(|_| {
            let builder = Client::builder().base_url("https://host");
            let builder = builder
                .credential(Arc::clone(&cache))
                .timer(Clock::default());
            builder.service(service).build().unwrap()
        })
        .collect();
    let get = |index: usize| At(&clients[index % 2], "task").get();
    let all = join_all((0..20).map(get)).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!(provider.calls(), ["token", CLAIMS]);
}
