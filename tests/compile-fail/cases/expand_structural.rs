//! An expansion of what is no navigation property.

use odata_compile_fail_tests::*;
use odata_runtime::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().expand(Book::TAGS);
}

fn main() {}
