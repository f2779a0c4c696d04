//! The one way out: headers, time, transport, answer.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Request, Response, Uri};

use super::{Bindings, Client, Inner};
use crate::error::{Answer, AuthError, AuthFailure, Error, RequestName, TimedOut, TransportError};
use crate::future::BoxError;
use crate::layer::Exchange;
use crate::request::Settings;
use crate::timer::within;
use crate::transport::Body;

const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");
const UNKNOWN_ENUM_MEMBERS: HeaderValue = HeaderValue::from_static("include-unknown-enum-members");

/// A request, ready but for what the client adds.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) settings: Settings,
    /// JSON.
    pub(crate) body: Option<Bytes>,
    pub(crate) accept: HeaderValue,
}

impl Client {
    /// Sends the request and reads the answer to its end.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but those of decoding; an answer that did not succeed is one.
    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Answer, Error> {
        let request = RequestName {
            method: outgoing.method.clone(),
            path: outgoing.uri.path().to_owned(),
        };
        let timeout = outgoing.settings.timeout.or(self.0.timeout);
        let message = self.message(outgoing, timeout);
        // The layers have read the body by then; this takes it as it is.
        let exchange = async {
            let (parts, body) = self.0.service.send(message).await?.into_parts();
            let body = body.collect(u64::MAX).await?;
            Ok::<_, BoxError>(Response::from_parts(parts, body))
        };
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
        match result {
            Ok(response) => Answer::new(request, response).check(),
            Err(error) => Err(lost(request, error)),
        }
    }

    /// The message with all that the client adds to it.
    fn message(&self, outgoing: Outgoing, timeout: Option<Duration>) -> Request<Body> {
        let mut headers = outgoing.settings.headers();
        let has_body = outgoing.body.is_some();
        self.0.add_headers(&mut headers, has_body, outgoing.accept);
        if !has_body && outgoing.method == Method::POST {
            // RFC 9110, 8.6; transports leave it out, and some servers then answer 411 Length Required.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut message = Request::new(outgoing.body.map_or_else(Body::empty, Body::from));
        *message.method_mut() = outgoing.method;
        *message.uri_mut() = outgoing.uri;
        *message.headers_mut() = headers;
        let now = self.0.timer.as_ref().map(|timer| timer.now());
        message.extensions_mut().insert(Exchange {
            retry: outgoing.settings.retry,
            deadline: timeout.zip(now).map(|(timeout, now)| now + timeout),
            ..Exchange::default()
        });
        message
    }
}

/// The error of a request without an answer.
fn lost(request: RequestName, error: BoxError) -> Error {
    match error.downcast::<AuthFailure>() {
        Ok(reason) => Error::Auth(Box::new(AuthError {
            request,
            reason: *reason,
        })),
        Err(source) => Error::Transport(Box::new(TransportError { request, source })),
    }
}

impl Client {
    /// The headers of a request that travels in a batch: the one that carries it speaks for them in what concerns the
    /// way.
    pub(crate) fn item_headers(&self, item: &Outgoing) -> HeaderMap {
        let mut headers = item.settings.headers();
        let accept = item.accept.clone();
        self.0
            .add_headers(&mut headers, item.body.is_some(), accept);
        for name in [USER_AGENT, ODATA_VERSION, ODATA_MAX_VERSION] {
            headers.remove(name);
        }
        // JSON is what a batch is made of.
        if headers
            .get(ACCEPT)
            .is_some_and(|accept| accept == "application/json")
        {
            headers.remove(ACCEPT);
        }
        headers
    }
}

impl Inner {
    /// Adds the headers that every request has, where the request has none of its own.
    fn add_headers(&self, headers: &mut HeaderMap, body: bool, accept: HeaderValue) {
        // Preferences add up (RFC 7240, 2); every other header of a request replaces the client's.
        let prefers = self.headers.get_all(PREFER).iter().cloned();
        let asks = self
            .dialect
            .unknown_enum_members
            .then_some(UNKNOWN_ENUM_MEMBERS);
        for value in prefers.chain(asks) {
            headers.append(PREFER, value);
        }
        for name in self.headers.keys() {
            if *name != PREFER && !headers.contains_key(name) {
                for value in self.headers.get_all(name) {
                    headers.append(name, value.clone());
                }
            }
        }
        let mut default = |name: HeaderName, value: HeaderValue| {
            headers.entry(name).or_insert(value);
        };
        default(ACCEPT, accept);
        default(ODATA_MAX_VERSION, HeaderValue::from_static("4.01"));
        if body {
            default(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            // OData protocol 4.01, 8.1.5: what the body is written in. 4.0 is all that it needs, but for short names.
            let version = match self.dialect.bindings {
                Bindings::Annotation => "4.0",
                Bindings::Id => "4.01",
            };
            default(ODATA_VERSION, HeaderValue::from_static(version));
        }
    }
}
