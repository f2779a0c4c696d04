//! Creating an entity at a known place, or updating it (OData protocol 4.01, 11.4.4).

use http::Method;
use http::header::IF_NONE_MATCH;

use super::{Creation, Partial, Parts, Prepared, Request, Sending};
use crate::path::Path;
use crate::wire::Wire;
use crate::written::{Write, Written};

/// Creates one entity, or updates it when it exists, by `PATCH`, or by `PUT` where the service replaces entities as a
/// whole. Awaiting it returns the result, with the new entity if the service sends it: request it with
/// [`returning`](Upsert::returning).
///
/// ```
/// # use clientwright_odata::{Error, Item, capability, wire::Wire, written::WriteOutcome};
/// # async fn example<T: Wire + 'static, C: capability::Upsert>(level: Item<T, C>, first: T) -> Result<(), Error> {
/// let written = level.upsert(&first).await?;
/// println!("{}", if written.outcome() == WriteOutcome::Created { "created" } else { "updated" });
///
/// // Only created, or only updated; else an error that `is_precondition_failed`.
/// level.upsert(&first).if_none_match("*").await?;
/// level.upsert(&first).if_match("*").await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`](crate::Error); one that [`is_precondition_failed`](crate::Error::is_precondition_failed) when the
/// entity exists and must not, does not exist and must, or has changed.
#[must_use = "a request does nothing until it is awaited"]
pub struct Upsert<T> {
    parts: Parts,
    partial: Partial<T, Creation>,
}

super::query_methods!(Upsert<T>);
super::shape_methods!(Upsert<T>);
super::if_match_methods!(Upsert<T>);
super::return_methods!(Upsert<T>);
super::bind_methods!(Upsert<T>);
super::change_methods!(
    Upsert<T>,
    partial,
    Creation,
    crate::mark::Create,
    "Sets a property, also one that the struct has otherwise."
);

impl<T> Upsert<T> {
    pub(crate) fn new(method: Method, path: Path, entity: &T) -> Self
    where
        T: Wire,
    {
        let mut partial = Partial::of(path.client());
        let result = partial.changes.merge(entity);
        partial.check(result);
        Self {
            parts: Parts::writing(method, path),
            partial,
        }
    }

    /// Goes through only while no entity has this etag; with `*`, only while there is none, which leaves creation
    /// alone (OData protocol 4.01, 8.2.5).
    pub fn if_none_match(mut self, etag: impl AsRef<str>) -> Self {
        self.parts.header(IF_NONE_MATCH, etag.as_ref());
        self
    }
}

impl<T: Wire> Upsert<T> {
    /// Writes the entity, and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Written<T>> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for Upsert<T> {
    type Output = Written<T>;

    fn prepare(self) -> Prepared<Written<T>> {
        let mut parts = self.parts;
        parts.partial(self.partial);
        Prepared::new(parts, |response, origin| {
            response?.decode_written(Write::Upsert, &origin)
        })
    }
}

super::into_future!(Upsert<T: Wire> -> Written<T>);
