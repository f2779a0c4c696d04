//! Keeps tokens while they are valid, and fetches each of them once.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use super::token::{AccessToken, TokenProvider};
use crate::future::{BoxError, BoxFuture};
use crate::timer::{SharedTimer, Timer};

/// How long before its end a token is renewed at the earliest.
const EARLY: Duration = Duration::from_secs(300);
/// How long before its end a token is not used any more: it has to arrive, and clocks differ.
const LATE: Duration = Duration::from_secs(10);
/// The time between a failed renewal of a token that is still valid and the next attempt.
const AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Keeps the token of a provider while it is valid.
///
/// Every client has one around its credential. One of your own lets several clients share a token:
///
/// ```
/// # use clientwright_http::auth::{AccessToken, TokenCache};
/// # use clientwright_http::{Body, Client, Error};
/// # use std::sync::Arc;
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let sign_in = || async { Ok::<_, std::io::Error>("token") };
/// let tokens = Arc::new(TokenCache::new(sign_in));
/// let sales = Client::builder().base_url("https://sales.example.com").credential(Arc::clone(&tokens));
/// let stock = Client::builder().base_url("https://stock.example.com").credential(tokens);
/// # sales.service(service.clone()).build()?;
/// # stock.service(service).build()?;
/// # Ok(()) }
/// ```
///
/// - A token is renewed in its last five minutes (in the last quarter if it is valid for less than twenty minutes). The
///   first request in that time renews it; concurrent requests use the existing token.
/// - If there is no valid token, one request fetches it and all others wait for that request. If fetching fails, the
///   waiting requests fail too; the next request tries again.
/// - A failed renewal has no effect while the old token is valid; the next attempt is half a minute later.
/// - A token that the service rejects (401 Unauthorized) is dropped, and the request is sent once more with the next
///   token, unless that is the same. The claims of a challenge are passed to
///   [`token_with_claims`](TokenProvider::token_with_claims).
/// - A token without a [lifetime](AccessToken::expires_in) is not kept. Each request then fetches its own token, and no
///   request waits for another.
pub struct TokenCache<P>(Arc<Shared<P>>);

struct Shared<P: ?Sized> {
    timer: SharedTimer,
    state: Mutex<State>,
    provider: P,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The provider's last token had no lifetime, so requests do not wait for each other.
    unkept: bool,
    /// Whether a request is fetching a token.
    fetching: bool,
    waiting: Vec<Waker>,
    /// How many fetches have ended. Requests that waited for a failed fetch are distinguished by it from later ones.
    round: u64,
    failure: Option<(u64, Arc<BoxError>)>,
    /// The claims that the service required when it rejected the last token.
    claims: Option<String>,
}

struct Kept {
    token: AccessToken,
    /// On the timer's clock.
    ends: Duration,
    renew: Duration,
}

impl<P: TokenProvider> TokenCache<P> {
    /// A cache by the clock that clients have by default.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(provider: P) -> Self {
        Self::by(provider, crate::timer::default_timer())
    }

    /// A cache by the clock of a timer: for targets without a clock of their own, and for tests, which set the time.
    ///
    /// ```
    /// use clientwright_http::auth::{AccessToken, TokenCache, TokenProvider as _};
    /// use clientwright_http::timer::Timer;
    /// use clientwright_http::{BoxError, BoxFuture};
    /// use std::sync::atomic::{AtomicU32, Ordering};
    /// use std::sync::{Arc, Mutex};
    /// use std::time::Duration;
    ///
    /// /// Shows the time that was set.
    /// #[derive(Default)]
    /// struct Clock(Mutex<Duration>);
    ///
    /// impl Timer for Clock {
    ///     fn now(&self) -> Duration {
    ///         *self.0.lock().unwrap()
    ///     }
    ///
    ///     fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
    ///         Box::pin(async {})
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), BoxError> {
    /// let minute = Duration::from_secs(60);
    /// let issued = AtomicU32::new(0);
    /// let sign_in = || {
    ///     let number = 1 + issued.fetch_add(1, Ordering::Relaxed);
    ///     async move { Ok::<_, BoxError>(AccessToken::new(number.to_string()).expires_in(60 * minute)) }
    /// };
    /// let clock = Arc::new(Clock::default());
    /// let tokens = TokenCache::with_timer(sign_in, Arc::clone(&clock));
    /// assert_eq!(tokens.token().await?.secret(), "1");
    /// *clock.0.lock().unwrap() = 54 * minute;
    /// assert_eq!(tokens.token().await?.secret(), "1");
    /// *clock.0.lock().unwrap() = 56 * minute; // in its last five minutes
    /// assert_eq!(tokens.token().await?.secret(), "2");
    /// # Ok(()) }
    /// ```
    pub fn with_timer(provider: P, timer: impl Timer + 'static) -> Self {
        Self::by(provider, Some(Arc::new(timer)))
    }

    pub(crate) fn by(provider: P, timer: SharedTimer) -> Self {
        Self(Arc::new(Shared {
            timer,
            state: Mutex::default(),
            provider,
        }))
    }

    /// The token for a request. `claims` are those of a challenge to the request's last token.
    pub(crate) async fn get(&self, claims: Option<&str>) -> Result<AccessToken, BoxError> {
        let shared = &*self.0;
        let Some(timer) = &shared.timer else {
            return shared.ask(claims).await;
        };
        let came = shared.lock().round;
        let turn = std::future::poll_fn(|cx| {
            let mut state = shared.lock();
            let now = timer.now();
            let held = state.kept.as_ref().filter(|kept| now < kept.ends);
            if let Some(kept) = held
                && (now < kept.renew || state.fetching)
            {
                return Poll::Ready(Turn::Use(kept.left(now)));
            }
            if let Some((round, failure)) = &state.failure
                && *round > came
                && held.is_none()
            {
                return Poll::Ready(Turn::Failed(Arc::clone(failure)));
            }
            if state.unkept {
                return Poll::Ready(Turn::Ask);
            }
            if state.fetching {
                // A future that is polled for another reason while it waits has its waker here already.
                if !state.waiting.iter().any(|kept| kept.will_wake(cx.waker())) {
                    state.waiting.push(cx.waker().clone());
                }
                return Poll::Pending;
            }
            state.fetching = true;
            Poll::Ready(Turn::Fetch(state.claims.clone()))
        });
        match turn.await {
            Turn::Use(token) => Ok(token),
            Turn::Failed(failure) => Err(Box::new(SharedFailure(failure))),
            Turn::Fetch(claims) => self.fetch(claims, &**timer).await,
            Turn::Ask => {
                let token = shared.ask(claims).await?;
                if token.lifetime().is_some() {
                    shared.lock().unkept = false;
                }
                Ok(token)
            }
        }
    }

    /// Drops a token that the service rejected, unless it was replaced. `claims` are those that the next token must
    /// have.
    pub(crate) fn withdraw(&self, token: &AccessToken, claims: Option<&str>) {
        let mut state = self.0.lock();
        let is_refused = |kept: &Kept| kept.token.secret() == token.secret();
        if state.kept.as_ref().is_none_or(is_refused) {
            state.kept = None;
            state.require(claims);
        }
        drop(state);
        self.0.provider.refused(token);
    }

    async fn fetch(
        &self,
        claims: Option<String>,
        timer: &dyn Timer,
    ) -> Result<AccessToken, BoxError> {
        // Also when this future is dropped: then the next one in the queue fetches.
        let guard = Fetching(&self.0.state);
        let result = self.0.ask(claims.as_deref()).await;
        let now = timer.now();
        let mut state = self.0.lock();
        state.round += 1;
        match result {
            Ok(token) => {
                state.failure = None;
                if state.claims == claims {
                    state.claims = None;
                }
                state.unkept = token.lifetime().is_none();
                state.kept = token
                    .lifetime()
                    .map(|lifetime| Kept::new(&token, now, lifetime));
                drop(state);
                drop(guard);
                Ok(token)
            }
            Err(error) => {
                let failure = Arc::new(error);
                state.failure = Some((state.round, Arc::clone(&failure)));
                if let Some(kept) = state.kept.as_mut().filter(|kept| now < kept.ends) {
                    kept.renew = now + AFTER_FAILURE;
                    return Ok(kept.left(now));
                }
                Err(Box::new(SharedFailure(failure)))
            }
        }
    }
}

enum Turn {
    Use(AccessToken),
    Failed(Arc<BoxError>),
    /// With these claims, for all requests that wait.
    Fetch(Option<String>),
    /// For this request alone.
    Ask,
}

impl<P> Shared<P> {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: TokenProvider> Shared<P> {
    async fn ask(&self, claims: Option<&str>) -> Result<AccessToken, BoxError> {
        match claims {
            Some(claims) => self.provider.token_with_claims(claims).await,
            None => self.provider.token().await,
        }
    }
}

impl State {
    /// Notes the claims of the next token. Where tokens are not kept, each request passes its own claims.
    fn require(&mut self, claims: Option<&str>) {
        if let Some(claims) = claims.filter(|_| !self.unkept) {
            self.claims = Some(claims.to_owned());
        }
    }
}

impl Kept {
    fn new(token: &AccessToken, now: Duration, lifetime: Duration) -> Self {
        let part = |of: Duration| lifetime.saturating_sub(of);
        Self {
            token: token.clone(),
            ends: now.saturating_add(part(LATE.min(lifetime / 10))),
            renew: now.saturating_add(part(EARLY.min(lifetime / 4))),
        }
    }

    /// The token with the time for which it may be used from now on.
    fn left(&self, now: Duration) -> AccessToken {
        self.token.clone().expires_in(self.ends.saturating_sub(now))
    }
}

/// Ends the fetch and wakes the waiting requests: they use the token, or one of them fetches again.
struct Fetching<'a>(&'a Mutex<State>);

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.fetching = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl<P: TokenProvider> TokenProvider for TokenCache<P> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self.get(None))
    }

    /// Drops the token, unless there is another by now.
    fn refused(&self, token: &AccessToken) {
        self.withdraw(token, None);
    }

    /// The token of the next fetch, with these claims. A token that was fetched since the refusal is returned
    /// unchanged.
    fn token_with_claims<'a>(
        &'a self,
        claims: &'a str,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let mut state = self.0.lock();
        if state.kept.is_none() {
            state.require(Some(claims));
        }
        drop(state);
        Box::pin(self.get(Some(claims)))
    }
}

impl<P> Clone for TokenCache<P> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<P> fmt::Debug for TokenCache<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

/// The provider's error, for all who waited for it.
#[derive(Debug)]
struct SharedFailure(Arc<BoxError>);

impl fmt::Display for SharedFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SharedFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn each_waiting_request_is_queued_once() {
        let cache = TokenCache::new(|| async {
            pending::<()>().await;
            Ok::<_, std::io::Error>(AccessToken::new("t"))
        });
        let (mut first, mut second) = (pin!(cache.get(None)), pin!(cache.get(None)));
        std::future::poll_fn(|cx| {
            assert!(first.as_mut().poll(cx).is_pending());
            for _ in 0..100 {
                assert!(second.as_mut().poll(cx).is_pending());
            }
            Poll::Ready(())
        })
        .await;
        assert_eq!(cache.0.lock().waiting.len(), 1);
    }
}
