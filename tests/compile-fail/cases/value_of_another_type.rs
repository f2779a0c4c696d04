//! A text compared with a number.

use clientwright_compile_fail_tests::*;

fn case() {
    let _ = Book::PAGES.eq("many");
}

fn main() {}
