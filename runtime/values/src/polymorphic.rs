//! Enums of types that an object tells apart by a tag: `@odata.type`, or a property.

use crate::annotations::{Annotations, is_control, type_name};
use crate::object::{Object, extras_mut, read_entries};
use crate::raw::{Str, Text};
use crate::texts::string_content;
use crate::wire::{Codec, TypeName};
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serializer;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// An abstract type as the generator emits it: an enum over its derived types.
/// [`polymorphic!`](macro@crate::polymorphic) makes it a [`Wire`](crate::Wire) value.
///
/// The derived type is named by `@odata.type`, with or without `#`, as a full URI or in 4.01's short spelling `@type`, or by a
/// property ([`TAG`](Self::TAG)). Where only other annotations stand before it, properties are read straight into the derived
/// type; else the entries are kept as text until its name is known. Either way the result is the same.
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

    /// What names the type.
    const TAG: Tag = Tag::TypeControl;

    /// The names that [`read`](Self::read) knows. A type that control information names in another case is read as the one of
    /// these.
    const NAMES: &'static [&'static str] = &[];

    /// Reads the derived type called `name` (qualified, without `#`; empty when the object names none), or the one that a value
    /// of the property stands for.
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

/// What names the type of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The control information `type` (OData JSON Format 4.01, 4.6.3).
    TypeControl,
    /// A property, wherever it stands in the object. `discriminator` of OpenAPI (3.1.1, 4.8.25).
    Property(&'static str),
}

/// The entries of an object whose type was just found out.
pub struct Entries<'de, A> {
    /// What was read before the type was known and annotates the object; with the type itself.
    pub(crate) annotations: Annotations,
    pub(crate) rest: Rest<'de, A>,
}

pub(crate) enum Rest<'de, A> {
    /// Some were read, on the way to the type; the others were not.
    Streaming(Vec<Buffered<'de>>, A),
    /// Read until the end, since the type did not come first: keys and JSON texts, borrowed where the input is a text.
    Buffered(Vec<Buffered<'de>>),
}

pub(crate) type Buffered<'de> = (Cow<'de, str>, Cow<'de, str>);

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

    /// The entries, when all were read that come after those that were looked at.
    fn buffered(self, type_name: &str) -> Result<Self, A::Error> {
        let rest = match self.rest {
            Rest::Streaming(mut entries, access) if !entries.is_empty() => {
                read_while(type_name, &mut entries, access, |_| true)?;
                Rest::Buffered(entries)
            }
            rest => rest,
        };
        let annotations = self.annotations;
        Ok(Self { annotations, rest })
    }

    /// The entries, when the value of a property is among those that were read, if there is one; and that value.
    fn until(self, type_name: &str, property: &str) -> Result<(Self, String), A::Error> {
        let is_tag = |entries: &[Buffered<'_>]| entries.iter().any(|(key, _)| key == property);
        let rest = match self.rest {
            Rest::Streaming(mut entries, access) if !is_tag(&entries) => {
                let rest = read_while(type_name, &mut entries, access, |key| key != property)?;
                match rest {
                    Some(access) => Rest::Streaming(entries, access),
                    None => Rest::Buffered(entries),
                }
            }
            rest => rest,
        };
        let (Rest::Streaming(entries, _) | Rest::Buffered(entries)) = &rest;
        let json = entries.iter().find(|(key, _)| key == property);
        let value = json.and_then(|(_, json)| string_content(json));
        let value = value.unwrap_or_default().into_owned();
        let annotations = self.annotations;
        Ok((Self { annotations, rest }, value))
    }

    /// All entries, from the first.
    pub(crate) fn into_map(self) -> Map<'de, A> {
        let (entries, rest) = match self.rest {
            Rest::Streaming(entries, access) => (entries, Some(access)),
            Rest::Buffered(entries) => (entries, None),
        };
        let own = |text: &str| Cow::Owned(text.to_owned());
        let annotations = self.annotations.into_texts();
        let annotations = annotations.iter().map(|(key, json)| (own(key), own(json)));
        let entries: Vec<Buffered<'de>> = annotations.chain(entries).collect();
        Map {
            entries: entries.into_iter(),
            json: None,
            rest,
        }
    }

    /// The name of the derived type, without `#`, as the metadata has it where it is one of `names` in whatever case; empty
    /// when there is none.
    fn type_name(&self, names: &'static [&'static str]) -> Cow<'static, str> {
        let buffered = match &self.rest {
            Rest::Streaming(..) => None,
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
        let entries = entries.buffered(T::NAME)?;
        let mut object = T::default();
        if !entries.annotations.is_empty() {
            *extras_mut(&mut object).1 = Some(Box::new(entries.annotations));
        }
        match entries.rest {
            Rest::Streaming(_, access) => read_entries(&mut object, access)?,
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
    match T::TAG {
        Tag::TypeControl => {
            let entries = entries.buffered(T::NAME)?;
            T::read(&entries.type_name(T::NAMES), entries)
        }
        Tag::Property(property) => {
            let (entries, value) = entries.until(T::NAME, property)?;
            T::read(&value, entries)
        }
    }
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
        from_entries(read_until_type::<T, A>(access)?)
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
        let item = from_entries(read_until_type::<T, A>(access)?)?;
        self.0.push(item);
        Ok(true)
    }
}

fn read_until_type<'de, T: Polymorphic, A: MapAccess<'de>>(
    access: A,
) -> Result<Entries<'de, A>, A::Error> {
    match T::TAG {
        Tag::TypeControl => read_until_type_control(T::NAME, access),
        Tag::Property(_) => Ok(Entries {
            annotations: Annotations::new(),
            rest: Rest::Streaming(Vec::new(), access),
        }),
    }
}

fn read_until_type_control<'de, A: MapAccess<'de>>(
    type_name: &str,
    mut access: A,
) -> Result<Entries<'de, A>, A::Error> {
    let mut annotations = Annotations::new();
    while let Some(key) = access.next_key_seed(Str)? {
        if !key.starts_with('@') {
            // Room for most objects, which then takes one allocation.
            let mut rest = Vec::with_capacity(16);
            let json = at(type_name, &key, access.next_value_seed(Text))?;
            rest.push((key, json));
            read_while(type_name, &mut rest, access, |_| true)?;
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
                rest: Rest::Streaming(Vec::new(), access),
            });
        }
    }
    Ok(Entries {
        annotations,
        rest: Rest::Buffered(Vec::new()),
    })
}

/// Reads entries, the last of which is the first that is not wanted. Gives back what has the others, unless there are none.
fn read_while<'de, A: MapAccess<'de>>(
    type_name: &str,
    entries: &mut Vec<Buffered<'de>>,
    mut access: A,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<A>, A::Error> {
    while let Some(key) = access.next_key_seed(Str)? {
        let json = at(type_name, &key, access.next_value_seed(Text))?;
        let is_last = !wanted(&key);
        entries.push((key, json));
        if is_last {
            return Ok(Some(access));
        }
    }
    Ok(None)
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

/// Entries that were read, and then those that were not.
pub(crate) struct Map<'de, A> {
    entries: std::vec::IntoIter<Buffered<'de>>,
    /// The value whose key was given out.
    json: Option<Cow<'de, str>>,
    rest: Option<A>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Map<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if let Some((key, json)) = self.entries.next() {
            self.json = Some(json);
            return seed.deserialize(StrDeserializer::new(&key)).map(Some);
        }
        match &mut self.rest {
            Some(rest) => rest.next_key_seed(seed),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        match (self.json.take(), &mut self.rest) {
            (Some(Cow::Borrowed(json)), _) => {
                let mut json = serde_json::Deserializer::from_str(json);
                seed.deserialize(&mut json).map_err(unplaced)
            }
            (Some(Cow::Owned(json)), _) => {
                let mut json = serde_json::Deserializer::from_reader(json.as_bytes());
                seed.deserialize(&mut json).map_err(unplaced)
            }
            (None, Some(rest)) => rest.next_value_seed(seed),
            (None, None) => Err(A::Error::custom("a value comes after its key")),
        }
    }
}
