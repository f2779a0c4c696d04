//! Nothing is greater than null.

use clientwright_compile_fail_tests::*;
use clientwright_odata::null;

fn case() {
    let _ = Book::PAGES.gt(null());
}

fn main() {}
