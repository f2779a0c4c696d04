//! One reader for all records.

use super::{Reader, Record, Undeclared};
use crate::annotations::NullItems;
use crate::context;
use crate::object::fields::FieldsMut;
use crate::object::read::{Seen, duplicate, position};
use crate::polymorphic::codec::unplaced;
use crate::polymorphic::{Entries, Rest};
use crate::raw::Text;
use crate::texts::string_content;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

pub(super) fn read<'de, T: Record, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(RecordVisitor(PhantomData))
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::build(Fill::<T, A>::new(access))
    }
}

/// Reads an item of a collection, and returns whether there is one.
pub(super) fn read_item_or_null<'de, T: Record, D: Deserializer<'de>>(
    deserializer: D,
    items: &mut Vec<T>,
) -> Result<bool, D::Error> {
    // Not `deserialize_any`, which passes a number on as a map where serde_json's `arbitrary_precision` is on.
    deserializer.deserialize_option(ItemOrNull(items))
}

struct ItemOrNull<'a, T>(&'a mut Vec<T>);

impl<'de, T: Record> Visitor<'de> for ItemOrNull<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.0.push(read(deserializer)?);
        Ok(true)
    }
}

/// Reads the entries of an object, some of which were looked at to find out its type.
///
/// # Errors
///
/// The deserializer's error.
pub fn from_entries<'de, T: Record, A: MapAccess<'de>>(
    entries: Entries<'de, A>,
) -> Result<T, A::Error> {
    // A record without required properties would be read from it, and written as an empty object.
    if let Rest::Whole(_) = entries.rest {
        let message = format_args!("a value that is no object is no {}", T::NAME);
        return Err(A::Error::custom(message));
    }
    T::build(Fill::<T, _>::new(entries.into_map()))
}

/// Reads all entries into a record.
#[derive(Debug)]
pub struct Fill<'de, T, A> {
    access: A,
    input: PhantomData<&'de ()>,
    record: PhantomData<fn(T)>,
}

impl<T, A> Fill<'_, T, A> {
    fn new(access: A) -> Self {
        Self {
            access,
            input: PhantomData,
            record: PhantomData,
        }
    }
}

impl<'de, T: Record, A: MapAccess<'de>> Reader for Fill<'de, T, A> {
    type Error = A::Error;

    fn fill<F: FieldsMut, U: Undeclared>(
        mut self,
        mut fields: F,
        undeclared: &mut U,
    ) -> Result<(), A::Error> {
        let mut seen = Seen::default();
        let mut next = 0;
        let mut nulls = NullItems::default();
        let name = |index: usize| T::FIELDS.get(index).copied().unwrap_or_default();
        while let Some(position) = self.access.next_key_seed(KeySeed::<T> {
            next,
            record: PhantomData,
        })? {
            let property = match position {
                Position::Field(index) => {
                    next = index + 1;
                    if seen.insert(index) {
                        return Err(duplicate(T::NAME, name(index)));
                    }
                    if let Err(error) = fields.set(index, &mut self.access, &mut nulls) {
                        return Err(context::at_property(T::NAME, name(index), error));
                    }
                    if let Some(null) = nulls.first() {
                        let error = A::Error::custom("invalid type: null, expected an item");
                        let error = context::at_index(null, error);
                        return Err(context::at_property(T::NAME, name(index), error));
                    }
                    continue;
                }
                Position::Undeclared(property) => property,
            };
            let read = match T::TAG {
                Some((tag, value)) if tag == property => {
                    read_tag(value, &property, &mut self.access, undeclared)
                }
                _ => self.access.next_value_seed(Value {
                    undeclared,
                    property: &property,
                }),
            };
            read.map_err(|error| context::at_property(T::NAME, &property, error))?;
        }
        match undeclared.repeated() {
            Some(property) => Err(duplicate(T::NAME, property)),
            None => Ok(()),
        }
    }
}

/// Reads the tag. Writing creates it again, so only another value is kept, like a property without a field.
fn read_tag<'de, A: MapAccess<'de>, U: Undeclared>(
    value: &str,
    property: &str,
    access: &mut A,
    undeclared: &mut U,
) -> Result<(), A::Error> {
    let json = access.next_value_seed(Text)?;
    if string_content(&json).is_some_and(|text| text == value) {
        return Ok(());
    }
    let mut json = serde_json::Deserializer::from_str(&json);
    undeclared.read(property, &mut json).map_err(unplaced)
}

/// Reads the value of a property that has no field.
struct Value<'a, U> {
    undeclared: &'a mut U,
    property: &'a str,
}

impl<'de, U: Undeclared> DeserializeSeed<'de> for Value<'_, U> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.undeclared.read(self.property, deserializer)
    }
}

/// Finds a key in a type's table.
struct KeySeed<T> {
    next: usize,
    record: PhantomData<fn(T)>,
}

impl<'de, T: Record> DeserializeSeed<'de> for KeySeed<T> {
    type Value = Position;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Position, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: Record> Visitor<'_> for KeySeed<T> {
    type Value = Position;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Position, E> {
        Ok(match position(T::FIELDS, self.next, key) {
            Some(index) => Position::Field(index),
            None => Position::Undeclared(key.to_owned()),
        })
    }
}

/// Where the value of a property goes.
enum Position {
    /// Into the field at this index.
    Field(usize),
    /// There is no field of this name.
    Undeclared(String),
}
