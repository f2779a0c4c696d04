//! Properties selected of references.

use clientwright_compile_fail_tests::*;

fn case() {
    let _ = Book::AUTHORS.refs().select(Author::NAME);
}

fn main() {}
