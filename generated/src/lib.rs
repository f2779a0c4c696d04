#![doc = include_str!("../README.md")]

#[rustfmt::skip]
pub mod beta;
#[rustfmt::skip]
pub mod v1_0;

pub use odata_runtime;
