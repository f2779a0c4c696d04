//! What the program does, for its test to call.

mod settings;
mod table;

use clientwright_odata::{Error, Object as _};
use futures_util::TryStreamExt as _;
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    LifecycleWorkflowProcessingStatus as Status, Task, TaskProcessingResult, TaskReport,
};
use msgraph_lifecycle_workflows::v1_0::{GraphClient, User};

pub use settings::Settings;
pub use table::table;

/// A task that did not go well in one run, with its single results.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The report; it names the task.
    pub report: TaskReport,
    /// The results that failed; each names its user.
    pub results: Vec<TaskProcessingResult>,
}

/// Reads the failures of a workflow, the latest first.
///
/// # Errors
///
/// The client's error: see [`Error`].
pub async fn failures(graph: &GraphClient, workflow: &str) -> Result<Vec<Failure>, Error> {
    let workflows = graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows();
    let reports = workflows.id(workflow).task_reports();

    let mut failed = reports
        .list()
        .filter(TaskReport::PROCESSING_STATUS.in_([Status::Failed, Status::CompletedWithErrors]))
        .select((
            TaskReport::ID,
            TaskReport::PROCESSING_STATUS,
            TaskReport::LAST_UPDATED_DATE_TIME,
            TaskReport::FAILED_USERS_COUNT,
            TaskReport::TOTAL_USERS_COUNT,
        ))
        .expand(TaskReport::TASK.select(Task::DISPLAY_NAME))
        .order_by(TaskReport::LAST_UPDATED_DATE_TIME.desc())
        .stream();

    let mut failures = Vec::new();
    while let Some(report) = failed.try_next().await? {
        let results = reports
            .id(report.require(TaskReport::ID)?)
            .task_processing_results()
            .list()
            .filter(TaskProcessingResult::PROCESSING_STATUS.eq(Status::Failed))
            .expand(TaskProcessingResult::SUBJECT.select((User::ID, User::USER_PRINCIPAL_NAME)))
            .collect_all()
            .await?;
        failures.push(Failure { report, results });
    }
    Ok(failures)
}
