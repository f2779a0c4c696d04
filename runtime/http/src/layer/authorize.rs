//! The credential: only where it may go.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};

use super::service::Handle;
use super::{Exchange, HttpService};
use crate::auth::{Credential, Credentials, claims, keeps_secrets, origin};
use crate::error::AuthFailure;
use crate::future::{BoxError, BoxFuture};
use crate::transport::Body;

/// Adds the credentials of the client to each attempt, unless the request has an `Authorization` of its own or goes to a
/// foreign origin. Neither is sent where somebody on the way could read it.
pub(crate) struct Authorize(Arc<Inner>);

struct Inner {
    inner: HttpService,
    /// Each with the scheme that it is for; `None` for the client's own.
    credentials: Vec<(Option<usize>, Arc<Credential>)>,
}

impl Authorize {
    pub(crate) fn new(
        inner: HttpService,
        credentials: Vec<(Option<usize>, Arc<Credential>)>,
    ) -> Self {
        Self(Arc::new(Inner { inner, credentials }))
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
        let which = exchange.map_or_else(Credentials::default, |exchange| exchange.credentials);
        let is_chosen = |scheme| !given && !anonymous && which.include(scheme);
        let mut chosen = self.credentials.iter();
        let Some(first) = chosen.position(|(scheme, _)| is_chosen(*scheme)) else {
            if given && !keeps_secrets(request.uri()) {
                return Err(Box::new(AuthFailure::Insecure(origin(request.uri()))));
            }
            return self.inner.send(request).await;
        };
        // Before a provider is asked: it need not fetch a token that will not be sent.
        if !keeps_secrets(request.uri()) {
            return Err(Box::new(AuthFailure::Insecure(origin(request.uri()))));
        }
        let rest = &self.credentials[first..];
        let chosen = rest.iter().filter(|(scheme, _)| which.include(*scheme));
        let chosen = chosen.map(|(_, credential)| credential);
        let bare = super::retry::copy(&request);
        let mut sent = None;
        for credential in chosen.clone() {
            let token = credential.apply(&mut request, None).await?;
            sent = sent.or(token.map(|token| (credential, token)));
        }
        let response = self.inner.send(request).await?;
        let Some((by, token)) = sent.filter(|_| response.status() == StatusCode::UNAUTHORIZED)
        else {
            return Ok(response);
        };
        let claims = claims(response.headers());
        by.refused(&token, claims.as_deref());
        // A body that is a stream cannot be sent twice. Only the next request gets the new token.
        let Some(mut again) = bare else {
            return Ok(response);
        };
        let mut renewed = None;
        for credential in chosen {
            let token = credential.apply(&mut again, claims.as_deref()).await?;
            renewed = renewed.or(token);
        }
        if renewed.is_some_and(|renewed| renewed.secret() == token.secret()) {
            return Ok(response);
        }
        // The service did nothing, so that any method can be sent again. It is sent once more, whatever the response is.
        self.inner.send(again).await
    }
}
