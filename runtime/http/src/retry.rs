//! When a request is sent again, and how long to wait before.
//!
//! A client repeats its requests by a [`RetryPolicy`]. A protocol that puts several requests into one repeats by the same rules
//! those that failed inside:
//!
//! ```
//! use clientwright_http::retry::{Budget, Outcome, Wait, is_idempotent, retry_after};
//! use clientwright_http::{Body, Client, Error, RetryPolicy};
//! use http::{HeaderMap, HeaderValue, Method, StatusCode, header::RETRY_AFTER};
//! use std::time::Duration;
//!
//! /// A part of a batch and its response.
//! struct Part {
//!     method: Method,
//!     headers: HeaderMap,
//!     status: StatusCode,
//!     received: HeaderMap,
//! }
//!
//! /// How long to wait before a part is sent once more; `None` if it is not.
//! fn wait(part: &Part, repeat: u32, policy: &RetryPolicy, budget: &Budget) -> Option<Duration> {
//!     if part.status.is_success() {
//!         budget.deposit();
//!         return None;
//!     }
//!     let idempotent = is_idempotent(&part.method, &part.headers);
//!     let outcome = Outcome::Response(part.status, retry_after(&part.received));
//!     let Wait { pause, by_service, .. } = policy.judge(repeat, idempotent, &outcome)?;
//!     // A time that the service names is not limited further.
//!     (by_service || budget.withdraw()).then_some(pause)
//! }
//!
//! # fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
//! # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
//! let (policy, budget) = (client.retry_policy(), client.retry_budget());
//! let mut part = Part {
//!     method: Method::POST,
//!     headers: HeaderMap::new(),
//!     status: StatusCode::TOO_MANY_REQUESTS,
//!     received: HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("2"))]),
//! };
//! assert!(wait(&part, 0, policy, budget) >= Some(Duration::from_secs(2)));
//! part.status = StatusCode::BAD_GATEWAY; // it may have been done
//! assert_eq!(wait(&part, 0, policy, budget), None);
//! part.method = Method::DELETE;
//! assert!(wait(&part, 0, policy, budget).is_some());
//! # Ok(()) }
//! ```

mod after;
mod budget;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, Method, StatusCode};

pub use after::retry_after;
pub use budget::Budget;

pub(crate) use after::now;

/// A shorter `Retry-After` is ignored: the growing pauses and the budget apply.
const SHORTEST_NAMED: Duration = Duration::from_millis(100);

/// Whether and how a request that failed is sent again.
///
/// | what failed | sent again |
/// |---|---|
/// | 429 Too Many Requests | always: the service did nothing |
/// | 503 Service Unavailable | with `Retry-After` always; otherwise as in the next row |
/// | 408, 500, 502, 504; a connection that broke, also in the middle of a response | when the request is idempotent |
/// | anything else | never |
///
/// GET, HEAD, OPTIONS, PUT and DELETE are idempotent (RFC 9110, 9.2.2); POST and PATCH are not, unless
/// [`idempotent`](Self::idempotent) is set. PUT and DELETE with a precondition (`If-Match`, `If-None-Match`) are not
/// either: if the first attempt had arrived, the second would report a conflict with it. A body that is a stream cannot
/// be sent twice.
///
/// `Retry-After`, in seconds (also fractions) or as a date, is the shortest pause. If it is longer than
/// [`longest_wait`](Self::longest_wait), the attempts end at once with the service's response. Without it, and if it is
/// less than a tenth of a second (0, or a date that is past), the pauses grow:
/// the first is drawn between half of [`backoff`](Self::backoff)'s first value and all of it, each further one is twice
/// as long. Repeats for which the service did not name a time are also limited over all requests of a client: one for
/// ten successful requests, and 100 at once, so that a service that is down does not get many times as many requests.
///
/// ```
/// use clientwright_http::RetryPolicy;
/// use std::time::Duration;
///
/// let policy = RetryPolicy::new()
///     .max_retries(6)
///     .backoff(Duration::from_millis(200), Duration::from_secs(20));
/// # use clientwright_http::{Client, Request};
/// let builder = Client::builder().retry(policy);
/// # fn example(mut request: Request) {
/// // For one request:
/// request.retry = Some(RetryPolicy::none());
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    first: Duration,
    cap: Duration,
    longest_wait: Duration,
    idempotent: bool,
}

impl RetryPolicy {
    /// The default policy of a client: up to 4 repeats, pauses from 0.5 s to 30 s, `Retry-After` up to 3
    /// minutes.
    #[expect(clippy::new_without_default, reason = "it would repeat `new`")]
    pub const fn new() -> Self {
        Self {
            max_retries: 4,
            first: Duration::from_millis(500),
            cap: Duration::from_secs(30),
            longest_wait: Duration::from_secs(180),
            idempotent: false,
        }
    }

    /// Every request is sent once.
    pub const fn none() -> Self {
        Self::new().max_retries(0)
    }

    /// How many times a request is sent again at most; 0 for never.
    pub const fn max_retries(mut self, times: u32) -> Self {
        self.max_retries = times;
        self
    }

    /// The longest first pause and the longest of all, for responses without `Retry-After`.
    pub const fn backoff(mut self, first: Duration, cap: Duration) -> Self {
        self.first = first;
        self.cap = cap;
        self
    }

    /// The longest `Retry-After` that is waited for. A response that names a longer time is returned at once:
    ///
    /// ```
    /// use clientwright_http::RetryPolicy;
    /// use clientwright_http::retry::Outcome;
    /// use http::StatusCode;
    /// use std::time::Duration;
    ///
    /// // A program with a user in front of it.
    /// let policy = RetryPolicy::new().longest_wait(Duration::from_secs(5));
    /// let after = |seconds| Outcome::Response(StatusCode::TOO_MANY_REQUESTS, Some(Duration::from_secs(seconds)));
    /// assert!(policy.judge(0, true, &after(5)).is_some());
    /// assert!(policy.judge(0, true, &after(6)).is_none());
    /// ```
    pub const fn longest_wait(mut self, limit: Duration) -> Self {
        self.longest_wait = limit;
        self
    }

    /// Takes the request for one that does no harm when it arrives twice, whatever its method: an action of which that
    /// is known.
    ///
    /// ```
    /// use clientwright_http::RetryPolicy;
    /// use clientwright_http::retry::{Outcome, is_idempotent};
    /// use http::{HeaderMap, Method};
    ///
    /// // A search that is sent by `POST`, because its condition is too long for a URL.
    /// let policy = RetryPolicy::new();
    /// let by_method = is_idempotent(&Method::POST, &HeaderMap::new());
    /// assert!(policy.judge(0, by_method, &Outcome::Lost).is_none());
    /// assert!(policy.idempotent(true).judge(0, by_method, &Outcome::Lost).is_some());
    /// ```
    pub const fn idempotent(mut self, yes: bool) -> Self {
        self.idempotent = yes;
        self
    }

    /// How long to wait before the repeat with this number, counted from 0. `None`: it is not sent.
    ///
    /// `idempotent` is whether the request can be repeated safely (see [`is_idempotent`]). A client calls this itself;
    /// it is public for protocols that repeat parts of a request.
    pub fn judge(&self, repeat: u32, idempotent: bool, outcome: &Outcome) -> Option<Wait> {
        if repeat >= self.max_retries {
            return None;
        }
        let idempotent = self.idempotent || idempotent;
        let after = match outcome {
            Outcome::Lost if idempotent => None,
            Outcome::Response(StatusCode::TOO_MANY_REQUESTS, after) => *after,
            Outcome::Response(StatusCode::SERVICE_UNAVAILABLE, after)
                if idempotent || after.is_some() =>
            {
                *after
            }
            Outcome::Response(
                StatusCode::REQUEST_TIMEOUT
                | StatusCode::INTERNAL_SERVER_ERROR
                | StatusCode::BAD_GATEWAY
                | StatusCode::GATEWAY_TIMEOUT,
                after,
            ) if idempotent => *after,
            Outcome::Lost | Outcome::Response(..) => return None,
        };
        match after {
            Some(after) if after > self.longest_wait => None,
            // An immediate repeat would overload the service further.
            Some(after) if after < SHORTEST_NAMED => Some(Wait {
                pause: self.pause(repeat).max(after),
                by_service: false,
            }),
            // Clients that were sent away together should not all come back in the same moment.
            Some(after) => Some(Wait {
                pause: after.saturating_add(fraction(after.min(Duration::from_secs(10)) / 10)),
                by_service: true,
            }),
            None => Some(Wait {
                pause: self.pause(repeat),
                by_service: false,
            }),
        }
    }

    fn pause(&self, repeat: u32) -> Duration {
        let doubled = 2_u32.checked_pow(repeat).unwrap_or(u32::MAX);
        let longest = self.first.saturating_mul(doubled).min(self.cap);
        longest / 2 + fraction(longest / 2)
    }
}

/// How an attempt ended, as far as repeating it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No response, or not all of it.
    Lost,
    /// A status, with its `Retry-After`.
    Response(StatusCode, Option<Duration>),
}

/// A pause before a repeat.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wait {
    /// How long to wait.
    pub pause: Duration,
    /// Whether the service named it.
    pub by_service: bool,
}

/// Whether a request does no harm when it arrives twice: by its method (RFC 9110, 9.2.2), unless it has a precondition that
/// its first arrival would have changed.
pub fn is_idempotent(method: &Method, headers: &HeaderMap) -> bool {
    let is_conditional = headers.contains_key(IF_MATCH) || headers.contains_key(IF_NONE_MATCH);
    // A change under a precondition fails at what it has done itself.
    method.is_safe() || method.is_idempotent() && !is_conditional
}

/// Some part of the duration, different each time.
fn fraction(of: Duration) -> Duration {
    // The keys of a `RandomState` are random; nothing better is needed to spread pauses.
    let random = RandomState::new().build_hasher().finish();
    of.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const MILLIS: fn(u64) -> Duration = Duration::from_millis;

    fn judge(method: &Method, status: u16, after: Option<Duration>) -> Option<Wait> {
        let status = StatusCode::from_u16(status).unwrap();
        let idempotent = is_idempotent(method, &HeaderMap::new());
        RetryPolicy::new().judge(0, idempotent, &Outcome::Response(status, after))
    }

    #[test]
    fn what_is_repeated() {
        let after = Some(Duration::from_secs(1));
        for (status, post, post_after, get) in [
            (429, true, true, true),
            (503, false, true, true),
            (408, false, false, true),
            (500, false, false, true),
            (502, false, false, true),
            (504, false, false, true),
            (501, false, false, false),
            (505, false, false, false),
            (400, false, false, false),
            (401, false, false, false),
            (404, false, false, false),
            (409, false, false, false),
            (412, false, false, false),
            (200, false, false, false),
            (302, false, false, false),
        ] {
            for method in [Method::POST, Method::PATCH] {
                assert_eq!(judge(&method, status, None).is_some(), post, "{status}");
                let named = judge(&method, status, after).is_some();
                assert_eq!(named, post_after, "{method} {status}");
            }
            for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
                assert_eq!(judge(&method, status, None).is_some(), get, "{status}");
                assert_eq!(judge(&method, status, after).is_some(), get, "{status}");
            }
        }
        let lost = |idempotent| RetryPolicy::new().judge(0, idempotent, &Outcome::Lost);
        assert!(lost(false).is_none());
        assert!(lost(true).is_some());
        let safe = RetryPolicy::new().idempotent(true);
        assert!(safe.judge(0, false, &Outcome::Lost).is_some());
        assert!(safe.judge(4, false, &Outcome::Lost).is_none());
    }

    #[test]
    fn what_fails_at_its_own_success_is_not_idempotent() {
        let mut headers = HeaderMap::new();
        assert!(is_idempotent(&Method::PUT, &headers));
        for precondition in [IF_MATCH, IF_NONE_MATCH] {
            headers.insert(precondition, HeaderValue::from_static("*"));
            assert!(!is_idempotent(&Method::PUT, &headers));
            assert!(!is_idempotent(&Method::DELETE, &headers));
            assert!(is_idempotent(&Method::GET, &headers));
            headers.clear();
        }
    }

    #[test]
    fn pauses_grow_up_to_the_cap_and_differ() {
        let policy = RetryPolicy::new().max_retries(u32::MAX);
        for (repeat, longest) in [
            (0, 500),
            (1, 1000),
            (4, 8000),
            (6, 30_000),
            (u32::MAX - 1, 30_000),
        ] {
            for _ in 0..100 {
                let wait = policy.judge(repeat, true, &Outcome::Lost).unwrap();
                assert!(!wait.by_service);
                assert!(wait.pause >= MILLIS(longest / 2) && wait.pause <= MILLIS(longest));
            }
        }
        let pauses: std::collections::HashSet<_> = (0..20).map(|_| policy.pause(3)).collect();
        assert!(pauses.len() > 10);
    }

    #[test]
    fn the_longest_wait_is_no_overflow() {
        let policy = RetryPolicy::new().longest_wait(Duration::MAX);
        let outcome = Outcome::Response(StatusCode::TOO_MANY_REQUESTS, Some(Duration::MAX));
        let wait = policy.judge(0, true, &outcome).unwrap();
        assert_eq!(wait.pause, Duration::MAX);
    }

    #[test]
    fn a_retry_after_of_nothing_backs_off_and_is_counted() {
        for after in [Duration::ZERO, Duration::from_micros(1), MILLIS(99)] {
            let wait = judge(&Method::POST, 429, Some(after)).unwrap();
            assert!(!wait.by_service, "{after:?}");
            assert!(wait.pause >= MILLIS(250) && wait.pause <= MILLIS(500));
            let outcome = Outcome::Response(StatusCode::SERVICE_UNAVAILABLE, Some(after));
            let third = RetryPolicy::new().judge(3, false, &outcome).unwrap();
            assert!(third.pause >= MILLIS(2000), "{third:?}");
        }
        let hasty = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
        let outcome = Outcome::Response(StatusCode::TOO_MANY_REQUESTS, Some(MILLIS(50)));
        assert_eq!(hasty.judge(0, true, &outcome).unwrap().pause, MILLIS(50));
        assert!(
            judge(&Method::POST, 429, Some(MILLIS(100)))
                .unwrap()
                .by_service
        );
    }

    #[test]
    fn what_the_service_names_is_never_cut_short() {
        for secs in [1, 30, 180] {
            let asked = Duration::from_secs(secs);
            let wait = judge(&Method::POST, 429, Some(asked)).unwrap();
            assert!(wait.by_service && wait.pause >= asked && wait.pause <= asked + MILLIS(1000));
        }
        assert_eq!(
            judge(&Method::GET, 429, Some(Duration::from_secs(181))),
            None
        );
    }
}
