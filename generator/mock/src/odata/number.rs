//! Numbers of expressions, with all their digits.

use std::cmp::Ordering;

use bigdecimal::{BigDecimal, RoundingMode, Zero as _};
use clientwright_values::decimal::Decimal;

use super::primitive;
use super::problem::Problem;

/// Results are refused beyond this number of digits, so that the work for an expression stays small.
const DIGITS: usize = 1_000;
/// The digits of a quotient that does not end.
const OF_QUOTIENTS: u64 = 34;

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    value: Decimal,
    /// Whether it is one of an integer type, whose quotients are integers (OData URL Conventions 4.01, 5.1.1.2.4).
    is_whole: bool,
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arithmetic {
    Add,
    Sub,
    Mul,
    Div,
    DivBy,
    Mod,
}

/// A function that makes integers of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rounding {
    Round,
    Floor,
    Ceiling,
}

impl Number {
    /// A number as text. It is one of an integer type if it has neither a point nor an exponent.
    pub(super) fn read(text: &str) -> Option<Self> {
        Some(Self {
            value: primitive::read(text)?,
            is_whole: text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-'),
        })
    }

    /// A number of a type.
    pub(super) fn typed(text: &str, is_whole: bool) -> Option<Self> {
        let value = primitive::read(text)?;
        Some(Self { value, is_whole })
    }

    /// An integer.
    pub(super) fn whole(value: impl Into<i64>) -> Self {
        Self {
            value: Decimal::from(value.into()),
            is_whole: true,
        }
    }

    /// The text as it is in JSON.
    pub(super) fn text(&self) -> &str {
        self.value.as_str()
    }

    /// Whether it is a number, infinity included.
    pub(super) fn is_number(&self) -> bool {
        self.text() != "NaN"
    }

    /// Compares two numbers. `None` if one of them is `NaN`.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.is_number() && other.is_number()).then(|| self.value.cmp(&other.value))
    }

    /// The result of an operator. It is exact, but for quotients, which have 34 digits.
    pub(super) fn arithmetic(&self, operator: Arithmetic, other: &Self) -> Result<Self, Problem> {
        let (a, b) = (self.big()?, other.big()?);
        let are_whole = self.is_whole && other.is_whole;
        let divides = !matches!(
            operator,
            Arithmetic::Add | Arithmetic::Sub | Arithmetic::Mul
        );
        if divides && b.is_zero() {
            return Err(Problem::bad("a division by zero"));
        }
        let quotient = || (&a / &b).with_prec(OF_QUOTIENTS);
        let result = match operator {
            Arithmetic::Add => a + b,
            Arithmetic::Sub => a - b,
            Arithmetic::Mul => a * b,
            Arithmetic::Mod => a % b,
            Arithmetic::Div if are_whole => quotient().with_scale_round(0, RoundingMode::Down),
            Arithmetic::Div | Arithmetic::DivBy => quotient(),
        };
        Self::of_big(&result, are_whole && operator != Arithmetic::DivBy)
    }

    /// The number without digits after the point (OData URL Conventions 4.01, 5.1.1.9). Halves are rounded away from zero.
    pub(super) fn rounded(&self, rounding: Rounding) -> Result<Self, Problem> {
        let mode = match rounding {
            Rounding::Round => RoundingMode::HalfUp,
            Rounding::Floor => RoundingMode::Floor,
            Rounding::Ceiling => RoundingMode::Ceiling,
        };
        let rounded = self.big()?.with_scale_round(0, mode);
        Self::of_big(&rounded, self.is_whole)
    }

    fn big(&self) -> Result<BigDecimal, Problem> {
        let text = self.text();
        let exponent = text.split_once(['e', 'E']).map_or("0", |(_, it)| it);
        let exponent = exponent.parse::<i64>().unwrap_or(i64::MAX);
        if !self.value.is_finite() || text.len() > DIGITS || exponent.abs() > 400 {
            return Err(Problem::unsupported(format!("arithmetic with {text}")));
        }
        let read = text.parse();
        read.map_err(|_| Problem::unsupported(format!("arithmetic with {text}")))
    }

    fn of_big(value: &BigDecimal, is_whole: bool) -> Result<Self, Problem> {
        let text = value.normalized().to_plain_string();
        let read = Self::typed(&text, is_whole).filter(|_| text.len() <= DIGITS);
        read.ok_or_else(|| Problem::unsupported("numbers with this many digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::read(text).expect("a number")
    }

    #[test]
    fn numbers_compare_by_all_their_digits() {
        for (a, b, expected) in [
            ("1", "1.0", Ordering::Equal),
            ("10", "9", Ordering::Greater),
            ("-10", "-9", Ordering::Less),
            ("0", "-0.0", Ordering::Equal),
            ("1e3", "1000", Ordering::Equal),
            (
                "12345678901234567890.1",
                "12345678901234567890.2",
                Ordering::Less,
            ),
            ("-INF", "-1e300", Ordering::Less),
            ("INF", "INF", Ordering::Equal),
        ] {
            assert_eq!(number(a).compare(&number(b)), Some(expected), "{a} {b}");
        }
        assert_eq!(number("NaN").compare(&number("NaN")), None);
        assert_eq!(Number::read("x"), None);
    }

    #[test]
    fn results_are_exact_and_quotients_of_integers_are_integers() {
        use Arithmetic::{Add, Div, DivBy, Mod, Mul, Sub};
        for (a, operator, b, expected) in [
            ("0.1", Add, "0.2", "0.3"),
            ("12345678901234567890", Add, "0.5", "12345678901234567890.5"),
            ("1", Sub, "3", "-2"),
            ("1.5", Mul, "2", "3"),
            ("7", Div, "2", "3"),
            ("-7", Div, "2", "-3"),
            ("7", DivBy, "2", "3.5"),
            ("7.0", Div, "2", "3.5"),
            ("7", Mod, "4", "3"),
            ("-7", Mod, "4", "-3"),
        ] {
            let result = number(a)
                .arithmetic(operator, &number(b))
                .expect("a result");
            assert_eq!(result.text(), expected, "{a} {operator:?} {b}");
        }
        assert!(number("1").arithmetic(Div, &number("0")).is_err());
        assert!(number("INF").arithmetic(Add, &number("0")).is_err());
        assert!(number("1e1000000").arithmetic(Add, &number("1")).is_err());
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (text, rounding, expected) in [
            ("2.5", Rounding::Round, "3"),
            ("-2.5", Rounding::Round, "-3"),
            ("1234.4", Rounding::Round, "1234"),
            ("-2.1", Rounding::Floor, "-3"),
            ("-2.9", Rounding::Ceiling, "-2"),
        ] {
            let rounded = number(text).rounded(rounding).expect("a number");
            assert_eq!(rounded.text(), expected, "{text} {rounding:?}");
        }
    }
}
