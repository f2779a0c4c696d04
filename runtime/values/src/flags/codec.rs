//! What [`flags!`](macro@crate::flags) makes of [`Flags`].

use super::{FlagSet, Flags, Read};
use crate::enumeration::codec::write_enum_literal;
use crate::wire::integer::{Number, number_in_map, whole};
use crate::wire::{Argument, Codec, EnumLiterals, TypeName};
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;
use std::fmt;

/// The names of the flags that are set: members in the order of declaration, then names that the client does not know,
/// then bits that have no name, as a number.
pub fn names<T: Flags>(flags: &T) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    let set = flags.set();
    let (names, rest) = if set.bits == 0 {
        (Vec::new(), 0)
    } else {
        set.names_of(T::MEMBERS)
    };
    names
        .into_iter()
        .map(Into::into)
        .chain(set.unknown.iter().map(|name| (&**name).into()))
        .chain((rest != 0).then(|| rest.to_string().into()))
}

/// The flags that are set, each as a value, in the order of [`names`].
pub fn iter<T: Flags>(flags: &T) -> impl Iterator<Item = T> {
    names(flags).map(|name| from_text(&name))
}

/// The flags as text, as they were read or as they are written.
pub fn text<T: Flags>(flags: &T) -> String {
    flags.set().text(T::MEMBERS)
}

/// The flags that a text names.
pub fn from_text<T: Flags>(text: &str) -> T {
    T::from_set(FlagSet::parse(T::MEMBERS, text))
}

/// The codec of every flags type: text, or a number where one was read.
#[derive(Debug)]
pub enum AsFlags {}

impl<T: Flags> Codec<T> for AsFlags {
    type NonNull = T;

    const TYPE: TypeName = TypeName::Value(T::NAME);

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer
            .deserialize_any(FlagsVisitor {
                name: T::NAME,
                members: T::MEMBERS,
            })
            .map(T::from_set)
    }

    fn write<S: Serializer>(flags: &T, serializer: S) -> Result<S::Ok, S::Error> {
        match &flags.set().read {
            Read::Number => serializer.serialize_i64(flags.set().bits),
            Read::Text(text) => serializer.serialize_str(text),
            Read::Nowhere => serializer.serialize_str(&text(flags)),
        }
    }

    fn argument(flags: &T, enums: EnumLiterals) -> Argument {
        let mut out = String::new();
        write_literal(flags, &mut out, enums);
        Argument::Literal(out)
    }
}

/// Appends the literal; what [`flags!`](macro@crate::flags) calls.
pub fn write_literal<T: Flags>(flags: &T, out: &mut String, enums: EnumLiterals) {
    write_enum_literal(T::NAME, &text(flags), out, enums);
}

struct FlagsVisitor {
    name: &'static str,
    members: &'static [(&'static str, i64)],
}

impl<'de> Visitor<'de> for FlagsVisitor {
    type Value = FlagSet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "members of {}", self.name)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FlagSet, E> {
        Ok(FlagSet::parse(self.members, text))
    }

    fn visit_i64<E: Error>(self, bits: i64) -> Result<FlagSet, E> {
        Ok(FlagSet::from_number(self.members, bits))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<FlagSet, E> {
        match i64::try_from(value) {
            Ok(bits) => self.visit_i64(bits),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<FlagSet, E> {
        match whole(value) {
            Some(bits) => self.visit_i64(bits),
            None => Err(E::invalid_type(Unexpected::Float(value), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FlagSet, A::Error> {
        match number_in_map(map, &self)? {
            Number::Signed(number) => self.visit_i64(number),
            Number::Unsigned(number) => self.visit_u64(number),
            Number::Float(number) => self.visit_f64(number),
        }
    }
}
