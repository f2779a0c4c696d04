//! Access tokens: where they come from, and what keeps them out of logs.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::future::{BoxError, BoxFuture, MaybeSend, MaybeSync};

/// A source of bearer tokens.
///
/// The client requests a token before a request to its own origin or to an origin allowed with
/// [`ClientBuilder::allow_origin`](crate::ClientBuilder::allow_origin), over TLS or to a loopback host. For other
/// requests it does not. A token with a [lifetime](AccessToken::expires_in) is kept, renewed in time, and fetched once
/// for all requests that wait for it (see [`TokenCache`](super::TokenCache)); otherwise each request calls the
/// provider.
///
/// Every `Fn() -> impl Future<Output = Result<impl Into<AccessToken>, E>>` is a provider:
///
/// ```
/// # use clientwright_http::auth::AccessToken;
/// use clientwright_http::{Client, Error};
/// # use std::time::Duration;
/// # async fn sign_in() -> Result<(String, u64), std::io::Error> { Ok((String::new(), 0)) }
/// # fn main() -> Result<(), Error> {
/// let client = Client::builder()
///     .base_url("https://services.example.com/v1/")
///     .credential(|| async {
///         let (token, seconds) = sign_in().await?;
///         Ok::<_, std::io::Error>(AccessToken::new(token).expires_in(Duration::from_secs(seconds)))
///     })
///     .service(tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(clientwright_http::Body::empty())) }))
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

    /// Called when the service rejected a token (401 Unauthorized), so that a kept token can be dropped. The next call
    /// of [`token`](Self::token) should return another one; the request is then sent once more with it.
    ///
    /// ```
    /// use clientwright_http::auth::{AccessToken, TokenProvider};
    /// use clientwright_http::{Body, BoxError, BoxFuture, Client, Error, Request};
    /// use http::{Method, Response, StatusCode};
    /// use std::sync::Mutex;
    /// # async fn sign_in() -> Result<String, BoxError> { Ok("new".to_owned()) }
    ///
    /// /// The token of the last run of the program, and after it one of a sign-in.
    /// struct Stored(Mutex<Option<AccessToken>>);
    ///
    /// impl TokenProvider for Stored {
    ///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
    ///         Box::pin(async {
    ///             if let Some(token) = self.0.lock().unwrap().clone() {
    ///                 return Ok(token);
    ///             }
    ///             let token = AccessToken::new(sign_in().await?);
    ///             Ok(self.0.lock().unwrap().insert(token).clone())
    ///         })
    ///     }
    ///
    ///     fn refused(&self, token: &AccessToken) {
    ///         // Another request may have replaced it by now.
    ///         self.0.lock().unwrap().take_if(|stored| stored == token);
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     let mut response = Response::new(Body::empty());
    /// #     if request.headers()["authorization"] != "Bearer new" {
    /// #         *response.status_mut() = StatusCode::UNAUTHORIZED;
    /// #     }
    /// #     Ok::<_, std::io::Error>(response)
    /// # });
    /// let client = Client::builder()
    ///     .base_url("https://services.example.com")
    ///     .credential(Stored(Mutex::new(Some("old".into()))))
    /// #   .service(service)
    ///     .build()?;
    /// let url = client.uri(&client.url("me")?)?;
    /// // The service answers 401 to the token `old`.
    /// assert_eq!(client.send(Request::new(Method::GET, url)).await?.status, StatusCode::OK);
    /// # Ok(()) }
    /// ```
    fn refused(&self, token: &AccessToken) {
        let _ = token;
    }

    /// A token that satisfies a claims challenge and replaces the [rejected](Self::refused) one. `claims` is
    /// the JSON text that the service sent, to pass on to the authority that issues tokens. The request is then sent
    /// once more.
    ///
    /// Services of Microsoft send such a challenge when access was revoked or a policy requires more (Continuous Access
    /// Evaluation): `WWW-Authenticate: Bearer error="insufficient_claims", claims="…"`. Unless a provider overrides
    /// this method, [`token`](Self::token) is called again.
    ///
    /// ```
    /// use clientwright_http::auth::{AccessToken, TokenProvider};
    /// use clientwright_http::{BoxError, BoxFuture};
    /// # async fn sign_in(claims: Option<&str>) -> Result<String, BoxError> { Ok(String::new()) }
    /// struct SignIn;
    ///
    /// impl TokenProvider for SignIn {
    ///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
    ///         Box::pin(async { Ok(sign_in(None).await?.into()) })
    ///     }
    ///
    ///     fn token_with_claims<'a>(
    ///         &'a self,
    ///         claims: &'a str,
    ///     ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
    ///         Box::pin(async { Ok(sign_in(Some(claims)).await?.into()) })
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`token`](Self::token).
    fn token_with_claims<'a>(
        &'a self,
        claims: &'a str,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let _ = claims;
        self.token()
    }
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

    fn refused(&self, token: &AccessToken) {
        (**self).refused(token);
    }

    fn token_with_claims<'a>(
        &'a self,
        claims: &'a str,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token_with_claims(claims)
    }
}

/// A bearer token (RFC 6750, 2.1). Neither `Debug` nor any error shows its text.
///
/// ```
/// use clientwright_http::auth::AccessToken;
/// use std::time::Duration;
///
/// // From the response of an authorization server.
/// let (access_token, expires_in) = ("s3cret", 3600);
/// let token = AccessToken::new(access_token).expires_in(Duration::from_secs(expires_in));
/// assert_eq!(token.lifetime(), Some(Duration::from_secs(3600)));
/// assert_eq!(format!("{token:?}"), "AccessToken(.., 3600s)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    secret: Arc<Secret>,
    lifetime: Option<Duration>,
}

#[derive(PartialEq, Eq)]
struct Secret {
    text: String,
    /// The `Authorization` header, made once. `None` when the text is not allowed in a header.
    header: Option<HeaderValue>,
}

impl AccessToken {
    /// Wraps the token's text, which goes after `Bearer ` as it is.
    pub fn new(token: impl Into<String>) -> Self {
        let text: String = token.into();
        let mut header = HeaderValue::try_from(format!("Bearer {text}")).ok();
        if let Some(header) = &mut header {
            header.set_sensitive(true);
        }
        Self {
            secret: Arc::new(Secret { text, header }),
            lifetime: None,
        }
    }

    /// Sets the lifetime from now on: `expires_in` of OAuth 2.0 (RFC 6749, 5.1), which is in seconds there.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// How long the token was valid when it was created; `None` if unknown.
    pub fn lifetime(&self) -> Option<Duration> {
        self.lifetime
    }

    /// The token's text.
    pub fn secret(&self) -> &str {
        &self.secret.text
    }

    /// The `Authorization` header, marked as sensitive. `None` when the text is not allowed in a header.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        self.secret.header.clone()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lifetime {
            Some(lifetime) => write!(f, "AccessToken(.., {lifetime:?})"),
            None => f.write_str("AccessToken(..)"),
        }
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self::new(token)
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        Self::new(token)
    }
}

/// A provider that always returns the same token.
///
/// ```
/// use clientwright_http::BoxError;
/// use clientwright_http::auth::{StaticToken, TokenProvider};
/// use std::sync::Arc;
/// # async fn sign_in() -> Result<String, BoxError> { Ok(String::new()) }
///
/// /// The token of a test environment, if there is one; otherwise a user signs in.
/// fn tokens(of_tests: Option<&str>) -> Arc<dyn TokenProvider> {
///     match of_tests {
///         Some(token) => Arc::new(StaticToken::new(token)),
///         None => Arc::new(sign_in),
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), BoxError> {
/// assert_eq!(tokens(Some("t")).token().await?.secret(), "t");
/// # Ok(()) }
/// ```
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
