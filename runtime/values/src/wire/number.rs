//! `Edm.Double` and `Edm.Single`: JSON numbers, or strings.
//!
//! OData JSON Format 4.01, 7.1: `"INF"`, `"-INF"` and `"NaN"` are values that JSON numbers do not have.

use super::{Argument, Codec, EnumLiterals, Literal, TypeName, Wire, literal_argument};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;
use std::fmt;

/// The text of a number that came as a map, which is how serde_json passes numbers on once any crate in the tree
/// turns on its `arbitrary_precision`.
fn number_in_map<'de, A: MapAccess<'de>>(
    map: A,
    expected: &dyn serde::de::Expected,
) -> Result<String, A::Error> {
    serde_json::Number::deserialize(MapAccessDeserializer::new(map))
        .map(|number| number.to_string())
        .map_err(|_: A::Error| A::Error::invalid_type(Unexpected::Map, expected))
}

/// `Edm.Double`, or `Edm.Single` where `single`: a finite number outside of the range of `f32` is then an error.
struct Float {
    single: bool,
}

impl Float {
    fn check<E: Error>(self, value: f64, from: Unexpected<'_>) -> Result<f64, E> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the result shows whether it is too large"
        )]
        let fits = value.is_finite() && (!self.single || (value as f32).is_finite());
        if fits {
            Ok(value)
        } else {
            Err(E::invalid_value(from, &self))
        }
    }

    fn parse<E: Error>(self, text: &str, from: Unexpected<'_>) -> Result<f64, E> {
        match text {
            "INF" => Ok(f64::INFINITY),
            "-INF" => Ok(f64::NEG_INFINITY),
            "NaN" => Ok(f64::NAN),
            // Rust also parses "inf", "nan" and "infinity", which OData does not know.
            _ if text
                .bytes()
                .any(|b| b.is_ascii_alphabetic() && b != b'e' && b != b'E') =>
            {
                Err(E::invalid_value(from, &self))
            }
            _ => match text.parse() {
                Ok(value) => self.check(value, from),
                Err(_) => Err(E::invalid_value(from, &self)),
            },
        }
    }
}

impl<'de> Visitor<'de> for Float {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.single { "f32" } else { "f64" })
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        self.check(value, Unexpected::Float(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "what a JSON number in a Double property means"
    )]
    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "what a JSON number in a Double property means"
    )]
    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<f64, E> {
        self.parse(value, Unexpected::Str(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<f64, A::Error> {
        let text = number_in_map(map, &self)?;
        self.parse(&text, Unexpected::Other(&format!("number `{text}`")))
    }
}

/// The word for a number that JSON cannot write.
fn non_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

macro_rules! float {
    ($type:ty = $name:literal, $single:literal, $serialize:ident) => {
        impl Wire for $type {
            type Codec = Self;
        }

        impl Codec<Self> for $type {
            type NonNull = Self;

            const TYPE: TypeName = TypeName::Value($name);

            #[allow(
                clippy::cast_possible_truncation,
                reason = "the visitor rejected numbers that do not fit"
            )]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer
                    .deserialize_any(Float { single: $single })
                    .map(|value| value as $type)
            }

            fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
                if value.is_finite() {
                    serializer.$serialize(*value)
                } else {
                    serializer.serialize_str(non_finite(f64::from(*value)))
                }
            }

            fn argument(value: &Self, enums: EnumLiterals) -> Argument {
                literal_argument(value, enums)
            }
        }

        impl Literal for $type {
            fn write_literal(&self, out: &mut String, _: EnumLiterals) {
                if self.is_finite() {
                    // `{:?}` takes an exponent where `{}` writes three hundred zeros.
                    out.push_str(&format!("{self:?}"));
                } else {
                    out.push_str(non_finite(f64::from(*self)));
                }
            }
        }
    };
}

float!(f64 = "Edm.Double", false, serialize_f64);
float!(f32 = "Edm.Single", true, serialize_f32);

#[cfg(test)]
mod tests {
    use crate::wire::tests::literal;
    use crate::{from_json, to_json};

    #[test]
    fn floats_from_numbers_and_strings() {
        for (text, written) in [
            ("1.5", "1.5"),
            ("\"1.5\"", "1.5"),
            ("1e300", "1e+300"),
            ("\"INF\"", "\"INF\""),
        ] {
            let number: f64 = from_json(text.as_bytes()).unwrap();
            let out = String::from_utf8(to_json(&number).unwrap()).unwrap();
            assert_eq!(out.replace('+', ""), written.replace('+', ""));
        }
        assert!(from_json::<f64>(b"\"NaN\"").unwrap().is_nan());
        assert_eq!(to_json(&f32::NAN).unwrap(), b"\"NaN\"");
        assert_eq!(from_json::<f32>(b"\"-INF\"").unwrap(), f32::NEG_INFINITY);
        assert_eq!(from_json::<f32>(b"3").unwrap(), 3.0);
        assert_eq!(to_json(&f64::NEG_INFINITY).unwrap(), b"\"-INF\"");
        assert_eq!(to_json(&0.1_f32).unwrap(), b"0.1");
    }

    /// A parser that rounds twice is off by one in the last place, for these among others.
    #[test]
    fn floats_are_the_nearest_to_what_was_written() {
        for number in [
            -1.5e-300,
            5e-324,
            f64::MAX,
            f64::MIN_POSITIVE,
            0.1,
            9_007_199_254_740_993.0,
            1.0e23,
        ] {
            let text = format!("{number:e}");
            assert_eq!(
                from_json::<f64>(text.as_bytes()).unwrap().to_bits(),
                number.to_bits(),
                "{text}"
            );
            let value: serde_json::Value = from_json(text.as_bytes()).unwrap();
            assert_eq!(
                value.as_f64().map(f64::to_bits),
                Some(number.to_bits()),
                "{text}"
            );
        }
    }

    #[test]
    fn floats_reject_other_words_and_what_does_not_fit() {
        for text in [
            "\"inf\"",
            "\"nan\"",
            "\"infinity\"",
            "\"\"",
            "true",
            "{}",
            "\"1,5\"",
        ] {
            assert!(from_json::<f64>(text.as_bytes()).is_err(), "{text}");
        }
        let error = from_json::<f32>(b"1e300").unwrap_err().to_string();
        assert!(error.contains("expected f32"), "{error}");
    }

    #[test]
    fn literals() {
        assert_eq!(literal(1.0_f64), "1.0");
        assert_eq!(literal(1e300_f64), "1e300");
        assert_eq!(literal(f64::INFINITY), "INF");
        assert_eq!(literal(f32::NEG_INFINITY), "-INF");
        assert_eq!(literal(f64::NAN), "NaN");
        assert_eq!(literal(0.1_f32), "0.1");
    }
}
