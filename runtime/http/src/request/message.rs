//! From a request to the messages of its attempts.

use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::{Reading, Request};
use crate::auth::Credentials;
use crate::response::RequestName;
use crate::retry::{RetryPolicy, is_idempotent};
use crate::transport::Body;

/// `Prefer` (RFC 7240), whose values add up.
pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");

/// A request with what the client adds to it. The message of each attempt is built anew, so that headers are copied only
/// for attempts that are made.
pub(crate) struct Message {
    request: Request,
    /// The headers of all requests of the client.
    defaults: Arc<HeaderMap>,
    /// Whether it goes to a foreign origin: without a credential.
    pub(crate) foreign: bool,
    /// When it must be over, on the timer's clock.
    pub(crate) deadline: Option<Duration>,
    /// How often it was sent before.
    pub(crate) resends: u32,
    is_repeatable: bool,
    /// The message of the current attempt, until it is sent.
    pub(crate) attempt: http::Request<Body>,
}

impl Message {
    #[inline]
    pub(crate) fn new(request: Request, defaults: &Arc<HeaderMap>, foreign: bool) -> Self {
        Self {
            is_repeatable: request.body.as_bytes().is_some(),
            request,
            defaults: Arc::clone(defaults),
            foreign,
            deadline: None,
            resends: 0,
            attempt: http::Request::default(),
        }
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn method(&self) -> &Method {
        &self.request.method
    }

    pub(crate) fn name(&self) -> RequestName {
        RequestName::new(&self.request.method, &self.request.uri)
    }

    /// How long it may take in all.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.request.timeout
    }

    /// The credentials that it is sent with.
    pub(crate) fn credentials(&self) -> Credentials {
        self.request.credentials
    }

    /// How much of the response is read.
    pub(crate) fn reading(&self) -> Reading {
        self.request.reading
    }

    /// The policy in place of the client's.
    pub(crate) fn policy(&self) -> Option<&RetryPolicy> {
        self.request.retry.as_ref()
    }

    /// Whether there can be another attempt: not when the body is a stream.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    /// Whether the request does no harm when it arrives twice.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.request.idempotent || is_idempotent(&self.request.method, &self.headers())
    }

    /// Builds the message of the next attempt.
    pub(crate) fn begin_attempt(&mut self) {
        let headers = self.headers();
        let request = &mut self.request;
        let body = request.body.try_clone();
        *self.attempt.body_mut() = body.unwrap_or_else(|| std::mem::take(&mut request.body));
        *self.attempt.method_mut() = request.method.clone();
        *self.attempt.uri_mut() = request.uri.clone();
        *self.attempt.headers_mut() = headers;
        self.attempt.extensions_mut().clear();
    }

    fn headers(&self) -> HeaderMap {
        let request = &self.request;
        let mut headers = complete(request, &self.defaults, self.foreign);
        let with_content = [Method::POST, Method::PUT, Method::PATCH].contains(&request.method);
        if with_content && http_body::Body::is_end_stream(&request.body) {
            // RFC 9110, 8.6; transports leave it out, and some servers then answer 411 Length Required.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        headers
    }
}

/// The headers of a request with those that it has not of its own: the client's, and those for where neither has one.
pub(crate) fn complete(request: &Request, defaults: &HeaderMap, foreign: bool) -> HeaderMap {
    let mut headers = request.headers.clone();
    // One more, for the credential.
    headers.reserve(defaults.len() + request.fallback.len() + 1);
    for (name, value) in defaults {
        if foreign && name != USER_AGENT {
            continue;
        }
        // Preferences add up (RFC 7240, 2); every other header of a request replaces the client's, which has one value.
        if *name == PREFER {
            headers.append(PREFER, value.clone());
        } else {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
    for (name, value) in &request.fallback {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    headers
}
