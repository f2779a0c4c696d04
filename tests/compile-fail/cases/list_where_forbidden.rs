//! Listing on a path that is for creating only.

use odata_compile_fail_tests::*;
use odata_runtime::{Collection, capability};

fn case(books: Collection<Book, capability::InsertOnly>) {
    let _ = books.list();
}

fn main() {}
