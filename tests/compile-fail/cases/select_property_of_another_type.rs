//! A property of users selected of books.

use clientwright_compile_fail_tests::*;
use clientwright_odata::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().select((Book::ID, Author::NAME));
}

fn main() {}
