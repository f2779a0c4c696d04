//! Tests only; see `compare.rs`.
