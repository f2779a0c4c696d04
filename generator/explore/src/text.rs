//! Docs of the page, and which values it leaves out.

use clientwright::model::Docs;
use serde::Serialize;

/// Markdown, and the note of deprecation.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Text {
    #[serde(skip_serializing_if = "String::is_empty")]
    docs: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<String>,
}

impl From<&'static str> for Text {
    fn from(docs: &'static str) -> Self {
        Self {
            docs: docs.to_owned(),
            deprecated: None,
        }
    }
}

impl From<&Docs> for Text {
    fn from(docs: &Docs) -> Self {
        Self {
            docs: docs.lines().collect::<Vec<_>>().join("\n"),
            deprecated: docs.deprecated().map(str::to_owned),
        }
    }
}

pub(crate) fn is_zero(number: &usize) -> bool {
    *number == 0
}

pub(crate) fn is_false(value: &bool) -> bool {
    !value
}
