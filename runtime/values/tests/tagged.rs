//! Unions that a property tells apart. Run it also with `--features __test-arbitrary-precision`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clientwright_values::de::MapAccess;
use clientwright_values::other::Other;
use clientwright_values::polymorphic::{Entries, Polymorphic, Tag};
use clientwright_values::ser::Serializer;
use clientwright_values::{Annotations, PropertyBag, from_json, to_json};

#[derive(Default)]
struct Made {
    id: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_values::object! { Made = "made"; id = "id", }

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
