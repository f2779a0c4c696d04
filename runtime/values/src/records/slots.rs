//! The values of a record while it is read: it is created once all required values are present.

use super::{Nulls, Patch, Record};
use crate::annotations::NullItems;
use crate::context;
use crate::object::fields::FieldMut;
use crate::object::tuples::{And, Groups};
use crate::wire::{Seed, Wire};
use serde::de::{Error, MapAccess};

/// A place for the value of one field.
pub trait Slot {
    /// The type of the field.
    type Value;

    /// The slot before anything was read.
    fn empty() -> Self;

    /// The value of the field; `None` where a required property is missing.
    fn value(self) -> Option<Self::Value>;

    /// Whether null was read for a property that may be absent too.
    fn is_null(&self) -> bool {
        false
    }
}

/// The slots of all fields of a record: tuples, [`Groups`] of tuples, and lists of them.
///
/// Few large steps in place of one for each field: in the function that builds the record, code after each step would drop what
/// the steps before have made, which takes the compiler time by the square of their number.
pub trait Slots {
    /// How many there are.
    const LEN: usize;

    /// The values of the fields, in the same tuples.
    type Values;

    /// The slots before anything was read.
    fn empty() -> Self;

    /// The values, once the whole object was read. `start` is the index of the first slot in [`Record::FIELDS`].
    ///
    /// # Errors
    ///
    /// That a required property is missing.
    fn finish<T: Record, E: Error>(
        self,
        start: usize,
        nulls: &mut Nulls,
    ) -> Result<Self::Values, E>;
}

/// Implements [`Slots`] for the tuples of as many slots and fewer, and for [`Groups`] of as many tuples and fewer.
macro_rules! slots {
    (@reverse [$($done:tt)*] $index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        slots!(@reverse [$index $type, $($done)*] $($indexes $types),*);
    };
    (@reverse [$($index:tt $type:ident,)*]) => {
        impl<$($type: Slot),*> Slots for ($($type,)*) {
            const LEN: usize = { const INDEXES: &[usize] = &[$($index),*]; INDEXES.len() };
            type Values = ($($type::Value,)*);

            #[inline(always)]
            fn empty() -> Self {
                ($($type::empty(),)*)
            }

            #[inline(always)]
            fn finish<T: Record, E: Error>(self, start: usize, nulls: &mut Nulls) -> Result<Self::Values, E> {
                Ok(($(finish::<T, _, E>(self.$index, start + $index, nulls)?,)*))
            }
        }

        impl<$($type: Slots),*> Slots for Groups<($($type,)*)> {
            const LEN: usize = 0 $(+ $type::LEN)*;
            type Values = ($($type::Values,)*);

            #[inline(always)]
            fn empty() -> Self {
                Groups(($($type::empty(),)*))
            }

            #[inline(always)]
            fn finish<T: Record, E: Error>(self, start: usize, nulls: &mut Nulls) -> Result<Self::Values, E> {
                let mut next = start;
                let values = ($({
                    let start = next;
                    next += $type::LEN;
                    self.0.$index.finish::<T, E>(start, nulls)?
                },)*);
                debug_assert_eq!(next, start + <Self as Slots>::LEN);
                Ok(values)
            }
        }
    };
    () => {};
    ($index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        slots!($($indexes $types),*);
        slots!(@reverse [] $index $type $(, $indexes $types)*);
    };
}

slots!(
    15 T15, 14 T14, 13 T13, 12 T12, 11 T11, 10 T10, 9 T9, 8 T8, 7 T7, 6 T6, 5 T5, 4 T4, 3 T3, 2 T2, 1 T1, 0 T0
);

impl Slots for () {
    const LEN: usize = 0;
    type Values = ();

    fn empty() -> Self {}

    fn finish<T: Record, E: Error>(self, _: usize, _: &mut Nulls) -> Result<(), E> {
        Ok(())
    }
}

impl<F: Slots, G: Slots> Slots for And<F, G> {
    const LEN: usize = F::LEN + G::LEN;
    type Values = (F::Values, G::Values);

    fn empty() -> Self {
        And::new(F::empty(), G::empty())
    }

    fn finish<T: Record, E: Error>(
        self,
        start: usize,
        nulls: &mut Nulls,
    ) -> Result<Self::Values, E> {
        let (first, second) = self.into_parts();
        let first = first.finish::<T, E>(start, nulls)?;
        Ok((first, second.finish::<T, E>(start + F::LEN, nulls)?))
    }
}

/// The value of a field, by its index in [`Record::FIELDS`].
#[inline(always)]
fn finish<T: Record, S: Slot, E: Error>(
    slot: S,
    index: usize,
    nulls: &mut Nulls,
) -> Result<S::Value, E> {
    if slot.is_null() {
        nulls.insert_at(index);
    }
    match slot.value() {
        Some(value) => Ok(value),
        None => Err(missing::<T, E>(index)),
    }
}

#[cold]
#[inline(never)]
fn missing<T: Record, E: Error>(index: usize) -> E {
    let property = T::FIELDS.get(index).copied().unwrap_or_default();
    context::at_property(T::NAME, property, E::custom("missing property"))
}

/// Slots before anything was read, by a function that is never called: it gives the types of the slots by those of the fields.
///
/// If the compiler had to find them out from their use, its work would grow by the square of the number of fields.
#[inline(always)]
pub fn empty<T, S: Slots>(_: fn(&T) -> S) -> S {
    S::empty()
}

/// The slot of a field whose property is always there.
pub fn required<T>(_: &T) -> RequiredSlot<T> {
    Slot::empty()
}

/// The slot of a field whose property is always there and may be null.
pub fn required_nullable<T>(_: &Option<T>) -> RequiredNullableSlot<T> {
    Slot::empty()
}

/// The slot of a field whose property may be absent and may be null.
pub fn optional_nullable<T>(_: &Option<T>) -> NullableSlot<T> {
    Slot::empty()
}

/// The slot of a field that is itself a slot.
pub fn any<S: Slot>(_: &S) -> S {
    S::empty()
}

/// A slot of a required property.
#[derive(Debug)]
pub struct RequiredSlot<T>(pub Option<T>);

impl<T> Slot for RequiredSlot<T> {
    type Value = T;

    fn empty() -> Self {
        Self(None)
    }

    fn value(self) -> Option<T> {
        self.0
    }
}

impl<T: Wire> FieldMut for RequiredSlot<T> {
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

    fn empty() -> Self {
        Self(None)
    }

    fn value(self) -> Option<Option<T>> {
        self.0
    }
}

impl<T: Wire> FieldMut for RequiredNullableSlot<T> {
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

    fn empty() -> Self {
        None
    }

    fn value(self) -> Option<Self> {
        Some(self)
    }
}

/// A slot of a property that may be absent and may be null.
#[derive(Debug)]
pub struct NullableSlot<T>(pub Option<Option<T>>);

impl<T> Slot for NullableSlot<T> {
    type Value = Option<T>;

    fn empty() -> Self {
        Self(None)
    }

    fn value(self) -> Option<Option<T>> {
        Some(self.0.flatten())
    }

    fn is_null(&self) -> bool {
        matches!(self.0, Some(None))
    }
}

impl<T: Wire> FieldMut for NullableSlot<T> {
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

    fn empty() -> Self {
        Self::Unset
    }

    fn value(self) -> Option<Self> {
        Some(self)
    }
}

impl<T: Wire> FieldMut for Patch<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        _: &mut NullItems,
    ) -> Result<(), A::Error> {
        let value: Option<T> = access.next_value_seed(Seed::new())?;
        *self = value.into();
        Ok(())
    }
}
