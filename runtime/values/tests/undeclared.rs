//! Undeclared data keeps its text. Run it also with `--features __test-arbitrary-precision`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clientwright_values::de::{Deserialize, MapAccess};
use clientwright_values::object::MayBeNull;
use clientwright_values::ser::Serializer;
use clientwright_values::{
    Annotations, Object as _, PropertyBag, Wire, from_json,
    other::Other,
    polymorphic::{Entries, Polymorphic},
    to_json, to_request_json,
};
use serde_json::json;

#[derive(Default)]
struct Task {
    id: Option<String>,
    parts: Option<Vec<Task>>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_values::object! { Task = "ns.task"; id = "id", parts = "parts", }

#[derive(Clone, Debug, PartialEq)]
enum Thing {
    Task(Task),
    Other(Other),
}

impl Polymorphic for Thing {
    const NAME: &'static str = "ns.thing";

    fn read<'de, A: MapAccess<'de>>(
        name: &str,
        entries: Entries<'de, A>,
    ) -> Result<Self, A::Error> {
        match name {
            "ns.task" => entries.read().map(Self::Task),
            _ => entries.read().map(Self::Other),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Task(task) => clientwright_values::wire::write(task, serializer),
            Self::Other(other) => clientwright_values::wire::write(other, serializer),
        }
    }
}
clientwright_values::polymorphic!(Thing);

/// Values that neither a double nor a Rust string can represent, and others whose text has more than their value.
const EXACT: &[&str] = &[
    "12345678901234567.89",
    "1E400",
    "-1e-999",
    "1.50",
    "-0.0",
    r#""\ud800""#,
    r#""\u0041\/""#,
    r#"{"b":1.0,"a":[1E400,"\udfff"],"a":2}"#,
    "[ 1 , 2 ]",
    "null",
];

fn text<T: Wire>(value: &T) -> String {
    String::from_utf8(to_json(value).unwrap()).unwrap()
}

/// Read from every kind of input, and written as it was.
fn exact<T: Wire + PartialEq + for<'de> Deserialize<'de>>(json: &str) -> T {
    let value: T = from_json(json.as_bytes()).unwrap();
    assert_eq!(text(&value), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
    assert_eq!(serde_json::from_slice::<T>(json.as_bytes()).unwrap(), value);
    let read: T = serde_json::from_reader(json.as_bytes()).unwrap();
    assert_eq!(text(&read), json);
    value
}

#[test]
fn every_text_stays() {
    for value in EXACT {
        let task: Task = exact(&format!(
            r#"{{"@ns.a":{value},"id":"1","parts@ns.b":{value},"parts":[{{"x":{value}}}],"new":{value}}}"#
        ));
        assert_eq!(task.additional_properties.get_raw("new"), Some(*value));
        let odata = task.odata.unwrap();
        assert_eq!(odata.get_raw("@ns.a"), Some(*value));
        assert_eq!(odata.get_raw("parts@ns.b"), Some(*value));
        let part = &task.parts.unwrap()[0];
        assert_eq!(part.additional_properties.get_raw("x"), Some(*value));

        let first = format!(r##"{{"@odata.type":"#ns.new","x":{value},"x@y.z":{value}}}"##);
        let last = format!(r##"{{"x":{value},"x@y.z":{value},"@odata.type":"#ns.new"}}"##);
        for json in [first, last] {
            let Thing::Other(other) = exact::<Thing>(&json) else {
                panic!("{json}")
            };
            assert_eq!(other.get_raw("x"), Some(*value));
            assert_eq!(other.type_name(), "ns.new");
        }
        let late = format!(r##"{{"x":{value},"@odata.type":"#ns.task"}}"##);
        let Thing::Task(task) = from_json(late.as_bytes()).unwrap() else {
            panic!("{late}")
        };
        assert_eq!(task.additional_properties.get_raw("x"), Some(*value));
    }
}

#[test]
fn requests_have_the_same_texts() {
    for value in EXACT {
        let json = format!(r#"{{"id":"1","parts":[{{"x":{value}}}],"new":{value}}}"#);
        let task: Task = from_json(json.as_bytes()).unwrap();
        assert_eq!(to_request_json(&task).unwrap(), json.as_bytes());
    }
    let json = r##"{"@odata.etag":"e","new":{"@odata.etag":"e","@odata.type":"#ns.x","link@odata.navigationLink":"l","n":1E400},"#ns.approve":{"target":"t"},"mail":"a@b"}"##;
    let task: Task = exact(json);
    assert_eq!(
        String::from_utf8(to_request_json(&task).unwrap()).unwrap(),
        r##"{"new":{"@odata.type":"#ns.x","n":1E400},"mail":"a@b"}"##
    );
}

#[test]
fn other_deserializers_return_their_own_values() {
    let tree = json!({"@ns.a": {"b": [1, 2.5]}, "id": "1", "new": {"x": [null, "y", -7]}});
    let task: Task = serde_json::from_value(tree.clone()).unwrap();
    assert_eq!(task, from_json(tree.to_string().as_bytes()).unwrap());
    assert_eq!(serde_json::to_value(&task).unwrap(), tree);

    // Users may put our types inside of types with other deserializers.
    #[derive(Debug, serde::Deserialize)]
    struct Around {
        extra: i32,
        #[serde(flatten)]
        task: Task,
    }
    let json = r#"{"@ns.a":[1],"extra":1,"id":"1","new":{"x":[null,"y",1.5]},"n":7}"#;
    let around: Around = serde_json::from_str(json).unwrap();
    assert_eq!((around.extra, around.task.id.as_deref()), (1, Some("1")));
    let bag = &around.task.additional_properties;
    assert_eq!(bag.get("new"), Ok(Some(json!({"x": [null, "y", 1.5]}))));
    assert_eq!(bag.get("n"), Ok(Some(7)));
    assert_eq!(around.task.odata.unwrap().get_raw("@ns.a"), Some("[1]"));
}

#[test]
fn line_breaks_between_tokens_are_left_out() {
    let json = "{\r\n \"new\": {\n  \"a \\\" b\": [1.50,\r\n 2]\n }\n}";
    let task: Task = from_json(json.as_bytes()).unwrap();
    assert_eq!(text(&task), r#"{"new":{"a \" b":[1.50,2]}}"#);
}

#[test]
fn depth_is_limited() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    for (levels, fits) in [(100, true), (127, true), (128, false), (100_000, false)] {
        for json in [
            format!(r#"{{"x":{}}}"#, nested(levels)),
            format!(r#"{{"@ns.x":{}}}"#, nested(levels)),
        ] {
            assert_eq!(from_json::<Task>(json.as_bytes()).is_ok(), fits, "{levels}");
            assert_eq!(
                from_json::<Thing>(json.as_bytes()).is_ok(),
                fits,
                "{levels}"
            );
        }
    }
    let error = from_json::<Task>(format!(r#"{{"x":{}}}"#, nested(200)).as_bytes()).unwrap_err();
    assert_eq!(error.path(), "x");
    assert!(error.to_string().contains("recursion limit"), "{error}");
}

#[test]
fn errors_of_broken_values_and_duplicates_have_paths() {
    for (json, path) in [
        (r#"{"new":tru}"#, "new"),
        (r#"{"new":1,"new":2}"#, "new"),
        (r#"{"@ns.a":1,"@ns.a":2}"#, "@ns.a"),
        (r#"{"parts":[{"new":[1,}]}"#, "parts[0].new"),
    ] {
        assert_eq!(from_json::<Task>(json.as_bytes()).unwrap_err().path(), path);
    }
}

#[test]
fn a_property_is_written_once() {
    let mut task: Task = from_json(br#"{"id":"1","a":2}"#).unwrap();
    task.additional_properties.insert("id", "2");
    assert_eq!(text(&task), r#"{"id":"1","a":2}"#);
    task.odata = Some(Box::new([("a@ns.b", 1)].into_iter().collect()));
    assert_eq!(text(&task), r#"{"id":"1","a@ns.b":1,"a":2}"#);
    // Without a value in its field it comes from the bag: that is how a null is sent.
    task.id = None;
    assert_eq!(text(&task), r#"{"a@ns.b":1,"a":2,"id":"2"}"#);
    struct Id;
    impl MayBeNull<Task> for Id {
        fn name(&self) -> &'static str {
            "id"
        }
    }
    assert_eq!(text(&Task::default().with_null(Id)), r#"{"id":null}"#);
}
