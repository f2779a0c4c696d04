//! What can go wrong with JSON, and where.

use crate::context;
use crate::escape::Escape;
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
    /// Takes apart the text of an error that passed through [`Wire::read`](crate::Wire::read).
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

/// The path of a nested value, with the path that contains it.
fn path_in(outer: &str, path: &str) -> String {
    let dot = match path.is_empty() || path.starts_with('[') {
        true => "",
        false => ".",
    };
    format!("{outer}{dot}{path}")
}

/// Names and values in the response are shown with escapes in place of characters that control the output.
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
pub struct EncodeError(#[source] pub(crate) serde_json::Error);

/// JSON that could not be read by [`from_json`](crate::from_json), or not be written by [`to_json`](crate::to_json).
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
