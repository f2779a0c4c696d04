//! `Retry-After` (RFC 9110, 10.2.3).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// The pause that the service requires: whole seconds and dates as in the RFC, and fractions and powers of ten of
/// seconds, which some services send. A number that is too large is the longest possible pause. `None` when the header
/// is missing or has another form.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        let seconds: f64 = text.parse().ok()?;
        // It is not negative, so only an overflow fails.
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // The service's own clock, so that ours need not be right.
    let now = headers
        .get(DATE)
        .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok())
        .or_else(now)?;
    // A date that is past means that it may be tried at once.
    Some(until.duration_since(now).unwrap_or(Duration::ZERO))
}

/// The time, where there is a clock.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn now() -> Option<SystemTime> {
    Some(SystemTime::now())
}

/// Reading the clock would panic.
#[cfg(target_arch = "wasm32")]
pub(crate) fn now() -> Option<SystemTime> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&'static str, &str)]) -> Option<f64> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        retry_after(&map).map(|duration| duration.as_secs_f64())
    }

    #[test]
    fn seconds() {
        let longest = Duration::MAX.as_secs_f64();
        for (text, expected) in [
            ("0", Some(0.0)),
            ("120", Some(120.0)),
            (" 7 ", Some(7.0)),
            ("1.5", Some(1.5)),
            ("0.250", Some(0.25)),
            ("1.", Some(1.0)),
            ("-1", None),
            ("+1", None),
            ("1e3", Some(1000.0)),
            ("1.5e-1", Some(0.15)),
            ("1e", None),
            ("1.5.2", None),
            ("1 s", None),
            ("99999999999999999999", Some(longest)),
            ("1.8e308", Some(longest)),
            ("1e999999999999", Some(longest)),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(read(&[("retry-after", text)]), expected, "{text:?}");
        }
        assert_eq!(read(&[]), None);
    }

    #[test]
    fn dates_in_all_three_forms_by_the_clock_of_the_service() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
            assert_eq!(read(&[("retry-after", text), date]), Some(7.0), "{text}");
            assert_eq!(read(&[("retry-after", text)]), Some(0.0), "{text}");
        }
        let soon = SystemTime::now() + Duration::from_secs(60);
        let wait = read(&[("retry-after", &httpdate::fmt_http_date(soon))]).unwrap();
        assert!(wait > 50.0 && wait <= 60.0, "{wait}");
        assert_eq!(
            read(&[("retry-after", "Sun, 32 Nov 1994 08:49:37 GMT")]),
            None
        );
    }
}
