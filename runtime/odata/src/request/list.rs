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
/// The options of pages, of what is read, and of changes:
///
/// ```
/// use clientwright_odata::query::Apply;
/// # use clientwright_odata::{Body, Client, Collection, Error};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let query = request.uri().query().unwrap_or_default();
/// #     let prefer: Vec<_> = request.headers().get_all("prefer").iter().map(|it| it.to_str().unwrap()).collect();
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match (query, &*prefer.join(","))  {
/// #         ("$skip=20&$count=true", "odata.maxpagesize=2") => r#"{"@odata.count":1000,"value":[1,2],
/// #             "@odata.nextLink":"numbers?token=2"}"#,
/// #         ("token=2", "odata.maxpagesize=2") => r#"{"value":["three",4],"@odata.nextLink":"numbers?token=3"}"#,
/// #         ("", "odata.track-changes") => r#"{"value":[],"@odata.deltaLink":"numbers?token=9"}"#,
/// #         ("$apply=aggregate($count%20as%20n)", "") => r#"{"value":[7]}"#,
/// #         other => panic!("{other:?}"),
/// #     })))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let numbers = Collection::<i64>::root(&client, "numbers");
///
/// // The third ten, in pages of 2. An item that is no number is left out, and no page is read after the limit.
/// let some = numbers.list().skip(20).count(true).max_page_size(2).skip_unreadable().limit(4);
/// assert_eq!(some.collect_all().await?, [1, 2, 4]);
///
/// // How many there are in all.
/// let page = numbers.list().skip(20).count(true).max_page_size(2).await?;
/// assert_eq!(page.count, Some(1000));
///
/// // A link to what changes from now on.
/// let page = numbers.list().track_changes().await?;
/// assert_eq!(page.delta_link.as_deref(), Some("https://example.com/numbers?token=9"));
///
/// // The result of a transformation in place of the items.
/// let counted = numbers.list().apply(Apply::parse("aggregate($count as n)")?).await?;
/// assert_eq!(counted.items, [7]);
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
    ///
    /// URL conventions 4.01, 5.1.6.
    pub fn top(mut self, count: u64) -> Self {
        self.parts.options.top = Some(count);
        self
    }

    /// Leaves out the first so many items.
    ///
    /// URL conventions 4.01, 5.1.6.
    pub fn skip(mut self, count: u64) -> Self {
        self.parts.options.skip = Some(count);
        self
    }

    /// Whether to request the number of all items, without `top` and `skip`, which is then in [`Page::count`].
    ///
    /// URL conventions 4.01, 5.1.7.
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
