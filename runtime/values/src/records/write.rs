//! One writer for all records.

use super::{Nulls, Record, Undeclared, Visit};
use crate::object::fields::{Field, Fields, Sink};
use serde::ser::{SerializeMap, Serializer};
use std::any::type_name;
use std::convert::Infallible;
use std::fmt::{self, DebugStruct, Formatter};
use std::marker::PhantomData;

pub(super) fn write<T: Record, S: Serializer>(
    record: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write_with(record, T::TAG, serializer)
}

/// Writes a record as the variant of a union: with a property that the type does not declare, and that tells variants apart.
/// A record that was read with another value of it keeps that one.
///
/// What the arms of a [`Polymorphic`](crate::polymorphic::Polymorphic) union with a property as its tag call; the module
/// [`polymorphic`](mod@crate::polymorphic) has such a union.
///
/// ```
/// use clientwright_values::record::write_tagged;
/// # use clientwright_values as rt;
///
/// #[derive(Clone, PartialEq)]
/// struct Cat { lives: u8, rest: rt::PropertyBag }
/// rt::record! { Cat = "Cat"; lives = "lives" required, ; undeclared = [rest], nulls = [] }
///
/// let json = |cat: &Cat| {
///     let mut out = Vec::new();
///     write_tagged(cat, "kind", "cat", &mut serde_json::Serializer::new(&mut out)).map(|()| out)
/// };
/// let cat = Cat { lives: 9, rest: rt::PropertyBag::new() };
/// assert_eq!(json(&cat)?, br#"{"kind":"cat","lives":9}"#);
/// // Read by a client that does not know lions.
/// let lion: Cat = rt::from_json(br#"{"kind":"lion","lives":1}"#)?;
/// assert_eq!(json(&lion)?, br#"{"lives":1,"kind":"lion"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The serializer's error.
pub fn write_tagged<T: Record, S: Serializer>(
    record: &T,
    property: &'static str,
    value: &'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write_with(record, Some((property, value)), serializer)
}

fn write_with<T: Record, S: Serializer>(
    record: &T,
    tag: Option<(&'static str, &'static str)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    record.visit(Write::<T, S::SerializeMap> {
        map: &mut map,
        tag,
        record: PhantomData,
    })?;
    map.end()
}

struct Write<'m, T, M> {
    map: &'m mut M,
    tag: Option<(&'static str, &'static str)>,
    record: PhantomData<fn(T)>,
}

impl<T: Record, M: SerializeMap> Visit for Write<'_, T, M> {
    type Output = Result<(), M::Error>;

    fn visit<F: Fields, U: Undeclared>(
        self,
        fields: F,
        undeclared: &U,
        nulls: &Nulls,
    ) -> Self::Output {
        if let Some((tag, value)) = self.tag
            && !undeclared.has(tag)
        {
            self.map.serialize_entry(tag, value)?;
        }
        let mut sink = Put {
            map: &mut *self.map,
            nulls,
            index: 0,
        };
        fields.each(&mut T::FIELDS.iter(), &mut sink)?;
        match undeclared.is_empty() {
            true => Ok(()),
            false => undeclared.write(T::FIELDS, self.map),
        }
    }
}

/// Writes fields, and null for those that are.
struct Put<'m, 'n, M> {
    map: &'m mut M,
    nulls: &'n Nulls,
    index: usize,
}

impl<M: SerializeMap> Sink for Put<'_, '_, M> {
    type Error = M::Error;

    #[inline(always)]
    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), M::Error> {
        let index = self.index;
        self.index += 1;
        if !self.nulls.is_empty() && self.nulls.contains(index) && field.value().is_none() {
            return self.map.serialize_entry(name, &());
        }
        field.put(name, self.map)
    }
}

/// Shows a record as `derive(Debug)` would, but without absent properties, and with the wire names of its properties.
///
/// # Errors
///
/// The formatter's error.
#[doc(hidden)]
pub fn debug<T: Record>(record: &T, f: &mut Formatter<'_>) -> fmt::Result {
    record.visit(Show::<'_, '_, T> {
        f,
        record: PhantomData,
    })
}

struct Show<'f, 'w, T> {
    f: &'f mut Formatter<'w>,
    record: PhantomData<fn(T)>,
}

impl<T: Record> Visit for Show<'_, '_, T> {
    type Output = fmt::Result;

    fn visit<F: Fields, U: Undeclared>(
        self,
        fields: F,
        undeclared: &U,
        nulls: &Nulls,
    ) -> fmt::Result {
        let path = type_name::<T>();
        let mut out = self
            .f
            .debug_struct(path.rsplit("::").next().unwrap_or(path));
        let mut sink = ShowFields {
            out: &mut out,
            nulls,
            index: 0,
        };
        let Ok(()) = fields.each(&mut T::FIELDS.iter(), &mut sink);
        if !undeclared.is_empty() {
            out.field("undeclared", undeclared);
        }
        out.finish()
    }
}

/// Shows fields one by one.
struct ShowFields<'o, 'f, 'w, 'n> {
    out: &'o mut DebugStruct<'f, 'w>,
    nulls: &'n Nulls,
    index: usize,
}

impl Sink for ShowFields<'_, '_, '_, '_> {
    type Error = Infallible;

    fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), Infallible> {
        match field.value() {
            Some(value) => _ = self.out.field(name, value),
            None if self.nulls.contains(self.index) => {
                _ = self.out.field(name, &format_args!("null"));
            }
            None => {}
        }
        self.index += 1;
        Ok(())
    }
}
