//! The text of a JSON value, exactly as it was written.
//!
//! serde's data model has no number that is more than an `f64` or an `i128`. serde_json returns the text instead
//! for the request that its [`RawValue`] makes: a newtype struct with a certain name. The same request
//! without the type returns the text borrowed from the input if that is a text. Other deserializers do not know that
//! protocol, and return their own values.

mod parts;
mod survey;

pub use parts::{checked, items, members};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use survey::{minified, survey};

/// How deep arrays and objects may be nested; serde_json's own limit, which it does not apply to raw values.
const MAX_DEPTH: usize = 128;

/// The name with which [`RawValue`] reads a text from serde_json, and with which it writes one.
fn raw_value_name() -> &'static str {
    static NAME: OnceLock<&'static str> = OnceLock::new();
    NAME.get_or_init(|| {
        let mut name = "";
        // It fails once the name is known.
        let _ = <&RawValue>::deserialize(NameProbe(&mut name));
        name
    })
}

/// A deserializer that finds out which newtype struct is requested.
struct NameProbe<'a>(&'a mut &'static str);

impl<'de> Deserializer<'de> for NameProbe<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = name;
        self.deserialize_any(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Error::custom("a probe has no value"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads the text of a value, without white space where that has line breaks.
///
/// # Errors
///
/// When the input is malformed or nested too deeply.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    let text = deserializer.deserialize_newtype_struct(raw_value_name(), TextVisitor)?;
    let survey = survey(&text);
    if survey.depth >= MAX_DEPTH {
        return Err(D::Error::custom("recursion limit exceeded"));
    }
    if survey.has_line_breaks {
        // Elsewhere lines separate values, and between tokens line breaks mean nothing.
        return Ok(Cow::Owned(minified(&text)));
    }
    Ok(text)
}

/// [`read`] where serde needs a seed.
pub struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        read(deserializer)
    }
}

/// Reads a string, borrowed where that can be.
pub struct Str;

impl<'de> DeserializeSeed<'de> for Str {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Str {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

/// Reads the text of a value in the form in which serde_json returns it, and writes a new one for deserializers that treat
/// the newtype struct literally.
struct TextVisitor;

fn written<'de, E: Error>(value: &Value) -> Result<Cow<'de, str>, E> {
    Ok(Cow::Owned(value.to_string()))
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Some(first) = map.next_key_seed(Str)? else {
            return Ok(Cow::Borrowed("{}"));
        };
        if first == raw_value_name() {
            return map.next_value_seed(Str);
        }
        let rest = WithFirstKey {
            first: Some(first),
            map,
        };
        written(&Value::deserialize(MapAccessDeserializer::new(rest))?)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        written(&Value::deserialize(deserializer)?)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        written(&Value::from(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        written(&Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        written(&Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        written(&Value::from(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        written(&Value::from(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed("null"))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        let value = Value::deserialize(serde::de::value::SeqAccessDeserializer::new(seq))?;
        written(&value)
    }
}

/// A map whose first key was looked at.
struct WithFirstKey<'de, A> {
    first: Option<Cow<'de, str>>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithFirstKey<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
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

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

const RAW: &str = "$clientwright_values::private::Raw";

/// Whether a newtype struct is a [`Json`].
pub(crate) fn is_raw(name: &str) -> bool {
    name == RAW
}

/// Writes JSON as it is, with serde_json or a serializer that knows its mark for raw values.
pub(crate) struct Json<'a>(pub(crate) &'a str);

impl Serialize for Json<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(RAW, &AsIs(self.0))
    }
}

/// [`Json`] without the mark by which request bodies know it.
pub(crate) struct AsIs<'a>(pub(crate) &'a str);

impl Serialize for AsIs<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut raw = serializer.serialize_struct(raw_value_name(), 1)?;
        raw.serialize_field(raw_value_name(), self.0)?;
        raw.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error as ValueError, MapDeserializer};

    fn is_too_deep(text: &str) -> bool {
        survey(text).depth >= MAX_DEPTH
    }

    fn text_of(text: &str) -> serde_json::Result<Cow<'_, str>> {
        read(&mut serde_json::Deserializer::from_str(text))
    }

    #[test]
    fn exact_from_text() {
        for text in [
            "1.2300",
            "1e5",
            "1E400",
            "123456789012345678901234567890.12",
            "{\"b\": 1, \"a\":2}",
            "null",
            "\"\\u0041\"",
            "\"\\ud800\"",
        ] {
            assert!(matches!(text_of(text).unwrap(), Cow::Borrowed(read) if read == text));
            let mut bytes = serde_json::Deserializer::from_slice(text.as_bytes());
            assert!(matches!(read(&mut bytes).unwrap(), Cow::Borrowed(read) if read == text));
            let mut reader = serde_json::Deserializer::from_reader(text.as_bytes());
            assert_eq!(read(&mut reader).unwrap(), text);
        }
        for text in ["", "1,", "{", "tru"] {
            assert!(text_of(text).is_err() || checked(text).is_err(), "{text}");
        }
    }

    #[test]
    fn written_as_it_is() {
        for text in ["1E400", "{\"b\": 1}", "\"\\ud800\""] {
            assert_eq!(
                serde_json::to_string(&[Json(text)]).unwrap(),
                format!("[{text}]")
            );
        }
        let value = serde_json::to_value(Json("{\"b\": [1.5]}")).unwrap();
        assert_eq!(value, serde_json::json!({"b": [1.5]}));
    }

    #[test]
    fn as_good_as_it_gets_from_other_deserializers() {
        let value = serde_json::json!({"a": [1, "x", null, 2.5]});
        assert_eq!(read(value.clone()).unwrap(), value.to_string());
        assert_eq!(read(serde_json::json!(1)).unwrap(), "1");
        let from = |d: serde::de::value::F64Deserializer<ValueError>| read(d).unwrap();
        assert_eq!(from(2.5.into_deserializer()), "2.5");
        let text: serde::de::value::StrDeserializer<'_, ValueError> = "x".into_deserializer();
        assert_eq!(read(text).unwrap(), "\"x\"");
        let map: MapDeserializer<'_, _, ValueError> =
            MapDeserializer::new([("a", 1), ("b", 2)].into_iter());
        assert_eq!(read(map).unwrap(), r#"{"a":1,"b":2}"#);
    }

    #[test]
    fn parts_of_a_text() {
        let members = members(r#"{"a\"b": [1, 2],"c":1E400}"#).unwrap();
        let members: Vec<_> = members.iter().map(|(key, json)| (&**key, *json)).collect();
        assert_eq!(members, [("a\"b", "[1, 2]"), ("c", "1E400")]);
        assert_eq!(items("[1.50, {} ]"), Some(vec!["1.50", "{}"]));
        assert_eq!(items("{}"), None);
        assert_eq!(super::members("{} x"), None);
        assert_eq!(items("[] x"), None);
        assert_eq!(
            minified("{ \"a \\\" b\" :\n[ 1 , 2 ]\t}"),
            "{\"a \\\" b\":[1,2]}"
        );
    }

    #[test]
    fn depth_is_limited() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(text_of(&deep(127)).is_ok());
        assert!(text_of(&deep(128)).is_err());
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
