//! `Edm.DateTimeOffset`

use super::date::{read_date, write_date};
use super::digits::{Buffer, Cursor};
use super::offset::{self, Zone};
use super::time_of_day::Clock;
use crate::text::{OutOfRange, ParseError, text_wire};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::SystemTime;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// A date and time with its offset from UTC, `2022-08-24T01:13:44.5281247Z`.
///
/// Written as it was read, with offset (`Z`, `+00:00`, `-08:00`), all digits of the fraction (up to twelve) and missing
/// seconds. Equality, order and hash are by instant: `2018-10-31T10:00:00-08:00` equals `2018-10-31T18:00Z`.
/// Digits after the ninth count there too, but not in [`OffsetDateTime`]. Years are those of `time`, -9999 to
/// 9999, so that Graph's "never", `9999-12-31T23:59:59.9999999Z`, is a value like any other.
///
/// A text without an offset is no instant and is rejected. If a service sends such texts, correct the type of the
/// property to `Edm.String` (`retype`), and parse the text for the time zone that the service means.
///
/// ```
/// use clientwright_values::time::DateTimeOffset;
/// let read: DateTimeOffset = "2018-10-31T10:36:37.5200000-08:00".parse()?;
/// assert_eq!(read.to_string(), "2018-10-31T10:36:37.5200000-08:00");
/// assert_eq!(read, "2018-10-31T18:36:37.52Z".parse()?);
/// assert_eq!(time::OffsetDateTime::from(read).hour(), 10);
/// # Ok::<(), clientwright_values::text::ParseError>(())
/// ```
///
/// OData ABNF 4.01, `dateTimeOffsetValue`; OData CSDL 4.01, 3.3.
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    date: time::Date,
    clock: Clock,
    offset: UtcOffset,
    zone: Zone,
}

fn read(text: &str) -> Option<DateTimeOffset> {
    let mut cursor = Cursor::new(text);
    let date = read_date(&mut cursor)?;
    if !cursor.take(b'T') {
        cursor.expect(b't')?;
    }
    let clock = Clock::read(&mut cursor)?;
    let (offset, zone) = offset::read(&mut cursor)?;
    cursor.is_at_end().then_some(DateTimeOffset {
        date,
        clock,
        offset,
        zone,
    })
}

/// The first or last instant that can be written.
fn limit(last: bool) -> OffsetDateTime {
    if last {
        PrimitiveDateTime::MAX
    } else {
        PrimitiveDateTime::MIN
    }
    .assume_utc()
}

impl DateTimeOffset {
    /// The first or last value that can be written.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    pub(super) fn limit(last: bool) -> Self {
        limit(last).into()
    }

    fn instant(self) -> (OffsetDateTime, u16) {
        (self.into(), self.clock.picos)
    }

    fn with_text<R>(self, f: impl FnOnce(&str) -> R) -> R {
        let mut buffer = Buffer::new();
        write_date(self.date, &mut buffer);
        buffer.push(b'T');
        self.clock.write(&mut buffer);
        offset::write(self.offset, self.zone, &mut buffer);
        f(buffer.as_str())
    }
}

impl FromStr for DateTimeOffset {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text).ok_or_else(|| {
            ParseError::new(
                "date and time",
                text,
                "one with an offset from UTC, like 2022-08-24T01:13:44.5281247Z",
            )
        })
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}

/// Written with as few digits as needed, UTC as `Z`. An offset that has seconds, or more than 23 hours, cannot be
/// written: such a value becomes the same instant in UTC.
impl From<OffsetDateTime> for DateTimeOffset {
    fn from(value: OffsetDateTime) -> Self {
        let (hours, _, seconds) = value.offset().as_hms();
        let value = if seconds != 0 || hours.unsigned_abs() > 23 {
            value
                .checked_to_offset(UtcOffset::UTC)
                .unwrap_or_else(|| limit(value.year() > 0))
        } else {
            value
        };
        let offset = value.offset();
        let zone = if offset.is_utc() {
            Zone::Z
        } else {
            Zone::Numeric
        };
        Self {
            date: value.date(),
            clock: Clock::new(value.time()),
            offset,
            zone,
        }
    }
}

impl From<DateTimeOffset> for OffsetDateTime {
    fn from(value: DateTimeOffset) -> Self {
        Self::new_in_offset(value.date, value.clock.time, value.offset)
    }
}

/// In UTC. A time before the year -9999 or after 9999 becomes the first or last that can be written.
impl From<SystemTime> for DateTimeOffset {
    fn from(value: SystemTime) -> Self {
        let (since, is_later) = match value.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => (since, true),
            Err(before) => (before.duration(), false),
        };
        let value = time::Duration::try_from(since).ok().and_then(|since| {
            let epoch = OffsetDateTime::UNIX_EPOCH;
            if is_later {
                epoch.checked_add(since)
            } else {
                epoch.checked_sub(since)
            }
        });
        value.unwrap_or_else(|| limit(is_later)).into()
    }
}

/// Fails where the system's clock does not reach that far: on Windows before 1601.
impl TryFrom<DateTimeOffset> for SystemTime {
    type Error = OutOfRange;

    fn try_from(value: DateTimeOffset) -> Result<Self, OutOfRange> {
        let since = OffsetDateTime::from(value) - OffsetDateTime::UNIX_EPOCH;
        let time = if since.is_negative() {
            Self::UNIX_EPOCH.checked_sub(since.unsigned_abs())
        } else {
            Self::UNIX_EPOCH.checked_add(since.unsigned_abs())
        };
        time.ok_or(OutOfRange {
            what: "date and time",
            target: "std::time::SystemTime",
        })
    }
}

text_wire!(DateTimeOffset, "a date and time", "", with_text, "");

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn parse(text: &str) -> DateTimeOffset {
        text.parse().unwrap()
    }

    #[test]
    fn round_trips_byte_for_byte() {
        for text in [
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "2022-08-24T01:13:44.5281247Z",
            "2018-10-31T10:36:37-08:00",
            "2022-08-24T01:13:44.5200000Z",
            "2022-08-24T01:13:44+00:00",
            "2022-08-24T01:13:44-00:00",
            "2022-08-24T01:13Z",
            "2022-08-24T01:13:44.123456789012+05:30",
            "-0044-03-15T12:00:00Z",
            "0000-01-01T00:00:00-14:00",
            "9999-12-31T23:59:59.9999999-14:00",
            "2022-08-24T01:13:44-00:30",
        ] {
            assert_eq!(parse(text).to_string(), text);
            let json = format!("\"{text}\"");
            let value: DateTimeOffset = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&value).unwrap(), json.as_bytes());
            assert_eq!(
                serde_json::from_str::<DateTimeOffset>(&json).unwrap(),
                value
            );
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }

    #[test]
    fn rejects() {
        for text in [
            "",
            "2022-08-24",
            "2022-08-24T01:13:44",
            "2022-08-24 01:13:44Z",
            "2022-08-24T24:00:00Z",
            "2022-08-24T01:13:60Z",
            "2022-08-24T01:13:44.Z",
            "2022-08-24T01:13:44.1234567890123Z",
            "2022-08-24T01:13:44+0530",
            "2022-08-24T01:13:44+24:00",
            "2022-08-24T01:13:44+05:60",
            "2022-08-24T01:13:44ZZ",
            "2022-02-29T01:13:44Z",
            "10000-01-01T00:00:00Z",
            "é022-02-29T01:13:44Z",
        ] {
            assert!(text.parse::<DateTimeOffset>().is_err(), "{text}");
        }
        let error = "x"
            .repeat(1000)
            .parse::<DateTimeOffset>()
            .unwrap_err()
            .to_string();
        assert!(error.len() < 200, "{error}");
    }

    #[test]
    fn compares_by_instant() {
        assert_eq!(
            parse("2018-10-31T10:00:00-08:00"),
            parse("2018-10-31T18:00Z")
        );
        assert!(parse("2018-10-31T10:00:00-08:00") > parse("2018-10-31T17:59:59.9999999Z"));
        assert!(parse("2018-10-31T10:00:00.000000000001Z") > parse("2018-10-31T10:00:00Z"));
        // The far ends are outside of the range of UTC; comparisons do not depend on that.
        assert!(parse("9999-12-31T23:59:59-14:00") > parse("9999-12-31T23:59:59Z"));
        assert!(parse("-9999-01-01T00:00:00+14:00") < parse("-9999-01-01T00:00:00Z"));
    }

    #[test]
    fn conversions() {
        let value = OffsetDateTime::UNIX_EPOCH + Duration::from_millis(1500);
        assert_eq!(
            DateTimeOffset::from(value).to_string(),
            "1970-01-01T00:00:01.5Z"
        );
        assert_eq!(OffsetDateTime::from(DateTimeOffset::from(value)), value);
        let odd = value.to_offset(UtcOffset::from_hms(1, 2, 3).unwrap());
        assert_eq!(
            DateTimeOffset::from(odd).to_string(),
            "1970-01-01T00:00:01.5Z"
        );

        let system = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(
            DateTimeOffset::from(system).to_string(),
            "1969-12-31T23:59:59Z"
        );
        assert_eq!(
            SystemTime::try_from(DateTimeOffset::from(system)).unwrap(),
            system
        );
        assert!(SystemTime::try_from(parse("9999-12-31T23:59:59.9999999Z")).is_ok());
        if let Some(far) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 60)) {
            assert_eq!(
                DateTimeOffset::from(far).to_string(),
                "9999-12-31T23:59:59.999999999Z"
            );
        }
    }
}
