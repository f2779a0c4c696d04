//! The default transport: reqwest over rustls.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use tower_service::Service;

use super::Body;
use crate::error::Permanent;
use crate::future::{BoxError, BoxFuture};

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the service may send nothing.
const READ_TIMEOUT: Duration = Duration::from_secs(300);

/// A transport over [`reqwest::Client`], a [`tower::Service`](tower_service::Service) of `http` requests.
///
/// [`new`](Self::new) is what clients use by default: no redirects are followed, a connection may take 30 s to be made,
/// and the service may send nothing for 300 s. TLS is rustls with the certificates of the platform and, unless the
/// program has installed another provider for the process, with aws-lc-rs.
///
/// A `reqwest::Client` of your own (for proxies, certificates, timeouts) becomes a transport by `From`. Build it with
/// `redirect(reqwest::redirect::Policy::none())`: a response from another URL than that of the request is an error.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// The default transport.
    ///
    /// # Errors
    ///
    /// When the TLS library does not start, as on a machine without any trusted certificate.
    pub fn new() -> Result<Self, BoxError> {
        let client = reqwest::Client::builder()
            .tls_backend_rustls()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .build()?;
        Ok(Self(client))
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Service<Request<Body>> for ReqwestTransport {
    type Response = Response<reqwest::Body>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(outgoing))?;
            let asked = request.url().clone();
            // The URL of the error contains the query, which may be personal; the caller knows which request it was.
            let response = client
                .execute(request)
                .await
                .map_err(reqwest::Error::without_url)?;
            if *response.url() != asked {
                return Err(Permanent::Redirected.into());
            }
            Ok(response.into())
        })
    }
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => bytes.into(),
        Err(stream) => reqwest::Body::wrap(Synced(Mutex::new(stream))),
    }
}

/// Makes a body `Sync`, as reqwest requires. The lock never blocks: every access is by `&mut`.
struct Synced(Mutex<Body>);

impl http_body::Body for Synced {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(self.0.get_mut().unwrap_or_else(PoisonError::into_inner)).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .size_hint()
    }
}
