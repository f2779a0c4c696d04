//! Code and URLs with places for values.

use serde::Serialize;

/// A part of code or of a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Piece {
    /// A text as it is.
    Text(String),
    /// The value with this name.
    Value {
        /// In code the name of an argument, in URLs that on the wire.
        v: String,
    },
}

impl Piece {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn value(name: impl Into<String>) -> Self {
        Self::Value { v: name.into() }
    }
}

/// The call of a method, with its arguments: `.method(a, b)`.
pub(crate) fn method<'n>(name: &str, arguments: impl IntoIterator<Item = &'n str>) -> Vec<Piece> {
    let mut pieces = vec![Piece::text(format!(".{name}("))];
    for (at, argument) in arguments.into_iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::text(", "));
        }
        pieces.push(Piece::value(argument));
    }
    pieces.push(Piece::text(")"));
    pieces
}
