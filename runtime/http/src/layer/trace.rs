//! Spans for attempts, by the names of OpenTelemetry's semantic conventions for HTTP clients.

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, Uri};
use tower_service::Service;
use tracing::{Span, field};

use super::stack::Stack;
use crate::future::{BoxError, MaybeSend};
use crate::request::Message;
use crate::transport::Body;

impl<S> Stack<S> {
    /// Sends an attempt inside a span. No header, no body and no query is in it.
    pub(super) async fn trace<B>(&self, message: &mut Message) -> Result<Response<Body>, BoxError>
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        let span = span(&message.attempt, message.resends);
        let mut open = Open(span, true);
        let result = {
            let mut attempt = pin!(self.buffer(message));
            poll_fn(|cx| open.0.in_scope(|| attempt.as_mut().poll(cx))).await
        };
        open.1 = false;
        finish(&open.0, &result);
        result
    }
}

fn span(request: &Request<Body>, resends: u32) -> Span {
    let (method, uri) = (request.method(), request.uri());
    let span = tracing::info_span!(
        target: "clientwright_http",
        "HTTP request",
        otel.name = %method,
        otel.kind = "client",
        otel.status_code = field::Empty,
        http.request.method = %method,
        http.request.resend_count = field::Empty,
        http.response.status_code = field::Empty,
        url.full = %redacted(uri),
        server.address = uri.host(),
        server.port = port(uri),
        error.type = field::Empty,
    );
    // The conventions want it only where it is more than 0.
    if resends > 0 {
        span.record("http.request.resend_count", resends);
    }
    span
}

/// Tells that a request is sent again after a pause.
pub(super) fn sent_again(method: &Method, response: Option<&Response<Body>>, pause: Duration) {
    let status = response.map(|response| response.status().as_u16());
    tracing::event!(
        target: "clientwright_http",
        tracing::Level::INFO,
        { http.request.method = %method, http.response.status_code = status, pause = ?pause },
        "the request is sent again"
    );
}

/// The URL without what its query says, which may be personal, and without a name and a password before the host.
fn redacted(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let (user, host) = match authority.rsplit_once('@') {
        Some((_, host)) => ("REDACTED:REDACTED@", host),
        None => ("", authority),
    };
    let query = uri.query().map_or("", |_| "?REDACTED");
    format!("{scheme}://{user}{host}{}{query}", uri.path())
}

fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or_else(|| match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    })
}

fn finish(span: &Span, result: &Result<Response<Body>, BoxError>) {
    match result {
        Ok(response) => {
            let status = response.status();
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                fail(span, status.as_str());
            }
        }
        Err(error) => {
            let timeout = crate::error::is_timeout_error(error.as_ref());
            fail(span, if timeout { "timeout" } else { "transport" });
        }
    }
}

fn fail(span: &Span, kind: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", kind);
}

/// Reports that an attempt was cancelled: it timed out, or its future was dropped.
struct Open(Span, bool);

impl Drop for Open {
    fn drop(&mut self) {
        if self.1 {
            fail(&self.0, "cancelled");
        }
    }
}
