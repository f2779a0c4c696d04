//! Abstract types: one of several derived types, told apart by `@odata.type`.

use crate::annotations::{Annotations, is_control, type_name};
use crate::object::{Object, extras_mut, read_entries};
use crate::raw::Raw;
use crate::wire::{Codec, TypeName};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde_json::Value;
use serde_json::value::RawValue;
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
/// use odata_runtime::{self as rt, de, ser};
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
/// assert_eq!(other.get("sides").unwrap(), 3);
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
    pub(crate) annotations: Vec<(String, Value)>,
    pub(crate) rest: Rest<A>,
    pub(crate) marker: PhantomData<&'de ()>,
}

pub(crate) enum Rest<A> {
    /// Not read yet.
    Streaming(A),
    /// Read until the end, since the type did not come first.
    Buffered(Vec<(String, Box<RawValue>)>),
}

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

    /// The name of the derived type, without `#`; empty when there is none.
    fn type_name(&self) -> String {
        let of_annotations = self
            .annotations
            .iter()
            .find(|(key, _)| is_control(key, "", "type"));
        let text = match (of_annotations, &self.rest) {
            (Some((_, value)), _) => value.as_str().map(ToOwned::to_owned),
            (None, Rest::Streaming(_)) => None,
            (None, Rest::Buffered(entries)) => entries
                .iter()
                .find(|(key, _)| is_control(key, "", "type"))
                .and_then(|(_, raw)| serde_json::from_str::<String>(raw.get()).ok()),
        };
        text.map_or_else(String::new, |text| type_name(&text).to_owned())
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
            *extras_mut(&mut object).1 = Some(Box::new(Annotations::from(entries.annotations)));
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
    let name = entries.type_name();
    T::read(declared(T::NAMES, &name), entries)
}

/// The name as the metadata has it, where it is known in another case.
fn declared<'a>(names: &[&'a str], name: &'a str) -> &'a str {
    if names.contains(&name) {
        return name;
    }
    let mut same = names
        .iter()
        .filter(|known| known.eq_ignore_ascii_case(name));
    same.next().copied().unwrap_or(name)
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

fn read_until_type<'de, A: MapAccess<'de>>(
    type_name: &str,
    mut access: A,
) -> Result<Entries<'de, A>, A::Error> {
    let mut annotations = Vec::new();
    while let Some(key) = access.next_key::<String>()? {
        if !key.starts_with('@') {
            let rest = buffer(type_name, key, access)?;
            return Ok(Entries {
                annotations,
                rest: Rest::Buffered(rest),
                marker: PhantomData,
            });
        }
        let value = at(type_name, &key, access.next_value())?;
        let is_type = is_control(&key, "", "type");
        annotations.push((key, value));
        if is_type {
            return Ok(Entries {
                annotations,
                rest: Rest::Streaming(access),
                marker: PhantomData,
            });
        }
    }
    Ok(Entries {
        annotations,
        rest: Rest::Buffered(Vec::new()),
        marker: PhantomData,
    })
}

fn buffer<'de, A: MapAccess<'de>>(
    type_name: &str,
    first: String,
    mut access: A,
) -> Result<Vec<(String, Box<RawValue>)>, A::Error> {
    let mut entries = Vec::new();
    let mut next = Some(first);
    while let Some(key) = next {
        let Raw(value) = at(type_name, &key, access.next_value())?;
        entries.push((key, value));
        next = access.next_key()?;
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
    entries: std::slice::Iter<'a, (String, Box<RawValue>)>,
    value: &'a str,
}

impl<'a> Replay<'a> {
    pub(crate) fn new(entries: &'a [(String, Box<RawValue>)]) -> Self {
        Self {
            entries: entries.iter(),
            value: "",
        }
    }
}

impl<'a> MapAccess<'a> for Replay<'a> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = value.get();
        seed.deserialize(key.as_str().into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        seed.deserialize(&mut serde_json::Deserializer::from_str(self.value))
    }
}
