//! JSON text to values and back.

use crate::context;
use crate::escape::Escape;
use crate::request_body::{Digits, RequestSerializer};
use crate::wire::{AsWire, Wire};
use serde::Serialize;
use std::fmt::{self, Write as _};

/// A response that is not what the metadata promised: where, and what is wrong.
///
/// ```
/// let error = clientwright_values::from_json::<Vec<i32>>(br#"[1, "x"]"#).unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// assert_eq!(error.to_string(), r#"[1]: invalid type: string "x", expected i32 at line 1 column 7"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    type_name: Option<String>,
    message: String,
}

impl DecodeError {
    /// Takes apart the text of an error that passed through [`Wire::read`].
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let chain = context::parse(text);
        Self {
            path: chain.path,
            type_name: chain.type_name.map(ToOwned::to_owned),
            message: chain.message.to_owned(),
        }
    }

    /// The error of an entry that is read by itself, as that of the object.
    pub(crate) fn in_property(mut self, name: &str) -> Self {
        self.path = path_in(name, &self.path);
        self
    }

    /// Where in the JSON, such as `value[3].task.executionSequence`; empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The qualified name of the type that declares the last property of the path, if known.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        self.type_name.as_deref()
    }

    /// What is wrong there, such as `invalid type: string "x", expected i32 at line 1 column 7`.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The error of a page's item, as that of the page.
#[must_use]
pub fn in_item(mut error: DecodeError, index: usize) -> DecodeError {
    error.path = path_in_item(index, &error.path);
    error
}

/// The path in a page's item, as that in the page.
pub(crate) fn path_in_item(index: usize, path: &str) -> String {
    path_in(&format!("value[{index}]"), path)
}

/// The path in a value that stands at another path.
fn path_in(outer: &str, path: &str) -> String {
    let dot = match path.is_empty() || path.starts_with('[') {
        true => "",
        false => ".",
    };
    format!("{outer}{dot}{path}")
}

/// Names and values in the answer are shown with escapes in place of characters that control the output.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Escape(f);
        if !self.path.is_empty() {
            write!(out, "{}: ", self.path)?;
        }
        out.write_str(&self.message)?;
        match &self.type_name {
            Some(name) => write!(out, " (in {name})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self::from_text(&error.to_string())
    }
}

/// A value that could not be written as JSON. Values of this crate and of generated code always can be.
#[derive(Debug, thiserror::Error)]
#[error("cannot write JSON: {0}")]
pub struct EncodeError(#[source] serde_json::Error);

/// JSON that could not be read by [`from_json`], or not be written by [`to_json`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] DecodeError),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] EncodeError),
}

/// Reads a value from the whole of a JSON text in UTF-8. A byte-order mark in front is skipped.
///
/// ```
/// assert_eq!(clientwright_values::from_json::<i64>(br#""42""#)?, 42);
/// # Ok::<(), clientwright_values::DecodeError>(())
/// ```
///
/// # Errors
///
/// When the text is not JSON, or not of this type; the error names the place.
pub fn from_json<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).map_err(|error| DecodeError::from_text(&error.to_string()))?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = T::read(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Writes a value as JSON, with everything that it holds.
///
/// ```
/// assert_eq!(clientwright_values::to_json(&vec![1, 2])?, b"[1,2]");
/// # Ok::<(), clientwright_values::EncodeError>(())
/// ```
///
/// # Errors
///
/// When a handwritten [`Wire::write`] fails.
pub fn to_json<T: Wire>(value: &T) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&AsWire(value)).map_err(EncodeError)
}

/// Writes a value as the body of a request: without Computed properties and without `@odata.context` and
/// `@odata.etag` (short or long, also of single properties), at every depth.
///
/// ```
/// let value = serde_json::json!({"@odata.etag": "W/\"1\"", "a": {"@odata.context": "…", "b": 1}});
/// assert_eq!(clientwright_values::to_request_json(&value)?, br#"{"a":{"b":1}}"#);
/// # Ok::<(), clientwright_values::EncodeError>(())
/// ```
///
/// # Errors
///
/// When a handwritten [`Wire::write`] fails.
pub fn to_request_json<T: Wire>(value: &T) -> Result<Vec<u8>, EncodeError> {
    request_json(value, Digits::Numbers)
}

/// [`to_request_json`] for a client that may write long numbers as strings.
pub fn request_json<T: Wire>(value: &T, digits: Digits) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(128);
    let mut json = serde_json::Serializer::new(&mut out);
    AsWire(value)
        .serialize(RequestSerializer::new(&mut json, digits))
        .map_err(EncodeError)?;
    Ok(out)
}

/// [`request_json`] for an entity that is updated: without its key.
pub fn update_json<T: Wire>(entity: &T, digits: Digits) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(128);
    let mut json = serde_json::Serializer::new(&mut out);
    AsWire(entity)
        .serialize(RequestSerializer::for_update(&mut json, digits))
        .map_err(EncodeError)?;
    Ok(out)
}
