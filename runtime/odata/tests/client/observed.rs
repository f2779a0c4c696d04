//! What a subscriber of `tracing` sees.
#![cfg(feature = "tracing")]

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_odata::{Body, Client, Item, future::BoxError};
use http::{Request, Response};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::contract::Task;

type Fields = BTreeMap<String, String>;

/// Keeps the spans and events of this crate.
#[derive(Clone, Default)]
struct Keeper(Arc<Mutex<(Vec<Fields>, Vec<Fields>)>>);

struct Into<'a>(&'a mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(
            field.name().to_owned(),
            format!("{value:?}").trim_matches('"').to_owned(),
        );
    }
}

impl Subscriber for Keeper {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        ["clientwright_http", "clientwright_odata"].contains(&metadata.target())
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        attributes.record(&mut Into(&mut fields));
        let spans = &mut self.0.lock().unwrap().0;
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Into(&mut self.0.lock().unwrap().0[index]));
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        self.0.lock().unwrap().1.push(fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// A keeper of what this thread does from now on.
///
/// The first use of a span in any thread queries all subscribers whether they need it, and the result is cached for the
/// process. Other tests of this process have no subscriber and could cache a no, so each span and event is used once
/// before the cache is rebuilt.
async fn keeper() -> (Keeper, tracing::subscriber::DefaultGuard) {
    let keeper = Keeper::default();
    let guard = tracing::subscriber::set_default(keeper.clone());
    let service = tower::service_fn(|_: Request<Body>| async { Err::<Response<Body>, _>("no") });
    let builder = Client::builder().base_url("https://host").service(service);
    let _ = Item::<Task>::root(&builder.build().unwrap(), "task")
        .get()
        .await;
    tracing::callsite::rebuild_interest_cache();
    *keeper.0.lock().unwrap() = Default::default();
    (keeper, guard)
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_a_span_without_secrets() {
    let (keeper, _guard) = keeper().await;
    let responses = Arc::new(Mutex::new(0));
    let service = tower::service_fn(move |_: Request<Body>| {
        let mut number = responses.lock().unwrap();
        *number += 1;
        let status = match *number {
            1 => Ok(503),
            2 => Err("connection reset"),
            3 => Ok(200),
            _ => Ok(404),
        };
        async move {
            let mut response = Response::new(Body::from("{}"));
            *response.status_mut() = status.map_err(BoxError::from)?.try_into()?;
            Ok::<_, BoxError>(response)
        }
    });
    let client = Client::builder()
        .base_url("https://host:8443/v1")
        .api_key_query("key", "s3cret")
        .default_header("x-own", "s3cret")
        .service(service)
        .build()
        .unwrap();
    let item = Item::<Task>::root(&client, "task");
    item.get().query("name", "s3cret").await.unwrap();
    let _ = item.get().await.unwrap_err();
    let elsewhere = client.request::<()>(http::Method::GET, "https://s:s3cret@other/x");
    let _ = elsewhere.await.unwrap_err();

    let (spans, events) = keeper.0.lock().unwrap().clone();
    let field = |span: usize, name: &str| spans[span].get(name).map(String::as_str);
    assert_eq!(spans.len(), 5);
    assert_eq!(
        field(4, "url.full"),
        Some("https://REDACTED:REDACTED@other/x")
    );
    for (span, resends, status, error) in [
        (0, None, Some("503"), Some("503")),
        (1, Some("1"), None, Some("transport")),
        (2, Some("2"), Some("200"), None),
        (3, None, Some("404"), Some("404")),
    ] {
        assert_eq!(field(span, "http.request.method"), Some("GET"));
        assert_eq!(
            field(span, "url.full"),
            Some("https://host:8443/v1/task?REDACTED")
        );
        assert_eq!(field(span, "server.address"), Some("host"));
        assert_eq!(field(span, "server.port"), Some("8443"));
        assert_eq!(field(span, "otel.kind"), Some("client"));
        assert_eq!(field(span, "http.request.resend_count"), resends, "{span}");
        assert_eq!(field(span, "http.response.status_code"), status, "{span}");
        assert_eq!(field(span, "error.type"), error, "{span}");
        assert_eq!(
            field(span, "otel.status_code"),
            error.map(|_| "ERROR"),
            "{span}"
        );
    }
    let again: Vec<_> = events
        .iter()
        .filter(|event| event.contains_key("pause"))
        .collect();
    assert_eq!(again.len(), 2, "{events:?}");
    assert!(!format!("{spans:?} {events:?}").contains("s3cret"));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_attempt_is_recorded() {
    let (keeper, _guard) = keeper().await;
    let service = tower::service_fn(|_: Request<Body>| {
        std::future::pending::<Result<Response<Body>, BoxError>>()
    });
    let builder = Client::builder().base_url("https://host").service(service);
    let client = builder.timeout(Duration::from_secs(1)).build().unwrap();
    let error = Item::<Task>::root(&client, "task").get().await.unwrap_err();
    assert!(error.is_timeout());
    let (spans, _) = keeper.0.lock().unwrap().clone();
    assert_eq!(spans[0]["error.type"], "cancelled");
}

#[tokio::test]
async fn a_repaired_value_is_an_event_without_the_value() {
    let (keeper, _guard) = keeper().await;
    let script = crate::script::Script::new()
        .json(200, r#"{"failedUsersCount":"4711"}"#)
        .json(200, r#"{"failedUsersCount":"4711"}"#);
    let client = script.client(Client::builder().base_url("https://host").tolerant(true));
    let report = Item::<crate::contract::TaskReport>::root(&client, "report");
    report.get().await.unwrap();
    // The event was met; see `keeper`.
    tracing::callsite::rebuild_interest_cache();
    *keeper.0.lock().unwrap() = Default::default();
    report.get().await.unwrap();
    let (_, events) = keeper.0.lock().unwrap().clone();
    let [event] = &events[..] else {
        panic!("{events:?}")
    };
    let field = |name: &str| event.get(name).map(String::as_str);
    assert_eq!(field("message"), Some("a value of a response was repaired"));
    assert_eq!(field("path"), Some("failedUsersCount"));
    assert_eq!(field("type"), Some("ns.taskReport"));
    assert_eq!(field("mending"), Some("Number"));
    assert!(!format!("{events:?}").contains("4711"));
}
