//! The timers of targets with threads.

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::Timer;
use crate::future::BoxFuture;

/// A timer that needs nothing but threads: one for each wait that is under way.
///
/// A client without the feature `tokio` uses it. With a timeout on many requests at a time, set
/// the timer of the async runtime instead.
///
/// ```
/// use clientwright_http::timer::ThreadTimer;
/// use clientwright_http::{Body, Client, Error, Request};
/// use http::{Method, Response};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// // The timeout is kept under any executor.
/// let client = Client::builder()
///     .base_url("https://services.example.com")
///     .service(tower::service_fn(|_| std::future::pending::<Result<Response<Body>, std::io::Error>>()))
///     .timer(ThreadTimer::new())
///     .timeout(Duration::from_millis(5))
///     .build()?;
/// let url = client.uri(&client.url("pets")?)?;
/// let error = client.send(Request::new(Method::GET, url)).await.unwrap_err();
/// assert!(error.is_timeout());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct ThreadTimer(Instant);

impl ThreadTimer {
    /// A timer whose time begins now.
    #[expect(clippy::new_without_default, reason = "two of them are not equal")]
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Timer for ThreadTimer {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ThreadSleep {
            duration,
            shared: None,
        })
    }
}

/// A wait; its thread starts when it is first polled and ends when it is dropped.
struct ThreadSleep {
    duration: Duration,
    shared: Option<Arc<Shared>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    over: bool,
    abandoned: bool,
    waker: Waker,
}

impl Future for ThreadSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(shared) = &self.shared {
            let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.over {
                return Poll::Ready(());
            }
            state.waker.clone_from(cx.waker());
            return Poll::Pending;
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                over: false,
                abandoned: false,
                waker: cx.waker().clone(),
            }),
            changed: Condvar::new(),
        });
        self.shared = Some(Arc::clone(&shared));
        let duration = self.duration;
        let waiting = std::thread::Builder::new().spawn(move || {
            let guard = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut state, _) = shared
                .changed
                .wait_timeout_while(guard, duration, |state| !state.abandoned)
                .unwrap_or_else(PoisonError::into_inner);
            state.over = true;
            state.waker.wake_by_ref();
        });
        match waiting {
            Ok(_) => Poll::Pending,
            // No thread is to be had. Waiting in place is late for others, not waiting is wrong.
            Err(_) => {
                std::thread::sleep(duration);
                Poll::Ready(())
            }
        }
    }
}

impl Drop for ThreadSleep {
    fn drop(&mut self) {
        if let Some(shared) = &self.shared {
            let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.abandoned = true;
            shared.changed.notify_one();
        }
    }
}

/// tokio's timer. Outside of a tokio runtime it waits as [`ThreadTimer`] does; a runtime must have its time enabled, as
/// `#[tokio::main]` and `enable_all` do.
///
/// It is the timer of clients with the feature `tokio`. Where tokio's clock is paused, as in tests, their pauses take no time:
///
/// ```
/// use clientwright_http::timer::{Timer as _, TokioTimer};
/// use std::time::{Duration, Instant};
///
/// # fn main() -> Result<(), std::io::Error> {
/// // What `#[tokio::test(start_paused = true)]` makes.
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?;
/// let began = Instant::now();
/// runtime.block_on(async {
///     let timer = TokioTimer::new();
///     let hour = Duration::from_secs(3600);
///     timer.sleep(hour).await;
///     assert!(timer.now() >= hour);
/// });
/// assert!(began.elapsed() < Duration::from_secs(60));
/// # Ok(()) }
/// ```
#[cfg(feature = "tokio")]
#[derive(Clone, Debug)]
pub struct TokioTimer(tokio::time::Instant);

#[cfg(feature = "tokio")]
impl TokioTimer {
    /// A timer whose time begins now.
    #[expect(clippy::new_without_default, reason = "two of them are not equal")]
    pub fn new() -> Self {
        Self(tokio::time::Instant::now())
    }
}

#[cfg(feature = "tokio")]
impl Timer for TokioTimer {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if tokio::runtime::Handle::try_current().is_ok() {
            Box::pin(tokio::time::sleep(duration))
        } else {
            ThreadTimer::new().sleep(duration)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timer::within;

    /// Runs a future by parking the thread: what an executor that knows nothing of timers does.
    fn block_on<T>(future: impl Future<Output = T>) -> T {
        struct Unpark(std::thread::Thread);
        impl std::task::Wake for Unpark {
            fn wake(self: Arc<Self>) {
                self.0.unpark();
            }
        }
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut future = std::pin::pin!(future);
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(value) => return value,
                Poll::Pending => std::thread::park(),
            }
        }
    }

    fn waits(timer: &dyn Timer) {
        let begin = timer.now();
        block_on(timer.sleep(Duration::from_millis(30)));
        assert!(timer.now() - begin >= Duration::from_millis(30));
        let hour = Duration::from_secs(3600);
        assert_eq!(block_on(within(timer, hour, async { 1 })), Some(1));
        let never = std::future::pending::<()>();
        let soon = Duration::from_millis(10);
        assert_eq!(block_on(within(timer, soon, never)), None);
    }

    #[test]
    fn a_thread_waits() {
        waits(&ThreadTimer::new());
    }

    #[cfg(feature = "tokio")]
    #[test]
    fn without_a_runtime_a_thread_waits_as_well() {
        waits(&TokioTimer::new());
    }

    #[cfg(feature = "tokio")]
    #[tokio::test(start_paused = true)]
    async fn in_a_runtime_its_clock_counts() {
        let timer = TokioTimer::new();
        let before = timer.now();
        timer.sleep(Duration::from_secs(3600)).await;
        assert_eq!(timer.now() - before, Duration::from_secs(3600));
    }
}
