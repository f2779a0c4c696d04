//! A Computed property in what is created.

use odata_compile_fail_tests::*;
use odata_runtime::Create;

fn case(created: Create<Book>) {
    let _ = created.set(Book::CHANGED, "x");
}

fn main() {}
