//! Null where the metadata says Nullable="false".

use odata_compile_fail_tests::*;
use odata_runtime::Item;

fn case(book: Item<Book>) {
    let _ = book.update().set_null(Book::PAGES);
}

fn main() {}
