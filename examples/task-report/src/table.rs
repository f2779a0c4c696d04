//! Failures as text.

use std::fmt::Write as _;

use msgraph_lifecycle_workflows::v1_0::identity_governance::TaskProcessingResult;

use crate::Failure;

const HEADINGS: [&str; 5] = ["TASK", "UPDATED", "FAILED", "USER", "REASON"];

/// Failures as a table: a row for each result, or one for a report without any.
pub fn table(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return "no task of the workflow has failed".to_owned();
    }
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(failures.iter().flat_map(rows_of));

    let mut widths = [0; HEADINGS.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            // Writing to a string does not fail.
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

fn rows_of(failure: &Failure) -> Vec<[String; HEADINGS.len()]> {
    let report = &failure.report;
    let task = report
        .task
        .as_ref()
        .and_then(|task| task.display_name.clone());
    let number = |count: Option<i32>| count.map_or_else(dash, |count| count.to_string());
    let start = [
        task.unwrap_or_else(dash),
        report
            .last_updated_date_time
            .map_or_else(dash, |time| time.to_string()),
        format!(
            "{} of {}",
            number(report.failed_users_count),
            number(report.total_users_count)
        ),
    ];
    let row = |user: String, reason: String| {
        let [task, updated, failed] = start.clone();
        [task, updated, failed, user, reason]
    };
    if failure.results.is_empty() {
        return vec![row(dash(), dash())];
    }
    let results = failure.results.iter();
    results
        .map(|result| {
            row(
                user(result),
                result.failure_reason.clone().unwrap_or_else(dash),
            )
        })
        .collect()
}

/// The user's name, else the id.
fn user(result: &TaskProcessingResult) -> String {
    let user = result.subject.as_ref();
    user.and_then(|user| user.user_principal_name.clone().or_else(|| user.id.clone()))
        .unwrap_or_else(dash)
}

fn dash() -> String {
    "-".to_owned()
}
