//! The one way out: headers, token, transport, answer.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};
use url::{Host, Url};

use super::{Client, Inner};
use crate::error::{Answer, AuthError, AuthFailure, Error, RequestName, TransportError};
use crate::transport::Body;

const ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");
const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");
const UNKNOWN_ENUM_MEMBERS: HeaderValue = HeaderValue::from_static("include-unknown-enum-members");

/// A request, ready but for what the client adds.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
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
        let inner = &*self.0;
        let request = RequestName {
            method: outgoing.method,
            path: outgoing.uri.path().to_owned(),
        };

        let mut headers = outgoing.headers;
        inner.add_headers(&mut headers, outgoing.body.is_some(), outgoing.accept);
        if outgoing.body.is_none() && request.method == Method::POST {
            // RFC 9110, 8.6; transports leave it out, and some servers then answer 411 Length Required.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let fail = |request, reason| Error::Auth(Box::new(AuthError { request, reason }));
        let given = headers.contains_key(AUTHORIZATION);
        // Before the provider is asked: it need not fetch a token that will not be sent.
        if (given || inner.credential.is_some()) && !keeps_secrets(&outgoing.uri) {
            let origin = origin(&outgoing.uri);
            return Err(fail(request, AuthFailure::Insecure(origin)));
        }
        if let Some(credential) = inner.credential.as_ref().filter(|_| !given) {
            let token = match credential.token().await {
                Ok(token) => token,
                Err(error) => return Err(fail(request, AuthFailure::Provider(error))),
            };
            let Some(value) = token.header() else {
                return Err(fail(request, AuthFailure::Malformed));
            };
            headers.insert(AUTHORIZATION, value);
        }

        let mut message = Request::new(outgoing.body.map_or_else(Body::empty, Body::from));
        *message.method_mut() = request.method.clone();
        *message.uri_mut() = outgoing.uri;
        *message.headers_mut() = headers;
        let lost = |request, source| Error::Transport(Box::new(TransportError { request, source }));
        let (parts, body) = match inner.transport.send(message).await {
            Ok(response) => response.into_parts(),
            Err(source) => return Err(lost(request, source)),
        };
        let answer = match body.collect(inner.max_response_bytes).await {
            Ok(body) => Answer {
                request,
                status: parts.status,
                headers: parts.headers,
                body,
            },
            // The status is worth more than the reason for a lost body of an error.
            Err(_) if !parts.status.is_success() => Answer {
                request,
                status: parts.status,
                headers: parts.headers,
                body: Bytes::new(),
            },
            Err(source) => return Err(lost(request, source)),
        };
        answer.check()
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
            // OData protocol 4.01, 8.1.5: what the body is written in. 4.0 is all that it needs.
            default(ODATA_VERSION, HeaderValue::from_static("4.0"));
        }
    }
}

/// Whether nobody on the way can read a request: TLS, or the same machine.
fn keeps_secrets(uri: &Uri) -> bool {
    if uri.scheme_str() == Some("https") {
        return true;
    }
    // Parsed once more, since other spellings of an address mean the same host.
    let Ok(url) = Url::parse(&uri.to_string()) else {
        return false;
    };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Scheme, host and port.
fn origin(uri: &Uri) -> String {
    Url::parse(&uri.to_string())
        .map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stay_on_the_machine_or_in_tls() {
        for (url, safe) in [
            ("https://example.com/", true),
            ("http://localhost:8080/", true),
            ("http://a.localhost/", true),
            ("http://127.0.0.2/", true),
            ("http://[::1]:80/", true),
            ("http://example.com/", false),
            ("http://localhost.example.com/", false),
            ("http://10.0.0.1/", false),
            ("http://127.0.0.1.example.com/", false),
            ("http://2130706433/", true), // another spelling of 127.0.0.1
            ("http://[::ffff:10.0.0.1]/", false),
        ] {
            assert_eq!(keeps_secrets(&url.parse().unwrap()), safe, "{url}");
        }
    }
}
