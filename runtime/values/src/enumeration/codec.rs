//! What [`enumeration!`](macro@crate::enumeration) makes of an [`Enumeration`].

use super::{Enumeration, Form, UnknownValue, with_number, with_text};
use crate::wire::integer::{Number, number_in_map, whole};
use crate::wire::{Argument, Codec, EnumLiterals, TypeName, write_string_literal};
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::Serializer;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::discriminant;

/// The index of a member; `None` for any other value.
fn index<T: Enumeration>(value: &T) -> Option<usize> {
    let wanted = discriminant(value);
    T::VALUES
        .iter()
        .position(|member| discriminant(member) == wanted)
}

/// The text of a value.
pub fn as_str<T: Enumeration>(value: &T) -> &str {
    match value.unknown() {
        Some(unknown) => unknown.as_str(),
        None => index(value)
            .and_then(|index| T::MEMBERS.get(index))
            .map_or("", |(text, _)| text),
    }
}

/// The number of a value: that of a member as declared, or the one that was read.
pub fn value<T: Enumeration>(value: &T) -> Option<i64> {
    if let Some(unknown) = value.unknown() {
        return unknown.as_str().parse().ok();
    }
    let index = index(value)?;
    match T::FORMS.get(index) {
        Some(Form::Text) => None,
        _ => T::MEMBERS.get(index).map(|(_, number)| *number),
    }
}

/// The number of a member that is a number on the wire.
fn number<T: Enumeration>(value: &T) -> Option<i64> {
    if T::FORMS.is_empty() {
        return None;
    }
    let index = index(value)?;
    let is_number = T::FORMS.get(index) == Some(&Form::Number);
    T::MEMBERS
        .get(index)
        .filter(|_| is_number)
        .map(|(_, number)| *number)
}

/// Shows the variant, as `#[derive(Debug)]` does.
pub fn debug<T: Enumeration>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut variants = T::VARIANTS.split_whitespace();
    match value.unknown() {
        Some(unknown) => {
            let name = variants.next_back().unwrap_or_default();
            f.debug_tuple(name).field(unknown).finish()
        }
        None => {
            let name = index(value).and_then(|index| variants.nth(index));
            f.write_str(name.unwrap_or_default())
        }
    }
}

/// Whether two values are the same member, or the same unknown value.
pub fn eq<T: Enumeration>(value: &T, other: &T) -> bool {
    discriminant(value) == discriminant(other) && value.unknown() == other.unknown()
}

/// Hashes what [`eq`] compares.
pub fn hash<T: Enumeration, H: Hasher>(value: &T, state: &mut H) {
    discriminant(value).hash(state);
    value.unknown().hash(state);
}

/// Declared members in the order of declaration, then unknown values by their texts.
pub fn cmp<T: Enumeration>(value: &T, other: &T) -> Ordering {
    match (value.unknown(), other.unknown()) {
        (None, None) => index(value).cmp(&index(other)),
        (known, other) => known.cmp(&other),
    }
}

/// The value that a text names; where all members are numbers, the one that it has the digits of.
pub fn from_text<T: Enumeration>(text: &str) -> T {
    let number = text
        .parse()
        .ok()
        .filter(|_| T::FORMS.contains(&Form::Number));
    let index = with_text(T::MEMBERS, T::FORMS, text)
        .or_else(|| with_number(T::MEMBERS, T::FORMS, number?));
    let is_number = number.is_some() && T::FORMS.iter().all(|form| *form == Form::Number);
    from_found(index.map_or_else(
        || Found::Unknown(UnknownValue::new(text, is_number)),
        Found::Member,
    ))
}

fn from_found<T: Enumeration>(found: Found) -> T {
    match found {
        Found::Member(index) => T::VALUES.get(index).cloned().unwrap_or_else(|| {
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
                forms: T::FORMS,
            })
            .map(from_found)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(unknown) = value.unknown().filter(|unknown| unknown.0.number) {
            return match unknown.as_str().parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => match unknown.as_str().parse::<u64>() {
                    Ok(number) => serializer.serialize_u64(number),
                    Err(_) => serializer.serialize_str(unknown.as_str()),
                },
            };
        }
        match number(value) {
            Some(number) => serializer.serialize_i64(number),
            None => serializer.serialize_str(as_str(value)),
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
    forms: &'static [Form],
}

impl MemberVisitor {
    fn number(&self, number: i64) -> Found {
        match with_number(self.members, self.forms, number) {
            Some(index) => Found::Member(index),
            None => Found::Unknown(UnknownValue::new(&number.to_string(), true)),
        }
    }
}

impl<'de> Visitor<'de> for MemberVisitor {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a member of {}", self.name)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Found, E> {
        Ok(match with_text(self.members, self.forms, text) {
            Some(index) => Found::Member(index),
            None => Found::Unknown(UnknownValue::new(text, false)),
        })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Found, E> {
        Ok(self.number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Found, E> {
        match i64::try_from(value) {
            Ok(number) => Ok(self.number(number)),
            Err(_) => Ok(Found::Unknown(UnknownValue::new(&value.to_string(), true))),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Found, E> {
        match whole(value) {
            Some(number) => Ok(self.number(number)),
            None => Err(E::invalid_type(Unexpected::Float(value), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Found, A::Error> {
        match number_in_map(map, &self)? {
            Number::Signed(number) => self.visit_i64(number),
            Number::Unsigned(number) => self.visit_u64(number),
            Number::Float(number) => self.visit_f64(number),
        }
    }
}
