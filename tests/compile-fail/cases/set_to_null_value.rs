//! Null given as a value.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Item, null};

fn case(book: Item<Book>) {
    let _ = book.update().set(Book::COMMENT, null());
}

fn main() {}
