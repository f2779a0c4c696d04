//! A collection compared with one value.

use clientwright_compile_fail_tests::*;

fn case() {
    let _ = Book::TAGS.eq("x");
}

fn main() {}
