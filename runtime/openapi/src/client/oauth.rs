//! OAuth 2.0 client credentials (RFC 6749, 4.4): tokens for a program that acts for itself.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use clientwright_http::__private::{Escaped, Remote, basic, collect, keeps_secrets, origin};
use clientwright_http::Error;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Request, Uri};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{self, Serializer};

use crate::Body;
use crate::auth::{AccessToken, TokenProvider};
use crate::future::{BoxError, BoxFuture};
use crate::layer::HttpService;

/// How many bytes the response of a token endpoint may have.
const MAX_RESPONSE: u64 = 1 << 20;
/// The lifetime of a token whose lifetime is unknown: it is used until the service rejects it.
const UNKNOWN: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// A name and a secret by which a program gets tokens for itself: the grant `client_credentials` of OAuth 2.0 (RFC 6749,
/// 4.4).
///
/// The client requests a token from the token endpoint that the description names, over its own transport, with the scopes
/// that the operation needs. The token is kept while it is valid; all requests that need it wait for one request of a
/// token. See [`ClientBuilder::client_credentials`](super::ClientBuilder::client_credentials).
///
/// ```
/// use clientwright_openapi::client::ClientCredentials;
///
/// let credentials = ClientCredentials::new("my-program", "…")
///     .token_url("https://id.example.com/oauth/token")
///     .scopes(["read", "write"])
///     .parameter("audience", "https://services.example.com")
///     .in_body(true);
/// ```
#[derive(Clone)]
#[must_use = "credentials do nothing until a client has them"]
pub struct ClientCredentials {
    id: String,
    secret: String,
    pub(super) token_url: Option<String>,
    scopes: Option<String>,
    in_body: bool,
    parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// The `client_id` and the `client_secret` of the program.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            token_url: None,
            scopes: None,
            in_body: false,
            parameters: Vec::new(),
        }
    }

    /// The token endpoint, in place of the one that the description names. A relative one is resolved against the address
    /// of the service. **The secret is sent there**, over TLS or to a loopback host.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// The scopes of all tokens, in place of those that the description states for each operation. All operations then
    /// share one token.
    pub fn scopes<T: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        let mut all = String::new();
        for scope in scopes {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(scope.as_ref());
        }
        self.scopes = Some(all);
        self
    }

    /// Whether name and secret are sent in the body (`client_secret_post`) and not in the header `Authorization`
    /// (`client_secret_basic`, the default; RFC 6749, 2.3.1).
    pub fn in_body(mut self, in_body: bool) -> Self {
        self.in_body = in_body;
        self
    }

    /// A further parameter of requests for tokens, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// These credentials with what the description says, where they say nothing themselves. `None`: nothing names a
    /// token endpoint.
    pub(super) fn with(&self, token_url: Option<&str>, scopes: &str) -> Option<Self> {
        let token_url = self.token_url.as_deref().or(token_url)?.to_owned();
        let scopes = self.scopes.as_deref().unwrap_or(scopes).to_owned();
        Some(Self {
            token_url: Some(token_url),
            scopes: Some(scopes),
            ..self.clone()
        })
    }

    /// Whether nothing of the description counts.
    pub(super) fn is_complete(&self) -> bool {
        self.token_url.is_some() && self.scopes.is_some()
    }

    fn endpoint(&self, transport: HttpService, base: &Url) -> Result<Endpoint, Error> {
        let text = self.token_url.as_deref().unwrap_or_default();
        let invalid = |reason: String| Error::invalid(format!("token endpoint: {reason}"));
        let mut url = base
            .join(text)
            .map_err(|error| invalid(error.to_string()))?;
        url.set_fragment(None);
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(invalid("its scheme must be https or http".to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("its address has credentials in it".to_owned()));
        }
        let uri = Uri::try_from(url.as_str()).map_err(|error| invalid(error.to_string()))?;
        if !keeps_secrets(&uri) {
            let origin = origin(&uri);
            return Err(invalid(format!(
                "a secret is not sent over plain http to {origin}"
            )));
        }
        let mut body = Serializer::new(String::new());
        body.append_pair("grant_type", "client_credentials");
        if let Some(scopes) = self.scopes.as_deref().filter(|scopes| !scopes.is_empty()) {
            body.append_pair("scope", scopes);
        }
        for (name, value) in &self.parameters {
            body.append_pair(name, value);
        }
        let mut authorization = None;
        if self.in_body {
            body.append_pair("client_id", &self.id);
            body.append_pair("client_secret", &self.secret);
        } else {
            // RFC 6749, 2.3.1: encoded as in a form first, so that a colon in the name is no separator.
            let encoded = |text: &str| -> String {
                form_urlencoded::byte_serialize(text.as_bytes()).collect()
            };
            authorization = basic(&encoded(&self.id), &encoded(&self.secret));
        }
        Ok(Endpoint {
            transport,
            uri,
            authorization,
            body: body.finish().into(),
        })
    }
}

impl Remote for ClientCredentials {
    fn provider(
        &self,
        transport: HttpService,
        base: &Url,
    ) -> Result<Arc<dyn TokenProvider>, Error> {
        Ok(Arc::new(self.endpoint(transport, base)?))
    }
}

/// Shows neither the secret nor the parameters.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("token_url", &self.token_url)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// Where tokens come from, with the request for one.
struct Endpoint {
    transport: HttpService,
    uri: Uri,
    authorization: Option<HeaderValue>,
    body: Bytes,
}

impl Endpoint {
    async fn request(&self) -> Result<AccessToken, BoxError> {
        let mut request = Request::new(Body::from(self.body.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        let fixed = HeaderValue::from_static;
        headers.insert(CONTENT_TYPE, fixed("application/x-www-form-urlencoded"));
        headers.insert(ACCEPT, fixed("application/json"));
        headers.insert(USER_AGENT, fixed(super::builder::USER_AGENT));
        if let Some(value) = &self.authorization {
            headers.insert(AUTHORIZATION, value.clone());
        }
        let response = self.transport.send(request).await;
        let response =
            response.map_err(|error| self.fails(format!("does not respond: {error}")))?;
        let (parts, body) = response.into_parts();
        let body = collect(body, MAX_RESPONSE).await;
        let body = body.map_err(|error| self.fails(format!("does not respond: {error}")))?;
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        let text = |name: &str| json.as_ref().and_then(|json| json.get(name)?.as_str());
        if !parts.status.is_success() {
            // RFC 6749, 5.2.
            let mut reason = format!("responds {}", parts.status);
            for text in [text("error"), text("error_description")]
                .into_iter()
                .flatten()
            {
                reason.push_str(&format!(": {}", Escaped(text)));
            }
            return Err(self.fails(reason));
        }
        let Some(token) = text("access_token").filter(|token| !token.is_empty()) else {
            return Err(self.fails("returns no `access_token`".to_owned()));
        };
        // RFC 6749, 7.1: a token of an unknown type must not be used.
        if let Some(kind) = text("token_type").filter(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            let kind = Escaped(kind);
            return Err(self.fails(format!("returns a token of the type `{kind}`")));
        }
        let lifetime = json
            .as_ref()
            .and_then(|json| lifetime(json.get("expires_in")?));
        Ok(AccessToken::new(token).expires_in(lifetime.unwrap_or(UNKNOWN)))
    }

    fn fails(&self, reason: String) -> BoxError {
        let (origin, path) = (origin(&self.uri), self.uri.path());
        format!("the token endpoint {origin}{path} {reason}").into()
    }
}

/// A number of seconds. Some services write it as a text.
fn lifetime(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => text.trim().parse().ok()?,
        value => value.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

impl TokenProvider for Endpoint {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self.request())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_seconds() {
        for (json, seconds) in [
            ("3600", Some(3600)),
            ("\"3600\"", Some(3600)),
            ("3600.0", Some(3600)),
            ("-1", Some(0)),
            ("1e300", None),
            ("\"NaN\"", Some(0)),
            ("null", None),
            ("\"soon\"", None),
        ] {
            let value = serde_json::from_str(json).expect("JSON");
            let seconds = seconds.map(Duration::from_secs);
            assert_eq!(lifetime(&value), seconds, "{json}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let credentials = ClientCredentials::new("id", "s3cret").parameter("assertion", "s3cret");
        assert!(!format!("{credentials:?}").contains("s3cret"));
    }
}
