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
///
/// ```
/// use clientwright_odata::{Client, Collection, Error, literal, request::Request};
/// # use clientwright_odata::Body;
///
/// /// Sends requests of one kind in batches. The results are in their order.
/// async fn all<Q: Request>(
///     client: &Client,
///     requests: impl IntoIterator<Item = Q>,
/// ) -> Result<Vec<Result<Q::Output, Error>>, Error> {
///     let mut batch = client.batch();
///     let tickets: Vec<_> = requests.into_iter().map(|request| batch.add(request)).collect();
///     let mut responses = batch.send().await?;
///     Ok(tickets.into_iter().map(|ticket| responses.take(ticket)).collect())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async {
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"responses":[
/// #         {"id":"2","status":404},{"id":"1","status":204}]}"#)))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<serde_json::Value>::root(&client, "users");
/// let deletions = ["1", "2"].map(|id| users.key(&[("id", literal(id))]).delete());
/// let results = all(&client, deletions).await?;
/// assert!(results[0].is_ok());
/// assert!(results[1].as_ref().unwrap_err().is_not_found());
/// # Ok(()) }
/// ```
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

/// A request with the way to read its response. Only this crate can name it.
#[doc(hidden)]
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
