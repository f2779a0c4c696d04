//! Functions and actions.

use clientwright_odata::Error;
use clientwright_odata::edm::DateTimeOffset;
use clientwright_server_tests::LifecycleTrigger;
use http::StatusCode;

use crate::{ODD, leavers, new_workflow, service};

fn instant(text: &str) -> DateTimeOffset {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_function_of_the_service() {
    assert_eq!(service().echo().text(ODD).await.unwrap(), ODD);
}

#[tokio::test]
async fn a_function_that_gives_entities() {
    let users = service().users_above().level(8).await.unwrap();
    let names: Vec<_> = users
        .items
        .iter()
        .map(|user| user.user_name.as_deref().unwrap())
        .collect();
    assert_eq!(
        names,
        ["user0009", "user0019", "user0029", "user0039", "user0049"]
    );
}

#[tokio::test]
async fn a_function_of_an_entity() {
    // The service requires an etag even if nothing is changed.
    let summary = leavers()
        .summary()
        .from(instant("2026-01-01T00:00:00Z"))
        .to(instant("2026-12-31T23:59:59.9999999+01:00"))
        .request()
        .header("if-match", "*")
        .await
        .unwrap();
    assert_eq!(
        (summary.failed_users, summary.total_users),
        (Some(2), Some(3))
    );
    assert_eq!(summary.worst.as_deref(), Some("run-1"));
}

#[tokio::test]
async fn an_action_with_a_collection() {
    let (workflow, _) = new_workflow("Activate").await;
    let told = workflow
        .activate([Some("a".into()), Some("b".into())])
        .reason(ODD)
        .request()
        .header("if-match", "*")
        .await
        .unwrap();
    assert_eq!(told, 2);
    let after = workflow.get().await.unwrap();
    assert_eq!(
        (after.is_enabled, after.description.as_deref()),
        (Some(true), Some(ODD))
    );
}

#[tokio::test]
async fn an_action_with_a_complex_value_that_gives_an_entity() {
    let (workflow, _) = new_workflow("Trigger").await;
    let trigger = LifecycleTrigger {
        time_based_attribute: Some("employeeHireDate".into()),
        offset_in_days: Some(-2),
        ..Default::default()
    };
    let after = workflow
        .set_trigger()
        .trigger(trigger)
        .request()
        .header("if-match", "*")
        .await
        .unwrap();
    assert_eq!(after.trigger_offset_in_days, Some(-2));
    assert_eq!(
        after.trigger_time_based_attribute.as_deref(),
        Some("employeeHireDate")
    );
}

#[tokio::test]
async fn errors_of_operations_keep_status_and_message() {
    for (status, text) in [(409, "busy"), (403, ODD), (418, "teapot")] {
        let call = service().fail().status(status).message(text);
        let error = call.await.unwrap_err();
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(status as u16)
        );
        assert_eq!(error.is_conflict(), status == 409);
        assert_eq!(error.is_forbidden(), status == 403);
        let Error::OData(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.message(), text);
    }
    assert_eq!(StatusCode::CONFLICT.as_u16(), 409);
}
