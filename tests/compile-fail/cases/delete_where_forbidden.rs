//! Deleting on a path that is for reading only.

use odata_compile_fail_tests::*;
use odata_runtime::{Item, ReadOnly};

fn case(book: Item<Book, ReadOnly>) {
    let _ = book.delete();
}

fn main() {}
