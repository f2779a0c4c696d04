//! Enumerations with one member at a time.
//!
//! [`Enumeration`] lets functions be written for all of them:
//!
//! ```
//! use clientwright_values::enumeration::{Enumeration, UnknownValue};
//! use clientwright_values::{self as rt, from_json, to_json};
//!
//! /// A value of one version of a service as that of another.
//! fn convert<A, B>(value: &A) -> B
//! where
//!     A: Enumeration + AsRef<str>,
//!     B: Enumeration + for<'a> From<&'a str>,
//! {
//!     let converted = B::from(value.as_ref());
//!     match (value.unknown(), converted.unknown()) {
//!         // Unknown to both: a JSON number stays one, which its text does not tell.
//!         (Some(unknown), Some(_)) => B::from_unknown(unknown.clone()),
//!         _ => converted,
//!     }
//! }
//!
//! mod v1 {
//!     # use super::{rt, UnknownValue};
//!     #[derive(Clone)]
//!     pub enum Status { Done, Unknown(UnknownValue) }
//!     rt::enumeration! { Status = "v1.status", Unknown; Done = "done" 1, }
//! }
//!
//! mod v2 {
//!     # use super::{rt, UnknownValue};
//!     #[derive(Clone)]
//!     pub enum Status { Done, Paused, Unknown(UnknownValue) }
//!     rt::enumeration! { Status = "v2.status", Unknown; Done = "done" 1, Paused = "paused" 2, }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let old: Vec<v1::Status> = from_json(br#"["done","paused",7]"#)?;
//! let unknown: Vec<&UnknownValue> = old.iter().filter_map(Enumeration::unknown).collect();
//! assert_eq!(format!("{unknown:?}"), r#"["paused", 7]"#);
//!
//! let new: Vec<v2::Status> = old.iter().map(convert).collect();
//! assert_eq!(new[..2], [v2::Status::Done, v2::Status::Paused]);
//! assert_eq!(to_json(&new)?, br#"["done","paused",7]"#);
//! # Ok(()) }
//! ```

pub(crate) mod codec;

use std::fmt;

/// An enumeration type as the generator emits it; [`enumeration!`](macro@crate::enumeration) implements it from a table.
///
/// The members that the metadata declares are variants. A member is also read from its name in another case, and from
/// its number, as a JSON number or as text; it is written with the declared name. The service's own sentinel
/// (`unknownFutureValue`) and every value that this client does not know are kept as [`UnknownValue`] and written back
/// as they were read. Members are ordered as they are declared; unknown values come last, ordered by their texts.
///
/// ```
/// use clientwright_values::{self as rt, enumeration::UnknownValue};
///
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub enum Status {
///     Queued,
///     Done,
///     UnknownFutureValue(UnknownValue),
/// }
///
/// rt::enumeration! {
///     Status = "ns.status", UnknownFutureValue;
///     Queued = "queued" 0,
///     Done = "done" 1,
/// }
///
/// assert_eq!(Status::from("done"), Status::Done);
/// assert_eq!(Status::values(), [Status::Queued, Status::Done]);
/// assert!(Status::Queued < Status::Done && Status::Done < Status::from("paused"));
/// assert_eq!(rt::from_json::<Vec<Status>>(br#"["DONE", 1, "1"]"#)?, [Status::Done, Status::Done, Status::Done]);
/// let paused: Status = rt::from_json(br#""paused""#)?;
/// assert!(matches!(paused, Status::UnknownFutureValue(_)));
/// assert_eq!(rt::to_json(&paused)?, br#""paused""#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 7.1: enumeration values are strings with the name, or with the number of no member.
pub trait Enumeration: Clone + 'static {
    /// The qualified name.
    const NAME: &'static str;

    /// Texts and numbers of the declared members, without the sentinel.
    const MEMBERS: &'static [(&'static str, i64)];

    /// The form of each member in JSON; empty if all of them are texts with numbers.
    const FORMS: &'static [Form] = &[];

    /// The declared members, in the order of [`MEMBERS`](Self::MEMBERS).
    const VALUES: &'static [Self];

    /// The names of all variants, with the fallback last, separated by spaces: one text, because that is compiled faster than many.
    const VARIANTS: &'static str;

    /// The fallback.
    fn from_unknown(value: UnknownValue) -> Self;

    /// The content of the fallback; `None` for a declared member.
    fn unknown(&self) -> Option<&UnknownValue>;
}

/// The form of a member of an enumeration in JSON.
///
/// ```
/// use clientwright_values::enumeration::{Enumeration as _, Form, UnknownValue};
/// use clientwright_values::{self as rt, from_json};
///
/// #[derive(Clone)]
/// enum Level { Auto, Low, High, Unknown(UnknownValue) }
///
/// rt::enumeration! {
///     Level = "Level", Unknown;
///     Auto = text "auto",
///     Low = number -1,
///     High = both "high" 7,
/// }
///
/// assert_eq!(Level::FORMS, [Form::Text, Form::Number, Form::TextWithNumber]);
/// let levels: Vec<Level> = from_json(br#"["auto", -1, "high", 7]"#)?;
/// assert_eq!(levels, [Level::Auto, Level::Low, Level::High, Level::High]);
/// // Where members have forms of their own, other spellings are other values.
/// let levels: Vec<Level> = from_json(br#"["AUTO", "-1", "HIGH", "7"]"#)?;
/// assert!(levels.iter().all(|level| level.unknown().is_some()));
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its text, exactly; its number means nothing.
    Text,
    /// Its number, of which its text has the digits.
    Number,
    /// Written as its text; read from its text, exactly, and from its number.
    TextWithNumber,
}

/// A value that is no declared member of its enumeration.
///
/// Only reading (or `From<&str>` of the enumeration) creates one, so it never contains a declared member.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(
    /// One word, since every field of an enumeration has room for it.
    Box<Unknown>,
);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Unknown {
    text: Box<str>,
    /// It was a JSON number, and becomes one again.
    number: bool,
}

impl UnknownValue {
    fn new(text: &str, number: bool) -> Self {
        Self(Box::new(Unknown {
            text: text.into(),
            number,
        }))
    }

    /// The text on the wire; of a JSON number its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.number {
            f.write_str(self.as_str())
        } else {
            fmt::Debug::fmt(self.as_str(), f)
        }
    }
}

/// The index of a member.
pub(crate) fn find(members: &[(&str, i64)], name: &str) -> Option<usize> {
    // Lengths and first bytes distinguish nearly all names without a call to memcmp.
    let first = name.as_bytes().first();
    members.iter().position(|(member, _)| {
        member.len() == name.len() && member.as_bytes().first() == first && *member == name
    })
}

/// The index of the member that a text means: by its name, by its name in another case, or by its number.
pub(crate) fn locate(members: &[(&str, i64)], text: &str) -> Option<usize> {
    find(members, text).or_else(|| locate_loosely(members, text))
}

#[cold]
fn locate_loosely(members: &[(&str, i64)], text: &str) -> Option<usize> {
    if let Ok(number) = text.parse() {
        return with_value(members, number);
    }
    let lower = text.to_lowercase();
    let mut found = (0..members.len()).filter(|index| {
        members
            .get(*index)
            .is_some_and(|(name, _)| name.to_lowercase() == lower)
    });
    // Names that differ only in case are compared with case.
    found.next().filter(|_| found.next().is_none())
}

/// The index of the first member that has a number.
pub(crate) fn with_value(members: &[(&str, i64)], number: i64) -> Option<usize> {
    members.iter().position(|(_, value)| *value == number)
}

/// The index of the member that a text means, where members have forms of their own.
fn with_text(members: &[(&str, i64)], forms: &[Form], text: &str) -> Option<usize> {
    if forms.is_empty() {
        return locate(members, text);
    }
    let mut all = members.iter().zip(forms);
    all.position(|((name, _), form)| *form != Form::Number && *name == text)
}

/// The index of the member that a number means.
fn with_number(members: &[(&str, i64)], forms: &[Form], number: i64) -> Option<usize> {
    if forms.is_empty() {
        return with_value(members, number);
    }
    let mut all = members.iter().zip(forms);
    all.position(|((_, value), form)| *form != Form::Text && *value == number)
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn members_by_name_case_and_number() {
        let members = [("queued", 0), ("Done", 2), ("done", 3), ("größe", 4)];
        for (text, index) in [
            ("queued", Some(0)),
            ("QUEUED", Some(0)),
            ("Done", Some(1)),
            ("done", Some(2)),
            ("DONE", None),
            ("GRÖSSE", None),
            ("GRÖßE", Some(3)),
            ("2", Some(1)),
            ("9", None),
            ("", None),
            (" queued", None),
        ] {
            assert_eq!(locate(&members, text), index, "{text}");
        }
    }
}
