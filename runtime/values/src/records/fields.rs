//! References to the fields of a record, each with what its property may be.

use super::Patch;
use crate::annotations::NullItems;
use crate::object::fields::{Content, Field};
use crate::request_body::{Computed, KeyName};
use crate::wire::{AsWire, Wire};
use serde::Serialize;
use serde::ser::SerializeMap;
use std::fmt;

/// A field whose property is always there.
#[derive(Debug)]
pub struct Required<'a, T>(&'a T);

/// Marks a field whose property is always there.
pub fn required<T>(field: &T) -> Required<'_, T> {
    Required(field)
}

impl<T: Wire> Field for Required<'_, T> {
    type Value = T;

    fn get(&self) -> &T {
        self.0
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &AsWire(self.0))
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        _: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.put(name, map)
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        Some(self.0)
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        Some(self.0.content())
    }
}

/// A field whose property is always there and may be null.
#[derive(Debug)]
pub struct RequiredNullable<'a, T>(&'a Option<T>);

/// Marks a field whose property is always there and may be null.
pub fn required_nullable<T>(field: &Option<T>) -> RequiredNullable<'_, T> {
    RequiredNullable(field)
}

impl<T: Wire> Field for RequiredNullable<'_, T> {
    type Value = Option<T>;

    fn get(&self) -> &Option<T> {
        self.0
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &AsWire(self.0))
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        _: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
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

/// Marks a field whose property may be absent and may be null; the record knows which it was.
pub fn optional_nullable<T>(field: &Option<T>) -> &Option<T> {
    field
}

/// A field of a merge patch.
#[derive(Debug)]
pub struct ThreeValued<'a, T>(&'a Patch<T>);

/// Marks a field of a merge patch.
pub fn three_valued<T>(field: &Patch<T>) -> ThreeValued<'_, T> {
    ThreeValued(field)
}

impl<T: Wire> Field for ThreeValued<'_, T> {
    type Value = Patch<T>;

    fn get(&self) -> &Patch<T> {
        self.0
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self.0 {
            Patch::Unset => Ok(()),
            Patch::Null => map.serialize_entry(name, &()),
            Patch::Set(value) => map.serialize_entry(name, &AsWire(value)),
        }
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        _: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.put(name, map)
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        match self.0 {
            Patch::Unset => None,
            value => Some(value),
        }
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        match self.0 {
            Patch::Set(value) => Some(value.content()),
            _ => None,
        }
    }
}

/// A field that some requests leave out.
#[derive(Debug)]
pub struct Marked<F> {
    field: F,
    mark: Mark,
}

#[derive(Clone, Copy, Debug)]
enum Mark {
    Computed,
    Key,
}

/// Marks a field that the service sets: requests leave it out.
pub fn computed<F: Field>(field: F) -> Marked<F> {
    let mark = Mark::Computed;
    Marked { field, mark }
}

/// Marks a field that is only set on creation: updates leave it out.
pub fn create_only<F: Field>(field: F) -> Marked<F> {
    let mark = Mark::Key;
    Marked { field, mark }
}

/// Marks a field that the URL of the object names: updates leave it out.
pub fn key<F: Field>(field: F) -> Marked<F> {
    create_only(field)
}

impl<F: Field> Field for Marked<F> {
    type Value = F::Value;

    fn get(&self) -> &F::Value {
        self.field.get()
    }

    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        let mark = self.mark;
        self.field.put(name, &mut MarkedMap { name, mark, map })
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        _: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.put(name, map)
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        self.field.value()
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        self.field.content()
    }
}

/// Takes the one entry of a marked field.
struct MarkedMap<'m, M> {
    name: &'static str,
    mark: Mark,
    map: &'m mut M,
}

impl<M: SerializeMap> SerializeMap for MarkedMap<'_, M> {
    type Ok = ();
    type Error = M::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, _: &K) -> Result<(), M::Error> {
        match self.mark {
            Mark::Computed => self.map.serialize_key(&Computed(self.name)),
            Mark::Key => self.map.serialize_key(&KeyName(self.name)),
        }
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), M::Error> {
        self.map.serialize_value(value)
    }

    fn end(self) -> Result<(), M::Error> {
        Ok(())
    }
}

/// A field whose value `Debug` does not show.
#[derive(Debug)]
pub struct Hidden<F>(F);

/// Marks a field that only the client sends: it is mostly a secret.
pub fn write_only<F: Field>(field: F) -> Hidden<F> {
    Hidden(field)
}

impl<F: Field> Field for Hidden<F> {
    type Value = F::Value;

    fn get(&self) -> &F::Value {
        self.0.get()
    }

    #[inline(always)]
    fn put<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        self.0.put(name, map)
    }

    fn put_with_nulls<M: SerializeMap>(
        &self,
        name: &'static str,
        nulls: &NullItems,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.0.put_with_nulls(name, nulls, map)
    }

    fn value(&self) -> Option<&dyn fmt::Debug> {
        self.0.value().map(|_| &Dots as &dyn fmt::Debug)
    }

    fn content<'a>(&self) -> Content<'a>
    where
        Self: 'a,
    {
        self.0.content()
    }
}

/// Placeholder for a value that is not shown.
struct Dots;

impl fmt::Debug for Dots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
