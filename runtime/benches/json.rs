//! A page of 1,000 results: the runtime's objects beside `#[derive(Serialize, Deserialize)]` on the same fields.
//!
//! `cargo bench -p odata-runtime --bench json`; the ratio `derive / runtime` of each pair is the number to watch, and
//! should not be under 1. The page holds what Graph sends: 12 properties, an etag and a nested object on each item.
//! `sparse` has what `$select` leaves of it, and `reversed` its properties in an order that defeats prediction.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

use divan::{Bencher, black_box};
use odata_runtime::edm::DateTimeOffset;
use odata_runtime::wire::AsWire;
use odata_runtime::{Annotations, PropertyBag, Repr, UnknownValue, from_json};
use serde::{Deserialize, Serialize};

pub(crate) fn main() {
    divan::main();
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum DeriveStatus {
    Queued,
    InProgress,
    Completed,
    CompletedWithErrors,
    Canceled,
    Failed,
    UnknownFutureValue,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Status {
    Queued,
    InProgress,
    Completed,
    CompletedWithErrors,
    Canceled,
    Failed,
    UnknownFutureValue(UnknownValue),
}

impl odata_runtime::Enumeration for Status {
    const NAME: &'static str =
        "microsoft.graph.identityGovernance.lifecycleWorkflowProcessingStatus";
    const MEMBERS: &'static [(&'static str, i64)] = &[
        ("queued", 0),
        ("inProgress", 1),
        ("completed", 2),
        ("completedWithErrors", 3),
        ("canceled", 4),
        ("failed", 5),
    ];
    fn from_index(index: usize) -> Option<Self> {
        match index {
            0 => Some(Self::Queued),
            1 => Some(Self::InProgress),
            2 => Some(Self::Completed),
            3 => Some(Self::CompletedWithErrors),
            4 => Some(Self::Canceled),
            5 => Some(Self::Failed),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownValue) -> Self {
        Self::UnknownFutureValue(value)
    }
    fn repr(&self) -> Repr<'_> {
        match self {
            Self::Queued => Repr::Member(0),
            Self::InProgress => Repr::Member(1),
            Self::Completed => Repr::Member(2),
            Self::CompletedWithErrors => Repr::Member(3),
            Self::Canceled => Repr::Member(4),
            Self::Failed => Repr::Member(5),
            Self::UnknownFutureValue(value) => Repr::Unknown(value),
        }
    }
}
odata_runtime::enumeration!(Status);

/// One struct by both ways: `Name` by the runtime, `DeriveName` by derive.
macro_rules! twins {
    ($name:ident = $type:literal, $derive:ident, $($field:ident = $wire:literal: $value:ty | $derived:ty),* $(,)?) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        struct $name {
            $($field: Option<$value>,)*
            additional_properties: PropertyBag,
            odata: Option<Box<Annotations>>,
        }

        odata_runtime::object! { $name = $type; $($field = $wire,)* }

        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        struct $derive {
            $(
                #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
                $field: Option<$derived>,
            )*
        }
    };
}

twins! { Task = "microsoft.graph.identityGovernance.task", DeriveTask,
    id = "id": String | String,
    display_name = "displayName": String | String,
    execution_sequence = "executionSequence": i32 | i32,
    is_enabled = "isEnabled": bool | bool,
}

twins! { Report = "microsoft.graph.identityGovernance.taskReport", DeriveReport,
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
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    Full,
    Sparse,
    Reversed,
    WithEtags,
}

const SHAPES: [Shape; 4] = [
    Shape::Full,
    Shape::Sparse,
    Shape::Reversed,
    Shape::WithEtags,
];

fn page(shape: Shape) -> String {
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
            Shape::WithEtags => entries.insert(0, r#""@odata.etag":"W/\"JzEtVDA=\"""#.to_owned()),
        }
        format!("{{{}}}", entries.join(","))
    };
    format!("[{}]", (0..1000).map(item).collect::<Vec<_>>().join(","))
}

#[divan::bench_group(sample_count = 200)]
mod decode {
    use super::*;

    #[divan::bench(args = SHAPES)]
    fn runtime(bencher: Bencher<'_, '_>, shape: Shape) {
        let text = page(shape);
        bencher.bench(|| from_json::<Vec<Report>>(black_box(text.as_bytes())).unwrap());
    }

    /// As `runtime`, without the check that the whole is UTF-8.
    #[divan::bench(args = SHAPES)]
    fn runtime_str(bencher: Bencher<'_, '_>, shape: Shape) {
        let text = page(shape);
        bencher.bench(|| serde_json::from_str::<AsWire<Vec<Report>>>(black_box(&text)).unwrap());
    }

    #[divan::bench(args = SHAPES)]
    fn derive(bencher: Bencher<'_, '_>, shape: Shape) {
        let text = page(shape);
        bencher.bench(|| {
            serde_json::from_slice::<Vec<DeriveReport>>(black_box(text.as_bytes())).unwrap()
        });
    }

    /// What people use where there is no generated type.
    #[divan::bench(args = SHAPES)]
    fn value(bencher: Bencher<'_, '_>, shape: Shape) {
        let text = page(shape);
        bencher.bench(|| {
            serde_json::from_slice::<serde_json::Value>(black_box(text.as_bytes())).unwrap()
        });
    }

    /// As `derive`, from a `str`, whose strings need no check: what the runtime reads from after one check.
    #[divan::bench(args = SHAPES)]
    fn derive_str(bencher: Bencher<'_, '_>, shape: Shape) {
        let text = page(shape);
        bencher.bench(|| serde_json::from_str::<Vec<DeriveReport>>(black_box(&text)).unwrap());
    }
}

#[divan::bench_group(sample_count = 200)]
mod encode {
    use super::*;

    #[divan::bench(args = SHAPES)]
    fn runtime(bencher: Bencher<'_, '_>, shape: Shape) {
        let value: Vec<Report> = from_json(page(shape).as_bytes()).unwrap();
        bencher.bench(|| serde_json::to_vec(&AsWire(black_box(&value))).unwrap());
    }

    #[divan::bench(args = SHAPES)]
    fn request(bencher: Bencher<'_, '_>, shape: Shape) {
        let value: Vec<Report> = from_json(page(shape).as_bytes()).unwrap();
        bencher.bench(|| odata_runtime::to_request_json(black_box(&value)).unwrap());
    }

    #[divan::bench(args = SHAPES)]
    fn derive(bencher: Bencher<'_, '_>, shape: Shape) {
        let value: Vec<DeriveReport> = serde_json::from_str(&page(shape)).unwrap();
        bencher.bench(|| serde_json::to_vec(black_box(&value)).unwrap());
    }

    #[divan::bench(args = SHAPES)]
    fn value(bencher: Bencher<'_, '_>, shape: Shape) {
        let value: serde_json::Value = serde_json::from_str(&page(shape)).unwrap();
        bencher.bench(|| serde_json::to_vec(black_box(&value)).unwrap());
    }
}

#[divan::bench_group(sample_count = 200)]
mod date {
    use super::*;

    const TEXT: &str = "2022-08-24T01:13:44.5281247Z";

    #[divan::bench]
    fn parse() -> DateTimeOffset {
        black_box(TEXT).parse().unwrap()
    }

    #[divan::bench]
    fn format(bencher: Bencher<'_, '_>) {
        let value: DateTimeOffset = TEXT.parse().unwrap();
        bencher.bench(|| serde_json::to_string(black_box(&value)).unwrap());
    }
}
