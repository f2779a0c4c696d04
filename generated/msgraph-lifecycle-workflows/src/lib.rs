#![doc = include_str!("../README.md")]
//!
//! # Workflows, their runs, and their reports
//!
#![doc = include_str!("../diagram.md")]

#[rustfmt::skip]
pub mod beta;
mod cloud;
#[rustfmt::skip]
pub mod v1_0;

pub use clientwright_odata;
pub use cloud::Cloud;
