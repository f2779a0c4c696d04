//! The client half of the runtime as generated code uses it: requests against a service that answers from a script, and
//! over a real connection.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[path = "../grammar/mod.rs"]
mod grammar;

mod answers;
mod auth;
mod batch;
mod beyond;
mod blocking;
mod builders;
mod challenges;
mod contract;
mod csrf;
mod errors;
mod filters;
mod hostile;
mod loopback;
mod observed;
mod paging;
mod pieces;
mod preferences;
mod reported;
mod requests;
mod retry;
mod script;
mod shown;
mod tokens;
mod tolerant;
mod unreadable;
mod urls;
mod writing;
mod written;
