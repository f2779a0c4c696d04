//! The credential of a client.

use std::fmt;
use std::net::Ipv4Addr;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use http::{Request, Uri};
use url::{Host, Url};

use super::cache::TokenCache;
use super::token::{AccessToken, TokenProvider};
use crate::encode;
use crate::error::AuthFailure;
use crate::transport::Body;

/// Which credentials of a client a request is sent with. The client has one of its own, and for protocols with several
/// security schemes one for each scheme, by the number of the scheme.
///
/// ```
/// use clientwright_http::auth::Credentials;
/// use clientwright_http::{Body, Client, Error, Request};
/// use http::{Method, Response};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let shown = request.headers().contains_key("authorization");
/// #     Ok::<_, std::io::Error>(Response::new(Body::from(if shown { "known" } else { "anonymous" })))
/// # });
/// // A service that returns `known` or `anonymous`.
/// let client = Client::builder()
///     .base_url("https://services.example.com")
///     .bearer_token("t")
/// #   .service(service)
///     .build()?;
/// let url = client.uri(&client.url("me")?)?;
/// let mut request = Request::new(Method::GET, url.clone());
/// assert_eq!(client.send(request).await?.body, "known");
///
/// // This call is public, and the service need not know who makes it.
/// request = Request::new(Method::GET, url);
/// request.credentials = Credentials::Schemes(&[]);
/// assert_eq!(client.send(request).await?.body, "anonymous");
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// The client's own.
    #[default]
    Own,
    /// Those of these schemes; an empty list sends none.
    Schemes(&'static [usize]),
}

impl Credentials {
    /// Whether the credential of this scheme is one of them. `None` is the client's own.
    pub(crate) fn include(self, scheme: Option<usize>) -> bool {
        match (self, scheme) {
            (Self::Own, None) => true,
            (Self::Schemes(schemes), Some(scheme)) => schemes.contains(&scheme),
            _ => false,
        }
    }
}

/// A credential of a client.
pub(crate) enum Credential {
    /// A token that is fetched: `Authorization: Bearer …`.
    Bearer(TokenCache<Arc<dyn TokenProvider>>),
    /// A header that is always the same.
    Header(HeaderName, HeaderValue),
    /// A query option that is always the same.
    Query(QueryKey),
    /// A cookie that is always the same, as `name=value`.
    Cookie(HeaderValue),
}

/// An API key in the query. Requests that have it carry it in their extensions as well, for layers that send requests
/// of their own.
#[derive(Clone)]
pub(crate) struct QueryKey(Arc<str>);

impl QueryKey {
    /// The URL with the key.
    pub(crate) fn add_to(&self, uri: &Uri) -> Result<Uri, AuthFailure> {
        let key = &*self.0;
        let separator = match uri.query() {
            // A link that the service derived from the request's URL contains the key already.
            Some(query) if query.split('&').any(|option| option == key) => return Ok(uri.clone()),
            Some(_) => '&',
            None => '?',
        };
        Uri::try_from(format!("{uri}{separator}{key}")).map_err(|_| AuthFailure::Malformed)
    }
}

impl Credential {
    /// A name and a password (RFC 7617). `None`: the name has a colon, which the header has no place for.
    pub(crate) fn basic(user: &str, password: &str) -> Option<Self> {
        basic(user, password).map(|value| Self::Header(AUTHORIZATION, value))
    }

    pub(crate) fn header(name: HeaderName, mut value: HeaderValue) -> Self {
        value.set_sensitive(true);
        Self::Header(name, value)
    }

    pub(crate) fn query(name: &str, value: &str) -> Self {
        let mut text = String::new();
        encode::query(&mut text, name, value);
        Self::Query(QueryKey(text.into()))
    }

    /// A cookie. `None`: a character is not allowed in cookies (RFC 6265, 4.1.1).
    pub(crate) fn cookie(name: &str, value: &str) -> Option<Self> {
        let is_allowed = |c: char| c.is_ascii_graphic() && !r#"",;\"#.contains(c);
        let mut value = HeaderValue::try_from(format!("{name}={value}"))
            .ok()
            .filter(|_| name.chars().chain(value.chars()).all(is_allowed))?;
        value.set_sensitive(true);
        Some(Self::Cookie(value))
    }

    /// Adds the credential to a request that may have it. `claims` are those that a token must have after a challenge.
    ///
    /// Returns the token that was added, if the credential is a token: after a rejection another one can be fetched.
    pub(crate) async fn apply(
        &self,
        request: &mut Request<Body>,
        claims: Option<&str>,
    ) -> Result<Option<AccessToken>, AuthFailure> {
        match self {
            Self::Bearer(tokens) => {
                let token = tokens.get(claims).await.map_err(AuthFailure::Provider)?;
                let value = token.header().ok_or(AuthFailure::Malformed)?;
                request.headers_mut().insert(AUTHORIZATION, value);
                return Ok(Some(token));
            }
            Self::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
            }
            Self::Query(key) => {
                *request.uri_mut() = key.add_to(request.uri())?;
                request.extensions_mut().insert(key.clone());
            }
            Self::Cookie(pair) => add_cookie(request, pair),
        }
        Ok(None)
    }

    /// Notes that a token was not accepted, and the claims that the next one must have.
    pub(crate) fn refused(&self, token: &AccessToken, claims: Option<&str>) {
        if let Self::Bearer(tokens) = self {
            tokens.withdraw(token, claims);
        }
    }
}

/// Names the kind.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(_) => f.write_str("Bearer(..)"),
            Self::Header(name, _) => write!(f, "Header({name}: ..)"),
            Self::Query(_) => f.write_str("Query(..)"),
            Self::Cookie(_) => f.write_str("Cookie(..)"),
        }
    }
}

/// The value of the header `Authorization` for a name and a password (RFC 7617). `None`: the name has a colon.
#[doc(hidden)]
pub fn basic(user: &str, password: &str) -> Option<HeaderValue> {
    if user.contains(':') {
        return None;
    }
    let text = BASE64_STANDARD.encode(format!("{user}:{password}"));
    let mut value = HeaderValue::try_from(format!("Basic {text}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Adds a pair to the one `Cookie` header that a request has (RFC 6265, 5.4).
fn add_cookie(request: &mut Request<Body>, pair: &HeaderValue) {
    let mut value = match request.headers().get(COOKIE) {
        Some(before) => {
            let all = [before.as_bytes(), b"; ", pair.as_bytes()].concat();
            // Both were values of headers.
            HeaderValue::from_bytes(&all).unwrap_or_else(|_| pair.clone())
        }
        None => pair.clone(),
    };
    value.set_sensitive(true);
    request.headers_mut().insert(COOKIE, value);
}

/// Whether a request is protected from readers on the network: it uses TLS, or stays on this machine.
#[doc(hidden)]
pub fn keeps_secrets(uri: &Uri) -> bool {
    if uri.scheme_str() == Some("https") {
        return true;
    }
    let host = uri.host().unwrap_or_default();
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return address.is_loopback();
    }
    // Other spellings of an address mean the same host.
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => false,
    }
}

/// Scheme, host and port.
#[doc(hidden)]
pub fn origin(uri: &Uri) -> String {
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

    #[test]
    fn nothing_shows_the_secret() {
        let basic = Credential::basic("me", "s3cret").unwrap();
        let Credential::Header(_, value) = &basic else {
            panic!("{basic:?}")
        };
        assert_eq!(value, "Basic bWU6czNjcmV0");
        assert_eq!(
            format!("{basic:?} {value:?}"),
            "Header(authorization: ..) Sensitive"
        );
        assert_eq!(
            format!("{:?}", Credential::query("key", "s3cret")),
            "Query(..)"
        );
        assert!(Credential::basic("a:b", "c").is_none());
    }
}
