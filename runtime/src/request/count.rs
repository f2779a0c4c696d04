//! Counting entities (OData URL conventions 4.01, 4.8).

use std::marker::PhantomData;

use http::{HeaderValue, Method};

use super::Parts;
use crate::error::Error;
use crate::path::Path;
use crate::query::Filter;
use crate::response::Response;

/// Counts the entities of a collection. Awaiting it gives the number.
///
/// ```
/// # use odata_runtime::{Collection, Error, Property};
/// # async fn example<User: 'static>(users: Collection<User>, enabled: Property<User, bool>) -> Result<(), Error> {
/// let enabled: u64 = users.count().filter(enabled).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`]; [`Error::Decode`] when the answer is no number.
#[must_use = "a request does nothing until it is awaited"]
pub struct Count<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Count<T>);

impl<T> Count<T> {
    /// `path` ends with `$count`.
    pub(crate) fn new(path: Path) -> Self {
        Self {
            parts: Parts::new(Method::GET, path),
            marker: PhantomData,
        }
    }

    /// Counts only entities that meet the condition; several conditions must all be met.
    pub fn filter(mut self, condition: impl Into<Filter<T>>) -> Self {
        self.parts.options.filter(condition.into().into_expr());
        self
    }

    /// Counts only entities that meet a condition in the query language, not percent-encoded and not checked.
    pub fn filter_raw(self, condition: impl Into<String>) -> Self {
        self.filter(Filter::raw(condition))
    }

    /// Counts only entities that match a search expression, sent as it is.
    pub fn search(mut self, expression: impl Into<String>) -> Self {
        self.parts.options.search = Some(expression.into());
        self
    }

    /// Counts the entities, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub async fn send(self) -> Result<Response<u64>, Error> {
        // Protocol 4.01, 11.2.10: the answer is text/plain; asking for JSON is an error on some services.
        let answer = self
            .parts
            .send_accepting(None, HeaderValue::from_static("text/plain"))
            .await?;
        answer.decode_count()
    }
}

impl<T: 'static> std::future::IntoFuture for Count<T> {
    type Output = Result<u64, Error>;
    type IntoFuture = crate::BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(Response::into_body) })
    }
}
