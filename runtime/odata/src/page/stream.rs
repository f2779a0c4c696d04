//! The walk over pages as streams.

use std::fmt;
use std::iter::Peekable;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use clientwright_http::paging;
use futures_core::Stream;

use super::Page;
use super::link::Start;
use super::pieces::{Batch, Next, Part, Pieces};
use super::unreadable::ItemError;
use crate::error::Error;
use crate::future::{BoxFuture, MaybeSend};
use crate::request::Parts;
use crate::wire::Wire;
use clientwright_values::mend::Mended;

/// All pages of a list, each read when it is polled for. It ends after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    walk: paging::Pages<Start<T>, Page<T>, Error>,
    /// How many items may still come.
    left: Option<usize>,
    next_link: Option<String>,
    delta_link: Option<String>,
    /// Whether items that cannot be read are left out silently.
    skipping: bool,
}

impl<T> Pages<T> {
    pub(crate) fn new(parts: Parts) -> Self {
        let (left, skipping) = (parts.limit, parts.settings.skip_unreadable);
        let first = (left != Some(0)).then(|| Start::new(parts));
        Self {
            walk: paging::Pages::new(first),
            left,
            next_link: None,
            delta_link: None,
            skipping,
        }
    }

    /// Where the page after the last one read is, to go on with [`Client::page`](crate::Client::page) another time.
    /// `None` before the first page and after the last one.
    pub fn next_link(&self) -> Option<&str> {
        self.next_link.as_deref()
    }

    /// The URL for later changes: known after the last page, if the service tracks changes.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    /// Takes note of a page and its links. The page itself is good in any case.
    fn note(&mut self, page: &mut Page<T>) {
        page.truncate(self.left);
        if let Some(left) = &mut self.left {
            *left -= page.len();
        }
        self.next_link.clone_from(&page.next_link);
        self.delta_link.clone_from(&page.delta_link);
    }
}

impl<T: Wire + MaybeSend + 'static> Pages<T> {
    /// Reads all pages that are left into one vector.
    ///
    /// # Errors
    ///
    /// The first error; the pages that were read before are lost. An item that cannot be read is an error
    /// ([`ItemError`](crate::page::ItemError)), unless the request sets
    /// [`skip_unreadable`](crate::request::List::skip_unreadable).
    pub async fn collect_all(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(page) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_next(cx)).await {
            let page = page?;
            if let Some(error) = page.failed.into_iter().next().filter(|_| !self.skipping) {
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
        let page = ready!(Pin::new(&mut self.walk).poll_next(cx));
        Poll::Ready(page.map(|page| {
            let mut page = page?;
            self.note(&mut page);
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
/// An item that does not match the metadata results in an error ([`Error::Decode`] with
/// [`DecodeFailure::item`](crate::error::DecodeFailure::item)) in its place, with its text as the body, and the stream
/// continues after it. After any other error it ends.
///
/// A page of up to 4 MiB is read to its end before its first item is yielded; when the connection breaks, it is
/// requested again according to the [`RetryPolicy`](crate::retry::RetryPolicy). The items of a longer page are yielded
/// while it arrives, so that it needs no more memory than a shorter one. When the connection breaks during such a page,
/// its complete items have been yielded and an error follows: no item is yielded twice. The time limit
/// ([`timeout`](crate::ClientBuilder::timeout)) applies to waiting for the service, not to processing the items.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    /// The index on its page of what comes next.
    next: usize,
    items: vec::IntoIter<T>,
    failed: Peekable<vec::IntoIter<ItemError>>,
    mended: Vec<Mended>,
    reading: Reading<T>,
}

/// What is going on while there are no items.
enum Reading<T> {
    Nothing,
    Page(BoxFuture<'static, Result<Part<T>, Error>>),
    Begun(Box<Pieces>),
    Pieces(BoxFuture<'static, Result<Next<T>, Error>>),
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            next: 0,
            items: Vec::new().into_iter(),
            failed: Vec::new().into_iter().peekable(),
            mended: Vec::new(),
            reading: Reading::Nothing,
        }
    }

    /// The URL for later changes: known after the last item, if the service tracks changes.
    pub fn delta_link(&self) -> Option<&str> {
        self.pages.delta_link()
    }

    /// The values that a [tolerant](crate::ClientBuilder::tolerant) client has repaired, of the page whose items are
    /// yielded now; of a long page, those of the part that was read last. The next page replaces them.
    pub fn mended(&self) -> &[Mended] {
        &self.mended
    }

    /// Takes over a page, or what is left of it: of a page that was read in pieces, everything but its items.
    fn take(&mut self, mut page: Page<T>, is_whole: bool) {
        self.pages.note(&mut page);
        let next = page.following();
        let next = next.map(|next| match is_whole {
            true => next,
            false => next.after_empty(false),
        });
        self.pages.walk.advance(next);
        self.mended = page.mended;
        self.put(0, page.items, page.failed);
    }

    fn put(&mut self, start: usize, items: Vec<T>, failed: Vec<ItemError>) {
        self.next = start;
        self.items = items.into_iter();
        let failed = if self.pages.skipping {
            Vec::new()
        } else {
            failed
        };
        self.failed = failed.into_iter().peekable();
    }

    /// Items that were read and not yielded.
    fn ready(&mut self) -> Option<Result<T, Error>> {
        let next = self.next;
        let failed = self.failed.next_if(|error| error.index() == next);
        self.next += 1;
        if let Some(error) = failed {
            return Some(Err(error.into()));
        }
        match self.items.next() {
            Some(item) => Some(Ok(item)),
            None => self.failed.next().map(|error| Err(error.into())),
        }
    }

    /// Keeps items of a page up to the limit, and the rest of the page if more are needed.
    fn take_some(&mut self, batch: Batch<T>, rest: Box<Pieces>) {
        let Batch {
            start,
            mut items,
            mut failed,
            mut mended,
        } = batch;
        if let Some(left) = &mut self.pages.left {
            failed.truncate(failed.partition_point(|error| error.index() < start + *left));
            items.truncate(*left - failed.len());
            mended.retain(|value| value.item().is_none_or(|index| index < start + *left));
            *left -= items.len() + failed.len();
        }
        if self.pages.left != Some(0) {
            self.reading = Reading::Begun(rest);
        }
        self.mended = mended;
        self.put(start, items, failed);
    }
}

impl<T> Unpin for Items<T> {}

impl<T: Wire + MaybeSend + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(result) = self.ready() {
                return Poll::Ready(Some(result));
            }
            let failure = match std::mem::replace(&mut self.reading, Reading::Nothing) {
                Reading::Nothing => match self.pages.walk.next_source() {
                    Ok(Some(start)) => {
                        self.reading = Reading::Page(Box::pin(start.open()));
                        None
                    }
                    Ok(None) => return Poll::Ready(None),
                    Err(error) => Some(error.into()),
                },
                Reading::Begun(rest) => {
                    self.reading = Reading::Pieces(Box::pin(rest.next()));
                    None
                }
                Reading::Page(mut page) => match page.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.reading = Reading::Page(page);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(Part::Whole(page))) => {
                        self.take(page, true);
                        None
                    }
                    Poll::Ready(Ok(Part::Begun(rest))) => {
                        self.reading = Reading::Begun(rest);
                        None
                    }
                    Poll::Ready(Err(error)) => Some(error),
                },
                Reading::Pieces(mut pieces) => match pieces.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.reading = Reading::Pieces(pieces);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(Next::Items(batch, rest))) => {
                        self.take_some(batch, rest);
                        None
                    }
                    Poll::Ready(Ok(Next::End(page))) => {
                        self.take(page, false);
                        None
                    }
                    Poll::Ready(Err(error)) => Some(error),
                },
            };
            if let Some(error) = failure {
                return Poll::Ready(Some(Err(error)));
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
