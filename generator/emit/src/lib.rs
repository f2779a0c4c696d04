//! clientwright-emit: writes a client of `clientwright-model` as Rust source files.
//!
//! Three steps: [`format()`](format::format) emits the tokens of each file and formats them, [`manifest`] adds the
//! other files of a whole crate, and [`write()`](write::write) changes files that differ;
//! [`compare`](write::compare_all) only reports these.

pub mod emit;
pub mod format;
pub mod header;
pub mod input;
pub mod manifest;
pub mod write;
