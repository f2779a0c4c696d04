//! Enums of types that are distinguished by a tag of the object: `@odata.type`, or a property.
//!
//! [`Polymorphic`] has an example of the first. With a property, a variant is a type that does not declare it, and a union may have
//! a fallback of its own:
//!
//! ```
//! use clientwright_values::other::Other;
//! use clientwright_values::polymorphic::{Entries, FromEntries, Polymorphic, Tag};
//! use clientwright_values::{self as rt, de, ser};
//!
//! #[derive(Clone, PartialEq)]
//! struct Moved {
//!     to: String,
//!     rest: rt::PropertyBag,
//! }
//! rt::record! { Moved = "Moved"; to = "to" required, ; undeclared = [rest], nulls = [] }
//!
//! /// An event that this program is too old for.
//! #[derive(Clone, Debug, PartialEq)]
//! struct Unknown(Other);
//!
//! impl Unknown {
//!     fn is_urgent(&self) -> bool {
//!         self.0.get("urgent").is_ok_and(|urgent| urgent == Some(true))
//!     }
//! }
//!
//! impl FromEntries for Unknown {
//!     fn from_entries<'de, A: de::MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
//!         Other::from_entries(entries).map(Self)
//!     }
//! }
//!
//! #[derive(Clone, Debug, PartialEq)]
//! enum Event {
//!     Moved(Moved),
//!     Unknown(Unknown),
//! }
//!
//! impl Polymorphic for Event {
//!     const NAME: &'static str = "Event";
//!     const TAG: Tag = Tag::Discriminator("kind");
//!     const NAMES: &'static [&'static str] = &["moved"];
//!
//!     fn read<'de, A: de::MapAccess<'de>>(name: &str, entries: Entries<'de, A>) -> Result<Self, A::Error> {
//!         match name {
//!             // `write` adds the property, so that `rest` need not have it.
//!             "moved" => entries.without("kind").read().map(Self::Moved),
//!             _ => entries.read().map(Self::Unknown),
//!         }
//!     }
//!
//!     fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
//!         match self {
//!             Self::Moved(value) => rt::record::write_tagged(value, "kind", "moved", serializer),
//!             Self::Unknown(value) => rt::wire::write(&value.0, serializer),
//!         }
//!     }
//! }
//! rt::polymorphic!(Event);
//!
//! let text = br#"[{"kind":"moved","to":"Oslo"},{"kind":"lost","urgent":true}]"#;
//! let events: Vec<Event> = rt::from_json(text)?;
//! assert!(matches!(&events[0], Event::Moved(moved) if moved.to == "Oslo" && moved.rest.is_empty()));
//! assert!(matches!(&events[1], Event::Unknown(unknown) if unknown.is_urgent()));
//! assert_eq!(rt::to_json(&events)?, text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod codec;

use crate::annotations::{Annotations, is_control, type_name};
use crate::object::Object;
use crate::object::extras::extras_mut;
use crate::object::read::read_entries;
use crate::texts::string_content;
use codec::{Map, Replay, read_while, unplaced};
use serde::de::{Error, MapAccess};
use serde::ser::Serializer;
use std::borrow::Cow;
use std::fmt;

/// An abstract type as the generator emits it: an enum over its derived types.
/// [`polymorphic!`](macro@crate::polymorphic) makes it a [`Wire`](crate::Wire) value.
///
/// The derived type is named by `@odata.type`, with or without `#`, as a full URI or in 4.01's short spelling `@type`, or by a
/// property ([`TAG`](Self::TAG)). If only other annotations are before it, properties are read straight into the derived
/// type; otherwise the entries are kept as text until its name is known. Either way the result is the same.
///
/// With a property, a value that is no object at all is read as one of an unknown type; with `@odata.type` it is an error.
///
/// ```
/// use clientwright_values::{self as rt, de, ser};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Shape {
///     // … one variant for each derived type …
///     Other(rt::other::Other),
/// }
///
/// impl rt::polymorphic::Polymorphic for Shape {
///     const NAME: &'static str = "ns.shape";
///     fn read<'de, A: de::MapAccess<'de>>(name: &str, entries: rt::polymorphic::Entries<'de, A>) -> Result<Self, A::Error> {
///         match name {
///             // "ns.circle" => entries.read().map(Self::Circle),
///             _ => entries.read().map(Self::Other),
///         }
///     }
///     fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         match self {
///             Self::Other(value) => rt::wire::write(value, serializer),
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

    /// Reads the derived type called `name` (qualified, without `#`; empty when the object has none), or the type that a value
    /// of the property means.
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
    /// The control information `type` (OData JSON Format 4.01, 4.5.3).
    TypeControl,
    /// A property, anywhere in the object. `discriminator` of OpenAPI (3.1.1, 4.8.25).
    Discriminator(&'static str),
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
    /// The JSON text of a value that is no object.
    Whole(Cow<'de, str>),
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
    /// Reads the entries as this type.
    ///
    /// # Errors
    ///
    /// The deserializer's error.
    pub fn read<T: FromEntries>(self) -> Result<T, A::Error> {
        T::from_entries(self)
    }

    /// The entries but the first with this name that was read to find out the type: the union itself writes it.
    #[must_use]
    pub fn without(mut self, property: &str) -> Self {
        if let Rest::Streaming(entries, _) | Rest::Buffered(entries) = &mut self.rest
            && let Some(at) = entries.iter().position(|(key, _)| key == property)
        {
            entries.remove(at);
        }
        self
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
        let entries = match &rest {
            Rest::Streaming(entries, _) | Rest::Buffered(entries) => entries.as_slice(),
            Rest::Whole(_) => &[],
        };
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
            Rest::Whole(_) => (Vec::new(), None),
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
            Rest::Streaming(..) | Rest::Whole(_) => None,
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

/// What an abstract type can be read as: objects, [`Other`](crate::other::Other), and abstract types below it.
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
            Rest::Whole(_) => {
                let message = format_args!("a value that is no object is no {}", T::NAME);
                return Err(A::Error::custom(message));
            }
        }
        Ok(object)
    }
}
