//! The credential: only where it may go.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};

use super::service::Handle;
use super::{Exchange, HttpService};
use crate::auth::{Credential, claims, keeps_secrets, origin};
use crate::error::AuthFailure;
use crate::future::{BoxError, BoxFuture};
use crate::transport::Body;

/// Adds the client's credential to each attempt, unless the request has an `Authorization` of its own or goes to a
/// foreign origin. Neither is sent where somebody on the way could read it.
pub(crate) struct Authorize(Arc<Inner>);

struct Inner {
    inner: HttpService,
    credential: Option<Credential>,
}

impl Authorize {
    pub(crate) fn new(inner: HttpService, credential: Option<Credential>) -> Self {
        Self(Arc::new(Inner { inner, credential }))
    }
}

impl Handle for Authorize {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let inner = Arc::clone(&self.0);
        Box::pin(async move { inner.send(request).await })
    }
}

impl Inner {
    async fn send(&self, mut request: Request<Body>) -> Result<Response<Body>, BoxError> {
        let given = request.headers().contains_key(AUTHORIZATION);
        let exchange = request.extensions().get::<Exchange>();
        let anonymous = exchange.is_some_and(|exchange| exchange.anonymous);
        let credential = self.credential.as_ref().filter(|_| !given && !anonymous);
        // Before the provider is asked: it need not fetch a token that will not be sent.
        if (given || credential.is_some()) && !keeps_secrets(request.uri()) {
            return Err(Box::new(AuthFailure::Insecure(origin(request.uri()))));
        }
        let Some(credential) = credential else {
            return self.inner.send(request).await;
        };
        let bare = super::retry::copy(&request);
        let token = credential.apply(&mut request, None).await?;
        let response = self.inner.send(request).await?;
        let Some(token) = token.filter(|_| response.status() == StatusCode::UNAUTHORIZED) else {
            return Ok(response);
        };
        let claims = claims(response.headers());
        credential.refused(&token, claims.as_deref());
        // A body that is a stream cannot be sent twice. Only the next request gets the new token.
        let Some(mut again) = bare else {
            return Ok(response);
        };
        let renewed = credential.apply(&mut again, claims.as_deref()).await?;
        if renewed.is_some_and(|renewed| renewed.secret() == token.secret()) {
            return Ok(response);
        }
        // The service did nothing, so that any method can be sent again. It is sent once more, whatever the response is.
        self.inner.send(again).await
    }
}
