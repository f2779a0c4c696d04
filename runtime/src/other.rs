//! A derived type that this client does not know.

use crate::annotations::{is_control, type_name};
use crate::bag;
use crate::json::{DecodeError, from_json, to_json};
use crate::object::check_duplicates;
use crate::polymorphic::{Entries, FromEntries, Replay, Rest, unplaced};
use crate::wire::{Codec, Wire, serde_by_wire};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use std::fmt;

/// An object of a derived type that this client does not know: everything that was read, in order.
///
/// It is written back entry by entry. What [`PropertyBag`](crate::PropertyBag) says about values holds here too.
///
/// ```
/// let text = br##"{"@odata.type":"#ns.new","a":1}"##;
/// let other: odata_runtime::Other = odata_runtime::from_json(text)?;
/// assert_eq!(other.type_name(), "ns.new");
/// assert_eq!(other.get("a").unwrap(), 1);
/// assert_eq!(odata_runtime::to_json(&other)?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Other {
    entries: Vec<(String, Value)>,
}

impl Other {
    /// An object that says to be of this type, to send one that this client has no struct for. The name is qualified;
    /// `#` is put in front where it is missing.
    ///
    /// ```
    /// let other = odata_runtime::Other::new("ns.new");
    /// assert_eq!(odata_runtime::to_json(&other)?, br##"{"@odata.type":"#ns.new"}"##);
    /// # Ok::<(), odata_runtime::EncodeError>(())
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Self {
        let text = if name.contains('#') {
            name.to_owned()
        } else {
            format!("#{name}")
        };
        Self {
            entries: vec![("@odata.type".to_owned(), Value::String(text))],
        }
    }

    /// The qualified name of the type, without `#`; empty when the object names none.
    #[must_use]
    pub fn type_name(&self) -> &str {
        let mut entries = self.entries.iter();
        let text = entries
            .find(|(key, _)| is_control(key, "", "type"))
            .and_then(|(_, value)| value.as_str());
        type_name(text.unwrap_or_default())
    }

    /// The value of a property, or of an annotation by its whole key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        bag::find(&self.entries, key)
            .and_then(|index| self.entries.get(index))
            .map(|(_, value)| value)
    }

    /// Sets an entry and returns what it was. A new one comes last.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        bag::insert(&mut self.entries, key.into(), value.into())
    }

    /// Keys and values in order, annotations included.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries
            .iter()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// Reads the object as a type that the caller knows it to be.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn downcast<T: Wire>(&self) -> Result<T, DecodeError> {
        let text = to_json(self).map_err(|error| DecodeError::from_text(&error.to_string()))?;
        from_json(&text)
    }
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Equal when the entries are, in whatever order.
impl PartialEq for Other {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries || bag::sorted(&self.entries) == bag::sorted(&other.entries)
    }
}

fn read_rest<'de, A: MapAccess<'de>>(
    entries: Vec<(String, Value)>,
    mut access: A,
) -> Result<Other, A::Error> {
    let mut other = Other { entries };
    while let Some(entry) = access.next_entry()? {
        other.entries.push(entry);
    }
    check_duplicates(other.type_name(), &other.entries)?;
    Ok(other)
}

impl FromEntries for Other {
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        match entries.rest {
            Rest::Streaming(access) => read_rest(entries.annotations, access),
            Rest::Buffered(rest) => {
                read_rest(entries.annotations, Replay::new(&rest)).map_err(unplaced)
            }
        }
    }
}

impl Wire for Other {
    type Codec = Self;
}

impl Codec<Self> for Other {
    type NonNull = Self;

    const IS_OBJECT: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OtherVisitor;

        impl<'de> Visitor<'de> for OtherVisitor {
            type Value = Other;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Other, A::Error> {
                read_rest(Vec::new(), access)
            }
        }

        deserializer.deserialize_map(OtherVisitor)
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(value.entries.len()))?;
        for (key, value) in &value.entries {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

serde_by_wire!(Other);
