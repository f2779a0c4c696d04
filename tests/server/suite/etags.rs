//! Conflicts with another change.

use clientwright_server_tests::Workflows;
use http::StatusCode;

use crate::new_workflow;

#[tokio::test]
async fn an_outdated_etag_is_a_conflict() {
    let (workflow, before) = new_workflow("Etag").await;
    let stale = before
        .odata
        .as_ref()
        .and_then(|odata| odata.etag())
        .unwrap();
    // The etag is a time in milliseconds.
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    workflow
        .update()
        .set(Workflows::VERSION, 2)
        .if_match(stale)
        .await
        .unwrap();
    let error = workflow
        .update()
        .set(Workflows::VERSION, 3)
        .if_match(stale)
        .await
        .unwrap_err();
    assert!(error.is_precondition_failed(), "{error}");
    assert_eq!(error.status(), Some(StatusCode::PRECONDITION_FAILED));
    assert_eq!(workflow.get().await.unwrap().version, Some(2));

    let error = workflow.delete().if_match(stale).await.unwrap_err();
    assert!(error.is_precondition_failed(), "{error}");
}

#[tokio::test]
async fn a_missing_etag_is_reported() {
    let (workflow, _) = new_workflow("No etag").await;
    let error = workflow
        .update()
        .set(Workflows::VERSION, 2)
        .await
        .unwrap_err();
    assert!(error.is_precondition_failed(), "{error}");
    assert_eq!(error.status(), Some(StatusCode::PRECONDITION_REQUIRED));
}

#[tokio::test]
async fn the_header_and_the_body_agree() {
    let (workflow, _) = new_workflow("Header").await;
    let read = workflow.get().send().await.unwrap();
    let header = read.etag().unwrap().to_owned();
    let body = read.into_body().odata.unwrap();
    assert_eq!(body.etag(), Some(header.as_str()));
}
