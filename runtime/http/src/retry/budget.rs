//! How many repeats a client may send over all its requests.

use std::sync::atomic::{AtomicU32, Ordering};

/// What one repeat costs, in what one success brings.
const COST: u32 = 10;
/// How much is saved up at most: 100 repeats.
const CAPACITY: u32 = 100 * COST;

/// Repeats that may be sent; each success brings a tenth of one, up to 100. A client shares one among its requests
/// ([`Client::retry_budget`](crate::Client::retry_budget)); the [module](super) has an example.
#[derive(Debug)]
pub struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Takes one repeat. `false`: there is none.
    pub fn withdraw(&self) -> bool {
        let take = |saved: u32| saved.checked_sub(COST);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    /// Notes a success.
    pub fn deposit(&self) {
        let add = |saved: u32| (saved < CAPACITY).then_some(saved + 1);
        // Full is as good as more.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_pay_for_one_repeat() {
        let budget = Budget::new();
        budget.deposit();
        assert_eq!((0..1000).filter(|_| budget.withdraw()).count(), 100);
        for _ in 0..9 {
            budget.deposit();
        }
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw());
    }
}
