//! From a call to the requests of its pages.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use clientwright_http::Response as Answer;
use clientwright_http::paging::{self, Fetch, PageSource};
use clientwright_values::__private as raw;

use super::page::{Facts, Page, read};
use super::{From, Next, Paging, To};
use crate::call::Parts;
use crate::error::Error;
use crate::future::MaybeSend;
use crate::operation::Operation;
use crate::to_json;
use crate::value::Value;
use crate::wire::Wire;

/// A list: the call of its first page, and how the others are requested.
pub(super) struct Walk {
    /// A body may be a stream, which threads cannot share without a lock. It is held for a moment only.
    parts: Mutex<Parts>,
    operation: &'static Operation,
    pub(super) paging: &'static Paging,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Position {
    /// The page of the call as it is.
    First,
    /// The page with this link, token or number.
    At(String),
}

impl Walk {
    pub(super) fn new(parts: Parts) -> Self {
        let operation = parts.operation;
        Self {
            parts: Mutex::new(parts),
            operation,
            paging: operation.paging.unwrap_or(&Paging::NONE),
        }
    }

    fn with<R>(&self, read: impl FnOnce(&Parts) -> R) -> R {
        read(&self.parts.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What identifies the first page, as far as the call states it.
    fn first(&self) -> Option<String> {
        match self.paging.next {
            Next::Single => None,
            Next::LinkHeader | Next::Link(_) => self.with(|parts| {
                let uri = parts.uri().ok()?.to_string();
                Some(parts.link(&uri).ok()?.to_string())
            }),
            Next::Token { to, .. } => self.given(to),
            Next::Offset { to, first } | Next::Number { to, first } => {
                Some(self.given(to).unwrap_or_else(|| first.to_string()))
            }
        }
    }

    /// What the caller has set.
    fn given(&self, to: To) -> Option<String> {
        self.with(|parts| match to {
            To::Parameter(index) => parts.argument_text(index).map(Cow::into_owned),
            To::Body(path) | To::BodyNumber(path) => parts.member_text(path),
        })
    }

    /// Requests a page.
    async fn send(&self, position: &Position) -> Result<Answer, Error> {
        let Position::At(position) = position else {
            let parts = self.with(Parts::again)?;
            return parts.send().await;
        };
        let to = match self.paging.next {
            Next::LinkHeader | Next::Link(_) => {
                let parts = self.with(Parts::without_body);
                return parts.follow(position).await;
            }
            Next::Token { to, .. } => to,
            Next::Offset { to, .. } | Next::Number { to, .. } => {
                number(position)?;
                to
            }
            Next::Single => return Err(Error::invalid("the operation has a single page")),
        };
        let mut parts = self.with(Parts::again)?;
        match to {
            To::Parameter(index) => parts.set_text(index, position),
            To::Body(path) => parts.set_member(path, &text_json(position)?)?,
            To::BodyNumber(path) => {
                number(position)?;
                parts.set_member(path, position)?;
            }
        }
        parts.send().await
    }

    /// What identifies the page after this one. `None` after the last page.
    fn after(
        &self,
        position: &Position,
        answer: &Answer,
        facts: &Facts<'_>,
    ) -> Result<Option<String>, Error> {
        if facts.member(self.paging.more) == Some("false") {
            return Ok(None);
        }
        match self.paging.next {
            Next::Single => Ok(None),
            Next::LinkHeader => Ok(answer.next_link().map(|link| self.comparable(link))),
            Next::Link(from) => {
                let link = found(from, answer, facts)?;
                Ok(link.map(|link| self.comparable(answer.absolute(&link))))
            }
            Next::Token { from, .. } => found(from, answer, facts),
            Next::Offset { .. } | Next::Number { .. } => {
                let current = match position {
                    Position::At(position) => Some(position.clone()),
                    Position::First => self.first(),
                };
                let next = match current.as_deref().map(number).transpose()? {
                    Some(current) => self.count(current, facts),
                    None => None,
                };
                Ok(next.map(|next| next.to_string()))
            }
        }
    }

    /// The link as it will be requested, so that the same page has the same key. One that must not be followed stays as it is,
    /// and fails when it is followed.
    fn comparable(&self, link: String) -> String {
        match self.with(|parts| parts.link(&link)) {
            Ok(uri) => uri.to_string(),
            Err(_) => link,
        }
    }

    /// The number of the next page, or of the items before it.
    fn count(&self, current: u64, facts: &Facts<'_>) -> Option<u64> {
        let len = u64::try_from(facts.len).ok()?;
        let stated = |path| facts.member(path)?.parse::<u64>().ok();
        let size = self.paging.size.and_then(|(index, default)| {
            self.given(To::Parameter(index))
                .and_then(|text| text.parse().ok())
                .or(default)
        });
        if len == 0 || size.is_some_and(|size| len < size) {
            return None;
        }
        match self.paging.next {
            Next::Offset { .. } => {
                let next = current.checked_add(len)?;
                let total = stated(self.paging.total);
                total.is_none_or(|total| next < total).then_some(next)
            }
            Next::Number { first, .. } => {
                let next = current.checked_add(1)?;
                let pages = stated(self.paging.pages);
                let is_last = |pages| next.saturating_sub(first) >= pages;
                (!pages.is_some_and(is_last)).then_some(next)
            }
            _ => None,
        }
    }
}

/// The text at a place of a response; `None` for null, an empty text, and nothing at all.
fn found(from: From, answer: &Answer, facts: &Facts<'_>) -> Result<Option<String>, Error> {
    let json = match from {
        From::Header(name) => {
            let value = answer.headers.get(name);
            let text = value.map(|value| String::from_utf8_lossy(value.as_bytes()));
            let text = text.map(|text| text.trim().to_owned());
            return Ok(text.filter(|text| !text.is_empty()));
        }
        From::Body(path) => facts.member(Some(path)),
        From::LastItem(path) => facts.last_item(path),
    };
    match json.map(Value::read) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.into_owned()).filter(|text| !text.is_empty())),
        Some(Value::List(_) | Value::Object(_)) => {
            let reason = "what the response has for the next page is neither a text nor a number";
            Err(clientwright_http::Error::paging("", reason).into())
        }
    }
}

fn number(text: &str) -> Result<u64, Error> {
    let refused = |_| Error::invalid(format!("`{}` is no number of a page", text.escape_debug()));
    text.parse().map_err(refused)
}

fn text_json(text: &str) -> Result<String, Error> {
    let json = to_json(&text.to_owned())?;
    String::from_utf8(json).map_err(|error| Error::invalid(error.to_string()))
}

/// The member at a path in an object. `None`: there is none.
pub(super) fn member<'a>(members: &[(Cow<'a, str>, &'a str)], path: &[&str]) -> Option<&'a str> {
    let (name, rest) = path.split_first()?;
    let (_, json) = members.iter().find(|(of, _)| of == name)?;
    match rest {
        [] => Some(json),
        rest => member(&raw::members(json)?, rest),
    }
}

/// A request for one page.
pub(crate) struct Source<T> {
    pub(super) walk: Arc<Walk>,
    pub(super) position: Position,
    pub(super) marker: PhantomData<fn() -> T>,
}

impl<T> Source<T> {
    pub(super) fn new(walk: Arc<Walk>, position: Position) -> Self {
        Self {
            walk,
            position,
            marker: PhantomData,
        }
    }

    /// What identifies the page.
    pub(super) fn key(&self) -> Option<String> {
        match &self.position {
            Position::At(key) => Some(key.clone()),
            Position::First => self.walk.first(),
        }
    }
}

impl<T: Wire> Source<T> {
    pub(super) async fn send(self) -> Result<Page<T>, Error> {
        let answer = self.walk.send(&self.position).await?;
        let walk = Arc::clone(&self.walk);
        read(answer, walk, self.walk.operation, |answer, facts| {
            self.walk.after(&self.position, answer, facts)
        })
    }
}

impl<T: Wire + MaybeSend + 'static> PageSource for Source<T> {
    type Page = Page<T>;
    type Error = Error;

    fn fetch(self) -> Fetch<Self, Page<T>, Error> {
        Box::pin(async move {
            let page = self.send().await?;
            let next = page
                .following()
                .map(|(key, next)| paging::Next::new(key, next).after_empty(page.len() == 0));
            Ok((page, next))
        })
    }
}
