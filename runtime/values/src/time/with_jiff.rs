//! Conversions to and from jiff (feature `jiff`).

use super::{Date, DateTimeOffset, Duration, TimeOfDay};
use crate::text::OutOfRange;
use jiff::{SignedDuration, Timestamp, civil};
use time::OffsetDateTime;

/// In UTC.
impl From<Timestamp> for DateTimeOffset {
    fn from(value: Timestamp) -> Self {
        match OffsetDateTime::from_unix_timestamp_nanos(value.as_nanosecond()) {
            Ok(value) => value.into(),
            // jiff's range ends within that of time, so this is not reached.
            Err(_) => Self::limit(value > Timestamp::UNIX_EPOCH),
        }
    }
}

/// Fails for the last two days of the year 9999, among them Graph's "never", which jiff keeps free for time zones.
impl TryFrom<DateTimeOffset> for Timestamp {
    type Error = OutOfRange;

    fn try_from(value: DateTimeOffset) -> Result<Self, OutOfRange> {
        Self::from_nanosecond(OffsetDateTime::from(value).unix_timestamp_nanos()).map_err(|_| {
            OutOfRange {
                what: "date and time",
                target: "jiff::Timestamp",
            }
        })
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = OutOfRange;

    fn try_from(value: civil::Date) -> Result<Self, OutOfRange> {
        let error = OutOfRange {
            what: "jiff::civil::Date",
            target: "Edm.Date",
        };
        let ordinal = u16::try_from(value.day_of_year()).map_err(|_| error)?;
        let date = time::Date::from_ordinal_date(i32::from(value.year()), ordinal);
        date.map(Self::from).map_err(|_| error)
    }
}

impl TryFrom<Date> for civil::Date {
    type Error = OutOfRange;

    fn try_from(value: Date) -> Result<Self, OutOfRange> {
        let error = OutOfRange {
            what: "date",
            target: "jiff::civil::Date",
        };
        let (year, month, day) = time::Date::from(value).to_calendar_date();
        let year = i16::try_from(year).map_err(|_| error)?;
        let (month, day) = (u8::from(month), day);
        Self::new(
            year,
            i8::try_from(month).map_err(|_| error)?,
            i8::try_from(day).map_err(|_| error)?,
        )
        .map_err(|_| error)
    }
}

impl TryFrom<civil::Time> for TimeOfDay {
    type Error = OutOfRange;

    fn try_from(value: civil::Time) -> Result<Self, OutOfRange> {
        let error = OutOfRange {
            what: "jiff::civil::Time",
            target: "Edm.TimeOfDay",
        };
        let part = |number: i8| u8::try_from(number).map_err(|_| error);
        let nanos = u32::try_from(value.subsec_nanosecond()).map_err(|_| error)?;
        time::Time::from_hms_nano(
            part(value.hour())?,
            part(value.minute())?,
            part(value.second())?,
            nanos,
        )
        .map(Self::from)
        .map_err(|_| error)
    }
}

impl TryFrom<TimeOfDay> for civil::Time {
    type Error = OutOfRange;

    fn try_from(value: TimeOfDay) -> Result<Self, OutOfRange> {
        let error = OutOfRange {
            what: "time of day",
            target: "jiff::civil::Time",
        };
        let (hour, minute, second, nanos) = time::Time::from(value).as_hms_nano();
        let part = |number: u8| i8::try_from(number).map_err(|_| error);
        let nanos = i32::try_from(nanos).map_err(|_| error)?;
        Self::new(part(hour)?, part(minute)?, part(second)?, nanos).map_err(|_| error)
    }
}

impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        let length = Self::from(value.unsigned_abs());
        if value.is_negative() { -length } else { length }
    }
}

/// Fails beyond 2^63 seconds.
impl TryFrom<Duration> for SignedDuration {
    type Error = OutOfRange;

    fn try_from(value: Duration) -> Result<Self, OutOfRange> {
        Self::try_from(value.unsigned_abs())
            .map(|length| if value.is_negative() { -length } else { length })
            .map_err(|_| OutOfRange {
                what: "duration",
                target: "jiff::SignedDuration",
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let value: DateTimeOffset = "2018-10-31T10:36:37.5-08:00".parse().unwrap();
        let timestamp = Timestamp::try_from(value).unwrap();
        assert_eq!(timestamp.to_string(), "2018-10-31T18:36:37.5Z");
        assert_eq!(DateTimeOffset::from(timestamp), value);
        for end in [Timestamp::MIN, Timestamp::MAX] {
            assert_eq!(Timestamp::try_from(DateTimeOffset::from(end)).unwrap(), end);
        }
        let never: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse().unwrap();
        assert!(Timestamp::try_from(never).is_err());

        for date in [civil::Date::MIN, civil::Date::MAX, civil::date(0, 2, 29)] {
            assert_eq!(
                civil::Date::try_from(Date::try_from(date).unwrap()).unwrap(),
                date
            );
        }
        for time in [civil::Time::MIN, civil::Time::MAX] {
            assert_eq!(
                civil::Time::try_from(TimeOfDay::try_from(time).unwrap()).unwrap(),
                time
            );
        }
        for length in [
            SignedDuration::MIN,
            SignedDuration::MAX,
            SignedDuration::ZERO,
        ] {
            let duration = Duration::from(length);
            assert_eq!(duration.is_negative(), length.is_negative());
            if length != SignedDuration::MIN {
                assert_eq!(SignedDuration::try_from(duration).unwrap(), length);
            }
        }
    }
}
