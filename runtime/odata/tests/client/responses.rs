//! Successful responses: which are read as an entity or a collection, and which are errors.

use clientwright_odata::{
    Body, Client, Collection, Error, Item, Object as _, Property, capability::NavigateOnly,
    future::BoxError, request::Bytes, resource::Path, retry::RetryPolicy,
};
use futures_util::TryStreamExt as _;
use http::{Method, Request, Response};
use serde_json::{Value, json};

use crate::contract::{Outcome, Task as TaskWithValue, TaskReport};
use crate::script::Script;

macro_rules! object {
    ($(#[$docs:meta])* $type:ident = $name:literal { $($field:ident $wire:literal: $value:ty),* }) => {
        $(#[$docs])*
        #[derive(Default)]
        struct $type {
            $($field: Option<$value>,)*
            additional_properties: clientwright_odata::PropertyBag,
            odata: Option<Box<clientwright_odata::Annotations>>,
        }

        clientwright_odata::object! { $type = $name; $($field = $wire,)* }
    };
}

object! { Task = "ns.task" { id "id": String, display_name "displayName": String } }
object! {
    /// Declares `error`, as Graph's long-running operations do.
    Failed = "ns.failed" { error "error": Value }
}

const CONTEXT: &str = "https://host/$metadata#tasks/$entity";

fn client(script: &Script) -> Client {
    script.client(Client::builder().base_url("https://host"))
}

async fn get(body: &'static str) -> Result<Task, Error> {
    get_where(body, "application/json", "").await
}

async fn get_where(
    body: &'static str,
    content_type: &'static str,
    select: &str,
) -> Result<Task, Error> {
    let script = Script::new().respond(200, &[("content-type", content_type)], body);
    let get = Item::<Task>::root(&client(&script), "task").get();
    if select.is_empty() {
        get.await
    } else {
        get.query("$select", select).await
    }
}

#[tokio::test]
async fn a_body_that_is_no_entity_is_an_error() {
    for (body, reason) in [
        (
            r#"{"value":[]}"#,
            "the response is a collection, where one ns.task was requested",
        ),
        (
            r#"{"@odata.context":"https://host/$metadata#tasks","value":[{"id":"1"}]}"#,
            "the response is a collection, where one ns.task was requested",
        ),
        (
            r#"{"value":{"id":"1"}}"#,
            "the response is an object with the member `value`, where one ns.task was requested",
        ),
        (
            r#"{"Message":"gone"}"#,
            "the response has no declared property, only others such as `Message`, where one ns.task was requested",
        ),
        (
            "\u{FEFF}{\"d\":{\"id\":\"1\"}}",
            "the response has no declared property, only others such as `d`, where one ns.task was requested",
        ),
        (
            r#"{"error":"invalid_grant","error_description":"no"}"#,
            "the response has no declared property, only others such as `error`",
        ),
    ] {
        let error = get(body).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
        assert!(error.to_string().contains(reason), "{body}: {error}");
        assert_eq!(error.body().unwrap(), body);
    }
}

#[tokio::test]
async fn every_legal_response_is_an_entity() {
    // All properties are null and left out (`omit-values=nulls`), or none was selected.
    for body in [
        "{}".to_owned(),
        format!(r#"{{"@odata.context":"{CONTEXT}"}}"#),
        r#"{"@odata.id":"tasks('1')"}"#.to_owned(),
        r#"{"@odata.etag":"W/\"1\"","displayName@odata.type":"String"}"#.to_owned(),
        // Open types, and services that are newer than their metadata.
        format!(r#"{{"@odata.context":"{CONTEXT}","colour":"red"}}"#),
        format!(r#"{{"@odata.context":"{CONTEXT}","value":[1],"error":{{"code":"a"}}}}"#),
        r#"{"@context":"$metadata#tasks/$entity","value":{"a":1}}"#.to_owned(),
        r##"{"@odata.type":"#ns.task","value":[1]}"##.to_owned(),
        // A property of that name next to a declared one.
        r#"{"id":"1","error":{"code":"a","message":"b"},"value":[]}"#.to_owned(),
        r#"{"error":{"code":"a","message":"b"},"id":"1"}"#.to_owned(),
    ] {
        let task = get(body.clone().leak()).await;
        assert!(task.is_ok(), "{body}: {task:?}");
    }
    // Names in the request, and responses without metadata.
    let named = get_where(r#"{"colour":"red"}"#, "application/json", "colour,size").await;
    assert_eq!(
        named.unwrap().additional_properties.get_raw("colour"),
        Some("\"red\"")
    );
    assert!(
        get_where(r#"{"colour":"red"}"#, "application/json", "colou")
            .await
            .is_err()
    );
    let none = "application/json;odata.metadata=none";
    assert!(get_where(r#"{"colour":"red"}"#, none, "").await.is_ok());
    let singleton =
        r#"{"@odata.context":"$metadata#me(error,value)","error":{"code":"a"},"value":[1]}"#;
    assert!(
        get_where(singleton, "application/json", "error,value")
            .await
            .is_ok()
    );
    assert!(get_where(singleton, "application/json", "").await.is_err());
}

#[tokio::test]
async fn a_type_that_declares_the_property_keeps_it() {
    // `Value` is any type: nothing in it is judged.
    let script = Script::new()
        .json(200, r#"{"Message":"x"}"#)
        .json(200, "{}");
    let item = Item::<Value>::root(&client(&script), "x");
    assert_eq!(item.get().await.unwrap(), json!({"Message": "x"}));
    assert_eq!(item.get().await.unwrap(), json!({}));
    let script = Script::new().json(200, r#"{"value":"x"}"#);
    let task = Item::<TaskWithValue>::root(&client(&script), "x").get();
    assert_eq!(task.await.unwrap().value.as_deref(), Some("x"));
    let script = Script::new().json(200, r#"{"value":null}"#);
    let task = Item::<TaskWithValue>::root(&client(&script), "x").get();
    assert!(task.query("$select", "value").await.is_ok());
    // Complex values are often empty.
    let script = Script::new()
        .json(200, "{}")
        .json(200, r#"{"failureReason":"x"}"#)
        .json(200, r#"{"value":null}"#)
        .json(200, r#"{"Message":"x"}"#);
    let outcome = || {
        let path = Path::root(&client(&script)).function_import("outcome");
        path.call::<Option<Outcome>>().into_future()
    };
    assert_eq!(outcome().await.unwrap(), Some(Outcome::default()));
    assert!(outcome().await.unwrap().unwrap().failure_reason.is_some());
    assert_eq!(outcome().await.unwrap(), None);
    assert!(matches!(outcome().await, Err(Error::Decode(_))));
}

#[tokio::test]
async fn null_is_no_entity() {
    for body in [
        "null",
        r#"{"@odata.context":"c","value":null}"#,
        r#"{"@odata.null":true}"#,
    ] {
        let error = get(body).await.unwrap_err();
        assert!(matches!(error, Error::NoContent(_)), "{body}: {error:?}");
        let script = Script::new().json(200, body);
        let get = Item::<Task>::root(&client(&script), "task").get();
        assert!(get.optional().await.unwrap().is_none(), "{body}");
    }
}

#[tokio::test]
async fn an_error_in_a_success_is_an_error() {
    for body in [
        r#"{"error":{"code":"x","message":"in a 200"}}"#,
        r#"{"@odata.context":"c","error":{"code":"x","message":"in a 200"}}"#,
        r#"{"odata.error":{"code":"x","message":{"lang":"en","value":"in a 200"}}}"#,
    ] {
        let script = (0..7).fold(Script::new(), |script, _| script.json(200, body));
        let client = client(&script);
        let task = Item::<Task>::root(&client, "task");
        let tasks = Collection::<Task>::root(&client, "tasks");
        let import = || Path::root(&client).function_import("f");
        let errors = [
            task.get().await.unwrap_err(),
            task.get().optional().await.unwrap_err(),
            tasks.list().await.unwrap_err(),
            task.delete().await.unwrap_err(),
            import().call::<String>().await.unwrap_err(),
            import().call::<()>().await.unwrap_err(),
            client.request::<Value>(Method::GET, "x").await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.code(), Some("x"), "{body}: {error:?}");
            assert!(error.to_string().contains("200 OK: x: in a 200"), "{error}");
        }
    }
}

#[tokio::test]
async fn an_error_in_a_page_is_an_error() {
    let beside = r#"{"value":[{"id":"1"}],"error":{"code":"x","message":"later"}}"#;
    let item = r#"{"value":[{"id":"1"},{"error":{"code":"x","message":"here"}},{"id":"3"}]}"#;
    for (body, index, shown) in [
        (beside, None, "GET /tasks: 200 OK: x: later"),
        (item, Some(1), "GET /tasks: 200 OK: value[1]: x: here"),
    ] {
        let script = Script::new().json(200, body).json(200, body);
        let tasks = Collection::<Task>::root(&client(&script), "tasks");
        let error = tasks.list().await.unwrap_err();
        assert_eq!(error.to_string(), shown);
        let Error::OData(error) = tasks.list().collect_all().await.unwrap_err() else {
            panic!("{body}")
        };
        assert_eq!(error.item(), index);
    }
    // An item of a type that declares the property, or has others, is one.
    let item = r#"{"value":[{"id":"1","error":{"code":"x"}},{"error":{"code":"x"},"id":"2"},{"error":null},{"error":{"y":1}}]}"#;
    let script = Script::new().json(200, item).json(200, item);
    let client = client(&script);
    let page = Collection::<Task>::root(&client, "tasks")
        .list()
        .await
        .unwrap();
    assert_eq!(page.items.len(), 4);
    assert_eq!(
        Collection::<Failed>::root(&client, "x")
            .list()
            .await
            .unwrap()
            .items
            .len(),
        4
    );
}

#[tokio::test]
async fn a_declared_error_is_a_property() {
    let body = r#"{"error":{"code":"x","message":"y"}}"#;
    let script = Script::new().json(200, body);
    let failed = Item::<Failed>::root(&client(&script), "operation")
        .get()
        .await
        .unwrap();
    assert_eq!(failed.error.unwrap()["code"], "x");
    assert_eq!(Failed::NAME, "ns.failed");
}

/// A page of more than 4 MiB, whose items are yielded before it is read to its end.
fn long_page(last: &str) -> String {
    let text = "x".repeat(1000);
    let item = format!(r#"{{"id":"1","displayName":"{text}"}},"#);
    format!(r#"{{"value":[{}{last}"#, item.repeat(5000))
}

fn serving(frames: Vec<http_body::Frame<Bytes>>) -> Client {
    let frames = std::sync::Arc::new(frames);
    let service = tower::service_fn(move |_: Request<Body>| {
        let frames: Vec<Result<_, BoxError>> = frames.iter().map(|frame| Ok(copy(frame))).collect();
        async move {
            let body = http_body_util::StreamBody::new(futures_util::stream::iter(frames));
            let mut response = Response::new(Body::new(body));
            let headers = response.headers_mut();
            headers.insert("request-id", "r1".parse().unwrap());
            Ok::<_, BoxError>(response)
        }
    });
    let builder = Client::builder().base_url("https://host");
    builder
        .service(service)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn copy(frame: &http_body::Frame<Bytes>) -> http_body::Frame<Bytes> {
    match frame.data_ref() {
        Some(data) => http_body::Frame::data(data.clone()),
        None => http_body::Frame::trailers(frame.trailers_ref().unwrap().clone()),
    }
}

fn frames(body: &str, trailer: Option<&str>) -> Vec<http_body::Frame<Bytes>> {
    let pieces = body.as_bytes().chunks(1 << 20);
    let mut frames: Vec<_> = pieces
        .map(|piece| http_body::Frame::data(Bytes::copy_from_slice(piece)))
        .collect();
    if let Some(trailer) = trailer {
        let mut trailers = http::HeaderMap::new();
        trailers.insert("OData-Error", trailer.parse().unwrap());
        frames.push(http_body::Frame::trailers(trailers));
    }
    frames
}

#[tokio::test]
async fn an_error_in_a_page_that_is_streamed_comes_after_the_items_before_it() {
    let last = r#"{"error":{"code":"x","message":"y"}},{"id":"3"}]}"#;
    let item = serving(frames(&long_page(last), None));
    let beside = r#"{"id":"2"}],"error":{"code":"x","message":"y"}}"#;
    let beside = serving(frames(&long_page(beside), None));
    let trailer = serving(frames(
        &long_page(""),
        Some(r#"{"code":"x","message":"y"}"#),
    ));
    for (client, count, shown) in [
        (
            item,
            5000,
            "GET /tasks: 200 OK: value[5000]: x: y (request-id r1)",
        ),
        (beside, 5001, "GET /tasks: 200 OK: x: y (request-id r1)"),
        (trailer, 5000, "GET /tasks: 200 OK: x: y (request-id r1)"),
    ] {
        let mut items = Collection::<Task>::root(&client, "tasks").list().stream();
        for _ in 0..count {
            assert!(items.try_next().await.unwrap().is_some(), "{shown}");
        }
        let error = items.try_next().await.unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.code()),
            (shown, Some("x"))
        );
        assert!(items.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_error_in_the_trailer_is_an_error() {
    for (trailer, shown) in [
        (r#"{"code":"x","message":"y"}"#, "x: y"),
        (r#"{"error":{"code":"x","message":"y"}}"#, "x: y"),
        (
            "UTF-8''%7B%22code%22%3A%22x%22%2C%22message%22%3A%22y%22%7D",
            "x: y",
        ),
        ("out of memory", "out of memory"),
    ] {
        // The body breaks off, or is complete by chance.
        for body in [r#"{"id":"1""#, r#"{"id":"1"}"#] {
            let client = serving(frames(body, Some(trailer)));
            let error = Item::<Task>::root(&client, "task").get().await.unwrap_err();
            assert!(matches!(error, Error::OData(_)), "{error:?}");
            let shown = format!("GET /task: 200 OK: {shown} (request-id r1)");
            assert_eq!(error.to_string(), shown);
        }
    }
    let client = serving(frames("0123", Some(r#"{"code":"x","message":"y"}"#)));
    let photo = Item::<Task>::root(&client, "me").stream("photo");
    let stream = photo.download().await.unwrap();
    assert_eq!(stream.bytes(100).await.unwrap_err().code(), Some("x"));
    let mut stream = photo.download().await.unwrap();
    assert!(stream.try_next().await.unwrap().is_some());
    assert_eq!(stream.try_next().await.unwrap_err().code(), Some("x"));
    // Other trailers are ignored.
    let mut other = frames(r#"{"id":"1"}"#, None);
    let mut trailers = http::HeaderMap::new();
    trailers.insert("server-timing", "db".parse().unwrap());
    other.push(http_body::Frame::trailers(trailers));
    let client = serving(other);
    assert!(Item::<Task>::root(&client, "task").get().await.is_ok());
}

#[tokio::test]
async fn an_untyped_request_returns_the_unchanged_response() {
    for body in [
        r#"{"name":"a","value":"b"}"#,
        r#"{"@odata.context":"c","value":[1],"@odata.nextLink":"https://host/x?$skip=1"}"#,
        r#"{"value":null}"#,
        r#"{"@odata.null":true}"#,
        r#"["a"]"#,
        "5",
        "null",
        r#"{"a":1,"error":{"code":"x"}}"#,
    ] {
        let script = Script::new().json(200, body).json(200, body);
        let client = client(&script);
        let value: Value = client.request(Method::GET, "x").await.unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(body).unwrap());
        let value: Option<Value> = client.request(Method::GET, "x").await.unwrap();
        let expected = Some(serde_json::from_str::<Value>(body).unwrap());
        assert_eq!(value, expected.filter(|value| !value.is_null()), "{body}");
    }
    let script = Script::new()
        .respond(204, &[], "")
        .json(200, r#"{"value":"b"}"#)
        .json(200, r#"{"@odata.context":"c","value":"b"}"#);
    let client = client(&script);
    let nothing: Value = client.request(Method::GET, "x").await.unwrap();
    assert_eq!(nothing, Value::Null);
    // A typed result is read as one, and so is that of an operation.
    assert_eq!(
        client.request::<String>(Method::GET, "x").await.unwrap(),
        "b"
    );
    let untyped = Path::root(&client).function_import("f").call::<Value>();
    assert_eq!(untyped.await.unwrap(), "b");
}

#[tokio::test]
async fn a_result_that_goes_on_is_not_cut_short() {
    let body = r#"{"@odata.nextLink":"https://host/tags?$skip=2","value":["a","b"]}"#;
    let script = Script::new().json(200, body).json(200, body);
    let client = client(&script);
    let tags: Property<TaskReport, Vec<String>> = Property::new("tags");
    let report = Item::<TaskReport>::root(&client, "report");
    let errors = [
        report.property(tags).get().await.unwrap_err(),
        client
            .request::<Vec<String>>(Method::GET, "tags")
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::Paging(_)), "{error:?}");
        assert!(
            error.to_string().contains("read it with `list()`"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_result_with_two_links_is_an_error() {
    let body = r#"{"@odata.nextLink":"tags?$skip=2","value":["a","b"],"@nextLink":null}"#;
    let client = client(&Script::new().json(200, body));
    let result = client.request::<Vec<String>>(Method::GET, "tags").await;
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("@nextLink: duplicate property"), "{text}");
}

#[tokio::test]
async fn a_web_page_is_no_success() {
    let page = "<!DOCTYPE html><html>Sign in</html>";
    let html = [("content-type", "text/html")];
    let script = Script::new()
        .respond(200, &html, page)
        .respond(200, &html, page)
        .respond(200, &html, "")
        .respond(200, &[("content-type", "text/plain")], "done");
    let client = client(&script);
    let task = Item::<Task, NavigateOnly>::root(&client, "task");
    let call = || task.path().action("ns", "start").call::<()>();
    assert!(
        call()
            .await
            .unwrap_err()
            .to_string()
            .contains("it is a web page (text/html)")
    );
    let delete = Item::<Task>::root(&client, "task").delete();
    assert!(
        delete
            .await
            .unwrap_err()
            .to_string()
            .contains("it is a web page")
    );
    call().await.unwrap();
    call().await.unwrap();
}
