//! The one way out: headers, time, transport, answer.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Request, Response, Uri};

use super::{Bindings, Client, Inner};
use crate::error::{
    Answer, AuthError, AuthFailure, Error, InStream, RequestName, TimedOut, TransportError,
};
use crate::future::BoxError;
use crate::layer::{Exchange, Reading};
use crate::request::Settings;
use crate::request_body::Digits;
use crate::timer::within;
use crate::transport::Body;

const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");
const UNKNOWN_ENUM_MEMBERS: HeaderValue = HeaderValue::from_static("include-unknown-enum-members");

const JSON: &str = "application/json";
/// OData JSON 4.01, 3.2.
const JSON_WITH_TEXTS: &str = "application/json;IEEE754Compatible=true";

/// A request, ready but for what the client adds.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) settings: Settings,
    /// JSON.
    pub(crate) body: Option<Bytes>,
    pub(crate) accept: HeaderValue,
    pub(crate) how: How,
}

/// What is special about a request.
#[derive(Debug, Default)]
pub(crate) struct How {
    /// A body that is no JSON; its type is in the headers.
    pub(crate) content: Option<Body>,
    /// How much of the answer is read before it is handed over.
    pub(crate) reading: Reading,
    /// It goes to a foreign origin: with nothing of the client's own.
    pub(crate) foreign: bool,
}

impl Outgoing {
    /// The same once more, but for a body that is no JSON.
    pub(crate) fn again(&self) -> Self {
        Self {
            method: self.method.clone(),
            uri: self.uri.clone(),
            settings: self.settings.clone(),
            body: self.body.clone(),
            accept: self.accept.clone(),
            how: How {
                content: None,
                ..self.how
            },
        }
    }
}

/// An answer that has begun.
pub(crate) struct Opened {
    pub(crate) request: RequestName,
    pub(crate) response: Response<Body>,
}

impl Client {
    /// Sends the request and reads the answer to its end.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but those of decoding; an answer that did not succeed is one.
    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Answer, Error> {
        let Opened { request, response } = self.open(outgoing).await?;
        let (parts, body) = response.into_parts();
        // The layers have read it already.
        match body.collect(u64::MAX).await {
            Ok(body) => Ok(Answer::new(request, Response::from_parts(parts, body))),
            Err(source) => Err(lost(request, source)),
        }
    }

    /// Sends the request. The body of an answer that succeeds is read already unless it is wanted as a stream.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but those of decoding; an answer that did not succeed is one.
    pub(crate) async fn open(&self, outgoing: Outgoing) -> Result<Opened, Error> {
        let timeout = self.time_for(&outgoing.settings);
        let message = self.message(outgoing, timeout)?;
        let request = RequestName::new(message.method(), message.uri());
        let exchange = self.0.service.send(message);
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
            Err(error) => return Err(lost(request, error)),
        };
        if response.status().is_success() {
            return Ok(Opened { request, response });
        }
        let (parts, body) = response.into_parts();
        let body = body.start(u64::MAX).await;
        match Answer::new(request, Response::from_parts(parts, body)).check() {
            Ok(answer) => Err(answer.no_content()),
            Err(error) => Err(error),
        }
    }

    /// How long a request may take.
    pub(crate) fn time_for(&self, settings: &Settings) -> Option<Duration> {
        settings.timeout.or(self.0.timeout)
    }

    /// The message with all that the client adds to it.
    fn message(
        &self,
        mut outgoing: Outgoing,
        timeout: Option<Duration>,
    ) -> Result<Request<Body>, Error> {
        let mut headers = outgoing.settings.headers();
        let safe = self.query_by_post(&mut outgoing, &mut headers)?;
        let json = outgoing.body.is_some();
        let body = match (outgoing.how.content, outgoing.body) {
            (Some(content), _) => content,
            (None, Some(json)) => Body::from(json),
            (None, None) => Body::empty(),
        };
        let with_content = [Method::POST, Method::PUT, Method::PATCH].contains(&outgoing.method);
        if with_content && http_body::Body::is_end_stream(&body) {
            // RFC 9110, 8.6; transports leave it out, and some servers then answer 411 Length Required.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if outgoing.how.foreign {
            headers.entry(ACCEPT).or_insert(outgoing.accept);
            if json {
                let json = self.0.json_type();
                headers.entry(CONTENT_TYPE).or_insert(json);
            }
            if let Some(agent) = self.0.headers.get(USER_AGENT) {
                headers.entry(USER_AGENT).or_insert_with(|| agent.clone());
            }
        } else {
            self.0.add_headers(&mut headers, json, outgoing.accept);
        }
        let mut message = Request::new(body);
        *message.method_mut() = outgoing.method;
        *message.uri_mut() = outgoing.uri;
        *message.headers_mut() = headers;
        let now = self.0.timer.as_ref().map(|timer| timer.now());
        message.extensions_mut().insert(Exchange {
            retry: outgoing.settings.retry,
            safe,
            reading: outgoing.how.reading,
            anonymous: outgoing.how.foreign,
            deadline: timeout
                .zip(now)
                .map(|(timeout, now)| now.saturating_add(timeout)),
            resends: 0,
        });
        Ok(message)
    }

    /// Puts a query that makes the URL too long into the body (OData URL conventions 4.01, 4.17). Whether it did.
    fn query_by_post(
        &self,
        outgoing: &mut Outgoing,
        headers: &mut HeaderMap,
    ) -> Result<bool, Error> {
        let Some(limit) = self.0.dialect.query_by_post else {
            return Ok(false);
        };
        let url = outgoing.uri.to_string();
        let Some((path, query)) = url.split_once('?') else {
            return Ok(false);
        };
        if outgoing.method != Method::GET || url.len() <= limit || outgoing.how.foreign {
            return Ok(false);
        }
        outgoing.uri = format!("{path}/$query")
            .try_into()
            .map_err(|error| Error::invalid(format!("URL: {error}")))?;
        outgoing.method = Method::POST;
        outgoing.how.content = Some(Body::from(query.to_owned()));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        Ok(true)
    }
}

/// The error of a request without an answer, or without a whole one.
pub(crate) fn lost(request: RequestName, error: BoxError) -> Error {
    let error = match error.downcast::<InStream>() {
        Ok(error) => return error.into_error(request),
        Err(error) => error,
    };
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
        if headers.get(ACCEPT).is_some_and(|accept| accept == JSON) {
            headers.remove(ACCEPT);
        }
        headers
    }
}

impl Inner {
    /// The media type of bodies.
    fn json_type(&self) -> HeaderValue {
        HeaderValue::from_static(match self.dialect.digits {
            Digits::Numbers => JSON,
            Digits::Texts => JSON_WITH_TEXTS,
        })
    }

    /// Adds the headers that every request has, where the request has none of its own.
    fn add_headers(&self, headers: &mut HeaderMap, json: bool, accept: HeaderValue) {
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
        let accept = if accept == JSON {
            self.json_type()
        } else {
            accept
        };
        default(ACCEPT, accept);
        default(ODATA_MAX_VERSION, HeaderValue::from_static("4.01"));
        if json {
            default(CONTENT_TYPE, self.json_type());
            // OData protocol 4.01, 8.1.5: what the body is written in. 4.0 is all that it needs, but for short names.
            let version = match self.dialect.bindings {
                Bindings::Annotation => "4.0",
                Bindings::Id => "4.01",
            };
            default(ODATA_VERSION, HeaderValue::from_static(version));
        }
    }
}
