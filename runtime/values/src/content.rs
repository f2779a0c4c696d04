//! What the body of a response is read as.
//!
//! The crate of a protocol has a trait for all results of calls: for values, for nothing and for bytes. Only this crate knows
//! that the last two are no values, so it distinguishes the kinds.

use crate::wire::Wire;
use bytes::Bytes;

/// What the body of a response is read as.
pub trait Content {
    /// [`JsonContent`], [`NoContent`] or [`BinaryContent`].
    type Kind;
}

/// A [`Wire`] value.
#[derive(Debug)]
pub enum JsonContent {}

/// Nothing.
#[derive(Debug)]
pub enum NoContent {}

/// The bytes as they are.
#[derive(Debug)]
pub enum BinaryContent {}

impl<T: Wire> Content for T {
    type Kind = JsonContent;
}

impl Content for () {
    type Kind = NoContent;
}

impl Content for Bytes {
    type Kind = BinaryContent;
}
