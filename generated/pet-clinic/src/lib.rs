#![doc = include_str!("../README.md")]
//!
//! # Pets, their owners and their visits
//!
#![doc = include_str!("../diagram.md")]

#[rustfmt::skip]
#[allow(missing_docs, reason = "some parts have no text in the description")]
pub mod v1;

pub use clientwright_openapi;
