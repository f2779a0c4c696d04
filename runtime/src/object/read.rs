//! One visitor for all structured types.

use super::{FieldsMut, Object, VisitMut};
use crate::{Annotations, PropertyBag, bag, context};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

pub(super) fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut object = T::default();
    deserializer.deserialize_map(InPlace(&mut object))?;
    Ok(object)
}

/// Reads an object to the end of a collection, where it then stays.
pub(super) fn read_item<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
    items: &mut Vec<T>,
) -> Result<(), D::Error> {
    deserializer.deserialize_map(InPlace(items.push_mut(T::default())))
}

/// Fills an object. Returning it instead would copy some hundred bytes from each caller to the next.
struct InPlace<'a, T>(&'a mut T);

impl<'de, T: Object> Visitor<'de> for InPlace<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        read_entries(self.0, access)
    }
}

/// Reads entries into an object that may have annotations already, but no properties.
#[inline]
pub(crate) fn read_entries<'de, T: Object, A: MapAccess<'de>>(
    object: &mut T,
    access: A,
) -> Result<(), A::Error> {
    object.visit_mut(Fill::<'de, T, A> {
        access,
        input: PhantomData,
        object: PhantomData,
    })
}

/// Reads all entries into an object.
struct Fill<'de, T, A> {
    access: A,
    input: PhantomData<&'de ()>,
    object: PhantomData<fn(T)>,
}

impl<'de, T: Object, A: MapAccess<'de>> VisitMut<'_> for Fill<'de, T, A> {
    type Output = Result<(), A::Error>;

    fn visit<F: FieldsMut>(
        mut self,
        mut fields: F,
        bag: &mut PropertyBag,
        annotations: &mut Option<Box<Annotations>>,
    ) -> Self::Output {
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(key) = self.access.next_key_seed(KeySeed {
            fields: T::FIELDS,
            next,
        })? {
            match key {
                Key::Field(index) => {
                    next = index + 1;
                    if seen.insert(index) {
                        return Err(duplicate(T::NAME, field_name::<T>(index)));
                    }
                    if let Err(error) = set(&mut fields, index, &mut self.access) {
                        return Err(context::at_property(T::NAME, field_name::<T>(index), error));
                    }
                }
                Key::Undeclared(name) => {
                    let value = read_undeclared(T::NAME, &name, &mut self.access)?;
                    if name.contains('@') {
                        annotations.get_or_insert_default().push(name, value);
                    } else {
                        bag.push(name, value);
                    }
                }
            }
        }
        check_duplicates(T::NAME, bag.entries())?;
        match annotations {
            Some(annotations) => check_duplicates(T::NAME, annotations.entries()),
            None => Ok(()),
        }
    }
}

// Not inlined: one jump to the field, instead of all fields in the middle of the loop.
#[inline(never)]
fn set<'de, F: FieldsMut, A: MapAccess<'de>>(
    fields: &mut F,
    index: usize,
    access: &mut A,
) -> Result<(), A::Error> {
    fields.set(index, access)
}

fn field_name<T: Object>(index: usize) -> &'static str {
    T::FIELDS.get(index).copied().unwrap_or_default()
}

#[cold]
#[inline(never)]
fn duplicate<E: Error>(type_name: &str, property: &str) -> E {
    context::at_property(type_name, property, E::custom("duplicate property"))
}

#[inline(never)]
fn read_undeclared<'de, A: MapAccess<'de>>(
    type_name: &str,
    name: &str,
    access: &mut A,
) -> Result<Value, A::Error> {
    access
        .next_value()
        .map_err(|error| context::at_property(type_name, name, error))
}

#[inline]
pub(crate) fn check_duplicates<E: Error>(
    type_name: &str,
    entries: &[(String, Value)],
) -> Result<(), E> {
    if entries.len() < 2 {
        return Ok(());
    }
    match bag::duplicate(entries) {
        Some(name) => Err(duplicate(type_name, name)),
        None => Ok(()),
    }
}

/// Which declared properties were read.
#[derive(Default)]
struct Seen {
    first: [u64; 2],
    /// From the 129th property on; only few types have as many.
    others: Vec<u64>,
}

impl Seen {
    /// Whether it was there already.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let (word, bit) = (index / 64, 1_u64 << (index % 64));
        let word = match self.first.get_mut(word) {
            Some(word) => word,
            None => self.other(word - 2),
        };
        let seen = *word & bit != 0;
        *word |= bit;
        seen
    }

    #[cold]
    fn other(&mut self, word: usize) -> &mut u64 {
        if self.others.len() <= word {
            self.others.resize(word + 1, 0);
        }
        &mut self.others[word]
    }
}

/// A key of an object.
enum Key {
    /// Its index in the type's table.
    Field(usize),
    Undeclared(String),
}

/// Finds a key in a type's table; services send properties in the order of declaration, with gaps where `$select`
/// left some out, so the search starts after the property that came last.
struct KeySeed {
    fields: &'static [&'static str],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.fields.get(self.next) {
            Some(field) if is_same(field, key) => Key::Field(self.next),
            _ => find(self.fields, self.next, key),
        })
    }
}

/// Equality of short texts without a call to memcmp, which costs more than comparing a word or two.
#[inline]
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let (a_words, a_rest) = a.as_chunks::<8>();
    let (b_words, b_rest) = b.as_chunks::<8>();
    let words = a_words
        .iter()
        .zip(b_words)
        .all(|(a, b)| u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b));
    words && a_rest.iter().zip(b_rest).all(|(a, b)| a == b)
}

#[inline(never)]
fn find(fields: &'static [&'static str], next: usize, key: &str) -> Key {
    let (before, after) = fields.split_at(next.min(fields.len()));
    let is_key = |field: &&str| is_same(field, key);
    if let Some(index) = after.iter().position(is_key) {
        return Key::Field(next + index);
    }
    match before.iter().rposition(is_key) {
        Some(index) => Key::Field(index),
        None => Key::Undeclared(key.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seen_has_no_end() {
        let mut seen = Seen::default();
        for index in [0, 63, 64, 127, 128, 1000] {
            assert!(!seen.insert(index), "{index}");
            assert!(seen.insert(index), "{index}");
        }
        assert!(!seen.insert(999));
    }

    #[test]
    fn find_starts_at_next_and_goes_round() {
        let index = |next, key| match find(&["a", "b", "c"], next, key) {
            Key::Field(index) => Some(index),
            Key::Undeclared(_) => None,
        };
        for next in 0..5 {
            assert_eq!(index(next, "a"), Some(0));
            assert_eq!(index(next, "c"), Some(2));
            assert_eq!(index(next, "d"), None);
        }
    }
}
