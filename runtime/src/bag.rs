//! Properties that the metadata does not declare.

use serde_json::Value;
use std::collections::HashSet;
use std::fmt;

/// The properties of an object that its type does not declare, in the order they were read.
///
/// An open type has them by design; any other type when the service is newer than this client. They are written back
/// after the declared properties. Names compare exactly; two bags are equal when they hold the same names and values,
/// in whatever order.
///
/// Values are [`serde_json::Value`]s: a number with more digits than an `f64` holds, or the order of keys within a
/// nested object, survives only when serde_json's features `arbitrary_precision` and `preserve_order` are on.
///
/// ```
/// let mut bag = odata_runtime::PropertyBag::new();
/// bag.insert("costCenter", "R&D");
/// bag.insert("floor", 3);
/// assert_eq!(bag.get("floor").and_then(|floor| floor.as_i64()), Some(3));
/// assert_eq!(bag.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["costCenter", "floor"]);
/// ```
///
/// OData 4.01 Part 1, 6 (extensibility of payloads).
#[derive(Clone, Default)]
pub struct PropertyBag {
    /// Boxed, since most bags are empty, and each object has one.
    entries: Option<Box<Entries>>,
}

#[derive(Clone, Default)]
struct Entries(Vec<(String, Value)>);

impl PropertyBag {
    /// An empty bag; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: None }
    }

    /// How many properties it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let entries = self.entries();
        find(entries, name)
            .and_then(|index| entries.get(index))
            .map(|(_, value)| value)
    }

    /// The value of a property, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let Entries(entries) = self.entries.as_deref_mut()?;
        find(entries, name)
            .and_then(|index| entries.get_mut(index))
            .map(|(_, value)| value)
    }

    /// Sets a property and returns what it was. A new one comes last.
    ///
    /// The name of a declared property belongs into its field: written from here it would occur twice.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        insert(self.entries_mut(), name.into(), value.into())
    }

    /// Removes a property and returns what it was. The order of the others stays.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let Entries(entries) = self.entries.as_deref_mut()?;
        find(entries, name).map(|index| entries.remove(index).1)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries()
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn entries(&self) -> &[(String, Value)] {
        match &self.entries {
            Some(entries) => &entries.0,
            None => &[],
        }
    }

    fn entries_mut(&mut self) -> &mut Vec<(String, Value)> {
        &mut self.entries.get_or_insert_default().0
    }

    /// Appends without looking for the name; whoever reads checks all names once, at the end.
    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.entries_mut().push((name, value));
    }
}

impl fmt::Debug for PropertyBag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for PropertyBag {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && (self.entries() == other.entries()
                || sorted(self.entries()) == sorted(other.entries()))
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for PropertyBag {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let mut bag = Self::new();
        bag.extend(entries);
        bag
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for PropertyBag {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, entries: I) {
        for (name, value) in entries {
            self.insert(name, value);
        }
    }
}

impl IntoIterator for PropertyBag {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.unwrap_or_default().0.into_iter()
    }
}

// The entries of annotations are kept the same way, only that their keys are mostly known.

pub(crate) fn find<K: AsRef<str>>(entries: &[(K, Value)], name: &str) -> Option<usize> {
    entries.iter().position(|(entry, _)| entry.as_ref() == name)
}

pub(crate) fn insert<K: AsRef<str>>(
    entries: &mut Vec<(K, Value)>,
    name: K,
    value: Value,
) -> Option<Value> {
    match find(entries, name.as_ref()).and_then(|index| entries.get_mut(index)) {
        Some((_, old)) => Some(std::mem::replace(old, value)),
        None => {
            entries.push((name, value));
            None
        }
    }
}

/// The entries by name, for comparison.
pub(crate) fn sorted<K: Ord>(entries: &[(K, Value)]) -> Vec<&(K, Value)> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    sorted
}

/// A name that occurs twice. Linear for many entries, since the input decides how many there are.
pub(crate) fn duplicate<K: AsRef<str>>(entries: &[(K, Value)]) -> Option<&str> {
    let mut names = entries.iter().map(|(name, _)| name.as_ref());
    if entries.len() <= 8 {
        return names
            .clone()
            .enumerate()
            .find(|(index, name)| names.clone().take(*index).any(|earlier| earlier == *name))
            .map(|(_, name)| name);
    }
    let mut seen = HashSet::with_capacity(entries.len());
    names.find(|name| !seen.insert(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_compares_without_it() {
        let mut bag: PropertyBag = [("b", 1), ("a", 2)].into_iter().collect();
        assert_eq!(bag.insert("b", 3), Some(Value::from(1)));
        assert_eq!(format!("{bag:?}"), r#"{"b": Number(3), "a": Number(2)}"#);
        assert_eq!(bag, [("a", 2), ("b", 3)].into_iter().collect());
        assert_ne!(bag, [("a", 2), ("c", 3)].into_iter().collect());
        assert_eq!(bag.remove("b"), Some(Value::from(3)));
        assert_eq!(bag.remove("b"), None);
        *bag.get_mut("a").unwrap() = Value::Null;
        assert_eq!(
            bag.into_iter().collect::<Vec<_>>(),
            [("a".to_owned(), Value::Null)]
        );
    }

    #[test]
    fn finds_duplicates_among_few_and_many() {
        let mut entries: Vec<_> = (0..20).map(|i| (format!("p{i}"), Value::Null)).collect();
        assert_eq!(duplicate(&entries), None);
        assert_eq!(duplicate(&entries[..5]), None);
        entries[4].0 = "p1".into();
        assert_eq!(duplicate(&entries), Some("p1"));
        assert_eq!(duplicate(&entries[..5]), Some("p1"));
    }
}
