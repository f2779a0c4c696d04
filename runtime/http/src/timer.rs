//! Waiting, without knowing who runs the futures.

use std::sync::Arc;
use std::time::Duration;

use crate::future::{BoxFuture, MaybeSend, MaybeSync};

#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
pub use native::ThreadTimer;
#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
pub use native::TokioTimer;

/// A clock that can be waited for: what pauses between attempts, timeouts and the age of tokens are measured by.
///
/// The crate does not depend on one async runtime. A client uses [`TokioTimer`] with the feature `tokio` (which
/// `reqwest` turns on) and [`ThreadTimer`] without it; on wasm32, where neither exists, requests are not repeated, have
/// no timeouts, and tokens are fetched for each request, until the builder has
/// [a timer](crate::ClientBuilder::timer). In tests, a timer that does not wait makes them fast:
///
/// ```
/// use clientwright_http::BoxFuture;
/// use clientwright_http::timer::Timer;
/// use std::sync::Mutex;
/// use std::time::Duration;
///
/// /// Time passes only by waiting, and then at once.
/// #[derive(Default)]
/// struct Jumping(Mutex<Duration>);
///
/// impl Timer for Jumping {
///     fn now(&self) -> Duration {
///         *self.0.lock().unwrap()
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
///         *self.0.lock().unwrap() += duration;
///         Box::pin(async {})
///     }
/// }
/// ```
pub trait Timer: MaybeSend + MaybeSync {
    /// The time since a moment that is always the same for this timer. It never goes back.
    fn now(&self) -> Duration;

    /// Ends after the duration. Dropping the future ends the wait.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

impl<T: Timer + ?Sized> Timer for Arc<T> {
    fn now(&self) -> Duration {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }
}

/// A timer that is shared. `None`: there is none.
pub(crate) type SharedTimer = Option<Arc<dyn Timer>>;

/// The timer of a client whose builder has none.
pub(crate) fn default_timer() -> SharedTimer {
    #[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
    return Some(Arc::new(TokioTimer::new()));
    #[cfg(all(not(feature = "tokio"), not(target_arch = "wasm32")))]
    return Some(Arc::new(ThreadTimer::new()));
    #[cfg(target_arch = "wasm32")]
    return None;
}

/// The result of the future, or `None` when the time is over first. The future is then dropped.
///
/// ```
/// use clientwright_http::timer::{ThreadTimer, within};
/// use std::time::Duration;
///
/// /// What a cache knows, if it is quick about it.
/// async fn cached(answer: impl Future<Output = u32>) -> Option<u32> {
///     within(&ThreadTimer::new(), Duration::from_millis(5), answer).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(cached(async { 7 }).await, Some(7));
/// assert_eq!(cached(std::future::pending()).await, None);
/// # }
/// ```
pub async fn within<T>(
    timer: &dyn Timer,
    duration: Duration,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut sleep = timer.sleep(duration);
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(move |cx| {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(cx) {
            return std::task::Poll::Ready(Some(value));
        }
        sleep.as_mut().poll(cx).map(|()| None)
    })
    .await
}
