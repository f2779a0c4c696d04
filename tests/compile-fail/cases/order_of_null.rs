//! Nothing is greater than null.

use odata_compile_fail_tests::*;
use odata_runtime::null;

fn case() {
    let _ = Book::PAGES.gt(null());
}

fn main() {}
