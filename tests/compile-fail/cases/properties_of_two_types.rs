//! Properties of two types compared with each other.

use clientwright_compile_fail_tests::*;

fn case() {
    let _ = Book::COMMENT.eq(Author::NAME);
}

fn main() {}
