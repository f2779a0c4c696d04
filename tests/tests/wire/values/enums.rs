//! Enumerations and flags.

use std::collections::HashSet;

use clientwright_odata::{from_json, to_json};
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    LifecycleTaskCategory as Category, LifecycleWorkflowProcessingStatus as Status, TaskDefinition,
    TaskReport,
};

use super::exact;

#[test]
fn every_declared_member() {
    for (text, member, value) in [
        ("queued", Status::Queued, 0),
        ("inProgress", Status::InProgress, 1),
        ("completed", Status::Completed, 2),
        ("completedWithErrors", Status::CompletedWithErrors, 3),
        ("canceled", Status::Canceled, 4),
        ("failed", Status::Failed, 5),
        // After the sentinel of the service, which is 6.
        ("canceling", Status::Canceling, 7),
        ("quarantined", Status::Quarantined, 8),
    ] {
        assert_eq!(exact::<Status>(&format!("\"{text}\"")), member);
        assert_eq!(Status::from(text), member);
        assert_eq!((member.as_str(), member.value()), (text, Some(value)));
        assert_eq!(member.to_string(), text);
    }
}

#[test]
fn the_sentinel_and_values_never_seen() {
    for text in [
        "unknownFutureValue",
        "paused",
        "",
        "größe",
        "a,b",
        "\\\"\\n",
    ] {
        let status: Status = exact(&format!("\"{text}\""));
        assert!(
            matches!(status, Status::UnknownFutureValue(_)),
            "{status:?}"
        );
        assert_eq!(status.value(), None);
    }
    // A number where the standard has text: 9 is not a member, and stays a number.
    let status: Status = exact("9");
    assert!(
        matches!(status, Status::UnknownFutureValue(_)),
        "{status:?}"
    );
    assert_eq!(status.value(), Some(9));
}

#[test]
fn members_in_another_case_and_by_number() {
    for text in ["\"Failed\"", "\"FAILED\"", "\"5\"", "5", "5.0"] {
        let status: Status = from_json(text.as_bytes()).unwrap();
        assert_eq!(status, Status::Failed, "{text}");
        assert_eq!(to_json(&status).unwrap(), b"\"failed\"", "{text}");
    }
    for (text, written) in [
        ("\"JOINER,leaver\"", "\"joiner,leaver\""),
        ("\"3\"", "\"joiner,leaver\""),
        ("3", "\"joiner,leaver\""),
        ("\"Mover, new\"", "\"mover,new\""),
        ("\"LEAVER\"", "\"leaver\""),
    ] {
        let category: Category = from_json(text.as_bytes()).unwrap();
        assert_eq!(to_json(&category).unwrap(), written.as_bytes(), "{text}");
    }
}

#[test]
fn unknown_values_can_be_distinguished_and_created() {
    let (paused, stopped) = (Status::from("paused"), Status::from("stopped"));
    assert_ne!(paused, stopped);
    assert_eq!(
        HashSet::from([paused.clone(), stopped, Status::from("paused")]).len(),
        2
    );
    let report = TaskReport {
        processing_status: Some(paused),
        ..TaskReport::default()
    };
    assert_eq!(
        to_json(&report).unwrap(),
        br#"{"processingStatus":"paused"}"#
    );
}

#[test]
fn in_their_entity() {
    for status in [
        "failed",
        "canceling",
        "quarantined",
        "unknownFutureValue",
        "paused",
    ] {
        exact::<TaskReport>(&format!(r#"{{"id":"r","processingStatus":"{status}"}}"#));
    }
    let error = from_json::<TaskReport>(br#"{"processingStatus":{"value":1}}"#).unwrap_err();
    assert_eq!(error.path(), "processingStatus");
}

#[test]
fn flags_lose_nothing() {
    for text in [
        "joiner",
        "joiner,leaver,other",
        "leaver,joiner",
        "joiner, leaver",
        "mover,unknownFutureValue",
        "unknownFutureValue",
        "one,two",
        "64",
        "65",
        "",
    ] {
        exact::<TaskDefinition>(&format!(r#"{{"category":"{text}"}}"#));
    }
    exact::<TaskDefinition>(r#"{"category":64}"#);
}

#[test]
fn flags_are_sets() {
    let read: Category = exact("\"joiner,leaver,other\"");
    assert!(read.contains(&Category::JOINER));
    assert!(read.contains(&(Category::LEAVER | Category::JOINER)));
    assert!(!read.contains(&Category::MOVER));
    assert_eq!(
        read.names().collect::<Vec<_>>(),
        ["joiner", "leaver", "other"]
    );
    assert_eq!(read, Category::from("other,leaver,joiner"));
    assert_eq!(Category::from("9"), Category::JOINER | Category::MOVER);
    // Only a change writes it in a new form, and keeps unknown values.
    assert_eq!(
        (read.clone() | Category::JOINER).to_string(),
        "joiner,leaver,other"
    );
    assert_eq!(
        (read.clone() | Category::MOVER).to_string(),
        "joiner,leaver,mover,other"
    );
    assert_eq!(read.without(&Category::LEAVER).to_string(), "joiner,other");
}
