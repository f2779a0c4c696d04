//! Updating on a path whose marker does not have it.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Item;

clientwright_odata::path! {
    /// Entities that are read and deleted.
    pub Archive: Get Delete; ..
}

fn case(book: Item<Book, Archive>) {
    let _ = book.update();
}

fn main() {}
