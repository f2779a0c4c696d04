//! Failures as the caller gets them.

use std::error::Error as _;

use clientwright_odata::Error;
use http::StatusCode;
use msgraph_lifecycle_workflows::v1_0::GraphClient;

use crate::mock::{Mock, WORKFLOWS, workflow};

async fn fail(mock: Mock) -> Error {
    let graph = mock.v1_0().await;
    let error = workflow(&graph, "w")
        .get()
        .query("user", "me@example.com")
        .await
        .unwrap_err();
    // The query may contain personal data.
    assert!(
        !format!("{error} {error:?}").contains("me@example.com"),
        "{error:?}"
    );
    error
}

#[tokio::test]
async fn an_odata_error_with_all_its_parts() {
    let body = r#"{"error":{"code":"BadRequest","message":"Not \"now\".","target":"tasks",
        "details":[{"code":"MissingTask","message":"A task is missing.","target":"tasks/0"}],
        "innerError":{"date":"2026-02-03T04:05:06","request-id":"inner-id","client-request-id":"client-id"}}}"#;
    let error = fail(Mock::new().respond(400, &[("content-type", "application/json")], body)).await;
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(error.request_id(), Some("inner-id"));
    assert_eq!(error.body().unwrap(), body);
    let Error::OData(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (error.code(), error.message()),
        ("BadRequest", "Not \"now\".")
    );
    assert_eq!(error.target(), Some("tasks"));
    assert_eq!(error.details()[0].code, "MissingTask");
    assert_eq!(error.inner_error().unwrap()["date"], "2026-02-03T04:05:06");
}

#[tokio::test]
async fn the_inner_error_in_its_other_spelling_and_the_id_of_the_header() {
    let body = r#"{"error":{"code":"NotFound","message":"No workflow.","innererror":{"request-id":"inner-id"}}}"#;
    let error = fail(Mock::new().respond(404, &[("request-id", "header-id")], body)).await;
    assert!(error.is_not_found());
    assert_eq!(
        (error.code(), error.request_id()),
        (Some("NotFound"), Some("header-id"))
    );
    assert_eq!(
        error.to_string(),
        format!("GET {WORKFLOWS}/w: 404 Not Found: NotFound: No workflow. (request-id header-id)")
    );
    let Error::OData(error) = error else {
        panic!("{error:?}")
    };
    assert!(error.inner_error().is_some());
}

#[tokio::test]
async fn other_bodies_keep_their_status() {
    for (status, body) in [
        (401, ""),
        (403, "<html>Forbidden</html>"),
        (500, "{\"error\":"),
        (502, "[]"),
        (503, "{\"message\":\"elsewhere\"}"),
    ] {
        let error = fail(Mock::new().respond(status, &[("x-ms-request-id", "id")], body)).await;
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.request_id(), Some("id"));
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.code(), None);
        let Error::Status(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.text(), body);
    }
}

#[tokio::test]
async fn a_response_that_contradicts_the_metadata_names_the_path() {
    let mock = Mock::new()
        .json(r#"{"id":"w","tasks":[{"id":"t"},{"executionSequence":"third"}]}"#)
        .json("<html>")
        .json("");
    let graph = mock.v1_0().await;
    let get = || workflow(&graph, "w").get();

    let error = get().await.unwrap_err();
    let Error::Decode(failure) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.error().path(), "tasks[1].executionSequence");
    assert_eq!(
        failure.error().type_name(),
        Some("microsoft.graph.identityGovernance.task")
    );
    assert!(
        error.to_string().contains("tasks[1].executionSequence"),
        "{error}"
    );

    let error = get().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.body().unwrap(), "<html>");

    let error = get().await.unwrap_err();
    assert!(matches!(error, Error::NoContent(_)), "{error:?}");
}

#[tokio::test]
async fn a_service_that_is_not_reachable() {
    let address = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let graph = GraphClient::builder()
        .base_url(format!("http://{address}/v1.0"))
        .build()
        .unwrap();
    let error = workflow(&graph, "w").get().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.source().is_some());
    assert_eq!(error.status(), None);
}
