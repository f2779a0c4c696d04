//! Null where the metadata says Nullable="false".

use clientwright_compile_fail_tests::*;
use clientwright_odata::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set_null(Book::PAGES);
}

fn main() {}
