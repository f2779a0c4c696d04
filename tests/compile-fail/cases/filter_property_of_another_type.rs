//! A condition about users for a list of books.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().filter(Author::NAME.eq("x"));
}

fn main() {}
