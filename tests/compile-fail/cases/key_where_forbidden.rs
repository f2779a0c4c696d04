//! A key on a path whose entities have none.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Collection, literal};

clientwright_odata::path! {
    /// Entities that are listed.
    pub Recent: List Get; ..
}

fn case(books: Collection<Book, Recent>) {
    let _ = books.key(&[("id", literal("1"))]);
}

fn main() {}
