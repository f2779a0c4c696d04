//! `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32` and `Edm.Int64`.
//!
//! JSON has one type of numbers: `1.0` and `1e2` are integers too (RFC 8259, 6). Under `IEEE754Compatible=true` an
//! `Edm.Int64` is a string (OData JSON Format 4.01, 3.2 and 7.1).

use super::{Argument, Codec, EnumLiterals, Literal, TypeName, Wire, literal_argument};
use crate::request_body::Exact;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::OnceLock;

/// A number that came as a map.
pub(crate) enum Number {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

/// A number that came as a map, which is how serde_json passes numbers on once any crate in the tree turns on its
/// `arbitrary_precision`.
pub(crate) fn number_in_map<'de, A: MapAccess<'de>>(
    map: A,
    expected: &dyn serde::de::Expected,
) -> Result<Number, A::Error> {
    let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))
        .map_err(|_: A::Error| A::Error::invalid_type(Unexpected::Map, expected))?;
    if let Some(number) = number.as_i64() {
        return Ok(Number::Signed(number));
    }
    if let Some(number) = number.as_u64() {
        return Ok(Number::Unsigned(number));
    }
    // Not `as_f64`, which is `None` for numbers beyond the range of doubles.
    let text = number.to_string();
    text.parse().map(Number::Float).map_err(|_| {
        A::Error::invalid_value(Unexpected::Other(&format!("number `{text}`")), expected)
    })
}

/// The integer value of a double; `None` if it has a fraction, is out of range, or if the text that it was
/// read from may have been another integer.
pub(crate) fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the value is an integer within the range of doubles that represent all integers"
    )]
    if value.abs() < EXACT {
        return (value.fract() == 0.0).then_some(value as i64);
    }
    // From 2^53 on a double represents several integers. Its shortest text is the intended one: `1e18`.
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e')?;
    let (first, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = exponent.parse::<usize>().ok()?.checked_sub(rest.len())?;
    if rest.len() >= 15 || zeros > 18 {
        return None;
    }
    format!("{first}{rest}{}", "0".repeat(zeros)).parse().ok()
}

/// Whether serde_json's `arbitrary_precision` is on. A [`serde_json::Value`] then reads a number like `1.0` as an
/// integer by `deserialize_any` only.
pub(crate) fn numbers_are_texts() -> bool {
    static TEXTS: OnceLock<bool> = OnceLock::new();
    *TEXTS.get_or_init(|| {
        let number = serde_json::from_str::<serde_json::Number>("1.50");
        number.is_ok_and(|number| number.to_string() == "1.50")
    })
}

/// An integer type.
trait Integer: Copy + TryFrom<i64> + TryFrom<u64> + FromStr {
    /// Its name in messages.
    const NAME: &'static str;

    /// Whether a string with the digits is such a value.
    const IN_TEXT: bool;
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<'de, T: Integer> Visitor<'de> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::NAME)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    #[cold]
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        if value.fract() != 0.0 {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        whole(value)
            .and_then(|value| T::try_from(value).ok())
            .ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        if !T::IN_TEXT {
            return Err(E::invalid_type(Unexpected::Str(text), &self));
        }
        text.parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        match number_in_map(map, &self)? {
            Number::Signed(number) => self.visit_i64(number),
            Number::Unsigned(number) => self.visit_u64(number),
            Number::Float(number) => self.visit_f64(number),
        }
    }
}

macro_rules! integers {
    ($($type:ident = $name:literal, $in_text:literal, $hint:ident, $write:expr;)+) => {$(
        impl Integer for $type {
            const NAME: &'static str = stringify!($type);
            const IN_TEXT: bool = $in_text;
        }

        impl Wire for $type {
            type Codec = Self;
        }

        impl Codec<Self> for $type {
            type NonNull = Self;

            const TYPE: TypeName = TypeName::Value($name);

            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = IntegerVisitor::<Self>(PhantomData);
                if $in_text || numbers_are_texts() {
                    deserializer.deserialize_any(visitor)
                } else {
                    deserializer.$hint(visitor)
                }
            }

            #[inline]
            fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
                $write(*value).serialize(serializer)
            }

            fn argument(value: &Self, enums: EnumLiterals) -> Argument {
                literal_argument(value, enums)
            }
        }

        impl Literal for $type {
            fn write_literal(&self, out: &mut String, _: EnumLiterals) {
                out.push_str(&self.to_string());
            }
        }
    )+};
}

integers! {
    u8 = "Edm.Byte", false, deserialize_u8, std::convert::identity;
    i8 = "Edm.SByte", false, deserialize_i8, std::convert::identity;
    i16 = "Edm.Int16", false, deserialize_i16, std::convert::identity;
    i32 = "Edm.Int32", false, deserialize_i32, std::convert::identity;
    i64 = "Edm.Int64", true, deserialize_i64, Exact;
    // Formats of OpenAPI.
    u16 = "uint16", false, deserialize_u16, std::convert::identity;
    u32 = "uint32", false, deserialize_u32, std::convert::identity;
    u64 = "uint64", false, deserialize_u64, std::convert::identity;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tests::literal;
    use crate::{from_json, to_json};

    #[test]
    fn int64_from_numbers_and_strings() {
        for text in ["-9223372036854775808", "9223372036854775807", "0"] {
            let number: i64 = from_json(text.as_bytes()).unwrap();
            assert_eq!(
                from_json::<i64>(format!("\"{text}\"").as_bytes()).unwrap(),
                number
            );
            assert_eq!(to_json(&number).unwrap(), text.as_bytes());
            assert_eq!(literal(number), text);
        }
        for text in [
            "9223372036854775808",
            "1.5",
            "\"1.5\"",
            "\"\"",
            "true",
            "null",
            "{}",
            "[]",
        ] {
            let error = from_json::<i64>(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains("expected i64"), "{text}: {error}");
        }
    }

    #[test]
    fn integers_with_a_point_or_an_exponent() {
        fn all<T: Wire + PartialEq + fmt::Debug>(texts: &[(&str, T)]) {
            for (text, number) in texts {
                assert_eq!(&from_json::<T>(text.as_bytes()).unwrap(), number, "{text}");
                let value: serde_json::Value = serde_json::from_str(text).unwrap();
                assert_eq!(&T::read(value).unwrap(), number, "{text} as a Value");
                let bytes = text.as_bytes();
                let read = T::read(&mut serde_json::Deserializer::from_reader(bytes)).unwrap();
                assert_eq!(&read, number, "{text} from a reader");
            }
        }
        all::<u8>(&[("1.0", 1), ("1e2", 100), ("255.000", 255), ("-0.0", 0)]);
        all::<i8>(&[("-1.28e2", -128), ("1270E-1", 127)]);
        all::<i16>(&[("-3.2768e4", i16::MIN)]);
        all::<i32>(&[("2147483647.0", i32::MAX), ("3.0", 3)]);
        all::<u64>(&[("1.0", 1), ("18446744073709551615", u64::MAX)]);
        all::<u32>(&[("4294967295", u32::MAX)]);
        all::<u16>(&[("6.5535e4", u16::MAX)]);
        all::<i64>(&[
            ("9007199254740991.0", 9_007_199_254_740_991),
            ("1e18", 1_000_000_000_000_000_000),
            ("-9.2e18", -9_200_000_000_000_000_000),
        ]);
    }

    #[test]
    fn doubles_that_are_no_integer_of_the_type() {
        fn none<T: Wire>(name: &str, texts: &[&str]) {
            for text in texts {
                let error = from_json::<T>(text.as_bytes()).unwrap_err().to_string();
                assert!(
                    error.contains(&format!("expected {name}")),
                    "{text}: {error}"
                );
            }
        }
        none::<u8>("u8", &["256.0", "-1.0", "2.56e2", "0.5"]);
        none::<i8>("i8", &["128.0", "1e3"]);
        none::<i16>("i16", &["32768.0"]);
        none::<i32>("i32", &["2147483648.0", "1e10", "1.5"]);
        // The double does not show which integer was meant.
        none::<i64>(
            "i64",
            &[
                "9007199254740993.0",
                "1e19",
                "9223372036854775808.0",
                "1e300",
            ],
        );
    }

    #[test]
    fn integers_reject_fractions_strings_and_what_does_not_fit() {
        let error = |text: &str| from_json::<i32>(text.as_bytes()).unwrap_err().to_string();
        for (text, start) in [
            ("1.5", "invalid type: floating point `1.5`, expected i32"),
            ("\"x\"", "invalid type: string \"x\", expected i32"),
            (
                "3000000000",
                "invalid value: integer `3000000000`, expected i32",
            ),
        ] {
            let error = error(text);
            assert!(error.starts_with(start), "{error}");
        }
        assert_eq!(from_json::<i32>(b"-2147483648").unwrap(), i32::MIN);
        assert!(from_json::<u8>(b"256").is_err());
        assert!(from_json::<u8>(b"-1").is_err());
    }

    #[test]
    fn literals() {
        assert_eq!(literal(-5_i8), "-5");
        assert_eq!(literal(255_u8), "255");
    }
}
