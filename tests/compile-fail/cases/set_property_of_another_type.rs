//! A property of users in an update of a book.

use odata_compile_fail_tests::*;
use odata_runtime::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set(Author::NAME, "x");
}

fn main() {}
