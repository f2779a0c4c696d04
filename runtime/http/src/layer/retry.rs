//! Sending again what failed.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "tracing")]
use http::Method;
use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::HttpService;
use super::service::tower_service;
use super::stack::Stack;
use crate::error::{AuthFailure, Permanent};
use crate::future::{BoxError, BoxFuture, MaybeSend};
use crate::request::Message;
use crate::retry::{Budget, Outcome, RetryPolicy, Wait, is_idempotent, retry_after};
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
    pub(super) timer: SharedTimer,
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

impl Retry {
    fn send(&self, request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, BoxError>> {
        let Self { inner, layer } = self.clone();
        Box::pin(async move {
            let idempotent = is_idempotent(request.method(), request.headers());
            let mut copies = Copies {
                inner,
                is_repeatable: request.body().as_bytes().is_some(),
                request,
                idempotent,
            };
            layer.run(&mut copies).await
        })
    }
}

tower_service!(Retry);

/// The attempts at sending a request.
trait Attempts {
    /// Sends the request for the first time, or again.
    fn send(
        &mut self,
        resends: u32,
    ) -> impl Future<Output = Result<Response<Body>, BoxError>> + MaybeSend;

    /// Whether the request can be sent again: it is not when its body is a stream.
    fn is_repeatable(&self) -> bool;

    /// Whether the request does no harm when it arrives twice.
    fn is_idempotent(&self) -> bool;

    /// The policy in place of the layer's.
    fn policy(&self) -> Option<&RetryPolicy> {
        None
    }

    /// When the request must be over, on the timer's clock.
    fn deadline(&self) -> Option<Duration> {
        None
    }

    #[cfg(feature = "tracing")]
    fn method(&self) -> &Method;
}

impl RetryLayer {
    /// Sends until the outcome is final, or the policy, the budget or the deadline allow no repeat.
    async fn run(&self, attempts: &mut impl Attempts) -> Result<Response<Body>, BoxError> {
        let mut resends = 0;
        loop {
            let result = attempts.send(resends).await;
            let Some(timer) = &self.timer else {
                return result;
            };
            let policy = attempts.policy().unwrap_or(&self.policy);
            let wait = outcome(&result)
                .filter(|_| attempts.is_repeatable())
                .and_then(|outcome| policy.judge(resends, attempts.is_idempotent(), &outcome))
                .filter(|wait| self.allows(wait, attempts.deadline(), &**timer));
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
            super::trace::sent_again(attempts.method(), result.as_ref().ok(), pause);
            drop(result);
            timer.sleep(pause).await;
            resends += 1;
        }
    }

    /// Whether the budget allows the repeat, and it comes before the deadline.
    fn allows(&self, wait: &Wait, deadline: Option<Duration>, timer: &dyn Timer) -> bool {
        let late =
            deadline.is_some_and(|deadline| timer.now().saturating_add(wait.pause) >= deadline);
        !late && (wait.by_service || self.budget.withdraw())
    }
}

/// Attempts of a request that is complete: each is a copy.
struct Copies {
    inner: HttpService,
    request: Request<Body>,
    is_repeatable: bool,
    idempotent: bool,
}

impl Attempts for Copies {
    fn send(
        &mut self,
        _: u32,
    ) -> impl Future<Output = Result<Response<Body>, BoxError>> + MaybeSend {
        let copy = copy(&self.request);
        let request = copy.unwrap_or_else(|| std::mem::take(&mut self.request));
        self.inner.send(request)
    }

    fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    #[cfg(feature = "tracing")]
    fn method(&self) -> &Method {
        self.request.method()
    }
}

/// Attempts of a client's message: each is built from it.
struct Built<'a, S> {
    stack: &'a Stack<S>,
    message: &'a mut Message,
}

impl<S, B> Attempts for Built<'_, S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        &mut self,
        resends: u32,
    ) -> impl Future<Output = Result<Response<Body>, BoxError>> + MaybeSend {
        self.message.resends = resends;
        self.stack.authorize(self.message)
    }

    fn is_repeatable(&self) -> bool {
        self.message.is_repeatable()
    }

    fn is_idempotent(&self) -> bool {
        self.message.is_idempotent()
    }

    fn policy(&self) -> Option<&RetryPolicy> {
        self.message.policy()
    }

    fn deadline(&self) -> Option<Duration> {
        self.message.deadline
    }

    #[cfg(feature = "tracing")]
    fn method(&self) -> &Method {
        self.message.method()
    }
}

impl<S, B> Stack<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + MaybeSend + 'static,
    S::Error: Into<BoxError>,
    S::Future: MaybeSend,
    B: http_body::Body<Data = Bytes> + MaybeSend + 'static,
    B::Error: Into<BoxError>,
{
    /// Sends a message, and again when it fails.
    pub(super) async fn repeat(&self, message: &mut Message) -> Result<Response<Body>, BoxError> {
        let mut attempts = Built {
            stack: self,
            message,
        };
        self.settings.retry.run(&mut attempts).await
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
        Ok(response) if response.status().is_success() => None,
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
