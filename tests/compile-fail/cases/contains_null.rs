//! Null as the argument of a function.

use odata_compile_fail_tests::*;
use odata_runtime::null;

fn case() {
    let _ = Book::COMMENT.contains(null());
}

fn main() {}
