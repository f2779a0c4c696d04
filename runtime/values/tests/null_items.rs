//! Null items of collections whose items are not declared to be null.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clientwright_values::{Annotations, Many, PropertyBag, from_json, to_json, to_request_json};

#[derive(Default)]
struct Task {
    id: Option<String>,
    tags: Option<Vec<String>>,
    sizes: Option<Vec<i32>>,
    parts: Option<Vec<Task>>,
    more: Option<Many<Task>>,
    notes: Option<Vec<Option<String>>>,
    anything: Option<Vec<serde_json::Value>>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_values::object! {
    Task = "ns.task";
    id = "id", tags = "tags", sizes = "sizes", parts = "parts", more = "more", notes = "notes",
    anything = "anything",
}

const JSON: &str = r#"{"tags":[null,"a",null,null,"b"],"sizes":[null],"parts":[{"id":"1","tags":[null]},null],"more":[null,{"id":"2"}],"notes":[null,"x"],"anything":[1,null]}"#;

#[test]
fn are_left_out_and_written_back() {
    let task: Task = from_json(JSON.as_bytes()).unwrap();
    assert_eq!(task.tags.as_ref().unwrap(), &["a", "b"]);
    assert_eq!(task.sizes, Some(vec![]));
    assert_eq!(task.parts.as_ref().unwrap().len(), 1);
    assert_eq!(task.notes.as_ref().unwrap().len(), 2);
    assert_eq!(task.anything.as_ref().unwrap().len(), 2);
    let odata = task.odata.as_deref().unwrap();
    assert_eq!(odata.null_items_of("tags"), [0, 2, 3]);
    assert_eq!(odata.null_items_of("sizes"), [0]);
    assert_eq!(odata.null_items_of("parts"), [1]);
    assert_eq!(odata.null_items_of("more"), [0]);
    assert!(odata.null_items_of("notes").is_empty());
    assert!(odata.is_empty(), "they are no annotations of their own");
    assert_eq!(to_json(&task).unwrap(), JSON.as_bytes());
    assert_eq!(to_request_json(&task).unwrap(), JSON.as_bytes());
    assert_eq!(serde_json::to_string(&task).unwrap(), JSON);
    let tree: serde_json::Value = serde_json::from_str(JSON).unwrap();
    assert_eq!(serde_json::from_value::<Task>(tree).unwrap(), task);
    assert_eq!(
        serde_json::from_reader::<_, Task>(JSON.as_bytes()).unwrap(),
        task
    );
}

#[test]
fn are_forgotten_when_the_length_changes() {
    let mut task: Task = from_json(br#"{"tags":["a",null,"b"]}"#).unwrap();
    task.tags.as_mut().unwrap()[1] = "c".into();
    assert_eq!(to_json(&task).unwrap(), br#"{"tags":["a",null,"c"]}"#);
    task.tags.as_mut().unwrap().push("d".into());
    assert_eq!(to_json(&task).unwrap(), br#"{"tags":["a","c","d"]}"#);
    task.tags = None;
    assert_eq!(to_json(&task).unwrap(), b"{}");
}

#[test]
fn errors_count_them() {
    let error = from_json::<Task>(br#"{"sizes":[null,1,"x"]}"#).unwrap_err();
    assert_eq!(error.path(), "sizes[2]");
    // There is no place that could keep their positions.
    assert!(from_json::<Vec<i32>>(b"[1,null]").is_err());
}
