//! Continuing a list from a link.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{BodyOf, Parts, Prepared, Request, Sending};
use crate::client::Client;
use crate::error::Error;
use crate::future::{BoxFuture, MaybeSend};
use crate::page::{Items, Page, Pages, page};
use crate::wire::Wire;

/// Reads a page by its link, and those after it: the result of [`Client::page`]. Awaiting it returns the page.
///
/// A link contains all query options. Headers are not part of it and must be set again.
///
/// ```
/// use clientwright_odata::request::PageRequest;
/// # use clientwright_odata::{Body, Client, Error};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     assert_eq!(request.headers()["x-tenant"], "red");
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match request.uri().query().unwrap() {
/// #         "token=2" => r#"{"value":["three",4],"@odata.nextLink":"numbers?token=3"}"#,
/// #         "token=3" => r#"{"value":[5,6,7],"@odata.nextLink":"numbers?token=4"}"#,
/// #         other => panic!("{other}"),
/// #     })))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// // From where a program stopped the day before.
/// let saved = "https://example.com/numbers?token=2";
/// let rest: PageRequest<i64> = client.page(saved).header("x-tenant", "red").skip_unreadable().limit(4);
/// assert_eq!(rest.collect_all().await?, [4, 5, 6]); // the first of the 4 cannot be read
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`] except [`Error::NoContent`]; [`Error::Paging`] when the origin of the link is neither the
/// client's nor [allowed](crate::ClientBuilder::allow_origin).
#[must_use = "a request does nothing until it is awaited or streamed"]
pub struct PageRequest<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::request_methods!(PageRequest<T>);

impl<T> PageRequest<T> {
    pub(crate) fn new(client: Client, link: &str) -> Self {
        Self {
            parts: Parts::link(client, link),
            marker: PhantomData,
        }
    }

    /// Ends after so many items, as [`List::limit`](super::List::limit) does.
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

impl<T: Wire> PageRequest<T> {
    /// Reads the page, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Page<T>> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for PageRequest<T> {
    type Output = Page<T>;

    fn prepare(self) -> Prepared<Page<T>> {
        page(self.parts)
    }
}

impl<T: Wire + MaybeSend + 'static> PageRequest<T> {
    /// All items of this page and those after it.
    #[must_use = "a stream does nothing until it is polled"]
    pub fn stream(self) -> Items<T> {
        Items::new(self.pages())
    }

    /// This page and those after it.
    #[must_use = "a stream does nothing until it is polled"]
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.parts)
    }

    /// Reads this page and those after it into one vector.
    ///
    /// # Errors
    ///
    /// As for the request; the pages that were read before are lost. An item that cannot be read is an error as well,
    /// unless [`skip_unreadable`](Self::skip_unreadable) was called.
    pub async fn collect_all(self) -> Result<Vec<T>, Error> {
        self.pages().collect_all().await
    }
}

impl<T: Wire + 'static> IntoFuture for PageRequest<T> {
    type Output = Result<Page<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(BodyOf(self.send()))
    }
}
