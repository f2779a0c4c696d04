//! The fields of an object, as a tuple of references to them.
//!
//! Generated code only lists them; which one is meant by an index is found here. One tuple is far cheaper for the compiler
//! than a call for each field would be, and optimised code selects the field directly.

use super::codec::{get, put, put_computed, put_key};
use crate::annotations::{Annotations, NullItems};
use crate::bag::PropertyBag;
use crate::wire::{Codec, Wire, WithNulls};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::any::Any;
use std::fmt;

/// An operation on an object of any type; passed to [`Object::visit`](super::Object::visit).
pub trait Visit<'a> {
    /// The result.
    type Output;

    /// Does it.
    fn visit<F: Fields + 'a>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> Self::Output;
}

/// A change of an object of any type; passed to [`Object::visit_mut`](super::Object::visit_mut).
pub trait VisitMut<'a> {
    /// The result.
    type Output;

    /// Does it.
    fn visit<F: FieldsMut>(
        self,
        fields: F,
        bag: &'a mut PropertyBag,
        annotations: &'a mut Option<Box<Annotations>>,
    ) -> Self::Output;
}

/// References to the fields of an object, in the order of [`Object::FIELDS`](super::Object::FIELDS).
pub trait Fields {
    /// How many there are.
    const LEN: usize;

    /// Passes each of them to a sink, with its name.
    ///
    /// # Errors
    ///
    /// The first error of the sink.
    fn each<S: Sink>(&self, names: &mut Names<'_>, sink: &mut S) -> Result<(), S::Error>;

    /// The field at an index, or `None` if there are not as many; the index is then reduced by their number.
    fn find<'a>(&self, index: &mut usize) -> Option<Content<'a>>
    where
        Self: 'a;

    /// The field at an index, a [`Field::Value`].
    fn at(&self, index: usize) -> Option<&dyn Any>;
}

/// The value of a field, without [`One`](crate::One) and [`Many`](crate::Many); `None` if the field is `None`.
pub(crate) type Content<'a> = Option<&'a dyn Any>;

/// The names of the fields that are still to come.
pub type Names<'a> = std::slice::Iter<'a, &'static str>;

/// Where the fields of an object go, one after the other.
pub trait Sink {
    /// What can go wrong.
    type Error;

    /// Takes a field.
    ///
    /// # Errors
    ///
    /// When it cannot.
    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), Self::Error>;
}

/// References to the fields of an object that is changed, in the order of [`Object::FIELDS`](super::Object::FIELDS).
pub trait FieldsMut {
    /// How many there are.
    const LEN: usize;

    /// Reads a value into the field at an index, or skips it if there is no such index. Records which items of a collection
    /// were null and left out.
    ///
    /// # Errors
    ///
    /// The deserializer's error when the value is not of the field's type.
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error>;

    /// The field at an index; see [`FieldMut::as_any`].
    fn at(&mut self, index: usize) -> Option<&mut dyn Any>;
}

/// A reference to one field.
pub trait Field {
    /// The type of the field.
    type Value: Clone + PartialEq + 'static;

    /// The field, to copy and compare it.
    fn get(&self) -> &Self::Value;

    /// Writes the field unless it is `None`.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;

    /// Writes a collection with the null items that were left out when it was read, unless its length has changed; any other
    /// field as [`put`](Self::put).
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        nulls: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error>;

    /// The value, to show it; `None` where there is none.
    fn value(&self) -> Option<&dyn fmt::Debug>;

    /// The value, for as long as the object is borrowed.
    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a;
}

/// A reference to one field that is changed.
pub trait FieldMut {
    /// Reads a value into the field.
    ///
    /// # Errors
    ///
    /// The deserializer's error when the value is not of the field's type.
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error>;

    /// The field itself, to copy into it. Only fields of objects are copied one by one.
    fn as_any(&mut self) -> Option<&mut dyn Any> {
        None
    }
}

impl<T: Wire> Field for &Option<T> {
    type Value = Option<T>;

    #[inline(always)]
    fn get(&self) -> &Option<T> {
        self
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        put(map, name, self)
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        nulls: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match self {
            Some(value) if T::Codec::LEAVES_OUT_NULLS => {
                map.serialize_entry(name, &WithNulls { value, nulls })
            }
            _ => put(map, name, self),
        }
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        self.as_ref().map(|value| value as &dyn fmt::Debug)
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        self.as_ref().map(Wire::content)
    }
}

impl<T: Wire> FieldMut for Option<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error> {
        get(access, self, nulls)
    }

    #[inline(always)]
    fn as_any(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}

impl<F: FieldMut> FieldMut for &mut F {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error> {
        (**self).set(access, nulls)
    }

    #[inline(always)]
    fn as_any(&mut self) -> Option<&mut dyn Any> {
        (**self).as_any()
    }
}

impl<F: FieldsMut> FieldsMut for &mut F {
    const LEN: usize = F::LEN;

    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error> {
        (**self).set(index, access, nulls)
    }

    #[inline(always)]
    fn at(&mut self, index: usize) -> Option<&mut dyn Any> {
        (**self).at(index)
    }
}

/// A field that the service computes; see [`computed`].
#[derive(Debug)]
pub struct Computed<'a, T>(&'a Option<T>);

/// Marks a field that the service computes (`Org.OData.Core.V1.Computed`): [`to_request_json`](crate::to_request_json)
/// leaves it out.
pub fn computed<T>(field: &Option<T>) -> Computed<'_, T> {
    Computed(field)
}

impl<T: Wire> Field for Computed<'_, T> {
    type Value = Option<T>;

    #[inline(always)]
    fn get(&self) -> &Option<T> {
        self.0
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        put_computed(map, name, self.0)
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        _: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        // Requests leave it out anyway.
        self.put(name, map)
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        self.0.as_ref().map(|value| value as &dyn fmt::Debug)
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        self.0.as_ref().map(Wire::content)
    }
}

/// A field that is part of the key; see [`key`].
#[derive(Debug)]
pub struct Key<'a, T>(&'a Option<T>);

/// Marks a field that is part of the entity's key: updates leave it out, since their URL has it.
pub fn key<T>(field: &Option<T>) -> Key<'_, T> {
    Key(field)
}

impl<T: Wire> Field for Key<'_, T> {
    type Value = Option<T>;

    #[inline(always)]
    fn get(&self) -> &Option<T> {
        self.0
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        put_key(map, name, self.0)
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        _: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        // No part of a key is a collection.
        self.put(name, map)
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        self.0.as_ref().map(|value| value as &dyn fmt::Debug)
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        self.0.as_ref().map(Wire::content)
    }
}
