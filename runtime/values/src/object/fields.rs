//! The fields of an object, as a tuple of references to them.
//!
//! Generated code only lists them; which one is meant by an index is found here. One tuple is far cheaper for the compiler
//! than a call for each field would be, and optimised code selects the field directly.

use super::{get, put, put_computed, put_key, skip};
use crate::annotations::{Annotations, NullItems};
use crate::bag::PropertyBag;
use crate::wire::{Codec, Wire, WithNulls};
use serde::de::value::MapDeserializer;
use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;
use std::fmt;

/// What is done with an object of any type; given to [`Object::visit`](super::Object::visit).
pub trait Visit<'a> {
    /// The result.
    type Output;

    /// Does it.
    fn visit<F: Fields>(
        self,
        fields: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> Self::Output;
}

/// What changes an object of any type; given to [`Object::visit_mut`](super::Object::visit_mut).
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
    /// Gives a sink each of them, with its name.
    ///
    /// # Errors
    ///
    /// The first error of the sink.
    fn each<S: Sink>(&self, names: &mut Names<'_>, sink: &mut S) -> Result<(), S::Error>;
}

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

    /// Reads a value into the field at an index, or skips it where there is no such index. Tells which items of a collection
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
}

/// A reference to one field.
pub trait Field {
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
}

/// Sets a property to null: its field to `None`, and what is written to null.
pub(super) struct SetNull {
    pub(super) name: &'static str,
    /// Of the field; a property of a derived type has none.
    pub(super) index: Option<usize>,
}

impl VisitMut<'_> for SetNull {
    type Output = ();

    fn visit<F: FieldsMut>(
        self,
        mut fields: F,
        bag: &mut PropertyBag,
        _: &mut Option<Box<Annotations>>,
    ) {
        if let Some(index) = self.index {
            let entry = std::iter::once((self.name, ()));
            let mut access = MapDeserializer::<_, serde::de::value::Error>::new(entry);
            // Nothing fails: the entry is there, and null is what every field takes.
            let read = access.next_key::<IgnoredAny>();
            let mut nulls = NullItems::default();
            let _ = read.and_then(|_| fields.set(index, &mut access, &mut nulls));
        }
        bag.set(self.name, "null");
    }
}

impl<T: Wire> Field for &Option<T> {
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
}

impl<T: Wire> FieldMut for &mut Option<T> {
    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error> {
        get(access, self, nulls)
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
}

/// A field that is part of the key; see [`key`].
#[derive(Debug)]
pub struct Key<'a, T>(&'a Option<T>);

/// Marks a field that is part of the entity's key: updates leave it out, since their URL has it.
pub fn key<T>(field: &Option<T>) -> Key<'_, T> {
    Key(field)
}

impl<T: Wire> Field for Key<'_, T> {
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
}

/// Implements [`Fields`] and [`FieldsMut`] for the tuples of as many fields and fewer.
macro_rules! tuples {
    (@reverse [$($done:tt)*] $index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        tuples!(@reverse [$index $type, $($done)*] $($indexes $types),*);
    };
    (@reverse [$($index:tt $type:ident,)*]) => {
        tuples!(@impl $($index $type)*);
    };
    (@impl $($index:tt $type:ident)*) => {
        impl<$($type: Field),*> Fields for ($($type,)*) {
            #[inline(always)]
            fn each<S: Sink>(&self, _names: &mut Names<'_>, _sink: &mut S) -> Result<(), S::Error> {
                $(
                    if let Some(name) = _names.next() {
                        _sink.take(name, &self.$index)?;
                    }
                )*
                Ok(())
            }
        }

        impl<$($type: FieldMut),*> FieldsMut for ($($type,)*) {
            const LEN: usize = { const INDEXES: &[usize] = &[$($index),*]; INDEXES.len() };

            #[inline(always)]
            fn set<'de, A: MapAccess<'de>>(
                &mut self,
                index: usize,
                access: &mut A,
                _nulls: &mut NullItems,
            ) -> Result<(), A::Error> {
                match index {
                    $($index => self.$index.set(access, _nulls),)*
                    _ => skip(access),
                }
            }
        }
    };
    () => {
        tuples!(@impl);
    };
    ($index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        tuples!($($indexes $types),*);
        tuples!(@reverse [] $index $type $(, $indexes $types)*);
    };
}

tuples!(
    15 T15, 14 T14, 13 T13, 12 T12, 11 T11, 10 T10, 9 T9, 8 T8, 7 T7, 6 T6, 5 T5, 4 T4, 3 T3, 2 T2, 1 T1, 0 T0
);

/// A tuple of tuples of fields: `Groups(((&self.a, &self.b), (&self.c,)))`, for objects of more fields than a tuple has.
///
/// The compiler resolves it in as many steps as one tuple, where a list of tuples ([`fields`]) takes a step for each.
#[derive(Debug)]
pub struct Groups<T>(pub T);

/// Implements [`Fields`] and [`FieldsMut`] for [`Groups`] of as many tuples and fewer.
macro_rules! groups {
    (@reverse [$($done:tt)*] $index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        groups!(@reverse [$index $type, $($done)*] $($indexes $types),*);
    };
    (@reverse [$($index:tt $type:ident,)*]) => {
        impl<$($type: Fields),*> Fields for Groups<($($type,)*)> {
            #[inline(always)]
            fn each<S: Sink>(&self, names: &mut Names<'_>, sink: &mut S) -> Result<(), S::Error> {
                $(self.0.$index.each(names, sink)?;)*
                Ok(())
            }
        }

        impl<$($type: FieldsMut),*> FieldsMut for Groups<($($type,)*)> {
            const LEN: usize = 0 $(+ $type::LEN)*;

            #[inline(always)]
            fn set<'de, A: MapAccess<'de>>(
                &mut self,
                index: usize,
                access: &mut A,
                nulls: &mut NullItems,
            ) -> Result<(), A::Error> {
                let mut end = 0;
                $(
                    let start = end;
                    end += $type::LEN;
                    if index < end {
                        return self.0.$index.set(index - start, access, nulls);
                    }
                )*
                skip(access)
            }
        }
    };
    () => {};
    ($index:tt $type:ident $(, $indexes:tt $types:ident)*) => {
        groups!($($indexes $types),*);
        groups!(@reverse [] $index $type $(, $indexes $types)*);
    };
}

groups!(
    15 T15, 14 T14, 13 T13, 12 T12, 11 T11, 10 T10, 9 T9, 8 T8, 7 T7, 6 T6, 5 T5, 4 T4, 3 T3, 2 T2, 1 T1, 0 T0
);

/// More fields than a tuple has; see [`fields`].
#[derive(Debug)]
pub struct And<F, G>(F, G);

/// The start of a list of tuples or [`Groups`] of them: `fields().and((&self.a, &self.b)).and((&self.c,))`.
pub fn fields() -> And<(), ()> {
    And((), ())
}

impl<F, G> And<F, G> {
    /// Adds the fields of one more tuple.
    pub fn and<H>(self, more: H) -> And<Self, H> {
        And(self, more)
    }
}

impl<F: Fields, G: Fields> Fields for And<F, G> {
    #[inline(always)]
    fn each<S: Sink>(&self, names: &mut Names<'_>, sink: &mut S) -> Result<(), S::Error> {
        self.0.each(names, sink)?;
        self.1.each(names, sink)
    }
}

impl<F: FieldsMut, G: FieldsMut> FieldsMut for And<F, G> {
    const LEN: usize = F::LEN + G::LEN;

    #[inline(always)]
    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        access: &mut A,
        nulls: &mut NullItems,
    ) -> Result<(), A::Error> {
        match index.checked_sub(F::LEN) {
            Some(index) => self.1.set(index, access, nulls),
            None => self.0.set(index, access, nulls),
        }
    }
}

/// The bag and the annotations.
struct Extras;

impl<'a> Visit<'a> for Extras {
    type Output = (&'a PropertyBag, Option<&'a Annotations>);

    fn visit<F: Fields>(
        self,
        _: F,
        bag: &'a PropertyBag,
        annotations: &'a Option<Box<Annotations>>,
    ) -> Self::Output {
        (bag, annotations.as_deref())
    }
}

impl<'a> VisitMut<'a> for Extras {
    type Output = (&'a mut PropertyBag, &'a mut Option<Box<Annotations>>);

    fn visit<F: FieldsMut>(
        self,
        _: F,
        bag: &'a mut PropertyBag,
        annotations: &'a mut Option<Box<Annotations>>,
    ) -> Self::Output {
        (bag, annotations)
    }
}

/// The undeclared properties of an object, and its annotations.
#[inline]
pub fn extras<T: super::Object>(object: &T) -> (&PropertyBag, Option<&Annotations>) {
    object.visit(Extras)
}

/// The same, to change them.
#[inline]
pub fn extras_mut<T: super::Object>(
    object: &mut T,
) -> (&mut PropertyBag, &mut Option<Box<Annotations>>) {
    object.visit_mut(Extras)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Map<M>(M);

    impl<M: SerializeMap> Sink for Map<M> {
        type Error = M::Error;

        fn take<F: Field>(&mut self, name: &'static str, field: &F) -> Result<(), M::Error> {
            field.put(name, &mut self.0)
        }
    }

    fn put_all<F: Fields>(fields: F, names: &[&'static str]) -> String {
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut out);
        let mut map = Map(serde::Serializer::serialize_map(&mut serializer, None).unwrap());
        fields.each(&mut names.iter(), &mut map).unwrap();
        map.0.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn all_fields_come_in_order() {
        let (a, b, c) = (Some(1), Some(String::from("b")), None::<bool>);
        assert_eq!(put_all((&a, &b), &["x", "y"]), r#"{"x":1,"y":"b"}"#);
        assert_eq!(put_all((), &[]), "{}");
        assert_eq!(
            put_all(
                fields().and((&a, &c)).and((&b,)).and((computed(&a),)),
                &["x", "c", "y", "z"]
            ),
            r#"{"x":1,"y":"b","z":1}"#
        );
        let groups = Groups(((&a, &c), (&b,)));
        assert_eq!(
            put_all(fields().and(groups).and((&a,)), &["x", "c", "y", "z"]),
            r#"{"x":1,"y":"b","z":1}"#
        );
    }

    struct SetAt<F> {
        index: usize,
        fields: F,
    }

    impl<'de, F: FieldsMut> serde::de::Visitor<'de> for SetAt<F> {
        type Value = ();

        fn expecting(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Ok(())
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
            access.next_key::<String>()?;
            self.fields
                .set(self.index, &mut access, &mut NullItems::default())
        }
    }

    #[test]
    fn values_go_into_their_field() {
        for index in 0..5 {
            let mut values = [const { None::<i32> }; 4];
            let [a, b, c, d] = &mut values;
            let mut text = serde_json::Deserializer::from_str("{\"n\":5}");
            let visitor = SetAt {
                index,
                fields: fields().and(Groups(((a, b), (c,)))).and((d,)),
            };
            serde::Deserializer::deserialize_map(&mut text, visitor).unwrap();
            let expected: Vec<_> = (0..4).map(|at| (at == index).then_some(5)).collect();
            assert_eq!(values.as_slice(), expected);
        }
    }
}
