//! How many allocations reading takes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clientwright_values::de::MapAccess;
use clientwright_values::ser::Serializer;
use clientwright_values::{
    Annotations, PropertyBag, from_json,
    other::Other,
    polymorphic::{Entries, Polymorphic},
};

#[derive(Default)]
struct Circle {
    id: Option<String>,
    name: Option<String>,
    radius: Option<f64>,
    sides: Option<i32>,
    filled: Option<bool>,
    x: Option<f64>,
    y: Option<f64>,
    order: Option<i32>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_values::object! {
    Circle = "ns.circle";
    id = "id", name = "name", radius = "radius", sides = "sides", filled = "filled", x = "x", y = "y", order = "order",
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Other(Other),
}

impl Polymorphic for Shape {
    const NAME: &'static str = "ns.shape";
    const NAMES: &'static [&'static str] = &["ns.circle"];

    fn read<'de, A: MapAccess<'de>>(
        name: &str,
        entries: Entries<'de, A>,
    ) -> Result<Self, A::Error> {
        match name {
            "ns.circle" => entries.read().map(Self::Circle),
            _ => entries.read().map(Self::Other),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Circle(circle) => clientwright_values::wire::write(circle, serializer),
            Self::Other(other) => clientwright_values::wire::write(other, serializer),
        }
    }
}
clientwright_values::polymorphic!(Shape);

const ITEMS: usize = 1000;

fn items(item: &str) -> String {
    format!("[{}]", vec![item; ITEMS].join(","))
}

/// Allocations for each item.
fn count<T: clientwright_values::Wire>(item: &str) -> f64 {
    let json = items(item);
    let info = allocation_counter::measure(|| {
        let read: Vec<T> = from_json(json.as_bytes()).unwrap();
        assert_eq!(read.len(), ITEMS);
    });
    f64::from(u32::try_from(info.count_total).unwrap()) / 1000.0
}

const PROPERTIES: &str =
    r#""id":"1","name":"a name","radius":1.5,"sides":0,"filled":true,"x":1,"y":2,"order":3"#;

#[test]
fn a_type_that_comes_last_costs_one_more() {
    let kind = r##""@odata.type":"#ns.circle""##;
    let first = count::<Shape>(&format!("{{{kind},{PROPERTIES}}}"));
    let last = count::<Shape>(&format!("{{{PROPERTIES},{kind}}}"));
    println!("type first {first}, type last {last}");
    // Two strings, and the annotations with their text and its offsets.
    // With `arbitrary_precision` serde_json allocates each number.
    if !cfg!(feature = "__test-arbitrary-precision") {
        assert!(first < 5.2, "{first}");
    }
    // The list of the entries, which point into the text. Copies of keys and values would be sixteen more.
    assert!(last < first + 1.2, "{first} and {last}");
}

#[test]
fn undeclared_data_is_one_text() {
    let three = count::<Circle>(r#"{"a":{"city":"Oslo","floors":[1,2,3]},"b":12.50,"c":"R&D"}"#);
    let eight = count::<Circle>(
        r#"{"a":{"city":"Oslo","floors":[1,2,3]},"b":12.50,"c":"R&D","d":[{"x":1},{"y":2}],"e":{"f":{"g":"h"}},"i":"j","k":null,"l":"m"}"#,
    );
    println!("three {three}, eight {eight}");
    // The bag, its text and its offsets, which grow seldom.
    assert!(three < 6.2, "{three}");
    assert!(eight < three + 3.2, "{three} and {eight}");
}
