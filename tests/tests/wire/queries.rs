//! Query options, decoded as a service decodes them.

use clientwright_odata::{not, null, query::AnyProperty};
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    LifecycleWorkflowProcessingStatus as Status, Task, TaskDefinition, TaskProcessingResult,
    TaskReport, Workflow,
};

use crate::mock::{Mock, WORKFLOWS, at, workflow};

#[tokio::test]
async fn every_query_option_of_a_list() {
    let mock = Mock::new().json(r#"{"@odata.count":41,"value":[]}"#);
    let graph = mock.v1_0().await;
    let page = workflow(&graph, "w")
        .task_reports()
        .list()
        .filter(
            TaskReport::PROCESSING_STATUS
                .eq(Status::Failed)
                .and(TaskReport::STARTED_DATE_TIME.ge(at("2026-01-31T00:00:00+01:00"))),
        )
        .select((
            TaskReport::ID,
            TaskReport::RUN_ID,
            TaskReport::FAILED_USERS_COUNT,
        ))
        .expand(
            TaskReport::TASK_PROCESSING_RESULTS
                .filter(TaskProcessingResult::FAILURE_REASON.ne(null()))
                .select(TaskProcessingResult::FAILURE_REASON)
                .order_by(TaskProcessingResult::CREATED_DATE_TIME)
                .top(5),
        )
        .expand(TaskReport::TASK.select(Task::DISPLAY_NAME))
        .order_by((TaskReport::LAST_UPDATED_DATE_TIME.desc(), TaskReport::ID))
        .top(20)
        .skip(40)
        .count(true)
        .await
        .unwrap();
    assert_eq!(page.count, Some(41));
    let received = mock.received_once();
    let query = received.query();
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        query,
        [
            (
                "$filter",
                "processingStatus eq 'failed' and startedDateTime ge 2026-01-31T00:00:00+01:00"
            ),
            ("$orderby", "lastUpdatedDateTime desc,id"),
            ("$top", "20"),
            ("$skip", "40"),
            ("$count", "true"),
            ("$select", "id,runId,failedUsersCount"),
            (
                "$expand",
                "taskProcessingResults($filter=failureReason ne null;$orderby=createdDateTime;$top=5;\
                 $select=failureReason),task($select=displayName)"
            ),
        ]
    );
    // The same as bytes: the request line contains no space, quote or plus unencoded.
    assert_eq!(
        received.target,
        format!(
            "{WORKFLOWS}/w/taskReports?\
             $filter=processingStatus%20eq%20%27failed%27%20and%20startedDateTime%20ge%20\
             2026-01-31T00:00:00%2B01:00&$orderby=lastUpdatedDateTime%20desc,id&$top=20&$skip=40&$count=true&\
             $select=id,runId,failedUsersCount&$expand=taskProcessingResults(\
             $filter=failureReason%20ne%20null;$orderby=createdDateTime;$top=5;$select=failureReason),\
             task($select=displayName)"
        )
    );
}

#[tokio::test]
async fn filters_keep_their_meaning() {
    let graph = Mock::new().v1_0().await;
    let list = |filter| {
        let url = workflow(&graph, "w")
            .task_reports()
            .list()
            .filter(filter)
            .url()
            .unwrap();
        crate::grammar::query(url.query().unwrap()).unwrap();
        let query = url
            .query()
            .unwrap()
            .strip_prefix("$filter=")
            .unwrap()
            .to_owned();
        percent_encoding::percent_decode_str(&query)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let (failed, total) = (
        TaskReport::FAILED_USERS_COUNT,
        TaskReport::TOTAL_USERS_COUNT,
    );
    for (filter, text) in [
        (
            failed
                .gt(0)
                .or(total.eq(0))
                .and(TaskReport::RUN_ID.eq("O'Neil & sons; 100% #1")),
            "(failedUsersCount gt 0 or totalUsersCount eq 0) and runId eq 'O''Neil & sons; 100% #1'",
        ),
        (
            not(failed.eq(total)),
            "not (failedUsersCount eq totalUsersCount)",
        ),
        (
            TaskReport::PROCESSING_STATUS.in_([
                Status::Failed,
                Status::Canceling,
                Status::from("paused"),
            ]),
            "processingStatus in ('failed','canceling','paused')",
        ),
        (
            TaskReport::TASK_PROCESSING_RESULTS.any(|result| {
                result
                    .path(TaskProcessingResult::PROCESSING_STATUS)
                    .eq(Status::Failed)
                    .and(
                        result
                            .path(TaskProcessingResult::FAILURE_REASON)
                            .contains("mail"),
                    )
            }),
            "taskProcessingResults/any(a:a/processingStatus eq 'failed' and contains(a/failureReason,'mail'))",
        ),
        (
            TaskReport::TASK_DEFINITION
                .path(TaskDefinition::DISPLAY_NAME)
                .starts_with("Send"),
            "startswith(taskDefinition/displayName,'Send')",
        ),
    ] {
        assert_eq!(list(filter), text);
    }
}

#[tokio::test]
async fn properties_without_a_constant_can_be_queried() {
    let mock = Mock::new().empty_lists(1);
    let graph = mock.v1_0().await;
    workflow(&graph, "w")
        .task_reports()
        .list()
        .filter_raw("newProperty eq 1")
        .select(AnyProperty::named("newProperty"))
        .query("x-custom", "a b")
        .await
        .unwrap();
    assert_eq!(
        mock.received_once().line(),
        format!(
            "GET {WORKFLOWS}/w/taskReports?$filter=newProperty%20eq%201&$select=newProperty&x-custom=a%20b"
        )
    );
}

#[tokio::test]
async fn one_entity_can_be_selected_and_expanded() {
    let mock = Mock::new().json(r#"{"id":"w","tasks":[{"id":"t","executionSequence":1}]}"#);
    let graph = mock.v1_0().await;
    let read = workflow(&graph, "w")
        .get()
        .select((Workflow::ID, Workflow::EXECUTION_CONDITIONS))
        .expand(Workflow::TASKS)
        .await
        .unwrap();
    assert_eq!(read.tasks.unwrap()[0].execution_sequence, Some(1));
    assert_eq!(
        mock.received_once().line(),
        format!("GET {WORKFLOWS}/w?$select=id,executionConditions&$expand=tasks")
    );
}

#[tokio::test]
async fn counting() {
    // Graph sends a byte-order mark.
    let mock = Mock::new().respond(200, &[("content-type", "text/plain")], "\u{FEFF}17");
    let graph = mock.v1_0().await;
    let failed = TaskReport::FAILED_USERS_COUNT.gt(0);
    let count = workflow(&graph, "w")
        .task_reports()
        .count()
        .filter(failed)
        .await
        .unwrap();
    assert_eq!(count, 17);
    let received = mock.received_once();
    assert_eq!(
        received.line(),
        format!("GET {WORKFLOWS}/w/taskReports/$count?$filter=failedUsersCount%20gt%200")
    );
    assert_eq!(received.header("accept"), Some("text/plain, */*;q=0.5"));
}
