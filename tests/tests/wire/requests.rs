//! Typical requests, with the expected request line.

use clientwright_odata::null;
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    CustomTaskExtensionCallbackData, CustomTaskExtensionOperationStatus as Outcome,
    LifecycleWorkflowProcessingStatus as Status,
};

use crate::mock::{Mock, WORKFLOWS, at, workflow};

#[tokio::test]
async fn task_reports_of_a_workflow() {
    let mock = Mock::new().json(
        r#"{"@odata.context":"{origin}/v1.0/$metadata#taskReports","value":[
            {"id":"r1","runId":"run","processingStatus":"completedWithErrors","failedUsersCount":2,"successfulUsersCount":40},
            {"id":"r2","processingStatus":"quarantined","completedDateTime":null}]}"#,
    );
    let graph = mock.v1_0().await;
    let page = workflow(&graph, "w1").task_reports().list().await.unwrap();
    let received = mock.received_once();
    assert_eq!(received.line(), format!("GET {WORKFLOWS}/w1/taskReports"));
    assert_eq!(received.body, "");
    let [first, second] = page.items.as_slice() else {
        panic!("{page:?}")
    };
    assert_eq!(first.run_id.as_deref(), Some("run"));
    assert_eq!(first.processing_status, Some(Status::CompletedWithErrors));
    assert_eq!(
        (first.failed_users_count, first.successful_users_count),
        (Some(2), Some(40))
    );
    assert_eq!(second.processing_status, Some(Status::Quarantined));
    assert_eq!((&second.run_id, second.completed_date_time), (&None, None));
    assert_eq!(page.next_link, None);
}

#[tokio::test]
async fn summary_of_task_reports() {
    let response = r#"{"failedTasks":1,"successfulTasks":7,"totalTasks":9,"unprocessedTasks":1}"#;
    let mock = Mock::new().json(response).json(response);
    let graph = mock.v1_0().await;
    let reports = workflow(&graph, "w1").task_reports();
    let summary = reports
        .summary(at("2022-07-19T00:00:00Z"), at("2022-07-25T00:00:00Z"))
        .await
        .unwrap();
    assert_eq!(
        (summary.failed_tasks, summary.total_tasks),
        (Some(1), Some(9))
    );
    assert_eq!(
        mock.received_once().line(),
        format!(
            "GET {WORKFLOWS}/w1/taskReports/microsoft.graph.identityGovernance.summary(\
             startDateTime=2022-07-19T00:00:00Z,endDateTime=2022-07-25T00:00:00Z)"
        )
    );

    // A plus in a URL may be read as a space.
    reports
        .summary(
            at("2022-07-19T05:30:00+05:30"),
            at("2022-07-24T16:00:00.5-08:00"),
        )
        .await
        .unwrap();
    assert_eq!(
        mock.received_once().line(),
        format!(
            "GET {WORKFLOWS}/w1/taskReports/microsoft.graph.identityGovernance.summary(\
             startDateTime=2022-07-19T05:30:00%2B05:30,endDateTime=2022-07-24T16:00:00.5-08:00)"
        )
    );
}

#[tokio::test]
async fn processing_results_of_a_report() {
    let mock = Mock::new().json(
        r#"{"value":[{"id":"p1","failureReason":"The mailbox is full","processingStatus":"failed"}]}"#,
    );
    let graph = mock.v1_0().await;
    let report = workflow(&graph, "w1").task_reports().id("r1");
    let page = report.task_processing_results().list().await.unwrap();
    assert_eq!(
        mock.received_once().line(),
        format!("GET {WORKFLOWS}/w1/taskReports/r1/taskProcessingResults")
    );
    assert_eq!(
        page.items[0].failure_reason.as_deref(),
        Some("The mailbox is full")
    );
}

#[tokio::test]
async fn resume_a_processing_result() {
    let mock = Mock::new().no_content();
    let graph = mock.v1_0().await;
    let report = workflow(&graph, "w1").task_reports().id("r1");
    report
        .task_processing_results()
        .id("p1")
        .resume(CustomTaskExtensionCallbackData {
            operation_status: Some(Outcome::Completed),
            ..CustomTaskExtensionCallbackData::default()
        })
        .source("contoso.payroll")
        .type_("lifecycleEvent")
        .await
        .unwrap();
    let received = mock.received_once();
    assert_eq!(
        received.line(),
        format!(
            "POST {WORKFLOWS}/w1/taskReports/r1/taskProcessingResults/p1/\
             microsoft.graph.identityGovernance.resume"
        )
    );
    assert_eq!(
        received.body,
        concat!(
            r#"{"data":{"#,
            r##""@odata.type":"#microsoft.graph.identityGovernance.customTaskExtensionCallbackData","##,
            r#""operationStatus":"completed"},"source":"contoso.payroll","type":"lifecycleEvent"}"#
        )
    );
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(
        received.header("content-length"),
        Some(received.body.len().to_string().as_str())
    );
}

/// An optional parameter that is set, null, an option, or omitted.
#[tokio::test]
async fn optional_parameters() {
    let mock = Mock::new()
        .no_content()
        .no_content()
        .no_content()
        .json(r#"{"id":"w"}"#);
    let graph = mock.v1_0().await;
    let report = workflow(&graph, "w1").task_reports().id("r1");
    let result = report.task_processing_results().id("p1");
    let resume = || result.resume(CustomTaskExtensionCallbackData::default());
    resume().await.unwrap();
    let unknown: Option<&str> = None;
    resume().source(unknown).type_(null()).await.unwrap();
    let call = resume().source(Some("contoso")).request();
    call.header("x-request", "1").await.unwrap();
    // An action with only such parameters sends an object nevertheless.
    workflow(&graph, "w1").create_new_version().await.unwrap();
    let data = r##"{"data":{"@odata.type":"#microsoft.graph.identityGovernance.customTaskExtensionCallbackData"}"##;
    let received = mock.received();
    let bodies: Vec<&str> = received
        .iter()
        .map(|received| received.body.as_str())
        .collect();
    assert_eq!(
        bodies,
        [
            format!("{data}}}"),
            format!(r#"{data},"source":null,"type":null}}"#),
            format!(r#"{data},"source":"contoso"}}"#),
            "{}".to_owned(),
        ]
    );
    assert_eq!(received[2].header("x-request"), Some("1"));
}
