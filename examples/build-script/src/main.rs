//! A client that the crate's own build script generates; see `build.rs` and `service.csdl.xml`.
//!
//! Nothing is sent here: the program shows the URL of a request, and reads a response that is part of its source.
//!
//! ```text
//! cargo run -p example-build-script
//! ```

/// The generated client of the library.
pub mod library {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use clientwright_odata::{null, request::List};
use library::{Book, LibraryClient, Loan, Shelf};

/// A possible response of the service.
const ANSWER: &[u8] = br#"{
    "Isbn": "9780000000017",
    "Title": "Atoms for Everyone",
    "Shelf": "Science",
    "Price": 19.90,
    "Loans": [{"Number": 7, "Reader": "Ada", "Due": "2026-03-01"}]
}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let library = LibraryClient::builder().build()?;
    println!("GET {}", books_on_loan(&library).url()?);

    let book: Book = clientwright_odata::from_json(ANSWER)?;
    println!("{}", describe(&book));
    Ok(())
}

/// Science books with a loan that has not come back, each with these loans, by title.
fn books_on_loan(library: &LibraryClient) -> List<Book> {
    library
        .books()
        .list()
        .filter(Book::SHELF.eq(Shelf::Science))
        .filter(Book::LOANS.any(|loan| loan.path(Loan::RETURNED).eq(null())))
        .select((Book::ISBN, Book::TITLE, Book::PRICE))
        .expand(Book::LOANS.filter(Loan::RETURNED.eq(null())))
        .order_by(Book::TITLE)
}

/// A book in one line.
fn describe(book: &Book) -> String {
    let title = book.title.as_deref().unwrap_or("(no title)");
    let shelf = match &book.shelf {
        Some(Shelf::Children) => "for children",
        Some(Shelf::Fiction) => "fiction",
        Some(Shelf::Science) => "science",
        // Also what the service will add one day.
        Some(other) => other.as_str(),
        None => "nowhere",
    };
    let price = match &book.price {
        Some(price) => format!("for {price}"),
        None => "not for sale".to_owned(),
    };
    let loans = book.loans.as_deref().unwrap_or_default();
    let due = match loans.iter().filter_map(|loan| loan.due).max() {
        Some(due) => format!("on loan until {due}"),
        None => "in the house".to_owned(),
    };
    format!("{title} ({shelf}), {price}, {due}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request() {
        let library = LibraryClient::builder().build().unwrap();
        assert_eq!(
            books_on_loan(&library).url().unwrap().to_string(),
            "https://library.example.org/odata/Books?\
             $filter=Shelf%20eq%20Library.Shelf%27Science%27%20and%20Loans/any(a:a/Returned%20eq%20null)&\
             $orderby=Title&$select=Isbn,Title,Price&$expand=Loans($filter=Returned%20eq%20null)"
        );
    }

    #[test]
    fn the_response_is_read() {
        let book: Book = clientwright_odata::from_json(ANSWER).unwrap();
        assert_eq!(
            describe(&book),
            "Atoms for Everyone (science), for 19.90, on loan until 2026-03-01"
        );
        let book = Book {
            title: Some("Later".to_owned()),
            shelf: Some(Shelf::from("Poetry")),
            ..Book::default()
        };
        assert_eq!(
            describe(&book),
            "Later (Poetry), not for sale, in the house"
        );
    }
}
