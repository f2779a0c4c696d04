//! Null as the argument of a function.

use clientwright_compile_fail_tests::*;
use clientwright_odata::null;

fn case() {
    let _ = Book::COMMENT.contains(null());
}

fn main() {}
