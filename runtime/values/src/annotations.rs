//! Control information and annotations: the keys with an `@`.

use crate::json::DecodeError;
use crate::raw::{self, checked};
use crate::texts::{Texts, json_of, plain_content};
use crate::wire::Wire;
use serde_json::Value;
use std::fmt;

/// Annotations of an object and its properties: control information (`@odata.etag`,
/// `members@odata.nextLink`, 4.01's short `@type`) and instance annotations (`@ns.term`, `property@ns.term`).
///
/// Entries keep their spelling and order when they are written, each value as the JSON text that was read; the methods for
/// control information find all spellings of a service. Two values are equal if they contain the same
/// entries, in any order, and the same null items were left out.
///
/// ```
/// let mut annotations = clientwright_values::Annotations::new();
/// annotations.insert("@odata.etag", "W/\"1\"");
/// annotations.insert("members@count", 2);
/// assert_eq!(annotations.etag(), Some("W/\"1\""));
/// assert_eq!(annotations.count_of("members"), Some(2));
/// ```
///
/// A response has them in the object that they annotate. Those of a property are found by its name on the wire:
///
/// ```
/// use clientwright_values as rt;
///
/// #[derive(Default)]
/// struct Group {
///     name: Option<String>,
///     additional_properties: rt::PropertyBag,
///     odata: Option<Box<rt::Annotations>>,
/// }
/// rt::object! { Group = "ns.group"; name = "name", }
///
/// let group: Group = rt::from_json(br##"{
///     "name": "Board",
///     "name@ns.label": "The board",
///     "owner@odata.type": "#ns.person",
///     "members@odata.navigationLink": "groups/7/members",
///     "members@odata.nextLink": "groups/7/members?$skip=20",
///     "photo@odata.mediaReadLink": "photos/7",
///     "photo@odata.mediaEditLink": "photos/7/content",
///     "photo@odata.mediaContentType": "image/png"
/// }"##)?;
/// let mut annotations = group.odata.unwrap_or_default();
/// assert_eq!(annotations.type_of("owner"), Some("#ns.person"));
/// assert_eq!(annotations.navigation_link_of("members"), Some("groups/7/members"));
/// assert_eq!(annotations.next_link_of("members"), Some("groups/7/members?$skip=20"));
/// assert_eq!(annotations.media_read_link_of("photo"), Some("photos/7"));
/// assert_eq!(annotations.media_edit_link_of("photo"), Some("photos/7/content"));
/// assert_eq!(annotations.media_content_type_of("photo"), Some("image/png"));
///
/// // Instance annotations, by their whole keys.
/// assert_eq!(annotations.get_str("name@ns.label"), Some("The board"));
/// assert_eq!(annotations.remove("name@ns.label").as_deref(), Some("\"The board\""));
/// annotations.insert_raw("name@ns.weight", "1.50")?; // `insert` would write 1.5
/// assert_eq!(annotations.get_raw("name@ns.weight"), Some("1.50"));
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
///
/// OData JSON Format 4.01, 4.5 (control information) and 20 (instance annotations).
#[derive(Clone, Default, PartialEq)]
pub struct Annotations {
    texts: Texts,
    nulls: Option<Box<Nulls>>,
}

/// Null items that were left out, by the properties that had them, in the order of their names.
type Nulls = Vec<(&'static str, NullItems)>;

/// Null items that were left out of a collection of values that are never null.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NullItems {
    /// Their indexes, in ascending order.
    pub(crate) indexes: Vec<usize>,
    /// How many items were kept.
    pub(crate) kept: usize,
}

impl NullItems {
    /// The index of the first of them.
    pub(crate) fn first(&self) -> Option<usize> {
        self.indexes.first().copied()
    }
}

impl Annotations {
    /// No annotations; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            texts: Texts::new(),
            nulls: None,
        }
    }

    /// The URL that describes the content (`@odata.context`).
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.text("", "context")
    }

    /// The entity tag to send with `If-Match` (`@odata.etag`).
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.text("", "etag")
    }

    /// The name of the object's type as it was read, with its `#` if it has one (`@odata.type`).
    #[must_use]
    pub fn odata_type(&self) -> Option<&str> {
        self.text("", "type")
    }

    /// The canonical URL of the entity (`@odata.id`).
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.text("", "id")
    }

    /// The URL to read the entity from (`@odata.readLink`).
    #[must_use]
    pub fn read_link(&self) -> Option<&str> {
        self.text("", "readLink")
    }

    /// The URL to change the entity at (`@odata.editLink`).
    #[must_use]
    pub fn edit_link(&self) -> Option<&str> {
        self.text("", "editLink")
    }

    /// The URL to read the media stream of the entity from (`@odata.mediaReadLink`).
    #[must_use]
    pub fn media_read_link(&self) -> Option<&str> {
        self.text("", "mediaReadLink")
    }

    /// The media type of the entity's stream (`@odata.mediaContentType`).
    #[must_use]
    pub fn media_content_type(&self) -> Option<&str> {
        self.text("", "mediaContentType")
    }

    /// Why the entity was removed, in a delta response: `changed` or `deleted` (`@odata.removed`, 4.01 `@removed`). `None` for an
    /// entity that was added or changed.
    ///
    /// ```
    /// # use clientwright_values as rt;
    /// # #[derive(Default)]
    /// # struct User { id: Option<String>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { User = "ns.user"; id = "id", }
    /// let changes: Vec<User> = rt::from_json(br#"[{"id":"1"},{"@removed":{"reason":"deleted"},"id":"2"}]"#)?;
    /// let reason = |user: &User| Some(user.odata.as_ref()?.removed_reason()?.to_owned());
    /// let reasons: Vec<Option<String>> = changes.iter().map(reason).collect();
    /// assert_eq!(reasons, [None, Some("deleted".to_owned())]);
    /// # Ok::<(), rt::json::DecodeError>(())
    /// ```
    ///
    /// OData JSON Format 4.01, 15.3.
    #[must_use]
    pub fn removed_reason(&self) -> Option<&str> {
        let (_, json) = self.texts.entry(self.find("", "removed")?)?;
        let members = raw::members(json)?;
        let (_, reason) = members.iter().find(|(name, _)| name == "reason")?;
        plain_content(reason)
    }

    /// The URL of the next part of an expanded collection (`property@odata.nextLink`).
    #[must_use]
    pub fn next_link_of(&self, property: &str) -> Option<&str> {
        self.text(property, "nextLink")
    }

    /// How many items an expanded collection has in all (`property@odata.count`); also read from a string, as services
    /// send it under `IEEE754Compatible`.
    #[must_use]
    pub fn count_of(&self, property: &str) -> Option<u64> {
        let count = self.control::<i64>(property, "count").ok()??;
        count.try_into().ok()
    }

    /// The type of a property's value (`property@odata.type`).
    #[must_use]
    pub fn type_of(&self, property: &str) -> Option<&str> {
        self.text(property, "type")
    }

    /// The URL of a navigation property (`property@odata.navigationLink`).
    #[must_use]
    pub fn navigation_link_of(&self, property: &str) -> Option<&str> {
        self.text(property, "navigationLink")
    }

    /// The URL to read a stream property from (`property@odata.mediaReadLink`).
    #[must_use]
    pub fn media_read_link_of(&self, property: &str) -> Option<&str> {
        self.text(property, "mediaReadLink")
    }

    /// The URL to write a stream property to (`property@odata.mediaEditLink`).
    #[must_use]
    pub fn media_edit_link_of(&self, property: &str) -> Option<&str> {
        self.text(property, "mediaEditLink")
    }

    /// The media type of a stream property (`property@odata.mediaContentType`).
    #[must_use]
    pub fn media_content_type_of(&self, property: &str) -> Option<&str> {
        self.text(property, "mediaContentType")
    }

    /// Control information in either spelling: of `property`, or of the object itself where that is empty. `None` where it
    /// is not there, or null.
    ///
    /// ```
    /// let mut annotations = clientwright_values::Annotations::new();
    /// annotations.insert("photo@odata.mediaEtag", "1");
    /// assert_eq!(annotations.control::<String>("photo", "mediaEtag")?.as_deref(), Some("1"));
    /// # Ok::<(), clientwright_values::json::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the value is no `T`.
    pub fn control<T: Wire>(&self, property: &str, name: &str) -> Result<Option<T>, DecodeError> {
        self.texts.read(self.find(property, name))
    }

    fn find(&self, property: &str, name: &str) -> Option<usize> {
        self.texts.find(|key| is_control(key, property, name))
    }

    fn text(&self, property: &str, name: &str) -> Option<&str> {
        self.texts.content(self.find(property, name)?)
    }

    /// The value of exactly this key, `@` included, read as a `T`. `None` where there is none, or null.
    ///
    /// ```
    /// let mut annotations = clientwright_values::Annotations::new();
    /// annotations.insert("status@OData.Community.Display.V1.FormattedValue", "Open");
    /// let text = annotations.get::<String>("status@OData.Community.Display.V1.FormattedValue")?;
    /// assert_eq!(text.as_deref(), Some("Open"));
    /// # Ok::<(), clientwright_values::json::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the value is no `T`.
    pub fn get<T: Wire>(&self, key: &str) -> Result<Option<T>, DecodeError> {
        self.texts.read(self.texts.find(|entry| entry == key))
    }

    /// The JSON text of exactly this key's value, as it was read or set.
    #[must_use]
    pub fn get_raw(&self, key: &str) -> Option<&str> {
        self.texts.json(key)
    }

    /// The content of exactly this key's value, where that is a string.
    #[must_use]
    pub fn get_str(&self, key: &str) -> Option<&str> {
        self.texts.content(self.texts.find(|entry| entry == key)?)
    }

    /// Sets the value of exactly this key and returns the JSON text of what it was. A new key comes last.
    ///
    /// A key without an `@` would be read back as a property.
    pub fn insert(&mut self, key: impl AsRef<str>, value: impl Into<Value>) -> Option<String> {
        self.texts.set(key.as_ref(), &json_of(value), true)
    }

    /// Sets the value of exactly this key to a JSON text, which is kept unchanged.
    ///
    /// # Errors
    ///
    /// When the text is no JSON.
    pub fn insert_raw(
        &mut self,
        key: impl AsRef<str>,
        json: &str,
    ) -> Result<Option<String>, DecodeError> {
        let key = key.as_ref();
        let json = checked(json).map_err(|error| error.in_property(key))?;
        Ok(self.texts.set(key, &json, true))
    }

    /// Removes exactly this key and returns the JSON text of what its value was.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        self.texts.remove(key)
    }

    /// Keys and JSON texts in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.texts.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Where the collection that was read for a property, by its name on the wire, had null items. These are left out of
    /// the `Vec`, whose items are never null. They are written back in their places while the `Vec` has the length with which
    /// it was read.
    ///
    /// ```
    /// # use clientwright_values as rt;
    /// # #[derive(Default)]
    /// # struct Task { tags: Option<Vec<String>>, additional_properties: rt::PropertyBag,
    /// #     odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { Task = "ns.task"; tags = "tags", }
    /// let text = br#"{"tags":["a",null,"b"]}"#;
    /// let task: Task = rt::from_json(text)?;
    /// assert_eq!(task.tags.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    /// let nulls = task.odata.as_ref().map(|annotations| annotations.null_items_of("tags"));
    /// assert_eq!(nulls, Some(&[1][..]));
    /// assert_eq!(rt::to_json(&task)?, text);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// OData CSDL XML 4.01, 7.2.1: a collection without `Nullable` may contain null items.
    #[must_use]
    pub fn null_items_of(&self, property: &str) -> &[usize] {
        match self.nulls_of(property) {
            Some(nulls) => &nulls.indexes,
            None => &[],
        }
    }

    pub(crate) fn nulls_of(&self, property: &str) -> Option<&NullItems> {
        let nulls = self.nulls.as_deref()?;
        let found = nulls.iter().find(|(name, _)| *name == property);
        found.map(|(_, nulls)| nulls)
    }

    pub(crate) fn has_nulls(&self) -> bool {
        self.nulls.is_some()
    }

    pub(crate) fn set_nulls(&mut self, property: &'static str, nulls: NullItems) {
        let all = self.nulls.get_or_insert_default();
        let index = all.partition_point(|(name, _)| *name < property);
        all.insert(index, (property, nulls));
    }

    pub(crate) fn into_texts(self) -> Texts {
        self.texts
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Appends entries without a search for their keys; the reader checks all keys once, at the end.
    pub(crate) fn texts_mut(&mut self) -> &mut Texts {
        &mut self.texts
    }
}

impl<K: AsRef<str>, V: Into<Value>> FromIterator<(K, V)> for Annotations {
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
        self.texts.fmt(f)
    }
}

/// Whether a key is the control information `name` of `property` (empty: of the object): with `odata.` or without it, and
/// in any case, since some services send `@OData.Type`.
#[doc(hidden)]
pub fn is_control(key: &str, property: &str, name: &str) -> bool {
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

/// The qualified name in a type's text: `#ns.T`, `ns.T` and `https://host/$metadata#ns.T` all mean `ns.T`.
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
            assert!(annotations.get_raw("@ns.etag").is_some());
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
