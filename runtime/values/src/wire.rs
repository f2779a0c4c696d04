//! The forms of values in requests and responses: JSON in bodies, literals in URLs.
//!
//! Every value type of generated code implements [`Wire`]. It is not [`serde::Deserialize`] because OData and Rust
//! disagree on primitives: `Edm.Double` is `"INF"` on the wire where serde_json writes `null`, and `Edm.Int64` may
//! arrive as a string. Types that this crate or generated code declares implement both, with the same text.
//!
//! A type of a program's own, in JSON and in URLs:
//!
//! ```
//! use clientwright_values::wire::{
//!     Argument, Codec, EnumLiterals, Literal, LiteralSource, TypeName, Wire, literal_argument,
//! };
//! use clientwright_values::{de, from_json, literal, ser, to_json};
//!
//! /// A version of a document, `3.1` on the wire, where the service declares a type for it.
//! #[derive(Clone, Debug, PartialEq)]
//! struct Version(u32, u32);
//!
//! impl std::fmt::Display for Version {
//!     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
//!         write!(f, "{}.{}", self.0, self.1)
//!     }
//! }
//!
//! impl Wire for Version {
//!     type Codec = Self;
//! }
//!
//! impl Codec<Self> for Version {
//!     type NonNull = Self;
//!
//!     const TYPE: TypeName = TypeName::Value("ns.version");
//!
//!     fn read<'de, D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
//!         let text = <String as Wire>::read(deserializer)?;
//!         let parts = text.split_once('.').and_then(|(major, minor)| {
//!             Some(Self(major.parse().ok()?, minor.parse().ok()?))
//!         });
//!         parts.ok_or_else(|| de::Error::custom("a version has two numbers"))
//!     }
//!
//!     fn write<S: ser::Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
//!         value.to_string().write(serializer)
//!     }
//!
//!     fn argument(value: &Self, enums: EnumLiterals) -> Argument {
//!         literal_argument(value, enums)
//!     }
//! }
//!
//! impl LiteralSource for Version {}
//!
//! impl Literal for Version {
//!     fn write_literal(&self, out: &mut String, enums: EnumLiterals) {
//!         self.to_string().write_literal(out, enums);
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let versions: Vec<Version> = from_json(br#"["3.1","2.0"]"#)?;
//! assert_eq!(to_json(&versions)?, br#"["3.1","2.0"]"#);
//! let error = from_json::<Vec<Version>>(br#"["3"]"#).unwrap_err();
//! assert_eq!(error.path(), "[0]");
//! assert!(error.message().starts_with("a version has two numbers"));
//!
//! // Of a key and of a function call; a collection has no literal, and goes through an alias.
//! assert_eq!(literal(versions[0].clone()), literal("3.1"));
//! let enums = EnumLiterals::Unqualified;
//! assert_eq!(versions[0].argument(enums), Argument::Literal("'3.1'".to_owned()));
//! assert_eq!(versions.argument(enums), Argument::Json(r#"["3.1","2.0"]"#.to_owned()));
//! assert_eq!(<Version as Wire>::TYPE.get(), Some("ns.version"));
//! # Ok(()) }
//! ```

mod adapters;
mod containers;
pub(crate) mod integer;
mod number;
mod primitive;

use crate::annotations::NullItems;
use serde::{Deserializer, Serializer};
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

pub use crate::literal::{IntoKey, KeyLiteral, LiteralSource, Sortable, literal};
pub use adapters::{AsWire, Seed};
pub(crate) use adapters::{WithNulls, serde_by_wire};
pub use primitive::write_string_literal;

/// How enumeration values are written in URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnumLiterals {
    /// `Namespace.Type'member'`, as OData 4.0 requires.
    Qualified,
    /// `'member'`, which 4.01 allows and Microsoft Graph requires.
    Unqualified,
}

/// A value as an argument of a function call in a URL, not yet percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A literal that is allowed between the parentheses.
    Literal(String),
    /// JSON text, which must go through a parameter alias.
    Json(String),
}

/// The qualified name of a type, where it has one of its own: collections have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeName {
    /// A type without a name, or with a name that depends on the property.
    None,
    /// A primitive type, a type definition or an enumeration.
    Value(&'static str),
    /// A complex or an entity type.
    Object(&'static str),
}

impl TypeName {
    /// The name; `None` where there is none.
    #[must_use]
    pub const fn get(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Value(name) | Self::Object(name) => Some(name),
        }
    }
}

/// A value that can be read from and written to JSON as OData prescribes.
///
/// Its [`Codec`] reads and writes it; the methods here follow from that. The macros
/// [`object!`](macro@crate::object), [`polymorphic!`](macro@crate::polymorphic),
/// [`enumeration!`](macro@crate::enumeration) and [`flags!`](macro@crate::flags) implement it for generated types; this
/// crate does so for primitives, `Option`, `Vec`, `Box`, [`One`](crate::One), [`Many`](crate::Many) and
/// [`serde_json::Value`].
///
/// A value is plain data: it can be cloned, compared, shown and sent to another thread, and borrows nothing.
///
/// ```
/// let numbers: Vec<f64> = clientwright_values::from_json(br#"[1, "INF", "2.5"]"#)?;
/// assert_eq!(numbers, [1.0, f64::INFINITY, 2.5]);
/// assert_eq!(clientwright_values::to_json(&numbers)?, br#"[1.0,"INF",2.5]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 7.1.
pub trait Wire: Clone + PartialEq + fmt::Debug + Send + Sync + 'static {
    /// What reads and writes such values: the type itself where it is the only one of its kind, a codec of this crate
    /// for generated types. So each of those needs one line, and no function that would have to be compiled.
    type Codec: Codec<Self>;

    /// The name of the type in the metadata, for type casts.
    const TYPE: TypeName = <Self::Codec as Codec<Self>>::TYPE;

    /// Whether the value itself is the body of a response, as entities and complex values are; other values are in the
    /// `value` member of an object (OData JSON 4.01, 11 and 14).
    const IS_OBJECT: bool = <Self::Codec as Codec<Self>>::IS_OBJECT;

    /// The name of the type annotation that each of its values must have: that of a member of a hierarchy
    /// ([`Object::WRITE_TYPE`](crate::Object::WRITE_TYPE)).
    const WRITTEN_TYPE: Option<&'static str> = <Self::Codec as Codec<Self>>::WRITTEN_TYPE;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// The deserializer's error when the input is not of this type.
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::Codec::read(deserializer)
    }

    /// Reads the value to the end of a collection: large objects are then not moved.
    ///
    /// ```
    /// use clientwright_values::Wire;
    /// use serde_json::Deserializer;
    ///
    /// /// Values from a file with one on each line, behind those of other files.
    /// fn append<T: Wire>(lines: &str, all: &mut Vec<T>) -> Result<(), serde_json::Error> {
    ///     lines.lines().try_for_each(|line| T::read_item(&mut Deserializer::from_str(line), all))
    /// }
    ///
    /// let mut all = vec![1.5];
    /// append("2\n\"INF\"\n", &mut all)?;
    /// assert_eq!(all, [1.5, 2.0, f64::INFINITY]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); the collection may then have an item of which only a part was read.
    #[inline]
    fn read_item<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<Self>,
    ) -> Result<(), D::Error> {
        Self::Codec::read_item(deserializer, items)
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::Codec::write(self, serializer)
    }

    /// The value itself, which [`One`](crate::One) and [`Many`](crate::Many) contain.
    #[doc(hidden)]
    fn content(&self) -> &dyn Any {
        self
    }

    /// The value as an argument of a function call: a literal where it has one, else JSON for a parameter alias.
    ///
    /// OData URL Conventions 4.01, 5.3.
    fn argument(&self, enums: EnumLiterals) -> Argument {
        Self::Codec::argument(self, enums)
    }
}

/// How values of the type `T` are read and written.
///
/// A type that is like no other is its own codec:
///
/// ```
/// use clientwright_values::wire::{Codec, Wire};
/// use clientwright_values::{de, ser};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Percent(u8);
///
/// impl Wire for Percent {
///     type Codec = Self;
/// }
///
/// impl Codec<Self> for Percent {
///     type NonNull = Self;
///     fn read<'de, D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         <u8 as Wire>::read(deserializer).map(Self)
///     }
///
///     fn write<S: ser::Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
///         Wire::write(&value.0, serializer)
///     }
/// }
///
/// let percents: Vec<Percent> = clientwright_values::from_json(b"[5]")?;
/// assert_eq!(percents, [Percent(5)]);
/// # Ok::<(), clientwright_values::json::DecodeError>(())
/// ```
pub trait Codec<T> {
    /// What is left of the type without null: for `Option<V>` it is `V`, for any other type that type. It is what
    /// conditions on the elements of a collection are about (`any` of a property).
    type NonNull;

    /// The name of the type in the metadata.
    const TYPE: TypeName = TypeName::None;

    /// The name of the type annotation that each value must have; see [`Wire::WRITTEN_TYPE`].
    const WRITTEN_TYPE: Option<&'static str> = None;

    /// Whether the value itself is the body of a response; see [`Wire::IS_OBJECT`].
    const IS_OBJECT: bool = matches!(Self::TYPE, TypeName::Object(_));

    /// Whether the type takes any JSON.
    #[doc(hidden)]
    const IS_ANY: bool = false;

    /// Whether objects of the type declare a property, which distinguishes them from other objects. `None`: the type
    /// accepts any property, so they are not distinguished.
    #[doc(hidden)]
    fn declares(property: &str) -> Option<bool> {
        let _ = property;
        None
    }

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// The deserializer's error when the input is not of the type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// Reads a value to the end of a collection. Codecs of large types override this, to read the value where it stays:
    ///
    /// ```
    /// use clientwright_values::wire::{Codec, Wire};
    /// use clientwright_values::{de, from_json, ser};
    ///
    /// /// A block of samples: 4 KiB, that should not be moved.
    /// #[derive(Clone, Debug, PartialEq)]
    /// struct Block([i64; 512]);
    ///
    /// impl Wire for Block {
    ///     type Codec = Self;
    /// }
    ///
    /// impl Codec<Self> for Block {
    ///     type NonNull = Self;
    ///
    ///     fn read<'de, D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
    ///         let mut block = Self([0; 512]);
    ///         deserializer.deserialize_seq(Fill(&mut block)).map(|()| block)
    ///     }
    ///
    ///     fn read_item<'de, D: de::Deserializer<'de>>(
    ///         deserializer: D,
    ///         items: &mut Vec<Self>,
    ///     ) -> Result<(), D::Error> {
    ///         let index = items.len();
    ///         items.push(Self([0; 512]));
    ///         deserializer.deserialize_seq(Fill(&mut items[index]))
    ///     }
    ///
    ///     fn write<S: ser::Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
    ///         value.0.to_vec().write(serializer)
    ///     }
    /// }
    ///
    /// struct Fill<'a>(&'a mut Block);
    ///
    /// impl<'de> de::Visitor<'de> for Fill<'_> {
    ///     type Value = ();
    ///
    ///     fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    ///         f.write_str("at most 512 samples")
    ///     }
    ///
    ///     fn visit_seq<A: de::SeqAccess<'de>>(self, mut samples: A) -> Result<(), A::Error> {
    ///         let mut read = 0;
    ///         while let Some(sample) = samples.next_element()? {
    ///             match self.0.0.get_mut(read) {
    ///                 Some(place) => *place = sample,
    ///                 None => return Err(de::Error::invalid_length(read + 1, &self)),
    ///             }
    ///             read += 1;
    ///         }
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let blocks: Vec<Block> = from_json(b"[[7,8],[9]]")?;
    /// assert_eq!(blocks[0].0[..3], [7, 8, 0]);
    /// assert_eq!(blocks[1].0[..3], [9, 0, 0]);
    /// # Ok::<(), clientwright_values::json::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); the collection may then have an item of which only a part was read.
    #[inline]
    fn read_item<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<(), D::Error> {
        items.push(Self::read(deserializer)?);
        Ok(())
    }

    /// Reads an item of a collection, or returns that it is null.
    ///
    /// Codecs of objects override this without `deserialize_option`, by which the collection itself was read: rustc
    /// would count that function twice for each object on a path of calls, on which it may occur at most 128 times.
    ///
    /// # Errors
    ///
    /// As [`read_item`](Self::read_item).
    #[doc(hidden)]
    #[inline]
    fn read_item_or_null<'de, D: Deserializer<'de>>(
        deserializer: D,
        items: &mut Vec<T>,
    ) -> Result<bool, D::Error> {
        deserializer.deserialize_option(containers::ItemOrNull::<T, Self> {
            items,
            codec: PhantomData,
        })
    }

    /// Whether null is a value of the type. Of a collection of any others, null items are left out when a property is
    /// read.
    const HAS_NULL: bool = false;

    /// Whether the type is such a collection.
    #[doc(hidden)]
    const LEAVES_OUT_NULLS: bool = false;

    /// Reads the value of a property, and records which items of a collection were null and left out.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    #[doc(hidden)]
    #[inline]
    fn read_in_field<'de, D: Deserializer<'de>>(
        deserializer: D,
        nulls: &mut NullItems,
    ) -> Result<T, D::Error> {
        let _ = nulls;
        Self::read(deserializer)
    }

    /// Writes a value.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// Writes a collection with the null items that were left out of it, while it has the length that was read.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    #[doc(hidden)]
    fn write_with_nulls<S: Serializer>(
        value: &T,
        nulls: &NullItems,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let _ = nulls;
        Self::write(value, serializer)
    }

    /// A value as an argument of a function call.
    ///
    /// Unless overridden, JSON as [`to_request_json`](crate::to_request_json) writes it. A codec whose `write` can fail
    /// must override this method; the provided one then passes JSON's `null`.
    ///
    /// OData URL Conventions 4.01, 5.3.
    fn argument(value: &T, enums: EnumLiterals) -> Argument
    where
        T: Wire,
    {
        let _ = enums;
        let json = crate::to_request_json(value)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        Argument::Json(json.unwrap_or_else(|| "null".to_owned()))
    }
}

/// What is left of `T` without null; see [`Codec::NonNull`].
///
/// ```
/// use clientwright_values::wire::{NonNull, Wire};
///
/// /// The bounds of a column, which null is not a part of.
/// struct Bounds<T: Wire>
/// where
///     NonNull<T>: PartialOrd,
/// {
///     least: NonNull<T>,
///     greatest: NonNull<T>,
/// }
///
/// // Of columns with and without nulls.
/// let discount: Bounds<Option<f64>> = Bounds { least: 0.0, greatest: 0.5 };
/// let count: Bounds<i32> = Bounds { least: 0, greatest: 12 };
/// assert!(discount.least < discount.greatest && count.least < count.greatest);
/// ```
pub type NonNull<T> = <<T as Wire>::Codec as Codec<T>>::NonNull;

/// A value that has a literal form in URLs (OData ABNF, `primitiveLiteral`). The [module](self) has an implementation by hand.
pub trait Literal: Wire + LiteralSource {
    /// Appends the literal, quotes doubled, not yet percent-encoded.
    fn write_literal(&self, out: &mut String, enums: EnumLiterals);
}

/// [`Wire::argument`] of every type that has a literal.
pub fn literal_argument<T: Literal>(value: &T, enums: EnumLiterals) -> Argument {
    let mut out = String::new();
    value.write_literal(&mut out, enums);
    Argument::Literal(out)
}

/// Writes a value as OData prescribes; what the arms of a generated [`Polymorphic`](crate::polymorphic::Polymorphic)
/// call.
///
/// # Errors
///
/// The serializer's error.
pub fn write<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

#[cfg(test)]
mod tests {
    use super::{Argument, EnumLiterals, Literal};

    /// The literal of a value in a URL, which its argument is too.
    pub(super) fn literal<T: Literal>(value: T) -> String {
        let mut out = String::new();
        value.write_literal(&mut out, EnumLiterals::Qualified);
        let argument = value.argument(EnumLiterals::Qualified);
        assert_eq!(argument, Argument::Literal(out.clone()));
        out
    }
}
