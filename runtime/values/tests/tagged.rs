//! Unions that a property tells apart. Run it also with `--features __test-arbitrary-precision`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clientwright_values::de::MapAccess;
use clientwright_values::other::Other;
use clientwright_values::polymorphic::{Entries, Polymorphic, Tag};
use clientwright_values::ser::Serializer;
use clientwright_values::{Annotations, PropertyBag, from_json, to_json};
use std::collections::BTreeMap;

#[derive(Default)]
struct Made {
    id: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_values::object! { Made = "made"; id = "id", }

#[derive(Default)]
struct Parent {
    event: Option<Event>,
    events: Option<Vec<Event>>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_values::object! { Parent = "parent"; event = "event", events = "events", }

macro_rules! union {
    ($name:ident, $tag:expr, $default:ident) => {
        #[derive(Clone, Debug, PartialEq)]
        #[allow(dead_code, reason = "with a default nothing is read as `Other`")]
        enum $name {
            Made(Made),
            Other(Other),
        }

        impl Polymorphic for $name {
            const NAME: &'static str = "event";
            const TAG: Tag = $tag;
            const NAMES: &'static [&'static str] = &["made"];

            fn read<'de, A: MapAccess<'de>>(
                name: &str,
                entries: Entries<'de, A>,
            ) -> Result<Self, A::Error> {
                match name {
                    "made" => entries.read().map(Self::Made),
                    _ => entries.read().map(Self::$default),
                }
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Made(made) => clientwright_values::wire::write(made, serializer),
                    Self::Other(other) => clientwright_values::wire::write(other, serializer),
                }
            }
        }
        clientwright_values::polymorphic!($name);
    };
}
union!(Event, Tag::Discriminator("kind"), Other);
union!(WithDefault, Tag::Discriminator("kind"), Made);
union!(Derived, Tag::TypeControl, Other);

const NO_OBJECTS: &[&str] = &[
    r#""a \"text\"""#,
    "true",
    "-7",
    "18446744073709551615",
    "2.5",
    "-2.5",
    r#"[1.50,{"b":1E400},null]"#,
    "[]",
];

#[test]
fn what_is_no_object_is_kept() {
    for json in NO_OBJECTS.iter().chain(&["null"]) {
        let event: Event = from_json(json.as_bytes()).unwrap();
        let Event::Other(other) = &event else {
            panic!("{json}")
        };
        assert_eq!(other.not_object(), Some(*json));
        assert_eq!(other.iter().count(), 0);
        assert_eq!(to_json(&event).unwrap(), json.as_bytes());
        assert_eq!(format!("{other:?}"), *json);
    }
    let (made, list) = (r#"{"id":"1","kind":"made"}"#, NO_OBJECTS.join(","));
    let json = format!("[{made},{list},{made}]");
    let events: Vec<Event> = from_json(json.as_bytes()).unwrap();
    assert_eq!(events.len(), NO_OBJECTS.len() + 2);
    assert!(matches!(&events[0], Event::Made(made) if made.id.as_deref() == Some("1")));
    assert_eq!(to_json(&events).unwrap(), json.as_bytes());
}

/// Texts that serde's data model has no value for, or the same value as for other texts.
const EXACT: &[&str] = &[
    "1.50",
    "-0",
    "1e2",
    "1E400",
    "123456789012345678901234567890.10",
    "123456789012345678901234567890",
    r#""\ud800""#,
];

#[test]
fn what_is_no_object_has_its_text_wherever_it_is() {
    for json in EXACT {
        let same = |read: Event| {
            assert!(matches!(&read, Event::Other(other) if other.not_object() == Some(*json)));
            assert_eq!(to_json(&read).unwrap(), json.as_bytes());
        };
        same(from_json(json.as_bytes()).unwrap());
        same(serde_json::from_str(json).unwrap());
        let made = r#"{"id":"1","kind":"made"}"#;
        let list = format!("[{made}, {json},null,{made}]");
        for items in [
            from_json::<Vec<Option<Event>>>(list.as_bytes()).unwrap(),
            serde_json::from_str(&list).unwrap(),
        ] {
            assert!(matches!(
                &items[..],
                [Some(Event::Made(_)), Some(_), None, Some(Event::Made(_))]
            ));
            same(items[1].clone().unwrap());
        }
        let map = format!(r#"{{"a":{json},"b":{made}}}"#);
        let mut map: BTreeMap<String, Event> = from_json(map.as_bytes()).unwrap();
        same(map.remove("a").unwrap());
        assert!(matches!(map["b"], Event::Made(_)));
        let parent = format!(r#"{{"event":{json},"events":[{json},null,{made}]}}"#);
        let parent_read: Parent = from_json(parent.as_bytes()).unwrap();
        assert_eq!(to_json(&parent_read).unwrap(), parent.as_bytes());
        same(parent_read.event.unwrap());
        let other = format!(r#"{{"kind":"new","id":{json}}}"#);
        assert_eq!(
            to_json(&from_json::<Event>(other.as_bytes()).unwrap()).unwrap(),
            other.as_bytes()
        );
    }
}

/// The error of the first reading is the one with line and column.
#[test]
fn a_text_that_is_read_twice_has_one_error() {
    let error = from_json::<Vec<Event>>(b"[1.50,\n {\"kind\":\"made\",\"id\":7}]").unwrap_err();
    assert_eq!(error.path(), "[1].id");
    assert!(error.to_string().contains("line 2"), "{error}");
    let error = serde_json::from_str::<Vec<Event>>(r#"[1.50,{"kind":"made","id":7}]"#).unwrap_err();
    assert!(
        error.to_string().contains("made.id: invalid type"),
        "{error}"
    );
    for (json, found) in [
        ("1.50", "number"),
        ("[1.50]", "sequence"),
        ("\"a\"", "string"),
        ("true", "boolean `true`"),
    ] {
        let error = serde_json::from_str::<WithDefault>(json)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("{found}, expected an object of type event")),
            "{error}"
        );
    }
}

#[test]
fn null_is_none_where_it_may_be() {
    let event: Option<Event> = from_json(b"null").unwrap();
    assert_eq!(event, None);
    let event: Option<Event> = from_json(b"1").unwrap();
    assert!(matches!(event, Some(Event::Other(other)) if other.not_object() == Some("1")));
}

#[test]
fn an_entry_makes_it_an_object() {
    let Event::Other(mut other) = from_json(b"1").unwrap() else {
        panic!("a number is no object")
    };
    other.insert("kind", "new");
    assert_eq!(other.not_object(), None);
    assert_eq!(to_json(&other).unwrap(), br#"{"kind":"new"}"#);
}

#[test]
fn an_object_is_expected_where_the_default_or_the_base_is_one() {
    for json in NO_OBJECTS {
        for error in [
            from_json::<Derived>(json.as_bytes())
                .unwrap_err()
                .to_string(),
            from_json::<WithDefault>(json.as_bytes())
                .unwrap_err()
                .to_string(),
        ] {
            assert!(
                error.contains("expected an object of type event"),
                "{error}"
            );
        }
        let list = format!("[{json}]");
        assert!(from_json::<Vec<Derived>>(list.as_bytes()).is_err());
    }
}

#[test]
fn a_number_is_no_object() {
    for json in ["[2.5]", "[1E400]", "[1]"] {
        assert!(from_json::<Vec<Made>>(json.as_bytes()).is_err(), "{json}");
        let items = from_json::<Vec<Option<Made>>>(json.as_bytes());
        assert!(items.is_err(), "{json}");
    }
    assert!(from_json::<Made>(b"2.5").is_err());
}
