//! Values of the described types: what `expect.md` says of reading and writing, where no golden case has the same types
//! (`golden_code/openapi_values`).

use clientwright_openapi::{Wire, from_json, to_json};
use serde_json::Value;

use crate::generated;

fn json(text: &[u8]) -> Value {
    serde_json::from_slice(text).expect("JSON")
}

/// Reads a value, and checks that it is written with the same members.
fn unchanged<T: Wire>(text: &str) -> T {
    let value: T = from_json(text.as_bytes()).expect("a value of the type");
    let written = to_json(&value).expect("JSON");
    assert_eq!(json(&written), json(text.as_bytes()));
    value
}

/// Reads a value, and checks that it is written as the same text.
fn exact<T: Wire>(text: &str) {
    let value: T = from_json(text.as_bytes()).expect("a value of the type");
    let written = to_json(&value).expect("JSON");
    assert_eq!(String::from_utf8_lossy(&written), text);
}

/// `06-ref-json-pointers`
pub(crate) fn json_pointers() {
    use generated::case_06_ref_json_pointers::{GetThingAb, GetThingMnItem, GetThingResponse};
    let value: GetThingResponse = unchanged(r#"{"n":1,"a/b":"x","m~n":[{"deep":true}],"~1":1.5}"#);
    assert_eq!(value.a_b, Some(GetThingAb::X));
    assert_eq!(value._1, Some(1.5));
    let deep: GetThingMnItem = unchanged(r#"{"deep":true}"#);
    assert_eq!(value.m_n.expect("a list"), [deep]);
}

/// `08-id-anchor-dynamic`
pub(crate) fn ids_and_anchors() {
    use generated::case_08_id_anchor_dynamic::{Forest, Numbers};
    let forest: Forest = unchanged(r#"[{"label":"a","kids":[{"n":1,"up":{"label":"b"}}]}]"#);
    let kids = forest[0].kids.as_ref().expect("nodes");
    assert_eq!(kids[0].up.as_ref().expect("a tree").label, "b");
    let _: Numbers = unchanged(r#"{"items":[1,2.5],"next":"x"}"#);
}

/// Data that the description does not declare keeps its digits.
pub(crate) fn digits_of_others() {
    use generated::case_13_oneof_mapping::Event;
    use generated::case_18_oneof_same_names_other_types::K;
    use generated::case_34_additional_properties::MSilent;
    exact::<Event>(r#"{"@kind":"thing.split","n":1.50}"#);
    exact::<Vec<Event>>(r#"[{"@kind":"thing.split","n":1.50}]"#);
    exact::<K>(r#"{"id":1.50}"#);
    exact::<K>("1.50");
    exact::<MSilent>(r#"{"y":1.50}"#);
}

/// `68-webhooks`
pub(crate) fn webhooks() {
    use generated::case_68_webhooks::MadeKind;
    use generated::case_68_webhooks::webhooks::Webhook;
    let made = Webhook::parse("thing.made", br#"{"id":"1","kind":"z","new":1}"#);
    let Ok(Webhook::ThingMade(made)) = made else {
        panic!("{made:?}")
    };
    assert!(matches!(made.kind, MadeKind::Unknown(_)));
    let written = to_json(&made).expect("JSON");
    assert_eq!(json(&written), json(br#"{"id":"1","kind":"z","new":1}"#));
    let gone = Webhook::parse("thingGone", br#"{"id":"1","why":null}"#);
    assert!(matches!(gone, Ok(Webhook::ThingGone(Some(gone))) if gone.why.is_none()));
    let other = Webhook::parse("thing.split", b"{}");
    assert!(matches!(other, Ok(Webhook::Other(other)) if &other.body()[..] == b"{}"));
    let error = Webhook::parse("thing.made", br#"{"id":1,"kind":"a"}"#);
    let error = error.expect_err("no value of the type");
    assert_eq!(error.name(), "thing.made");
    assert_eq!(error.error().path(), "id");
}

/// `74-anchors-and-merge`
pub(crate) fn merged_objects() {
    use generated::case_74_anchors_and_merge::{GetAResponse, Thing};
    let thing: Thing = unchanged(r#"{"id":"1","note":"n","extra":2}"#);
    assert_eq!((&*thing.id, thing.extra), ("1", Some(2)));
    let value: GetAResponse = unchanged(r#"{"id":"1"}"#);
    assert_eq!(value.note, None);
}

/// `75-json-text`
pub(crate) fn texts_of_json() {
    use generated::case_75_json_text::Test;
    let value: Test = unchanged(
        "{\"a\\u0000b\":\"1\",\"tab\\t\":\"2\",\"😀\":\"3\",\"zero\":1.50,\"__proto__\":\"p\",\"constructor\":1,\"$ref\":\"r\"}",
    );
    let texts = [&value.a_b, &value.tab, &value.unnamed, &value.ref_];
    assert_eq!(
        texts.map(|text| text.as_deref().unwrap_or_default()),
        ["1", "2", "3", "r"]
    );
    // The limits of the description are beyond 64 bits.
    exact::<Test>(r#"{"big":123456789012345678901234567890}"#);
}

/// `82-required-without-schema`
pub(crate) fn properties_without_a_schema() {
    use generated::case_82_required_without_schema::{
        A, M, MClosed, MKind, MMap, MOpen, MPattern, Page,
    };
    let value: M = unchanged(
        r#"{"open":{"id":"1","uris":["a",1.50],"x":2},"map":{"en":"a","de":"b"},"pattern":{"x-a":1,"x-b":2},
            "sum":{"items":[1],"total":1},"raml":{"/^[a-z]+$/":"t"},
            "kinds":[{"kind":"a","n":1},{"kind":"b","n":"2"}]}"#,
    );
    assert_eq!(value.sum.expect("a sum").items, [1]);
    exact::<MOpen>(r#"{"uris":null}"#);
    for (message, of) in [
        (r#"{"open":{"id":"1"}}"#, ("MOpen", "uris")),
        (r#"{"map":{"de":"b"}}"#, ("MMap", "en")),
        (r#"{"pattern":{"x-b":2}}"#, ("MPattern", "x-a")),
    ] {
        let error = from_json::<M>(message.as_bytes()).expect_err("a property is missing");
        let text = error.to_string();
        assert!(text.contains(of.0) && text.contains(of.1), "{text}");
    }
    // Without an argument for it, no value lacks what is required.
    let map = MMap::new("a");
    assert_eq!(to_json(&map).expect("JSON"), br#"{"en":"a"}"#);
    let pattern = MPattern::new(1);
    assert_eq!(to_json(&pattern).expect("JSON"), br#"{"x-a":1}"#);
    let open = MOpen::new(from_json::<clientwright_openapi::types::AnyJson>(b"[]").expect("JSON"));
    assert_eq!(to_json(&open).expect("JSON"), br#"{"uris":[]}"#);
    let _: Page = unchanged(r#"{"items":{},"total":1}"#);
    exact::<MClosed>(r#"{"a":"1"}"#);
    let item = MKind::from(A::default());
    assert_eq!(to_json(&item).expect("JSON"), br#"{"kind":"a"}"#);
}
