//! Creating on a path that is for reading only.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Collection, capability::ReadOnly};

fn case(books: Collection<Book, ReadOnly>) {
    let _ = books.create_with();
}

fn main() {}
