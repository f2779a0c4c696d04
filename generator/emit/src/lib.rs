//! clientwright-emit: writes a client of `clientwright-model` as Rust source files.
//!
//! Three steps: [`format()`](format::format) emits the tokens of each file and formats them, [`manifest`] adds what makes a whole crate of
//! them, and [`write()`](write::write) changes files that differ, or [`compare`](write::compare_all) only tells which do.

pub mod emit;
pub mod format;
pub mod input;
pub mod manifest;
pub mod write;
