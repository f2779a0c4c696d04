//! A second reading of a text whose first reading would lose something.
//!
//! A union reads objects where they are, which is fast. Other values come through serde, which has no number that is more than an
//! `f64`. Such a value is rare, so the reading goes on, and the whole text is read again with unions that take their values as texts.

use crate::wire::Wire;
use serde::de::Deserializer;
use std::cell::Cell;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Unions read their values where they are.
    Direct,
    /// As `Direct`, and something was lost.
    Lossy,
    /// Unions take their values as texts.
    Texts,
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Direct) };
}

/// A mode that ends with the scope: values may be read while others are, and a reader may panic.
struct Scope(Mode);

impl Scope {
    fn new(mode: Mode) -> Self {
        Self(MODE.replace(mode))
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        MODE.set(self.0);
    }
}

/// Whether a union should take its value as a text.
pub(crate) fn is_by_texts() -> bool {
    MODE.get() == Mode::Texts
}

/// Notes that a value is not as it was in the text.
#[cold]
pub(crate) fn lost() {
    if MODE.get() == Mode::Direct {
        MODE.set(Mode::Lossy);
    }
}

/// Reads a text, and reads it again if something was lost.
pub(crate) fn read<T, E>(read: impl Fn() -> Result<T, E>) -> Result<T, E> {
    let _scope = Scope::new(Mode::Direct);
    let first = read();
    if MODE.get() != Mode::Lossy {
        return first;
    }
    MODE.set(Mode::Texts);
    // The first error has the better place.
    read().or(first)
}

/// Reads a value for a caller of serde, from an input that cannot be read again.
///
/// # Errors
///
/// The deserializer's error.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let _scope = Scope::new(Mode::Texts);
    T::read(deserializer)
}

#[cfg(test)]
mod tests {
    use super::{is_by_texts, lost, read};

    #[test]
    fn texts_are_read_again_only_if_something_was_lost() {
        let count = std::cell::Cell::new(0);
        let counted = |is_lossy: bool, result: Result<(), u8>| {
            count.set(0);
            read(|| {
                count.set(count.get() + 1);
                if is_lossy {
                    lost();
                }
                result.and_then(|()| if is_by_texts() { Err(9) } else { Ok(()) })
            })
        };
        assert_eq!((counted(false, Ok(())), count.get()), (Ok(()), 1));
        assert_eq!((counted(false, Err(1)), count.get()), (Err(1), 1));
        // A second reading that fails changes nothing.
        assert_eq!((counted(true, Ok(())), count.get()), (Ok(()), 2));
        assert_eq!((counted(true, Err(1)), count.get()), (Err(1), 2));
        assert!(!is_by_texts());
    }

    #[test]
    fn readings_inside_of_others_change_nothing_for_these() {
        let mut modes = Vec::new();
        let result: Result<(), ()> = read(|| {
            lost();
            let _: Result<(), ()> = read(|| Ok(()));
            Ok(())
        });
        modes.push(is_by_texts());
        let panicked = std::panic::catch_unwind(|| {
            read(|| -> Result<(), ()> {
                lost();
                assert!(!is_by_texts(), "the second reading");
                Ok(())
            })
        });
        modes.push(is_by_texts());
        assert_eq!(
            (result, panicked.is_err(), modes),
            (Ok(()), true, vec![false, false])
        );
    }
}
