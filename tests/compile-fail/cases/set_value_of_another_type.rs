//! A text given to a number.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set(Book::PAGES, "many");
}

fn main() {}
