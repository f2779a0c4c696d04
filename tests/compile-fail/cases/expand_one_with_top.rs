//! A number of entities asked of an expansion to one.

use clientwright_compile_fail_tests::*;

fn case() {
    let _ = Book::OWNER.top(5);
}

fn main() {}
