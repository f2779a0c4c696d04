//! The default transport against a real server on this machine.
#![cfg(feature = "reqwest")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use clientwright_odata::{Client, Collection, Error, transport::ReqwestTransport};
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::contract::Task;

type Seen = Arc<Mutex<Vec<(String, http::HeaderMap, Bytes)>>>;

/// Serves every request by `response`, whose arguments are the path with the query and the server's own address.
async fn serve(
    response: impl Fn(&str, SocketAddr) -> Response<Full<Bytes>> + Clone + Send + Sync + 'static,
) -> (SocketAddr, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (response, log) = (response.clone(), Arc::clone(&log));
            let service = hyper::service::service_fn(move |request: Request<Incoming>| {
                let (response, log) = (response.clone(), Arc::clone(&log));
                async move {
                    let (parts, body) = request.into_parts();
                    let body = body.collect().await?.to_bytes();
                    let target = parts.uri.to_string();
                    log.lock().unwrap().push((
                        format!("{} {target}", parts.method),
                        parts.headers,
                        body,
                    ));
                    Ok::<_, hyper::Error>(response(&target, address))
                }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection);
        }
    });
    (address, seen)
}

fn client(address: SocketAddr) -> Client {
    Client::builder()
        .base_url(format!("http://{address}/odata"))
        .bearer_token("t")
        .build()
        .unwrap()
}

fn json(text: impl Into<Bytes>) -> Response<Full<Bytes>> {
    Response::new(Full::new(text.into()))
}

#[tokio::test]
async fn requests_arrive_as_they_are_shown() {
    let (address, seen) = serve(|target, _| {
        json(if target.contains('?') {
            r#"{"value":[{"id":"1"}]}"#
        } else {
            r#"{"id":"1"}"#
        })
    })
    .await;
    let id = "a/b'c%d e#f?g+ü";
    let list = Collection::<Task>::root(&client(address), "tasks")
        .list()
        .filter(
            Task::DISPLAY_NAME
                .eq(id)
                .or(Task::ID.contains("100% & [x] {y} | ^ `")),
        )
        .expand(
            clientwright_odata::NavigationCollection::<Task, Task>::new("sub")
                .top(1)
                .skip(2),
        )
        .search("a b");
    let shown = list.url().unwrap();
    assert_eq!(list.await.unwrap().items.len(), 1);
    let (received, headers, _) = seen.lock().unwrap().remove(0);
    assert_eq!(received, format!("GET {}", shown.path_and_query().unwrap()));
    assert_eq!(headers["authorization"], "Bearer t");

    let created = Collection::<Task>::root(&client(address), "tasks").create(&Task {
        display_name: Some(id.to_owned()),
        ..Task::default()
    });
    created.await.unwrap();
    let (received, headers, body) = seen.lock().unwrap().remove(0);
    assert_eq!(received, "POST /odata/tasks");
    assert_eq!(headers["content-length"], body.len().to_string());
    assert_eq!(body, format!(r#"{{"displayName":"{id}"}}"#));
}

#[tokio::test]
async fn an_action_without_parameters_has_content_length_zero() {
    // Some servers respond with 411 Length Required otherwise.
    let (address, seen) = serve(|_, _| json("")).await;
    clientwright_odata::resource::Path::root(&client(address))
        .action_import("reset")
        .call::<()>()
        .await
        .unwrap();
    let (received, headers, body) = seen.lock().unwrap().remove(0);
    assert_eq!((received.as_str(), body.len()), ("POST /odata/reset", 0));
    assert_eq!(headers["content-length"], "0");
    assert!(!headers.contains_key("content-type"));
}

#[tokio::test]
async fn keys_arrive_as_they_are() {
    let (address, seen) = serve(|_, _| json("{}")).await;
    let tasks = Collection::<Task>::root(&client(address), "tasks");
    for id in ["a/b'c%d e#f?g+ü", "..", "", "'", "x%2Fy", "🦀"] {
        tasks
            .key(&[("id", clientwright_odata::literal(id))])
            .get()
            .await
            .unwrap();
        let (received, ..) = seen.lock().unwrap().remove(0);
        let key = received
            .strip_prefix("GET /odata/tasks('")
            .unwrap()
            .strip_suffix("')")
            .unwrap();
        let key = percent_encoding::percent_decode_str(key)
            .decode_utf8()
            .unwrap()
            .replace("''", "'");
        assert_eq!(key, id);
    }
}

#[tokio::test]
async fn a_large_response_over_pages() {
    let (address, seen) = serve(|target, _| {
        let page: usize = target
            .rsplit('=')
            .next()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let items =
            vec![r#"{"id":"x","displayName":"some longer text to fill the page"}"#; 5000].join(",");
        let next = if page < 3 {
            format!(r#","@odata.nextLink":"tasks?page={}""#, page + 1)
        } else {
            String::new()
        };
        json(format!(r#"{{"value":[{items}]{next}}}"#))
    })
    .await;
    let all = Collection::<Task>::root(&client(address), "tasks")
        .list()
        .collect_all()
        .await
        .unwrap();
    assert_eq!(all.len(), 20_000);
    assert_eq!(seen.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (other, other_seen) = serve(|_, _| json("{}")).await;
    let (address, _) = serve(move |_, _| {
        let mut response = json("");
        *response.status_mut() = http::StatusCode::TEMPORARY_REDIRECT;
        response.headers_mut().insert(
            "location",
            format!("http://{other}/stolen").parse().unwrap(),
        );
        response
    })
    .await;
    let error = Collection::<Task>::root(&client(address), "tasks")
        .list()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Redirect(_)), "{error:?}");
    assert!(
        error.to_string().contains(&format!("http://{other}")),
        "{error}"
    );
    assert!(other_seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_client_that_follows_redirects_is_found_out() {
    let (address, _) = serve(|target, address| {
        let mut response = json("{}");
        if target != "/elsewhere" {
            *response.status_mut() = http::StatusCode::FOUND;
            response.headers_mut().insert(
                "location",
                format!("http://{address}/elsewhere").parse().unwrap(),
            );
        }
        response
    })
    .await;
    let client = Client::builder()
        .base_url(format!("http://{address}/odata"))
        .service(ReqwestTransport::from(reqwest::Client::new()))
        .build()
        .unwrap();
    let error = Collection::<Task>::root(&client, "tasks")
        .list()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("followed a redirect"), "{error}");
}

#[tokio::test]
async fn a_refused_connection_is_a_transport_error() {
    let address = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let error = Collection::<Task>::root(&client(address), "tasks")
        .list()
        .query("mail", "me@x")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(!format!("{error} {error:?}").contains("me@x"), "{error:?}");
}
