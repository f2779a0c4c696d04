//! A key on a path whose entities have none.

use odata_compile_fail_tests::*;
use odata_runtime::{Collection, literal};

odata_runtime::path! {
    /// Entities that are listed.
    pub Recent: List Get; ..
}

fn case(books: Collection<Book, Recent>) {
    let _ = books.key(&[("id", literal("1"))]);
}

fn main() {}
