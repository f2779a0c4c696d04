//! Two clients of one service, from its OData metadata and from an OpenAPI description of it that another program made: both
//! send the same requests. Compared are verb, path and query after percent-decoding, the media types of headers, and the JSON of
//! the body without control information (`@odata.type`), which the description does not have.

#![cfg(described)]

use std::sync::{Arc, Mutex};

use clientwright_odata::Body;
use clientwright_odata::future::BoxError;
use http::{Method, Request, Response};
use http_body_util::BodyExt as _;
use percent_encoding::percent_decode_str;
use serde_json::Value;

const ROOT: &str = "https://service.example/v1.0";
const START: &str = "2026-01-01T00:00:00Z";
const END: &str = "2026-02-01T00:00:00.5Z";

/// A request as a service understands it.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    method: Method,
    path: String,
    query: Vec<String>,
    accept: String,
    content_type: Option<String>,
    body: Value,
}

type Log = Arc<Mutex<Vec<Sent>>>;

/// Takes a request apart.
async fn read(request: Request<Body>) -> Result<Sent, BoxError> {
    let (parts, body) = request.into_parts();
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    // Parameters of media types, such as how much metadata a response of OData has, are of one protocol only.
    let media_type = |name: http::HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some(value.split(';').next().unwrap_or_default().to_owned())
    };
    let body = body.collect().await?.to_bytes();
    let mut body = match body.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&body)?,
    };
    without_control_information(&mut body);
    let query = parts.uri.query().unwrap_or_default();
    let query = query.split('&').filter(|option| !option.is_empty());
    Ok(Sent {
        accept: media_type(http::header::ACCEPT).unwrap_or_default(),
        content_type: media_type(http::header::CONTENT_TYPE),
        method: parts.method.clone(),
        path: decoded(parts.uri.path()),
        query: query.map(decoded).collect(),
        body,
    })
}

fn without_control_information(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.starts_with("@odata."));
            members.values_mut().for_each(without_control_information);
        }
        Value::Array(items) => items.iter_mut().for_each(without_control_information),
        _ => {}
    }
}

/// A service that keeps requests: an empty summary or collection for a `GET`, and nothing for the rest.
macro_rules! service {
    ($log:expr) => {{
        let log = Arc::clone(&$log);
        tower::service_fn(move |request: Request<Body>| {
            let log = Arc::clone(&log);
            async move {
                println!("  {} {}", request.method(), request.uri());
                let sent = read(request).await?;
                let content = match sent.path.contains(".summary(") {
                    true => "{}",
                    false => r#"{"value":[]}"#,
                };
                let response = match sent.method {
                    Method::GET => Response::builder()
                        .header("content-type", "application/json")
                        .body(Body::from(content)),
                    _ => Response::builder().status(204).body(Body::empty()),
                };
                log.lock()
                    .expect("no test panics while it holds it")
                    .push(sent);
                Ok::<_, BoxError>(response?)
            }
        })
    }};
}

macro_rules! version {
    ($version:ident) => {
        mod $version {
            use super::*;

            #[allow(
                dead_code,
                missing_docs,
                unreachable_pub,
                reason = "four calls are used"
            )]
            mod odata {
                include!(concat!(
                    env!("OUT_DIR"),
                    "/odata_",
                    stringify!($version),
                    ".rs"
                ));
            }
            #[allow(
                dead_code,
                missing_docs,
                unreachable_pub,
                reason = "four calls are used"
            )]
            mod openapi {
                include!(concat!(
                    env!("OUT_DIR"),
                    "/openapi_",
                    stringify!($version),
                    ".rs"
                ));
            }

            async fn by_odata() -> Result<Vec<Sent>, clientwright_odata::Error> {
                use odata::identity_governance::{CallbackData, OperationStatus};

                println!("{} by OData:", stringify!($version));
                let log = Log::default();
                let client = odata::ODataClient::builder()
                    .base_url(ROOT)
                    .service(service!(log))
                    .build()?;
                let workflows = client
                    .identity_governance()
                    .lifecycle_workflows()
                    .workflows();
                let reports = workflows.id("w 1").task_reports();
                reports.list().top(5).await?;
                let at = |text: &str| {
                    text.parse::<clientwright_odata::edm::DateTimeOffset>()
                        .expect("a time")
                };
                reports.summary(at(START), at(END)).await?;
                let results = reports.id("r1").task_processing_results();
                results.list().await?;
                let data = CallbackData {
                    operation_status: Some(OperationStatus::Completed),
                    ..CallbackData::default()
                };
                results
                    .id("p1")
                    .resume(data)
                    .source("contoso")
                    .type_("event")
                    .await?;
                Ok(std::mem::take(
                    &mut log.lock().expect("no test panics while it holds it"),
                ))
            }

            async fn by_openapi() -> Result<Vec<Sent>, clientwright_openapi::Error> {
                use openapi::{CallbackData, OperationStatus, identity_governance::ResumeBody};

                println!("{} by OpenAPI:", stringify!($version));
                let log = Log::default();
                let client = openapi::OpenApiClient::builder()
                    .base_url(ROOT)
                    .service(service!(log))
                    .build()?;
                let calls = client.identity_governance();
                calls.list_task_reports("w 1").top(5).await?;
                let at = |text: &str| {
                    text.parse::<clientwright_openapi::types::DateTimeOffset>()
                        .expect("a time")
                };
                calls
                    .summarize_task_reports("w 1", at(START), at(END))
                    .await?;
                calls.list_task_processing_results("w 1", "r1").await?;
                let body = ResumeBody {
                    source: Some("contoso".into()),
                    type_: Some("event".into()),
                    data: Some(CallbackData {
                        operation_status: Some(OperationStatus::Completed),
                        ..CallbackData::default()
                    }),
                    ..ResumeBody::default()
                };
                calls.resume("w 1", "r1", "p1").body(&body).await?;
                Ok(std::mem::take(
                    &mut log.lock().expect("no test panics while it holds it"),
                ))
            }

            #[tokio::test]
            async fn both_clients_send_the_same_requests() {
                let (odata, openapi) = (by_odata().await, by_openapi().await);
                let (odata, openapi) = (odata.expect("all calls"), openapi.expect("all calls"));
                assert_eq!(odata.len(), 4);
                for (odata, openapi) in odata.iter().zip(&openapi) {
                    let mut openapi = openapi.clone();
                    // The description has no media type for a response without content.
                    if openapi.accept == "*/*" {
                        openapi.accept.clone_from(&odata.accept);
                    }
                    assert_eq!(*odata, openapi);
                }
                assert_eq!(odata.len(), openapi.len());
            }
        }
    };
}

version!(v1_0);
version!(beta);
