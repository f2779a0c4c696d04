//! Conversions to and from chrono (feature `chrono`).

use super::{Date, DateTimeOffset, Duration, TimeOfDay};
use crate::text::OutOfRange;
use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike,
    Utc,
};
use time::{OffsetDateTime, UtcOffset};

/// With the same offset. A year before -9999 or after 9999 becomes the first or last instant that can be written; a
/// leap second the nanosecond before the next second.
impl<Tz: TimeZone> From<DateTime<Tz>> for DateTimeOffset {
    fn from(value: DateTime<Tz>) -> Self {
        let nanos = value.timestamp_subsec_nanos().min(999_999_999);
        let instant = i128::from(value.timestamp()) * 1_000_000_000 + i128::from(nanos);
        let Ok(instant) = OffsetDateTime::from_unix_timestamp_nanos(instant) else {
            return Self::limit(value.timestamp() > 0);
        };
        let seconds = value.offset().fix().local_minus_utc();
        let offset = UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC);
        instant.checked_to_offset(offset).unwrap_or(instant).into()
    }
}

/// With the same offset.
impl TryFrom<DateTimeOffset> for DateTime<FixedOffset> {
    type Error = OutOfRange;

    fn try_from(value: DateTimeOffset) -> Result<Self, OutOfRange> {
        let utc = DateTime::<Utc>::try_from(value)?;
        let seconds = OffsetDateTime::from(value).offset().whole_seconds();
        let offset = FixedOffset::east_opt(seconds).ok_or(OUT_OF_RANGE)?;
        Ok(utc.with_timezone(&offset))
    }
}

impl TryFrom<DateTimeOffset> for DateTime<Utc> {
    type Error = OutOfRange;

    fn try_from(value: DateTimeOffset) -> Result<Self, OutOfRange> {
        let value = OffsetDateTime::from(value);
        Self::from_timestamp(value.unix_timestamp(), value.nanosecond()).ok_or(OUT_OF_RANGE)
    }
}

const OUT_OF_RANGE: OutOfRange = OutOfRange {
    what: "date and time",
    target: "chrono::DateTime",
};

/// Fails before the year -9999 and after 9999.
impl TryFrom<NaiveDate> for Date {
    type Error = OutOfRange;

    fn try_from(value: NaiveDate) -> Result<Self, OutOfRange> {
        let error = OutOfRange {
            what: "chrono::NaiveDate",
            target: "Edm.Date",
        };
        let ordinal = u16::try_from(value.ordinal()).map_err(|_| error)?;
        time::Date::from_ordinal_date(value.year(), ordinal)
            .map(Self::from)
            .map_err(|_| error)
    }
}

impl TryFrom<Date> for NaiveDate {
    type Error = OutOfRange;

    fn try_from(value: Date) -> Result<Self, OutOfRange> {
        let (year, ordinal) = time::Date::from(value).to_ordinal_date();
        Self::from_yo_opt(year, u32::from(ordinal)).ok_or(OutOfRange {
            what: "date",
            target: "chrono::NaiveDate",
        })
    }
}

/// A leap second becomes the nanosecond before the next second.
impl From<NaiveTime> for TimeOfDay {
    fn from(value: NaiveTime) -> Self {
        let nanos = value.nanosecond().min(999_999_999);
        let since_midnight =
            std::time::Duration::new(u64::from(value.num_seconds_from_midnight()), nanos);
        // Less than a day, so it does not wrap.
        (time::Time::MIDNIGHT + since_midnight).into()
    }
}

impl TryFrom<TimeOfDay> for NaiveTime {
    type Error = OutOfRange;

    fn try_from(value: TimeOfDay) -> Result<Self, OutOfRange> {
        let (hour, minute, second, nanos) = time::Time::from(value).as_hms_nano();
        Self::from_hms_nano_opt(u32::from(hour), u32::from(minute), u32::from(second), nanos).ok_or(
            OutOfRange {
                what: "time of day",
                target: "chrono::NaiveTime",
            },
        )
    }
}

impl From<TimeDelta> for Duration {
    fn from(value: TimeDelta) -> Self {
        // `abs` cannot overflow: a TimeDelta counts milliseconds within an i64, and never down to its minimum.
        let length = value.abs().to_std().map(Self::from).unwrap_or_default();
        if value < TimeDelta::zero() {
            -length
        } else {
            length
        }
    }
}

/// Fails beyond 2^63 milliseconds.
impl TryFrom<Duration> for TimeDelta {
    type Error = OutOfRange;

    fn try_from(value: Duration) -> Result<Self, OutOfRange> {
        Self::from_std(value.unsigned_abs())
            .map(|length| if value.is_negative() { -length } else { length })
            .map_err(|_| OutOfRange {
                what: "duration",
                target: "chrono::TimeDelta",
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in [
            "2018-10-31T10:36:37.5-08:00",
            "9999-12-31T23:59:59.9999999Z",
            "0001-01-01T00:00:00Z",
        ] {
            let value: DateTimeOffset = text.parse().unwrap();
            let chrono = DateTime::<FixedOffset>::try_from(value).unwrap();
            assert_eq!(DateTimeOffset::from(chrono).to_string(), text);
        }
        let never = "9999-12-31T23:59:59.999999999Z";
        assert_eq!(
            DateTimeOffset::from(DateTime::<Utc>::MAX_UTC).to_string(),
            never
        );

        let date = NaiveDate::from_ymd_opt(-44, 3, 15).unwrap();
        assert_eq!(
            NaiveDate::try_from(Date::try_from(date).unwrap()).unwrap(),
            date
        );
        assert!(Date::try_from(NaiveDate::MAX).is_err());

        let time = NaiveTime::from_hms_milli_opt(23, 59, 59, 5).unwrap();
        assert_eq!(NaiveTime::try_from(TimeOfDay::from(time)).unwrap(), time);
        let leap = NaiveTime::from_hms_milli_opt(23, 59, 59, 1500).unwrap();
        assert_eq!(TimeOfDay::from(leap).to_string(), "23:59:59.999999999");

        for delta in [
            TimeDelta::MIN,
            TimeDelta::MAX,
            TimeDelta::zero(),
            TimeDelta::milliseconds(-1500),
        ] {
            assert_eq!(TimeDelta::try_from(Duration::from(delta)).unwrap(), delta);
        }
    }
}
