//! Control information and annotations: the keys with an `@`.

use crate::bag;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// What an object says about itself and its properties besides their values: control information (`@odata.etag`,
/// `members@odata.nextLink`, 4.01's short `@type`) and instance annotations (`@ns.term`, `property@ns.term`).
///
/// Entries keep the spelling and order they were read in and are written back; control information can be asked for
/// without knowing how the service spells it. Two are equal when they hold the same entries, in whatever order.
///
/// ```
/// let mut annotations = odata_runtime::Annotations::new();
/// annotations.insert("@odata.etag", "W/\"1\"");
/// annotations.insert("members@count", 2);
/// assert_eq!(annotations.etag(), Some("W/\"1\""));
/// assert_eq!(annotations.count_of("members"), Some(2));
/// ```
///
/// OData JSON Format 4.01, 4.5 (control information) and 20 (instance annotations).
#[derive(Clone, Default)]
pub struct Annotations {
    entries: Vec<(Key, Value)>,
}

/// A key; of what services send with every object only a reference.
pub(crate) type Key = Cow<'static, str>;

/// The key, without a copy where it is a usual one.
pub(crate) fn to_key(key: &str) -> Key {
    let known = [
        "@odata.etag",
        "@odata.id",
        "@odata.type",
        "@odata.editLink",
        "@odata.context",
        "@etag",
        "@id",
        "@type",
        "@editLink",
        "@context",
    ];
    match known.into_iter().find(|known| *known == key) {
        Some(known) => Key::Borrowed(known),
        None => Key::Owned(key.to_owned()),
    }
}

impl Annotations {
    /// No annotations; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// The URL that describes the content (`@odata.context`).
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.control("", "context")?.as_str()
    }

    /// The entity tag to send with `If-Match` (`@odata.etag`).
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.control("", "etag")?.as_str()
    }

    /// The name of the object's type as it was read, with its `#` if it has one (`@odata.type`).
    #[must_use]
    pub fn odata_type(&self) -> Option<&str> {
        self.control("", "type")?.as_str()
    }

    /// The canonical URL of the entity (`@odata.id`).
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.control("", "id")?.as_str()
    }

    /// The URL to read the entity from (`@odata.readLink`).
    #[must_use]
    pub fn read_link(&self) -> Option<&str> {
        self.control("", "readLink")?.as_str()
    }

    /// The URL to change the entity at (`@odata.editLink`).
    #[must_use]
    pub fn edit_link(&self) -> Option<&str> {
        self.control("", "editLink")?.as_str()
    }

    /// The URL to read the media stream of the entity from (`@odata.mediaReadLink`).
    #[must_use]
    pub fn media_read_link(&self) -> Option<&str> {
        self.control("", "mediaReadLink")?.as_str()
    }

    /// The media type of the entity's stream (`@odata.mediaContentType`).
    #[must_use]
    pub fn media_content_type(&self) -> Option<&str> {
        self.control("", "mediaContentType")?.as_str()
    }

    /// Why the entity is gone, in a delta response: `changed` or `deleted` (`@odata.removed`, 4.01 `@removed`).
    #[must_use]
    pub fn removed_reason(&self) -> Option<&str> {
        self.control("", "removed")?.get("reason")?.as_str()
    }

    /// The URL of the next part of an expanded collection (`property@odata.nextLink`).
    #[must_use]
    pub fn next_link_of(&self, property: &str) -> Option<&str> {
        self.control(property, "nextLink")?.as_str()
    }

    /// How many items an expanded collection has in all (`property@odata.count`); also read from a string, as services
    /// send it under `IEEE754Compatible`.
    #[must_use]
    pub fn count_of(&self, property: &str) -> Option<u64> {
        let count = self.control(property, "count")?;
        count.as_u64().or_else(|| count.as_str()?.parse().ok())
    }

    /// The type of a property's value (`property@odata.type`).
    #[must_use]
    pub fn type_of(&self, property: &str) -> Option<&str> {
        self.control(property, "type")?.as_str()
    }

    /// The URL that a navigation property leads to (`property@odata.navigationLink`).
    #[must_use]
    pub fn navigation_link_of(&self, property: &str) -> Option<&str> {
        self.control(property, "navigationLink")?.as_str()
    }

    /// The URL to read a stream property from (`property@odata.mediaReadLink`).
    #[must_use]
    pub fn media_read_link_of(&self, property: &str) -> Option<&str> {
        self.control(property, "mediaReadLink")?.as_str()
    }

    /// The URL to write a stream property to (`property@odata.mediaEditLink`).
    #[must_use]
    pub fn media_edit_link_of(&self, property: &str) -> Option<&str> {
        self.control(property, "mediaEditLink")?.as_str()
    }

    /// The media type of a stream property (`property@odata.mediaContentType`).
    #[must_use]
    pub fn media_content_type_of(&self, property: &str) -> Option<&str> {
        self.control(property, "mediaContentType")?.as_str()
    }

    /// Control information in either spelling: of `property`, or of the object itself where that is empty.
    ///
    /// ```
    /// let mut annotations = odata_runtime::Annotations::new();
    /// annotations.insert("photo@odata.mediaEtag", "1");
    /// assert!(annotations.control("photo", "mediaEtag").is_some());
    /// ```
    #[must_use]
    pub fn control(&self, property: &str, name: &str) -> Option<&Value> {
        self.entries
            .iter()
            .find(|(key, _)| is_control(key, property, name))
            .map(|(_, value)| value)
    }

    /// The value of exactly this key, `@` included.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        bag::find(&self.entries, key)
            .and_then(|index| self.entries.get(index))
            .map(|(_, value)| value)
    }

    /// Sets the value of exactly this key and returns what it was. A new key comes last.
    ///
    /// A key without an `@` would be read back as a property.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        bag::insert(&mut self.entries, Key::Owned(key.into()), value.into())
    }

    /// Removes exactly this key and returns what its value was.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        bag::find(&self.entries, key).map(|index| self.entries.remove(index).1)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, value)| (&**key, value))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn entries(&self) -> &[(Key, Value)] {
        &self.entries
    }

    /// Appends without looking for the key; whoever reads checks all keys once, at the end.
    pub(crate) fn push(&mut self, key: Key, value: Value) {
        if self.entries.is_empty() {
            // Often the etag is the only one; a vector would start with four.
            self.entries.reserve_exact(1);
        }
        self.entries.push((key, value));
    }
}

impl From<Vec<(String, Value)>> for Annotations {
    fn from(entries: Vec<(String, Value)>) -> Self {
        let with_key = |(key, value)| (Key::Owned(key), value);
        Self {
            entries: entries.into_iter().map(with_key).collect(),
        }
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Annotations {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut annotations = Self::new();
        for (key, value) in entries {
            annotations.insert(key, value);
        }
        annotations
    }
}

impl fmt::Debug for Annotations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for Annotations {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries || bag::sorted(&self.entries) == bag::sorted(&other.entries)
    }
}

/// Whether a key is the control information `name` of `property` (empty: of the object): with `odata.` or without it, and
/// in any case, since some services send `@OData.Type`.
pub(crate) fn is_control(key: &str, property: &str, name: &str) -> bool {
    let Some(term) = key
        .strip_prefix(property)
        .and_then(|rest| rest.strip_prefix('@'))
    else {
        return false;
    };
    let prefix = term
        .get(..6)
        .filter(|prefix| prefix.eq_ignore_ascii_case("odata."));
    let term = prefix.map_or(term, |prefix| &term[prefix.len()..]);
    term.eq_ignore_ascii_case(name)
}

/// What a key with an `@` annotates: a property, or the object where that is empty.
pub(crate) fn target(key: &str) -> &str {
    key.split_once('@').map_or("", |(target, _)| target)
}

/// The qualified name in a type's text: `#ns.T`, `ns.T` and `https://host/$metadata#ns.T` all say `ns.T`.
///
/// OData JSON Format 4.01, 4.5.3.
pub(crate) fn type_name(text: &str) -> &str {
    text.rfind('#')
        .and_then(|hash| text.get(hash + 1..))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings() {
        for prefix in ["@odata.", "@"] {
            let annotations: Annotations = [
                (format!("{prefix}context"), Value::from("c")),
                (format!("{prefix}etag"), Value::from("e")),
                (format!("{prefix}type"), Value::from("#ns.T")),
                (format!("{prefix}id"), Value::from("i")),
                (
                    format!("{prefix}removed"),
                    serde_json::json!({"reason": "deleted"}),
                ),
                (format!("members{prefix}nextLink"), Value::from("n")),
                (format!("members{prefix}count"), Value::from("7")),
                (format!("photo{prefix}mediaReadLink"), Value::from("m")),
                (
                    "@ns.etag".to_owned(),
                    Value::from("not control information"),
                ),
            ]
            .into_iter()
            .collect();
            assert_eq!(annotations.context(), Some("c"));
            assert_eq!(annotations.etag(), Some("e"));
            assert_eq!(annotations.odata_type(), Some("#ns.T"));
            assert_eq!(annotations.id(), Some("i"));
            assert_eq!(annotations.removed_reason(), Some("deleted"));
            assert_eq!(annotations.next_link_of("members"), Some("n"));
            assert_eq!(annotations.next_link_of("member"), None);
            assert_eq!(annotations.count_of("members"), Some(7));
            assert_eq!(annotations.media_read_link_of("photo"), Some("m"));
            assert!(annotations.get("@ns.etag").is_some());
            assert_eq!(annotations.len(), 9);
        }
    }

    #[test]
    fn type_names() {
        assert_eq!(type_name("#microsoft.graph.user"), "microsoft.graph.user");
        assert_eq!(type_name("microsoft.graph.user"), "microsoft.graph.user");
        assert_eq!(
            type_name("https://host/$metadata#microsoft.graph.user"),
            "microsoft.graph.user"
        );
        assert_eq!(type_name(""), "");
    }
}
