//! The types of formats that Rust has no type for.
//!
//! Each keeps what was read exactly as it was written, so that a value that is only passed on does not change.

pub use clientwright_values::Uuid;
pub use clientwright_values::binary::Binary;
pub use clientwright_values::decimal::Decimal;
pub use clientwright_values::net::{Ip, Ipv4, Ipv6};
pub use clientwright_values::shape::AnyJson;
pub use clientwright_values::text::{OutOfRange, ParseError};
pub use clientwright_values::time::{
    Date, DateTimeOffset, Duration, FullTime, IsoDuration, TimeOfDay,
};

/// Any JSON.
pub type Value = serde_json::Value;
