//! How values travel: JSON in bodies, literals in URLs.

use serde::{Deserializer, Serializer};

/// How enumeration values are written in URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnumLiterals {
    /// `Namespace.Type'member'`, as OData 4.0 asks for.
    Qualified,
    /// `'member'`, which 4.01 allows and Microsoft Graph asks for.
    Unqualified,
}

/// A value as an argument of a function call in a URL, not yet percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Argument {
    /// A literal that may stand between the parentheses.
    Literal(String),
    /// JSON text, which must go through a parameter alias.
    Json(String),
}

/// A value that can be read from and written to JSON as OData prescribes.
pub trait Wire: Sized {
    /// Whether a response holds the value as it is, as for entities and complex values; anything else stands in the
    /// `value` member of an object (OData JSON 4.01, 11 and 14).
    const IS_OBJECT: bool = false;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// The deserializer's error when the input is not of this type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// The serializer's error.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A value that has a literal form in URLs (OData ABNF, `primitiveLiteral`).
pub trait Literal: Wire {
    /// Appends the literal, quotes doubled, not yet percent-encoded.
    fn write_literal(&self, out: &mut String, enums: EnumLiterals);
}
