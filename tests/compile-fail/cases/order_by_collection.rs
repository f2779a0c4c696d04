//! An order by a collection.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().order_by(Book::TAGS);
}

fn main() {}
