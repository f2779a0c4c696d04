//! Bytes in place of an entity without a stream.

use odata_compile_fail_tests::*;
use odata_runtime::Collection;

fn case(books: Collection<Book>) {
    let _ = books.create_media("image/png", vec![1]);
}

fn main() {}
