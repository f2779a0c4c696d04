//! The code of the README on a mock of Microsoft Graph.

use std::error::Error;

use clientwright_mock::{Fault, Method, Mock, Preset};
use example_testing::{failed_reports, line, resume};
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    LifecycleWorkflowProcessingStatus as Status, TaskProcessingResult, TaskReport,
};

type Result = std::result::Result<(), Box<dyn Error>>;

const REPORTS: &str = "/identityGovernance/lifecycleWorkflows/workflows/w1/taskReports";

/// A mock with pages of two reports. The file is a slice of the metadata of Graph.
fn mock() -> std::result::Result<Mock, Box<dyn Error>> {
    let mock = Mock::builder("schemas/task-reports.csdl.xml")
        .preset(Preset::Graph)
        .base_path("/v1.0")
        .page_size(2)
        .start()?;
    let failed = Status::Failed;
    let reports = [
        report("r1", failed.clone(), 2, "2026-02-03T04:05:06Z")?,
        report("r2", Status::Completed, 0, "2026-02-03T04:05:07Z")?,
        report("r3", failed.clone(), 0, "2026-02-03T04:05:08Z")?,
        report("r4", failed.clone(), 7, "2026-02-04T00:00:00+02:00")?,
        report("r5", failed, 1, "2026-02-01T00:00:00Z")?,
    ];
    mock.seed(REPORTS, &reports)?;
    let results = [
        result("p1", Some("The mailbox is full.")),
        result("p2", None),
    ];
    mock.seed(&format!("{REPORTS}/r1/taskProcessingResults"), &results)?;
    Ok(mock)
}

fn report(
    id: &str,
    status: Status,
    failed: i32,
    updated: &str,
) -> std::result::Result<TaskReport, Box<dyn Error>> {
    Ok(TaskReport {
        id: Some(id.to_owned()),
        run_id: Some(format!("run-{id}")),
        processing_status: Some(status),
        failed_users_count: Some(failed),
        last_updated_date_time: Some(updated.parse()?),
        ..TaskReport::default()
    })
}

fn result(id: &str, reason: Option<&str>) -> TaskProcessingResult {
    TaskProcessingResult {
        id: Some(id.to_owned()),
        failure_reason: reason.map(str::to_owned),
        ..TaskProcessingResult::default()
    }
}

fn graph(mock: &Mock) -> std::result::Result<GraphClient, Box<dyn Error>> {
    let builder = GraphClient::builder().bearer_token("t");
    Ok(builder.base_url(mock.url()).build()?)
}

#[tokio::test]
async fn failed_reports_are_read_over_all_pages() -> Result {
    let mock = mock()?;
    let reports = failed_reports(&graph(&mock)?, "w1").await?;
    let lines = reports
        .iter()
        .map(line)
        .collect::<std::result::Result<Vec<_>, _>>()?;
    assert_eq!(lines, ["r4: 7 users", "r1: 2 users", "r5: 1 users"]);
    let results = reports[1]
        .task_processing_results
        .as_ref()
        .expect("they are expanded");
    let ids: Vec<_> = results.iter().map(|result| result.id.as_deref()).collect();
    assert_eq!(ids, [Some("p1")]);
    // What was not selected is not there.
    assert_eq!(reports[0].processing_status, None);
    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header("authorization"), Some("Bearer t"));
    assert!(requests[1].query_option("$skiptoken").is_some());
    Ok(())
}

#[tokio::test]
async fn a_busy_service_is_asked_again() -> Result {
    let mock = mock()?;
    mock.fault(Fault::too_many_requests(0).times(2));
    let reports = failed_reports(&graph(&mock)?, "w1").await?;
    assert_eq!(reports.len(), 3);
    assert_eq!(mock.requests().len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_task_is_resumed() -> Result {
    let mock = mock()?;
    let path =
        format!("{REPORTS}/*/taskProcessingResults/*/microsoft.graph.identityGovernance.resume");
    mock.on(Method::POST, &path).no_content();
    resume(&graph(&mock)?, "w1", "r1", "p1").await?;
    let requests = mock.requests();
    let [request] = requests.as_slice() else {
        panic!("one request: {requests:?}");
    };
    assert!(
        request
            .path
            .contains("/taskReports/r1/taskProcessingResults/p1/")
    );
    assert!(
        request.text().contains(r#""source":"payroll""#),
        "{}",
        request.text()
    );
    Ok(())
}

#[tokio::test]
async fn a_workflow_that_does_not_exist_is_an_error_of_the_service() -> Result {
    let mock = mock()?;
    let error = failed_reports(&graph(&mock)?, "w2")
        .await
        .expect_err("there is no such workflow");
    assert!(error.is_not_found(), "{error}");
    Ok(())
}
