//! A derived type that this client does not know.

use crate::annotations::{is_control, type_name};
use crate::context;
use crate::json::{DecodeError, from_json, to_json};
use crate::object::read::check_duplicates;
use crate::polymorphic::codec::{Replay, unplaced};
use crate::polymorphic::{Entries, FromEntries, Rest};
use crate::raw::{Json, Str, Text};
use crate::texts::{Texts, json_of, same_json};
use crate::wire::{Codec, Wire, serde_by_wire};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::fmt;

/// An object of a derived type that this client does not know: everything that was read, in order.
///
/// It is written back entry by entry. In the place of a union that a property tells apart, it may also be a value that is no
/// object ([`not_object`](Self::not_object)). Values are kept as text and compared as in a [`PropertyBag`](crate::PropertyBag).
///
/// ```
/// let text = br##"{"@odata.type":"#ns.new","a":1}"##;
/// let other: clientwright_values::other::Other = clientwright_values::from_json(text)?;
/// assert_eq!(other.type_name(), "ns.new");
/// assert_eq!(other.get::<i32>("a")?, Some(1));
/// assert_eq!(clientwright_values::to_json(&other)?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A program that knows more than its client reads it as a type of its own, or sends one:
///
/// ```
/// use clientwright_values::{self as rt, other::Other};
///
/// #[derive(Default)]
/// struct Reminder {
///     text: Option<String>,
///     additional_properties: rt::PropertyBag,
///     odata: Option<Box<rt::Annotations>>,
/// }
/// rt::object! { Reminder = "ns.reminder"; text = "text", }
///
/// let mut other = Other::new("ns.reminder");
/// other.insert("text", "Call back");
/// assert_eq!(rt::to_json(&other)?, br##"{"@odata.type":"#ns.reminder","text":"Call back"}"##);
///
/// let reminder: Reminder = other.downcast()?;
/// assert_eq!(reminder.text.as_deref(), Some("Call back"));
/// assert_eq!(other.insert("text", 5).as_deref(), Some(r#""Call back""#));
/// assert_eq!(other.downcast::<Reminder>().unwrap_err().path(), "text");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Other {
    texts: Texts,
    /// The JSON text of a value that is no object.
    whole: Option<Box<str>>,
}

impl Other {
    /// An object with this type annotation, to send one of a type without a struct in this client. The name is qualified;
    /// `#` is put in front where it is missing.
    ///
    /// ```
    /// let other = clientwright_values::other::Other::new("ns.new");
    /// assert_eq!(clientwright_values::to_json(&other)?, br##"{"@odata.type":"#ns.new"}"##);
    /// # Ok::<(), clientwright_values::json::EncodeError>(())
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Self {
        let text = if name.contains('#') {
            name.to_owned()
        } else {
            format!("#{name}")
        };
        let mut other = Self::default();
        other.insert("@odata.type", text);
        other
    }

    /// The qualified name of the type, without `#`; empty when the object names none.
    #[must_use]
    pub fn type_name(&self) -> &str {
        let index = self.texts.find(|key| is_control(key, "", "type"));
        let text = index.and_then(|index| self.texts.content(index));
        type_name(text.unwrap_or_default())
    }

    /// The value of a property, or of an annotation by its whole key, read as a `T`. `None` where there is none, or null.
    ///
    /// # Errors
    ///
    /// When the value is no `T`.
    pub fn get<T: Wire>(&self, key: &str) -> Result<Option<T>, DecodeError> {
        self.texts.read(self.texts.find(|entry| entry == key))
    }

    /// The JSON text of a property's value, or of an annotation's by its whole key.
    #[must_use]
    pub fn get_raw(&self, key: &str) -> Option<&str> {
        self.texts.json(key)
    }

    /// The JSON text of a value that is no object, and so has no entries. Numbers outside arrays are written anew, with the
    /// digits of a double where they are no 64-bit integers.
    #[must_use]
    pub fn not_object(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Sets an entry and returns the JSON text of what it was. A new one comes last. A value that was no object is one then.
    pub fn insert(&mut self, key: impl AsRef<str>, value: impl Into<Value>) -> Option<String> {
        let key = key.as_ref();
        self.whole = None;
        self.texts.set(key, &json_of(value), key.contains('@'))
    }

    /// Keys and JSON texts in order, annotations included.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter()
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
        match &self.whole {
            Some(json) => f.write_str(json),
            None => self.texts.fmt(f),
        }
    }
}

impl PartialEq for Other {
    fn eq(&self, other: &Self) -> bool {
        match (&self.whole, &other.whole) {
            (Some(a), Some(b)) => same_json(a, b),
            (None, None) => self.texts == other.texts,
            _ => false,
        }
    }
}

fn read_rest<'de, A: MapAccess<'de>>(mut texts: Texts, mut access: A) -> Result<Other, A::Error> {
    while let Some(key) = access.next_key_seed(Str)? {
        texts.begin(&key);
        let json = access
            .next_value_seed(Text)
            .map_err(|error| context::at_property("", &key, error))?;
        texts.finish(&json, key.contains('@'));
    }
    let other = Other { texts, whole: None };
    check_duplicates(other.type_name(), &other.texts)?;
    Ok(other)
}

impl FromEntries for Other {
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        match entries.rest {
            Rest::Streaming(read, access) if read.is_empty() => {
                read_rest(entries.annotations.into_texts(), access)
            }
            Rest::Buffered(rest) => {
                let texts = entries.annotations.into_texts();
                read_rest(texts, Replay::new(&rest)).map_err(unplaced)
            }
            Rest::Whole(json) => Ok(Self {
                texts: Texts::new(),
                whole: Some(json.into()),
            }),
            Rest::Streaming(..) => read_rest(Texts::new(), entries.into_map()),
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
                read_rest(Texts::new(), access)
            }
        }

        deserializer.deserialize_map(OtherVisitor)
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(json) = value.not_object() {
            return Json(json).serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(value.texts.len()))?;
        for (key, json) in value.iter() {
            map.serialize_entry(key, &Json(json))?;
        }
        map.end()
    }
}

serde_by_wire!(Other);
