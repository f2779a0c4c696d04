//! Every operation that the metadata of either version declares, called once, and the requests that the server
//! received.

use std::pin::Pin;

use clientwright::{Input, Options, Stage, stages};
use clientwright_csdl::schema::{Operation, Schema, Type};
use clientwright_diagnostics::Diagnostics;
use clientwright_odata::{null, other::Other};
use clientwright_tests::root;
use msgraph_lifecycle_workflows::{beta, v1_0};

use crate::mock::{Mock, WORKFLOWS, at, workflow};

const NAMESPACE: &str = "microsoft.graph.identityGovernance";

const START: &str = "2026-01-01T00:00:00Z";
const END: &str = "2026-02-01T00:00:00.0000001Z";
const PERIOD: &str =
    "(startDateTime=2026-01-01T00:00:00Z,endDateTime=2026-02-01T00:00:00.0000001Z)";

/// The call of one operation by a client `G`. The same table has the calls and the expected operations.
struct Call<G> {
    /// Binding type and name, as in `workflow.activate`.
    operation: &'static str,
    /// The body of the response; 204 if empty.
    response: &'static str,
    call: fn(G) -> Pin<Box<dyn Future<Output = ()>>>,
    method: &'static str,
    /// The path to which the operation is bound, below the lifecycle workflows.
    path: &'static str,
    /// Arguments in the path.
    arguments: &'static str,
    body: &'static str,
}

/// Makes each call with a separate server, and compares the operations called with those that the metadata declares.
async fn assert_calls<G>(version: &str, calls: Vec<Call<G>>, client: impl AsyncFn(&Mock) -> G) {
    for call in &calls {
        let mock = match call.response {
            "" => Mock::new().no_content(),
            response => Mock::new().json(response),
        };
        (call.call)(client(&mock).await).await;
        let received = mock.received();
        let [received] = received.as_slice() else {
            panic!("{}: {received:?}", call.operation);
        };
        let (_, name) = call.operation.rsplit_once('.').unwrap();
        assert_eq!(
            received.line(),
            format!(
                "{} /{version}/identityGovernance/lifecycleWorkflows{}/{NAMESPACE}.{name}{}",
                call.method, call.path, call.arguments
            )
        );
        assert_eq!(received.body, call.body, "{}", call.operation);
    }
    let mut called: Vec<_> = calls.iter().map(|call| call.operation.to_owned()).collect();
    called.sort();
    assert_eq!(declared(version), called);
}

/// The operations of a version, in the form of [`Call::operation`].
fn declared(version: &str) -> Vec<String> {
    let options = Options {
        schema: root().join(format!("schemas/lifecycle-workflows.{version}.csdl.xml")),
        ..Options::default()
    };
    let stages = stages(&options, Stage::Resolve, &mut Diagnostics::new()).unwrap();
    let Input::OData(input) = &stages.input else {
        panic!("the metadata is OData");
    };
    let schema = &input.schema;
    let operations = schema.operations.iter();
    let mut declared: Vec<_> = operations
        .map(|(_, operation)| format!("{}.{}", binding(schema, operation), operation.name.name))
        .collect();
    declared.sort();
    declared
}

fn binding(schema: &Schema, operation: &Operation) -> String {
    let ty = &operation.binding_parameter().unwrap().ty;
    let Type::Structured(id) = ty.ty else {
        panic!("{} is not bound to an object", operation.name.name);
    };
    let name = &schema.structured_types[id].name.name;
    match ty.is_collection {
        true => format!("Collection({name})"),
        false => name.clone(),
    }
}

/// The calls that are the same in both versions, with the types of one of them.
macro_rules! common_calls {
    ($version:ident) => {{
        use $version::identity_governance::builders::*;
        use $version::identity_governance::{
            ActivateGroupScope, CustomTaskExtensionCallbackData, Workflow,
        };
        use $version::{DirectoryObject, GraphClient, Group, User};

        fn one(graph: &GraphClient) -> WorkflowItem {
            let root = graph.identity_governance().lifecycle_workflows();
            root.workflows().id("w")
        }

        fn user(id: &str) -> User {
            User {
                id: Some(id.into()),
                ..User::default()
            }
        }

        let calls: Vec<Call<GraphClient>> = vec![
            Call {
                operation: "workflow.activate",
                response: "",
                call: |graph| {
                    Box::pin(async move {
                        let subjects = vec![user("u1"), user("u2")];
                        one(&graph).activate(subjects).await.unwrap();
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: concat!(
                    r##"{"subjects":[{"@odata.type":"#microsoft.graph.user","id":"u1"},"##,
                    r##"{"@odata.type":"#microsoft.graph.user","id":"u2"}]}"##
                ),
            },
            Call {
                operation: "workflow.activateWithScope",
                response: "",
                call: |graph| {
                    Box::pin(async move {
                        let group = Group {
                            id: Some("g".into()),
                            ..Default::default()
                        };
                        let scope = ActivateGroupScope {
                            group: Some(group.into()),
                            ..Default::default()
                        };
                        let call = one(&graph).activate_with_scope().scope(scope);
                        call.await.unwrap();
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: concat!(
                    r##"{"scope":{"@odata.type":"#microsoft.graph.identityGovernance.activateGroupScope","##,
                    r##""group":{"@odata.type":"#microsoft.graph.group","id":"g"}}}"##
                ),
            },
            Call {
                operation: "workflow.clearQuarantine",
                response: r#"{"id":"w","quarantineDetails":{"quarantineType":"notQuarantined"}}"#,
                call: |graph| {
                    Box::pin(async move {
                        let cleared = one(&graph).clear_quarantine().await.unwrap();
                        assert!(cleared.quarantine_details.is_some());
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: "",
            },
            Call {
                operation: "workflow.createNewVersion",
                response: r#"{"id":"w","version":4}"#,
                call: |graph| {
                    Box::pin(async move {
                        let workflow = Workflow {
                            display_name: Some("v4".into()),
                            ..Default::default()
                        };
                        let call = one(&graph).create_new_version().workflow(workflow);
                        let created = call.await.unwrap();
                        assert_eq!(created.version, Some(4));
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: concat!(
                    r##"{"workflow":{"@odata.type":"#microsoft.graph.identityGovernance.workflow","##,
                    r#""displayName":"v4"}}"#
                ),
            },
            Call {
                operation: "workflow.previewTaskFailures",
                response: r#"{"value":[{"name":"Mail","failureReason":"No manager"}]}"#,
                call: |graph| {
                    Box::pin(async move {
                        let page = one(&graph).preview_task_failures().await.unwrap();
                        let reason = page.items[0].failure_reason.as_deref();
                        assert_eq!(reason, Some("No manager"));
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: "",
            },
            Call {
                operation: "workflow.previewWorkflow",
                response: "",
                call: |graph| {
                    Box::pin(async move {
                        let other = DirectoryObject {
                            id: Some("o".into()),
                            ..Default::default()
                        };
                        let subjects = vec![user("u").into(), other];
                        one(&graph).preview_workflow(subjects).await.unwrap();
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: concat!(
                    r##"{"subjects":[{"@odata.type":"#microsoft.graph.user","id":"u"},"##,
                    // The declared type itself is sent without its name.
                    r#"{"id":"o"}]}"#
                ),
            },
            Call {
                operation: "workflow.restore",
                response: r#"{"id":"w"}"#,
                call: |graph| {
                    Box::pin(async move {
                        let restored = one(&graph).restore().await.unwrap();
                        assert_eq!(restored.id.as_deref(), Some("w"));
                    })
                },
                method: "POST",
                path: "/workflows/w",
                arguments: "",
                body: "",
            },
            Call {
                operation: "taskProcessingResult.resume",
                response: "",
                call: |graph| {
                    Box::pin(async move {
                        let data = CustomTaskExtensionCallbackData {
                            operation_status: Some("completed".into()),
                            ..Default::default()
                        };
                        let results = one(&graph).task_reports().id("r").task_processing_results();
                        let call = results.id("p").resume(data).source("contoso.payroll");
                        call.type_(null()).await.unwrap();
                    })
                },
                method: "POST",
                path: "/workflows/w/taskReports/r/taskProcessingResults/p",
                arguments: "",
                body: concat!(
                    r##"{"data":{"@odata.type":"#microsoft.graph.identityGovernance.customTaskExtensionCallbackData","##,
                    r#""operationStatus":"completed"},"source":"contoso.payroll","type":null}"#
                ),
            },
            Call {
                operation: "Collection(taskReport).summary",
                response: r#"{"totalTasks":3}"#,
                call: |graph| {
                    Box::pin(async move {
                        let reports = one(&graph).task_reports();
                        let summary = reports.summary(at(START), at(END)).await.unwrap();
                        assert_eq!(summary.total_tasks, Some(3));
                    })
                },
                method: "GET",
                path: "/workflows/w/taskReports",
                arguments: PERIOD,
                body: "",
            },
            Call {
                operation: "Collection(run).summary",
                response: r#"{"totalRuns":2}"#,
                call: |graph| {
                    Box::pin(async move {
                        let runs = one(&graph).runs();
                        let summary = runs.summary(at(START), at(END)).await.unwrap();
                        assert_eq!(summary.total_runs, Some(2));
                    })
                },
                method: "GET",
                path: "/workflows/w/runs",
                arguments: PERIOD,
                body: "",
            },
            Call {
                operation: "Collection(userProcessingResult).summary",
                response: r#"{"totalUsers":1}"#,
                call: |graph| {
                    Box::pin(async move {
                        let results = one(&graph).user_processing_results();
                        let summary = results.summary(at(START), at(END)).await.unwrap();
                        assert_eq!(summary.total_users, Some(1));
                    })
                },
                method: "GET",
                path: "/workflows/w/userProcessingResults",
                arguments: PERIOD,
                body: "",
            },
            Call {
                operation: "insights.topTasksProcessedSummary",
                response: r#"{"value":[{"totalTasks":5}]}"#,
                call: |graph| {
                    Box::pin(async move {
                        let root = graph.identity_governance().lifecycle_workflows();
                        let insights = root.insights();
                        let call = insights.top_tasks_processed_summary(at(START), at(END));
                        assert_eq!(call.await.unwrap().items[0].total_tasks, Some(5));
                    })
                },
                method: "GET",
                path: "/insights",
                arguments: PERIOD,
                body: "",
            },
            Call {
                operation: "insights.topWorkflowsProcessedSummary",
                response: r#"{"value":[{"totalRuns":6}]}"#,
                call: |graph| {
                    Box::pin(async move {
                        let root = graph.identity_governance().lifecycle_workflows();
                        let insights = root.insights();
                        let call = insights.top_workflows_processed_summary(at(START), at(END));
                        assert_eq!(call.await.unwrap().items[0].total_runs, Some(6));
                    })
                },
                method: "GET",
                path: "/insights",
                arguments: PERIOD,
                body: "",
            },
            Call {
                operation: "insights.workflowsProcessedByCategory",
                response: r#"{"successfulJoinerRuns":7}"#,
                call: |graph| {
                    Box::pin(async move {
                        let root = graph.identity_governance().lifecycle_workflows();
                        let insights = root.insights();
                        let call = insights.workflows_processed_by_category(at(START), at(END));
                        assert_eq!(call.await.unwrap().successful_joiner_runs, Some(7));
                    })
                },
                method: "GET",
                path: "/insights",
                arguments: PERIOD,
                body: "",
            },
            Call {
                operation: "insights.workflowsProcessedSummary",
                response: r#"{"totalRuns":8}"#,
                call: |graph| {
                    Box::pin(async move {
                        let root = graph.identity_governance().lifecycle_workflows();
                        let insights = root.insights();
                        let call = insights.workflows_processed_summary(at(START), at(END));
                        assert_eq!(call.await.unwrap().total_runs, Some(8));
                    })
                },
                method: "GET",
                path: "/insights",
                arguments: PERIOD,
                body: "",
            },
        ];
        calls
    }};
}

#[tokio::test]
async fn every_operation_of_v1_0() {
    use v1_0::identity_governance::{CancelRunsScope, Run};

    let mut calls = common_calls!(v1_0);
    calls.push(Call {
        operation: "workflow.cancelProcessing",
        response: "",
        call: |graph| {
            Box::pin(async move {
                let run = Run {
                    id: Some("r".into()),
                    ..Default::default()
                };
                let scope = CancelRunsScope {
                    runs: Some([run].into()),
                    ..Default::default()
                };
                let one = workflow(&graph, "w");
                one.cancel_processing().scope(scope).await.unwrap();
            })
        },
        method: "POST",
        path: "/workflows/w",
        arguments: "",
        body: concat!(
            r##"{"scope":{"@odata.type":"#microsoft.graph.identityGovernance.cancelRunsScope","##,
            r#""runs":[{"id":"r"}]}}"#
        ),
    });
    assert_calls("v1.0", calls, Mock::v1_0).await;
}

#[tokio::test]
#[expect(
    deprecated,
    reason = "the beta version has operations that its service is about to remove"
)]
async fn every_operation_of_beta() {
    use beta::identity_governance::{
        LifecycleWorkflowProcessingStatus as Status, WorkflowSubject as Subject,
    };

    let mut calls = common_calls!(beta);
    calls.push(Call {
        operation: "workflow.activateAndWait",
        response: r#"{"processingStatus":"completed","statusReasons":["done"]}"#,
        call: |graph| {
            Box::pin(async move {
                let mut subject = Other::new("microsoft.graph.identityGovernance.someSubject");
                subject.insert("objectId", "o");
                let subject = Subject::Other(subject);
                let root = graph.identity_governance().lifecycle_workflows();
                let one = root.workflows().id("w");
                let awaited = one.activate_and_wait(subject).await.unwrap();
                assert_eq!(awaited.processing_status, Some(Status::Completed));
            })
        },
        method: "POST",
        path: "/workflows/w",
        arguments: "",
        body: concat!(
            r##"{"subject":{"@odata.type":"#microsoft.graph.identityGovernance.someSubject","##,
            r#""objectId":"o"}}"#
        ),
    });
    assert_calls("beta", calls, Mock::beta).await;
}

#[tokio::test]
async fn further_pages_of_an_action_are_get_requests() {
    let mock = Mock::new()
        .json(
            r#"{"value":[{"failureReason":"No manager"}],"@odata.nextLink":"{origin}/v1.0/more"}"#,
        )
        .json(r#"{"value":[{"failureReason":"No group"}]}"#);
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
    let lines: Vec<_> = mock
        .received()
        .iter()
        .map(|received| received.line())
        .collect();
    assert_eq!(
        lines,
        [
            format!("POST {WORKFLOWS}/w/{NAMESPACE}.previewTaskFailures"),
            "GET /v1.0/more".to_owned()
        ]
    );
}

/// The operations of a type are available on each path to it; `restore` makes sense below the deleted items.
#[tokio::test]
async fn an_operation_on_another_path_to_its_type() {
    let mock = Mock::new().json(r#"{"id":"w"}"#);
    let graph = mock.v1_0().await;
    let root = graph.identity_governance().lifecycle_workflows();
    let deleted = root.deleted_items().workflows();
    deleted.id("w").restore().await.unwrap();
    assert_eq!(
        mock.received_once().line(),
        format!(
            "POST /v1.0/identityGovernance/lifecycleWorkflows/deletedItems/workflows/w/{NAMESPACE}.restore"
        )
    );
}
