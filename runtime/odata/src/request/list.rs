//! Listing a collection (OData protocol 4.01, 11.2.6).

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{BodyOf, Parts, Prepared, Request, Sending};
use crate::error::Error;
use crate::future::{BoxFuture, MaybeSend};
use crate::page::{Delta, Items, Page, Pages, page};
use crate::query::{Apply, IntoOrder};
use crate::refused::OfMany;
use crate::wire::Wire;

/// Lists a collection. Awaiting it returns the first page; [`stream`](Self::stream) yields all items.
///
/// ```
/// # use clientwright_odata::{Collection, Error, Property, mark};
/// # use futures_util::TryStreamExt as _;
/// # type Report = serde_json::Value;
/// # const ID: Property<Report, String, mark::Key> = Property::new("id");
/// # const FAILED: Property<Report, i32, mark::Required> = Property::new("failed");
/// # async fn example(reports: Collection<Report>) -> Result<(), Error> {
/// let mut failed = reports
///     .list()
///     .filter(FAILED.gt(0))
///     .select((ID, FAILED))
///     .order_by(FAILED.desc())
///     .top(100)
///     .stream();
/// while let Some(report) = failed.try_next().await? {
///     println!("{report}");
/// }
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`] but [`Error::NoContent`].
#[must_use = "a request does nothing until it is awaited or streamed"]
pub struct List<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(List<T>);
super::shape_methods!(List<T>);
super::filter_methods!(List<T>);

impl<T> OfMany for List<T> {}

impl<T> List<T> {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            parts,
            marker: PhantomData,
        }
    }

    /// Orders the items; further calls add less important ones.
    ///
    /// URL conventions 4.01, 5.1.5.
    pub fn order_by(mut self, order: impl IntoOrder<T>) -> Self {
        self.parts.options.order_by(order);
        self
    }

    /// Lists what transformations make of the collection, before all other options.
    ///
    /// OData data aggregation 4.0, 3.
    pub fn apply(mut self, transformations: Apply) -> Self {
        self.parts.options.apply = Some(transformations);
        self
    }

    /// Sends `$top`: in the standard the number of all items, for some services (Microsoft Graph) the size of a page.
    /// For a limit with the same meaning everywhere see [`limit`](Self::limit).
    pub fn top(mut self, count: u64) -> Self {
        self.parts.options.top = Some(count);
        self
    }

    /// Leaves out the first so many items.
    pub fn skip(mut self, count: u64) -> Self {
        self.parts.options.skip = Some(count);
        self
    }

    /// Whether to request the number of all items, which is then in [`Page::count`].
    pub fn count(mut self, include: bool) -> Self {
        self.parts.options.count = Some(include);
        self
    }

    /// Requests pages of at most so many items (`Prefer: odata.maxpagesize`, protocol 4.01, 8.2.8.5). It is a
    /// preference: a service may send fewer or more. The links to further pages are followed either way.
    pub fn max_page_size(mut self, items: u32) -> Self {
        self.parts.settings.max_page_size = Some(items);
        self
    }

    /// Requests a link to later changes: [`Page::delta_link`] of the last page (`Prefer: odata.track-changes`,
    /// protocol 4.01, 8.2.8.9 and 11.3). Services that do not support it send no link.
    pub fn track_changes(mut self) -> Self {
        self.parts.settings.track_changes = true;
        self
    }

    /// Reads the items as entries of a delta response: new, changed and removed entities. For functions that
    /// return changes (`delta()` of Microsoft Graph), and for lists with [`track_changes`](Self::track_changes). The
    /// delta link of the last page is the URL of the next changes: `client.page::<Delta<T>>(link)`.
    pub fn changes(self) -> List<Delta<T>> {
        List::new(self.parts)
    }

    /// Ends after so many items, even if the service has more. It is not sent: no page is requested after the
    /// one that reaches the limit, and further items of that page are dropped, with its links.
    pub fn limit(mut self, items: usize) -> Self {
        self.parts.limit = Some(items);
        self
    }

    /// Leaves out items that do not match the metadata, where [`collect_all`](Self::collect_all) would return an error
    /// and [`stream`](Self::stream) would yield one in their place. Pages have them in [`Page::failed`] in any case.
    pub fn skip_unreadable(mut self) -> Self {
        self.parts.settings.skip_unreadable = true;
        self
    }
}

impl<T: Wire> List<T> {
    /// Reads the first page, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Page<T>> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for List<T> {
    type Output = Page<T>;

    fn prepare(self) -> Prepared<Page<T>> {
        page(self.parts)
    }
}

impl<T: Wire + MaybeSend + 'static> List<T> {
    /// All items of all pages, read when they are polled for, with no more in memory than a page or 4 MiB of it: see
    /// [`Items`].
    #[must_use = "a stream does nothing until it is polled"]
    pub fn stream(self) -> Items<T> {
        Items::new(self.pages())
    }

    /// All pages, each read when it is polled for.
    #[must_use = "a stream does nothing until it is polled"]
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.parts)
    }

    /// Reads all pages into one vector. Mind [`limit`](Self::limit): a collection may be large.
    ///
    /// # Errors
    ///
    /// As for the request; the pages that were read before are lost. An item that cannot be read is an error as well,
    /// unless [`skip_unreadable`](Self::skip_unreadable) was called.
    pub async fn collect_all(self) -> Result<Vec<T>, Error> {
        self.pages().collect_all().await
    }
}

impl<T: Wire + 'static> IntoFuture for List<T> {
    type Output = Result<Page<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(BodyOf(self.send()))
    }
}
