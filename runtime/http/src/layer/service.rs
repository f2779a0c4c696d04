//! A service of HTTP requests, with its type and without.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use crate::future::{BoxError, BoxFuture, MaybeSend, MaybeSync};
use crate::transport::Body;

/// Any service of HTTP requests, without its type. Cheap to clone.
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
        Self(Arc::new(Shared::new(service)))
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
        Arc::clone(&self.0).send(request)
    }
}

/// Implements tower's `Service` for a service of this crate by its method `send`. It is always ready: each call waits for
/// the service inside.
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

trait Handle: MaybeSend + MaybeSync {
    fn send(
        self: Arc<Self>,
        request: Request<Body>,
    ) -> BoxFuture<'static, Result<Response<Body>, BoxError>>;
}

impl<S, B> Handle for Shared<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        self: Arc<Self>,
        mut request: Request<Body>,
    ) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        Box::pin(async move { Ok(self.call(&mut request).await?.map(Body::new)) })
    }
}

/// A service that is shared by all requests. The lock makes a service shareable that is only `Send`; it is held for the time
/// of a clone.
pub(super) struct Shared<S>(Mutex<S>);

impl<S> Shared<S> {
    pub(super) fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }

    /// Waits until a clone of the service is ready, and calls it with the request, of which nothing is left.
    pub(super) async fn call<B>(&self, request: &mut Request<Body>) -> Result<Response<B>, BoxError>
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone,
        S::Error: Into<BoxError>,
    {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        std::future::poll_fn(|cx| service.poll_ready(cx))
            .await
            .map_err(Into::into)?;
        let response = service.call(std::mem::take(request));
        response.await.map_err(Into::into)
    }
}
