//! A Computed property in an update.

use odata_compile_fail_tests::*;
use odata_runtime::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set(Book::CHANGED, "x");
}

fn main() {}
