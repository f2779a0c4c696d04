//! Properties that the metadata does not declare.

use crate::json::DecodeError;
use crate::raw::{self, checked};
use crate::texts::{Texts, json_of};
use crate::wire::Wire;
use serde::ser::SerializeMap;
use serde_json::Value;
use std::fmt;

/// The properties of an object that its type does not declare, in the order they were read.
///
/// An open type has them by design; any other type when the service is newer than this client. They are written back
/// after the declared properties. Each value is kept as the JSON text that was read, so that every digit of a number and
/// every escape of a string stays; only line breaks between tokens are left out. Names compare exactly. Two bags are equal when
/// they contain the same names with values that are equal as JSON (`1.50` and `1.5`), in any order.
///
/// ```
/// let mut bag = clientwright_values::PropertyBag::new();
/// bag.insert("costCenter", "R&D");
/// bag.insert("floor", 3);
/// bag.insert_raw("budget", "12345678901234567.89")?;
/// assert_eq!(bag.get::<i64>("floor")?, Some(3));
/// assert_eq!(bag.get::<String>("colour")?, None);
/// assert_eq!(bag.get_raw("budget"), Some("12345678901234567.89"));
/// assert_eq!(bag.iter().next(), Some(("costCenter", r#""R&D""#)));
///
/// bag.insert("floor", serde_json::Value::Null);
/// assert!(bag.contains("floor")); // which `get` does not tell from a property that is not there
/// assert_eq!(bag.remove("floor").as_deref(), Some("null"));
/// assert!(!bag.contains("floor"));
/// # Ok::<(), clientwright_values::json::DecodeError>(())
/// ```
///
/// OData 4.01 Part 1, 6 (extensibility of payloads).
#[derive(Clone, Default)]
pub struct PropertyBag {
    /// Boxed, since most bags are empty, and each object has one.
    texts: Option<Box<Texts>>,
}

/// The content of an empty bag.
static NOTHING: Texts = Texts::new();

impl PropertyBag {
    /// An empty bag; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { texts: None }
    }

    /// The number of properties.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts().len()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts().is_empty()
    }

    /// The value of a property, read as a `T`: a generated type, a primitive one, or [`serde_json::Value`]. `None` where
    /// there is no such property, or null.
    ///
    /// # Errors
    ///
    /// When the value is no `T`.
    pub fn get<T: Wire>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let texts = self.texts();
        texts.read(texts.find(|entry| entry == name))
    }

    /// The JSON text of a property's value, as it was read or set.
    #[must_use]
    pub fn get_raw(&self, name: &str) -> Option<&str> {
        self.texts().json(name)
    }

    /// Whether there is such a property.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.get_raw(name).is_some()
    }

    /// Sets a property and returns the JSON text of the value that it had. A new one comes last.
    ///
    /// The name of a declared property belongs into its field: while that is set, the property is written from there, and
    /// not from here.
    pub fn insert(&mut self, name: impl AsRef<str>, value: impl Into<Value>) -> Option<String> {
        self.set(name.as_ref(), &json_of(value))
    }

    /// Sets a property to a JSON text, which is kept unchanged. Otherwise as [`insert`](Self::insert).
    ///
    /// # Errors
    ///
    /// When the text is no JSON.
    pub fn insert_raw(
        &mut self,
        name: impl AsRef<str>,
        json: &str,
    ) -> Result<Option<String>, DecodeError> {
        let name = name.as_ref();
        let json = checked(json).map_err(|error| error.in_property(name))?;
        Ok(self.set(name, &json))
    }

    /// Removes a property and returns the JSON text of its value. The order of the others stays.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        self.texts.as_deref_mut()?.remove(name)
    }

    /// Names and JSON texts in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().iter()
    }

    pub(crate) fn texts(&self) -> &Texts {
        self.texts.as_deref().unwrap_or(&NOTHING)
    }

    /// Appends entries without a search for their names; the reader checks all names once, at the end.
    pub(crate) fn texts_mut(&mut self) -> &mut Texts {
        self.texts.get_or_insert_default()
    }

    pub(crate) fn set(&mut self, name: &str, json: &str) -> Option<String> {
        self.texts_mut().set(name, json, false)
    }

    /// Writes the entries that match.
    #[inline(never)]
    pub(crate) fn write<M: SerializeMap>(
        &self,
        wanted: impl Fn(&str) -> bool,
        map: &mut M,
    ) -> Result<(), M::Error> {
        self.iter()
            .filter(|(name, _)| wanted(name))
            .try_for_each(|(name, json)| map.serialize_entry(name, &raw::Json(json)))
    }
}

impl fmt::Debug for PropertyBag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.texts().fmt(f)
    }
}

impl PartialEq for PropertyBag {
    fn eq(&self, other: &Self) -> bool {
        self.texts() == other.texts()
    }
}

impl<N: AsRef<str>, V: Into<Value>> FromIterator<(N, V)> for PropertyBag {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let mut bag = Self::new();
        bag.extend(entries);
        bag
    }
}

impl<N: AsRef<str>, V: Into<Value>> Extend<(N, V)> for PropertyBag {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, entries: I) {
        for (name, value) in entries {
            self.insert(name, value);
        }
    }
}

/// Adds a property without a look at those that are there; [`duplicate`] finds a name that occurs twice.
#[doc(hidden)]
pub fn push(bag: &mut PropertyBag, name: &str, json: &str) {
    bag.texts_mut().begin(name);
    bag.texts_mut().finish(json, false);
}

/// A name that occurs twice.
#[doc(hidden)]
#[must_use]
pub fn duplicate(bag: &PropertyBag) -> Option<&str> {
    bag.texts().duplicate()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_compares_without_it() {
        let mut bag: PropertyBag = [("b", 1), ("a", 2)].into_iter().collect();
        assert_eq!(bag.insert("b", 3).as_deref(), Some("1"));
        assert_eq!(format!("{bag:?}"), r#"{"b": 3, "a": 2}"#);
        assert_eq!(bag, [("a", 2), ("b", 3)].into_iter().collect());
        assert_ne!(bag, [("a", 2), ("c", 3)].into_iter().collect());
        assert_eq!(bag.remove("b").as_deref(), Some("3"));
        assert_eq!(bag.remove("b"), None);
        bag.insert("a", Value::Null);
        assert_eq!(bag.get::<i32>("a"), Ok(None));
        assert!(bag.contains("a"));
        assert!(bag.iter().eq([("a", "null")]));
        assert_eq!(PropertyBag::new(), PropertyBag::default());
    }

    #[test]
    fn raw_values_are_checked_and_kept() {
        let mut bag = PropertyBag::new();
        for json in [
            "1E400",
            r#""\ud800""#,
            "12345678901234567.890",
            "{\"a\" : 1}",
        ] {
            bag.insert_raw("x", json).unwrap();
            assert_eq!(bag.get_raw("x"), Some(json));
        }
        for json in ["", "1,2", "{", "1 2", &"[".repeat(500)] {
            let error = bag.insert_raw("x", json).unwrap_err();
            assert_eq!(error.path(), "x", "{json}");
        }
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(bag.insert_raw("x", &deep).is_err());
        let error = bag.get::<i32>("x").unwrap_err();
        assert_eq!(error.path(), "x");
    }
}
