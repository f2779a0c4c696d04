//! The generated client of lifecycle workflows against a server that answers from a script and writes down, byte for
//! byte, what it was asked. What is asserted here is what a service would see.
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

mod crud;
mod errors;
mod headers;
mod ids;
mod mock;
mod operations;
mod paging;
mod queries;
mod requests;
mod tls;
mod values;

use clientwright_tests::grammar;
