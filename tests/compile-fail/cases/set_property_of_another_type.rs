//! A property of users in an update of a book.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set(Author::NAME, "x");
}

fn main() {}
