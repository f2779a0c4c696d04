//! A response with its status and headers.

use std::ops::{Deref, DerefMut};

use http::{HeaderMap, StatusCode};

/// What `send()` returns: the body, to which it derefs, with the status and the headers of the response.
///
/// ```
/// # use clientwright_openapi::{Call, Error};
/// # async fn example(call: Call<String>) -> Result<(), Error> {
/// let response = call.send().await?;
/// println!("{}, {} bytes", response.status(), response.len());
/// let text: String = response.into_body();
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Response<R> {
    status: StatusCode,
    headers: HeaderMap,
    body: R,
}

impl<R> Response<R> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: R) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }

    /// The status, 2xx.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body alone.
    pub fn into_body(self) -> R {
        self.body
    }
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
