//! A filter on a request for one entity.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Item;

fn case(book: Item<Book>) {
    let _ = book.get().filter(Book::PAGES.gt(5));
}

fn main() {}
