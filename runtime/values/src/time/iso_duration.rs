//! The format `duration` of JSON Schema.

use super::digits::{Cursor, Fraction, number};
use super::duration::Duration;
use crate::text::{OutOfRange, ParseError, text_wire};
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A length of time in the units of a calendar, `P1Y2M3DT4H5M6.5S`.
///
/// Years and months have no fixed length, so that there is no order, and a conversion to [`Duration`] only where a value
/// has neither. Written as it was read. Equality compares years with months as months, and everything else as seconds:
/// `P1Y` equals `P12M`, and `P1W` equals `PT168H`.
///
/// ```
/// use clientwright_values::time::{Duration, IsoDuration};
/// let read: IsoDuration = "P1Y2M3DT4H".parse()?;
/// assert_eq!((read.years(), read.months(), read.days(), read.hours()), (1, 2, 3, 4));
/// assert!(Duration::try_from(read).is_err());
/// let made = IsoDuration::from("PT1.5S".parse::<Duration>()?);
/// assert_eq!(made.to_string(), "PT1.5S");
/// # Ok::<(), clientwright_values::text::ParseError>(())
/// ```
///
/// JSON Schema Validation 2020-12, 7.3.1; RFC 3339, appendix A. A sign and a fraction of seconds, which ISO 8601-2 and XML
/// Schema allow, are read as well.
#[derive(Clone, Default)]
pub struct IsoDuration {
    negative: bool,
    /// Years, months, weeks, days, hours, minutes, seconds.
    parts: [u64; 7],
    nanos: u32,
    /// The text that was read, where it is not what [`canonical`] writes.
    text: Option<Box<str>>,
}

/// The units, and whether they follow the `T`.
const UNITS: [(u8, bool); 7] = [
    (b'Y', false),
    (b'M', false),
    (b'W', false),
    (b'D', false),
    (b'H', true),
    (b'M', true),
    (b'S', true),
];

impl IsoDuration {
    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The years, as written.
    #[must_use]
    pub fn years(&self) -> u64 {
        self.parts[0]
    }

    /// The months beside the years.
    #[must_use]
    pub fn months(&self) -> u64 {
        self.parts[1]
    }

    /// The weeks.
    #[must_use]
    pub fn weeks(&self) -> u64 {
        self.parts[2]
    }

    /// The days beside the weeks.
    #[must_use]
    pub fn days(&self) -> u64 {
        self.parts[3]
    }

    /// The hours beside the days.
    #[must_use]
    pub fn hours(&self) -> u64 {
        self.parts[4]
    }

    /// The minutes beside the hours.
    #[must_use]
    pub fn minutes(&self) -> u64 {
        self.parts[5]
    }

    /// The whole seconds beside the minutes.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.parts[6]
    }

    /// The nanoseconds after the whole seconds.
    #[must_use]
    pub fn subsec_nanoseconds(&self) -> u32 {
        self.nanos
    }

    /// Months, and seconds with nanoseconds: what has no fixed length, and what has one.
    fn length(&self) -> (bool, u128, u128, u32) {
        let [years, months, weeks, days, hours, minutes, seconds] = self.parts.map(u128::from);
        let months = 12 * years + months;
        let seconds = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
        let is_zero = (months, seconds, self.nanos) == (0, 0, 0);
        (self.negative && !is_zero, months, seconds, self.nanos)
    }

    fn with_text<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        match &self.text {
            Some(text) => f(text),
            None => f(&canonical(self)),
        }
    }
}

/// Without what is zero; `PT0S` if everything is.
fn canonical(duration: &IsoDuration) -> String {
    let mut out = String::from(if duration.negative { "-P" } else { "P" });
    let mut has_time = false;
    for (amount, (unit, is_time)) in duration.parts.into_iter().zip(UNITS) {
        let nanos = match unit {
            b'S' => duration.nanos,
            _ => 0,
        };
        if amount == 0 && nanos == 0 {
            continue;
        }
        if is_time && !std::mem::replace(&mut has_time, true) {
            out.push('T');
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{amount}");
        if nanos > 0 {
            let digits = format!("{nanos:09}");
            let _ = write!(out, ".{}", digits.trim_end_matches('0'));
        }
        out.push(unit.into());
    }
    if out.ends_with('P') {
        out.push_str("T0S");
    }
    out
}

fn read(text: &str) -> Option<IsoDuration> {
    let mut cursor = Cursor::new(text);
    let mut duration = IsoDuration {
        negative: cursor.take(b'-'),
        ..IsoDuration::default()
    };
    if !duration.negative {
        cursor.take(b'+');
    }
    cursor.expect(b'P')?;
    let (mut next, mut is_time, mut is_complete) = (0, false, false);
    while !cursor.is_at_end() {
        if !is_time && cursor.take(b'T') {
            is_time = true;
        }
        let amount = number(cursor.digits()?)?;
        let fraction = Fraction::read(&mut cursor)?;
        let unit = cursor.next()?;
        let mut units = UNITS.iter().enumerate().skip(next);
        let (at, _) = units.find(|(_, known)| **known == (unit, is_time))?;
        if fraction.digits > 0 && unit != b'S' {
            return None;
        }
        duration.parts[at] = amount;
        duration.nanos = fraction.nanos;
        (next, is_complete) = (at + 1, true);
    }
    is_complete.then_some(duration)
}

impl FromStr for IsoDuration {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut duration = read(text)
            .ok_or_else(|| ParseError::new("duration", text, "one like P1Y2M3DT4H5M6S"))?;
        if canonical(&duration) != text {
            duration.text = Some(text.into());
        }
        Ok(duration)
    }
}

impl PartialEq for IsoDuration {
    fn eq(&self, other: &Self) -> bool {
        self.length() == other.length()
    }
}

impl Eq for IsoDuration {}

impl Hash for IsoDuration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.length().hash(state);
    }
}

/// In days, hours, minutes and seconds.
impl From<Duration> for IsoDuration {
    fn from(duration: Duration) -> Self {
        let seconds = duration.whole_seconds();
        let parts = [
            0,
            0,
            0,
            seconds / 86_400,
            seconds % 86_400 / 3600,
            seconds % 3600 / 60,
            seconds % 60,
        ];
        Self {
            negative: duration.is_negative(),
            parts,
            nanos: duration.subsec_nanoseconds(),
            text: None,
        }
    }
}

/// In days, hours, minutes and seconds.
impl From<std::time::Duration> for IsoDuration {
    fn from(duration: std::time::Duration) -> Self {
        Self::from(Duration::from(duration))
    }
}

/// Fails for a duration with years or months, and for one of more than 2^64 seconds.
impl TryFrom<IsoDuration> for Duration {
    type Error = OutOfRange;

    fn try_from(duration: IsoDuration) -> Result<Self, OutOfRange> {
        let (negative, months, seconds, nanos) = duration.length();
        let seconds = u64::try_from(seconds).ok().filter(|_| months == 0);
        seconds
            .and_then(|seconds| Self::new(negative, seconds, nanos))
            .ok_or(OutOfRange {
                what: "a duration with years or months",
                target: "Duration",
            })
    }
}

text_wire!(IsoDuration, "a duration", "", with_text, "", "duration");

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> IsoDuration {
        text.parse().unwrap()
    }

    #[test]
    fn round_trips() {
        for text in [
            "P1Y2M3DT4H5M6.5S",
            "P1Y",
            "P2W",
            "PT0S",
            "P0D",
            "-P1M",
            "+PT1M",
            "PT36H",
            "P0Y0M1D",
            "PT1.500S",
            "PT0.123456789012S",
        ] {
            assert_eq!(parse(text).to_string(), text);
            let json = format!("\"{text}\"");
            let duration: IsoDuration = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&duration).unwrap(), json.as_bytes());
        }
    }

    #[test]
    fn rejects() {
        for text in [
            "", "P", "PT", "P1DT", "P1H", "PT1D", "1D", "P1D1Y", "P1.5D", "PT1.S", "P1Y1Y",
            "PTT1S", "P-1D",
        ] {
            assert!(text.parse::<IsoDuration>().is_err(), "{text}");
        }
    }

    #[test]
    fn compares_what_is_meant() {
        assert_eq!(parse("P1Y"), parse("P12M"));
        assert_eq!(parse("P1W"), parse("PT168H"));
        assert_eq!(parse("-PT0S"), parse("P0D"));
        assert_ne!(parse("P1M"), parse("P30D"));
        assert_ne!(parse("P1D"), parse("-P1D"));
    }

    #[test]
    fn converts() {
        let fixed = Duration::try_from(parse("-P1WT1.5S")).unwrap();
        assert_eq!(fixed, "-P7DT1.5S".parse().unwrap());
        assert_eq!(IsoDuration::from(fixed).to_string(), "-P7DT1.5S");
        assert!(Duration::try_from(parse("P1M")).is_err());
    }
}
