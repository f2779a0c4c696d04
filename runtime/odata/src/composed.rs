//! Composable functions: paths that continue after a call.

use std::future::IntoFuture;
use std::ops::Deref;

use crate::request::{Prepared, Request};

/// A call of a composable function. Awaiting it calls the function; it derefs to the builder of its result, whose path
/// continues from the call.
///
/// ```
/// # use clientwright_odata::{Client, Error, Item, resource::Path, wire::Wire};
/// # async fn example<Range: Wire + 'static>(client: &Client) -> Result<(), Error> {
/// let used = Path::root(client).function("ns", "usedRange").compose::<Range, Range, _>(|range: Item<Range>| range);
/// used.delete().await?;      // DELETE ns.usedRange()
/// let range = used.await?;   // GET ns.usedRange()
/// # Ok(()) }
/// ```
///
/// OData URL conventions 4.01, 4.5.2.
#[derive(Clone, Debug)]
#[must_use = "a function is called when this is awaited"]
pub struct Composed<Q, B> {
    request: Q,
    place: B,
}

impl<Q, B> Composed<Q, B> {
    pub(crate) fn new(request: Q, place: B) -> Self {
        Self { request, place }
    }

    /// The call alone, to set its query options and headers.
    pub fn request(self) -> Q {
        self.request
    }
}

impl<Q, B> Deref for Composed<Q, B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.place
    }
}

impl<Q: Request, B> Request for Composed<Q, B> {
    type Output = Q::Output;

    fn prepare(self) -> Prepared<Q::Output> {
        self.request.prepare()
    }
}

impl<Q: IntoFuture, B> IntoFuture for Composed<Q, B> {
    type Output = Q::Output;
    type IntoFuture = Q::IntoFuture;

    fn into_future(self) -> Self::IntoFuture {
        self.request.into_future()
    }
}
