//! Signs in with a credential of `azure_identity`: the one of the Azure CLI or of `azd`, whichever is signed in on this machine.
//! The client requests a token when it needs one, keeps it, and renews it before it expires.
//!
//! ```text
//! az login
//! cargo run
//! ```

use std::sync::Arc;

use azure_core::credentials::TokenCredential;
use azure_identity::DeveloperToolsCredential;
use clientwright_odata::auth::AzureCredential;
use clientwright_odata::{ClientBuilder, Error};
use msgraph_lifecycle_workflows::Cloud;
use msgraph_lifecycle_workflows::v1_0::GraphClient;

/// A builder of a client whose tokens come from a credential, for the cloud that most tenants are in.
fn client(credential: Arc<dyn TokenCredential>) -> ClientBuilder<GraphClient> {
    let cloud = Cloud::Global;
    GraphClient::builder()
        .base_url(cloud.v1_0())
        .credential(AzureCredential::new(credential, cloud.scope()))
}

/// How many workflows there are.
async fn count(graph: &GraphClient) -> Result<u64, Error> {
    graph
        .identity_governance()
        .lifecycle_workflows()
        .workflows()
        .count()
        .await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let graph = client(DeveloperToolsCredential::new(None)?).build()?;
    println!("{} workflows", count(&graph).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::time::Duration;

    use azure_core::credentials::{AccessToken, TokenRequestOptions};
    use azure_core::time::OffsetDateTime;
    use clientwright_odata::Body;

    use super::*;

    /// A credential whose token is the scope that was requested.
    #[derive(Debug)]
    struct Fake;

    // Written as the attribute of `async_trait` would.
    impl TokenCredential for Fake {
        fn get_token<'a, 'b, 'c, 'd, 'e>(
            &'a self,
            scopes: &'b [&'c str],
            _: Option<TokenRequestOptions<'d>>,
        ) -> Pin<Box<dyn Future<Output = azure_core::Result<AccessToken>> + Send + 'e>>
        where
            'a: 'e,
            'b: 'e,
            'c: 'e,
            'd: 'e,
            Self: 'e,
        {
            let scope = scopes.join(" ");
            let until = OffsetDateTime::now_utc() + Duration::from_secs(3600);
            Box::pin(async move { Ok(AccessToken::new(scope, until)) })
        }
    }

    /// A service in place of the network: it counts only for this token.
    async fn service(request: http::Request<Body>) -> Result<http::Response<Body>, Infallible> {
        let expected = "Bearer https://graph.microsoft.com/.default";
        let is_signed_in = request
            .headers()
            .get("authorization")
            .is_some_and(|it| it == expected);
        let mut response = http::Response::new(Body::from("3"));
        if !is_signed_in {
            *response.status_mut() = http::StatusCode::UNAUTHORIZED;
        }
        Ok(response)
    }

    #[tokio::test]
    async fn the_token_of_the_credential_is_sent() -> Result<(), Error> {
        let graph = client(Arc::new(Fake))
            .service(tower::service_fn(service))
            .build()?;
        assert_eq!(count(&graph).await?, 3);
        Ok(())
    }
}
