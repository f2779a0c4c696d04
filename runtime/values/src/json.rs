//! JSON text to values and back.

use crate::exact;
use crate::request_body::{Digits, request_json};
use crate::wire::{AsWire, Wire};

pub use crate::error::{DecodeError, EncodeError, JsonError};

/// Reads a value from the whole of a JSON text in UTF-8. A byte-order mark in front is skipped.
///
/// ```
/// assert_eq!(clientwright_values::from_json::<i64>(br#""42""#)?, 42);
/// # Ok::<(), clientwright_values::json::DecodeError>(())
/// ```
///
/// # Errors
///
/// When the text is not JSON, or not of this type; the error names the place.
pub fn from_json<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).map_err(|error| DecodeError::from_text(&error.to_string()))?;
    exact::read(|| {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = T::read(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
    })
}

/// Writes a value as JSON, with all of its content.
///
/// ```
/// assert_eq!(clientwright_values::to_json(&vec![1, 2])?, b"[1,2]");
/// # Ok::<(), clientwright_values::json::EncodeError>(())
/// ```
///
/// # Errors
///
/// When a handwritten [`Wire::write`] fails.
pub fn to_json<T: Wire>(value: &T) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&AsWire(value)).map_err(EncodeError)
}

/// Writes a value as the body of a request: without Computed properties and without `@odata.context` and
/// `@odata.etag` (short or long, also of single properties), at every depth.
///
/// ```
/// let value = serde_json::json!({"@odata.etag": "W/\"1\"", "a": {"@odata.context": "…", "b": 1}});
/// assert_eq!(clientwright_values::to_request_json(&value)?, br#"{"a":{"b":1}}"#);
/// # Ok::<(), clientwright_values::json::EncodeError>(())
/// ```
///
/// # Errors
///
/// When a handwritten [`Wire::write`] fails.
pub fn to_request_json<T: Wire>(value: &T) -> Result<Vec<u8>, EncodeError> {
    request_json(value, Digits::Numbers)
}
