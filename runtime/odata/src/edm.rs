//! The primitive types of OData that Rust has no type for.
//!
//! Each keeps what was read exactly as it was written, so that a value that is only passed on does not change, and each
//! implements serde's traits with the same text as [`Wire`](crate::Wire).

mod binary;
mod date;
mod date_time_offset;
mod decimal;
mod duration;
mod json;
mod text;
mod time_of_day;
#[cfg(feature = "chrono")]
mod with_chrono;
#[cfg(any(feature = "bigdecimal", feature = "rust_decimal"))]
mod with_decimals;
#[cfg(feature = "jiff")]
mod with_jiff;

pub use binary::Binary;
pub use date::Date;
pub use date_time_offset::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use json::{Geography, Geometry, Stream};
pub use text::{OutOfRange, ParseError};
pub use time_of_day::TimeOfDay;

/// `Edm.Guid`. Read in any of the usual forms, written in lower case with hyphens.
pub use uuid::Uuid as Guid;

/// `Edm.Untyped`, `Edm.PrimitiveType` and others whose form the metadata leaves open: any JSON.
pub type Untyped = serde_json::Value;
