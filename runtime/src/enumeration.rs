//! Enumerations with one member at a time.

use crate::wire::{Argument, Codec, EnumLiterals, TypeName, write_string_literal};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;
use std::fmt;

/// An enumeration type as the generator emits it; [`enumeration!`](macro@crate::enumeration) adds [`Wire`](crate::Wire),
/// [`Literal`](crate::Literal), serde, `Display`, `FromStr`, `From<&str>`, `From<String>` and `as_str`.
///
/// The members that the metadata declares are variants. The service's own sentinel (`unknownFutureValue`) and every
/// value that this client does not know are kept as [`UnknownValue`] and written back as they were read.
///
/// ```
/// use odata_runtime::{self as rt, Repr, UnknownValue};
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum Status {
///     Queued,
///     Done,
///     UnknownFutureValue(UnknownValue),
/// }
///
/// impl rt::Enumeration for Status {
///     const NAME: &'static str = "ns.status";
///     const MEMBERS: &'static [(&'static str, i64)] = &[("queued", 0), ("done", 1)];
///     fn from_index(index: usize) -> Option<Self> {
///         match index {
///             0 => Some(Self::Queued),
///             1 => Some(Self::Done),
///             _ => None,
///         }
///     }
///     fn from_unknown(value: UnknownValue) -> Self {
///         Self::UnknownFutureValue(value)
///     }
///     fn repr(&self) -> Repr<'_> {
///         match self {
///             Self::Queued => Repr::Member(0),
///             Self::Done => Repr::Member(1),
///             Self::UnknownFutureValue(value) => Repr::Unknown(value),
///         }
///     }
/// }
/// rt::enumeration!(Status);
///
/// assert_eq!(Status::from("done"), Status::Done);
/// let paused: Status = rt::from_json(br#""paused""#)?;
/// assert!(matches!(paused, Status::UnknownFutureValue(_)));
/// assert_eq!(rt::to_json(&paused)?, br#""paused""#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 7.1: enumeration values are strings with the name, or with the number of no member.
pub trait Enumeration: Sized {
    /// The qualified name.
    const NAME: &'static str;

    /// Wire names and values of the declared members, without the sentinel.
    const MEMBERS: &'static [(&'static str, i64)];

    /// The member at an index of [`MEMBERS`](Self::MEMBERS).
    fn from_index(index: usize) -> Option<Self>;

    /// The fallback.
    fn from_unknown(value: UnknownValue) -> Self;

    /// Which of the two it is.
    fn repr(&self) -> Repr<'_>;
}

/// What a value of an enumeration holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repr<'a> {
    /// The declared member at this index of [`Enumeration::MEMBERS`].
    Member(usize),
    /// Anything else.
    Unknown(&'a UnknownValue),
}

/// A value that is no declared member of its enumeration.
///
/// Only reading (or `From<&str>` of the enumeration) makes one, so it never holds a declared member.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(
    /// One word, since every field of an enumeration has room for it.
    Box<Unknown>,
);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Unknown {
    text: Box<str>,
    /// It was a JSON number, and becomes one again.
    number: bool,
}

impl UnknownValue {
    fn new(text: &str, number: bool) -> Self {
        Self(Box::new(Unknown {
            text: text.into(),
            number,
        }))
    }

    /// The text on the wire; of a JSON number its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.number {
            f.write_str(self.as_str())
        } else {
            fmt::Debug::fmt(self.as_str(), f)
        }
    }
}

/// The index of a member.
pub(crate) fn find(members: &[(&str, i64)], name: &str) -> Option<usize> {
    // Lengths and first bytes tell nearly all names apart without a call to memcmp.
    let first = name.as_bytes().first();
    members.iter().position(|(member, _)| {
        member.len() == name.len() && member.as_bytes().first() == first && *member == name
    })
}

/// The text of a value.
pub fn as_str<T: Enumeration>(value: &T) -> &str {
    match value.repr() {
        Repr::Member(index) => T::MEMBERS.get(index).map_or("", |(name, _)| name),
        Repr::Unknown(value) => value.as_str(),
    }
}

/// The number of a value: that of a member as declared, or the one that was read.
pub fn value<T: Enumeration>(value: &T) -> Option<i64> {
    match value.repr() {
        Repr::Member(index) => T::MEMBERS.get(index).map(|(_, value)| *value),
        Repr::Unknown(value) => value.as_str().parse().ok(),
    }
}

/// The value that a text names.
pub fn from_text<T: Enumeration>(text: &str) -> T {
    from_found(find(T::MEMBERS, text).map_or_else(
        || Found::Unknown(UnknownValue::new(text, false)),
        Found::Member,
    ))
}

fn from_found<T: Enumeration>(found: Found) -> T {
    match found {
        Found::Member(index) => T::from_index(index).unwrap_or_else(|| {
            let name = T::MEMBERS.get(index).map_or("", |(name, _)| name);
            T::from_unknown(UnknownValue::new(name, false))
        }),
        Found::Unknown(value) => T::from_unknown(value),
    }
}

/// The codec of every enumeration: text, or a number where one was read.
#[derive(Debug)]
pub enum AsEnumeration {}

impl<T: Enumeration> Codec<T> for AsEnumeration {
    type NonNull = T;

    const TYPE: TypeName = TypeName::Value(T::NAME);

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer
            .deserialize_any(MemberVisitor {
                name: T::NAME,
                members: T::MEMBERS,
            })
            .map(from_found)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        match value.repr() {
            Repr::Unknown(unknown) if unknown.0.number => match unknown.as_str().parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => match unknown.as_str().parse::<u64>() {
                    Ok(number) => serializer.serialize_u64(number),
                    Err(_) => serializer.serialize_str(unknown.as_str()),
                },
            },
            _ => serializer.serialize_str(as_str(value)),
        }
    }

    fn argument(value: &T, enums: EnumLiterals) -> Argument {
        let mut out = String::new();
        write_literal(value, &mut out, enums);
        Argument::Literal(out)
    }
}

/// Appends the literal; what [`enumeration!`](macro@crate::enumeration) calls.
pub fn write_literal<T: Enumeration>(value: &T, out: &mut String, enums: EnumLiterals) {
    write_enum_literal(T::NAME, as_str(value), out, enums);
}

/// OData URL conventions 4.01, 5.1.1.14.1: `ns.T'member'`, or without the name where the service is of 4.01.
pub(crate) fn write_enum_literal(name: &str, text: &str, out: &mut String, enums: EnumLiterals) {
    match enums {
        EnumLiterals::Qualified => out.push_str(name),
        EnumLiterals::Unqualified => {}
    }
    write_string_literal(text, out);
}

/// What was read; the same code for all enumerations.
enum Found {
    Member(usize),
    Unknown(UnknownValue),
}

struct MemberVisitor {
    name: &'static str,
    members: &'static [(&'static str, i64)],
}

fn number(text: String) -> Found {
    Found::Unknown(UnknownValue::new(&text, true))
}

impl<'de> Visitor<'de> for MemberVisitor {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a member of {}", self.name)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Found, E> {
        Ok(match find(self.members, text) {
            Some(index) => Found::Member(index),
            None => Found::Unknown(UnknownValue::new(text, false)),
        })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Found, E> {
        Ok(number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Found, E> {
        Ok(number(value.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Found, A::Error> {
        whole_number_in_map(map, &self).map(number)
    }
}

/// A whole number that came as a map, as serde_json's `arbitrary_precision` has it.
pub(crate) fn whole_number_in_map<'de, A: MapAccess<'de>>(
    map: A,
    expected: &dyn serde::de::Expected,
) -> Result<String, A::Error> {
    let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))
        .map_err(|_: A::Error| A::Error::invalid_type(Unexpected::Map, expected))?;
    if number.is_i64() || number.is_u64() {
        Ok(number.to_string())
    } else {
        Err(A::Error::invalid_value(
            Unexpected::Other(&format!("number `{number}`")),
            expected,
        ))
    }
}
