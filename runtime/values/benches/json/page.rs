//! A page of 1,000 results in several shapes, and twice the same types: by the runtime and by
//! `#[derive(Serialize, Deserialize)]`. The page is like Graph's: 12 properties and a nested object on each item.

use clientwright_values::time::DateTimeOffset;
use clientwright_values::{Annotations, PropertyBag, enumeration::UnknownValue};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum DeriveStatus {
    Queued,
    InProgress,
    Completed,
    CompletedWithErrors,
    Canceled,
    Failed,
    UnknownFutureValue,
}

#[derive(Clone)]
pub(crate) enum Status {
    Queued,
    InProgress,
    Completed,
    CompletedWithErrors,
    Canceled,
    Failed,
    UnknownFutureValue(UnknownValue),
}

clientwright_values::enumeration! {
    Status = "microsoft.graph.identityGovernance.lifecycleWorkflowProcessingStatus", UnknownFutureValue;
    Queued = "queued" 0,
    InProgress = "inProgress" 1,
    Completed = "completed" 2,
    CompletedWithErrors = "completedWithErrors" 3,
    Canceled = "canceled" 4,
    Failed = "failed" 5,
}

/// One struct both ways: `Name` by the runtime, `DeriveName` by derive, which has more fields where they are listed.
macro_rules! twins {
    ($name:ident = $type:literal, $derive:ident $fields:tt) => {
        twins!(@runtime $name = $type, $fields);
        twins!(@derive $derive {} $fields);
    };
    ($name:ident = $type:literal, $derive:ident, $more:ident $more_fields:tt $fields:tt) => {
        twins!($name = $type, $derive $fields);
        twins!(@derive $more $more_fields $fields);
    };
    (@runtime $name:ident = $type:literal, { $($field:ident = $wire:literal: $value:ty | $derived:ty,)* }) => {
        #[derive(Default)]
        pub(crate) struct $name {
            $($field: Option<$value>,)*
            additional_properties: PropertyBag,
            odata: Option<Box<Annotations>>,
        }

        clientwright_values::object! { $name = $type; $($field = $wire,)* }
    };
    (
        @derive $name:ident { $($more:ident = $more_wire:literal: $more_type:ty,)* }
        { $($field:ident = $wire:literal: $value:ty | $derived:ty,)* }
    ) => {
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub(crate) struct $name {
            $(
                #[serde(rename = $more_wire, skip_serializing_if = "Option::is_none")]
                $more: Option<$more_type>,
            )*
            $(
                #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
                $field: Option<$derived>,
            )*
        }
    };
}

twins! { Task = "microsoft.graph.identityGovernance.task", DeriveTask {
    id = "id": String | String,
    display_name = "displayName": String | String,
    execution_sequence = "executionSequence": i32 | i32,
    is_enabled = "isEnabled": bool | bool,
}}

twins! { Report = "microsoft.graph.identityGovernance.taskReport", DeriveReport,
DeriveReportWithEtag { etag = "@odata.etag": String, } {
    id = "id": String | String,
    completed_date_time = "completedDateTime": DateTimeOffset | DateTimeOffset,
    failed_users_count = "failedUsersCount": i32 | i32,
    last_updated_date_time = "lastUpdatedDateTime": DateTimeOffset | DateTimeOffset,
    processing_status = "processingStatus": Status | DeriveStatus,
    run_id = "runId": String | String,
    started_date_time = "startedDateTime": DateTimeOffset | DateTimeOffset,
    successful_users_count = "successfulUsersCount": i32 | i32,
    total_users_count = "totalUsersCount": i32 | i32,
    unprocessed_users_count = "unprocessedUsersCount": i32 | i32,
    failure_reason = "failureReason": String | String,
    task = "task": Box<Task> | Box<DeriveTask>,
}}

/// What is in each item.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Full,
    /// What a `$select` of three properties leaves.
    Sparse,
    /// All properties, in an order that defeats prediction.
    Reversed,
    /// `@odata.etag` first, as most services send it. The runtime keeps it among the annotations.
    WithEtags,
    /// Eight declared properties and three that only the service knows. The runtime keeps those in the bag; derive skips
    /// them when it reads.
    Undeclared,
}

pub(crate) const SHAPES: [Shape; 5] = [
    Shape::Full,
    Shape::Sparse,
    Shape::Reversed,
    Shape::WithEtags,
    Shape::Undeclared,
];

/// The text of a page.
pub(crate) fn page(shape: Shape) -> String {
    let item = |i: usize| {
        let mut entries = vec![
            format!(r#""id":"2eef2b48-3e23-4a6b-8b7a-{i:012}""#),
            format!(r#""completedDateTime":"2022-08-24T01:13:{:02}.5281247Z""#, i % 60),
            format!(r#""failedUsersCount":{}"#, i % 7),
            r#""lastUpdatedDateTime":"2022-08-24T01:14:01Z""#.to_owned(),
            format!(r#""processingStatus":"{}""#, ["queued", "completed", "completedWithErrors", "failed"][i % 4]),
            format!(r#""runId":"40efc576-840f-47d0-ab95-{i:012}""#),
            r#""startedDateTime":"2022-08-24T01:11:00.2345678Z""#.to_owned(),
            format!(r#""successfulUsersCount":{i}"#),
            format!(r#""totalUsersCount":{}"#, i + 7),
            r#""unprocessedUsersCount":0"#.to_owned(),
            r#""failureReason":null"#.to_owned(),
            r#""task":{"id":"78650318-7238-4e7e-852f-2c36cbeff340","displayName":"Remove access package assignment for user","executionSequence":3,"isEnabled":true}"#.to_owned(),
        ];
        match shape {
            Shape::Full => {}
            Shape::Sparse => entries = entries.into_iter().step_by(4).collect(),
            Shape::Reversed => entries.reverse(),
            Shape::Undeclared => {
                entries.truncate(8);
                entries.push(format!(r#""extension_1_costCenter":"R{i}""#));
                entries.push(r#""extension_1_budget":12345678901.25"#.to_owned());
                entries.push(
                    r#""extension_1_place":{"city":"Oslo","floors":[1,2,3],"open":true}"#
                        .to_owned(),
                );
            }
            Shape::WithEtags => entries.insert(0, r#""@odata.etag":"W/\"JzEtVDA=\"""#.to_owned()),
        }
        format!("{{{}}}", entries.join(","))
    };
    format!("[{}]", (0..1000).map(item).collect::<Vec<_>>().join(","))
}
