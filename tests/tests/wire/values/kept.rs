//! Properties and annotations that the metadata does not declare are kept.

use clientwright_odata::from_json;
use msgraph_lifecycle_workflows::v1_0::User;
use msgraph_lifecycle_workflows::v1_0::identity_governance::{TaskReport, Workflow};
use serde_json::json;

use super::{exact, round_trip};

#[test]
fn properties_and_annotations() {
    let report: TaskReport = exact(concat!(
        r#"{"@odata.context":"https://host/$metadata#r","@odata.etag":"W/\"1\"","@contoso.note":"n","id":"r","#,
        r#""runId@contoso.secret":true,"runId":"run","task@odata.navigationLink":"task","#,
        r##""newThing@odata.type":"#Collection(String)","newThing":{"a":[1,null,"x"]},"other":null}"##
    ));
    assert_eq!(
        report.additional_properties.get("newThing"),
        Ok(Some(json!({"a": [1, null, "x"]})))
    );
    assert_eq!(report.additional_properties.len(), 2);
    let annotations = report.odata.unwrap();
    assert_eq!(annotations.etag(), Some("W/\"1\""));
    assert_eq!(annotations.get_str("@contoso.note"), Some("n"));
    assert_eq!(annotations.get("runId@contoso.secret"), Ok(Some(true)));
    assert_eq!(annotations.navigation_link_of("task"), Some("task"));
}

#[test]
fn below_collections_and_on_open_types() {
    exact::<Workflow>(
        // A value of a derived type contains its type name.
        r##"{"@odata.type":"#microsoft.graph.identityGovernance.workflow","id":"w","tasks@odata.count":1,"tasks":[{"@odata.etag":"e","id":"t","colour":"red"}]}"##,
    );
    let user: User = exact(
        r##"{"@odata.type":"#microsoft.graph.user","id":"u","displayName":"Ada","extension_0123_costCenter":"R&D"}"##,
    );
    assert_eq!(
        user.additional_properties
            .get_raw("extension_0123_costCenter"),
        Some("\"R&D\"")
    );
}

#[test]
fn the_short_spelling_of_4_01() {
    let report: TaskReport =
        exact(r#"{"@context":"c","@etag":"e","id":"r","task@navigationLink":"l"}"#);
    let annotations = report.odata.unwrap();
    assert_eq!(
        (annotations.context(), annotations.etag()),
        (Some("c"), Some("e"))
    );
    assert_eq!(annotations.navigation_link_of("task"), Some("l"));
}

#[test]
fn null_and_absent_read_alike() {
    let (null, written) = round_trip::<TaskReport>(
        r#"{"id":"r","runId":null,"task":null,"taskProcessingResults":null}"#,
    );
    assert_eq!(null, exact::<TaskReport>(r#"{"id":"r"}"#));
    assert_eq!(written, r#"{"id":"r"}"#);
}

#[test]
fn the_order_of_the_service_does_not_matter() {
    let (value, written) =
        round_trip::<TaskReport>(r#"{"totalUsersCount":3,"new":1,"id":"r","@odata.etag":"e"}"#);
    assert_eq!(
        written,
        r#"{"@odata.etag":"e","id":"r","totalUsersCount":3,"new":1}"#
    );
    assert_eq!(value, exact::<TaskReport>(&written));
}

#[test]
fn values_that_cannot_be_read_name_their_path() {
    for (json, path) in [
        (r#"{"failedUsersCount":"many"}"#, "failedUsersCount"),
        (r#"{"failedUsersCount":2147483648}"#, "failedUsersCount"),
        (
            r#"{"taskProcessingResults":[{},{"subject":{"accountEnabled":1}}]}"#,
            "taskProcessingResults[1].subject.accountEnabled",
        ),
        (r#"{"id":"a","id":"b"}"#, "id"),
    ] {
        let error = from_json::<TaskReport>(json.as_bytes()).unwrap_err();
        assert_eq!(error.path(), path, "{error}");
    }
}
