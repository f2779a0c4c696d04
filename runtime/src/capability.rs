//! What a builder may do, as a type.
//!
//! A navigation property whose annotations forbid something (`Capabilities.InsertRestrictions` and the like) returns
//! its builder with a narrower marker, and the forbidden method does not exist there:
//!
//! ```compile_fail
//! # use odata_runtime::{Collection, ReadOnly};
//! fn try_to_create<T>(tasks: Collection<T, ReadOnly>, task: &T) where T: odata_runtime::wire::Wire {
//!     let _ = tasks.create(task); // `ReadOnly` does not allow it
//! }
//! ```

/// A marker that allows what its parameters say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allow<
    const LIST: bool,
    const GET: bool,
    const INSERT: bool,
    const UPDATE: bool,
    const DELETE: bool,
>;

/// Everything.
pub type Full = Allow<true, true, true, true, true>;
/// Listing and reading.
pub type ReadOnly = Allow<true, true, false, false, false>;
/// Everything but creating.
pub type NoInsert = Allow<true, true, false, true, true>;
/// Everything but updating.
pub type NoUpdate = Allow<true, true, true, false, true>;
/// Everything but deleting.
pub type NoDelete = Allow<true, true, true, true, false>;
/// Creating and nothing else.
pub type InsertOnly = Allow<false, false, true, false, false>;
/// Nothing but navigation and operations.
pub type NavigateOnly = Allow<false, false, false, false, false>;

/// Entities may be listed and counted.
#[diagnostic::on_unimplemented(
    message = "this path cannot be listed",
    note = "the metadata forbids it here (ReadRestrictions); another path to the same type may allow it"
)]
pub trait List: sealed::Sealed {}

/// An entity may be read.
#[diagnostic::on_unimplemented(
    message = "an entity cannot be read on this path",
    note = "the metadata forbids it here (ReadRestrictions); another path to the same type may allow it"
)]
pub trait Get: sealed::Sealed {}

/// An entity may be created.
#[diagnostic::on_unimplemented(
    message = "an entity cannot be created on this path",
    note = "the metadata forbids it here (InsertRestrictions); another path to the same type may allow it"
)]
pub trait Insert: sealed::Sealed {}

/// An entity may be updated.
#[diagnostic::on_unimplemented(
    message = "an entity cannot be updated on this path",
    note = "the metadata forbids it here (UpdateRestrictions); another path to the same type may allow it"
)]
pub trait Update: sealed::Sealed {}

/// An entity may be deleted.
#[diagnostic::on_unimplemented(
    message = "an entity cannot be deleted on this path",
    note = "the metadata forbids it here (DeleteRestrictions); another path to the same type may allow it"
)]
pub trait Delete: sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

impl<const L: bool, const G: bool, const I: bool, const U: bool, const D: bool> sealed::Sealed
    for Allow<L, G, I, U, D>
{
}
impl<const G: bool, const I: bool, const U: bool, const D: bool> List for Allow<true, G, I, U, D> {}
impl<const L: bool, const I: bool, const U: bool, const D: bool> Get for Allow<L, true, I, U, D> {}
impl<const L: bool, const G: bool, const U: bool, const D: bool> Insert
    for Allow<L, G, true, U, D>
{
}
impl<const L: bool, const G: bool, const I: bool, const D: bool> Update
    for Allow<L, G, I, true, D>
{
}
impl<const L: bool, const G: bool, const I: bool, const U: bool> Delete
    for Allow<L, G, I, U, true>
{
}
