//! Null given as a value.

use odata_compile_fail_tests::*;
use odata_runtime::{Item, null};

fn case(book: Item<Book>) {
    let _ = book.update().set(Book::COMMENT, null());
}

fn main() {}
