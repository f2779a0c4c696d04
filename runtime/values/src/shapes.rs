//! Enums of types that are distinguished by the shape of their JSON.

use crate::decimal::Decimal;
use crate::polymorphic::Entries;
use crate::polymorphic::codec::unplaced;
use crate::raw::{self, Str, Text, items, members};
use crate::texts::{json_of, string_content};
use crate::wire::Codec;
use crate::wire::integer::whole;
use serde::de::{Deserializer, Error, MapAccess};
use serde::ser::Serializer;
use std::borrow::Cow;
use std::cell::OnceCell;

/// A shape of JSON values; what the table of a [`Shaped`] enum is made of.
///
/// Objects are told apart by what they have:
///
/// ```
/// use clientwright_values::shape::{AnyJson, Shape, Shaped};
/// use clientwright_values::{self as rt, Wire as _, de, ser};
///
/// #[derive(Clone, PartialEq)]
/// struct Card { number: String }
/// rt::record! { Card = "Card"; number = "number" required, ; undeclared = [], nulls = [] }
///
/// #[derive(Clone, PartialEq)]
/// struct Invoice { days: i32 }
/// rt::record! { Invoice = "Invoice"; days = "days" required, ; undeclared = [], nulls = [] }
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Payment { Card(Card), Invoice(Invoice), Other(AnyJson) }
///
/// impl Shaped for Payment {
///     const NAME: &'static str = "Payment";
///     const SHAPES: &'static [(Shape, usize)] = &[
///         // It has a number, and no property that is not declared.
///         (Shape::Object { required: &["number"], members: &[], declared: Some(&["number"]) }, 0),
///         // Its method is one of these, if it states one.
///         (Shape::Object { required: &["days"], members: &[("method", Shape::Texts(&["invoice"]))], declared: None }, 1),
///     ];
///
///     fn read<'de, D: de::Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error> {
///         match variant {
///             0 => Card::read(deserializer).map(Self::Card),
///             1 => Invoice::read(deserializer).map(Self::Invoice),
///             _ => rt::Wire::read(deserializer).map(Self::Other),
///         }
///     }
///
///     fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         match self {
///             Self::Card(value) => value.write(serializer),
///             Self::Invoice(value) => value.write(serializer),
///             Self::Other(value) => value.write(serializer),
///         }
///     }
/// }
/// rt::shaped!(Payment);
///
/// let payments: Vec<Payment> = rt::from_json(
///     br#"[{"number":"4111"},{"days":30,"method":"invoice"},{"days":30,"method":"cheque"},{"number":"1","pin":2}]"#,
/// )?;
/// assert_eq!(payments[0], Payment::Card(Card { number: "4111".to_owned() }));
/// assert_eq!(payments[1], Payment::Invoice(Invoice { days: 30 }));
/// assert!(matches!(payments[2..], [Payment::Other(_), Payment::Other(_)]));
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any value.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction; `1.0` is one.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// One of these strings.
    Texts(&'static [&'static str]),
    /// A number or a boolean, by its JSON text; numbers are compared by value.
    Literal(&'static str),
    /// An array; with a shape of items, an array whose items all have it.
    Array(Option<&'static Self>),
    /// An object.
    Object {
        /// Properties that it has.
        required: &'static [&'static str],
        /// Shapes of properties, if they are present.
        members: &'static [(&'static str, Self)],
        /// All properties that it may have; `None` for any.
        declared: Option<&'static [&'static str]>,
    },
    /// A value that has one of these shapes.
    AnyOf(&'static [Self]),
}

/// A value that is compared with several shapes: its members are found once.
struct Value<'a> {
    json: &'a str,
    members: OnceCell<Option<Vec<Member<'a>>>>,
}

type Member<'a> = (Cow<'a, str>, &'a str);

impl<'a> Value<'a> {
    fn new(json: &'a str) -> Self {
        Self {
            json,
            members: OnceCell::new(),
        }
    }

    /// The members, if it is an object.
    fn members(&self) -> Option<&[Member<'a>]> {
        self.members.get_or_init(|| members(self.json)).as_deref()
    }
}

impl Shape {
    /// Whether a value has this shape.
    fn fits(self, value: &Value<'_>) -> bool {
        let json = value.json;
        let first = json.bytes().next().unwrap_or_default();
        let is_number = || matches!(first, b'-' | b'0'..=b'9');
        match self {
            Self::Any => true,
            Self::Null => first == b'n',
            Self::Boolean => matches!(first, b't' | b'f'),
            Self::Text => first == b'"',
            Self::Texts(texts) => {
                string_content(json).is_some_and(|found| texts.contains(&&*found))
            }
            Self::Literal(text) => json == text || (is_number() && same_number(json, text)),
            Self::Number => is_number(),
            Self::Integer => is_number() && is_integer(json),
            Self::Array(None) => first == b'[',
            Self::Array(Some(shape)) => items(json)
                .is_some_and(|items| items.iter().all(|item| shape.fits(&Value::new(item)))),
            Self::AnyOf(shapes) => shapes.iter().any(|shape| shape.fits(value)),
            Self::Object {
                required,
                members,
                declared,
            } => {
                if first != b'{' {
                    return false;
                }
                if required.is_empty() && members.is_empty() && declared.is_none() {
                    return true;
                }
                let Some(found) = value.members() else {
                    return false;
                };
                let get = |name: &str| found.iter().find(|(key, _)| key == name);
                required.iter().all(|name| get(name).is_some())
                    && members.iter().all(|(name, shape)| {
                        get(name).is_none_or(|(_, json)| shape.fits(&Value::new(json)))
                    })
                    && declared.is_none_or(|declared| {
                        found.iter().all(|(key, _)| declared.contains(&&**key))
                    })
            }
        }
    }
}

/// Whether a number has no fraction. One with more digits than a double has is judged by its text.
fn is_integer(number: &str) -> bool {
    match number.contains(['.', 'e', 'E']) {
        true => number.parse().is_ok_and(|number| whole(number).is_some()),
        false => true,
    }
}

/// Whether two texts are the same number.
fn same_number(a: &str, b: &str) -> bool {
    match (a.parse::<Decimal>(), b.parse::<Decimal>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// An enum of types that are distinguished by their shape, as the generator emits it; [`shaped!`](macro@crate::shaped)
/// implements [`Wire`](crate::Wire) for it.
///
/// A value is the first variant of the table whose shape fits and that can be read. If none fits, the fallback
/// keeps the JSON unchanged; if some fit and none can be read, the first of their errors is the error.
///
/// ```
/// use clientwright_values::shape::{AnyJson, Shape, Shaped};
/// use clientwright_values::{self as rt, Wire as _, de, ser};
///
/// /// An amount or a range of amounts.
/// #[derive(Clone, Debug, PartialEq)]
/// enum Amount {
///     One(f64),
///     Range(Vec<f64>),
///     Other(AnyJson),
/// }
///
/// impl Shaped for Amount {
///     const NAME: &'static str = "Amount";
///     const SHAPES: &'static [(Shape, usize)] =
///         &[(Shape::Number, 0), (Shape::Array(Some(&Shape::Number)), 1)];
///
///     fn read<'de, D: de::Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error> {
///         match variant {
///             0 => f64::read(deserializer).map(Self::One),
///             1 => Vec::read(deserializer).map(Self::Range),
///             _ => rt::Wire::read(deserializer).map(Self::Other),
///         }
///     }
///
///     fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         match self {
///             Self::One(value) => value.write(serializer),
///             Self::Range(value) => value.write(serializer),
///             Self::Other(value) => value.write(serializer),
///         }
///     }
/// }
/// rt::shaped!(Amount);
///
/// let amounts: Vec<Amount> = rt::from_json(br#"[1.5, [1, 2], [1, "2"]]"#)?;
/// assert_eq!(amounts[..2], [Amount::One(1.5), Amount::Range(vec![1.0, 2.0])]);
/// assert!(matches!(&amounts[2], Amount::Other(json) if json.as_str() == r#"[1, "2"]"#));
/// assert_eq!(rt::to_json(&amounts)?, br#"[1.5,[1.0,2.0],[1, "2"]]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// JSON Schema Core 2020-12, 10.2.1 (`anyOf`, `oneOf`).
pub trait Shaped: Sized {
    /// The name of the type in messages.
    const NAME: &'static str;

    /// Shapes, each with the index of its variant.
    const SHAPES: &'static [(Shape, usize)];

    /// Reads a variant; the fallback where there is none of that index.
    ///
    /// # Errors
    ///
    /// The deserializer's error.
    fn read<'de, D: Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error>;

    /// Writes the variant that there is.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The codec of every enum of shapes.
#[doc(hidden)]
#[derive(Debug)]
pub enum AsShaped {}

impl<T: Shaped> Codec<T> for AsShaped {
    type NonNull = T;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        from_text(&raw::read(deserializer)?)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write(serializer)
    }
}

fn from_text<T: Shaped, E: Error>(json: &str) -> Result<T, E> {
    let value = Value::new(json);
    let read = |variant| T::read(variant, &mut serde_json::Deserializer::from_str(json));
    let mut problem = None;
    for (shape, variant) in T::SHAPES {
        if shape.fits(&value) {
            match read(*variant) {
                Ok(value) => return Ok(value),
                Err(error) => _ = problem.get_or_insert(error),
            }
        }
    }
    match problem {
        Some(error) => Err(unplaced(error)),
        None => read(usize::MAX).map_err(unplaced),
    }
}

/// Reads a variant of a union; what [`shaped!`](macro@crate::shaped) calls.
///
/// # Errors
///
/// The deserializer's error.
#[doc(hidden)]
pub fn from_entries<'de, T: Shaped, A: MapAccess<'de>>(
    entries: Entries<'de, A>,
) -> Result<T, A::Error> {
    let mut map = entries.into_map();
    let mut json = String::from("{");
    while let Some(key) = map.next_key_seed(Str)? {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&json_of(&*key));
        json.push(':');
        json.push_str(&map.next_value_seed(Text)?);
    }
    json.push('}');
    from_text(&json)
}

#[cfg(test)]
mod tests {
    use super::{Shape, Value};

    #[test]
    fn shapes_fit() {
        const PET: Shape = Shape::Object {
            required: &["id"],
            members: &[("kind", Shape::Texts(&["pet", "cat"])), ("v", MIXED)],
            declared: Some(&["id", "kind", "v"]),
        };
        const MIXED: Shape =
            Shape::AnyOf(&[Shape::Null, Shape::Literal("2"), Shape::Literal("true")]);
        const INTEGERS: Shape = Shape::Array(Some(&Shape::Integer));
        for (shape, fitting, others) in [
            (
                Shape::Boolean,
                &["true", "false"][..],
                &["null", "\"t\""][..],
            ),
            (
                Shape::Integer,
                &["1", "-2", "1.0", "1e2", "123456789012345678901"],
                &["1.5", "\"1\"", "[1]"],
            ),
            (Shape::Any, &["null", "{}"], &[]),
            (Shape::Number, &["1.5", "-0"], &["\"1.5\"", "null"]),
            (Shape::Text, &["\"\""], &["{}", "1"]),
            (Shape::Array(None), &["[]", "[{}]"], &["{}"]),
            (INTEGERS, &["[]", "[1, 2.0]"], &["[1.5]", "[[1]]", "1"]),
            (
                PET,
                &[
                    r#"{"id":1}"#,
                    r#"{"kind": "p\u0065t", "id": null}"#,
                    r#"{"kind":"cat","id":1,"v":2.0}"#,
                    r#"{"id":1,"v":null}"#,
                    r#"{"id":1,"v":true}"#,
                ],
                &[
                    r#"{}"#,
                    r#"{"id":1,"kind":"dog"}"#,
                    r#"{"id":1,"v":3}"#,
                    r#"{"id":1,"v":"2"}"#,
                    r#"{"id":1,"x":2}"#,
                    "[]",
                ],
            ),
        ] {
            for json in fitting {
                assert!(shape.fits(&Value::new(json)), "{shape:?} {json}");
            }
            for json in others {
                assert!(!shape.fits(&Value::new(json)), "{shape:?} {json}");
            }
        }
    }
}
