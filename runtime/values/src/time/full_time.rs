//! The format `time` of JSON Schema.

use super::digits::{Buffer, Cursor};
use super::offset::{self, Zone};
use super::time_of_day::Clock;
use crate::text::{ParseError, text_wire};
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use time::UtcOffset;

/// A time of a day, usually with its offset from UTC, `17:00:00Z`.
///
/// The format `time` of JSON Schema demands the offset; many services leave it out, and some leave out the seconds too.
/// Both are read, and written as they were read. Equality compares the time that is meant and the offset.
///
/// ```
/// use clientwright_values::time::FullTime;
/// let time: FullTime = "17:00:00.50+02:00".parse()?;
/// assert_eq!(time.to_string(), "17:00:00.50+02:00");
/// assert_eq!(time.time().hour(), 17);
/// assert_eq!(time.offset().map(|offset| offset.whole_hours()), Some(2));
/// assert_eq!("08:30".parse::<FullTime>()?.offset(), None);
/// # Ok::<(), clientwright_values::text::ParseError>(())
/// ```
///
/// JSON Schema Validation 2020-12, 7.3.1; RFC 3339, 5.6 (`full-time`).
#[derive(Clone, Copy)]
pub struct FullTime {
    clock: Clock,
    zone: Option<(UtcOffset, Zone)>,
}

impl FullTime {
    /// A time with an offset, or without one. Seconds are written always, a fraction where there is one.
    ///
    /// ```
    /// use clientwright_values::time::FullTime;
    /// use time::{Time, UtcOffset};
    ///
    /// let opening = Time::from_hms(8, 30, 0)?;
    /// assert_eq!(FullTime::new(opening, Some(UtcOffset::UTC)).to_string(), "08:30:00Z");
    /// assert_eq!(FullTime::new(opening, Some(UtcOffset::from_hms(-3, -30, 0)?)).to_string(), "08:30:00-03:30");
    /// assert_eq!(FullTime::new(opening, None), "08:30".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(time: time::Time, offset: Option<UtcOffset>) -> Self {
        Self {
            clock: Clock::new(time),
            zone: offset.map(|offset| (offset, Zone::of(offset))),
        }
    }

    /// The time in its own zone, in nanoseconds.
    #[must_use]
    pub fn time(self) -> time::Time {
        self.clock.time
    }

    /// The offset from UTC, if it was stated.
    #[must_use]
    pub fn offset(self) -> Option<UtcOffset> {
        self.zone.map(|(offset, _)| offset)
    }

    fn key(self) -> (time::Time, u16, Option<UtcOffset>) {
        (self.clock.time, self.clock.picos, self.offset())
    }

    fn with_text<R>(self, f: impl FnOnce(&str) -> R) -> R {
        let mut buffer = Buffer::new();
        self.clock.write(&mut buffer);
        if let Some((offset, zone)) = self.zone {
            offset::write(offset, zone, &mut buffer);
        }
        f(buffer.as_str())
    }
}

fn read(text: &str) -> Option<FullTime> {
    let mut cursor = Cursor::new(text);
    let clock = Clock::read(&mut cursor)?;
    let zone = match cursor.is_at_end() {
        true => None,
        false => Some(offset::read(&mut cursor)?),
    };
    cursor.is_at_end().then_some(FullTime { clock, zone })
}

impl FromStr for FullTime {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text).ok_or_else(|| ParseError::new("time", text, "one like 17:00:00Z"))
    }
}

impl PartialEq for FullTime {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for FullTime {}

impl Hash for FullTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// Without an offset.
impl From<time::Time> for FullTime {
    fn from(time: time::Time) -> Self {
        Self::new(time, None)
    }
}

text_wire!(FullTime, "a time", "", with_text, "", "time");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for text in [
            "03:04:05Z",
            "03:04:05.123456789012-08:00",
            "03:04:05-00:00",
            "03:04:05+00:00",
            "03:04:05.500",
            "03:04",
            "23:59Z",
        ] {
            assert_eq!(text.parse::<FullTime>().unwrap().to_string(), text);
            let json = format!("\"{text}\"");
            let time: FullTime = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&time).unwrap(), json.as_bytes());
        }
        let made = FullTime::new(time::Time::MIDNIGHT, Some(UtcOffset::UTC));
        assert_eq!(made.to_string(), "00:00:00Z");
        assert_eq!(FullTime::from(time::Time::MIDNIGHT).to_string(), "00:00:00");
    }

    #[test]
    fn rejects() {
        for text in [
            "",
            "24:00Z",
            "03:04:05 Z",
            "03:04:05+2",
            "3:04",
            "03:04:05Zz",
        ] {
            assert!(text.parse::<FullTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn compares_what_is_meant() {
        let parse = |text: &str| text.parse::<FullTime>().unwrap();
        assert_eq!(parse("03:04Z"), parse("03:04:00.0+00:00"));
        assert_ne!(parse("03:04Z"), parse("03:04"));
    }
}
