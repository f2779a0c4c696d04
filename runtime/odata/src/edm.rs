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

/// `Edm.Untyped`, `Edm.PrimitiveType` and others whose form the metadata leaves open: any JSON.
pub type Untyped = serde_json::Value;
