//! Values that users of other clients reported as unreadable or changed, in a property of each type.

use clientwright_odata::{Annotations, from_json};

use super::goldens::corrections::Order;
use super::goldens::dataverse::Account;
use super::goldens::names_in_case::{CClient, Colour, PlanUrl};
use super::goldens::primitives::Everything;
use super::{client, exact, round_trip};

/// Values that are written as they were read.
#[test]
fn values_that_stay_as_they_are() {
    for (name, values) in [
        (
            "instant",
            &[
                "2024-02-03T04:05Z",
                "2024-02-03T04:05:06.1234567+05:45",
                "0001-01-01T00:00:00+02:00",
                "9999-12-31T23:59:59.9999999-14:00",
            ] as &[&str],
        ),
        ("time", &["08:00:00.0000000", "23:59"]),
        ("day", &["0001-01-01"]),
        (
            "span",
            &[
                "P0D",
                "PT0S",
                "P1W",
                "-P1DT24H",
                "PT0.0000001S",
                "P99999999D",
                "PT36H",
            ],
        ),
        ("bytes", &["AQ==", "AQ", "-_8=", "+/8=", "+/8", ""]),
        ("double", &["NaN", "INF"]),
        ("single", &["-INF", "NaN"]),
    ] {
        for value in values {
            exact::<Everything>(&format!(r#"{{"{name}":"{value}"}}"#));
        }
    }
    exact::<Everything>(r#"{"long":9007199254740993}"#);
    // Nested as well, also in undeclared properties.
    exact::<Everything>(r#"{"single":"-INF","place":{"coordinates":["NaN",1.5],"type":"Point"}}"#);
    exact::<Everything>(r#"{"other":{"at":["INF","08:00"]}}"#);
}

/// Other forms of a value, which are written in the usual form.
#[test]
fn spellings_that_are_read_too() {
    const GUID: &str = r#""0f8fad5b-d9cb-469f-a165-70867728950e""#;
    for (name, read, written) in [
        ("guid", r#""{0f8fad5b-d9cb-469f-a165-70867728950e}""#, GUID),
        ("guid", r#""0F8FAD5B-D9CB-469F-A165-70867728950E""#, GUID),
        ("guid", r#""0f8fad5bd9cb469fa16570867728950e""#, GUID),
        ("double", r#""1.5""#, "1.5"),
        ("long", r#""9223372036854775807""#, "9223372036854775807"),
        ("long", "1.0", "1"),
        ("int", "3.0", "3"),
        ("int", "1e2", "100"),
    ] {
        let text = |value: &str| format!(r#"{{"{name}":{value}}}"#);
        let (_, again) = round_trip::<Everything>(&text(read));
        assert_eq!(again, text(written), "{read}");
    }
}

/// A value that is not valid for the type is an error that names the property.
#[test]
fn values_that_are_not_valid() {
    for (name, values) in [
        (
            "instant",
            &[
                r#""2024-02-03T04:05:06""#,
                r#""2024-02-03T04:05:06+0000""#,
                r#""2024-02-03 04:05:06Z""#,
                r#""2024-06-30T23:59:60Z""#,
                r#""2024-02-03T24:00:00Z""#,
                r#""2024-02-03T04:05:06.Z""#,
                r#""2024-02-03T04:05:06.123456789012345Z""#,
                r#""/Date(1659430517461)/""#,
                r#""2024-02-03""#,
                r#""0000-00-00T00:00:00Z""#,
                r#""""#,
            ] as &[&str],
        ),
        ("time", &[r#""8:00""#, r#""24:00:00""#]),
        ("day", &[r#""2024-02-03T00:00:00Z""#, r#""0000-00-00""#]),
        (
            "span",
            &[r#""P1Y""#, r#""PT""#, r#""P""#, r#""01:30:00""#, r#""""#],
        ),
        ("guid", &[r#""""#]),
        ("bytes", &[r#""AQ==\n""#, "[1]"]),
        ("double", &["1e400", r#""Infinity""#, r#""nan""#]),
        ("single", &["3.5e38"]),
        ("long", &["9223372036854775808", r#""""#]),
        ("int", &["2147483648.0", "1.5"]),
    ] {
        for value in values {
            let text = format!(r#"{{"{name}":{value}}}"#);
            let error = from_json::<Everything>(text.as_bytes()).unwrap_err();
            assert_eq!(error.path(), name, "{text}");
            assert_eq!(error.type_name(), Some("Shop.everything"), "{text}");
        }
    }
}

/// A service that omits the offset: the error states that one is missing, and a correction of the type reads the text.
#[test]
fn a_date_and_time_without_an_offset_has_a_correction() {
    let error = from_json::<Everything>(br#"{"instant":"2024-02-03T04:05:06"}"#).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("expected one with an offset from UTC, like 2022-08-24T01:13:44.5281247Z"),
        "{error}"
    );
    let order: Order = exact(r#"{"made":"2024-02-03T04:05:06"}"#);
    assert_eq!(order.made.as_deref(), Some("2024-02-03T04:05:06"));
}

#[test]
fn floats_in_filters() {
    for (value, text) in [
        (f64::INFINITY, "INF"),
        (f64::NEG_INFINITY, "-INF"),
        (f64::NAN, "NaN"),
        (1.5, "1.5"),
    ] {
        let filter = Everything::DOUBLE.eq(value).to_string();
        assert_eq!(filter, format!("double eq {text}"));
    }
}

#[test]
fn formatted_values_are_annotations_of_their_properties() {
    let account: Account = exact(concat!(
        r#"{"@odata.etag":"e","name@OData.Community.Display.V1.FormattedValue":"Green!","name":"a","#,
        r#""_x_value@Microsoft.Dynamics.CRM.lookuplogicalname":"acc","_x_value":"x"}"#
    ));
    let odata: &Annotations = account.odata.as_deref().unwrap();
    let annotation = |key: &str| odata.get::<String>(key).unwrap();
    assert_eq!(
        annotation("name@OData.Community.Display.V1.FormattedValue").as_deref(),
        Some("Green!")
    );
    assert_eq!(
        annotation("_x_value@Microsoft.Dynamics.CRM.lookuplogicalname").as_deref(),
        Some("acc")
    );
    assert_eq!(
        account.additional_properties.get("_x_value"),
        Ok(Some("x".to_owned()))
    );
}

#[test]
fn names_that_differ_in_case_alone_are_kept() {
    let plan: PlanUrl =
        exact(r#"{"k":"1","langCode":"a","langcode":"b","LangCode":"c","lang_code":"d"}"#);
    assert_eq!(plan.lang_code.as_deref(), Some("a"));
    assert_eq!(plan.lang_code2.as_deref(), Some("c"));
    assert!(plan.additional_properties.is_empty());
    let colours = ["red", "Red", "RED"].map(|name| exact::<Colour>(&format!("\"{name}\"")));
    assert!(colours[0] != colours[1] && colours[1] != colours[2] && colours[0] != colours[2]);
    let fleet = client(CClient::builder());
    for (url, name) in [
        (path!(fleet.plan_url().list()), "PlanURL"),
        (path!(fleet.plan_url2().list()), "planUrl"),
        (path!(fleet.plan_url3().list()), "PlanUrl"),
        (path!(fleet.plan_url4().list()), "plan_url"),
        (path!(fleet.planurl().list()), "Planurl"),
        (path!(fleet.planurl2().list()), "PLANURL"),
    ] {
        assert_eq!(url, name);
    }
}
