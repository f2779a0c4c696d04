//! References of an entity set.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Collection;

fn case(books: Collection<Book>) {
    let _ = books.links();
}

fn main() {}
