//! One visitor for all structured types.

use super::Object;
use super::fields::{FieldsMut, VisitMut};
use crate::annotations::{Annotations, NullItems};
use crate::raw::Text;
use crate::texts::Texts;
use crate::{PropertyBag, context};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
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
    items.push(T::default());
    let item = items.last_mut().expect("it was just pushed");
    deserializer.deserialize_map(InPlace(item))
}

/// The same, unless the item is null.
pub(super) fn read_item_or_null<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
    items: &mut Vec<T>,
) -> Result<bool, D::Error> {
    // Not `deserialize_any`, which passes a number on as a map where serde_json's `arbitrary_precision` is on.
    deserializer.deserialize_option(ItemOrNull(items))
}

/// Fills an object at the end of a collection, and returns whether there is one.
struct ItemOrNull<'a, T>(&'a mut Vec<T>);

impl<'de, T: Object> Visitor<'de> for ItemOrNull<'_, T> {
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

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        read_item(deserializer, self.0).map(|()| true)
    }
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
        let mut nulls = NullItems::default();
        while let Some(index) = self.access.next_key_seed(KeySeed::<T> {
            next,
            undeclared: Undeclared { bag, annotations },
            object: PhantomData,
        })? {
            if index < T::FIELDS.len() {
                next = index + 1;
                if seen.insert(index) {
                    return Err(duplicate(T::NAME, field_name::<T>(index)));
                }
                if let Err(error) = set(&mut fields, index, &mut self.access, &mut nulls) {
                    return Err(context::at_property(T::NAME, field_name::<T>(index), error));
                }
                if !nulls.indexes.is_empty() {
                    let nulls = std::mem::take(&mut nulls);
                    let annotations = annotations.get_or_insert_default();
                    annotations.set_nulls(field_name::<T>(index), nulls);
                }
            } else {
                let mut undeclared = Undeclared { bag, annotations };
                let texts = undeclared.texts(index > T::FIELDS.len());
                let content = index > T::FIELDS.len();
                read_undeclared(T::NAME, &mut self.access, texts, content)?;
            }
        }
        check_duplicates(T::NAME, bag.texts())?;
        match annotations {
            Some(annotations) => check_duplicates(T::NAME, annotations.texts()),
            None => Ok(()),
        }
    }
}

/// Where entries go that the type does not declare.
struct Undeclared<'a> {
    bag: &'a mut PropertyBag,
    annotations: &'a mut Option<Box<Annotations>>,
}

impl Undeclared<'_> {
    fn texts(&mut self, annotation: bool) -> &mut Texts {
        if annotation {
            self.annotations.get_or_insert_default().texts_mut()
        } else {
            self.bag.texts_mut()
        }
    }
}

// Not inlined: one jump to the field, instead of all fields in the middle of the loop.
#[inline(never)]
fn set<'de, F: FieldsMut, A: MapAccess<'de>>(
    fields: &mut F,
    index: usize,
    access: &mut A,
    nulls: &mut NullItems,
) -> Result<(), A::Error> {
    fields.set(index, access, nulls)
}

fn field_name<T: Object>(index: usize) -> &'static str {
    T::FIELDS.get(index).copied().unwrap_or_default()
}

#[cold]
#[inline(never)]
pub(crate) fn duplicate<E: Error>(type_name: &str, property: &str) -> E {
    context::at_property(type_name, property, E::custom("duplicate property"))
}

/// Reads the value of an entry whose key was taken.
#[inline(never)]
fn read_undeclared<'de, A: MapAccess<'de>>(
    type_name: &str,
    access: &mut A,
    texts: &mut Texts,
    content: bool,
) -> Result<(), A::Error> {
    match access.next_value_seed(Text) {
        Ok(json) => {
            texts.finish(&json, content);
            Ok(())
        }
        Err(error) => Err(context::at_property(type_name, texts.last_name(), error)),
    }
}

#[inline]
pub(crate) fn check_duplicates<E: Error>(type_name: &str, texts: &Texts) -> Result<(), E> {
    if texts.len() < 2 {
        return Ok(());
    }
    match texts.duplicate() {
        Some(name) => Err(duplicate(type_name, name)),
        None => Ok(()),
    }
}

/// Which declared properties were read.
#[derive(Default)]
pub(crate) struct Seen {
    first: [u64; 2],
    /// From the 129th property on; only few types have as many.
    others: Vec<u64>,
}

impl Seen {
    /// Whether it was there already.
    #[inline]
    pub(crate) fn insert(&mut self, index: usize) -> bool {
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

/// Finds a key in a type's table; services send properties in the order of declaration, with gaps where `$select`
/// left some out, so the search starts after the property that came last.
///
/// It returns an index of the table. It is the table's length where the key was put into the bag, and one more where
/// it was put among the annotations.
struct KeySeed<'a, T> {
    next: usize,
    undeclared: Undeclared<'a>,
    object: PhantomData<fn(T)>,
}

impl<'de, T: Object> DeserializeSeed<'de> for KeySeed<'_, T> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: Object> Visitor<'_> for KeySeed<'_, T> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: Error>(mut self, key: &str) -> Result<usize, E> {
        Ok(index_of(T::FIELDS, self.next, key, &mut self.undeclared))
    }
}

#[inline(never)]
fn index_of(
    fields: &'static [&'static str],
    next: usize,
    key: &str,
    undeclared: &mut Undeclared<'_>,
) -> usize {
    match fields.get(next) {
        Some(field) if is_same(field, key) => next,
        _ => find(fields, next, key, undeclared),
    }
}

/// Equality of short texts without a call to memcmp, which costs more than comparing a word or two.
#[inline]
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    // The last word overlaps the one before it, unless the length is a multiple of a word's.
    if let (Some(a_end), Some(b_end)) = (a.last_chunk(), b.last_chunk()) {
        let word = |bytes: &[u8; 8]| u64::from_ne_bytes(*bytes);
        word(a_end) == word(b_end)
            && (a.as_chunks().0.iter().zip(b.as_chunks().0)).all(|(a, b)| word(a) == word(b))
    } else if let (Some(a_start), Some(b_start), Some(a_end), Some(b_end)) = (
        a.first_chunk(),
        b.first_chunk(),
        a.last_chunk(),
        b.last_chunk(),
    ) {
        let word = |bytes: &[u8; 4]| u32::from_ne_bytes(*bytes);
        word(a_start) == word(b_start) && word(a_end) == word(b_end)
    } else {
        a.iter().zip(b).all(|(a, b)| a == b)
    }
}

/// The index of a key in a table; the search starts at `next`.
#[inline(never)]
pub(crate) fn position(fields: &[&str], next: usize, key: &str) -> Option<usize> {
    match fields.get(next) {
        Some(field) if is_same(field, key) => Some(next),
        _ => elsewhere(fields, next, key),
    }
}

#[inline]
fn elsewhere(fields: &[&str], next: usize, key: &str) -> Option<usize> {
    let (before, after) = fields.split_at(next.min(fields.len()));
    let is_key = |field: &&str| is_same(field, key);
    match after.iter().position(is_key) {
        Some(index) => Some(next + index),
        None => before.iter().rposition(is_key),
    }
}

/// The index of a key, or the result of [`KeySeed`] for a key that is not in the table.
#[inline(never)]
fn find(fields: &[&str], next: usize, key: &str, undeclared: &mut Undeclared<'_>) -> usize {
    // No property has a name that begins like this: an annotation of the object.
    if !key.starts_with('@')
        && let Some(index) = elsewhere(fields, next, key)
    {
        return index;
    }
    let annotation = key.contains('@');
    undeclared.texts(annotation).begin(key);
    fields.len() + usize::from(annotation)
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
    fn same_means_every_byte() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for len in 0..=text.len() {
            let name = &text[..len];
            assert!(is_same(name, name), "{name}");
            assert!(!is_same(name, &format!("{name}!")), "{name}");
            for at in 0..len {
                let mut other = name.to_owned();
                other.replace_range(at..=at, "!");
                assert!(!is_same(name, &other), "{name} and {other}");
            }
        }
    }

    #[test]
    fn find_starts_at_next_and_goes_round() {
        let (mut bag, mut annotations) = (PropertyBag::new(), None);
        let mut index = |next, key| {
            let mut undeclared = Undeclared {
                bag: &mut bag,
                annotations: &mut annotations,
            };
            find(&["a", "b", "c"], next, key, &mut undeclared)
        };
        for next in 0..5 {
            assert_eq!(index(next, "a"), 0);
            assert_eq!(index(next, "c"), 2);
            assert_eq!(index(next, "d"), 3);
            assert_eq!(index(next, "@d"), 4);
            assert_eq!(index(next, "a@d"), 4);
        }
    }
}
