//! Values whose JSON is a text: the errors of parsing and converting them.
//!
//! ```
//! use clientwright_values::text::{OutOfRange, ParseError};
//! use clientwright_values::time::{Date, Duration};
//!
//! /// What a user entered as the day of a report.
//! fn day(entered: &str) -> Result<Date, ParseError> {
//!     entered.trim().parse()
//! }
//!
//! assert_eq!(day(" 2026-02-28 ")?.to_string(), "2026-02-28");
//! assert_eq!(day("2026-02-30").unwrap_err().to_string(), "invalid date `2026-02-30`, expected one like 2022-07-19");
//!
//! /// How long to sleep until a time that the service names.
//! fn pause(left: Duration) -> Result<std::time::Duration, OutOfRange> {
//!     left.try_into()
//! }
//!
//! assert_eq!(pause("PT1.5S".parse()?).map(|pause| pause.as_millis()), Ok(1500));
//! let past = pause("-PT1S".parse()?).unwrap_err();
//! assert_eq!(past.to_string(), "negative duration is out of range for std::time::Duration");
//! # Ok::<(), ParseError>(())
//! ```

use std::fmt;

/// A text that is no value of its type. `Display` shows its first 64 characters and the form that is expected; the
/// [module](self) has an example.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid {what} `{text}`, expected {expected}")]
pub struct ParseError {
    what: &'static str,
    text: String,
    expected: &'static str,
}

impl ParseError {
    #[cold]
    pub(crate) fn new(what: &'static str, text: &str, expected: &'static str) -> Self {
        // The text is user data and of any length.
        let shown = text
            .char_indices()
            .nth(64)
            .map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
        Self {
            what,
            text: shown.to_owned(),
            expected,
        }
    }
}

/// A value outside of the range of the target type. `Display` names both; the [module](self) has an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is out of range for {target}")]
pub struct OutOfRange {
    pub(crate) what: &'static str,
    pub(crate) target: &'static str,
}

/// Reads a value from a string by its `FromStr`.
pub(crate) struct FromText<T> {
    expected: &'static str,
    marker: std::marker::PhantomData<T>,
}

impl<T> FromText<T> {
    pub(crate) fn new(expected: &'static str) -> Self {
        Self {
            expected,
            marker: std::marker::PhantomData,
        }
    }
}

impl<T: std::str::FromStr<Err = ParseError>> serde::de::Visitor<'_> for FromText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// Implements [`Wire`](crate::Wire), [`Literal`](crate::wire::Literal) and serde's traits for a type that is a string
/// in JSON, read by `FromStr` and written by `with_text(&self, |&str| …)`, in URLs by the passed method. A type of OData is
/// called as in OData in messages; another one has a name at the end.
macro_rules! text_wire {
    ($type:ty, $expected:literal, $before:literal, $literal:ident, $after:literal) => {
        $crate::text::text_wire!(
            $type,
            $expected,
            $before,
            $literal,
            $after,
            concat!("Edm.", stringify!($type))
        );
    };
    ($type:ty, $expected:literal, $before:literal, $literal:ident, $after:literal, $name:expr) => {
        impl $crate::wire::Wire for $type {
            type Codec = Self;
        }

        impl $crate::wire::Codec<Self> for $type {
            type NonNull = Self;

            const TYPE: $crate::wire::TypeName = $crate::wire::TypeName::Value($name);

            fn read<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::text::FromText::<$type>::new($expected))
            }

            fn write<S: ::serde::Serializer>(
                value: &Self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                value.with_text(|text| serializer.serialize_str(text))
            }

            fn argument(value: &Self, enums: $crate::wire::EnumLiterals) -> $crate::wire::Argument {
                $crate::wire::literal_argument(value, enums)
            }
        }

        impl $crate::wire::Literal for $type {
            fn write_literal(&self, out: &mut String, _: $crate::wire::EnumLiterals) {
                out.push_str($before);
                self.$literal(|text| out.push_str(text));
                out.push_str($after);
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.with_text(|text| f.pad(text))
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.with_text(|text| f.write_str(text))
            }
        }

        $crate::wire::serde_by_wire!($type);
    };
}
pub(crate) use text_wire;
