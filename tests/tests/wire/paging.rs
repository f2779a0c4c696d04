//! Lists with several pages.

use clientwright_odata::{Error, Page};
use futures_util::{StreamExt as _, TryStreamExt as _};
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use msgraph_lifecycle_workflows::v1_0::identity_governance::TaskReport;

use crate::mock::{Mock, WORKFLOWS, workflow};

fn ids(items: &[TaskReport]) -> Vec<&str> {
    items
        .iter()
        .map(|item| item.id.as_deref().unwrap())
        .collect()
}

/// Three pages: the first link is absolute, the second relative to the service root.
fn three_pages() -> Mock {
    Mock::new()
        .json(
            r#"{"@odata.count":5,"value":[{"id":"1"},{"id":"2"}],
                "@odata.nextLink":"{origin}/v1.0/reports?$skiptoken=b%3D1%2B2&$top=2"}"#,
        )
        .json(r#"{"value":[{"id":"3"},{"id":"4"}],"@odata.nextLink":"reports?$skiptoken=c"}"#)
        .json(r#"{"value":[{"id":"5"}]}"#)
}

#[tokio::test]
async fn a_stream_follows_absolute_and_relative_links() {
    let mock = three_pages();
    let graph = mock.v1_0().await;
    let list = workflow(&graph, "w")
        .task_reports()
        .list()
        .top(2)
        .header("x-trace", "7");
    let items: Vec<TaskReport> = list.stream().try_collect().await.unwrap();
    assert_eq!(ids(&items), ["1", "2", "3", "4", "5"]);
    let received = mock.received();
    let lines: Vec<_> = received.iter().map(|received| received.line()).collect();
    assert_eq!(
        lines,
        [
            format!("GET {WORKFLOWS}/w/taskReports?$top=2").as_str(),
            // A link is opaque: not one byte of it is changed.
            "GET /v1.0/reports?$skiptoken=b%3D1%2B2&$top=2",
            "GET /v1.0/reports?$skiptoken=c",
        ]
    );
    for received in received {
        assert_eq!(received.header("x-trace"), Some("7"));
        assert_eq!(
            received.header("prefer"),
            Some("include-unknown-enum-members")
        );
    }
}

#[tokio::test]
async fn the_same_without_sockets() {
    let mock = three_pages();
    let graph = mock.client(GraphClient::builder());
    let items = workflow(&graph, "w")
        .task_reports()
        .list()
        .collect_all()
        .await
        .unwrap();
    assert_eq!(ids(&items), ["1", "2", "3", "4", "5"]);
    assert_eq!(mock.received().len(), 3);
}

#[tokio::test]
async fn pages_are_requested_one_at_a_time() {
    let mock = three_pages();
    let graph = mock.v1_0().await;
    let mut items = workflow(&graph, "w").task_reports().list().stream();
    for _ in 0..2 {
        items.next().await.unwrap().unwrap();
    }
    assert_eq!(mock.received().len(), 1);
    items.next().await.unwrap().unwrap();
    assert_eq!(mock.received().len(), 1);
}

#[tokio::test]
async fn a_limit_is_the_clients_own() {
    let mock = three_pages();
    let graph = mock.v1_0().await;
    let items = workflow(&graph, "w")
        .task_reports()
        .list()
        .limit(3)
        .collect_all()
        .await
        .unwrap();
    assert_eq!(ids(&items), ["1", "2", "3"]);
    let received = mock.received();
    assert_eq!(received.len(), 2);
    assert!(!received[0].target.contains('?'), "{}", received[0].target);
}

#[tokio::test]
async fn page_by_page_and_later_from_a_saved_link() {
    let mock = three_pages();
    let graph = mock.v1_0().await;
    let first = workflow(&graph, "w").task_reports().list().await.unwrap();
    assert_eq!(first.count, Some(5));
    let second = first.next().await.unwrap().unwrap();
    assert_eq!(ids(&second.items), ["3", "4"]);
    let saved = second.next_link.clone().unwrap();
    assert!(saved.starts_with("http://127.0.0.1:"), "{saved}");
    let third: Page<TaskReport> = graph.client().page(saved).await.unwrap();
    assert_eq!(ids(&third.items), ["5"]);
    assert!(third.next().await.unwrap().is_none());
    assert_eq!(
        mock.received().pop().unwrap().line(),
        "GET /v1.0/reports?$skiptoken=c"
    );
}

#[tokio::test]
async fn links_that_form_a_cycle_end_the_stream() {
    let page = r#"{"value":[{"id":"1"}],"@odata.nextLink":"reports?$skiptoken=a"}"#;
    let mock = Mock::new().json(page).json(page).json(page);
    let graph = mock.v1_0().await;
    let mut items = workflow(&graph, "w").task_reports().list().stream();
    let mut seen = 0;
    let error = loop {
        match items.next().await.unwrap() {
            Ok(_) => seen += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Paging(_)), "{error:?}");
    assert!(seen <= 3, "{seen}");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn an_error_on_a_later_page_comes_after_the_items_before_it() {
    let mock = Mock::new()
        .json(r#"{"value":[{"id":"1"}],"@odata.nextLink":"reports?page=2"}"#)
        .respond(
            429,
            &[("retry-after", "7")],
            r#"{"error":{"code":"TooManyRequests","message":"Slow down"}}"#,
        );
    let graph = mock.v1_0().await;
    let mut items = workflow(&graph, "w").task_reports().list().stream();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_throttled(), "{error:?}");
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
    assert!(items.next().await.is_none());
}
