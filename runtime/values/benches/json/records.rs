//! A page of 1,000 objects of an OpenAPI service, and the same types twice: as clients have them and with derive. Both know which
//! properties are required, and both read what may be null.

use std::collections::BTreeMap;

use clientwright_values::time::{Date, DateTimeOffset};
use clientwright_values::{PropertyBag, record::Nulls};
use serde::{Deserialize, Serialize};

use crate::page::{DeriveStatus, Status};

#[derive(Clone, PartialEq)]
pub(crate) struct Owner {
    name: String,
    phone: Option<String>,
    additional_properties: PropertyBag,
    nulls: Nulls,
}

clientwright_values::record! {
    Owner = "Owner";
    name = "name" required,
    phone = "phone" optional_nullable,
    ; undeclared = [additional_properties], nulls = [nulls]
}

#[derive(Clone, PartialEq)]
pub(crate) struct Pet {
    id: i64,
    name: String,
    status: Status,
    born: Option<Date>,
    weight: Option<f64>,
    is_insured: Option<bool>,
    changed_at: DateTimeOffset,
    owner: Option<Owner>,
    labels: Option<BTreeMap<String, String>>,
    notes: Option<Vec<String>>,
    additional_properties: PropertyBag,
}

clientwright_values::record! {
    Pet = "Pet";
    id = "id" required,
    name = "name" required,
    status = "status" required,
    born = "born",
    weight = "weight",
    is_insured = "is_insured",
    changed_at = "changed_at" required,
    owner = "owner",
    labels = "labels",
    notes = "notes",
    ; undeclared = [additional_properties], nulls = []
}

#[derive(Serialize, Deserialize)]
pub(crate) struct DeriveOwner {
    name: String,
    // Null is written, as it was read.
    #[serde(default)]
    phone: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct DerivePet {
    id: i64,
    name: String,
    status: DeriveStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    born: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_insured: Option<bool>,
    changed_at: DateTimeOffset,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<DeriveOwner>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    labels: Option<BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<String>>,
}

/// The text of the page.
pub(crate) fn page() -> String {
    let item = |i: usize| {
        let status = ["queued", "completed", "completedWithErrors", "failed"][i % 4];
        let second = i % 60;
        format!(
            r#"{{"id":{i},"name":"Rex the {i}th","status":"{status}","born":"2022-07-19","weight":{}.25,"is_insured":true,"changed_at":"2022-08-24T01:13:{second:02}.5281247Z","owner":{{"name":"Ada Lovelace","phone":null}},"labels":{{"colour":"brown","room":"{second}"}},"notes":["calm","afraid of cats"]}}"#,
            i % 40
        )
    };
    format!("[{}]", (0..1000).map(item).collect::<Vec<_>>().join(","))
}
