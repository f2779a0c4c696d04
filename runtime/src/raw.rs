//! The text of a JSON value, exactly as it was written.
//!
//! serde's data model has no number that is more than an `f64` or an `i128`. serde_json hands out the text instead
//! when it is asked for a [`RawValue`]; other deserializers do not know that protocol, and give what they have.

use serde::de::value::{MapAccessDeserializer, MapDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// How deep arrays and objects may be nested; serde_json's own limit, which it does not apply to raw values.
const MAX_DEPTH: usize = 128;

/// Reads the text of a value.
///
/// # Errors
///
/// When the input is malformed or nested too deeply.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    let raw = Box::<RawValue>::deserialize(Any(deserializer))?;
    if is_too_deep(raw.get()) {
        return Err(D::Error::custom("recursion limit exceeded"));
    }
    Ok(raw)
}

/// Whether nesting is deeper than [`MAX_DEPTH`]. Whoever reads the text later would otherwise start counting anew.
///
/// The text is valid JSON. Strings are skipped by searching, since nested values are looked through at each level.
fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    let is_sign = |byte: u8| matches!(byte, b'"' | b'[' | b'{' | b']' | b'}');
    while let Some(at) = rest.bytes().position(is_sign) {
        let (sign, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = after;
        match sign {
            b'"' => rest = behind_string(after),
            b'[' | b'{' => {
                depth += 1;
                if depth >= MAX_DEPTH {
                    return true;
                }
            }
            _ => depth = depth.saturating_sub(1),
        }
    }
    false
}

/// What comes behind the string in which the text begins.
fn behind_string(mut text: &str) -> &str {
    while let Some((content, after)) = text.split_once('"') {
        let escapes = content.bytes().rev().take_while(|byte| *byte == b'\\');
        if escapes.count() % 2 == 0 {
            return after;
        }
        text = after;
    }
    ""
}

/// Any deserializer, of which [`RawValue`] asks for a newtype struct with a name that means "the text".
struct Any<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Any<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(
            name,
            Fallback {
                name,
                inner: visitor,
            },
        )
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// `RawValue`'s visitor, for deserializers that took the newtype struct literally: writes the text anew.
struct Fallback<V> {
    name: &'static str,
    inner: V,
}

impl<'de, V: Visitor<'de>> Fallback<V> {
    fn finish<E: Error>(self, value: &Value) -> Result<V::Value, E> {
        // What the visitor gets from serde_json: the text in a map under that same name.
        let entry = std::iter::once((self.name, value.to_string()));
        self.inner
            .visit_map(MapDeserializer::<'de, _, E>::new(entry))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Fallback<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        let value = Value::deserialize(deserializer)?;
        self.finish(&value)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V::Value, A::Error> {
        let mut first = Some(match map.next_key::<String>()? {
            Some(key) => key,
            None => return self.finish(&Value::Object(serde_json::Map::new())),
        });
        let rest = WithFirstKey {
            first: first.take(),
            map,
        };
        if rest.first.as_deref() == Some(self.name) {
            self.inner.visit_map(rest)
        } else {
            let value = Value::deserialize(MapAccessDeserializer::new(rest))?;
            self.finish(&value)
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<V::Value, E> {
        self.finish(&Value::from(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.finish(&Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.finish(&Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        self.finish(&Value::from(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<V::Value, E> {
        self.finish(&Value::from(value))
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.finish(&Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.finish(&Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        let value = Value::deserialize(serde::de::value::SeqAccessDeserializer::new(seq))?;
        self.finish(&value)
    }
}

/// A map whose first key was looked at.
struct WithFirstKey<A> {
    first: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithFirstKey<A> {
    type Error = A::Error;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => seed
                .deserialize(serde::de::IntoDeserializer::into_deserializer(key))
                .map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<S: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// Reads raw text where serde asks for [`Deserialize`].
pub(crate) struct Raw(pub(crate) Box<RawValue>);

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::IntoDeserializer;
    use serde::de::value::Error as ValueError;

    #[test]
    fn exact_from_text() {
        for text in [
            "1.2300",
            "1e5",
            "123456789012345678901234567890.12",
            "{\"b\": 1, \"a\":2}",
            "null",
            "\"\\u0041\"",
        ] {
            assert_eq!(serde_json::from_str::<Raw>(text).unwrap().0.get(), text);
            assert_eq!(
                serde_json::from_slice::<Raw>(text.as_bytes())
                    .unwrap()
                    .0
                    .get(),
                text
            );
            assert_eq!(
                serde_json::from_reader::<_, Raw>(text.as_bytes())
                    .unwrap()
                    .0
                    .get(),
                text
            );
        }
    }

    #[test]
    fn as_good_as_it_gets_from_other_deserializers() {
        let value = serde_json::json!({"a": [1, "x", null, 2.5]});
        assert_eq!(
            serde_json::from_value::<Raw>(value.clone())
                .unwrap()
                .0
                .get(),
            value.to_string()
        );
        let from = |d: serde::de::value::F64Deserializer<ValueError>| {
            Raw::deserialize(d).unwrap().0.get().to_owned()
        };
        assert_eq!(from(2.5.into_deserializer()), "2.5");
        let text: serde::de::value::StrDeserializer<'_, ValueError> = "x".into_deserializer();
        assert_eq!(Raw::deserialize(text).unwrap().0.get(), "\"x\"");
        let map: MapDeserializer<'_, _, ValueError> =
            MapDeserializer::new([("a", 1), ("b", 2)].into_iter());
        assert_eq!(Raw::deserialize(map).unwrap().0.get(), r#"{"a":1,"b":2}"#);
    }

    #[test]
    fn depth_is_limited() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(serde_json::from_str::<Raw>(&deep(127)).is_ok());
        assert!(serde_json::from_str::<Raw>(&deep(128)).is_err());
        assert!(!is_too_deep(&format!("\"{}\\\"[\"", "[".repeat(500))));
        // A backslash may itself be escaped.
        for (content, is_end) in [
            ("", true),
            (r"\", false),
            (r"\\", true),
            (r"a\\\", false),
            (r#"\"é\\"#, true),
        ] {
            let text = format!("[\"{content}\",{}", deep(200));
            assert_eq!(is_too_deep(&text), is_end, "{content}");
        }
    }
}
