//! An expansion of what is no navigation property.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().expand(Book::TAGS);
}

fn main() {}
