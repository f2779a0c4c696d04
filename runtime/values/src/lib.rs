//! The values of clients that `clientwright` generates, and how they are read from JSON and written to it.
//!
//! The crate knows no HTTP and no protocol. Generated code reaches it through the crate of its protocol, which re-exports it.
//! The root has what nearly every program names; the rest is in modules:
//!
//! - [`wire`]: [`Wire`], the trait of every value, and [`wire::Codec`], what reads and writes it; literals in URLs.
//! - [`object`](mod@object), [`enumeration`](mod@enumeration), [`flags`](mod@flags), [`polymorphic`](mod@polymorphic): the kinds of generated types, each with the macro of its name, which turns a
//!   description of a type a value.
//! - [`record`](mod@record), [`shape`]: structs and enums by the rules of JSON Schema.
//! - [`json`]: JSON to values and back, and the errors of both.
//! - [`time`], [`decimal`], [`binary`], [`geo`]: well-known types. [`text`] has the errors of parsing and converting them.
//! - [`mend`]: repaired values in JSON that breaks the rules.
//!
//! Undeclared data of an object is kept in its [`PropertyBag`] and its [`Annotations`], and an object of an undeclared type in
//! [`other::Other`].
//!
//! ```
//! use clientwright_values::{self as rt, from_json, to_json};
//!
//! #[derive(Default)]
//! struct Task {
//!     name: Option<String>,
//!     due: Option<rt::time::Date>,
//!     additional_properties: rt::PropertyBag,
//!     odata: Option<Box<rt::Annotations>>,
//! }
//! rt::object! { Task = "ns.task"; name = "name", due = "dueDate", }
//!
//! let text = br#"{"name":"a","dueDate":"2026-11-28","colour":"red"}"#;
//! let task: Task = from_json(text)?;
//! assert_eq!(task.additional_properties.get_raw("colour"), Some(r#""red""#));
//! assert_eq!(to_json(&task)?, text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! - `chrono`, `jiff`: conversions of dates, times and durations.
//! - `bigdecimal`, `rust_decimal`: conversions of decimals.

// docs.rs shows the feature of each item.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod annotations;
mod any_json;
mod bag;
pub mod binary;
mod content;
mod context;
pub mod decimal;
pub mod enumeration;
mod error;
mod escape;
mod exact;
pub mod flags;
pub mod geo;
pub mod json;
mod literal;
mod macros;
mod mending;
mod nested;
pub mod net;
pub mod object;
pub mod other;
pub mod polymorphic;
mod raw;
mod records;
mod request_body;
mod shapes;
pub mod text;
mod texts;
pub mod time;
mod whole;
pub mod wire;

pub use annotations::Annotations;
pub use bag::PropertyBag;
pub use json::{from_json, to_json, to_request_json};
pub use literal::literal;
pub use nested::{Many, One};
pub use object::Object;
pub use serde::{de, ser};
pub use uuid::Uuid;
pub use wire::Wire;

/// Objects by the rules of JSON Schema.
pub mod record {
    pub use crate::records::{NullProperty, Nulls, Patch, Record, write_tagged};
}

/// Enums whose variants are distinguished by the form of their JSON.
pub mod shape {
    pub use crate::any_json::AnyJson;
    pub use crate::shapes::{Shape, Shaped};
}

/// Repaired values in JSON that breaks the rules of its format.
pub mod mend {
    pub use crate::mending::{Mended, Mending};
}

/// For the macros of this crate and for the crates of protocols, which are released together with it. Nothing in it is covered
/// by the promises of a version.
#[doc(hidden)]
pub mod __private {
    pub use crate::annotations::is_control;
    pub use crate::bag::{duplicate, push};
    pub use crate::content::{BinaryContent, Content, JsonContent, NoContent};
    pub use crate::error::in_item;
    pub use crate::exact::deserialize;
    pub use crate::literal::{IntoLiteral, LiteralForm, LiteralText};
    pub use crate::mending::{mended_in_item, read_tolerantly};
    pub use crate::object::codec::AsObject;
    pub use crate::object::copy::{copy, is_equal};
    pub use crate::object::debug::debug;
    pub use crate::object::extras::{extras, extras_mut};
    /// Marks a field that is only set on creation: updates leave it out.
    pub use crate::object::fields::key as create_only;
    pub use crate::object::fields::{
        Field, FieldMut, Fields, FieldsMut, Names, Sink, Visit, VisitMut, computed, key,
    };
    pub use crate::object::tuples::{Groups, fields};
    pub use crate::object::upcast::upcast;
    pub use crate::polymorphic::codec::{AsPolymorphic, from_entries};
    pub use crate::raw::{Str, Text, checked, items, members, read};
    pub use crate::request_body::{Digits, request_json, update_json};
    pub use crate::texts::{plain_content, string_content};
    pub use crate::whole::{text_json, text_request_json};

    /// Of enumerations.
    pub mod enumeration {
        pub use crate::enumeration::codec::{
            AsEnumeration, as_str, cmp, debug, eq, from_text, hash, value, write_literal,
        };
    }

    /// Of flags.
    pub mod flags {
        pub use crate::flags::codec::{AsFlags, from_text, iter, names, text, write_literal};
    }

    /// Of records.
    pub mod record {
        pub use crate::records::{
            AsRecord, Fill, Nothing, NullableSlot, Reader, RequiredNullableSlot, RequiredSlot,
            Slots, Undeclared, Visit, computed, create_only, debug, from_entries, key,
            optional_nullable, required, required_nullable, three_valued, write_only,
        };

        /// Of the slots of a record, by its fields.
        pub mod slot {
            pub use crate::records::slots::{
                any, empty, optional_nullable, required, required_nullable,
            };
        }
    }

    /// For enums that are distinguished by form.
    pub mod shape {
        pub use crate::shapes::{AsShaped, from_entries};
    }

    /// Where an error happened.
    pub mod context {
        pub use crate::context::{at_index, at_property};
    }
}
