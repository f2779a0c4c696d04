//! The public interface of the query language: a parser of OData's grammar reads typed expressions from the URL,
//! and the result must be the same.
#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

#[path = "../grammar/mod.rs"]
mod grammar;

mod expansions;
mod expressions;
mod families;
mod literals;
mod model;
mod oracle;
mod requests;
