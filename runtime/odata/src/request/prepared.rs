//! Requests that are ready to go, alone or in a batch.

use http::Uri;

use super::{Parts, Settings};
use crate::client::Client;
use crate::error::{Answer, Error};
use crate::response::Response;

/// A request that can be part of a [`Batch`](crate::batch::Batch). Every request of this crate is one, but for those that stream
/// bytes ([`Download`](crate::request::Download), [`Upload`](crate::request::Upload), [`CreateMedia`](crate::request::CreateMedia)): a batch is held in memory, and is JSON.
///
/// It cannot be implemented elsewhere.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a batch",
    label = "send it by itself",
    note = "streams of bytes go alone, and so does all that is not a request of this crate"
)]
pub trait Request: Sized {
    /// What awaiting the request gives.
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

/// How a response becomes what the request gives. Failures are read as well: to some requests, that something is not
/// there is none.
pub(crate) type Read<R> = fn(Result<Answer, Error>, Origin) -> Result<Response<R>, Error>;

/// Where a response comes from: what it takes to go on from there.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    pub(crate) uri: Uri,
    /// How many items are wanted.
    pub(crate) limit: Option<usize>,
    /// The caller gave the URL ([`Client::request`]), which may lead to a resource of any kind.
    pub(crate) by_hand: bool,
}

impl<R> Prepared<R> {
    pub(crate) fn new(parts: Parts, read: Read<R>) -> Self {
        Self { parts, read }
    }

    /// Sends the request and reads the response.
    pub(crate) async fn send(self) -> Result<Response<R>, Error> {
        let (outgoing, origin) = self.parts.split()?;
        let answer = origin.client.send(outgoing).await;
        (self.read)(answer, origin)
    }
}
