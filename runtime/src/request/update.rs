//! Updating an entity (OData protocol 4.01, 11.4.3).

use std::marker::PhantomData;

use http::Method;

use super::changes::Changes;
use super::{Parts, Prepared, Request};
use crate::error::Error;
use crate::path::Path;
use crate::query::{Property, mark};
use crate::response::Response;
use crate::wire::Wire;

/// Updates the properties that are set of one entity (`PATCH`), or replaces it (`PUT`) when
/// [`replace`](crate::Item::replace) made it. Awaiting it gives the entity as it is then, or `None` when the service does
/// not send it: ask with [`returning`](Update::returning).
///
/// ```
/// # use odata_runtime::{Error, Item, Property, mark};
/// # async fn example(workflow: Item<Workflow>) -> Result<(), Error> {
/// # type Workflow = serde_json::Value;
/// # const NAME: Property<Workflow, String, mark::Required> = Property::new("displayName");
/// # const DESCRIPTION: Property<Workflow, String> = Property::new("description");
/// workflow.update().set(NAME, "Leavers").set_null(DESCRIPTION).await?;
/// # Ok(()) }
/// # type Workflow = serde_json::Value;
/// ```
///
/// # Errors
///
/// Every [`Error`]; one that [`is_precondition_failed`](Error::is_precondition_failed) when the etag has changed.
#[must_use = "a request does nothing until it is awaited"]
pub struct Update<T> {
    parts: Parts,
    changes: Changes,
    marker: PhantomData<fn() -> T>,
}

super::query_methods!(Update<T>);
super::shape_methods!(Update<T>);
super::if_match_methods!(Update<T>);
super::return_methods!(Update<T>);

impl<T> Update<T> {
    pub(crate) fn new(method: Method, path: Path) -> Self {
        Self {
            parts: Parts::new(method, path),
            changes: Changes::default(),
            marker: PhantomData,
        }
    }

    /// Sets a property. Complex values and collections are replaced as a whole.
    ///
    /// The value is anything that becomes a `V` by `Into`; number literals need their type: `5_i16`, `1.5_f32`.
    pub fn set<V: Wire, M: mark::Set>(
        mut self,
        property: Property<T, V, M>,
        value: impl Into<V>,
    ) -> Self {
        let result = self.changes.set(property.name(), &value.into());
        self.parts.check(result);
        self
    }

    /// Sets a property to null.
    pub fn set_null<V, M: mark::SetNull>(mut self, property: Property<T, V, M>) -> Self {
        self.changes.set_null(property.name());
        self
    }
}

impl<T: Wire> Update<T> {
    /// Sets all properties that are not `None` in a struct, but for Computed ones. What is `None` stays unchanged; use
    /// [`set_null`](Self::set_null) to remove a value.
    pub fn entity(mut self, entity: &T) -> Self {
        let result = self.changes.merge(entity);
        self.parts.check(result);
        self
    }

    /// Updates the entity, with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub async fn send(self) -> Result<Response<Option<T>>, Error> {
        self.prepare().send().await
    }
}

impl<T: Wire> Request for Update<T> {
    type Output = Option<T>;

    fn prepare(self) -> Prepared<Option<T>> {
        let mut parts = self.parts;
        parts.json(self.changes.to_json());
        Prepared::new(parts, |answer, _| answer?.decode_optional())
    }
}

super::into_future!(Update<T: Wire> -> Option<T>);
