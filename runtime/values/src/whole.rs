//! JSON whose values become texts in URLs, headers and forms: whole floating-point numbers have no fraction.

use crate::error::EncodeError;
use crate::request_body::{Digits, RequestSerializer};
use crate::wire::{AsWire, Wire};
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{Result, Write};

/// Writes 2.0 as `2`. Services in JavaScript read the texts of their numbers so, some by a pattern for integers, and
/// describe integers as `number`. In JSON both are the same number.
struct Whole;

/// From it on, numbers are written with an exponent.
const LIMIT: f64 = 1e16;

impl Formatter for Whole {
    fn write_f64<W: Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> Result<()> {
        match value.fract() == 0.0 && value.abs() < LIMIT {
            // The sum makes -0 to 0.
            true => write!(writer, "{:.0}", value + 0.0),
            false => CompactFormatter.write_f64(writer, value),
        }
    }

    fn write_f32<W: Write + ?Sized>(&mut self, writer: &mut W, value: f32) -> Result<()> {
        match value.fract() == 0.0 && f64::from(value.abs()) < LIMIT {
            true => self.write_f64(writer, f64::from(value)),
            false => CompactFormatter.write_f32(writer, value),
        }
    }
}

/// [`to_json`](crate::to_json) for a value that becomes a text.
pub fn text_json<T: Wire>(value: &T) -> std::result::Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    let mut json = Serializer::with_formatter(&mut out, Whole);
    AsWire(value).serialize(&mut json).map_err(EncodeError)?;
    Ok(out)
}

/// [`request_json`](crate::request_body::request_json) for a value that becomes texts.
pub fn text_request_json<T: Wire>(
    value: &T,
    digits: Digits,
) -> std::result::Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    let mut json = Serializer::with_formatter(&mut out, Whole);
    AsWire(value)
        .serialize(RequestSerializer::new(&mut json, digits))
        .map_err(EncodeError)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::text_json;
    use crate::decimal::Decimal;

    #[test]
    fn whole_numbers_have_no_fraction_and_others_all_of_theirs() {
        let values = vec![1.0, -2.0, -0.0, 1.5, 0.1, 1e15, 1e16, 1e300, 123_456_789.0];
        assert_eq!(
            String::from_utf8(text_json(&values).unwrap()).unwrap(),
            "[1,-2,0,1.5,0.1,1000000000000000,1e+16,1e+300,123456789]"
        );
        let singles = vec![3.0_f32, 0.1];
        assert_eq!(text_json(&singles).unwrap(), b"[3,0.1]");
        let exact: Decimal = "1.0".parse().unwrap();
        assert_eq!(text_json(&exact).unwrap(), b"1.0");
    }
}
