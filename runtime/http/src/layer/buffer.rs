//! Reading responses to their end.

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use super::stack::Stack;
use crate::future::{BoxError, MaybeSend};
use crate::request::{Message, Reading};
use crate::transport::{Body, read};

/// How much of the body of a failure is kept.
const MAX_FAILURE_BYTES: u64 = 1024 * 1024;

impl<S> Stack<S> {
    /// Sends an attempt and reads the body of the response, so that the layers around this one have all of it or an error.
    /// It is inside the layer that sends again, so that a connection that breaks in the middle of a body is repeated.
    pub(super) async fn buffer<B>(&self, message: &mut Message) -> Result<Response<Body>, BoxError>
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        let max_bytes = self.settings.max_response_bytes;
        let response = self.transport.call(&mut message.attempt).await?;
        let (parts, body) = response.into_parts();
        let (reading, limit) = match parts.status.is_success() {
            true => (message.reading(), max_bytes),
            false => (Reading::Whole, MAX_FAILURE_BYTES),
        };
        let body = match reading {
            Reading::Whole => {
                let read = read(body, limit).await;
                match read.failure {
                    // The status is worth more than the reason for a body that is lost or too long.
                    Some(error) if parts.status.is_success() => return Err(error),
                    _ => Body::ended(read.bytes, read.trailers),
                }
            }
            Reading::Head(head) => Body::new(body).head(head, max_bytes).await?,
            Reading::Stream => Body::new(body),
        };
        Ok(Response::from_parts(parts, body))
    }
}
