//! Listing on a path that is for creating only.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Collection, capability};

fn case(books: Collection<Book, capability::InsertOnly>) {
    let _ = books.list();
}

fn main() {}
