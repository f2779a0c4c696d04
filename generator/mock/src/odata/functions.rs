//! Functions and operators of values (OData URL Conventions 4.01, 5.1.1.5 to 5.1.1.9).

use clientwright_values::time::{DateTimeOffset, Duration};
use time::{Date as Calendar, OffsetDateTime, PrimitiveDateTime, Time};

use super::number::{Arithmetic, Number, Rounding};
use super::problem::Problem;
use super::value::Value;

/// The longest text that is made of others, in bytes: a short expression can mean a long one.
const LONGEST: usize = 1 << 20;

/// A function of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Function {
    Contains,
    StartsWith,
    EndsWith,
    ToLower,
    ToUpper,
    Trim,
    Length,
    IndexOf,
    Concat,
    Substring,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    FractionalSeconds,
    Date,
    Time,
    TotalOffsetMinutes,
    TotalSeconds,
    MinDateTime,
    MaxDateTime,
    Round,
    Floor,
    Ceiling,
}

/// The number of arguments of a function, and the function.
type Counts = &'static [(usize, Function)];

impl Function {
    /// What a name stands for, by the number of arguments.
    pub(super) fn counts(name: &str) -> Option<Counts> {
        Some(match name {
            "contains" => &[(2, Self::Contains)],
            "startswith" => &[(2, Self::StartsWith)],
            "endswith" => &[(2, Self::EndsWith)],
            "tolower" => &[(1, Self::ToLower)],
            "toupper" => &[(1, Self::ToUpper)],
            "trim" => &[(1, Self::Trim)],
            "length" => &[(1, Self::Length)],
            "indexof" => &[(2, Self::IndexOf)],
            "concat" => &[(2, Self::Concat)],
            "substring" => &[(2, Self::Substring), (3, Self::Substring)],
            "year" => &[(1, Self::Year)],
            "month" => &[(1, Self::Month)],
            "day" => &[(1, Self::Day)],
            "hour" => &[(1, Self::Hour)],
            "minute" => &[(1, Self::Minute)],
            "second" => &[(1, Self::Second)],
            "fractionalseconds" => &[(1, Self::FractionalSeconds)],
            "date" => &[(1, Self::Date)],
            "time" => &[(1, Self::Time)],
            "totaloffsetminutes" => &[(1, Self::TotalOffsetMinutes)],
            "totalseconds" => &[(1, Self::TotalSeconds)],
            "mindatetime" => &[(0, Self::MinDateTime)],
            "maxdatetime" => &[(0, Self::MaxDateTime)],
            "round" => &[(1, Self::Round)],
            "floor" => &[(1, Self::Floor)],
            "ceiling" => &[(1, Self::Ceiling)],
            _ => return None,
        })
    }

    /// The result for arguments. Null has null as its result.
    pub(super) fn call(self, arguments: &[Value]) -> Result<Value, Problem> {
        if arguments.contains(&Value::Null) {
            return Ok(Value::Null);
        }
        match (self, arguments) {
            (Self::MinDateTime, _) => Ok(limit(PrimitiveDateTime::MIN)),
            (Self::MaxDateTime, _) => Ok(limit(PrimitiveDateTime::MAX)),
            (Self::Round | Self::Floor | Self::Ceiling, [Value::Number(number)]) => {
                let rounding = match self {
                    Self::Floor => Rounding::Floor,
                    Self::Ceiling => Rounding::Ceiling,
                    _ => Rounding::Round,
                };
                Ok(Value::Number(number.rounded(rounding)?))
            }
            (_, [Value::Text(first), rest @ ..]) => self.of_texts(first, rest),
            (_, [argument]) => self.of_times(argument),
            _ => Err(self.misfit(arguments)),
        }
    }

    fn misfit(self, arguments: &[Value]) -> Problem {
        let kinds: Vec<&str> = arguments.iter().map(Value::kind).collect();
        let kinds = kinds.join(", ");
        Problem::bad(format!("{self:?} is no function of {kinds}"))
    }

    fn of_texts(self, first: &str, rest: &[Value]) -> Result<Value, Problem> {
        let misfit = || {
            let all: Vec<Value> = [Value::Text(first.to_owned())]
                .into_iter()
                .chain(rest.iter().cloned())
                .collect();
            self.misfit(&all)
        };
        Ok(match (self, rest) {
            (Self::ToLower, []) => Value::Text(first.to_lowercase()),
            (Self::ToUpper, []) => Value::Text(first.to_uppercase()),
            (Self::Trim, []) => Value::Text(first.trim().to_owned()),
            // Positions are in characters.
            (Self::Length, []) => Value::count(first.chars().count()),
            (Self::Contains, [Value::Text(second)]) => Value::Bool(first.contains(second)),
            (Self::StartsWith, [Value::Text(second)]) => Value::Bool(first.starts_with(second)),
            (Self::EndsWith, [Value::Text(second)]) => Value::Bool(first.ends_with(second)),
            (Self::Concat, [Value::Text(second)]) => {
                if first.len().saturating_add(second.len()) > LONGEST {
                    let message = format!("a text of more than {LONGEST} bytes");
                    return Err(Problem::unsupported(message));
                }
                Value::Text(format!("{first}{second}"))
            }
            (Self::IndexOf, [Value::Text(second)]) => match first.find(second) {
                Some(at) => Value::count(first[..at].chars().count()),
                None => Value::Number(Number::whole(-1)),
            },
            (Self::Substring, [start, count @ ..]) => {
                let start = position(start)?;
                let count = count.first().map_or(Ok(usize::MAX), position)?;
                Value::Text(first.chars().skip(start).take(count).collect())
            }
            _ => return Err(misfit()),
        })
    }

    fn of_times(self, argument: &Value) -> Result<Value, Problem> {
        let misfit = || self.misfit(std::slice::from_ref(argument));
        let (day, time, offset) = parts(argument).ok_or_else(misfit)?;
        let found = match self {
            Self::Year => day.map(|it| it.year()),
            Self::Month => day.map(|it| u8::from(it.month()).into()),
            Self::Day => day.map(|it| it.day().into()),
            Self::Hour => time.map(|it| it.hour().into()),
            Self::Minute => time.map(|it| it.minute().into()),
            Self::Second => time.map(|it| it.second().into()),
            Self::TotalOffsetMinutes => offset,
            Self::FractionalSeconds => {
                let nanos = time.ok_or_else(misfit)?.nanosecond();
                return fraction(0, nanos);
            }
            Self::Date => {
                return day.map(|it| Value::Day(it.into())).ok_or_else(misfit);
            }
            Self::Time => {
                return time.map(|it| Value::Clock(it.into())).ok_or_else(misfit);
            }
            Self::TotalSeconds => match argument {
                Value::Span(span) => {
                    let seconds = i128::from(span.whole_seconds());
                    let all = fraction(seconds, span.subsec_nanoseconds())?;
                    return match span.is_negative() {
                        true => arithmetic(Arithmetic::Sub, Value::count(0), all),
                        false => Ok(all),
                    };
                }
                _ => None,
            },
            _ => None,
        };
        let found = found.ok_or_else(misfit)?;
        Ok(Value::Number(Number::whole(found)))
    }
}

/// The date, the time and the offset in minutes that a value has.
fn parts(value: &Value) -> Option<(Option<Calendar>, Option<Time>, Option<i32>)> {
    Some(match value {
        Value::Instant(instant) => {
            let instant = OffsetDateTime::from(*instant);
            let minutes = i32::from(instant.offset().whole_minutes());
            (Some(instant.date()), Some(instant.time()), Some(minutes))
        }
        Value::Day(day) => (Some((*day).into()), None, None),
        Value::Clock(time) => (None, Some((*time).into()), None),
        Value::Span(_) => (None, None, None),
        _ => return None,
    })
}

fn limit(value: PrimitiveDateTime) -> Value {
    Value::Instant(value.assume_utc().into())
}

/// A number of seconds with nanoseconds.
fn fraction(seconds: i128, nanos: u32) -> Result<Value, Problem> {
    let text = format!("{seconds}.{nanos:09}");
    let number = Number::typed(&text, false).map(Value::Number);
    number.ok_or_else(|| Problem::unsupported(format!("{text} seconds")))
}

fn position(value: &Value) -> Result<usize, Problem> {
    let text = match value {
        Value::Number(number) => number.text(),
        _ => "",
    };
    text.parse()
        .map_err(|_| Problem::bad(format!("`{text}` is no position in a text")))
}

/// The result of an operator (OData URL Conventions 4.01, 5.1.1.2). Null has null as its result.
pub(super) fn arithmetic(
    operator: Arithmetic,
    left: Value,
    right: Value,
) -> Result<Value, Problem> {
    let beyond = || Problem::bad("a point in time that no calendar has");
    let is_sum = operator == Arithmetic::Add;
    let is_sum_or_difference = is_sum || operator == Arithmetic::Sub;
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Number(a), Value::Number(b)) => Ok(Value::Number(a.arithmetic(operator, &b)?)),
        (Value::Instant(a), Value::Span(b)) if is_sum_or_difference => {
            let (a, b) = (OffsetDateTime::from(a), span(b)?);
            let moved = if is_sum {
                a.checked_add(b)
            } else {
                a.checked_sub(b)
            };
            let moved = moved.map(DateTimeOffset::from);
            Ok(Value::Instant(moved.ok_or_else(beyond)?))
        }
        (Value::Day(a), Value::Span(b)) if is_sum_or_difference => {
            let (a, b) = (Calendar::from(a), span(b)?);
            let moved = if is_sum {
                a.checked_add(b)
            } else {
                a.checked_sub(b)
            };
            Ok(Value::Day(moved.ok_or_else(beyond)?.into()))
        }
        (Value::Instant(a), Value::Instant(b)) if operator == Arithmetic::Sub => {
            let between = OffsetDateTime::from(a) - OffsetDateTime::from(b);
            Ok(Value::Span(between.into()))
        }
        (Value::Day(a), Value::Day(b)) if operator == Arithmetic::Sub => {
            let between = Calendar::from(a) - Calendar::from(b);
            Ok(Value::Span(between.into()))
        }
        (Value::Span(a), Value::Span(b)) if is_sum_or_difference => {
            let (a, b) = (span(a)?, span(b)?);
            let sum = if is_sum {
                a.checked_add(b)
            } else {
                a.checked_sub(b)
            };
            Ok(Value::Span(sum.ok_or_else(beyond)?.into()))
        }
        (left, right) => {
            let (left, right) = (left.kind(), right.kind());
            Err(Problem::bad(format!(
                "{operator:?} is no operator of {left} and {right}"
            )))
        }
    }
}

fn span(value: Duration) -> Result<time::Duration, Problem> {
    value
        .try_into()
        .map_err(|_| Problem::unsupported("durations this long"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::tokens::{Token, tokens};

    fn literal(text: &str) -> Value {
        match tokens(text).expect("a literal").as_slice() {
            [Token::Literal(value)] => value.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn parts_of_times_are_those_of_their_own_offset() {
        for (name, argument, expected) in [
            ("year", "2026-01-01T00:30:00+01:00", "2026"),
            ("day", "2026-01-01T00:30:00+01:00", "1"),
            ("month", "2026-12-31", "12"),
            ("hour", "17:05:09.25", "17"),
            ("second", "17:05:09.25", "9"),
            ("fractionalseconds", "17:05:09.25", "0.25"),
            ("totaloffsetminutes", "2026-01-01T00:30:00-01:30", "-90"),
            ("totalseconds", "duration'-PT1M0.5S'", "-60.5"),
            ("date", "2026-01-01T00:30:00+01:00", "2026-01-01"),
            ("time", "2026-01-01T00:30:00Z", "00:30:00"),
        ] {
            let (_, function) = Function::counts(name).expect("a function")[0];
            let result = function.call(&[literal(argument)]).expect("a result");
            assert_eq!(
                result
                    .compare(literal(expected), &Default::default())
                    .expect("alike"),
                Some(std::cmp::Ordering::Equal),
                "{name}({argument})"
            );
        }
        assert!(Function::Year.call(&[literal("17:05:09")]).is_err());
        assert!(Function::Hour.call(&[literal("2026-01-01")]).is_err());
        assert_eq!(
            Function::Year.call(&[Value::Null]).expect("null"),
            Value::Null
        );
    }

    #[test]
    fn times_are_added_and_subtracted() {
        for (a, operator, b, expected) in [
            ("2026-02-28", Arithmetic::Add, "duration'P1D'", "2026-03-01"),
            (
                "2026-02-28T23:00:00Z",
                Arithmetic::Add,
                "duration'PT2H'",
                "2026-03-01T01:00:00Z",
            ),
            (
                "2026-03-01",
                Arithmetic::Sub,
                "2026-02-01",
                "duration'P28D'",
            ),
            (
                "duration'PT2H'",
                Arithmetic::Sub,
                "duration'PT1H'",
                "duration'PT1H'",
            ),
        ] {
            let result = arithmetic(operator, literal(a), literal(b)).expect("a result");
            assert_eq!(result, literal(expected), "{a} {operator:?} {b}");
        }
        assert!(arithmetic(Arithmetic::Mul, literal("2026-02-28"), literal("1")).is_err());
        assert!(
            arithmetic(
                Arithmetic::Add,
                literal("9999-12-31"),
                literal("duration'P1D'")
            )
            .is_err()
        );
    }
}
