//! A timer that does not wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_http::BoxFuture;
use clientwright_http::timer::Timer;

/// Time that passes only by waiting, and then at once.
#[derive(Clone, Default)]
pub(crate) struct Clock(Arc<Mutex<(Duration, Vec<Duration>)>>);

impl Clock {
    /// The pauses since the last time.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        std::mem::take(&mut self.0.lock().unwrap().1)
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.0.lock().unwrap().0 += time;
    }
}

impl Timer for Clock {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            let mut clock = clock.0.lock().unwrap();
            clock.0 += duration;
            clock.1.push(duration);
        })
    }
}
