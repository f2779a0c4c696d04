//! The codec of every object, and how it reads and writes fields.

use super::{Object, read, write};
use crate::annotations::NullItems;
use crate::request_body::{Computed as ComputedKey, Declared, KeyName};
use crate::wire::{AsWire, Codec, TypeName, Wire};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::fmt;

/// The codec of every object.
#[derive(Debug)]
pub enum AsObject {}

impl<T: Object> Codec<T> for AsObject {
    type NonNull = T;

    const TYPE: TypeName = TypeName::Object(T::NAME);
    const WRITTEN_TYPE: Option<&'static str> = if T::WRITE_TYPE { Some(T::NAME) } else { None };

    fn declares(property: &str) -> Option<bool> {
        Some(T::FIELDS.contains(&property))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read::read(deserializer)
    }

    fn read_item<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<(), D::Error> {
        read::read_item(deserializer, items)
    }

    fn read_item_or_null<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<bool, D::Error> {
        read::read_item_or_null(deserializer, items)
    }

    fn write<S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write::write(object, serializer)
    }
}

/// Reads a property's value into its field; `null` is `None`.
///
/// # Errors
///
/// The deserializer's error when the value is not of the field's type.
#[inline(always)]
pub(super) fn get<'de, A: MapAccess<'de>, T: Wire>(
    access: &mut A,
    field: &mut Option<T>,
    nulls: &mut NullItems,
) -> Result<(), A::Error> {
    access.next_value_seed(InField(field, nulls))
}

/// Reads a value into its final place. The call to `next_value_seed` is compiled once for each type of value, and
/// returns only whether it succeeded.
struct InField<'a, T>(&'a mut Option<T>, &'a mut NullItems);

impl<'de, T: Wire> DeserializeSeed<'de> for InField<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for InField<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.0 = Some(T::Codec::read_in_field(deserializer, self.1)?);
        Ok(())
    }
}

/// Reads and forgets a property's value.
///
/// # Errors
///
/// The deserializer's error when the value is malformed.
#[inline(never)]
pub(super) fn skip<'de, A: MapAccess<'de>>(access: &mut A) -> Result<(), A::Error> {
    access.next_value::<IgnoredAny>().map(|_| ())
}

/// Writes a property unless it is `None`.
///
/// # Errors
///
/// The serializer's error.
#[inline]
pub(super) fn put<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    field: &Option<T>,
) -> Result<(), M::Error> {
    match field {
        Some(value) => put_value(map, name, value),
        None => Ok(()),
    }
}

/// Writes a property that the service computes (`Org.OData.Core.V1.Computed`), unless it is `None`:
/// [`to_request_json`](crate::to_request_json) leaves it out, any other serializer sees a property like all others.
///
/// # Errors
///
/// The serializer's error.
#[inline]
pub(super) fn put_computed<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    field: &Option<T>,
) -> Result<(), M::Error> {
    match field {
        Some(value) => put_computed_value(map, name, value),
        None => Ok(()),
    }
}

#[inline(always)]
fn put_value<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    map.serialize_entry(&Declared(name), &AsWire(value))
}

/// Writes a property of the key, unless it is `None`: updates leave it out, any other serializer sees a property like all
/// others.
///
/// # Errors
///
/// The serializer's error.
pub(super) fn put_key<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    field: &Option<T>,
) -> Result<(), M::Error> {
    match field {
        Some(value) => map.serialize_entry(&KeyName(name), &AsWire(value)),
        None => Ok(()),
    }
}

#[inline(never)]
fn put_computed_value<M: SerializeMap, T: Wire>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    map.serialize_entry(&ComputedKey(name), &AsWire(value))
}
