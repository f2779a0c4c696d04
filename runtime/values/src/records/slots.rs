//! The values of a record while it is read: it is created once all required values are present.

use super::{Nulls, Patch, Record};
use crate::annotations::NullItems;
use crate::context;
use crate::object::fields::FieldMut;
use crate::wire::{Seed, Wire};
use serde::de::{Error, MapAccess};

/// A place for the value of one field.
pub trait Slot {
    /// The type of the field.
    type Value;

    /// The value of the field; `None` where a required property is missing.
    fn value(self) -> Option<Self::Value>;

    /// Whether null was read for a property that may be absent too.
    fn is_null(&self) -> bool {
        false
    }
}

/// The value of a field, once the whole object was read.
///
/// # Errors
///
/// That a required property is missing.
#[inline]
pub fn finish<T: Record, S: Slot, E: Error>(
    slot: S,
    property: &'static str,
    nulls: &mut Nulls,
) -> Result<S::Value, E> {
    if slot.is_null() {
        nulls.insert(T::FIELDS, property);
    }
    match slot.value() {
        Some(value) => Ok(value),
        None => Err(missing(T::NAME, property)),
    }
}

#[cold]
#[inline(never)]
fn missing<E: Error>(type_name: &str, property: &str) -> E {
    context::at_property(type_name, property, E::custom("missing property"))
}

/// A slot of a required property.
#[derive(Debug)]
pub struct RequiredSlot<T>(pub Option<T>);

impl<T> Slot for RequiredSlot<T> {
    type Value = T;

    fn value(self) -> Option<T> {
        self.0
    }
}

impl<T: Wire> FieldMut for &mut RequiredSlot<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        _: &mut NullItems,
    ) -> Result<(), A::Error> {
        self.0 = Some(access.next_value_seed(Seed::new())?);
        Ok(())
    }
}

/// A slot of a required property that may be null.
#[derive(Debug)]
pub struct RequiredNullableSlot<T>(pub Option<Option<T>>);

impl<T> Slot for RequiredNullableSlot<T> {
    type Value = Option<T>;

    fn value(self) -> Option<Option<T>> {
        self.0
    }
}

impl<T: Wire> FieldMut for &mut RequiredNullableSlot<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        _: &mut NullItems,
    ) -> Result<(), A::Error> {
        self.0 = Some(access.next_value_seed(Seed::new())?);
        Ok(())
    }
}

impl<T> Slot for Option<T> {
    type Value = Self;

    fn value(self) -> Option<Self> {
        Some(self)
    }
}

/// A slot of a property that may be absent and may be null.
#[derive(Debug)]
pub struct NullableSlot<T>(pub Option<Option<T>>);

impl<T> Slot for NullableSlot<T> {
    type Value = Option<T>;

    fn value(self) -> Option<Option<T>> {
        Some(self.0.flatten())
    }

    fn is_null(&self) -> bool {
        matches!(self.0, Some(None))
    }
}

impl<T: Wire> FieldMut for &mut NullableSlot<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        _: &mut NullItems,
    ) -> Result<(), A::Error> {
        self.0 = Some(access.next_value_seed(Seed::new())?);
        Ok(())
    }
}

impl<T> Slot for Patch<T> {
    type Value = Self;

    fn value(self) -> Option<Self> {
        Some(self)
    }
}

impl<T: Wire> FieldMut for &mut Patch<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        _: &mut NullItems,
    ) -> Result<(), A::Error> {
        let value: Option<T> = access.next_value_seed(Seed::new())?;
        **self = value.into();
        Ok(())
    }
}
