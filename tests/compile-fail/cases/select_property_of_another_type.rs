//! A property of users selected of books.

use odata_compile_fail_tests::*;
use odata_runtime::Collection;

fn case(books: Collection<Book>) {
    let _ = books.list().select((Book::ID, Author::NAME));
}

fn main() {}
