//! Deleting on a path that is for reading only.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Item, capability::ReadOnly};

fn case(book: Item<Book, ReadOnly>) {
    let _ = book.delete();
}

fn main() {}
