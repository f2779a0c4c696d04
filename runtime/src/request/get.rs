//! Reading an entity (OData protocol 4.01, 11.2.7).

use std::marker::PhantomData;

use http::Method;

use super::Parts;
use crate::error::Error;
use crate::path::Path;
use crate::query::{Expand, Select};
use crate::response::Response;
use crate::wire::Wire;

/// Reads one entity. Awaiting it gives the entity.
///
/// ```
/// # use odata_runtime::{Error, Item, Property, wire::Wire};
/// # async fn example<User: Wire + 'static>(user: Item<User>, name: Property<User, String>) -> Result<(), Error> {
/// let user: User = user.get().select(name).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`]. [`Error::NoContent`] is what a navigation property without a related entity gives.
#[must_use = "a request does nothing until it is awaited"]
pub struct Get<T> {
    parts: Parts,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Get<T>);

impl<T> Get<T> {
    pub(crate) fn new(path: Path) -> Self {
        Self {
            parts: Parts::new(Method::GET, path),
            marker: PhantomData,
        }
    }

    /// Reads only these properties; further calls add more.
    pub fn select(mut self, properties: impl Select<T>) -> Self {
        let mut items = Vec::new();
        properties.append_to(&mut items);
        self.parts
            .options
            .select
            .extend(items.into_iter().map(|item| item.name));
        self
    }

    /// Reads related entities along; further calls add more.
    pub fn expand(mut self, properties: impl Expand<T>) -> Self {
        let mut items = Vec::new();
        properties.append_to(&mut items);
        self.parts
            .options
            .expand
            .extend(items.into_iter().map(|expansion| expansion.item));
        self
    }
}

impl<T: Wire> Get<T> {
    /// Reads the entity, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub async fn send(self) -> Result<Response<T>, Error> {
        self.parts.send(None).await?.decode()
    }
}

super::into_future!(Get<T: Wire> -> T);
