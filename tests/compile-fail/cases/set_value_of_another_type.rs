//! A text given to a number.

use odata_compile_fail_tests::*;
use odata_runtime::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set(Book::PAGES, "many");
}

fn main() {}
