//! The calls of the pages of `explore` for the committed crates, as the pages show them: this code compiles. `tests/explorer/run`
//! compares it with the pages, and writes it.

// The functions are only compiled, and show results without using them.
#![allow(dead_code, unused_variables, unused_imports)]
// Calls may have many parameters, and may be deprecated.
#![allow(clippy::too_many_arguments, deprecated)]

#[rustfmt::skip]
mod beta;
#[rustfmt::skip]
mod v1;
#[rustfmt::skip]
mod v1_0;
