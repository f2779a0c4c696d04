//! The program against a server on this machine.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use example_pet_clinic::{history, register};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use pet_clinic::v1::{PetClinicClient, Species};
use tokio::net::TcpListener;

type Received = Arc<Mutex<Vec<String>>>;

/// A method and path with the response to it.
type Script = &'static [(&'static str, u16, &'static str)];

/// Serves by method and path, and records the requests with their bodies.
async fn serve(script: Script) -> (String, Received) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let received = Received::default();
    let log = Arc::clone(&received);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let log = Arc::clone(&log);
            let service =
                hyper::service::service_fn(move |request| respond(request, script, log.clone()));
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection);
        }
    });
    (format!("http://{address}/api/v1"), received)
}

async fn respond(
    request: Request<Incoming>,
    script: Script,
    log: Received,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let token = parts.headers.get("authorization");
    let token = token
        .and_then(|value| value.to_str().ok())
        .unwrap_or("no token");
    let text = String::from_utf8_lossy(&body);
    let line = format!("{} {} ({token}) {text}", parts.method, parts.uri);
    log.lock()
        .expect("no one panicked")
        .push(line.trim_end().to_owned());
    let asked = format!("{} {}", parts.method, parts.uri.path());
    let scripted = script.iter().find(|(wanted, ..)| *wanted == asked);
    let (status, kind, body) = match scripted {
        Some((_, status, body)) => (*status, "application/json", *body),
        None => (
            404,
            "application/problem+json",
            r#"{"title":"No such pet"}"#,
        ),
    };
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    let value = http::HeaderValue::from_static(kind);
    response.headers_mut().insert("content-type", value);
    Ok(response)
}

fn clinic(base_url: &str) -> PetClinicClient {
    let builder = PetClinicClient::builder().bearer_token("t");
    builder.base_url(base_url).build().expect("it is complete")
}

#[tokio::test]
async fn a_dog_is_registered_with_its_first_visit() {
    let (base_url, received) = serve(&[
        (
            "POST /api/v1/pets",
            201,
            r#"{"id":7,"name":"Rex","species":"dog","owner":{"name":"Ada"}}"#,
        ),
        (
            "POST /api/v1/pets/7/visits",
            201,
            r#"{"id":"7e2b8f3c-0c9a-4b8e-9f52-7f1d6c1f0b11","at":"2026-05-04T09:30:00Z","treatment":{"kind":"vaccination","vaccine":"rabies"}}"#,
        ),
    ])
    .await;
    let pet = register(&clinic(&base_url), "Rex", "Ada")
        .await
        .expect("it is registered");
    assert_eq!((pet.id, pet.name.as_str()), (7, "Rex"));
    assert_eq!(
        *received.lock().expect("no one panicked"),
        [
            r#"POST /api/v1/pets (Bearer t) {"name":"Rex","species":"dog","owner":{"name":"Ada"}}"#,
            r#"POST /api/v1/pets/7/visits (Bearer t) {"at":"2026-05-04T09:30:00Z","treatment":{"kind":"vaccination","vaccine":"rabies"}}"#,
        ]
    );
}

#[tokio::test]
async fn the_visits_of_all_dogs_are_listed() {
    let (base_url, received) = serve(&[
        (
            "GET /api/v1/pets",
            200,
            r#"[{"id":7,"name":"Rex","species":"dog","chip":"x1"},{"id":8,"name":"Bella","species":"dog"}]"#,
        ),
        (
            "GET /api/v1/pets/7/visits",
            200,
            r#"[{"id":"7e2b8f3c-0c9a-4b8e-9f52-7f1d6c1f0b11","at":"2026-05-04T09:30:00Z","treatment":{"vaccine":"rabies","kind":"vaccination"}},
                {"id":"7e2b8f3c-0c9a-4b8e-9f52-7f1d6c1f0b12","at":"2026-05-05T09:30:00Z","treatment":{"kind":"massage","minutes":20}}]"#,
        ),
        (
            "GET /api/v1/pets/8/visits",
            200,
            r#"[{"id":"7e2b8f3c-0c9a-4b8e-9f52-7f1d6c1f0b13","at":"2026-05-04T09:30:00Z","treatment":{"kind":"surgery","procedure":"leg"}}]"#,
        ),
    ])
    .await;
    let lines = history(&clinic(&base_url), Species::Dog)
        .await
        .expect("they are listed");
    assert_eq!(
        lines,
        [
            "Rex: vaccinated with rabies",
            "Rex: another treatment",
            "Bella: leg in surgery"
        ]
    );
    assert_eq!(
        received.lock().expect("no one panicked")[0],
        "GET /api/v1/pets?species=dog (Bearer t)"
    );
}

#[tokio::test]
async fn an_error_has_the_body_of_the_description() {
    let (base_url, _) = serve(&[]).await;
    let error = history(&clinic(&base_url), Species::Cat)
        .await
        .expect_err("there are none");
    assert!(error.is_not_found(), "{error}");
    let problem: pet_clinic::v1::Problem = error.decode().expect("a problem");
    assert_eq!(problem.title, "No such pet");
}
