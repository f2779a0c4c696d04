//! Walking over pages.

use clientwright_odata::{Client, Collection, Error, Page};
use futures_util::TryStreamExt as _;

use crate::contract::{GraphClient, Outcome, Task};
use crate::script::Script;

fn tasks(script: &Script) -> Collection<Task> {
    Collection::root(&client(script), "tasks")
}

fn client(script: &Script) -> Client {
    script.client(
        Client::builder()
            .base_url("https://host.example.com/odata")
            .bearer_token("t"),
    )
}

fn ids(tasks: Vec<Task>) -> String {
    tasks.into_iter().filter_map(|task| task.id).collect()
}

fn three_pages() -> Script {
    Script::new()
        .json(
            200,
            r#"{"value":[{"id":"a"},{"id":"b"}],"@odata.nextLink":"tasks?$skiptoken=1"}"#,
        )
        .json(
            200,
            r#"{"@odata.nextLink":"https://host.example.com/odata/tasks?$skiptoken=2","value":[]}"#,
        )
        .json(
            200,
            r#"{"value":[{"id":"c"}],"@odata.deltaLink":"tasks?$deltatoken=9"}"#,
        )
}

#[tokio::test]
async fn all_items_with_the_headers_of_the_first_request() {
    let script = three_pages();
    let list = tasks(&script)
        .list()
        .top(2)
        .header("prefer", "odata.maxpagesize=2");
    let all: Vec<Task> = list.stream().try_collect().await.unwrap();
    assert_eq!(ids(all), "abc");
    let received = script.received();
    let urls: Vec<_> = received
        .iter()
        .map(|received| received.url.as_str())
        .collect();
    assert_eq!(
        urls,
        [
            "https://host.example.com/odata/tasks?$top=2",
            "https://host.example.com/odata/tasks?$skiptoken=1",
            "https://host.example.com/odata/tasks?$skiptoken=2",
        ]
    );
    for received in &received {
        assert_eq!(received.header("prefer"), Some("odata.maxpagesize=2"));
        assert_eq!(received.header("authorization"), Some("Bearer t"));
    }
}

#[tokio::test]
async fn page_by_page() {
    let script = three_pages();
    let first = tasks(&script).list().header("x-a", "1").await.unwrap();
    assert_eq!(
        first.next_link.as_deref(),
        Some("https://host.example.com/odata/tasks?$skiptoken=1")
    );
    let second = first.next().await.unwrap().unwrap();
    let third = second.next().await.unwrap().unwrap();
    assert_eq!(
        third.delta_link.as_deref(),
        Some("https://host.example.com/odata/tasks?$deltatoken=9")
    );
    assert!(third.next().await.unwrap().is_none());
    assert!(
        script
            .received()
            .iter()
            .all(|received| received.header("x-a") == Some("1"))
    );
}

#[tokio::test]
async fn pages_and_collecting() {
    let script = three_pages();
    let pages: Vec<Page<Task>> = tasks(&script).list().pages().try_collect().await.unwrap();
    assert_eq!(
        pages
            .iter()
            .map(|page| page.items.len())
            .collect::<Vec<_>>(),
        [2, 0, 1]
    );
    let script = three_pages();
    assert_eq!(
        ids(tasks(&script).list().collect_all().await.unwrap()),
        "abc"
    );
}

#[tokio::test]
async fn a_limit_is_the_clients_own() {
    for (limit, expected, requests) in [
        (0, "", 0),
        (1, "a", 1),
        (2, "ab", 1),
        (3, "abc", 3),
        (9, "abc", 3),
    ] {
        let script = three_pages();
        let items: Vec<Task> = tasks(&script)
            .list()
            .limit(limit)
            .stream()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(ids(items), expected);
        let received = script.received();
        assert_eq!(received.len(), requests, "limit {limit}");
        assert!(
            received
                .iter()
                .all(|received| !received.url.contains("$top"))
        );
    }
    let page = tasks(&three_pages()).list().limit(1).await.unwrap();
    assert_eq!((page.items.len(), &page.next_link), (1, &None));
}

#[tokio::test]
async fn a_walk_can_be_resumed() {
    let script = three_pages();
    let saved = tasks(&script).list().await.unwrap().next_link.unwrap();
    let rest: Vec<Task> = client(&script)
        .page::<Task>(saved)
        .header("x-a", "1")
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(ids(rest), "c");
    let page: Page<Task> = client(&Script::new().json(200, r#"{"value":[],"@odata.count":7}"#))
        .page("tasks")
        .await
        .unwrap();
    assert_eq!(page.count, Some(7));
}

#[tokio::test]
async fn relative_links() {
    for (link, next) in [
        (
            "{\"value\":[],\"@odata.nextLink\":\"?$skip=1\"}",
            "https://host.example.com/odata/a/b?$skip=1",
        ),
        (
            "{\"value\":[],\"@odata.nextLink\":\"/odata/tasks?x=%2F\"}",
            "https://host.example.com/odata/tasks?x=%2F",
        ),
        (
            "{\"value\":[],\"@odata.nextLink\":\"tasks#f\"}",
            "https://host.example.com/odata/tasks",
        ),
    ] {
        let script = Script::new().json(200, link).json(200, r#"{"value":[]}"#);
        let client = client(&script);
        let list = clientwright_odata::Item::<Task>::root(&client, "a")
            .navigate_collection::<Task, clientwright_odata::capability::Full>("b");
        list.list().top(1).collect_all().await.unwrap();
        assert_eq!(script.received()[1].url, next);
    }
}

#[tokio::test]
async fn a_foreign_origin_gets_no_request() {
    for link in [
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://evil.example.com/odata/tasks"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"//evil.example.com/odata/tasks"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"http://host.example.com/odata/tasks"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://host.example.com:444/odata/tasks"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://host.example.com@evil.example.com/"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"file:///etc/passwd"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":""}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":" \t\n"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"\u0001"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://user:pw@host.example.com/odata/tasks"}"#,
        r#"{"value":[{"id":"a"}],"@odata.nextLink":"//user@host.example.com/odata/tasks"}"#,
    ] {
        let script = Script::new().json(200, link);
        let mut pages = tasks(&script).list().pages();
        assert_eq!(
            pages.try_next().await.unwrap().unwrap().items.len(),
            1,
            "the page itself is good"
        );
        let error = pages.try_next().await.unwrap_err();
        assert!(matches!(error, Error::Paging(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("user"), "{error}");
        assert!(
            pages.try_next().await.unwrap().is_none(),
            "an error is the end"
        );
        assert_eq!(script.received().len(), 1, "{link}");
    }
}

#[tokio::test]
async fn an_allowed_origin_gets_the_token() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[],"@odata.nextLink":"https://eu.example.com/tasks?$skip=1"}"#,
        )
        .json(200, r#"{"value":[{"id":"a"}]}"#);
    let builder = Client::builder()
        .base_url("https://host.example.com")
        .allow_origin("https://eu.example.com/any/path");
    let client = script.client(builder.bearer_token("t"));
    let all = Collection::<Task>::root(&client, "tasks")
        .list()
        .collect_all()
        .await
        .unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(
        script.received()[1].header("authorization"),
        Some("Bearer t")
    );
}

#[tokio::test]
async fn cycles_are_errors() {
    let page = r#"{"value":[{"id":"a"}],"@odata.nextLink":"tasks?$skip=1"}"#;
    let script = Script::new()
        .json(200, page)
        .json(200, page)
        .json(200, page);
    let error = tasks(&script).list().collect_all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "next page: the links of the pages form a cycle: `https://host.example.com/odata/tasks?…` comes again"
    );
    assert_eq!(script.received().len(), 2);
    let script = Script::new().json(200, page).json(200, page);
    let first = tasks(&script).list().await.unwrap();
    let error = first.next().await.unwrap_err();
    assert!(matches!(error, Error::Paging(_)));
    assert!(error.to_string().contains("/tasks?…`"), "{error}");
}

#[tokio::test]
async fn further_pages_of_an_action_are_read_by_get() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[{"id":"a"}],"@odata.nextLink":"x?$skip=1"}"#,
        )
        .json(200, r#"{"value":[{"id":"b"}]}"#);
    let all: Vec<Outcome> = script
        .client(GraphClient::builder())
        .me()
        .activate()
        .collect_all()
        .await
        .unwrap();
    assert_eq!(all.len(), 2);
    let received = script.received();
    assert_eq!(
        (received[0].method.as_str(), received[1].method.as_str()),
        ("POST", "GET")
    );
}

#[tokio::test]
async fn an_error_between_pages_is_the_end() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[{"id":"a"}],"@odata.nextLink":"tasks?$skip=1"}"#,
        )
        .json(500, "{}");
    let mut stream = tasks(&script).list().stream();
    assert!(stream.try_next().await.unwrap().is_some());
    assert_eq!(stream.try_next().await.unwrap_err().status().unwrap(), 500);
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_limit_goes_along_from_page_to_page() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[{"id":"a"}],"@odata.nextLink":"tasks?$skip=1"}"#,
        )
        .json(
            200,
            r#"{"value":[{"id":"b"},{"id":"c"}],"@odata.nextLink":"tasks?$skip=3"}"#,
        );
    let first = tasks(&script).list().limit(2).await.unwrap();
    let second = first.next().await.unwrap().unwrap();
    assert_eq!(second.next_link, None);
    assert_eq!(ids(second.items), "b");
}

#[tokio::test]
async fn pages_without_items_have_an_end() {
    let count = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let seen = std::sync::Arc::clone(&count);
    let service = tower::service_fn(move |_: http::Request<clientwright_odata::Body>| {
        let count = seen.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let body = format!(r#"{{"value":[],"@odata.nextLink":"tasks?$skiptoken={count}"}}"#);
        let body = clientwright_odata::Body::from(body);
        std::future::ready(Ok::<_, std::io::Error>(http::Response::new(body)))
    });
    let builder = Client::builder().base_url("https://host.example.com/odata");
    let client = builder.service(service).build().unwrap();
    let tasks: Collection<Task> = Collection::root(&client, "tasks");
    let error = tasks
        .list()
        .stream()
        .try_collect::<Vec<_>>()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("without items"), "{error}");
    assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), 1000);
}
