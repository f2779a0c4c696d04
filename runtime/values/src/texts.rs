//! Named JSON texts, one after the other in a single text: what bags and annotations are made of.

mod compare;
mod unescape;

use crate::from_json;
use crate::json::DecodeError;
use crate::wire::Wire;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

pub(crate) use compare::same_json;

/// How much room there is at first for the value of a single entry, and for several entries.
const SHORT: usize = 40;
const SEVERAL: usize = 160;

/// Names with the JSON texts of their values, in order. Values stay as they were written, so that no digit and no
/// escape is lost.
#[derive(Clone, Default)]
pub(crate) struct Texts {
    /// For each entry the name, the JSON text, and the content of a string where that is not a part of the JSON text.
    text: String,
    slots: Vec<Slot>,
}

/// Where the parts of an entry are. It begins where the one before ends.
#[derive(Clone, Copy)]
struct Slot {
    json: usize,
    content: usize,
    end: usize,
}

impl Texts {
    pub(crate) const fn new() -> Self {
        Self {
            text: String::new(),
            slots: Vec::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    fn start(&self, index: usize) -> usize {
        match index
            .checked_sub(1)
            .and_then(|before| self.slots.get(before))
        {
            Some(before) => before.end,
            None => 0,
        }
    }

    /// Name and JSON text.
    pub(crate) fn entry(&self, index: usize) -> Option<(&str, &str)> {
        let slot = self.slots.get(index)?;
        let name = self.text.get(self.start(index)..slot.json)?;
        Some((name, self.text.get(slot.json..slot.content)?))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        (0..self.len()).filter_map(|index| self.entry(index))
    }

    pub(crate) fn find(&self, is_name: impl Fn(&str) -> bool) -> Option<usize> {
        self.iter().position(|(name, _)| is_name(name))
    }

    /// The JSON text of an entry.
    pub(crate) fn json(&self, name: &str) -> Option<&str> {
        let index = self.find(|entry| entry == name)?;
        self.entry(index).map(|(_, json)| json)
    }

    /// The content of a string.
    pub(crate) fn content(&self, index: usize) -> Option<&str> {
        let slot = self.slots.get(index)?;
        if slot.content < slot.end {
            return self.text.get(slot.content..slot.end);
        }
        let (_, json) = self.entry(index)?;
        plain_content(json)
    }

    /// Reads the value of an entry; `None` where there is none, or null.
    pub(crate) fn read<T: Wire>(&self, index: Option<usize>) -> Result<Option<T>, DecodeError> {
        match index.and_then(|index| self.entry(index)) {
            Some((name, json)) => {
                from_json(json.as_bytes()).map_err(|error| error.in_property(name))
            }
            None => Ok(None),
        }
    }

    /// Begins an entry, whose value [`finish`](Self::finish) adds.
    pub(crate) fn begin(&mut self, name: &str) {
        match self.slots.len() {
            // Often the etag is the only annotation; a vector would start with four.
            0 if name.starts_with('@') => {
                self.slots.reserve_exact(1);
                self.text.reserve(name.len() + SHORT);
            }
            0 => self.text.reserve(name.len() + SHORT),
            1 => self.text.reserve(SEVERAL),
            _ => {}
        }
        self.text.push_str(name);
        let json = self.text.len();
        self.slots.push(Slot {
            json,
            content: json,
            end: json,
        });
    }

    /// Ends the last entry. With `content` the content of a string can be borrowed.
    pub(crate) fn finish(&mut self, json: &str, content: bool) {
        let Some(slot) = self.slots.last_mut() else {
            return;
        };
        self.text.push_str(json);
        slot.content = self.text.len();
        if content && json.starts_with('"') && json.contains('\\') {
            unescape::append(json, &mut self.text);
        }
        slot.end = self.text.len();
    }

    /// The name of the entry that comes last.
    pub(crate) fn last_name(&self) -> &str {
        let last = self.slots.len().checked_sub(1);
        last.and_then(|last| self.entry(last))
            .map_or("", |(name, _)| name)
    }

    /// Sets the value of an entry and returns the JSON text that it had. A new one comes last.
    pub(crate) fn set(&mut self, name: &str, json: &str, content: bool) -> Option<String> {
        let Some(index) = self.find(|entry| entry == name) else {
            self.begin(name);
            self.finish(json, content);
            return None;
        };
        // The later entries are put aside.
        let after: Self = (index + 1..self.len())
            .filter_map(|index| self.copied(index))
            .collect();
        let old = self.json(name).map(str::to_owned);
        let start = self.start(index);
        self.slots.truncate(index);
        self.text.truncate(start);
        self.begin(name);
        self.finish(json, content);
        let moved = self.text.len();
        self.text.push_str(&after.text);
        self.slots.extend(after.slots.iter().map(|slot| Slot {
            json: slot.json + moved,
            content: slot.content + moved,
            end: slot.end + moved,
        }));
        old
    }

    /// Removes an entry and returns the JSON text that it had.
    pub(crate) fn remove(&mut self, name: &str) -> Option<String> {
        let index = self.find(|entry| entry == name)?;
        let old = self.json(name).map(str::to_owned);
        let start = self.start(index);
        let Slot { end, .. } = self.slots.remove(index);
        self.text.replace_range(start..end, "");
        for slot in self.slots.iter_mut().skip(index) {
            slot.json -= end - start;
            slot.content -= end - start;
            slot.end -= end - start;
        }
        old
    }

    fn copied(&self, index: usize) -> Option<(&str, &str, &str)> {
        let slot = self.slots.get(index)?;
        let (name, json) = self.entry(index)?;
        Some((name, json, self.text.get(slot.content..slot.end)?))
    }

    /// A name that occurs twice. Linear for many entries, since the input decides how many there are.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        let mut names = self.iter().map(|(name, _)| name);
        match self.len() {
            0 | 1 => None,
            2..=8 => names
                .clone()
                .enumerate()
                .find(|(index, name)| names.clone().take(*index).any(|earlier| earlier == *name))
                .map(|(_, name)| name),
            len => {
                let mut seen = HashSet::with_capacity(len);
                names.find(|name| !seen.insert(*name))
            }
        }
    }
}

impl<'a> FromIterator<(&'a str, &'a str, &'a str)> for Texts {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str, &'a str)>>(entries: I) -> Self {
        let mut texts = Self::new();
        for (name, json, content) in entries {
            texts.text.push_str(name);
            let at = texts.text.len();
            texts.text.push_str(json);
            texts.text.push_str(content);
            texts.slots.push(Slot {
                json: at,
                content: at + json.len(),
                end: texts.text.len(),
            });
        }
        texts
    }
}

/// Shows values as the JSON that they are.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.iter();
        f.debug_map()
            .entries(entries.map(|(name, json)| (name, AsWritten(json))))
            .finish()
    }
}

struct AsWritten<'a>(&'a str);

impl fmt::Debug for AsWritten<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Equal when the same names have the same values, in whatever order.
impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): ((&str, &str), (&str, &str))| a.0 == b.0 && same_json(a.1, b.1);
        if self.len() != other.len() {
            return false;
        }
        let sorted = |texts| {
            let mut entries: Vec<_> = Self::iter(texts).collect();
            entries.sort_unstable_by_key(|(name, _)| *name);
            entries
        };
        self.iter().zip(other.iter()).all(same)
            || sorted(self).into_iter().zip(sorted(other)).all(same)
    }
}

/// The JSON text of a value that the user sets.
pub(crate) fn json_of(value: impl Into<Value>) -> String {
    value.into().to_string()
}

/// The content of a string; `None` for any other value.
pub fn string_content(json: &str) -> Option<Cow<'_, str>> {
    let content = || serde_json::from_str(json).ok().map(Cow::Owned);
    plain_content(json).map(Cow::Borrowed).or_else(content)
}

/// The content of a string without escapes.
pub fn plain_content(json: &str) -> Option<&str> {
    let content = json.strip_prefix('"')?.strip_suffix('"')?;
    (!content.contains('\\')).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(entries: &[(&str, &str)]) -> Texts {
        let mut texts = Texts::new();
        for (name, json) in entries {
            texts.begin(name);
            texts.finish(json, true);
        }
        texts
    }

    #[test]
    fn set_and_remove_move_later_entries() {
        let all = [("a", r#""x\"y""#), ("b", "2"), ("", "[ ]"), ("c", r#""z""#)];
        for (name, _) in all {
            for new in ["null", r#""\n\n\n""#] {
                let mut changed = texts(&all);
                assert!(changed.set(name, new, true).is_some());
                let expected = all.map(|(n, json)| (n, if n == name { new } else { json }));
                assert!(changed.iter().eq(expected), "{changed:?}");
                assert_eq!(
                    changed.content(0),
                    if name != "a" {
                        Some("x\"y")
                    } else if new == "null" {
                        None
                    } else {
                        Some("\n\n\n")
                    }
                );
                assert!(changed.remove(name).is_some());
                let rest = all.into_iter().filter(|(n, _)| *n != name);
                assert!(changed.iter().eq(rest), "{changed:?}");
                assert_eq!(changed.remove(name), None);
                assert_eq!(changed.set(name, new, true), None);
                assert_eq!(changed.entry(3), Some((name, new)));
            }
        }
    }

    #[test]
    fn finds_duplicates_among_few_and_many() {
        let names: Vec<_> = (0..20).map(|i| format!("p{i}")).collect();
        let mut entries: Vec<_> = names.iter().map(|name| (name.as_str(), "1")).collect();
        assert_eq!(texts(&entries).duplicate(), None);
        assert_eq!(texts(&entries[..5]).duplicate(), None);
        entries[4].0 = "p1";
        assert_eq!(texts(&entries).duplicate(), Some("p1"));
        assert_eq!(texts(&entries[..5]).duplicate(), Some("p1"));
    }
}
