//! Alternatives of security: which credential a request has.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::sync::{Arc, Mutex};

use clientwright_openapi::client::{Defaults, Secret, Service};
use clientwright_openapi::operation::{Operation, Scheme, SchemeKind, Segment, Server};
use clientwright_openapi::{Body, Call, Client};
use http::{Request, Response};

struct Pets(Client);

impl Service for Pets {
    const DEFAULTS: Defaults = Defaults {
        servers: &[Server {
            url: "https://api.example.test",
            variables: &[],
        }],
        schemes: &[Scheme {
            name: "token",
            kind: SchemeKind::Bearer,
        }],
        ..Defaults::NONE
    };

    fn from_client(client: Client) -> Self {
        Self(client)
    }
}

/// The header `Authorization` of a request of an operation, with a token that is set or not.
async fn sent(operation: &'static Operation, token: Option<&str>) -> Option<String> {
    let seen: Arc<Mutex<Option<String>>> = Arc::default();
    let service = {
        let seen = Arc::clone(&seen);
        tower::service_fn(move |request: Request<Body>| {
            let header = request.headers().get("authorization");
            *seen.lock().unwrap() = header.map(|it| it.to_str().unwrap().to_owned());
            async { Ok::<_, std::io::Error>(Response::new(Body::empty())) }
        })
    };
    let mut builder = clientwright_openapi::ClientBuilder::<Pets>::new().service(service);
    if let Some(token) = token {
        builder = builder.scheme("token", Secret::token(token));
    }
    let client = builder.build().unwrap().0;
    Call::<()>::new(&client, operation).await.unwrap();
    seen.lock().unwrap().clone()
}

/// OpenAPI 3.1, 4.8.30: an empty alternative makes security optional.
#[tokio::test]
async fn optional_security_uses_a_credential_wherever_the_empty_alternative_is() {
    const FIRST: Operation = Operation {
        path: &[Segment::Text("/pets")],
        security: Some(&[&[], &[0]]),
        ..Operation::NONE
    };
    const LAST: Operation = Operation {
        security: Some(&[&[0], &[]]),
        ..FIRST
    };
    for operation in [&FIRST, &LAST] {
        assert_eq!(
            sent(operation, Some("t")).await.as_deref(),
            Some("Bearer t")
        );
        assert_eq!(sent(operation, None).await, None);
    }
}
