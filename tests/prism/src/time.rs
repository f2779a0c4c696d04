//! How long servers and calls may take, so that a run always ends.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// The time that is left for servers and calls. Builds take none of it.
pub(crate) struct Time {
    start: Duration,
    left: Duration,
}

impl Time {
    /// The time that one server may take to start, and what all of a run may take.
    pub(crate) fn of(start: Duration, all: Duration) -> Self {
        Self { start, left: all }
    }

    /// How long a server may take to start.
    pub(crate) fn for_start(&self) -> Duration {
        self.start.min(self.left)
    }

    /// How long calls may take.
    pub(crate) fn for_calls(&self) -> Duration {
        self.left
    }

    /// Waits until there is a result, or until the limit is over.
    pub(crate) fn wait<T>(
        &mut self,
        limit: Duration,
        mut result: impl FnMut() -> Option<T>,
    ) -> Option<T> {
        let begin = Instant::now();
        let found = loop {
            let found = result();
            if found.is_some() || begin.elapsed() >= limit {
                break found;
            }
            sleep(Duration::from_millis(50));
        };
        self.left = self.left.saturating_sub(begin.elapsed());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_waited_is_no_longer_left() {
        let mut time = Time::of(Duration::from_secs(60), Duration::from_millis(300));
        assert_eq!(time.for_start(), Duration::from_millis(300));
        assert_eq!(time.wait(Duration::from_millis(200), || None::<()>), None);
        assert!(time.for_start() <= Duration::from_millis(100));
        assert_eq!(time.wait(Duration::from_secs(60), || Some(7)), Some(7));
        assert_eq!(time.wait(Duration::from_secs(1), || None::<()>), None);
        assert_eq!(time.for_calls(), Duration::ZERO);
    }
}
