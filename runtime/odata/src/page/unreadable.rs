//! Items that do not match the metadata. They do not affect the rest of the page.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use clientwright_values::__private as raw;
use clientwright_values::__private::in_item;

use super::body::PageBody;
use crate::error::{Error, RawResponse};
use crate::json::DecodeError;
use crate::tolerant::Reader;
use crate::wire::Wire;

/// An item of a page that could not be read: [`Page::failed`](super::Page::failed). A stream yields it as
/// [`Error::Decode`] in its place and continues after it.
#[derive(Clone)]
pub struct ItemError {
    index: usize,
    error: DecodeError,
    text: Bytes,
    /// The response without its body.
    response: Arc<RawResponse>,
}

impl ItemError {
    /// The index of the item among all items of the page, as the service sent them.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What is wrong, with its place on the page (`value[3].size`) and the type that declares the property. Line and
    /// column count from the beginning of the item.
    pub fn error(&self) -> &DecodeError {
        &self.error
    }

    /// The item as it was sent: JSON.
    pub fn text(&self) -> &Bytes {
        &self.text
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read an item: {}", self.error)
    }
}

/// Without the text, which may contain personal data.
impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError")
            .field("index", &self.index)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl From<ItemError> for Error {
    fn from(error: ItemError) -> Self {
        let response = error.response.with_body(error.text);
        response.unreadable_item(error.index, error.error)
    }
}

/// Puts the errors of one page together.
pub(super) struct Failures {
    response: Option<Arc<RawResponse>>,
    pub(super) all: Vec<ItemError>,
}

impl Failures {
    pub(super) fn new() -> Self {
        Self {
            response: None,
            all: Vec::new(),
        }
    }

    pub(super) fn push(
        &mut self,
        index: usize,
        error: DecodeError,
        text: Bytes,
        head: impl FnOnce() -> RawResponse,
    ) {
        let error = in_item(error, index);
        #[cfg(feature = "tracing")]
        tracing::warn!(
            target: "clientwright_odata",
            path = error.path(),
            r#type = error.type_name(),
            "an item of a page cannot be read",
        );
        self.all.push(ItemError {
            index,
            error,
            text,
            response: Arc::clone(self.response.get_or_insert_with(|| Arc::new(head()))),
        });
    }
}

/// Reads a page item by item. `None` where something else than its items is wrong.
pub(super) fn salvage<T: Wire>(
    response: &RawResponse,
    reader: &mut Reader,
) -> Option<(PageBody<T>, Vec<ItemError>)> {
    let body = response
        .body
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&response.body);
    let members = raw::members(std::str::from_utf8(body).ok()?.trim_ascii())?;
    let (_, items) = members.iter().find(|(name, _)| name == "value")?;
    let items = raw::items(items)?;
    let mut page: PageBody<T> = reader.read(&envelope(&members)?).ok()?;
    let mut failures = Failures::new();
    for (index, item) in items.into_iter().enumerate() {
        match reader.read_item(index, item.as_bytes()) {
            Ok(item) => page.items.push(item),
            Err(error) => {
                let text = response.body.slice_ref(item.as_bytes());
                failures.push(index, error, text, || response.with_body(Bytes::new()));
            }
        }
    }
    Some((page, failures.all))
}

/// The page without its items.
fn envelope(members: &[(std::borrow::Cow<'_, str>, &str)]) -> Option<Vec<u8>> {
    let mut out = vec![b'{'];
    for (index, (name, json)) in members.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut out, name).ok()?;
        out.push(b':');
        out.extend_from_slice(if name == "value" { "[]" } else { json }.as_bytes());
    }
    out.push(b'}');
    Some(out)
}
