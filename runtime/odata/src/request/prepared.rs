//! Requests that are ready to go, alone or in a batch.

use http::Uri;

use super::{Parts, Settings};
use crate::client::Client;
use crate::error::{Error, RawResponse};
use crate::response::Response;

/// A request that can be part of a [`Batch`](crate::batch::Batch). Every request of this crate is one, except those
/// that stream bytes ([`Download`](crate::request::Download), [`Upload`](crate::request::Upload),
/// [`CreateMedia`](crate::request::CreateMedia)): a batch is kept in memory, and is JSON.
///
/// It cannot be implemented elsewhere.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a batch",
    label = "send it by itself",
    note = "streams of bytes go alone, and so does all that is not a request of this crate"
)]
pub trait Request: Sized {
    /// The result of awaiting the request.
    type Output;

    /// The request, ready to go.
    #[doc(hidden)]
    fn prepare(self) -> Prepared<Self::Output>;
}

/// A request with the way to read its response.
#[derive(Debug)]
pub struct Prepared<R> {
    pub(crate) parts: Parts,
    pub(crate) read: Read<R>,
}

/// Converts a response to the result of the request. It also reads failures: for some requests, a missing entity
/// is no error.
pub(crate) type Read<R> = fn(Result<RawResponse, Error>, Origin) -> Result<Response<R>, Error>;

/// Where a response comes from: what it takes to go on from there.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    pub(crate) uri: Uri,
    /// The maximal number of items.
    pub(crate) limit: Option<usize>,
    /// The caller set the URL ([`Client::request`]), which may be that of a resource of any kind.
    pub(crate) by_hand: bool,
}

impl<R> Prepared<R> {
    pub(crate) fn new(parts: Parts, read: Read<R>) -> Self {
        Self { parts, read }
    }
}
