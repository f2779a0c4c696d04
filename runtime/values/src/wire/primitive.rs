//! `Edm.Boolean`, `Edm.String`, `Edm.Guid` and `Edm.Untyped`.

use super::{Argument, Codec, EnumLiterals, Literal, TypeName, Wire, literal_argument};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Write;

/// Implements [`Wire`] for types whose serde form is OData's form, and [`Literal`] by `Display`.
macro_rules! plain {
    ($($type:ty = $name:literal),+) => {$(
        impl Wire for $type {
            type Codec = Self;
        }

        impl Codec<Self> for $type {
            type NonNull = Self;

            const TYPE: TypeName = TypeName::Value($name);

            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }

            #[inline]
            fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }

            fn argument(value: &Self, enums: EnumLiterals) -> Argument {
                literal_argument(value, enums)
            }
        }

        impl Literal for $type {
            fn write_literal(&self, out: &mut String, _: EnumLiterals) {
                // Writing to a String cannot fail.
                let _ = write!(out, "{self}");
            }
        }
    )+};
}

plain!(bool = "Edm.Boolean", uuid::Uuid = "Edm.Guid");

impl Wire for String {
    type Codec = Self;
}

impl Codec<Self> for String {
    type NonNull = Self;

    const TYPE: TypeName = TypeName::Value("Edm.String");

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    #[inline]
    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value)
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        literal_argument(value, enums)
    }
}

impl Literal for String {
    fn write_literal(&self, out: &mut String, _: EnumLiterals) {
        write_string_literal(self, out);
    }
}

/// Appends text as a string literal: in single quotes, with those inside doubled; not yet percent-encoded.
///
/// ```
/// let mut out = String::new();
/// clientwright_values::wire::write_string_literal("O'Neil", &mut out);
/// assert_eq!(out, "'O''Neil'");
/// ```
///
/// OData ABNF 4.01, `string`.
pub fn write_string_literal(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('\'');
    for (index, part) in text.split('\'').enumerate() {
        if index > 0 {
            out.push_str("''");
        }
        out.push_str(part);
    }
    out.push('\'');
}

/// `Edm.Untyped`. A literal it has not: as an argument it is JSON.
impl Wire for serde_json::Value {
    type Codec = Self;
}

impl Codec<Self> for serde_json::Value {
    type NonNull = Self;

    const IS_ANY: bool = true;

    const TYPE: TypeName = TypeName::Value("Edm.Untyped");
    const HAS_NULL: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tests::literal;

    #[test]
    fn literals() {
        assert_eq!(literal(true), "true");
        assert_eq!(literal(String::from("O'Neil's")), "'O''Neil''s'");
        assert_eq!(literal(String::new()), "''");
        assert_eq!(literal(String::from("'")), "''''");
        assert_eq!(
            literal(uuid::Uuid::nil()),
            "00000000-0000-0000-0000-000000000000"
        );
    }

    #[test]
    fn untyped_is_json_in_urls() {
        let value = serde_json::json!({"a": [1, null]});
        assert_eq!(
            value.argument(EnumLiterals::Qualified),
            Argument::Json(r#"{"a":[1,null]}"#.into())
        );
    }
}
