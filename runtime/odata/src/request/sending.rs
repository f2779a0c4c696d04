//! Requests that are being sent.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Parts;
use super::prepared::{Origin, Prepared, Read};
use crate::error::{Error, RawResponse};
use crate::response::Response;

/// The future of a request's `send`: a value with the status and the headers of its response. Nothing is sent before it is
/// polled.
///
/// ```
/// use clientwright_odata::{Client, Collection, Error, request::Sending};
/// # use clientwright_odata::Body;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let number = if request.uri().path() == "/users/$count" { "3" } else { "5" };
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(number)))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
///
/// // Requests of different kinds at the same time.
/// let count = |name: &str| -> Sending<u64> { Collection::<serde_json::Value>::root(&client, name).count().send() };
/// let (users, teams) = futures_util::future::try_join(count("users"), count("teams")).await?;
/// assert_eq!((*users, *teams), (3, 5));
/// assert_eq!(users.status(), 200);
/// # Ok(()) }
/// ```
#[must_use = "a future does nothing until it is polled"]
pub struct Sending<R> {
    state: State,
    read: Read<R>,
}

/// The options are empty after the end.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all requests are the large one, and a box would cost each an allocation"
)]
enum State {
    Sent(clientwright_http::Sending, Option<Origin>),
    Failed(Option<Error>),
}

impl<R> Prepared<R> {
    /// Sends the request and reads the response.
    pub(crate) fn send(self) -> Sending<R> {
        Sending {
            state: State::new(self.parts),
            read: self.read,
        }
    }
}

impl State {
    // Not generic, so that it is compiled once.
    fn new(parts: Parts) -> Self {
        let start = |(outgoing, origin): (_, Origin)| {
            let sending = origin.client.start(outgoing)?;
            Ok(Self::Sent(sending, Some(origin)))
        };
        let state = parts.split().and_then(start);
        state.unwrap_or_else(|error| Self::Failed(Some(error)))
    }
}

impl<R> Future for Sending<R> {
    type Output = Result<Response<R>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        const ENDED: &str = "a future is not polled after its end";
        let this = &mut *self;
        Poll::Ready(match &mut this.state {
            State::Sent(sending, origin) => {
                let response = ready!(Pin::new(sending).poll(cx)).map_err(Error::from);
                let response = response.and_then(|response| RawResponse(response).reported());
                (this.read)(response, origin.take().expect(ENDED))
            }
            State::Failed(error) => Err(error.take().expect(ENDED)),
        })
    }
}

impl<R> fmt::Debug for Sending<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// The body of the response alone: the result of awaiting a request.
pub(crate) struct BodyOf<R>(pub(crate) Sending<R>);

impl<R> Future for BodyOf<R> {
    type Output = Result<R, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(Pin::new(&mut self.0).poll(cx));
        Poll::Ready(response.map(Response::into_body))
    }
}
