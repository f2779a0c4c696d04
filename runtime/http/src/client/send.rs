//! Sending requests, and following redirects.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use url::Url;

use super::Client;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::request::{Message, Request};
use crate::response::Response;
use crate::transport::Body;

impl Client {
    /// Sends the request and reads the response to its end. Nothing is sent before the future is polled.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but [`Error::Paging`]; a response that did not succeed is one.
    pub fn send(&self, request: Request) -> Sending {
        Sending(State::Open(self.open(request)))
    }

    /// Sends the request. Of a response that succeeds, as much is read already as [`Request::reading`] says. Nothing is sent
    /// before the future is polled.
    ///
    /// ```
    /// use clientwright_http::{Body, Client, Error, Reading, Request};
    /// use http::{Method, Response};
    /// use std::io::Write as _;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let service = tower::service_fn(|_| async {
    /// #     let chunks = ["first ", "second"].map(|text| Ok::<_, std::io::Error>(bytes::Bytes::from_static(text.as_bytes())));
    /// #     Ok::<_, std::io::Error>(Response::new(Body::from_stream(futures_util::stream::iter(chunks))))
    /// # });
    /// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
    /// # let mut file = Vec::new();
    /// // A download that is too long for memory.
    /// let mut request = Request::new(Method::GET, client.uri(&client.url("files/7")?)?);
    /// request.reading = Reading::Stream;
    /// let mut response = client.open(request).await?;
    /// while let Some(bytes) = response.chunk().await? {
    ///     file.write_all(&bytes)?;
    /// }
    /// # assert_eq!(file, b"first second");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Every [`Error`] but [`Error::Paging`]; a response that did not succeed is one.
    pub fn open(&self, request: Request) -> BoxFuture<'static, Result<Response<Body>, Error>> {
        let foreign = !self.0.origins.admit_uri(&request.uri);
        match request.again() {
            None => self.exchange(request, foreign),
            Some(again) => {
                let client = self.clone();
                Box::pin(async move { client.follow(request, again, foreign).await })
            }
        }
    }

    fn exchange(
        &self,
        mut request: Request,
        foreign: bool,
    ) -> BoxFuture<'static, Result<Response<Body>, Error>> {
        request.timeout = request.timeout.or(self.0.timeout);
        let message = Message::new(request, &self.0.headers, foreign);
        Arc::clone(&self.0.stack).exchange(Box::new(message))
    }

    /// Sends the request, and again to where redirects point. `again` is the request once more.
    async fn follow(
        &self,
        mut request: Request,
        again: Request,
        mut foreign: bool,
    ) -> Result<Response<Body>, Error> {
        let mut again = Some(again);
        loop {
            match self.exchange(request, foreign).await {
                Err(Error::Redirect(error)) => {
                    let next = again
                        .and_then(|again| self.redirected(again, &mut foreign, error.location()));
                    match next {
                        Some(next) => request = next,
                        None => return Err(Error::Redirect(error)),
                    }
                    again = request.again();
                }
                result => return result,
            }
        }
    }

    /// The request for what a redirect points to. `None`: it must not be followed.
    fn redirected(
        &self,
        mut asked: Request,
        foreign: &mut bool,
        location: Option<&str>,
    ) -> Option<Request> {
        let from = Url::parse(&asked.uri.to_string()).ok()?;
        let mut url = from.join(location?).ok()?;
        let downgrade = from.scheme() == "https" && url.scheme() != "https";
        if downgrade || !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        url.set_fragment(None);
        // Also on the way back: where a foreign host points to is not for this client's credential to read.
        *foreign |= !self.admits(&url);
        if *foreign {
            asked.forget_secrets();
        }
        asked.uri = url.as_str().parse().ok()?;
        Some(asked)
    }
}

/// The future of [`Client::send`].
///
/// It has a name, so that it can be kept without a box. Several at a time:
///
/// ```
/// use clientwright_http::{Body, Client, Error, Request, Sending};
/// use futures_util::future::try_join_all;
/// use http::Method;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(request.uri().path().to_owned())))
/// # });
/// # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
/// let get = |id: u32| -> Result<Sending, Error> {
///     let url = client.uri(&client.url(&format!("pets/{id}"))?)?;
///     Ok(client.send(Request::new(Method::GET, url)))
/// };
/// let calls: Vec<Sending> = [7, 8, 9].into_iter().map(get).collect::<Result<_, _>>()?;
/// let responses = try_join_all(calls).await?;
/// assert_eq!(responses[2].body, "/pets/9");
/// # Ok(()) }
/// ```
#[must_use = "a future does nothing until it is polled"]
pub struct Sending(State);

enum State {
    Open(BoxFuture<'static, Result<Response<Body>, Error>>),
    /// Seldom: the layers read all of a response unless the request says otherwise.
    Read(BoxFuture<'static, Result<Response, Error>>),
}

impl Future for Sending {
    type Output = Result<Response, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match &mut self.0 {
                State::Open(open) => match ready!(open.as_mut().poll(cx))?.into_whole() {
                    Ok(response) => return Poll::Ready(Ok(response)),
                    Err(response) => {
                        // The layers limit the body.
                        let read = async { response.collect(u64::MAX).await };
                        self.0 = State::Read(Box::pin(read));
                    }
                },
                State::Read(read) => return read.as_mut().poll(cx),
            }
        }
    }
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}
