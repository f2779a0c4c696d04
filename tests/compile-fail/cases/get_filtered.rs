//! A filter on a request for one entity.

use odata_compile_fail_tests::*;
use odata_runtime::Item;

fn case(book: Item<Book>) {
    let _ = book.get().filter(Book::PAGES.gt(5));
}

fn main() {}
