//! The code of the README, with the client as an argument, so that a test can pass a client of a mock. `tests/reports.rs` has the
//! tests.

use clientwright_odata::{Error, Object as _, null};
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    CustomTaskExtensionCallbackData, LifecycleWorkflowProcessingStatus as Status,
    TaskProcessingResult, TaskReport,
};

/// Reads the reports of a workflow about tasks that failed, the latest first, each with the results that have a reason.
///
/// # Errors
///
/// The client's error: see [`Error`].
pub async fn failed_reports(
    graph: &GraphClient,
    workflow_id: &str,
) -> Result<Vec<TaskReport>, Error> {
    let workflows = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows();
    workflows
        .id(workflow_id)
        .task_reports()
        .list()
        .filter(
            TaskReport::PROCESSING_STATUS
                .eq(Status::Failed)
                .and(TaskReport::FAILED_USERS_COUNT.gt(0)),
        )
        .select((
            TaskReport::ID,
            TaskReport::RUN_ID,
            TaskReport::FAILED_USERS_COUNT,
        ))
        .expand(
            TaskReport::TASK_PROCESSING_RESULTS
                .filter(TaskProcessingResult::FAILURE_REASON.ne(null())),
        )
        .order_by(TaskReport::LAST_UPDATED_DATE_TIME.desc())
        .collect_all()
        .await
}

/// A line about a report.
///
/// # Errors
///
/// A property is missing.
pub fn line(report: &TaskReport) -> Result<String, Error> {
    let id = report.require(TaskReport::ID)?;
    let count = report.require(TaskReport::FAILED_USERS_COUNT)?;
    Ok(format!("{id}: {count} users"))
}

/// Continues a task that waits for another system.
///
/// # Errors
///
/// The client's error: see [`Error`].
pub async fn resume(
    graph: &GraphClient,
    workflow_id: &str,
    report_id: &str,
    result_id: &str,
) -> Result<(), Error> {
    let workflows = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows();
    let report = workflows.id(workflow_id).task_reports().id(report_id);
    let result = report.task_processing_results().id(result_id);
    result
        .resume(CustomTaskExtensionCallbackData::default())
        .source("payroll")
        .await
}
