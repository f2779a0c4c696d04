//! Pages of a collection and the walk over them (OData protocol 4.01, 11.2.6.7).

mod body;
mod delta;
mod link;
mod pieces;
mod scan;
mod stream;
mod unreadable;

use std::fmt;
use std::sync::Arc;

use clientwright_http::paging::Next;

pub use delta::{Delta, DeltaLink, Removed};
pub use stream::{Items, Pages};
pub use unreadable::ItemError;

pub(crate) use link::{Start, page};

use crate::PropertyBag;
use crate::client::Client;
use crate::error::Error;
use crate::request::Settings;
use crate::wire::Wire;
use clientwright_values::mend::Mended;

/// One page of a collection.
///
/// ```
/// # use clientwright_odata::{Client, Error, Page, wire::Wire};
/// # async fn example<T: Wire>(first: Page<T>) -> Result<(), Error> {
/// let mut page = first;
/// loop {
///     println!("{} items", page.items.len());
///     match page.next().await? {
///         Some(next) => page = next,
///         None => break,
///     }
/// }
/// # Ok(()) }
/// ```
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the service, without those that could not be read.
    pub items: Vec<T>,
    /// The items that do not match the metadata, in the order of the service. An illegal value affects its item, not
    /// the page.
    pub failed: Vec<ItemError>,
    /// The values of the page that did not match the metadata, and that a
    /// [tolerant](crate::ClientBuilder::tolerant) client has repaired.
    pub mended: Vec<Mended>,
    /// The URL of the next page, absolute. It can be kept and passed to [`Client::page`] at any time. `None`: this is
    /// the last page.
    pub next_link: Option<String>,
    /// The URL for later changes, absolute, on the last page of a request that tracks
    /// changes.
    pub delta_link: Option<String>,
    /// The number of items on all pages, if it was requested.
    pub count: Option<u64>,
    /// All other members next to the items, by their wire names.
    pub annotations: PropertyBag,
    walk: Option<Arc<Walk>>,
}

/// The state that is passed from one page to the next.
pub(crate) struct Walk {
    client: Client,
    /// The settings of the first request.
    settings: Settings,
    /// How many items are left of the limit.
    left: Option<usize>,
}

impl<T> Page<T> {
    /// The number of items that the service has sent on the page.
    fn len(&self) -> usize {
        self.items.len() + self.failed.len()
    }

    /// The request for the next page.
    fn following(&self) -> Option<Next<Start<T>>> {
        let (link, walk) = self.next_link.as_ref().zip(self.walk.as_deref())?;
        let next = Next::new(link, Start::follow(walk, link));
        Some(next.after_empty(self.len() == 0))
    }

    /// Shortens the page to what is left of a limit. A page that reaches the limit has no next page.
    pub(crate) fn truncate(&mut self, left: Option<usize>) {
        if let Some(left) = left
            && self.len() >= left
        {
            // Items that could not be read count as well.
            let failed = self.failed.partition_point(|error| error.index() < left);
            self.failed.truncate(failed);
            self.mended
                .retain(|value| value.item().is_none_or(|index| index < left));
            self.items.truncate(left - failed);
            self.next_link = None;
            self.delta_link = None;
        }
    }
}

impl<T: Wire> Page<T> {
    /// The next page, `None` after the last one. It is requested with the headers of the first request of the list.
    ///
    /// # Errors
    ///
    /// Every [`Error`] except [`Error::NoContent`]; [`Error::Paging`] when the link has a foreign origin, or refers to
    /// this page.
    pub async fn next(&self) -> Result<Option<Self>, Error> {
        let Some(Next {
            key: link, source, ..
        }) = self.following()
        else {
            return Ok(None);
        };
        let next = source.send().await?.into_body();
        if next.next_link.as_ref() == Some(&link) {
            return Err(Error::paging(
                &link,
                "the link of the next page refers to the same page",
            ));
        }
        Ok(Some(next))
    }
}

impl<T: Clone> Clone for Page<T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
            failed: self.failed.clone(),
            mended: self.mended.clone(),
            next_link: self.next_link.clone(),
            delta_link: self.delta_link.clone(),
            count: self.count,
            annotations: self.annotations.clone(),
            walk: self.walk.clone(),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("failed", &self.failed)
            .field("mended", &self.mended)
            // Links of services may contain secrets: only whether there are any.
            .field("has_next", &self.next_link.is_some())
            .field("has_delta", &self.delta_link.is_some())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
