//! The generated client of lifecycle workflows with a mock server that sends prepared responses and records the
//! requests byte for byte. The tests assert what a service would receive.
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
mod required;
mod tls;
mod values;

use clientwright_tests::grammar;
