//! Abstract types: one of several derived types, told apart by `@odata.type`.

use crate::annotations::{Annotations, is_control, type_name};
use crate::object::{Object, extras_mut, read_entries};
use crate::raw::{Str, Text};
use crate::texts::string_content;
use crate::wire::{Codec, TypeName};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serializer;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// An abstract type as the generator emits it: an enum over its derived types.
/// [`polymorphic!`](macro@crate::polymorphic) makes it a [`Wire`](crate::Wire) value.
///
/// The derived type is named by `@odata.type`, with or without `#`, as a full URI or in 4.01's short spelling `@type`.
/// Where only other annotations stand before it, properties are read straight into the derived type; else the entries
/// are kept as text until its name is known. Either way the result is the same.
///
/// ```
/// use clientwright_values::{self as rt, de, ser};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Shape {
///     // … one variant for each derived type …
///     Other(rt::Other),
/// }
///
/// impl rt::Polymorphic for Shape {
///     const NAME: &'static str = "ns.shape";
///     fn read<'de, A: de::MapAccess<'de>>(name: &str, entries: rt::Entries<'de, A>) -> Result<Self, A::Error> {
///         match name {
///             // "ns.circle" => entries.read().map(Self::Circle),
///             _ => entries.read().map(Self::Other),
///         }
///     }
///     fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         match self {
///             Self::Other(value) => rt::write(value, serializer),
///         }
///     }
/// }
/// rt::polymorphic!(Shape);
///
/// let text = br##"{"sides":3,"@odata.type":"#ns.triangle"}"##;
/// let Shape::Other(other) = rt::from_json::<Shape>(text)?;
/// assert_eq!(other.type_name(), "ns.triangle");
/// assert_eq!(other.get::<i32>("sides")?, Some(3));
/// assert_eq!(rt::to_json(&Shape::Other(other))?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 4.5.3 (`type`).
pub trait Polymorphic: Sized {
    /// The qualified name of the abstract type.
    const NAME: &'static str;

    /// The names that [`read`](Self::read) knows. A type that is named in another case is read as the one of these.
    const NAMES: &'static [&'static str] = &[];

    /// Reads the derived type called `name` (qualified, without `#`; empty when the object names none).
    ///
    /// # Errors
    ///
    /// The deserializer's error.
    fn read<'de, A: MapAccess<'de>>(name: &str, entries: Entries<'de, A>)
    -> Result<Self, A::Error>;

    /// Writes the derived type.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The entries of an object whose type was just found out.
pub struct Entries<'de, A> {
    /// What was read before the type was known and annotates the object; with the type itself.
    pub(crate) annotations: Annotations,
    pub(crate) rest: Rest<'de, A>,
}

pub(crate) enum Rest<'de, A> {
    /// Not read yet.
    Streaming(A),
    /// Read until the end, since the type did not come first: keys and JSON texts, borrowed where the input is a text.
    Buffered(Vec<Buffered<'de>>),
}

type Buffered<'de> = (Cow<'de, str>, Cow<'de, str>);

impl<A> fmt::Debug for Entries<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries")
            .field("annotations", &self.annotations)
            .finish_non_exhaustive()
    }
}

impl<'de, A: MapAccess<'de>> Entries<'de, A> {
    /// Reads the entries as the given type.
    ///
    /// # Errors
    ///
    /// The deserializer's error.
    pub fn read<T: FromEntries>(self) -> Result<T, A::Error> {
        T::from_entries(self)
    }

    /// The name of the derived type, without `#`, as the metadata has it where it is one of `names` in whatever case; empty
    /// when there is none.
    fn type_name(&self, names: &'static [&'static str]) -> Cow<'static, str> {
        let buffered = match &self.rest {
            Rest::Streaming(_) => None,
            Rest::Buffered(entries) => entries
                .iter()
                .find(|(key, _)| is_control(key, "", "type"))
                .and_then(|(_, json)| string_content(json)),
        };
        let text = self.annotations.odata_type();
        let text = text.or(buffered.as_deref()).unwrap_or_default();
        let name = type_name(text);
        let known = names
            .iter()
            .find(|known| **known == name)
            .or_else(|| names.iter().find(|known| known.eq_ignore_ascii_case(name)));
        match known {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(name.to_owned()),
        }
    }
}

/// What an abstract type can be read as: objects, [`Other`](crate::Other), and abstract types below it.
pub trait FromEntries: Sized {
    /// Reads the entries.
    ///
    /// # Errors
    ///
    /// The deserializer's error.
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error>;
}

impl<T: Object> FromEntries for T {
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        let mut object = T::default();
        if !entries.annotations.is_empty() {
            *extras_mut(&mut object).1 = Some(Box::new(entries.annotations));
        }
        match entries.rest {
            Rest::Streaming(access) => read_entries(&mut object, access)?,
            Rest::Buffered(rest) => {
                read_entries(&mut object, Replay::new(&rest)).map_err(unplaced)?;
            }
        }
        Ok(object)
    }
}

/// Reads an abstract type below another; what [`polymorphic!`](macro@crate::polymorphic) calls.
///
/// # Errors
///
/// The deserializer's error.
pub fn from_entries<'de, T: Polymorphic, A: MapAccess<'de>>(
    entries: Entries<'de, A>,
) -> Result<T, A::Error> {
    T::read(&entries.type_name(T::NAMES), entries)
}

/// The codec of every abstract type.
#[derive(Debug)]
pub enum AsPolymorphic {}

impl<T: Polymorphic> Codec<T> for AsPolymorphic {
    type NonNull = T;

    const TYPE: TypeName = TypeName::Object(T::NAME);

    /// The object of an abstract type is told by the type that it names.
    fn declares(_: &str) -> Option<bool> {
        Some(false)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(PolymorphicVisitor(PhantomData))
    }

    fn read_item_or_null<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<bool, D::Error> {
        deserializer.deserialize_any(ItemOrNull(items))
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write(serializer)
    }
}

struct PolymorphicVisitor<T>(PhantomData<T>);

impl<'de, T: Polymorphic> Visitor<'de> for PolymorphicVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        from_entries(read_until_type(T::NAME, access)?)
    }
}

/// Reads an item of a collection, and tells whether there is one.
struct ItemOrNull<'a, T>(&'a mut Vec<T>);

impl<'de, T: Polymorphic> Visitor<'de> for ItemOrNull<'_, T> {
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

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<bool, A::Error> {
        let item = from_entries(read_until_type(T::NAME, access)?)?;
        self.0.push(item);
        Ok(true)
    }
}

fn read_until_type<'de, A: MapAccess<'de>>(
    type_name: &str,
    mut access: A,
) -> Result<Entries<'de, A>, A::Error> {
    let mut annotations = Annotations::new();
    while let Some(key) = access.next_key_seed(Str)? {
        if !key.starts_with('@') {
            let rest = buffer(type_name, key, access)?;
            return Ok(Entries {
                annotations,
                rest: Rest::Buffered(rest),
            });
        }
        let json = at(type_name, &key, access.next_value_seed(Text))?;
        annotations.texts_mut().begin(&key);
        annotations.texts_mut().finish(&json, true);
        if is_control(&key, "", "type") {
            return Ok(Entries {
                annotations,
                rest: Rest::Streaming(access),
            });
        }
    }
    Ok(Entries {
        annotations,
        rest: Rest::Buffered(Vec::new()),
    })
}

fn buffer<'de, A: MapAccess<'de>>(
    type_name: &str,
    first: Cow<'de, str>,
    mut access: A,
) -> Result<Vec<Buffered<'de>>, A::Error> {
    // Room for most objects, which then takes one allocation.
    let mut entries = Vec::with_capacity(16);
    let mut next = Some(first);
    while let Some(key) = next {
        let json = at(type_name, &key, access.next_value_seed(Text))?;
        entries.push((key, json));
        next = access.next_key_seed(Str)?;
    }
    Ok(entries)
}

fn at<T, E: Error>(type_name: &str, key: &str, result: Result<T, E>) -> Result<T, E> {
    result.map_err(|error| crate::context::at_property(type_name, key, error))
}

/// The error of a replay: its line and column count from the start of the value's text, which helps nobody.
#[cold]
pub(crate) fn unplaced<E: Error>(error: serde_json::Error) -> E {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    E::custom(text.strip_suffix(&place).unwrap_or(&text))
}

/// Reads buffered entries once more, now that the type is known.
pub(crate) struct Replay<'a> {
    entries: std::slice::Iter<'a, Buffered<'a>>,
    json: &'a str,
}

impl<'a> Replay<'a> {
    pub(crate) fn new(entries: &'a [Buffered<'a>]) -> Self {
        Self {
            entries: entries.iter(),
            json: "",
        }
    }
}

impl<'a> MapAccess<'a> for Replay<'a> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let Some((key, json)) = self.entries.next() else {
            return Ok(None);
        };
        self.json = json;
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        seed.deserialize(&mut serde_json::Deserializer::from_str(self.json))
    }
}
