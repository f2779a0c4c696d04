//! The credential: only where it may go.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Response, StatusCode};
use tower_service::Service;

use super::stack::Stack;
use crate::auth::{claims, keeps_secrets, origin};
use crate::error::AuthFailure;
use crate::future::{BoxError, MaybeSend};
use crate::request::Message;
use crate::transport::Body;

impl<S> Stack<S> {
    /// Adds the credentials of the client to an attempt, unless the request has an `Authorization` of its own or goes to a
    /// foreign origin. Neither is sent over a connection that others on the network could read.
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
        let (resends, reading) = (message.resends, message.reading());
        let mut request = message.attempt();
        let given = request.headers().contains_key(AUTHORIZATION);
        let (which, is_left_out) = (message.credentials(), given || message.foreign);
        let credentials = self.settings.credentials.iter();
        let chosen = credentials.filter(|(scheme, _)| !is_left_out && which.include(*scheme));
        let chosen = chosen.map(|(_, credential)| credential);
        // Before a provider is called: it need not fetch a token that will not be sent.
        if (given || chosen.clone().next().is_some()) && !keeps_secrets(request.uri()) {
            return Err(Box::new(AuthFailure::Insecure(origin(request.uri()))));
        }
        let mut sent = None;
        for credential in chosen.clone() {
            let token = credential.apply(&mut request, None).await?;
            sent = sent.or(token.map(|token| (credential, token)));
        }
        let response = self.trace(&mut request, resends, reading).await?;
        let Some((by, token)) = sent.filter(|_| response.status() == StatusCode::UNAUTHORIZED)
        else {
            return Ok(response);
        };
        let claims = claims(response.headers());
        by.refused(&token, claims.as_deref());
        // A body that is a stream cannot be sent twice. Only the next request gets the new token.
        if !message.is_repeatable() {
            return Ok(response);
        }
        let mut again = message.attempt();
        let mut renewed = None;
        for credential in chosen {
            let token = credential.apply(&mut again, claims.as_deref()).await?;
            renewed = renewed.or(token);
        }
        if renewed.is_some_and(|renewed| renewed.secret() == token.secret()) {
            return Ok(response);
        }
        // The service did nothing, so that any method can be sent again. It is sent once more, whatever the response is.
        self.trace(&mut again, resends, reading).await
    }
}
