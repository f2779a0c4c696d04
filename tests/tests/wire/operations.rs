//! Every operation that the metadata declares, called once.

use msgraph_lifecycle_workflows::beta::identity_governance as beta;
use msgraph_lifecycle_workflows::v1_0::identity_governance::builders::{
    WorkflowActivateParameters, WorkflowActivateWithScopeParameters,
    WorkflowCancelProcessingParameters, WorkflowCreateNewVersionParameters,
    WorkflowPreviewWorkflowParameters,
};
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    ActivateGroupScope, CancelRunsScope, Run, Workflow,
};
use msgraph_lifecycle_workflows::v1_0::{DirectoryObject, Group, User};
use odata_codegen::{Options, stages};
use odata_codegen_tests::root;
use odata_csdl::diagnostics::Diagnostics;
use odata_runtime::{Object as _, Other};

use crate::mock::{Mock, WORKFLOWS, at, workflow};

const NAMESPACE: &str = "microsoft.graph.identityGovernance";
const ROOT: &str = "/v1.0/identityGovernance/lifecycleWorkflows";

/// What one action sends.
fn assert_action(mock: &Mock, name: &str, body: &str) {
    let asked = mock.asked_once();
    assert_eq!(
        asked.line(),
        format!("POST {WORKFLOWS}/w/{NAMESPACE}.{name}")
    );
    assert_eq!(asked.body, body);
}

fn user(id: &str) -> User {
    User {
        id: Some(id.into()),
        ..User::default()
    }
}

#[tokio::test]
async fn activate() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    workflow(&graph, "w")
        .activate(&WorkflowActivateParameters {
            subjects: Some(vec![user("u1"), user("u2")]),
            ..WorkflowActivateParameters::default()
        })
        .await
        .unwrap();
    assert_action(
        &mock,
        "activate",
        concat!(
            r##"{"subjects":[{"@odata.type":"#microsoft.graph.user","id":"u1"},"##,
            r##"{"@odata.type":"#microsoft.graph.user","id":"u2"}]}"##
        ),
    );
}

#[tokio::test]
async fn activate_with_scope() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    let scope = ActivateGroupScope {
        group: Some(Box::new(Group {
            id: Some("g".into()),
            ..Group::default()
        })),
        ..ActivateGroupScope::default()
    };
    workflow(&graph, "w")
        .activate_with_scope(&WorkflowActivateWithScopeParameters {
            scope: Some(scope.into()),
            ..WorkflowActivateWithScopeParameters::default()
        })
        .await
        .unwrap();
    assert_action(
        &mock,
        "activateWithScope",
        concat!(
            r##"{"scope":{"@odata.type":"#microsoft.graph.identityGovernance.activateGroupScope","##,
            r##""group":{"@odata.type":"#microsoft.graph.group","id":"g"}}}"##
        ),
    );
}

#[tokio::test]
async fn cancel_processing() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    let scope = CancelRunsScope {
        runs: Some(vec![Run {
            id: Some("r".into()),
            ..Run::default()
        }]),
        ..CancelRunsScope::default()
    };
    workflow(&graph, "w")
        .cancel_processing(&WorkflowCancelProcessingParameters {
            scope: Some(scope.into()),
            ..WorkflowCancelProcessingParameters::default()
        })
        .await
        .unwrap();
    assert_action(
        &mock,
        "cancelProcessing",
        concat!(
            r##"{"scope":{"@odata.type":"#microsoft.graph.identityGovernance.cancelRunsScope","##,
            r#""runs":[{"id":"r"}]}}"#
        ),
    );
}

#[tokio::test]
async fn clear_quarantine() {
    let mock =
        Mock::new().json(r#"{"id":"w","quarantineDetails":{"quarantineType":"notQuarantined"}}"#);
    let graph = mock.v1_0().await;
    let cleared = workflow(&graph, "w").clear_quarantine().await.unwrap();
    assert!(cleared.quarantine_details.is_some());
    assert_action(&mock, "clearQuarantine", "");
}

#[tokio::test]
async fn create_new_version() {
    let mock = Mock::new().json(r#"{"id":"w","version":4}"#);
    let graph = mock.v1_0().await;
    let created = workflow(&graph, "w")
        .create_new_version(&WorkflowCreateNewVersionParameters {
            workflow: Some(Workflow {
                display_name: Some("v4".into()),
                ..Workflow::default()
            }),
            ..WorkflowCreateNewVersionParameters::default()
        })
        .await
        .unwrap();
    assert_eq!(created.version, Some(4));
    assert_action(
        &mock,
        "createNewVersion",
        r##"{"workflow":{"@odata.type":"#microsoft.graph.identityGovernance.workflow","displayName":"v4"}}"##,
    );
}

#[tokio::test]
async fn preview_task_failures() {
    let mock = Mock::new()
        .json(r#"{"value":[{"name":"Mail","failureReason":"No manager"}],"@odata.nextLink":"{origin}/v1.0/more"}"#)
        .json(r#"{"value":[{"name":"Remove","failureReason":"No group"}]}"#);
    let graph = mock.v1_0().await;
    let failures = workflow(&graph, "w")
        .preview_task_failures()
        .collect_all()
        .await
        .unwrap();
    let reasons: Vec<_> = failures
        .iter()
        .map(|failure| failure.failure_reason.as_deref().unwrap())
        .collect();
    assert_eq!(reasons, ["No manager", "No group"]);
    let lines: Vec<_> = mock.asked().iter().map(|asked| asked.line()).collect();
    // Further pages are read, not acted on.
    assert_eq!(
        lines,
        [
            format!("POST {WORKFLOWS}/w/{NAMESPACE}.previewTaskFailures"),
            "GET /v1.0/more".to_owned()
        ]
    );
}

#[tokio::test]
async fn preview_workflow() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    workflow(&graph, "w")
        .preview_workflow(&WorkflowPreviewWorkflowParameters {
            subjects: Some(vec![
                user("u").downcast().unwrap(),
                DirectoryObject {
                    id: Some("o".into()),
                    ..DirectoryObject::default()
                },
            ]),
            ..WorkflowPreviewWorkflowParameters::default()
        })
        .await
        .unwrap();
    assert_action(
        &mock,
        "previewWorkflow",
        concat!(
            r##"{"subjects":[{"@odata.type":"#microsoft.graph.user","id":"u"},"##,
            // The declared type itself needs no name.
            r#"{"id":"o"}]}"#
        ),
    );
}

#[tokio::test]
async fn restore() {
    let mock = Mock::new().json(r#"{"id":"w"}"#).json(r#"{"id":"w"}"#);
    let graph = mock.v1_0().await;
    workflow(&graph, "w").restore().await.unwrap();
    assert_action(&mock, "restore", "");
    // Where it makes sense: below the deleted items. The operations of a type are there on each way to it.
    let deleted = graph
        .identity_governance()
        .lifecycle_workflows()
        .deleted_items()
        .workflows();
    deleted.id("w").restore().await.unwrap();
    assert_eq!(
        mock.asked_once().line(),
        format!("POST {ROOT}/deletedItems/workflows/w/{NAMESPACE}.restore")
    );
}

// `resume` is in requests.rs, with the other requests that the project starts from.

const PERIOD: &str =
    "(startDateTime=2026-01-01T00:00:00Z,endDateTime=2026-02-01T00:00:00.0000001Z)";

#[tokio::test]
async fn summaries() {
    let mock = Mock::new()
        .json(r#"{"totalTasks":3}"#)
        .json(r#"{"totalRuns":2}"#)
        .json(r#"{"totalUsers":1}"#);
    let graph = mock.v1_0().await;
    let workflow = workflow(&graph, "w");
    let (start, end) = (
        at("2026-01-01T00:00:00Z"),
        at("2026-02-01T00:00:00.0000001Z"),
    );
    let tasks = workflow.task_reports().summary(start, end).await.unwrap();
    let runs = workflow.runs().summary(start, end).await.unwrap();
    let users = workflow
        .user_processing_results()
        .summary(start, end)
        .await
        .unwrap();
    assert_eq!(
        (tasks.total_tasks, runs.total_runs, users.total_users),
        (Some(3), Some(2), Some(1))
    );
    let lines: Vec<_> = mock.asked().iter().map(|asked| asked.line()).collect();
    let expected = ["taskReports", "runs", "userProcessingResults"]
        .map(|name| format!("GET {WORKFLOWS}/w/{name}/{NAMESPACE}.summary{PERIOD}"));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn insights() {
    let mock = Mock::new()
        .json(r#"{"value":[{"totalTasks":5}]}"#)
        .json(r#"{"value":[{"totalRuns":6}]}"#)
        .json(r#"{"successfulRuns":7}"#)
        .json(r#"{"totalRuns":8}"#);
    let graph = mock.v1_0().await;
    let insights = graph.identity_governance().lifecycle_workflows().insights();
    let (start, end) = (
        at("2026-01-01T00:00:00Z"),
        at("2026-02-01T00:00:00.0000001Z"),
    );
    let tasks = insights
        .top_tasks_processed_summary(start, end)
        .await
        .unwrap();
    let workflows = insights
        .top_workflows_processed_summary(start, end)
        .await
        .unwrap();
    let by_category = insights
        .workflows_processed_by_category(start, end)
        .await
        .unwrap();
    let summary = insights
        .workflows_processed_summary(start, end)
        .await
        .unwrap();
    assert_eq!(tasks.items[0].total_tasks, Some(5));
    assert_eq!(workflows.items[0].total_runs, Some(6));
    assert_eq!(by_category.additional_properties.len(), 1);
    assert_eq!(summary.total_runs, Some(8));
    let lines: Vec<_> = mock.asked().iter().map(|asked| asked.line()).collect();
    let expected = [
        "topTasksProcessedSummary",
        "topWorkflowsProcessedSummary",
        "workflowsProcessedByCategory",
        "workflowsProcessedSummary",
    ]
    .map(|name| format!("GET {ROOT}/insights/{NAMESPACE}.{name}{PERIOD}"));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn activate_and_wait_in_beta() {
    let mock = Mock::new().json(r#"{"processingStatus":"completed","statusReasons":["done"]}"#);
    let graph = mock.beta().await;
    let mut subject = Other::new("microsoft.graph.identityGovernance.someSubject");
    subject.insert("objectId", "o");
    let awaited = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows()
        .id("w")
        .activate_and_wait(&beta::builders::WorkflowActivateAndWaitParameters {
            subject: Some(beta::WorkflowSubject::Other(subject)),
            ..beta::builders::WorkflowActivateAndWaitParameters::default()
        })
        .await
        .unwrap();
    assert_eq!(
        awaited.processing_status,
        Some(beta::LifecycleWorkflowProcessingStatus::Completed)
    );
    let asked = mock.asked_once();
    assert_eq!(
        asked.line(),
        format!(
            "POST /beta/identityGovernance/lifecycleWorkflows/workflows/w/{NAMESPACE}.activateAndWait"
        )
    );
    assert_eq!(
        asked.body,
        r##"{"subject":{"@odata.type":"#microsoft.graph.identityGovernance.someSubject","objectId":"o"}}"##
    );
}

/// The tests above and `resume` in requests.rs are all that there is to call.
#[test]
fn no_operation_is_left_out() {
    let mut common = vec![
        "activate",
        "activateWithScope",
        "clearQuarantine",
        "createNewVersion",
        "previewTaskFailures",
        "previewWorkflow",
        "restore",
        "resume",
        "summary",
        "summary",
        "summary",
        "topTasksProcessedSummary",
        "topWorkflowsProcessedSummary",
        "workflowsProcessedByCategory",
        "workflowsProcessedSummary",
    ];
    for (version, own) in [("v1.0", "cancelProcessing"), ("beta", "activateAndWait")] {
        let options = Options {
            schema: root().join(format!("schemas/lifecycle-workflows.{version}.csdl.xml")),
            ..Options::default()
        };
        let stages = stages(&options, &mut Diagnostics::new()).unwrap();
        let operations = stages.loaded.schema.operations.iter();
        let mut declared: Vec<_> = operations
            .map(|(_, operation)| operation.name.name.clone())
            .collect();
        declared.sort();
        common.push(own);
        let mut called = common.clone();
        called.sort_unstable();
        assert_eq!(declared, called, "{version}");
        common.pop();
    }
}
