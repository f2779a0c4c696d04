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
    /// The items that are not what the metadata says, in the order of the service. One bad value costs its item, and not the
    /// page.
    pub failed: Vec<ItemError>,
    /// The values of the page that were not what the metadata says, and that a
    /// [tolerant](crate::ClientBuilder::tolerant) client has mended.
    pub mended: Vec<Mended>,
    /// Where the next page is: an absolute URL, to keep and give to [`Client::page`] at any time. `None`: this is the
    /// last page.
    pub next_link: Option<String>,
    /// Where to ask later for what has changed since: an absolute URL, on the last page of a request that tracks
    /// changes.
    pub delta_link: Option<String>,
    /// How many items there are on all pages, when it was asked for.
    pub count: Option<u64>,
    /// Everything else beside the items, under the names on the wire.
    pub annotations: PropertyBag,
    walk: Option<Arc<Walk>>,
}

/// What leads from one page to the next.
pub(crate) struct Walk {
    client: Client,
    /// Of the request that began it.
    settings: Settings,
    /// How many items may still come.
    left: Option<usize>,
}

impl<T> Page<T> {
    /// How many items the service has sent on the page.
    fn len(&self) -> usize {
        self.items.len() + self.failed.len()
    }

    /// What leads to the next page.
    fn behind(&self) -> Option<Next<Start<T>>> {
        let (link, walk) = self.next_link.as_ref().zip(self.walk.as_deref())?;
        Some(Next::new(link, Start::follow(walk, link)))
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
    /// The next page, `None` after the last one. It is asked for with the headers of the request that began the list.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but [`Error::NoContent`]; [`Error::Paging`] when the link leads to a foreign origin, or back to
    /// this page.
    pub async fn next(&self) -> Result<Option<Self>, Error> {
        let Some(Next {
            key: link, source, ..
        }) = self.behind()
        else {
            return Ok(None);
        };
        let next = source.send().await?.into_body();
        if next.next_link.as_ref() == Some(&link) {
            return Err(Error::paging(
                &link,
                "the link of the next page leads back to itself",
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
            // Links of services may hold secrets: only whether there are any.
            .field("has_next", &self.next_link.is_some())
            .field("has_delta", &self.delta_link.is_some())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
