//! `Edm.TimeOfDay`

use super::digits::{Buffer, Cursor, Fraction};
use crate::text::{ParseError, text_wire};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A time of a day without a date or zone, `17:00:00.0000000`.
///
/// Written as it was read: missing seconds stay missing, and zeros at the end of the fraction (up to twelve digits)
/// stay. Equality and order are by the time that is meant: `17:00` equals `17:00:00.0000000`. Digits after the ninth
/// count there too, but not in [`time::Time`].
///
/// ```
/// use clientwright_values::time::TimeOfDay;
/// let time: TimeOfDay = "17:00:00.0000000".parse()?;
/// assert_eq!(time, "17:00".parse()?);
/// assert_eq!(time.to_string(), "17:00:00.0000000");
/// assert_eq!(time::Time::from(time).hour(), 17);
/// # Ok::<(), clientwright_values::text::ParseError>(())
/// ```
///
/// OData ABNF 4.01, `timeOfDayValue`; OData CSDL 4.01, 3.3.
#[derive(Clone, Copy)]
pub struct TimeOfDay(Clock);

/// A time and how it was written.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) time: time::Time,
    pub(super) picos: u16,
    digits: u8,
    has_seconds: bool,
}

impl Clock {
    /// `hour ":" minute [ ":" second [ "." fractionalSeconds ] ]`
    #[inline]
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let hour = cursor.two()?;
        cursor.expect(b':')?;
        let minute = cursor.two()?;
        let has_seconds = cursor.take(b':');
        let (second, fraction) = if has_seconds {
            (cursor.two()?, Fraction::read(cursor)?)
        } else {
            (0, Fraction::default())
        };
        let time = time::Time::from_hms_nano(hour, minute, second, fraction.nanos).ok()?;
        Some(Self {
            time,
            picos: fraction.picos,
            digits: fraction.digits,
            has_seconds,
        })
    }

    pub(super) fn new(time: time::Time) -> Self {
        Self {
            time,
            picos: 0,
            digits: Fraction::from_nanos(time.nanosecond()).digits,
            has_seconds: true,
        }
    }

    pub(super) fn write(self, buffer: &mut Buffer) {
        let (hour, minute, second, nanos) = self.time.as_hms_nano();
        buffer.two(hour);
        buffer.push(b':');
        buffer.two(minute);
        if self.has_seconds {
            buffer.push(b':');
            buffer.two(second);
            Fraction {
                nanos,
                picos: self.picos,
                digits: self.digits,
            }
            .write(buffer);
        }
    }
}

impl TimeOfDay {
    fn key(self) -> (time::Time, u16) {
        (self.0.time, self.0.picos)
    }

    fn with_text<R>(self, f: impl FnOnce(&str) -> R) -> R {
        let mut buffer = Buffer::new();
        self.0.write(&mut buffer);
        f(buffer.as_str())
    }
}

impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for TimeOfDay {}

impl PartialOrd for TimeOfDay {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TimeOfDay {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for TimeOfDay {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl FromStr for TimeOfDay {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut cursor = Cursor::new(text);
        Clock::read(&mut cursor)
            .filter(|_| cursor.is_at_end())
            .map(Self)
            .ok_or_else(|| ParseError::new("time of day", text, "one like 17:00:00.5"))
    }
}

impl From<time::Time> for TimeOfDay {
    fn from(time: time::Time) -> Self {
        Self(Clock::new(time))
    }
}

impl From<TimeOfDay> for time::Time {
    fn from(time: TimeOfDay) -> Self {
        time.0.time
    }
}

text_wire!(TimeOfDay, "a time of day", "", with_text, "");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for text in [
            "17:00:00.0000000",
            "00:00",
            "23:59:59",
            "07:59:59.999",
            "12:00:00.123456789012",
        ] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
            let json = format!("\"{text}\"");
            let time: TimeOfDay = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&time).unwrap(), json.as_bytes());
        }
    }

    #[test]
    fn rejects() {
        for text in [
            "",
            "24:00",
            "23:60",
            "23:59:60",
            "1:00",
            "17:00:00.",
            "17:00:00.1234567890123",
            "17:00:",
            "17:00Z",
        ] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }

    #[test]
    fn conversions_and_order() {
        let time = time::Time::from_hms_milli(1, 2, 3, 450).unwrap();
        assert_eq!(TimeOfDay::from(time).to_string(), "01:02:03.45");
        assert_eq!(time::Time::from(TimeOfDay::from(time)), time);
        let parse = |text: &str| text.parse::<TimeOfDay>().unwrap();
        assert!(parse("17:00:00.000000000001") > parse("17:00"));
    }
}
