//! A response with its status and headers.

use std::ops::{Deref, DerefMut};

use http::{HeaderMap, StatusCode};

pub use clientwright_values::mend::{Mended, Mending};

/// What `send()` returns: the body, to which it derefs, with the status and the headers of the response.
///
/// ```
/// # use clientwright_odata::{Client, Error, Item, wire::Wire};
/// # async fn example<T: Wire + 'static>(user: Item<T>) -> Result<(), Error> {
/// let response = user.get().send().await?;
/// if let Some(etag) = response.etag() {
///     println!("unchanged while its etag is {etag}");
/// }
/// let user: T = response.into_body();
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Response<R> {
    status: StatusCode,
    headers: HeaderMap,
    body: R,
    mended: Vec<Mended>,
}

impl<R> Response<R> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: R) -> Self {
        Self {
            status,
            headers,
            body,
            mended: Vec::new(),
        }
    }

    pub(crate) fn with_mended(mut self, mended: Vec<Mended>) -> Self {
        self.mended = mended;
        self
    }

    /// The status, 2xx.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The `ETag` header, for `if_match`.
    pub fn etag(&self) -> Option<&str> {
        self.headers.get(http::header::ETAG)?.to_str().ok()
    }

    /// Where the entity can be edited: the `Location` header, else `OData-EntityId` (OData protocol 4.01, 8.3.3 and
    /// 8.3.4). `None` for 202 Accepted, whose `Location` is the [`monitor`](Self::monitor).
    pub fn location(&self) -> Option<&str> {
        location(self.status, &self.headers)
    }

    /// The URL of the status of an accepted request: the `Location` header of 202 Accepted, as the service sent
    /// it (OData protocol 4.01, 8.3.3 and 11.6).
    pub fn monitor(&self) -> Option<&str> {
        monitor(self.status, &self.headers)
    }

    /// The values of the body that did not match the metadata, and that a
    /// [tolerant](crate::ClientBuilder::tolerant) client has repaired.
    pub fn mended(&self) -> &[Mended] {
        &self.mended
    }

    /// The body alone.
    pub fn into_body(self) -> R {
        self.body
    }

    pub(crate) fn try_map<S, E>(
        self,
        map: impl FnOnce(R) -> Result<S, E>,
    ) -> Result<Response<S>, E> {
        Ok(Response {
            status: self.status,
            headers: self.headers,
            body: map(self.body)?,
            mended: self.mended,
        })
    }
}

pub(crate) fn monitor(status: StatusCode, headers: &HeaderMap) -> Option<&str> {
    let location = headers.get(http::header::LOCATION)?.to_str().ok()?;
    (status == StatusCode::ACCEPTED).then_some(location)
}

pub(crate) fn location(status: StatusCode, headers: &HeaderMap) -> Option<&str> {
    headers
        .get(http::header::LOCATION)
        .filter(|_| status != StatusCode::ACCEPTED)
        .or_else(|| headers.get("odata-entityid"))?
        .to_str()
        .ok()
}

impl<R> Deref for Response<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.body
    }
}

impl<R> DerefMut for Response<R> {
    fn deref_mut(&mut self) -> &mut R {
        &mut self.body
    }
}
