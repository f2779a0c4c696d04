//! The pages of a list, and their items, as streams.

use std::fmt;
use std::iter::Peekable;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use clientwright_http::paging;
use futures_core::Stream;

use super::page::{ItemError, Page};
use super::walk::{Position, Source, Walk};
use crate::call::Parts;
use crate::error::Error;
use crate::future::MaybeSend;
use crate::wire::Wire;

/// All pages of a list, each read when it is polled for. It ends after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    state: State<T>,
    /// How many items may still come.
    left: Option<usize>,
    position: Option<String>,
}

enum State<T> {
    Start(Source<T>),
    Walk(paging::Pages<Source<T>, Page<T>, Error>),
}

impl<T> Pages<T> {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            state: State::Start(Source::new(Arc::new(Walk::new(parts)), Position::First)),
            left: None,
            position: None,
        }
    }

    /// Ends after so many items, even if the service has more. It is not sent: no page is requested after the one that reaches
    /// the limit, and further items of that page are dropped.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }

    /// Begins at a page by its [position](Page::position), in place of the first one. It has no effect once a page was
    /// requested.
    pub fn resume(mut self, position: impl Into<String>) -> Self {
        if let State::Start(source) = &mut self.state {
            source.position = Position::At(position.into());
        }
        self
    }

    /// What identifies the page after the last one read, to go on with [`resume`](Self::resume) another time. `None` before the
    /// first page and after the last one.
    pub fn position(&self) -> Option<&str> {
        self.position.as_deref()
    }

    /// Takes note of a page.
    fn note(&mut self, page: &mut Page<T>) {
        if let Some(left) = &mut self.left {
            page.truncate(*left);
            *left -= page.len();
        }
        self.position = page.position().map(str::to_owned);
    }

    fn walk(&mut self) -> &mut paging::Pages<Source<T>, Page<T>, Error> {
        if let State::Start(source) = &self.state {
            let source = Source::new(Arc::clone(&source.walk), source.position.clone());
            self.state = State::Walk(match source.key() {
                _ if self.left == Some(0) => paging::Pages::new(None),
                Some(key) => paging::Pages::starting_at(&key, source),
                None => paging::Pages::new(source),
            });
        }
        match &mut self.state {
            State::Walk(walk) => walk,
            State::Start(_) => unreachable!("the walk has begun"),
        }
    }
}

impl<T: Wire + MaybeSend + 'static> Pages<T> {
    /// Reads all pages that are left into one vector.
    ///
    /// # Errors
    ///
    /// The first error; the pages that were read before are lost. An item that cannot be read is one as well.
    pub async fn collect_all(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(page) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_next(cx)).await {
            let page = page?;
            if let Some(error) = page.failed.into_iter().next() {
                return Err(error.into());
            }
            if items.is_empty() {
                items = page.items;
            } else {
                items.extend(page.items);
            }
        }
        Ok(items)
    }
}

// Nothing is pinned in place: the future that is polled is boxed.
impl<T> Unpin for Pages<T> {}

impl<T: Wire + MaybeSend + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(Pin::new(self.walk()).poll_next(cx));
        Poll::Ready(page.map(|page| {
            let mut page = page?;
            self.note(&mut page);
            if self.left == Some(0) {
                self.walk().advance(None);
            }
            Ok(page)
        }))
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

/// All items of a list, read page by page when they are polled for.
///
/// An item that does not match the description results in an error ([`Error::Decode`] with
/// [`DecodeFailure::item`](crate::error::DecodeFailure::item)) in its place, with its text as the body, and the stream
/// continues after it. After any other error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    /// The index on its page of what comes next.
    next: usize,
    items: vec::IntoIter<T>,
    failed: Peekable<vec::IntoIter<ItemError>>,
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            next: 0,
            items: Vec::new().into_iter(),
            failed: Vec::new().into_iter().peekable(),
        }
    }

    /// Ends after so many items, even if the service has more: see [`Pages::limit`].
    pub fn limit(mut self, items: usize) -> Self {
        self.pages = self.pages.limit(items);
        self
    }

    /// Begins at a page by its [position](Self::position), in place of the first one: see [`Pages::resume`].
    pub fn resume(mut self, position: impl Into<String>) -> Self {
        self.pages = self.pages.resume(position);
        self
    }

    /// What identifies the page after the one whose items are yielded now, to go on with [`resume`](Self::resume) another time.
    /// `None` before the first page and on the last one.
    pub fn position(&self) -> Option<&str> {
        self.pages.position()
    }

    /// The next item of the page.
    fn ready(&mut self) -> Option<Result<T, Error>> {
        let next = self.next;
        self.next += 1;
        if let Some(error) = self.failed.next_if(|error| error.index == next) {
            return Some(Err(error.into()));
        }
        self.items.next().map(Ok)
    }
}

impl<T> Unpin for Items<T> {}

impl<T: Wire + MaybeSend + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready() {
                return Poll::Ready(Some(item));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    self.next = 0;
                    self.items = page.items.into_iter();
                    self.failed = page.failed.into_iter().peekable();
                }
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.items.len())
            .finish_non_exhaustive()
    }
}
