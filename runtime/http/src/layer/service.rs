//! Any service of HTTP requests, its type forgotten.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use crate::auth::Credentials;
use crate::future::{BoxError, BoxFuture, MaybeSend, MaybeSync};
use crate::request::Reading;
use crate::retry::RetryPolicy;
use crate::transport::Body;

/// Any service of HTTP requests whose type is forgotten. Cheap to clone.
#[derive(Clone)]
pub struct HttpService(Arc<dyn Handle>);

impl HttpService {
    /// Wraps a service, which is cloned for each request.
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
        S::Error: Into<BoxError>,
        S::Future: MaybeSend,
        B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Arc::new(Shared(Mutex::new(service))))
    }

    /// Wraps a layer's service of this crate, which need not be cloned.
    pub(crate) fn of(service: impl Handle + 'static) -> Self {
        Self(Arc::new(service))
    }

    /// Waits until the service is ready, and calls it.
    ///
    /// # Errors
    ///
    /// The service's own.
    pub fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        self.0.send(request)
    }
}

/// A service of this crate as one of tower's. It is always ready: each call waits for a clone of what is inside.
macro_rules! tower_service {
    ($name:ty) => {
        impl Service<Request<Body>> for $name {
            type Response = Response<Body>;
            type Error = BoxError;
            type Future = BoxFuture<'static, Result<Response<Body>, BoxError>>;

            fn poll_ready(
                &mut self,
                _: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Result<(), BoxError>> {
                std::task::Poll::Ready(Ok(()))
            }

            fn call(&mut self, request: Request<Body>) -> Self::Future {
                self.send(request)
            }
        }
    };
}
pub(super) use tower_service;

tower_service!(HttpService);

impl fmt::Debug for HttpService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpService").finish_non_exhaustive()
    }
}

/// A service as the layers of this crate see it.
pub(crate) trait Handle: MaybeSend + MaybeSync {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>>;
}

/// The lock makes a service shareable that is only `Send`; it is held for the time of a clone.
struct Shared<S>(Mutex<S>);

impl<S, B> Handle for Shared<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            std::future::poll_fn(|cx| service.poll_ready(cx))
                .await
                .map_err(Into::into)?;
            let response = service.call(request).await.map_err(Into::into)?;
            Ok(response.map(Body::new))
        })
    }
}

/// How a request is to be handled; travels in its extensions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchange {
    /// In place of the client's policy.
    pub(crate) retry: Option<RetryPolicy>,
    /// Harmless when repeated, whatever the method is.
    pub(crate) safe: bool,
    /// How much of the response is read before it is handed over.
    pub(crate) reading: Reading,
    /// The credentials that it is sent with.
    pub(crate) credentials: Credentials,
    /// Goes to a foreign origin: without a credential.
    pub(crate) anonymous: bool,
    /// When it must be over, on the timer's clock.
    pub(crate) deadline: Option<Duration>,
    /// How often it was sent before.
    pub(crate) resends: u32,
}
