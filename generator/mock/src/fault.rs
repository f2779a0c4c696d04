//! Faults: what a service does when it fails.

use std::time::Duration;

use http::StatusCode;

use crate::pattern::{Pattern, Requested};

/// The header by which a request asks for a fault.
pub(crate) const HEADER: &str = "mock-fault";

/// The longest delay that a header can ask for.
const LONGEST: Duration = Duration::from_secs(60);

/// What goes wrong with a request: [`Mock::fault`](crate::Mock::fault) applies it to the next request.
///
/// ```
/// use clientwright_mock::Fault;
/// use std::time::Duration;
///
/// let busy = Fault::too_many_requests(1).times(2).at("/pets/**");
/// let slow = Fault::slow(Duration::from_millis(50));
/// # let _ = (busy, slow);
/// ```
/// Some faults come before the request has its effect, others after it: what a client has to repeat, and what it must not. In this
/// example `ask` sends a request, as the client of a test does, and returns the status and the body of the response:
///
/// ```
/// use clientwright_mock::{Fault, Mock, StatusCode};
/// use serde_json::Value;
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// # fn main() -> Result<(), clientwright_mock::Error> {
/// let mock = Mock::start("tests/shop.csdl.xml")?;
/// let count = || mock.entities::<Value>("/Customers").map(|all| all.len());
/// let post = || ask(&mock, "POST", "/Customers", r#"{"Name":"Ada"}"#);
/// let is_json = |body: &str| serde_json::from_str::<Value>(body).is_ok();
///
/// mock.fault(Fault::server_error());
/// mock.fault(Fault::status(StatusCode::BAD_GATEWAY));
/// assert_eq!((post().0, post().0, count()?), (500, 502, 0));
/// mock.fault(Fault::malformed_json());
/// mock.fault(Fault::torn());
/// let (malformed, torn) = (post(), post());
/// assert_eq!((malformed.0, torn.0, count()?), (201, 201, 2));
/// assert!(!is_json(&malformed.1) && !is_json(&torn.1));
/// assert!(is_json(&post().1)); // no faults are left
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Fault {
    pub(crate) kind: Kind,
    times: usize,
    path: Option<Pattern>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A status, with `Retry-After` in seconds.
    Status(StatusCode, Option<u64>),
    Slow(Duration),
    Torn,
    Malformed,
}

impl Fault {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            times: 1,
            path: None,
        }
    }

    /// 429 with `Retry-After` in seconds. The request has no effect.
    pub fn too_many_requests(retry_after: u64) -> Self {
        Self::new(Kind::Status(
            StatusCode::TOO_MANY_REQUESTS,
            Some(retry_after),
        ))
    }

    /// 500. The request has no effect.
    pub fn server_error() -> Self {
        Self::status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Any status, with an error as body. The request has no effect.
    pub fn status(status: StatusCode) -> Self {
        Self::new(Kind::Status(status, None))
    }

    /// The response comes after a pause.
    pub fn slow(pause: Duration) -> Self {
        Self::new(Kind::Slow(pause))
    }

    /// The request has its effect, and the connection is closed in the middle of the response.
    pub fn torn() -> Self {
        Self::new(Kind::Torn)
    }

    /// The request has its effect, and the JSON of the response ends in the middle.
    pub fn malformed_json() -> Self {
        Self::new(Kind::Malformed)
    }

    /// Applies to so many requests, in place of one.
    #[must_use]
    pub fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Applies to requests of a path only. `*` and `{name}` are any text within a segment, `**` all further segments.
    /// Keys of OData match in both forms, as for [`Mock::on`](crate::Mock::on).
    #[must_use]
    pub fn at(self, path: &str) -> Self {
        Self {
            path: Some(Pattern::new(path)),
            ..self
        }
    }

    /// Reads the value of the header [`HEADER`]. The error lists the forms that are known.
    pub(crate) fn read(text: &str) -> Result<Kind, String> {
        const KNOWN: &str = "known are `torn`, `malformed`, `slow=MILLISECONDS`, and a status of 400 or more such as `429` or \
                             `429 retry-after=SECONDS`";
        let unknown = || format!("`{text}` is no fault: {KNOWN}");
        let mut words = text.split_whitespace();
        let first = words.next().ok_or_else(unknown)?;
        let second = words.next();
        if words.next().is_some() {
            return Err(unknown());
        }
        if let Some(pause) = first.strip_prefix("slow=") {
            let pause = Duration::from_millis(pause.parse().map_err(|_| unknown())?);
            return match second {
                Some(_) => Err(unknown()),
                None => Ok(Kind::Slow(pause.min(LONGEST))),
            };
        }
        match (first, second) {
            ("torn", None) => return Ok(Kind::Torn),
            ("malformed", None) => return Ok(Kind::Malformed),
            _ => {}
        }
        let status: StatusCode = first.parse().map_err(|_| unknown())?;
        if !status.is_client_error() && !status.is_server_error() {
            return Err(unknown());
        }
        let seconds = second.map(|text| text.strip_prefix("retry-after=")?.parse().ok());
        match seconds {
            Some(None) => Err(unknown()),
            Some(seconds) => Ok(Kind::Status(status, seconds)),
            None if status == StatusCode::TOO_MANY_REQUESTS => Ok(Kind::Status(status, Some(1))),
            None => Ok(Kind::Status(status, None)),
        }
    }
}

/// The faults that are still to happen.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        if fault.times > 0 {
            self.0.push(fault);
        }
    }

    /// The first fault for a path. It happens once less from now on.
    pub(crate) fn next(&mut self, path: &Requested<'_>) -> Option<Kind> {
        let at = self.0.iter().position(|fault| {
            let pattern = fault.path.as_ref();
            pattern.is_none_or(|pattern| pattern.is_match(path))
        })?;
        let fault = &mut self.0[at];
        fault.times -= 1;
        let kind = fault.kind;
        if fault.times == 0 {
            self.0.remove(at);
        }
        Some(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults, Kind};
    use crate::pattern::Requested;

    #[test]
    fn headers_name_faults() {
        let status = |code: u16, seconds| {
            let status = http::StatusCode::from_u16(code);
            Kind::Status(status.expect("a status"), seconds)
        };
        for (text, expected) in [
            ("torn", Some(Kind::Torn)),
            ("malformed", Some(Kind::Malformed)),
            ("429", Some(status(429, Some(1)))),
            ("503 retry-after=7", Some(status(503, Some(7)))),
            ("500", Some(status(500, None))),
            ("200", None),
            ("slow", None),
            ("torn 1", None),
            ("", None),
            ("429 retry-after=x", None),
        ] {
            assert_eq!(Fault::read(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn faults_happen_in_order_and_at_their_paths() {
        let mut faults = Faults::default();
        faults.push(Fault::torn().at("/a"));
        faults.push(Fault::malformed_json().times(2));
        let path = |segments| Requested {
            segments,
            parts: Vec::new(),
        };
        let a = ["a".to_owned()];
        let (a, root) = (path(a.as_slice()), path(&[]));
        assert_eq!(faults.next(&root), Some(Kind::Malformed));
        assert_eq!(faults.next(&a), Some(Kind::Torn));
        assert_eq!(faults.next(&a), Some(Kind::Malformed));
        assert_eq!(faults.next(&a), None);
    }
}
