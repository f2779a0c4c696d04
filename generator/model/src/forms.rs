//! Bodies of several parts.

use super::{Docs, Ty};

/// A type for the parts of a body, with a method for each (RFC 7578; OpenAPI 3.1, 4.8.14.4). Required parts are arguments of `new`.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Parts that every body has, with their only value: name in requests, and text.
    pub constants: Vec<(String, String)>,
    /// The other parts in order.
    pub parts: Vec<FormPart>,
}

/// An enum for bodies of several parts that are one of several alternatives, with a [`Form`] for each.
#[derive(Clone, Debug, PartialEq)]
pub struct FormChoice {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Variants in order.
    pub variants: Vec<FormVariant>,
    /// Name of the variant for any other parts.
    pub fallback: String,
    /// Docs of that variant.
    pub fallback_docs: Docs,
}

/// A variant of a [`FormChoice`].
#[derive(Clone, Debug, PartialEq)]
pub struct FormVariant {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The name of its form, which is in the same module.
    pub form: String,
}

/// A part of a [`Form`].
#[derive(Clone, Debug, PartialEq)]
pub struct FormPart {
    /// Name of the method, or of the argument of `new`.
    pub name: String,
    /// Name in requests.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Whether it is an argument of `new`.
    pub is_required: bool,
    /// What it contains.
    pub content: PartContent,
}

/// What a part contains.
#[derive(Clone, Debug, PartialEq)]
pub enum PartContent {
    /// A value.
    Value {
        /// Its type.
        ty: Ty,
        /// How it is written. `None`: texts and numbers as they are, objects as JSON, a list as a part for each item.
        media_type: Option<String>,
    },
    /// A file.
    File {
        /// The media type of files that have none of their own.
        media_type: String,
        /// Whether there may be several.
        is_list: bool,
    },
}
