//! Credentials of `azure_identity` as sources of tokens.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use azure_core::credentials::TokenCredential;
use azure_core::time::OffsetDateTime;

use super::token::{AccessToken, TokenProvider};
use crate::future::{BoxError, BoxFuture};

/// Any credential of `azure_identity`, or of another crate that implements `azure_core`'s `TokenCredential`.
///
/// ```
/// # use clientwright_http::auth::AzureCredential;
/// # use clientwright_http::{Body, Client, Error};
/// # use std::sync::Arc;
/// use azure_core::credentials::TokenCredential;
///
/// # fn example(credential: Arc<dyn TokenCredential>) -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// // let credential = azure_identity::DeveloperToolsCredential::new(None)?;
/// let client = Client::builder()
///     .base_url("https://graph.microsoft.com/v1.0")
///     .credential(AzureCredential::new(credential, "https://graph.microsoft.com/.default"))
/// #   .service(service)
///     .build()?;
/// # Ok(()) }
/// ```
///
/// Its tokens state when they expire, so the client keeps and renews them. A claims challenge does not reach the
/// credential, since `TokenRequestOptions` of `azure_core` 1 has no place for claims: where the service sends such
/// challenges (Continuous Access Evaluation), implement [`TokenProvider`] and its
/// [`token_with_claims`](TokenProvider::token_with_claims).
#[derive(Clone)]
pub struct AzureCredential {
    credential: Arc<dyn TokenCredential>,
    scope: String,
}

impl AzureCredential {
    /// Tokens of this credential for this scope: that of Microsoft Graph is `https://graph.microsoft.com/.default`,
    /// with the host of the national cloud where it is another.
    pub fn new(credential: Arc<dyn TokenCredential>, scope: impl Into<String>) -> Self {
        Self {
            credential,
            scope: scope.into(),
        }
    }
}

impl TokenProvider for AzureCredential {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let token = self.credential.get_token(&[&self.scope], None).await?;
            let left = token.expires_on - OffsetDateTime::now_utc();
            let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
            Ok(AccessToken::new(token.token.secret()).expires_in(left))
        })
    }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureCredential")
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use azure_core::credentials::{AccessToken as Issued, TokenRequestOptions};
    use std::pin::Pin;

    #[derive(Debug)]
    struct Fake;

    // Written as the attribute of `async_trait` would.
    impl TokenCredential for Fake {
        fn get_token<'a, 'b, 'c, 'd, 'e>(
            &'a self,
            scopes: &'b [&'c str],
            _: Option<TokenRequestOptions<'d>>,
        ) -> Pin<Box<dyn Future<Output = azure_core::Result<Issued>> + Send + 'e>>
        where
            'a: 'e,
            'b: 'e,
            'c: 'e,
            'd: 'e,
            Self: 'e,
        {
            let scope = scopes[0].to_owned();
            let until = OffsetDateTime::now_utc() + Duration::from_secs(3600);
            Box::pin(async move { Ok(Issued::new(scope, until)) })
        }
    }

    #[tokio::test]
    async fn a_token_with_its_lifetime() {
        let provider = AzureCredential::new(Arc::new(Fake), "https://example.com/.default");
        let token = provider.token().await.unwrap();
        assert_eq!(token.secret(), "https://example.com/.default");
        let left = token.lifetime().unwrap().as_secs();
        assert!((3590..=3600).contains(&left), "{left}");
    }
}
