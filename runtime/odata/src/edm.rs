//! The primitive types of OData that Rust has no type for.
//!
//! Each keeps what was read exactly as it was written, so that a value that is only passed on does not change, and each
//! implements serde's traits with the same text as [`Wire`](crate::Wire).

pub use clientwright_values::binary::Binary;
pub use clientwright_values::decimal::Decimal;
pub use clientwright_values::geo::{Geography, Geometry, Stream};
pub use clientwright_values::text::{OutOfRange, ParseError};
pub use clientwright_values::time::{Date, DateTimeOffset, Duration, TimeOfDay};

/// `Edm.Guid`. Read in any of the usual forms, written in lower case with hyphens.
pub use clientwright_values::Uuid as Guid;

/// `Edm.Untyped`, `Edm.PrimitiveType` and others whose form the metadata leaves open: any JSON (OData CSDL 4.01, 3.4).
///
/// ```
/// use clientwright_odata::{edm::Untyped, from_json};
///
/// // The cells of a sheet, as a service with a property of type `Collection(Edm.Untyped)` sends them.
/// let cells: Vec<Untyped> = from_json(br#"[17.5, "total", true, null]"#)?;
/// let texts: Vec<String> = cells
///     .into_iter()
///     .map(|cell| match cell {
///         Untyped::String(text) => text,
///         Untyped::Null => String::new(),
///         other => other.to_string(),
///     })
///     .collect();
/// assert_eq!(texts, ["17.5", "total", "true", ""]);
/// # Ok::<(), clientwright_odata::json::DecodeError>(())
/// ```
pub type Untyped = serde_json::Value;
