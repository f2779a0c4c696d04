//! Reading, creating, updating and deleting.

use clientwright_odata::{Error, from_json};
use http::StatusCode;
use msgraph_lifecycle_workflows::v1_0::KeyValuePair;
use msgraph_lifecycle_workflows::v1_0::identity_governance::RuleBasedSubjectSet;
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    LifecycleWorkflowCategory, Task, TimeBasedAttributeTrigger, TriggerAndScopeBasedConditions,
    Workflow, WorkflowTriggerTimeBasedAttribute,
};

use crate::mock::{Mock, WORKFLOWS, workflow};

#[tokio::test]
async fn get_one() {
    let mock = Mock::new().respond(
        200,
        &[("etag", "W/\"3\"")],
        r#"{"@odata.context":"{origin}/v1.0/$metadata#x","@odata.etag":"W/\"3\"","id":"w","displayName":"Leavers","version":3}"#,
    );
    let graph = mock.v1_0().await;
    let read = workflow(&graph, "w").get().send().await.unwrap();
    assert_eq!(
        (read.status(), read.etag()),
        (StatusCode::OK, Some("W/\"3\""))
    );
    assert_eq!(read.display_name.as_deref(), Some("Leavers"));
    let read = read.into_body();
    assert_eq!(read.odata.unwrap().etag(), Some("W/\"3\""));
    assert_eq!(mock.received_once().line(), format!("GET {WORKFLOWS}/w"));
}

#[tokio::test]
async fn navigation_to_one() {
    let mock = Mock::new()
        .json(r#"{"id":"u","displayName":"Ada"}"#)
        .no_content();
    let graph = mock.v1_0().await;
    let result = workflow(&graph, "w")
        .task_reports()
        .id("r")
        .task_processing_results()
        .id("p");
    assert_eq!(
        result
            .subject()
            .get()
            .await
            .unwrap()
            .display_name
            .as_deref(),
        Some("Ada")
    );
    assert_eq!(
        mock.received_once().line(),
        format!("GET {WORKFLOWS}/w/taskReports/r/taskProcessingResults/p/subject")
    );
    let error = result.subject().get().await.unwrap_err();
    assert!(matches!(error, Error::NoContent(_)), "{error:?}");
}

fn new_workflow() -> Workflow {
    Workflow {
        display_name: Some("Leavers".into()),
        category: Some(LifecycleWorkflowCategory::Leaver),
        execution_conditions: Some(
            TriggerAndScopeBasedConditions {
                scope: Some(
                    RuleBasedSubjectSet {
                        rule: Some("department eq 'R&D'".into()),
                        ..RuleBasedSubjectSet::default()
                    }
                    .into(),
                ),
                trigger: Some(
                    TimeBasedAttributeTrigger {
                        offset_in_days: Some(-7),
                        time_based_attribute: Some(
                            WorkflowTriggerTimeBasedAttribute::EmployeeLeaveDateTime,
                        ),
                        ..TimeBasedAttributeTrigger::default()
                    }
                    .into(),
                ),
                ..TriggerAndScopeBasedConditions::default()
            }
            .into(),
        ),
        tasks: Some(
            [Task {
                task_definition_id: Some("d".into()),
                arguments: Some(vec![KeyValuePair {
                    name: Some("cc".into()),
                    value: Some("a;b".into()),
                    ..KeyValuePair::default()
                }]),
                ..Task::default()
            }]
            .into(),
        ),
        ..Workflow::default()
    }
}

const NEW_WORKFLOW: &str = concat!(
    r##"{"@odata.type":"#microsoft.graph.identityGovernance.workflow","category":"leaver","displayName":"Leavers","##,
    r##""executionConditions":{"@odata.type":"#microsoft.graph.identityGovernance.triggerAndScopeBasedConditions","##,
    r##""scope":{"@odata.type":"#microsoft.graph.identityGovernance.ruleBasedSubjectSet","##,
    r#""rule":"department eq 'R&D'"},"#,
    r##""trigger":{"@odata.type":"#microsoft.graph.identityGovernance.timeBasedAttributeTrigger","##,
    r#""offsetInDays":-7,"timeBasedAttribute":"employeeLeaveDateTime"}},"#,
    r#""tasks":[{"arguments":[{"name":"cc","value":"a;b"}],"taskDefinitionId":"d"}]}"#
);

#[tokio::test]
async fn create_from_a_struct() {
    let mock = Mock::new().respond(
        201,
        &[("location", "{origin}/w1")],
        r#"{"id":"w1","displayName":"Leavers","version":1}"#,
    );
    let graph = mock.v1_0().await;
    let workflows = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows();
    let created = workflows.create(&new_workflow()).await.unwrap();
    let created = created.into_entity().unwrap();
    assert_eq!(
        (created.id.as_deref(), created.version),
        (Some("w1"), Some(1))
    );
    let received = mock.received_once();
    assert_eq!(received.line(), format!("POST {WORKFLOWS}"));
    assert_eq!(received.body, NEW_WORKFLOW);
}

#[tokio::test]
async fn create_with_explicit_null_and_an_empty_response() {
    let mock = Mock::new().respond(204, &[("location", "http://x/w1")], "");
    let graph = mock.v1_0().await;
    let workflows = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows();
    let created = workflows
        .create(&Workflow {
            display_name: Some("A".into()),
            ..Workflow::default()
        })
        .set(Workflow::IS_ENABLED, false)
        .set_null(Workflow::DESCRIPTION)
        .send()
        .await
        .unwrap();
    assert!(created.entity().is_none());
    let place = created.reference().unwrap();
    assert_eq!(place.href(), Some("http://x/w1"));
    assert_eq!(created.location(), Some("http://x/w1"));
    assert_eq!(
        mock.received_once().body,
        concat!(
            r##"{"@odata.type":"#microsoft.graph.identityGovernance.workflow","displayName":"A","##,
            r#""isEnabled":false,"description":null}"#
        )
    );
}

/// An entity that was read can be sent again, without context, etags and read-only properties.
#[tokio::test]
async fn create_from_what_was_read() {
    let read: Workflow = from_json(
        br##"{"@odata.context":"c","@odata.etag":"e","@odata.id":"i","@odata.editLink":"l","displayName":"A",
             "tasks@odata.context":"c","tasks":[{"@odata.etag":"e","displayName":"T"}],"newProperty":{"x":1}}"##,
    )
    .unwrap();
    let mock = Mock::new().json("{}");
    let graph = mock.v1_0().await;
    let workflows = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows();
    workflows.create(&read).await.unwrap();
    let body = mock.received_once().body;
    for absent in ["context", "etag", "editLink"] {
        assert!(!body.contains(absent), "{body}");
    }
    assert!(body.contains(r#""tasks":[{"displayName":"T"}]"#), "{body}");
    assert!(body.contains(r#""newProperty":{"x":1}"#), "{body}");
}

#[tokio::test]
async fn update_sends_what_was_set_and_nothing_else() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    let response = workflow(&graph, "w")
        .update()
        .set(Workflow::DISPLAY_NAME, "Leavers")
        .set_null(Workflow::DESCRIPTION)
        .set(Workflow::IS_SCHEDULING_ENABLED, true)
        .if_match("W/\"3\"")
        .await
        .unwrap();
    assert!(response.entity().is_none());
    let received = mock.received_once();
    assert_eq!(received.line(), format!("PATCH {WORKFLOWS}/w"));
    assert_eq!(
        received.body,
        r#"{"displayName":"Leavers","description":null,"isSchedulingEnabled":true}"#
    );
    assert_eq!(received.header("if-match"), Some("W/\"3\""));
}

#[tokio::test]
async fn update_with_a_polymorphic_value_sends_its_type() {
    let mock = Mock::new().json(r#"{"id":"w"}"#);
    let graph = mock.v1_0().await;
    let conditions = new_workflow().execution_conditions.unwrap();
    let response = workflow(&graph, "w")
        .update()
        .set(Workflow::EXECUTION_CONDITIONS, conditions)
        .await;
    assert_eq!(
        response.unwrap().into_entity().unwrap().id.as_deref(),
        Some("w")
    );
    let start = r##"{"executionConditions":{"@odata.type":"#microsoft.graph.identityGovernance.triggerAnd"##;
    assert!(mock.received_once().body.starts_with(start));
}

#[tokio::test]
async fn delete() {
    let mock = Mock::new().no_content().respond(
        412,
        &[],
        r#"{"error":{"code":"PreconditionFailed","message":"It has changed."}}"#,
    );
    let graph = mock.v1_0().await;
    workflow(&graph, "w").delete().await.unwrap();
    let received = mock.received_once();
    assert_eq!(
        (received.line(), received.body),
        (format!("DELETE {WORKFLOWS}/w"), String::new())
    );
    let error = workflow(&graph, "w")
        .delete()
        .if_match("old")
        .await
        .unwrap_err();
    assert!(error.is_precondition_failed(), "{error:?}");
}

#[tokio::test]
async fn builders_have_all_that_the_runtime_has() {
    let mock = Mock::new().no_content().no_content();
    let graph = mock.v1_0().await;
    let run = workflow(&graph, "1").runs().id("2");
    run.reprocessed_runs().id("3").unlink().await.unwrap();
    let received = mock.received_once();
    assert_eq!(
        received.target,
        format!("{WORKFLOWS}/1/runs/2/reprocessedRuns/3/$ref")
    );
    run.reprocessed_runs().links().add(&run).await.unwrap();
    let received = mock.received_once();
    assert_eq!(
        received.target,
        format!("{WORKFLOWS}/1/runs/2/reprocessedRuns/$ref")
    );
}
