//! An Immutable property in an update.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set(Book::ORIGIN, "x");
}

fn main() {}
