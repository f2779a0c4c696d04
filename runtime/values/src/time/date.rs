//! `Edm.Date`

use super::digits::{Buffer, Cursor, number};
use crate::text::{ParseError, text_wire};
use std::str::FromStr;

/// A date without a time, `2022-07-19`, in the proleptic Gregorian calendar.
///
/// Years are those of [`time::Date`], -9999 to 9999 (more when the application turns on time's
/// `large-dates`); the year `0000` exists, as in ISO 8601.
///
/// ```
/// use clientwright_values::time::Date;
/// let date: Date = "2022-07-19".parse()?;
/// assert_eq!(time::Date::from(date).ordinal(), 200);
/// assert_eq!(date.to_string(), "2022-07-19");
/// # Ok::<(), clientwright_values::text::ParseError>(())
/// ```
///
/// OData ABNF 4.01, `dateValue`; OData CSDL 4.01, 3.3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// `year "-" month "-" day`
#[inline]
pub(super) fn read_date(cursor: &mut Cursor<'_>) -> Option<time::Date> {
    let negative = cursor.take(b'-');
    let digits = cursor.digits()?;
    // OData ABNF: year = [ "-" ] ( "0" 3DIGIT / oneToNine 3*DIGIT )
    if digits.len() < 4 || (digits.len() > 4 && digits.first() == Some(&b'0')) {
        return None;
    }
    let year = i32::try_from(number(digits)?).ok()?;
    cursor.expect(b'-')?;
    let month = time::Month::try_from(cursor.two()?).ok()?;
    cursor.expect(b'-')?;
    let day = cursor.two()?;
    time::Date::from_calendar_date(if negative { -year } else { year }, month, day).ok()
}

pub(super) fn write_date(date: time::Date, buffer: &mut Buffer) {
    let (year, month, day) = date.to_calendar_date();
    buffer.year(year);
    buffer.push(b'-');
    buffer.two(u8::from(month));
    buffer.push(b'-');
    buffer.two(day);
}

impl Date {
    fn with_text<R>(self, f: impl FnOnce(&str) -> R) -> R {
        let mut buffer = Buffer::new();
        write_date(self.0, &mut buffer);
        f(buffer.as_str())
    }
}

impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut cursor = Cursor::new(text);
        read_date(&mut cursor)
            .filter(|_| cursor.is_at_end())
            .map(Self)
            .ok_or_else(|| ParseError::new("date", text, "one like 2022-07-19"))
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for time::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

text_wire!(Date, "a date", "", with_text, "");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for text in [
            "2022-07-19",
            "0000-02-29",
            "0001-01-01",
            "9999-12-31",
            "-0044-03-15",
            "-9999-01-01",
        ] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
            let json = format!("\"{text}\"");
            let date: Date = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&date).unwrap(), json.as_bytes());
        }
    }

    #[test]
    fn rejects() {
        for text in [
            "",
            "2022-7-19",
            "2022-02-30",
            "2022-13-01",
            "22-01-01",
            "02022-01-01",
            "2022-01-01T",
            "+2022-01-01",
            "99999999999-01-01",
            "2022-01-01 ",
            "２０２２-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        let error = crate::from_json::<Date>(b"\"2022-02-30\"").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("invalid date `2022-02-30`, expected one like 2022-07-19"),
            "{error}"
        );
        let error = crate::from_json::<Date>(b"5").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("invalid type: integer `5`, expected a date"),
            "{error}"
        );
    }

    #[test]
    fn years_beyond_9999_are_as_the_crate_time_has_them() {
        // The grammar allows them; another crate in the tree decides whether `time` supports them (`large-dates`).
        let large = time::Date::MAX.year() > 9999;
        for text in ["10000-01-01", "-10000-12-31", "999999-12-31"] {
            let parsed = text.parse::<Date>();
            assert_eq!(parsed.is_ok(), large, "{text}");
            if let Ok(date) = parsed {
                assert_eq!(date.to_string(), text);
            }
        }
        assert!("1000000-01-01".parse::<Date>().is_err());
        assert!(crate::from_json::<Date>(b"\"10000-01-01\"").is_err() || large);
    }

    #[test]
    fn order() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(date("-0001-01-01") < date("0000-01-01"));
        assert!(date("2022-01-31") < date("2022-02-01"));
    }
}
