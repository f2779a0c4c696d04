//! Bytes in place of an entity without a stream.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Collection;

fn case(books: Collection<Book>) {
    let _ = books.create_media("image/png", vec![1]);
}

fn main() {}
