//! A condition about users for a list of books.

use odata_compile_fail_tests::*;
use odata_runtime::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().filter(Author::NAME.eq("x"));
}

fn main() {}
