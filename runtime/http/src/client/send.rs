//! Sending: headers, timeouts, transport, redirects, response.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};
use url::Url;

use super::Client;
use crate::error::{Error, TimedOut};
use crate::layer::Exchange;
use crate::request::{Reading, Request};
use crate::response::{RequestName, Response, TimeLeft};
use crate::timer::within;
use crate::transport::Body;

impl Client {
    /// Sends the request and reads the response to its end.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but [`Error::Paging`]; a response that did not succeed is one.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        // The layers have limited the body already.
        self.open(request).await?.collect(u64::MAX).await
    }

    /// Sends the request. Of a response that succeeds, as much is read already as [`Request::reading`] says.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but [`Error::Paging`]; a response that did not succeed is one.
    pub async fn open(&self, mut request: Request) -> Result<Response<Body>, Error> {
        let mut foreign = !self.0.origins.admit_uri(&request.uri);
        loop {
            let again = request.again();
            match self.exchange(request, foreign).await {
                Err(Error::Redirect(error)) => {
                    let next = again
                        .and_then(|again| self.redirected(again, &mut foreign, error.location()));
                    match next {
                        Some(next) => request = next,
                        None => return Err(Error::Redirect(error)),
                    }
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

    async fn exchange(&self, request: Request, foreign: bool) -> Result<Response<Body>, Error> {
        let timeout = request.timeout.or(self.0.timeout);
        let reading = request.reading;
        let began = self.0.timer.as_ref().map(|timer| timer.now());
        let name = RequestName::new(&request.method, &request.uri);
        let exchange = self
            .0
            .service
            .send(self.message(request, foreign, timeout.zip(began)));
        let result = match (timeout, &self.0.timer) {
            (None, _) => exchange.await,
            (Some(timeout), Some(timer)) => within(&**timer, timeout, exchange)
                .await
                .unwrap_or_else(|| Err(Box::new(TimedOut(timeout)))),
            (Some(_), None) => {
                let reason = "a timeout needs a timer (`ClientBuilder::timer`)";
                return Err(Error::invalid(reason));
            }
        };
        let response = match result {
            Ok(response) => response,
            Err(error) => return Err(Error::lost(name, error)),
        };
        if response.status().is_success() {
            let mut response = Response::arriving(name, response);
            if matches!(reading, Reading::Head(_)) {
                response.time = self.time_left(timeout, began);
            }
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let body = body.start(u64::MAX).await;
        Err(Response::new(name, parts.status, parts.headers, body).into_error())
    }

    /// The time that a request has left for the rest of its response.
    fn time_left(
        &self,
        timeout: Option<Duration>,
        began: Option<Duration>,
    ) -> Option<Box<TimeLeft>> {
        let (all, timer) = timeout.zip(self.0.timer.as_ref())?;
        let waited = timer.now().saturating_sub(began?);
        Some(Box::new(TimeLeft {
            timer: Arc::clone(timer),
            all,
            left: all.saturating_sub(waited),
        }))
    }

    /// The message with all that the client adds to it. `time` is how long it has, and when that began.
    fn message(
        &self,
        request: Request,
        foreign: bool,
        time: Option<(Duration, Duration)>,
    ) -> http::Request<Body> {
        let mut headers = request.headers;
        let with_content = [Method::POST, Method::PUT, Method::PATCH].contains(&request.method);
        if with_content && http_body::Body::is_end_stream(&request.body) {
            // RFC 9110, 8.6; transports leave it out, and some servers then answer 411 Length Required.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        self.0.complete(&mut headers, request.fallback, foreign);
        let mut message = http::Request::new(request.body);
        *message.method_mut() = request.method;
        *message.uri_mut() = request.uri;
        *message.headers_mut() = headers;
        message.extensions_mut().insert(Exchange {
            retry: request.retry,
            safe: request.idempotent,
            reading: request.reading,
            credentials: request.credentials,
            anonymous: foreign,
            deadline: time.map(|(timeout, began)| began.saturating_add(timeout)),
            resends: 0,
        });
        message
    }
}
