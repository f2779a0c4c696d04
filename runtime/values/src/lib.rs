//! The values of clients that `clientwright` generates, and how they are read from JSON and written to it.
//!
//! The crate knows no HTTP and no protocol. Generated code reaches it through the crate of its protocol, which re-exports it.
//!
//! # Features
//!
//! - `chrono`, `jiff`: conversions of dates, times and durations.
//! - `bigdecimal`, `rust_decimal`: conversions of decimals.

mod annotations;
mod any_json;
mod bag;
pub mod binary;
mod content;
pub mod context;
pub mod decimal;
pub mod enumeration;
mod escape;
pub mod flags;
pub mod geo;
mod json;
mod literal;
mod macros;
mod mend;
mod nested;
pub mod object;
mod other;
pub mod polymorphic;
mod raw;
pub mod record;
mod request_body;
pub mod shape;
pub mod text;
mod texts;
pub mod time;
pub mod wire;

pub use annotations::Annotations;
pub use any_json::AnyJson;
pub use bag::PropertyBag;
pub use enumeration::{Enumeration, Form, Repr, UnknownValue};
pub use flags::{FlagSet, Flags};
pub use json::{DecodeError, EncodeError, JsonError, from_json, to_json, to_request_json};
pub use literal::{IntoKey, KeyLiteral, literal};
pub use mend::{Mended, Mending};
pub use nested::{Many, One};
pub use object::Object;
pub use other::Other;
pub use polymorphic::{Entries, Polymorphic, Tag};
pub use record::{NullProperty, Nulls, Patch, Record};
pub use serde::{de, ser};
pub use shape::{Shape, Shaped};
pub use uuid::Uuid;
pub use wire::{Argument, EnumLiterals, Literal, Wire, write};

/// For the macros of this crate and for the crates of protocols; it may change with every version.
#[doc(hidden)]
pub mod __private {
    pub use crate::annotations::is_control;
    pub use crate::bag::{duplicate, push};
    pub use crate::content::{BinaryContent, Content, JsonContent, NoContent};
    pub use crate::json::{in_item, request_json, update_json};
    pub use crate::literal::{IntoLiteral, LiteralForm, LiteralText};
    pub use crate::mend::{mended_in_item, read_tolerantly};
    pub use crate::raw::{Str, Text, checked, items, members, read};
    pub use crate::request_body::Digits;
    pub use crate::texts::{plain_content, string_content};
}
