//! The property of an element, without any or all.

use clientwright_compile_fail_tests::*;

fn case() {
    let _ = Book::AUTHORS.path(Author::NAME).eq("x");
}

fn main() {}
