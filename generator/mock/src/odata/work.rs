//! The work of a request has a limit, because a short request can mean a lot of it: lambdas and `$expand` multiply where relations
//! are cycles.

use std::cell::Cell;

use http::StatusCode;

use super::problem::Problem;

/// The most steps of a request.
const STEPS: usize = 2_000_000;

/// How many more steps a request may take, or all requests of a batch. A step is a visit of an entity or a value, or a part of an
/// expression that is evaluated for one.
#[derive(Debug)]
pub(crate) struct Work {
    left: Cell<usize>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            left: Cell::new(STEPS),
        }
    }
}

impl Work {
    /// Fails if the steps are more than are left. Later ones fail, too.
    pub(crate) fn spend(&self, steps: usize) -> Result<(), Problem> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        match left {
            Some(_) => Ok(()),
            None => {
                let message = format!(
                    "the request takes more than {STEPS} steps, the most that the mock takes: a step is an entity or a value that is \
                     visited, or a part of an expression that is evaluated for one"
                );
                Err(Problem::new(
                    StatusCode::BAD_REQUEST,
                    "TooMuchWork",
                    message,
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_end() {
        let work = Work::default();
        assert!(work.spend(STEPS).is_ok());
        assert!(work.spend(0).is_ok());
        assert!(work.spend(1).is_err());
        let work = Work::default();
        assert!(work.spend(usize::MAX).is_err());
        assert!(work.spend(1).is_err());
    }
}
