//! Access tokens: where they come from, and what keeps them out of logs.

use std::fmt;
use std::future::Future;

use http::HeaderValue;

use crate::future::{BoxError, BoxFuture, MaybeSend, MaybeSync};

/// A source of bearer tokens.
///
/// The client asks for a token before every request that goes to its own origin or to an origin allowed with
/// [`ClientBuilder::allow_origin`](crate::ClientBuilder::allow_origin), over TLS or to a loopback host, and for no other;
/// a provider that fetches tokens over the network should therefore keep them until they expire.
///
/// Every `Fn() -> impl Future<Output = Result<impl Into<AccessToken>, E>>` is a provider:
///
/// ```
/// # use odata_runtime::{Client, Error};
/// # fn main() -> Result<(), Error> {
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1/")
///     .credential(|| async { std::env::var("SERVICE_TOKEN") })
///     .service(tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(odata_runtime::Body::empty())) }))
///     .build()?;
/// # Ok(()) }
/// ```
pub trait TokenProvider: MaybeSend + MaybeSync {
    /// The token for the next request.
    ///
    /// # Errors
    ///
    /// Whatever kept the provider from getting one; the request then fails with [`Error::Auth`](crate::Error::Auth)
    /// and is not sent.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;
}

impl<F, Fut, T, E> TokenProvider for F
where
    F: Fn() -> Fut + MaybeSend + MaybeSync,
    Fut: Future<Output = Result<T, E>> + MaybeSend + 'static,
    T: Into<AccessToken>,
    E: Into<BoxError>,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let token = self();
        Box::pin(async move { token.await.map(Into::into).map_err(Into::into) })
    }
}

impl<P: TokenProvider + ?Sized> TokenProvider for std::sync::Arc<P> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        (**self).token()
    }
}

/// A bearer token. Neither `Debug` nor any error shows its text.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// Wraps the token's text, which goes after `Bearer ` as it is.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// The token's text.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// The `Authorization` header, marked as sensitive. `None` when the text cannot stand in a header.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.0)).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(..)")
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self(token)
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        Self(token.to_owned())
    }
}

/// A provider that always gives the same token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// A provider of this token.
    pub fn new(token: impl Into<AccessToken>) -> Self {
        Self(token.into())
    }
}

impl TokenProvider for StaticToken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let token = self.0.clone();
        Box::pin(async move { Ok(token) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_the_text() {
        let token = StaticToken::new("s3cret");
        assert_eq!(format!("{token:?}"), "StaticToken(AccessToken(..))");
        let header = AccessToken::new("s3cret").header().unwrap();
        assert_eq!(format!("{header:?}"), "Sensitive");
        assert_eq!(header, "Bearer s3cret");
    }

    #[test]
    fn a_token_with_a_line_break_is_no_header() {
        assert!(AccessToken::new("a\r\nX-Evil: 1").header().is_none());
    }
}
