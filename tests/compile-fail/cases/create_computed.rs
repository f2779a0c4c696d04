//! A Computed property in what is created.

use clientwright_compile_fail_tests::*;
use clientwright_odata::request::Create;

fn case(created: Create<Book>) {
    let _ = created.set(Book::CHANGED, "x");
}

fn main() {}
