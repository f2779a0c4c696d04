//! The credentials: only where they may go.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Response, StatusCode};
use tower_service::Service;

use super::stack::Stack;
use crate::auth::{AccessToken, Credential, claims, keeps_secrets, origin};
use crate::error::AuthFailure;
use crate::future::{BoxError, MaybeSend};
use crate::request::Message;
use crate::transport::Body;

impl<S> Stack<S> {
    /// Makes an attempt with the credentials of the client. When the service rejects a token, the attempt is made once more
    /// with another one.
    pub(super) async fn authorize<B>(
        &self,
        message: &mut Message,
    ) -> Result<Response<Body>, BoxError>
    where
        S: Service<http::Request<Body>, Response = Response<B>> + Clone,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        message.begin_attempt();
        let sent = self.prove(message, None).await?;
        let response = self.trace(message).await?;
        match sent {
            // Seldom, so that its future is not part of this one.
            Some((credential, token)) if response.status() == StatusCode::UNAUTHORIZED => {
                Box::pin(self.renew(message, response, credential, token)).await
            }
            _ => Ok(response),
        }
    }

    async fn renew<B>(
        &self,
        message: &mut Message,
        response: Response<Body>,
        credential: &Credential,
        token: AccessToken,
    ) -> Result<Response<Body>, BoxError>
    where
        S: Service<http::Request<Body>, Response = Response<B>> + Clone,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        let claims = claims(response.headers());
        credential.refused(&token, claims.as_deref());
        // A body that is a stream cannot be sent twice. Only the next request gets the new token.
        if !message.is_repeatable() {
            return Ok(response);
        }
        message.begin_attempt();
        let renewed = self.prove(message, claims.as_deref()).await?;
        if renewed.is_some_and(|(_, renewed)| renewed.secret() == token.secret()) {
            return Ok(response);
        }
        // The service did nothing, so that any method can be sent again. It is sent once more, whatever the response is.
        self.trace(message).await
    }

    /// Adds the credentials of the client to an attempt, unless the request has an `Authorization` of its own or goes to a
    /// foreign origin. Neither is sent over a connection that others on the network could read. `claims` are those of a
    /// challenge.
    ///
    /// Returns the first token that was added, with its credential.
    async fn prove(
        &self,
        message: &mut Message,
        claims: Option<&str>,
    ) -> Result<Option<(&Credential, AccessToken)>, AuthFailure> {
        let given = message.attempt.headers().contains_key(AUTHORIZATION);
        let which = message.credentials();
        let is_left_out = given || message.foreign;
        let is_sent = |scheme: Option<usize>| !is_left_out && which.include(scheme);
        let credentials = &self.settings.credentials;
        // Before a provider is called: it need not fetch a token that will not be sent.
        if (given || credentials.iter().any(|(scheme, _)| is_sent(*scheme)))
            && !keeps_secrets(message.attempt.uri())
        {
            return Err(AuthFailure::Insecure(origin(message.attempt.uri())));
        }
        let mut first = None;
        for (scheme, credential) in credentials {
            if is_sent(*scheme) {
                let token = credential.apply(&mut message.attempt, claims).await?;
                first = first.or(token.map(|token| (&**credential, token)));
            }
        }
        Ok(first)
    }
}
