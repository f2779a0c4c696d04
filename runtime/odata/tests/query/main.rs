//! The query language through its public face: what is said with types is read back from the URL by a parser of OData's
//! grammar, and must be the same.
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
