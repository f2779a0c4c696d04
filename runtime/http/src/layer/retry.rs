//! Sending again what failed.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::service::{Handle, tower_service};
use super::{Exchange, HttpService};
use crate::error::{AuthFailure, Permanent};
use crate::future::{BoxError, BoxFuture, MaybeSend};
use crate::retry::{self, Budget, Outcome, RetryPolicy, Wait, retry_after};
use crate::timer::{SharedTimer, Timer};
use crate::transport::Body;

/// A layer that sends again what failed, by a [`RetryPolicy`]. Every client has one.
///
/// Alone around a service it repeats only for what it sees: the status and a connection that breaks before it. A client
/// reads responses to their end below it, so that one that breaks in the middle is repeated as well.
///
/// ```
/// use clientwright_http::layer::RetryLayer;
/// use clientwright_http::{Body, BoxError, RetryPolicy};
/// use tower::{ServiceBuilder, ServiceExt as _};
///
/// # async fn example() -> Result<(), BoxError> {
/// # let transport = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// let service = ServiceBuilder::new().layer(RetryLayer::new(RetryPolicy::new())).service(transport);
/// let response = service.oneshot(http::Request::get("https://example.com").body(Body::empty())?).await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct RetryLayer {
    policy: RetryPolicy,
    timer: SharedTimer,
    budget: Arc<Budget>,
}

impl RetryLayer {
    /// A layer with the timer that clients have by default. On wasm32 there is none, and nothing is repeated: use
    /// [`with_timer`](Self::with_timer).
    pub fn new(policy: RetryPolicy) -> Self {
        Self::by(policy, crate::timer::default_timer())
    }

    /// A layer that waits by this timer.
    pub fn with_timer(policy: RetryPolicy, timer: impl Timer + 'static) -> Self {
        Self::by(policy, Some(Arc::new(timer)))
    }

    pub(crate) fn by(policy: RetryPolicy, timer: SharedTimer) -> Self {
        Self {
            policy,
            timer,
            budget: Arc::new(Budget::new()),
        }
    }

    /// The budget, which also limits the repeats that a protocol sends by itself.
    pub(crate) fn budget(&self) -> Arc<Budget> {
        Arc::clone(&self.budget)
    }
}

impl<S, B> Layer<S> for RetryLayer
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    type Service = Retry;

    fn layer(&self, inner: S) -> Retry {
        Retry {
            inner: HttpService::new(inner),
            layer: self.clone(),
        }
    }
}

/// A service that sends again what failed; see [`RetryLayer`].
#[derive(Clone, Debug)]
pub struct Retry {
    inner: HttpService,
    layer: RetryLayer,
}

impl Handle for Retry {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let Self { inner, layer } = self.clone();
        Box::pin(async move { layer.send(&inner, request).await })
    }
}

tower_service!(Retry);

impl RetryLayer {
    async fn send(
        &self,
        inner: &HttpService,
        request: Request<Body>,
    ) -> Result<Response<Body>, BoxError> {
        let mut exchange = request
            .extensions()
            .get::<Exchange>()
            .cloned()
            .unwrap_or_default();
        let mut policy = exchange
            .retry
            .clone()
            .unwrap_or_else(|| self.policy.clone());
        if exchange.safe {
            policy = policy.idempotent(true);
        }
        let mut next = Some(request);
        loop {
            // `next` is only empty when the body could not be copied, and then nothing is repeated.
            let Some(request) = next.take() else {
                return Err("the request was sent already".into());
            };
            let Some(timer) = &self.timer else {
                return inner.send(request).await;
            };
            let method = request.method().clone();
            let idempotent = retry::is_idempotent(&method, request.headers());
            next = copy(&request);
            let result = inner.send(request).await;
            let repeat = exchange.resends;
            let wait = match &next {
                Some(_) => outcome(&result)
                    .and_then(|outcome| policy.judge(repeat, idempotent, &outcome))
                    .filter(|wait| self.allows(wait, &exchange, &**timer)),
                None => None,
            };
            let Some(Wait { pause, .. }) = wait else {
                if result
                    .as_ref()
                    .is_ok_and(|response| response.status().is_success())
                {
                    self.budget.deposit();
                }
                return result;
            };
            #[cfg(feature = "tracing")]
            super::trace::sent_again(&method, result.as_ref().ok(), pause);
            drop(result);
            timer.sleep(pause).await;
            exchange.resends += 1;
            if let Some(next) = &mut next {
                next.extensions_mut().insert(exchange.clone());
            }
        }
    }

    /// Whether the budget allows the repeat, and it comes before the deadline.
    fn allows(&self, wait: &Wait, exchange: &Exchange, timer: &dyn Timer) -> bool {
        let late = exchange
            .deadline
            .is_some_and(|deadline| timer.now().saturating_add(wait.pause) >= deadline);
        !late && (wait.by_service || self.budget.withdraw())
    }
}

/// The request once more, when its body is in memory.
pub(super) fn copy(request: &Request<Body>) -> Option<Request<Body>> {
    let mut copy = Request::new(request.body().try_clone()?);
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.version_mut() = request.version();
    *copy.headers_mut() = request.headers().clone();
    *copy.extensions_mut() = request.extensions().clone();
    Some(copy)
}

/// The outcome of an attempt, for deciding on a repeat. `None`: a repeat would end in the same way.
fn outcome(result: &Result<Response<Body>, BoxError>) -> Option<Outcome> {
    match result {
        Ok(response) => {
            let after = retry_after(response.headers());
            Some(Outcome::Response(response.status(), after))
        }
        Err(error) if error.is::<AuthFailure>() || error.is::<Permanent>() => None,
        Err(_) => Some(Outcome::Lost),
    }
}

impl fmt::Debug for RetryLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryLayer")
            .field("policy", &self.policy)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}
