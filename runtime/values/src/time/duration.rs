//! `Edm.Duration`

use super::digits::{Cursor, Fraction, number};
use crate::text::{OutOfRange, ParseError, text_wire};
use std::cmp::Ordering;
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::ops::Neg;
use std::str::FromStr;

const DAY: u64 = 86_400;

/// A signed length of time, `P1DT2H3.5S`, in days, hours, minutes and seconds of fixed length.
///
/// Has whole seconds up to 2^64 and nanoseconds; a fraction may have twelve digits, of which the value keeps nine and
/// the text all. Written as it was read; a duration created from a number is written like .NET does: `P1DT2H3M4.5S`,
/// `PT0S`. Equality and order are by length: `PT24H` equals `P1D`. Weeks (`P2W`) are read although OData has none;
/// years and months have no fixed length and are errors.
///
/// ```
/// use clientwright_values::time::Duration;
/// let read: Duration = "-P3D".parse()?;
/// assert!(read.is_negative());
/// assert_eq!(read.whole_seconds(), 3 * 86_400);
/// let made = Duration::from(std::time::Duration::from_millis(93_784_500));
/// assert_eq!(made.to_string(), "P1DT2H3M4.5S");
/// # Ok::<(), clientwright_values::text::ParseError>(())
/// ```
///
/// OData ABNF 4.01, `durationValue`; XML Schema Part 2, 3.4.27 (`dayTimeDuration`).
#[derive(Clone, Default)]
pub struct Duration {
    negative: bool,
    seconds: u64,
    nanos: u32,
    /// The text that was read, where it is not what [`canonical`] writes.
    text: Option<Box<str>>,
}

impl Duration {
    /// A length of no time.
    pub const ZERO: Self = Self {
        negative: false,
        seconds: 0,
        nanos: 0,
        text: None,
    };

    /// A length of seconds and nanoseconds, backwards if `negative`. A billion nanoseconds or more are carried over;
    /// `None` when the seconds overflow.
    ///
    /// ```
    /// use clientwright_values::time::Duration;
    ///
    /// // The parts of another format.
    /// let duration = Duration::new(true, 90, 1_500_000_000);
    /// assert_eq!(duration.map(|duration| duration.to_string()).as_deref(), Some("-PT1M31.5S"));
    /// assert_eq!(Duration::new(false, u64::MAX, 1_000_000_000), None);
    /// ```
    #[must_use]
    pub fn new(negative: bool, seconds: u64, nanoseconds: u32) -> Option<Self> {
        let seconds = seconds.checked_add(u64::from(nanoseconds / 1_000_000_000))?;
        let nanos = nanoseconds % 1_000_000_000;
        Some(Self {
            negative: negative && (seconds, nanos) != (0, 0),
            seconds,
            nanos,
            text: None,
        })
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whole seconds, without the sign.
    #[must_use]
    pub fn whole_seconds(&self) -> u64 {
        self.seconds
    }

    /// The nanoseconds after the whole seconds, without the sign.
    #[must_use]
    pub fn subsec_nanoseconds(&self) -> u32 {
        self.nanos
    }

    /// The same length of time, forwards.
    #[must_use]
    pub fn unsigned_abs(&self) -> std::time::Duration {
        std::time::Duration::new(self.seconds, self.nanos)
    }

    /// As in a URL: without what only this crate reads, weeks and a plus (OData ABNF 4.01, `durationValue`).
    fn with_literal<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        match &self.text {
            Some(text) if !text.contains(['W', '+']) => f(text),
            _ => f(&canonical(self)),
        }
    }

    fn with_text<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        match &self.text {
            Some(text) => f(text),
            None => f(&canonical(self)),
        }
    }
}

fn canonical(duration: &Duration) -> String {
    let mut out = String::with_capacity(16);
    // Writing to a String cannot fail.
    let mut part = |number: u64, unit: char| {
        if number > 0 {
            let _ = write!(out, "{number}{unit}");
        }
    };
    part(duration.seconds / DAY, 'D');
    part(duration.seconds % DAY / 3600, 'H');
    part(duration.seconds % 3600 / 60, 'M');
    let days_end = out.find('D').map_or(0, |at| at + 1);
    let (seconds, fraction) = (duration.seconds % 60, Fraction::from_nanos(duration.nanos));
    if seconds > 0 || fraction.digits > 0 || out.is_empty() {
        let _ = write!(out, "{seconds}");
        if fraction.digits > 0 {
            let digits = format!("{:09}", duration.nanos);
            let _ = write!(out, ".{}", digits.trim_end_matches('0'));
        }
        out.push('S');
    }
    if out.len() > days_end {
        out.insert(days_end, 'T');
    }
    out.insert_str(0, if duration.negative { "-P" } else { "P" });
    out
}

/// `[ SIGN ] "P" [ 1*DIGIT "D" ] [ "T" [ 1*DIGIT "H" ] [ 1*DIGIT "M" ] [ 1*DIGIT [ "." 1*DIGIT ] "S" ] ]`
fn read(text: &str) -> Option<Duration> {
    let mut cursor = Cursor::new(text);
    let negative = cursor.take(b'-');
    if !negative {
        cursor.take(b'+');
    }
    cursor.expect(b'P')?;
    let mut seconds = 0_u64;
    let mut nanos = 0;
    let mut add = |amount: u64, unit: u64| -> Option<()> {
        seconds = seconds.checked_add(amount.checked_mul(unit)?)?;
        Some(())
    };
    let mut has_parts = false;
    if cursor.peek()?.is_ascii_digit() {
        let amount = number(cursor.digits()?)?;
        match cursor.next()? {
            b'D' => add(amount, DAY)?,
            b'W' => add(amount, 7 * DAY)?,
            _ => return None,
        }
        has_parts = true;
    }
    if cursor.take(b'T') {
        has_parts = false; // `P1DT` names no time.
        let mut largest = 0;
        while !cursor.is_at_end() {
            let amount = number(cursor.digits()?)?;
            let fraction = Fraction::read(&mut cursor)?;
            let (rank, unit) = match cursor.next()? {
                b'H' => (1, 3600),
                b'M' => (2, 60),
                b'S' => (3, 1),
                _ => return None,
            };
            if rank <= largest || (fraction.digits > 0 && rank != 3) {
                return None;
            }
            largest = rank;
            add(amount, unit)?;
            nanos = fraction.nanos;
            has_parts = true;
        }
    }
    if !has_parts || !cursor.is_at_end() {
        return None;
    }
    Duration::new(negative, seconds, nanos)
}

impl FromStr for Duration {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut duration = read(text).ok_or_else(|| {
            ParseError::new(
                "duration",
                text,
                "days, hours, minutes and seconds like P1DT2H3M4.5S",
            )
        })?;
        if canonical(&duration) != text {
            duration.text = Some(text.into());
        }
        Ok(duration)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Duration {}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = |duration: &Self| (duration.seconds, duration.nanos);
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => length(self).cmp(&length(other)),
            (true, true) => length(other).cmp(&length(self)),
        }
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.negative, self.seconds, self.nanos).hash(state);
    }
}

/// The same length of time in the other direction.
impl Neg for Duration {
    type Output = Self;

    fn neg(self) -> Self {
        let negative = !self.negative && (self.seconds, self.nanos) != (0, 0);
        Self {
            negative,
            text: None,
            ..self
        }
    }
}

impl From<std::time::Duration> for Duration {
    fn from(value: std::time::Duration) -> Self {
        Self {
            negative: false,
            seconds: value.as_secs(),
            nanos: value.subsec_nanos(),
            text: None,
        }
    }
}

/// Fails for a negative duration.
impl TryFrom<Duration> for std::time::Duration {
    type Error = OutOfRange;

    fn try_from(value: Duration) -> Result<Self, OutOfRange> {
        if value.negative {
            return Err(OutOfRange {
                what: "negative duration",
                target: "std::time::Duration",
            });
        }
        Ok(value.unsigned_abs())
    }
}

impl From<time::Duration> for Duration {
    fn from(value: time::Duration) -> Self {
        Self {
            negative: value.is_negative(),
            ..Self::from(value.unsigned_abs())
        }
    }
}

/// Fails beyond 2^63 seconds.
impl TryFrom<Duration> for time::Duration {
    type Error = OutOfRange;

    fn try_from(value: Duration) -> Result<Self, OutOfRange> {
        Self::try_from(value.unsigned_abs())
            .map(|length| if value.negative { -length } else { length })
            .map_err(|_| OutOfRange {
                what: "duration",
                target: "time::Duration",
            })
    }
}

text_wire!(Duration, "a duration", "duration'", with_literal, "'");

#[cfg(test)]
#[path = "duration_tests.rs"]
mod tests;
