//! Reading responses to their end.

use http::{Request, Response};

use super::service::Handle;
use super::{Exchange, HttpService};
use crate::future::{BoxError, BoxFuture};
use crate::request::Reading;
use crate::transport::Body;

/// How much of the body of a failure is kept.
const MAX_FAILURE_BYTES: u64 = 1024 * 1024;

/// Reads the body of a response, so that what comes above has all of it or an error. Below the layer that sends again, so
/// that it sees a connection that breaks in the middle.
pub(crate) struct Buffer {
    inner: HttpService,
    max_bytes: u64,
}

impl Buffer {
    pub(crate) fn new(inner: HttpService, max_bytes: u64) -> Self {
        Self { inner, max_bytes }
    }
}

impl Handle for Buffer {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let exchange = request.extensions().get::<Exchange>();
        let reading = exchange
            .map(|exchange| exchange.reading)
            .unwrap_or_default();
        let max_bytes = self.max_bytes;
        let response = self.inner.send(request);
        Box::pin(async move {
            let (parts, body) = response.await?.into_parts();
            let body = if !parts.status.is_success() {
                // The status is worth more than the reason for a body that is lost or too long.
                body.start(MAX_FAILURE_BYTES).await.into()
            } else {
                match reading {
                    Reading::Whole => {
                        let (bytes, trailers) = body.collect(max_bytes).await?;
                        Body::ended(bytes, trailers)
                    }
                    Reading::Head(head) => body.head(head, max_bytes).await?,
                    Reading::Stream => body,
                }
            };
            Ok(Response::from_parts(parts, body))
        })
    }
}
