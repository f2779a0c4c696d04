//! Unions that a property tells apart: the types of `13-oneof-mapping`.

use clientwright_openapi::{from_json, to_json};
use serde_json::Value;

use crate::generated::case_13_oneof_mapping as events;

/// Values are written with their tag once, whether they were read or made.
pub(crate) fn tags_of_variants() {
    let text = r#"[{"id":"1","@kind":"thing.made.v2"},{"why":"x","@kind":"thing.gone"},{"from":"a","to":"b","@kind":"Moved"},
        {"@kind":"thing.split","n":1},{"id":"9"},"later",3]"#;
    let all: Vec<events::Event> = from_json(text.as_bytes()).expect("events");
    let read = |json: &[u8]| serde_json::from_slice::<Value>(json).expect("JSON");
    let written = to_json(&all).expect("JSON");
    assert_eq!(read(&written), read(text.as_bytes()));
    let count = String::from_utf8_lossy(&written).matches("@kind").count();
    assert_eq!(count, 4);
    let moved = events::Moved {
        from: Some("a".to_owned()),
        ..events::Moved::default()
    };
    let written = to_json(&events::Event::Moved(moved)).expect("JSON");
    assert_eq!(read(&written), read(br#"{"@kind":"Moved","from":"a"}"#));
    // The schema of the variant has no such property: alone it is written as it was read.
    let alone = br#"{"from":"a"}"#;
    let moved: events::Moved = from_json(alone).expect("a variant");
    assert_eq!(to_json(&moved).expect("JSON"), alone);
}
