//! Creating an entity (OData protocol 4.01, 11.4.2).

use std::future::IntoFuture;
use std::marker::PhantomData;

use http::Method;

use super::changes::Changes;
use super::{Parts, Prepared, Request};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::path::Path;
use crate::query::{Property, mark};
use crate::response::Response;
use crate::wire::Wire;

/// Creates an entity (`POST`). Awaiting it gives the entity as the service made it.
///
/// ```
/// # use odata_runtime::{Collection, Error, wire::Wire};
/// # async fn example<User: Wire + 'static>(users: Collection<User>, user: User) -> Result<(), Error> {
/// let created: User = users.create(&user).await?;
/// # Ok(()) }
/// ```
///
/// A service that was asked for it by [`returning`](Create::returning), and a few others, answer without the entity. Then
/// awaiting fails with [`Error::NoContent`], which knows the location, although the entity was created;
/// [`send`](Self::send) gives `None` instead, and [`Response::location`].
///
/// # Errors
///
/// Every [`Error`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Create<T> {
    parts: Parts,
    changes: Changes,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Create<T>);
super::shape_methods!(Create<T>);
super::return_methods!(Create<T>);

impl<T> Create<T> {
    pub(crate) fn new(path: Path, entity: &T) -> Self
    where
        T: Wire,
    {
        let mut parts = Parts::new(Method::POST, path);
        let mut changes = Changes::default();
        parts.check(changes.merge(entity));
        Self {
            parts,
            changes,
            marker: PhantomData,
        }
    }

    /// Gives a property that the struct does not have or has otherwise.
    pub fn set<V: Wire, M: mark::Create>(
        mut self,
        property: Property<T, V, M>,
        value: impl Into<V>,
    ) -> Self {
        let result = self.changes.set(property.name(), &value.into());
        self.parts.check(result);
        self
    }

    /// Gives null for a property, where leaving it out would mean a default.
    pub fn set_null<V, M: mark::SetNull>(mut self, property: Property<T, V, M>) -> Self {
        self.changes.set_null(property.name());
        self
    }

    /// Where in an ordered collection the entity is put (OData 4.01): 0 is the first place, -1 the last.
    ///
    /// URL conventions 4.01, 5.1.11.
    pub fn index(mut self, index: i64) -> Self {
        self.parts.options.index = Some(index);
        self
    }
}

impl<T: Wire> Create<T> {
    /// Creates the entity, and gives it with status and headers; `None` when the service does not send it.
    ///
    /// # Errors
    ///
    /// As for the request, but for [`Error::NoContent`].
    pub async fn send(self) -> Result<Response<Option<T>>, Error> {
        Prepared::new(self.into_parts(), |answer, _| answer?.decode_optional())
            .send()
            .await
    }

    fn into_parts(self) -> Parts {
        let mut parts = self.parts;
        parts.json(self.changes.to_json());
        parts
    }
}

impl<T: Wire> Request for Create<T> {
    type Output = T;

    fn prepare(self) -> Prepared<T> {
        Prepared::new(self.into_parts(), |answer, _| answer?.decode())
    }
}

impl<T: Wire + 'static> IntoFuture for Create<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.prepare().send().await.map(Response::into_body) })
    }
}
