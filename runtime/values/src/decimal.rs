//! `Edm.Decimal`

#[cfg(any(feature = "bigdecimal", feature = "rust_decimal"))]
mod convert;

use crate::raw;
use crate::request_body::Exact;
use crate::text::ParseError;
use crate::wire::{Argument, Codec, EnumLiterals, Literal, Wire, literal_argument, serde_by_wire};
use serde::de::{Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// Exponents beyond this are errors: no value needs them, and they would make comparing costly.
const MAX_EXPONENT: i64 = 1_000_000;

/// A decimal number with all of its digits.
///
/// Kept as text, so that nothing is rounded: SAP services send 34 digits, `f64` has 15. Read from JSON numbers and
/// from the strings of `IEEE754Compatible`, written as a JSON number with the same text (`1.500` stays `1.500`; a `+`
/// and leading zeros, which JSON does not allow, are removed). Equality, order and hash are by value: `1.50` equals `1.5` and
/// `15e-1`. `INF`, `-INF` and `NaN`, which are values of decimals of floating scale, order at the ends, `NaN` last; `NaN`
/// equals itself.
///
/// Digits survive wherever the format lets them: through `serde_json::Value` only when serde_json's feature
/// `arbitrary_precision` is on.
///
/// ```
/// use clientwright_values::decimal::Decimal;
/// let price: Decimal = clientwright_values::from_json(b"1234567890123456789012345678.901200")?;
/// assert_eq!(price.to_string(), "1234567890123456789012345678.901200");
/// assert!(price > Decimal::from(5));
/// assert_eq!("1.50".parse::<Decimal>()?, "15e-1".parse::<Decimal>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 7.1; OData ABNF 4.01, `decimalValue`.
#[derive(Clone)]
pub struct Decimal {
    /// A JSON number, or `INF`, `-INF`, `NaN`.
    pub(super) text: Box<str>,
}

impl Decimal {
    /// The text as it goes on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is neither `INF`, `-INF` nor `NaN`.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        !matches!(&*self.text, "INF" | "-INF" | "NaN")
    }

    /// The nearest `f64`; infinite where it is too large.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match &*self.text {
            "INF" => f64::INFINITY,
            "-INF" => f64::NEG_INFINITY,
            // What is left after NaN is a number, which Rust parses.
            text => text.parse().unwrap_or(f64::NAN),
        }
    }

    fn parts(&self) -> Parts<'_> {
        Parts::read(&self.text).unwrap_or_default()
    }

    fn rank(&self) -> i8 {
        match &*self.text {
            "-INF" => -1,
            "INF" => 1,
            "NaN" => 2,
            _ => 0,
        }
    }
}

/// A number, taken apart: `digits × 10^exponent`, the digits from two places.
#[derive(Default)]
struct Parts<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    exponent: i64,
}

impl<'a> Parts<'a> {
    /// `[ SIGN ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ SIGN ] 1*DIGIT ]`
    fn read(text: &'a str) -> Option<Self> {
        let negative = text.starts_with('-');
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (unsigned, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (mantissa, ""),
        };
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let exponent = match exponent {
            None => 0,
            Some(text) => {
                let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
                if digits.is_empty() || !is_digits(digits) {
                    return None;
                }
                text.parse::<i64>()
                    .ok()
                    .filter(|exponent| exponent.abs() <= MAX_EXPONENT)?
            }
        };
        Some(Self {
            negative,
            whole: whole.as_bytes(),
            fraction: fraction.as_bytes(),
            exponent,
        })
    }

    /// Digits without zeros at either end, and the position of the point relative to the first of them.
    fn normal(&self) -> (impl Iterator<Item = u8> + use<'a>, i64) {
        let all = || self.whole.iter().chain(self.fraction).copied();
        let leading = all().take_while(|digit| *digit == b'0').count();
        let trailing = all().rev().take_while(|digit| *digit == b'0').count();
        let len = self.whole.len() + self.fraction.len();
        let kept = len.saturating_sub(leading).saturating_sub(trailing);
        let (whole, fraction) = (self.whole, self.fraction);
        let digits = whole
            .iter()
            .chain(fraction)
            .copied()
            .skip(leading)
            .take(kept);
        // A slice is never longer than i64::MAX.
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let point = if kept == 0 {
            i64::MIN
        } else {
            count(self.whole.len()) - count(leading) + self.exponent
        };
        (digits, point)
    }

    /// -1, 0 or 1.
    fn signum(&self) -> i8 {
        let is_zero = self
            .whole
            .iter()
            .chain(self.fraction)
            .all(|digit| *digit == b'0');
        match (is_zero, self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

impl FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if matches!(text, "INF" | "-INF" | "NaN") {
            return Ok(Self { text: text.into() });
        }
        let parts = Parts::read(text).ok_or_else(|| {
            ParseError::new(
                "decimal",
                text,
                "a number like 12.50, exponent up to 1000000",
            )
        })?;
        let zeros = parts
            .whole
            .iter()
            .take_while(|digit| **digit == b'0')
            .count();
        let extra = zeros.min(parts.whole.len() - 1);
        if extra == 0 && !text.starts_with('+') {
            return Ok(Self { text: text.into() });
        }
        let unsigned = text
            .trim_start_matches(['-', '+'])
            .get(extra..)
            .unwrap_or_default();
        Ok(Self {
            text: format!("{}{unsigned}", if parts.negative { "-" } else { "" }).into(),
        })
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_rank = self.rank().cmp(&other.rank());
        if by_rank.is_ne() || self.rank() != 0 {
            return by_rank;
        }
        let (a, b) = (self.parts(), other.parts());
        let by_sign = a.signum().cmp(&b.signum());
        if by_sign.is_ne() {
            return by_sign;
        }
        let ((a_digits, a_point), (b_digits, b_point)) = (a.normal(), b.normal());
        let by_size = a_point.cmp(&b_point).then_with(|| a_digits.cmp(b_digits));
        if a.signum() < 0 {
            by_size.reverse()
        } else {
            by_size
        }
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
        let parts = self.parts();
        parts.signum().hash(state);
        let (digits, point) = parts.normal();
        point.hash(state);
        digits.for_each(|digit| state.write_u8(digit));
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::from(0)
    }
}

macro_rules! from_integer {
    ($($type:ty),+) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Self { text: value.to_string().into() }
            }
        }
    )+};
}

from_integer!(i8, i16, i32, i64, i128, u8, u16, u32, u64, u128);

impl Wire for Decimal {
    type Codec = Self;
}

impl Codec<Self> for Decimal {
    type NonNull = Self;

    const TYPE: crate::wire::TypeName = crate::wire::TypeName::Value("Edm.Decimal");

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = &*raw::read(deserializer)?;
        let parsed = if text.starts_with('"') {
            serde_json::from_str::<String>(text)
                .map_err(D::Error::custom)?
                .parse()
        } else if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            text.parse()
        } else {
            Err(ParseError::new("decimal", text, "a number or a string"))
        };
        parsed.map_err(D::Error::custom)
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        if !value.is_finite() {
            return serializer.serialize_str(&value.text);
        }
        // Any serializer takes an integer. For the rest only serde_json knows how to write a text as a number.
        if let Ok(integer) = value.text.parse::<i64>()
            && *value.text != *"-0"
        {
            return Exact(integer).serialize(serializer);
        }
        match RawValue::from_string(value.text.to_string()) {
            Ok(raw) => Exact(raw).serialize(serializer),
            Err(_) => serializer.serialize_str(&value.text),
        }
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        literal_argument(value, enums)
    }
}

/// Without an exponent, which 4.0 does not have in decimal literals, where that takes no more than 64 zeros.
impl Literal for Decimal {
    fn write_literal(&self, out: &mut String, _: EnumLiterals) {
        let parts = self.parts();
        if !self.is_finite() || parts.exponent == 0 || parts.exponent.abs() > 64 {
            out.push_str(&self.text);
            return;
        }
        let mut digits: Vec<u8> = [parts.whole, parts.fraction].concat();
        // The number of digits before the point.
        let point = i64::try_from(parts.whole.len())
            .unwrap_or(i64::MAX)
            .saturating_add(parts.exponent);
        let point = if point <= 0 {
            let zeros = usize::try_from(1 - point).unwrap_or_default();
            digits.splice(0..0, std::iter::repeat_n(b'0', zeros));
            1
        } else {
            usize::try_from(point).unwrap_or(usize::MAX)
        };
        while digits.len() < point {
            digits.push(b'0');
        }
        if parts.negative {
            out.push('-');
        }
        let leading = digits
            .iter()
            .take(point - 1)
            .take_while(|digit| **digit == b'0')
            .count();
        for (index, digit) in digits.iter().enumerate().skip(leading) {
            if index == point {
                out.push('.');
            }
            out.push(char::from(*digit));
        }
    }
}

serde_by_wire!(Decimal);

#[cfg(test)]
mod tests;
