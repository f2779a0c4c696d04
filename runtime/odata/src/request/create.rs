//! Creating an entity (OData protocol 4.01, 11.4.2).

use http::Method;

use super::{Creation, Partial, Parts, Prepared, Request, Sending};
use crate::path::Path;
use crate::reference::Related;
use crate::wire::Wire;
use crate::written::{Write, Written};

/// Creates an entity (`POST`). Awaiting it returns a [`Written`]: the created entity, or a reference to it.
///
/// ```
/// # use clientwright_odata::{Collection, Error, wire::Wire};
/// # async fn example<User: Wire + 'static>(users: Collection<User>, user: User) -> Result<(), Error> {
/// let created: User = users.create(&user).await?.try_into_entity()?;
/// # Ok(()) }
/// ```
///
/// Some services respond without the entity, also where [`returning`](Create::returning) did not request that. This is
/// no error: see [`Written`].
///
/// # Errors
///
/// Every [`Error`](crate::Error).
#[must_use = "a request does nothing until it is awaited"]
pub struct Create<T> {
    parts: Parts,
    partial: Partial<T, Creation>,
}

super::query_methods!(Create<T>);
super::shape_methods!(Create<T>);
super::return_methods!(Create<T>);
super::bind_methods!(Create<T>);
super::change_methods!(
    Create<T>,
    partial,
    Creation,
    crate::mark::Create,
    "Sets a property, also one that the struct sets."
);

impl<T> Create<T> {
    /// A request without any property yet.
    pub(crate) fn with(path: Path) -> Self {
        Self {
            partial: Partial::of(path.client()),
            parts: Parts::writing(Method::POST, path),
        }
    }

    pub(crate) fn new(path: Path, entity: &T) -> Self
    where
        T: Wire,
    {
        let mut create = Self::with(path);
        let result = create.partial.changes.merge(entity);
        create.partial.check(result);
        create
    }

    /// Creates related entities along (deep insert, protocol 4.01, 11.4.2.2): one for a navigation property to one, a
    /// vector for one to many. Further calls for the same property add more.
    ///
    /// ```
    /// # use clientwright_odata::{Collection, Error, NavigationCollection};
    /// # type Workflow = serde_json::Value; type Task = serde_json::Value;
    /// # const TASKS: NavigationCollection<Workflow, Task> = NavigationCollection::new("tasks");
    /// # async fn example(workflows: Collection<Workflow>, workflow: Workflow, first: Task, second: Task) -> Result<(), Error> {
    /// workflows.create(&workflow).insert(TASKS, vec![first, second]).await?;
    /// # Ok(()) }
    /// ```
    pub fn insert<N: Related<T, New: Wire>>(mut self, property: N, new: impl Into<N::New>) -> Self {
        self.partial.add_new(&property, &new.into());
        self
    }
}

impl<T: Wire> Create<T> {
    /// Creates the entity, and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Written<T>> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for Create<T> {
    type Output = Written<T>;

    fn prepare(self) -> Prepared<Written<T>> {
        let mut parts = self.parts;
        parts.partial(self.partial);
        Prepared::new(parts, |response, origin| {
            response?.decode_written(Write::Create, &origin)
        })
    }
}

super::into_future!(Create<T: Wire> -> Written<T>);
