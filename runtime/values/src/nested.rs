//! Objects in objects, behind a pointer that hides their type from the compiler's recursion.
//!
//! Entity types refer to each other by navigation properties, often all of them in one cycle. rustc decides whether a
//! type is `Send`, what dropping it does and how it is laid out by walking through its fields, at most 128 steps deep. A
//! `Box<T>` or a `Vec<T>` does not end that walk, so that a service with some hundred types would not compile. A trait object
//! does: [`One`] and [`Many`] are the same size and the same kind for every `T`.

mod many;
mod one;

use crate::wire::Wire;
use std::fmt;

pub use many::Many;
pub use one::One;

/// What [`One`] and [`Many`] do with their content. `Send` and `Sync` are supertraits, so that the compiler finds them without
/// looking at `T`.
trait Content<T>: Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn take(self: Box<Self>) -> T;
    fn copy(&self) -> Box<dyn Content<T>>;
    fn is_equal(&self, other: &T) -> bool;
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: Wire> Content<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn take(self: Box<Self>) -> T {
        *self
    }

    fn copy(&self) -> Box<dyn Content<T>> {
        Box::new(self.clone())
    }

    fn is_equal(&self, other: &T) -> bool {
        self == other
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
