//! Deleting an entity (OData protocol 4.01, 11.4.5).

use http::Method;

use super::{Parts, Prepared, Request, Sending};
use crate::path::Path;

/// Deletes one entity.
///
/// ```
/// # use clientwright_odata::{Error, Item};
/// # async fn example<User>(user: Item<User>, etag: &str) -> Result<(), Error> {
/// user.delete().if_match(etag).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`](crate::Error) but [`Error::Decode`](crate::Error::Decode): a body of a successful response is ignored.
#[must_use = "a request does nothing until it is awaited"]
pub struct Delete {
    pub(super) parts: Parts,
}

super::query_methods!(Delete);
super::if_match_methods!(Delete);

impl Delete {
    pub(crate) fn new(path: Path) -> Self {
        Self {
            parts: Parts::new(Method::DELETE, path),
        }
    }

    /// Deletes the entity, and returns status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<()> {
        self.prepare().send()
    }
}

impl Request for Delete {
    type Output = ();

    fn prepare(self) -> Prepared<()> {
        Prepared::new(self.parts, |response, _| response?.ignore())
    }
}

super::into_future!(Delete -> ());
