//! Values of expressions, and how they compare (OData URL Conventions 4.01, 5.1.1.1).

use std::cmp::Ordering;

use clientwright_csdl::schema::{EnumId, Primitive, Schema, Type};

use super::problem::Problem;
use crate::json::Json;

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// A number as text, so that no digit is lost.
    Number(String),
    Text(String),
    /// Nanoseconds since 1970.
    Instant(i128),
    /// Days since 1970.
    Day(i64),
    /// Nanoseconds since midnight.
    Clock(i128),
    Guid(String),
    /// Members of an enumeration, added up.
    Member(EnumId, i64),
    /// An entity or a complex value, which is only compared with null.
    Entity,
}

impl Value {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Instant(_) => "a point in time",
            Self::Day(_) => "a date",
            Self::Clock(_) => "a time of day",
            Self::Guid(_) => "a GUID",
            Self::Member(..) => "a member of an enumeration",
            Self::Entity => "an entity",
        }
    }

    /// A value of a property. Values that cannot be compared are an error.
    pub(super) fn of(schema: &Schema, json: &Json, ty: Option<Type>) -> Result<Self, Problem> {
        let ty = match ty {
            Some(Type::Definition(id)) => {
                Some(Type::Primitive(schema.type_definitions[id].underlying))
            }
            other => other,
        };
        Ok(match (json, ty) {
            (Json::Null, _) => Self::Null,
            (Json::Bool(value), _) => Self::Bool(*value),
            (Json::Number(text), Some(Type::Enum(id))) => {
                let known = Self::Text(text.to_string()).as_member(schema, id);
                known.ok_or_else(|| unread(text))?
            }
            (Json::Number(text), _) => Self::Number(text.to_string()),
            (Json::Text(text), Some(ty)) => {
                Self::typed(schema, text, ty)?.ok_or_else(|| unread(text))?
            }
            (Json::Text(text), None) => Self::Text(text.clone()),
            (Json::Object(_), _) => Self::Entity,
            (Json::List(_), _) => return Err(Problem::bad("an array is no value to compare")),
        })
    }

    /// A text as a value of a type; `None` if it is none.
    fn typed(schema: &Schema, text: &str, ty: Type) -> Result<Option<Self>, Problem> {
        let primitive = match ty {
            Type::Enum(id) => return Ok(Self::Text(text.to_owned()).as_member(schema, id)),
            Type::Primitive(primitive) => primitive,
            Type::Structured(_) | Type::Definition(_) => return Ok(None),
        };
        Ok(match primitive {
            Primitive::String | Primitive::Untyped | Primitive::PrimitiveType => {
                Some(Self::Text(text.to_owned()))
            }
            Primitive::DateTimeOffset => instant(text).map(Self::Instant),
            Primitive::Date => day(text).map(Self::Day),
            Primitive::TimeOfDay => clock(text).map(Self::Clock),
            Primitive::Guid => Some(Self::Guid(text.to_ascii_lowercase())),
            Primitive::Byte
            | Primitive::SByte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64
            | Primitive::Decimal
            | Primitive::Double
            | Primitive::Single => Some(Self::Number(text.to_owned())),
            other => return Err(Problem::unsupported(format!("comparing values of {other}"))),
        })
    }

    /// A text as members of an enumeration, by name or number.
    fn as_member(&self, schema: &Schema, id: EnumId) -> Option<Self> {
        let Self::Text(text) = self else { return None };
        let mut sum = 0;
        for name in text.split(',').map(str::trim) {
            let members = &schema.enum_types[id].members;
            let known = members.iter().find(|member| member.name == name);
            sum |= match known {
                Some(member) => member.value,
                None => name.parse().ok()?,
            };
        }
        Some(Self::Member(id, sum))
    }

    /// The value in the form of another one: literals are texts where the service knows the type.
    fn like(self, schema: &Schema, other: &Self) -> Self {
        let Self::Text(text) = &self else {
            return self;
        };
        let read = match other {
            Self::Instant(_) => instant(text).map(Self::Instant),
            Self::Day(_) => day(text).map(Self::Day),
            Self::Clock(_) => clock(text).map(Self::Clock),
            Self::Guid(_) => Some(Self::Guid(text.to_ascii_lowercase())),
            Self::Member(id, _) => self.as_member(schema, *id),
            _ => None,
        };
        read.unwrap_or(self)
    }

    /// Compares two values; `None` if one of them is null, or is no number.
    pub(super) fn compare(self, other: Self, schema: &Schema) -> Result<Option<Ordering>, Problem> {
        let left = self.clone().like(schema, &other);
        let right = other.like(schema, &self);
        Ok(match (&left, &right) {
            (Self::Null, _) | (_, Self::Null) => None,
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => numbers(a, b)?,
            (Self::Text(a), Self::Text(b)) | (Self::Guid(a), Self::Guid(b)) => Some(a.cmp(b)),
            (Self::Instant(a), Self::Instant(b)) | (Self::Clock(a), Self::Clock(b)) => {
                Some(a.cmp(b))
            }
            (Self::Day(a), Self::Day(b)) => Some(a.cmp(b)),
            (Self::Member(a, x), Self::Member(b, y)) if a == b => Some(x.cmp(y)),
            _ => {
                let (left, right) = (left.kind(), right.kind());
                return Err(Problem::bad(format!(
                    "{left} cannot be compared with {right}"
                )));
            }
        })
    }
}

fn unread(text: &str) -> Problem {
    Problem::unsupported(format!(
        "comparing the stored value `{text}`, which its type does not declare"
    ))
}

/// Compares numbers by their digits. `None` if one of them is `NaN`.
fn numbers(a: &str, b: &str) -> Result<Option<Ordering>, Problem> {
    if a == "NaN" || b == "NaN" {
        return Ok(None);
    }
    let read = |text: &str| {
        Decimal::read(text).ok_or_else(|| Problem::bad(format!("`{text}` is no number")))
    };
    Ok(Some(read(a)?.cmp(&read(b)?)))
}

/// A number: a sign, and 0.DIGITS times ten to an exponent.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    sign: i8,
    exponent: i64,
    digits: String,
}

impl Decimal {
    fn read(text: &str) -> Option<Self> {
        let (sign, text) = match text.strip_prefix('-') {
            Some(text) => (-1, text),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        if text == "INF" {
            let digits = "1".to_owned();
            return Some(Self {
                sign,
                exponent: i64::MAX,
                digits,
            });
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_start_matches('0');
        let zeros = i64::try_from(all.len() - digits.len()).ok()?;
        let exponent = i64::from(exponent) + i64::try_from(whole.len()).ok()? - zeros;
        Some(match digits.trim_end_matches('0') {
            "" => Self {
                sign: 0,
                exponent: 0,
                digits: String::new(),
            },
            digits => Self {
                sign,
                exponent,
                digits: digits.to_owned(),
            },
        })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |a: &Self, b: &Self| {
            let exponents = a.exponent.cmp(&b.exponent);
            exponents.then_with(|| a.digits.cmp(&b.digits))
        };
        self.sign.cmp(&other.sign).then_with(|| match self.sign {
            -1 => size(other, self),
            _ => size(self, other),
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const SECOND: i128 = 1_000_000_000;

/// `2026-02-03T04:05:06.7Z`, as nanoseconds since 1970.
pub(super) fn instant(text: &str) -> Option<i128> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let (time, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(time) => (time, 0),
        None => {
            let at = rest.rfind(['+', '-'])?;
            let (time, offset) = rest.split_at(at);
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let minutes = hours.parse::<i128>().ok()? * 60 + minutes.parse::<i128>().ok()?;
            (
                time,
                if offset.starts_with('-') {
                    -minutes
                } else {
                    minutes
                },
            )
        }
    };
    let days = i128::from(day(date)?);
    Some((days * 86_400 - offset * 60) * SECOND + clock(time)?)
}

/// `2026-02-03`, as days since 1970.
pub(super) fn day(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?.parse::<i32>().ok()?;
    let (month, day) = (parts.next()?, parts.next()?);
    let (month, day) = (month.parse::<i64>().ok()?, day.parse::<i64>().ok()?);
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // The calendar is shifted to start in March, so that the leap day is the last of a year.
    let year = i64::from(year) * sign - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// `04:05:06.7`, as nanoseconds since midnight. Seconds may be missing.
pub(super) fn clock(text: &str) -> Option<i128> {
    let mut parts = text.split(':');
    let hours = parts.next()?.parse::<u32>().ok()?;
    let minutes = parts.next()?.parse::<u32>().ok()?;
    let (seconds, fraction) = match parts.next() {
        Some(text) => text.split_once('.').unwrap_or((text, "")),
        None => ("0", ""),
    };
    let seconds = seconds.parse::<u32>().ok()?;
    let is_fraction = fraction.len() <= 12 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || hours > 24 || minutes > 59 || seconds > 60 || !is_fraction {
        return None;
    }
    let fraction: i128 = format!("{fraction:0<12}").parse().ok()?;
    let whole = i128::from(hours * 3600 + minutes * 60 + seconds);
    Some(whole * SECOND + fraction / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_all_their_digits() {
        for (a, b, expected) in [
            ("1", "1.0", Ordering::Equal),
            ("10", "9", Ordering::Greater),
            ("-10", "-9", Ordering::Less),
            ("0", "-0.0", Ordering::Equal),
            ("1e3", "1000", Ordering::Equal),
            ("0.001", "1e-3", Ordering::Equal),
            (
                "12345678901234567890.1",
                "12345678901234567890.2",
                Ordering::Less,
            ),
            ("-INF", "-1e300", Ordering::Less),
            ("INF", "INF", Ordering::Equal),
        ] {
            assert_eq!(numbers(a, b).expect("numbers"), Some(expected), "{a} {b}");
        }
        assert_eq!(numbers("NaN", "NaN").expect("numbers"), None);
        assert!(numbers("x", "1").is_err());
    }

    #[test]
    fn times_are_read_with_their_offsets() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2000-03-01"), Some(11_017));
        assert_eq!(day("1969-12-31"), Some(-1));
        assert_eq!(day("2000-13-01"), None);
        let same = [
            "2026-02-03T04:05:06Z",
            "2026-02-03T05:05:06.000+01:00",
            "2026-02-02T23:05:06-05:00",
        ];
        assert!(
            same.windows(2)
                .all(|pair| instant(pair[0]) == instant(pair[1]))
        );
        assert!(instant(same[0]).is_some());
        assert!(instant("9999-12-31T23:59:59.9999999Z") > instant("9999-12-31T23:59:59Z"));
        assert_eq!(clock("17:00"), Some(61_200 * SECOND));
        assert_eq!(instant("yesterday"), None);
    }
}
