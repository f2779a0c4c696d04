//! Instants, as Graph sends them.

use clientwright_odata::edm::DateTimeOffset;
use clientwright_odata::from_json;
use msgraph_lifecycle_workflows::v1_0::identity_governance::TaskReport;

use super::exact;

#[test]
fn byte_for_byte() {
    for text in [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "2022-08-24T01:13:44.5281247Z",
        "2018-10-31T10:36:37-08:00",
        "2024-02-29T23:59:59.0000000+14:00",
        "2026-01-31T00:00:00.10Z",
        "2026-01-31T00:00Z",
        "1999-12-31T23:59:59+00:00",
    ] {
        let report: TaskReport = exact(&format!(r#"{{"completedDateTime":"{text}"}}"#));
        assert_eq!(report.completed_date_time.unwrap().to_string(), text);
    }
}

#[test]
fn compared_by_instant() {
    let parse = |text: &str| text.parse::<DateTimeOffset>().unwrap();
    assert_eq!(
        parse("2018-10-31T10:36:37-08:00"),
        parse("2018-10-31T18:36:37.000Z")
    );
    assert!(parse("2022-08-24T01:13:44.5281247Z") < parse("2022-08-24T01:13:44.5281248Z"));
    assert!(parse("0001-01-01T00:00:00Z") < parse("9999-12-31T23:59:59.9999999Z"));
}

#[test]
fn an_invalid_date_names_its_property() {
    for text in [
        "2022-08-24",
        "2022-02-30T00:00:00Z",
        "2022-08-24T01:13:44",
        "soon",
        "",
    ] {
        let json = format!(r#"{{"id":"r","startedDateTime":"{text}"}}"#);
        let error = from_json::<TaskReport>(json.as_bytes()).unwrap_err();
        assert_eq!(error.path(), "startedDateTime", "{text}");
        assert_eq!(
            error.type_name(),
            Some("microsoft.graph.identityGovernance.taskReport")
        );
    }
}
