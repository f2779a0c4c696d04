//! Creating on a path that is for reading only.

use odata_compile_fail_tests::*;
use odata_runtime::{Collection, ReadOnly};

fn case(books: Collection<Book, ReadOnly>) {
    let _ = books.create_with();
}

fn main() {}
