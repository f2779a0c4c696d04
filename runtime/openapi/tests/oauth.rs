//! Client credentials of OAuth 2.0: requests for tokens, and where tokens are sent.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use clientwright_openapi::client::{ClientBuilder, ClientCredentials, Defaults, Secret, Service};
use clientwright_openapi::operation::{
    Location, Operation, Parameter, Scheme, SchemeKind, Segment, Server, Style,
};
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::{Body, Call, Client, Error};
use http::{HeaderMap, Request, Response};
use http_body_util::BodyExt as _;

const fn auth(scopes: &'static str) -> Scheme {
    Scheme {
        name: "auth",
        kind: SchemeKind::OAuth2 {
            token_url: "/oauth/token",
            scopes,
        },
    }
}

/// A client of a service with a scheme that two lists of scopes are needed of.
#[derive(Clone, Debug)]
struct Ledger(Client);

impl Service for Ledger {
    const DEFAULTS: Defaults = Defaults {
        servers: &[Server {
            url: "https://api.example.test/v1",
            variables: &[],
        }],
        schemes: &[auth("read"), auth("read write:all")],
        ..Defaults::NONE
    };

    fn from_client(client: Client) -> Self {
        Self(client)
    }
}

const READ: Operation = Operation {
    path: &[Segment::Text("/r")],
    security: Some(&[&[0]]),
    ..Operation::NONE
};
const WRITE: Operation = Operation {
    method: "POST",
    path: &[Segment::Text("/w")],
    security: Some(&[&[1]]),
    ..Operation::NONE
};

/// A request that a service received.
#[derive(Debug)]
struct Received {
    line: String,
    headers: HeaderMap,
    body: String,
}

impl Received {
    fn authorization(&self) -> Option<&str> {
        self.headers
            .get("authorization")
            .map(|value| value.to_str().unwrap())
    }
}

/// What a service responds, by status and body; afterwards `204`.
#[derive(Clone, Default)]
struct Script {
    responses: Arc<Mutex<VecDeque<(u16, &'static str)>>>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Script {
    fn new(responses: impl IntoIterator<Item = (u16, &'static str)>) -> Self {
        Self {
            responses: Arc::new(Mutex::new(responses.into_iter().collect())),
            ..Self::default()
        }
    }

    fn builder(&self) -> ClientBuilder<Ledger> {
        let script = self.clone();
        let service = tower::service_fn(move |request: Request<Body>| {
            let script = script.clone();
            async move {
                tokio::task::yield_now().await;
                let (parts, body) = request.into_parts();
                let body = body.collect().await?.to_bytes();
                script.received.lock().unwrap().push(Received {
                    line: format!("{} {}", parts.method, parts.uri),
                    headers: parts.headers,
                    body: String::from_utf8_lossy(&body).into_owned(),
                });
                let response = script.responses.lock().unwrap().pop_front();
                let (status, body) = response.unwrap_or((204, ""));
                let response = Response::builder().status(status);
                Ok::<_, clientwright_openapi::future::BoxError>(response.body(Body::from(body))?)
            }
        });
        ClientBuilder::new()
            .service(service)
            .retry(RetryPolicy::none())
    }

    fn client(&self, credentials: ClientCredentials) -> Client {
        self.builder()
            .client_credentials(credentials)
            .build()
            .unwrap()
            .0
    }

    /// Method, address, `Authorization` and body of each request since the last call.
    fn received(&self) -> Vec<String> {
        let received = std::mem::take(&mut *self.received.lock().unwrap());
        let lines = received.iter().map(|request| {
            let authorization = request.authorization().unwrap_or("-");
            format!("{} | {authorization} | {}", request.line, request.body)
        });
        lines.collect()
    }
}

fn credentials() -> ClientCredentials {
    ClientCredentials::new("a b", "s:ä")
}

async fn call(client: &Client, operation: &'static Operation) -> Result<(), Error> {
    Call::<()>::new(client, operation).await
}

const BASIC: &str = "Basic YStiOnMlM0ElQzMlQTQ=";
const T1: (u16, &str) = (
    200,
    r#"{"access_token":"T1","token_type":"bearer","expires_in":3600}"#,
);
const T2: (u16, &str) = (
    200,
    r#"{"access_token":"T2","token_type":"Bearer","expires_in":"3600"}"#,
);

#[tokio::test]
async fn each_list_of_scopes_has_a_token_that_is_kept() {
    let script = Script::new([T1, (204, ""), (204, ""), T2]);
    let client = script.client(credentials());
    for operation in [&READ, &READ, &WRITE, &READ] {
        call(&client, operation).await.unwrap();
    }
    let token = "POST https://api.example.test/oauth/token";
    assert_eq!(
        script.received(),
        [
            &format!("{token} | {BASIC} | grant_type=client_credentials&scope=read"),
            "GET https://api.example.test/v1/r | Bearer T1 | ",
            "GET https://api.example.test/v1/r | Bearer T1 | ",
            &format!("{token} | {BASIC} | grant_type=client_credentials&scope=read+write%3Aall"),
            "POST https://api.example.test/v1/w | Bearer T2 | ",
            "GET https://api.example.test/v1/r | Bearer T1 | ",
        ]
    );
}

#[tokio::test]
async fn the_secret_can_be_in_the_body_and_scopes_are_the_callers() {
    let script = Script::new([T1]);
    let credentials = credentials()
        .in_body(true)
        .scopes(["all"])
        .parameter("audience", "https://a&b")
        .token_url("https://id.example.test/token?x=1");
    let client = script.client(credentials);
    call(&client, &READ).await.unwrap();
    call(&client, &WRITE).await.unwrap();
    assert_eq!(
        script.received(),
        [
            "POST https://id.example.test/token?x=1 | - | grant_type=client_credentials&scope=all\
             &audience=https%3A%2F%2Fa%26b&client_id=a+b&client_secret=s%3A%C3%A4",
            "GET https://api.example.test/v1/r | Bearer T1 | ",
            "POST https://api.example.test/v1/w | Bearer T1 | ",
        ]
    );
}

#[tokio::test]
async fn requests_at_the_same_time_share_one_request_of_a_token() {
    let script = Script::new([T1]);
    let client = script.client(credentials());
    futures_util::future::try_join_all((0..10).map(|_| call(&client, &READ)))
        .await
        .unwrap();
    let received = script.received();
    let tokens = received.iter().filter(|line| line.contains("/oauth/token"));
    assert_eq!((tokens.count(), received.len()), (1, 11));
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once_and_the_old_one_is_not_sent() {
    // Without a lifetime it is kept until it is rejected.
    let unlimited = (200, r#"{"access_token":"T0"}"#);
    let script = Script::new([
        unlimited,
        (204, ""),
        (401, ""),
        T1,
        (204, ""),
        (401, ""),
        T2,
        (401, ""),
    ]);
    let client = script.client(credentials());
    call(&client, &READ).await.unwrap();
    call(&client, &READ).await.unwrap();
    let error = call(&client, &READ).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    let received = script.received();
    let authorizations: Vec<&str> = received
        .iter()
        .filter_map(|line| line.split(" | ").nth(1))
        .collect();
    assert_eq!(
        authorizations,
        [
            BASIC,
            "Bearer T0",
            "Bearer T0",
            BASIC,
            "Bearer T1",
            "Bearer T1",
            BASIC,
            "Bearer T2"
        ]
    );
}

#[tokio::test]
async fn a_stream_is_not_sent_again_after_a_rejection() {
    let script = Script::new([T1, (401, "")]);
    let client = script.client(credentials());
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>("x".into())]);
    let call = Call::<()>::new(&client, &WRITE).body(Body::from_stream(chunks));
    assert!(call.await.is_err());
    assert_eq!(script.received().len(), 2);
}

#[tokio::test]
async fn errors_of_the_token_endpoint_are_called_that() {
    for (response, expected) in [
        (
            (
                401,
                r#"{"error":"invalid_client","error_description":"who?\n"}"#,
            ),
            "responds 401 Unauthorized: invalid_client: who?\\n",
        ),
        ((500, "<html>"), "responds 500 Internal Server Error"),
        ((200, "{}"), "returns no `access_token`"),
        (
            (200, r#"{"access_token":"T","token_type":"mac"}"#),
            "returns a token of the type `mac`",
        ),
        ((302, ""), "responds 302 Found"),
    ] {
        let script = Script::new([response]);
        let client = script.client(credentials());
        let error = call(&client, &READ).await.unwrap_err();
        assert!(matches!(error, Error::Auth(_)), "{error:?}");
        let text = error.to_string();
        let expected =
            format!("the token endpoint https://api.example.test/oauth/token {expected}");
        assert!(text.ends_with(&expected), "{text}");
        assert!(!text.contains("s:ä") && !text.contains(BASIC), "{text}");
        assert_eq!(script.received().len(), 1, "the operation is not sent");
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_of_a_token_is_repeated_as_any_other() {
    let script = Script::new([(503, ""), T1]);
    let builder = script.builder().retry(RetryPolicy::new());
    let client = builder.client_credentials(credentials()).build().unwrap().0;
    call(&client, &READ).await.unwrap();
    assert_eq!(script.received().len(), 3);
}

#[test]
fn a_secret_goes_to_no_unsafe_address() {
    let script = Script::new([]);
    let fails = |builder: ClientBuilder<Ledger>, text: &str| {
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(text), "{error}");
        assert!(!error.contains("s:ä"), "{error}");
    };
    for (url, text) in [
        (
            "http://id.example.test/token",
            "over plain http to http://id.example.test",
        ),
        ("ftp://id.example.test/token", "https or http"),
        ("https://me:pw@id.example.test/token", "credentials in it"),
        ("https://[/", "token endpoint"),
    ] {
        let credentials = credentials().token_url(url);
        fails(script.builder().client_credentials(credentials), text);
    }
    fails(
        script.builder().scheme("auth", Secret::key("K")),
        "of another kind",
    );
    let untyped = Client::builder().base_url("https://api.example.test");
    let error = untyped.client_credentials(credentials()).build();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("no token endpoint"), "{error}");
}

#[tokio::test]
async fn a_provider_of_tokens_is_for_all_lists_of_scopes() {
    let script = Script::new([]);
    let calls = Arc::new(Mutex::new(0));
    let count = Arc::clone(&calls);
    let provider = move || {
        *count.lock().unwrap() += 1;
        let token = clientwright_openapi::auth::AccessToken::new("P");
        let token = token.expires_in(std::time::Duration::from_secs(3600));
        async move { Ok::<_, std::io::Error>(token) }
    };
    let builder = script.builder().scheme("auth", Secret::tokens(provider));
    let client = builder.build().unwrap().0;
    call(&client, &READ).await.unwrap();
    call(&client, &WRITE).await.unwrap();
    assert_eq!(
        script.received(),
        [
            "GET https://api.example.test/v1/r | Bearer P | ",
            "POST https://api.example.test/v1/w | Bearer P | ",
        ]
    );
    assert_eq!(*calls.lock().unwrap(), 1);
}

#[tokio::test]
async fn servers_of_other_origins_get_no_credential() {
    const STATUS: Operation = Operation {
        path: &[Segment::Text("/status")],
        server: Some(&Server {
            url: "https://status.example.test",
            variables: &[],
        }),
        ..READ
    };
    let script = Script::new([]);
    let client = script.client(credentials());
    let error = call(&client, &STATUS).await.unwrap_err().to_string();
    assert!(error.contains("https://status.example.test"), "{error}");
    assert!(script.received().is_empty(), "nothing is sent");
    // Without a credential there is nothing that could go there.
    let client = script.builder().build().unwrap().0;
    call(&client, &STATUS).await.unwrap();
    assert_eq!(
        script.received(),
        ["GET https://status.example.test/status | - | "]
    );
}

#[tokio::test(start_paused = true)]
async fn all_tries_have_the_same_idempotency_key() {
    const PAY: Operation = Operation {
        parameters: &[Parameter(
            "Idempotency-Key",
            Location::Header(Style::SIMPLE),
        )],
        security: Some(&[]),
        ..WRITE
    };
    let keys = |script: &Script| -> Vec<String> {
        let received = std::mem::take(&mut *script.received.lock().unwrap());
        let keys = received
            .iter()
            .map(|request| &request.headers["idempotency-key"]);
        keys.map(|key| key.to_str().unwrap().to_owned()).collect()
    };
    let script = Script::new([(500, ""), (502, "")]);
    let client = script
        .builder()
        .retry(RetryPolicy::new())
        .build()
        .unwrap()
        .0;
    call(&client, &PAY).await.unwrap();
    let first = keys(&script);
    assert_eq!((first.len(), first[0].len()), (3, 36), "{first:?}");
    assert!(first.iter().all(|key| *key == first[0]), "{first:?}");
    call(&client, &PAY).await.unwrap();
    assert_ne!(keys(&script), first[..1], "each call has its own");
    let given = Call::<()>::new(&client, &PAY).argument(0, &"mine".to_owned());
    given.await.unwrap();
    assert_eq!(keys(&script), ["mine"]);
    // Without the parameter, a POST that may have been done is not sent again.
    const PLAIN: Operation = Operation {
        security: Some(&[]),
        ..WRITE
    };
    let script = Script::new([(500, "")]);
    let client = script
        .builder()
        .retry(RetryPolicy::new())
        .build()
        .unwrap()
        .0;
    assert!(call(&client, &PLAIN).await.is_err());
    assert_eq!(script.received().len(), 1);
}
