//! One page, and its items that cannot be read.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use clientwright_http::Response as Answer;
use clientwright_values::__private as raw;
use http::{HeaderMap, StatusCode};

use super::Path;
use super::walk::{Position, Source, Walk, member};
use crate::call::Received;
use crate::content;
use crate::error::{DecodeFailure, Error};
use crate::from_json;
use crate::json::DecodeError;
use crate::operation::Operation;
use crate::wire::Wire;

/// A page of a list. A loop over a page is one over its [`items`](Self::items), by value or by reference.
#[non_exhaustive]
pub struct Page<T> {
    /// The items that could be read.
    pub items: Vec<T>,
    /// The items that could not be read.
    pub failed: Vec<ItemError>,
    answer: Answer,
    operation: &'static Operation,
    position: Option<String>,
    walk: Arc<Walk>,
}

impl<T> Page<T> {
    /// The status, 2xx.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// What identifies the next page: the link to it, its token or its number. It can be kept, and passed to
    /// [`Pages::resume`](super::Pages::resume) at any time. `None`: this is the last page. A link may contain secrets of the
    /// service.
    pub fn position(&self) -> Option<&str> {
        self.position.as_deref()
    }

    /// The whole body as a type, such as the one that the description declares: for what is next to the items.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], also if one of the items cannot be read.
    pub fn body<R: Wire>(&self) -> Result<R, Error> {
        let json = content::json(
            &self.answer,
            self.operation.document(self.answer.status.as_u16()),
        );
        let read = json.and_then(|json| from_json(json.as_bytes()));
        read.map_err(|error| undecodable(self.answer.clone(), error))
    }

    /// The number of items that the service has sent on the page.
    pub(super) fn len(&self) -> usize {
        self.items.len() + self.failed.len()
    }

    /// What identifies the next page, and the request for it.
    pub(super) fn following(&self) -> Option<(String, Source<T>)> {
        let position = self.position.clone()?;
        let source = Source::new(Arc::clone(&self.walk), Position::At(position.clone()));
        Some((position, source))
    }

    /// Shortens the page to what is left of a limit. A page that reaches the limit has no next page.
    pub(super) fn truncate(&mut self, left: usize) {
        if self.len() >= left {
            // Items that could not be read count as well.
            let failed = self.failed.partition_point(|error| error.index < left);
            self.failed.truncate(failed);
            self.items.truncate(left - failed);
            self.position = None;
        }
    }
}

impl<T: Wire> Page<T> {
    /// The next page, `None` after the last one.
    ///
    /// # Errors
    ///
    /// Every [`Error`]; [`Error::Paging`] when the link has a foreign origin, or the next page refers to itself.
    pub async fn next(&self) -> Result<Option<Self>, Error> {
        let Some((position, source)) = self.following() else {
            return Ok(None);
        };
        let next = source.send().await?;
        if next.position.as_ref() == Some(&position) {
            let reason = "the next page refers to itself";
            return Err(clientwright_http::Error::repeated(position, reason).into());
        }
        Ok(Some(next))
    }
}

/// [`items`](Page::items), in their order. The items that could not be read are in [`failed`](Page::failed).
impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// [`items`](Page::items), in their order. The items that could not be read are in [`failed`](Page::failed).
impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("failed", &self.failed)
            // Links of services may contain secrets: only whether there is one.
            .field("has_next", &self.position.is_some())
            .finish_non_exhaustive()
    }
}

/// An item of a page that could not be read: [`Page::failed`]. A stream yields it as [`Error::Decode`] in its place and
/// continues after it.
pub struct ItemError {
    pub(super) index: usize,
    error: DecodeError,
    text: Bytes,
    /// The response without its body.
    answer: Arc<Answer>,
}

impl ItemError {
    /// The index of the item among all items of the page, as the service sent them.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What is wrong, with the place in the item. Line and column count from the beginning of the item.
    pub fn error(&self) -> &DecodeError {
        &self.error
    }

    /// The item as it was sent: JSON. Of a page in XML, what was made from it.
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

impl std::convert::From<ItemError> for Error {
    fn from(error: ItemError) -> Self {
        Self::Decode(Box::new(DecodeFailure {
            response: error.answer.with_body(error.text),
            source: error.error,
            is_xml: false,
            item: Some(error.index),
        }))
    }
}

/// What a page states about itself.
pub(super) struct Facts<'a> {
    /// The number of its items.
    pub(super) len: usize,
    members: &'a [(Cow<'a, str>, &'a str)],
    items: Option<&'a str>,
}

impl<'a> Facts<'a> {
    /// The JSON of a member of the body.
    pub(super) fn member(&self, path: Option<Path>) -> Option<&'a str> {
        member(self.members, path?)
    }

    /// The JSON of a member of the last item.
    pub(super) fn last_item(&self, path: Path) -> Option<&'a str> {
        let last = raw::items(self.items?)?.pop()?;
        match path {
            [] => Some(last),
            path => member(&raw::members(last)?, path),
        }
    }
}

fn undecodable(response: Answer, source: DecodeError) -> Error {
    Error::Decode(Box::new(DecodeFailure {
        response,
        source,
        is_xml: false,
        item: None,
    }))
}

/// Reads a page. `after` states what identifies the next one.
pub(super) fn read<T: Wire>(
    response: Answer,
    walk: Arc<Walk>,
    operation: &'static Operation,
    after: impl FnOnce(&Answer, &Facts<'_>) -> Result<Option<String>, Error>,
) -> Result<Page<T>, Error> {
    let received = Received {
        response,
        operation,
        is_text: false,
    };
    let answer = received.declared()?;
    // No content is a page without items.
    let json = match answer.body.trim_ascii().is_empty() {
        true => Ok(Cow::Borrowed("null")),
        false => content::json(&answer, operation.document(answer.status.as_u16())),
    };
    let parsed = json.and_then(|json| {
        let path = walk.paging.items;
        let members = members(&json)?;
        let items = match path {
            [] => Some(&*json),
            path => member(&members, path),
        };
        let items = items.filter(|json| *json != "null");
        let (read, failed) = match items {
            Some(items) => read_items(items, path, &answer)?,
            None => (Vec::new(), Vec::new()),
        };
        let facts = Facts {
            len: read.len() + failed.len(),
            members: &members,
            items,
        };
        Ok((after(&answer, &facts), read, failed))
    });
    match parsed {
        Ok((position, items, failed)) => Ok(Page {
            items,
            failed,
            position: position?,
            answer,
            operation,
            walk,
        }),
        Err(error) => Err(undecodable(answer, error)),
    }
}

/// The members of an object; none for a list and for null.
fn members(json: &str) -> Result<Vec<(Cow<'_, str>, &str)>, DecodeError> {
    if json == "null" || json.starts_with('[') {
        return Ok(Vec::new());
    }
    match raw::members(json) {
        Some(members) => Ok(members),
        None => {
            // What is no JSON has an error with its place.
            raw::checked(json)?;
            Err(DecodeError::from_text("expected a page of items"))
        }
    }
}

/// Reads all items at once; if that fails, one by one.
fn read_items<T: Wire>(
    json: &str,
    path: Path,
    answer: &Answer,
) -> Result<(Vec<T>, Vec<ItemError>), DecodeError> {
    let error = match from_json::<Vec<T>>(json.as_bytes()) {
        Ok(items) => return Ok((items, Vec::new())),
        Err(error) => error,
    };
    let Some(texts) = raw::items(json) else {
        raw::checked(json)?;
        let place = path.join("`, `");
        return Err(match path {
            [] => error,
            _ => DecodeError::from_text(&format!("expected a list of items in `{place}`")),
        });
    };
    let head = Arc::new(answer.with_body(Bytes::new()));
    let (mut items, mut failed) = (Vec::new(), Vec::new());
    for (index, text) in texts.into_iter().enumerate() {
        match from_json(text.as_bytes()) {
            Ok(item) => items.push(item),
            Err(error) => failed.push(ItemError {
                index,
                error,
                text: Bytes::copy_from_slice(text.as_bytes()),
                answer: Arc::clone(&head),
            }),
        }
    }
    Ok((items, failed))
}
