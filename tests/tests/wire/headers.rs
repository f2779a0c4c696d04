//! The headers of every request, and the recipients of the token.

use clientwright_odata::{Error, auth::StaticToken};
use futures_util::TryStreamExt as _;
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use msgraph_lifecycle_workflows::v1_0::identity_governance::Workflow;

use crate::mock::{Mock, workflow};

#[tokio::test]
async fn of_a_request_without_a_body() {
    let mock = Mock::new().json(r#"{"value":[]}"#);
    let graph = mock.v1_0().await;
    workflow(&graph, "w").task_reports().list().await.unwrap();
    let received = mock.received_once();
    assert_eq!(
        received.header("prefer"),
        Some("include-unknown-enum-members")
    );
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(received.header("odata-maxversion"), Some("4.01"));
    assert_eq!(received.header("odata-version"), None);
    assert_eq!(received.header("content-type"), None);
    assert_eq!(received.header("authorization"), None);
    assert!(
        received
            .header("user-agent")
            .unwrap()
            .starts_with("clientwright-odata/")
    );
}

#[tokio::test]
async fn of_a_request_with_a_body() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    workflow(&graph, "w")
        .update()
        .set(Workflow::IS_ENABLED, true)
        .await
        .unwrap();
    let received = mock.received_once();
    assert_eq!(
        received.header("prefer"),
        Some("include-unknown-enum-members")
    );
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(received.header("odata-maxversion"), Some("4.01"));
    assert_eq!(received.header("odata-version"), Some("4.0"));
    assert_eq!(received.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn an_action_without_parameters_sends_a_content_length_of_zero() {
    let mock = Mock::new().json("{}");
    let graph = mock.v1_0().await;
    workflow(&graph, "w").restore().await.unwrap();
    let received = mock.received_once();
    assert_eq!(received.header("content-length"), Some("0"));
    assert_eq!(received.header("content-type"), None);
}

#[tokio::test]
async fn preferences_are_combined_and_can_be_turned_off() {
    let mock = Mock::new().empty_lists(2);
    let graph = mock.v1_0().await;
    let list = workflow(&graph, "w").task_reports().list();
    list.header("prefer", "odata.maxpagesize=20").await.unwrap();
    let prefer: Vec<_> = mock
        .received_once()
        .headers
        .get_all("prefer")
        .iter()
        .cloned()
        .collect();
    assert_eq!(
        prefer,
        ["odata.maxpagesize=20", "include-unknown-enum-members"]
    );

    let graph = mock.client(GraphClient::builder().unknown_enum_members(false));
    workflow(&graph, "w").task_reports().list().await.unwrap();
    assert_eq!(mock.received_once().header("prefer"), None);
}

async fn with_token(mock: &Mock) -> GraphClient {
    let address = mock.listen().await;
    GraphClient::builder()
        .base_url(format!("http://{address}/v1.0"))
        .credential(StaticToken::new("s3cret"))
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_token_goes_to_the_service_on_every_page() {
    let mock = Mock::new()
        .json(r#"{"value":[{"id":"1"}],"@odata.nextLink":"{origin}/v1.0/more?$skiptoken=a%2Fb"}"#)
        .json(r#"{"value":[{"id":"2"}]}"#);
    let graph = with_token(&mock).await;
    let list = workflow(&graph, "w").task_reports().list();
    assert_eq!(
        list.stream().try_collect::<Vec<_>>().await.unwrap().len(),
        2
    );
    for received in mock.received() {
        assert_eq!(received.header("authorization"), Some("Bearer s3cret"));
    }
}

#[tokio::test]
async fn the_token_never_goes_to_a_foreign_next_link() {
    let foreign = Mock::new().empty_lists(1);
    let address = foreign.listen().await;
    let mock = Mock::new().json(&format!(
        r#"{{"value":[{{"id":"1"}}],"@odata.nextLink":"http://{address}/v1.0/steal"}}"#
    ));
    let graph = with_token(&mock).await;
    let mut items = workflow(&graph, "w").task_reports().list().stream();
    assert!(items.try_next().await.unwrap().is_some());
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Paging(_)), "{error:?}");
    assert!(error.to_string().contains(&address.to_string()), "{error}");
    assert!(foreign.received().is_empty());
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn the_token_never_follows_a_redirect() {
    let foreign = Mock::new().empty_lists(1);
    let target = format!("http://{}/steal", foreign.listen().await);
    let mock = Mock::new().respond(307, &[("location", &target)], "");
    let graph = with_token(&mock).await;
    let error = workflow(&graph, "w")
        .task_reports()
        .list()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Redirect(_)), "{error:?}");
    assert!(foreign.received().is_empty());
}

#[tokio::test]
async fn the_token_never_goes_over_plain_http_to_another_machine() {
    let mock = Mock::new().empty_lists(1);
    let builder = GraphClient::builder()
        .base_url("http://graph.example.com/v1.0")
        .bearer_token("s3cret");
    let graph = mock.client(builder);
    let error = workflow(&graph, "w")
        .task_reports()
        .list()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error:?}");
    assert!(!format!("{error} {error:?} {graph:?}").contains("s3cret"));
    assert!(mock.received().is_empty());
}

#[tokio::test]
async fn the_default_service_root_is_the_global_cloud() {
    let mock = Mock::new();
    let graph = mock.client(GraphClient::builder());
    let url = workflow(&graph, "w").get().url().unwrap().to_string();
    assert!(
        url.starts_with("https://graph.microsoft.com/v1.0/identityGovernance/"),
        "{url}"
    );
}
