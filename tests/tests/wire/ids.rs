//! Ids are opaque text: the service must receive every id unchanged.

use clientwright_odata::{Error, client::KeyStyle};

use crate::mock::{Mock, WORKFLOWS, workflow};

const IDS: &[&str] = &[
    "14879e66-9ea9-48d0-804d-8fea672d0341",
    "a/b",
    "O'Neil",
    "''",
    "100%",
    "x%2Fy",
    "two words",
    "#1",
    "really?",
    "?$top=1",
    "a&b=c",
    "a+b",
    "(1)",
    "$count",
    "a:b@c;d,e",
    "C:\\temp",
    "größe",
    "従業員",
    "🦀",
    "...",
    ".a",
];

#[tokio::test]
async fn every_id_arrives_as_one_segment() {
    let mock = IDS.iter().fold(Mock::new(), |mock, _| mock.json("{}"));
    let graph = mock.v1_0().await;
    for id in IDS {
        let item = workflow(&graph, id).task_reports().id(*id);
        item.get().await.unwrap();
        let received = mock.received_once();
        assert_eq!(
            received.segments(),
            [
                "v1.0",
                "identityGovernance",
                "lifecycleWorkflows",
                "workflows",
                id,
                "taskReports",
                id
            ],
            "{}",
            received.target
        );
        assert!(received.query().is_empty(), "{}", received.target);
        // The target is the result of `url()`.
        assert!(
            item.get()
                .url()
                .unwrap()
                .to_string()
                .ends_with(&received.target)
        );
    }
}

#[tokio::test]
async fn every_id_arrives_in_parentheses() {
    let mock = IDS.iter().fold(Mock::new(), |mock, _| mock.json("{}"));
    let address = mock.listen().await;
    let graph = msgraph_lifecycle_workflows::v1_0::GraphClient::builder()
        .base_url(format!("http://{address}/v1.0"))
        .key_style(KeyStyle::Parentheses)
        .build()
        .unwrap();
    for id in IDS {
        workflow(&graph, id).get().await.unwrap();
        let segments = mock.received_once().segments();
        let quoted = id.replace('\'', "''");
        assert_eq!(segments.last().unwrap(), &format!("workflows('{quoted}')"));
    }
}

/// URL libraries remove `.` and `..`, encoded or not, and an empty segment means the collection.
#[tokio::test]
async fn an_id_that_cannot_be_a_segment_is_not_sent() {
    let mock = Mock::new();
    let graph = mock.v1_0().await;
    for id in ["", ".", ".."] {
        let error = workflow(&graph, id).delete().await.unwrap_err();
        assert!(
            matches!(error, Error::InvalidRequest(_)),
            "{id:?}: {error:?}"
        );
    }
    assert!(mock.received().is_empty());
}

#[tokio::test]
async fn keys_that_are_numbers() {
    let mock = Mock::new().json("{}");
    let graph = mock.v1_0().await;
    workflow(&graph, "w")
        .versions()
        .by_key(3)
        .get()
        .await
        .unwrap();
    assert_eq!(
        mock.received_once().line(),
        format!("GET {WORKFLOWS}/w/versions/3")
    );
}
