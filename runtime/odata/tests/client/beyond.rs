//! Links, media streams, changes, long queries, and untyped URLs.

use bytes::Bytes;
use clientwright_odata::{
    Body, Client, Collection, Error, Item, Page,
    capability::Linked,
    future::BoxError,
    literal,
    page::Delta,
    request::Method,
    resource::{Path, Reference},
};
use futures_util::{StreamExt as _, TryStreamExt as _};

use crate::contract::Task;
use crate::script::Script;

fn client(script: &Script) -> Client {
    script.client(
        Client::builder()
            .base_url("https://host/v1")
            .bearer_token("s3cret")
            .default_header("x-tenant", "42"),
    )
}

fn lines(script: &Script) -> Vec<String> {
    let line = |received: &crate::script::Received| {
        format!("{} {} {}", received.method, received.url, received.body)
    };
    script.received().iter().map(line).collect()
}

#[tokio::test]
async fn links_are_listed_added_and_removed() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[{"@odata.id":"users('1')"},{"@id":"https://host/v1/users('2')"}]}"#,
        )
        .respond(204, &[], "")
        .respond(204, &[], "")
        .respond(204, &[], "")
        .json(200, r#"{"@odata.context":"c","@odata.id":"users('1')"}"#)
        .respond(204, &[], "")
        .respond(204, &[], "");
    let client = client(&script);
    let user = Collection::<Task>::root(&client, "users").key(&[("id", literal("a b"))]);
    let members = Collection::<Task, Linked>::root(&client, "members");
    let links = members.links();
    let urls: Vec<_> = links.list().collect_all().await.unwrap();
    assert_eq!(urls[0].url, "users('1')");
    assert_eq!(urls[1].url, "https://host/v1/users('2')");
    links.add(&user).await.unwrap();
    links.remove(Reference::to("users('2')")).await.unwrap();
    members.key(&[("id", literal("3"))]).unlink().await.unwrap();
    let boss = Item::<Task, Linked>::root(&client, "boss");
    assert_eq!(boss.link().await.unwrap().url, "users('1')");
    boss.set_link(&user).await.unwrap();
    boss.unlink().await.unwrap();
    let id = r#"{"@odata.id":"https://host/v1/users('a%20b')"}"#;
    assert_eq!(
        lines(&script),
        [
            "GET https://host/v1/members/$ref ".to_owned(),
            format!("POST https://host/v1/members/$ref {id}"),
            "DELETE https://host/v1/members/$ref?$id=users(%272%27) ".to_owned(),
            "DELETE https://host/v1/members('3')/$ref ".to_owned(),
            "GET https://host/v1/boss/$ref ".to_owned(),
            format!("PUT https://host/v1/boss/$ref {id}"),
            "DELETE https://host/v1/boss/$ref ".to_owned(),
        ]
    );
}

#[tokio::test]
async fn bytes_come_and_go() {
    let script = Script::new()
        .respond(
            200,
            &[("content-type", "image/png"), ("content-length", "5")],
            "bytes",
        )
        .respond(204, &[], "")
        .respond(204, &[], "")
        .json(404, r#"{"error":{"code":"none","message":"no photo"}}"#);
    let client = client(&script);
    let photo = Item::<Task>::root(&client, "photo");
    let download = photo
        .media()
        .download()
        .header("range", "bytes=0-4")
        .await
        .unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(download.content_length(), Some(5));
    assert_eq!(download.bytes(5).await.unwrap(), "bytes");
    let received = script.received_once();
    assert_eq!(
        (received.url.as_str(), received.header("accept")),
        ("https://host/v1/photo/$value", Some("*/*"))
    );
    assert_eq!(received.header("range"), Some("bytes=0-4"));

    photo
        .stream("small")
        .upload("image/png", "new")
        .if_match("*")
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(received.url, "https://host/v1/photo/small");
    assert_eq!(
        (received.method.as_str(), received.body.as_str()),
        ("PUT", "new")
    );
    assert_eq!(received.header("content-type"), Some("image/png"));
    assert_eq!(received.headers.get_all("content-type").iter().count(), 1);
    assert_eq!(received.header("odata-version"), None);
    photo.stream("small").delete().await.unwrap();
    script.received();
    let error = photo.media().download().await.unwrap_err();
    assert_eq!(error.code(), Some("none"));
}

#[tokio::test]
async fn a_stream_is_sent_as_it_comes() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = std::sync::Arc::clone(&seen);
    let service = tower::service_fn(move |request: http::Request<Body>| {
        let log = std::sync::Arc::clone(&log);
        async move {
            let (parts, mut body) = request.into_parts();
            assert_eq!(parts.headers["content-length"], "3000000");
            use http_body_util::BodyExt as _;
            while let Some(frame) = body.frame().await {
                log.lock().unwrap().push(frame?.into_data().unwrap().len());
            }
            Ok::<_, BoxError>(http::Response::new(Body::empty()))
        }
    });
    let client = Client::builder()
        .base_url("https://host")
        .service(service)
        .build()
        .unwrap();
    let chunks = futures_util::stream::iter(
        (0..3000).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 1000]))),
    );
    let upload = Item::<Task>::root(&client, "file")
        .media()
        .upload("application/zip", Body::from_stream(chunks));
    upload.content_length(3_000_000).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), vec![1000; 3000]);
}

#[tokio::test]
async fn a_download_is_followed_elsewhere_without_the_token() {
    let script = Script::new()
        .respond(302, &[("location", "/v1/other")], "")
        .respond(
            307,
            &[("location", "https://files.example.com/x?sig=1#top")],
            "<html>",
        )
        .respond(302, &[("location", "y")], "")
        .respond(302, &[("location", "https://host/v1/back")], "")
        .respond(200, &[], "bytes");
    let client = client(&script);
    let download = Item::<Task>::root(&client, "file").media().download();
    let download = download
        .header("range", "bytes=0-4")
        .header("x-own", "1")
        .header("cookie", "c=1");
    let parts: Vec<Bytes> = download.await.unwrap().try_collect().await.unwrap();
    assert_eq!(parts, ["bytes"]);
    let received = script.received();
    let urls: Vec<_> = received
        .iter()
        .map(|received| received.url.as_str())
        .collect();
    assert_eq!(
        urls,
        [
            "https://host/v1/file/$value",
            "https://host/v1/other",
            "https://files.example.com/x?sig=1",
            "https://files.example.com/y",
            "https://host/v1/back",
        ]
    );
    assert_eq!(received[1].header("authorization"), Some("Bearer s3cret"));
    for foreign in &received[2..] {
        let mut names: Vec<_> = foreign.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "range", "user-agent"]);
    }
}

#[tokio::test]
async fn a_download_is_not_followed_everywhere() {
    for location in ["http://host/v1/plain", "file:///etc/passwd", "data:,x", ""] {
        let script = Script::new().respond(302, &[("location", location)], "");
        let script = (0..9).fold(script, |script, _| {
            script.respond(302, &[("location", location)], "")
        });
        let download = Item::<Task>::root(&client(&script), "file")
            .media()
            .download();
        let error = download.await.unwrap_err();
        assert!(matches!(error, Error::Redirect(_)), "{location}: {error:?}");
        assert!(script.received().len() <= 6);
    }
}

#[tokio::test]
async fn what_has_not_changed_is_no_redirect() {
    let script = Script::new().respond(304, &[("location", "https://files.example.com/x")], "");
    let download = Item::<Task>::root(&client(&script), "file")
        .media()
        .download()
        .header("if-none-match", "W/\"1\"");
    let error = download.await.unwrap_err();
    assert!(error.is_not_modified(), "{error:?}");
    assert!(matches!(error, Error::Status(_)), "{error:?}");
    assert_eq!(script.received().len(), 1);
}

#[tokio::test]
async fn changes_and_the_link_to_the_next() {
    let script = Script::new()
        .json(200, r#"{"value":[{"id":"1"},{"id":"2","@removed":{"reason":"deleted"}}],"@odata.nextLink":"tasks?p=2"}"#)
        .json(200, r#"{"value":[{"id":"3"}],"@odata.deltaLink":"tasks?d=1"}"#)
        .json(200, r#"{"value":[],"@odata.deltaLink":"tasks?d=2"}"#);
    let client = client(&script);
    let tasks = Collection::<Task>::root(&client, "tasks");
    let mut changes = tasks.list().track_changes().changes().stream();
    assert_eq!(changes.delta_link(), None);
    let all: Vec<_> = changes.by_ref().map(Result::unwrap).collect().await;
    assert!(matches!(&all[0], Delta::Changed(task) if task.id.as_deref() == Some("1")));
    let Delta::Removed(removed) = &all[1] else {
        panic!("{all:?}")
    };
    assert_eq!(removed.entity.as_ref().unwrap().id.as_deref(), Some("2"));
    let link = changes.delta_link().unwrap();
    assert_eq!(link, "https://host/v1/tasks?d=1");
    let page: Page<Delta<Task>> = client.page(link).await.unwrap();
    assert!(page.items.is_empty());
    assert_eq!(
        page.delta_link.as_deref(),
        Some("https://host/v1/tasks?d=2")
    );
}

#[tokio::test]
async fn a_walk_can_be_resumed() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[{"id":"1"}],"@odata.nextLink":"tasks?p=2"}"#,
        )
        .json(200, r#"{"value":[{"id":"2"}]}"#);
    let client = client(&script);
    let mut pages = Collection::<Task>::root(&client, "tasks").list().pages();
    pages.next().await.unwrap().unwrap();
    let saved = pages.next_link().unwrap().to_owned();
    drop(pages);
    let rest = client.page::<Task>(saved).collect_all().await.unwrap();
    assert_eq!(rest[0].id.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_long_query_goes_into_the_body() {
    let script = Script::new()
        .json(200, r#"{"value":[]}"#)
        .json(
            200,
            r#"{"value":[],"@odata.nextLink":"tasks?$skiptoken=1"}"#,
        )
        .json(200, r#"{"value":[]}"#);
    let builder = Client::builder()
        .base_url("https://host")
        .query_by_post(100);
    let client = script.client(builder);
    let tasks = Collection::<Task>::root(&client, "tasks");
    tasks.list().filter(Task::ID.eq("short")).await.unwrap();
    let received = script.received_once();
    assert_eq!(
        (received.method.as_str(), received.body.as_str()),
        ("GET", "")
    );
    let long = "O'Neil & Söhne".repeat(10);
    let list = tasks.list().filter(Task::ID.eq(long.as_str()));
    let url = list.url().unwrap().to_string();
    list.collect_all().await.unwrap();
    let received = script.received();
    assert_eq!(received[0].url, "https://host/tasks/$query");
    assert_eq!(received[0].method, Method::POST);
    assert_eq!(received[0].header("content-type"), Some("text/plain"));
    assert_eq!(received[0].header("accept"), Some("application/json"));
    assert_eq!(format!("https://host/tasks?{}", received[0].body), url);
    assert_eq!(
        (received[1].method.as_str(), received[1].url.as_str()),
        ("GET", "https://host/tasks?$skiptoken=1")
    );
}

#[tokio::test]
async fn any_untyped_url() {
    let script = (0..6).fold(Script::new(), |script, _| script.json(200, r#"{"id":"1"}"#));
    let client = client(&script);
    let task: Task = client
        .request(Method::GET, "tasks/1?$select=id")
        .query("x", "ü")
        .await
        .unwrap();
    assert_eq!(task.id.as_deref(), Some("1"));
    client
        .request::<()>(Method::POST, "/tasks")
        .json(&task)
        .await
        .unwrap();
    client
        .request::<Task>(Method::GET, "https://host/elsewhere")
        .await
        .unwrap();
    client
        .request::<()>(Method::PUT, "https://up.example.com/session?token=1")
        .content("application/octet-stream", "abc")
        .await
        .unwrap();
    let received = script.received();
    assert_eq!(
        received[0].url,
        "https://host/v1/tasks/1?$select=id&x=%C3%BC"
    );
    assert_eq!(
        (received[1].url.as_str(), received[1].body.as_str()),
        ("https://host/v1/tasks", r#"{"id":"1"}"#)
    );
    assert_eq!(received[2].header("authorization"), Some("Bearer s3cret"));
    assert_eq!(received[2].header("x-tenant"), Some("42"));
    assert_eq!(received[3].url, "https://up.example.com/session?token=1");
    for secret in ["authorization", "x-tenant", "odata-maxversion", "prefer"] {
        assert_eq!(received[3].header(secret), None, "{secret}");
    }
    assert_eq!(
        received[3].header("content-type"),
        Some("application/octet-stream")
    );

    for wrong in ["https://", "file:///etc/passwd", "data:,x"] {
        let error = client.request::<()>(Method::GET, wrong).await.unwrap_err();
        assert!(
            matches!(error, Error::InvalidRequest(_)),
            "{wrong}: {error:?}"
        );
    }
    // The path of another place stays typed.
    let path = Path::root(&client).segment("a/b");
    path.function("", "f").call::<Task>().await.unwrap();
    assert_eq!(script.received_once().url, "https://host/v1/a%2Fb/f()");
}

#[tokio::test]
async fn an_empty_stream_has_a_length() {
    let script = Script::new().respond(204, &[], "");
    let item = Item::<Task>::root(&client(&script), "file");
    item.media().upload("text/plain", "").await.unwrap();
    assert_eq!(script.received_once().header("content-length"), Some("0"));
}
