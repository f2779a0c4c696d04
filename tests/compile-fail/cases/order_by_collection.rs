//! An order by a collection.

use odata_compile_fail_tests::*;
use odata_runtime::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().order_by(Book::TAGS);
}

fn main() {}
