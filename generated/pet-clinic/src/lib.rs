#![doc = include_str!("../README.md")]

#[rustfmt::skip]
pub mod v1;

pub use clientwright_openapi;
