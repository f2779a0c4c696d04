//! Values in requests and responses: a value is written as it was read.

mod dates;
mod enums;
mod kept;
mod polymorphic;

use clientwright_odata::wire::Wire;
use clientwright_odata::{from_json, to_json};

/// Reads a value and writes it again.
fn round_trip<T: Wire>(text: &str) -> (T, String) {
    let value: T = from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = String::from_utf8(to_json(&value).unwrap()).unwrap();
    (value, written)
}

/// Reads a value that must be written byte for byte as it was read.
fn exact<T: Wire>(text: &str) -> T {
    let (value, written) = round_trip(text);
    assert_eq!(written, text);
    value
}
