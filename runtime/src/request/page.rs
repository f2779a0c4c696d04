//! Continuing a list from a link.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::{Client, header, set_header};
use crate::error::Error;
use crate::future::{BoxFuture, MaybeSend};
use crate::page::{Items, Page, Pages, Start};
use crate::response::Response;
use crate::wire::Wire;

/// Reads a page by its link, and those after it: what [`Client::page`] returns. Awaiting it gives the page.
///
/// A link holds all query options. Headers are not part of it and must be given again.
///
/// # Errors
///
/// Every [`Error`] but [`Error::NoContent`]; [`Error::Paging`] when the link leads to an origin that is neither the
/// client's nor [allowed](crate::ClientBuilder::allow_origin).
#[must_use = "a request does nothing until it is awaited or streamed"]
pub struct PageRequest<T> {
    client: Client,
    link: String,
    headers: HeaderMap,
    limit: Option<usize>,
    error: Option<Error>,
    marker: PhantomData<fn() -> T>,
}

impl<T> PageRequest<T> {
    pub(crate) fn new(client: Client, link: String) -> Self {
        Self {
            client,
            link,
            headers: HeaderMap::new(),
            limit: None,
            error: None,
            marker: PhantomData,
        }
    }

    /// Sets a header, also of the requests of further pages, in place of the one of that name that there is; but
    /// `Prefer` adds up.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        match header(name, value) {
            Ok((name, value)) => set_header(&mut self.headers, name, value),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Ends after so many items, as [`List::limit`](super::List::limit) does.
    pub fn limit(mut self, items: usize) -> Self {
        self.limit = Some(items);
        self
    }

    fn start(self) -> Start<T> {
        match self.error {
            Some(error) => Start::failed(error),
            None => Start::link(self.client, &self.link, self.headers),
        }
    }
}

impl<T: Wire> PageRequest<T> {
    /// Reads the page, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub async fn send(self) -> Result<Response<Page<T>>, Error> {
        let limit = self.limit;
        let mut page = self.start().send().await?;
        page.truncate(limit);
        Ok(page)
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
        let limit = self.limit;
        Pages::new(self.start(), limit)
    }

    /// Reads this page and those after it into one vector.
    ///
    /// # Errors
    ///
    /// As for the request; the pages that were read before are lost.
    pub async fn collect_all(self) -> Result<Vec<T>, Error> {
        self.pages().collect_all().await
    }
}

impl<T: Wire + 'static> IntoFuture for PageRequest<T> {
    type Output = Result<Page<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(Response::into_body) })
    }
}

/// Links and headers may hold personal data and secrets: neither is shown.
impl<T> fmt::Debug for PageRequest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageRequest")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
