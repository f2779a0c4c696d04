//! Updating on a path whose marker does not have it.

use odata_compile_fail_tests::*;
use odata_runtime::Item;

odata_runtime::path! {
    /// Entities that are read and deleted.
    pub Archive: Get Delete; ..
}

fn case(book: Item<Book, Archive>) {
    let _ = book.update();
}

fn main() {}
