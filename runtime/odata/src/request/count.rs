//! Counting entities (OData URL conventions 4.01, 4.8).

use std::marker::PhantomData;

use http::Method;

use super::{BodyOf, Parts, Prepared, Request, Sending};
use crate::error::Error;
use crate::path::Path;

/// Counts the entities of a collection. Awaiting it returns the number.
///
/// ```
/// # use clientwright_odata::{Collection, Error, Property};
/// # async fn example<User: 'static>(users: Collection<User>, enabled: Property<User, bool>) -> Result<(), Error> {
/// let enabled: u64 = users.count().filter(enabled).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`]; [`Error::Decode`] when the response is no number.
#[must_use = "a request does nothing until it is awaited"]
pub struct Count<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Count<T>);
super::filter_methods!(Count<T>);

impl<T> Count<T> {
    /// `path` ends with `$count`.
    pub(crate) fn new(path: Path) -> Self {
        let mut parts = Parts::new(Method::GET, path);
        // Protocol 4.01, 11.2.10: the response is text/plain. Some services reject `Accept: application/json`, others
        // `Accept: text/plain` alone.
        parts.accept("text/plain, */*;q=0.5");
        Self {
            parts,
            marker: PhantomData,
        }
    }

    /// Counts the entities, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<u64> {
        self.prepare().send()
    }
}

impl<T> Request for Count<T> {
    type Output = u64;

    fn prepare(self) -> Prepared<u64> {
        Prepared::new(self.parts, |response, origin| {
            response?.decode_count(&origin)
        })
    }
}

impl<T: 'static> std::future::IntoFuture for Count<T> {
    type Output = Result<u64, Error>;
    type IntoFuture = crate::future::BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(BodyOf(self.send()))
    }
}
