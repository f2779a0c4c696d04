//! Lists with pages, as streams of items or of pages.
//!
//! Operations whose results come in pages have the methods `stream`, `pages` and `collect_all`. The generator decides which
//! operations these are, and how the next page is requested: a [`Paging`] table states it.
//!
//! Pages are requested one by one when they are needed. A page that cannot be read ends the stream with its error; an item that
//! cannot be read is an error in its place, and the stream goes on after it. Every page is requested with the headers, the
//! options and the credentials of the call. Links are followed to the origin of the call and to
//! [allowed](crate::ClientBuilder::allow_origin) ones only. A page that refers to an earlier one, and a long row of pages
//! without items, end the stream with [`Error::Paging`](crate::Error::Paging). Dropping a stream cancels it.
//!
//! ```
//! use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
//! use clientwright_openapi::paging::{From, Next, Paging, To};
//! use clientwright_openapi::{Body, Call, Client, Error};
//! use futures_util::TryStreamExt as _;
//!
//! // GET /pets?after=…, with {"data": […], "page": {"next": "…"}}
//! const LIST_PETS: Operation = Operation {
//!     path: &[Segment::Text("/pets")],
//!     parameters: &[Parameter("after", Location::Query(Style::FORM))],
//!     paging: Some(&Paging {
//!         items: &["data"],
//!         next: Next::Token { from: From::Body(&["page", "next"]), to: To::Parameter(0) },
//!         ..Paging::NONE
//!     }),
//!     ..Operation::NONE
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let body = match request.uri().query() {
//! #         None => r#"{"data":["Rex","Mia"],"page":{"next":"b="}}"#,
//! #         Some("after=b%3D") => r#"{"data":["Tom"],"page":{"next":null}}"#,
//! #         Some(other) => panic!("{other}"),
//! #     };
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
//! # });
//! # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
//! let call: Call<serde_json::Value> = Call::new(&client, &LIST_PETS);
//! let names: Vec<String> = call.page_items().try_collect().await?;
//! assert_eq!(names, ["Rex", "Mia", "Tom"]);
//! # Ok(()) }
//! ```
//! # Limits, and going on another time
//!
//! A list can end after so many items, and begin at a page by its position, which a program can store. Items that cannot be read are
//! beside the others of their page:
//!
//! ```
//! use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
//! use clientwright_openapi::paging::{From, ItemError, Items, Next, Page, Pages, Paging, To};
//! use clientwright_openapi::{Body, Call, Client, Error};
//! use futures_util::{StreamExt as _, TryStreamExt as _};
//!
//! // GET /numbers?after=…, with {"data": […], "next": "…"}
//! const LIST: Operation = Operation {
//!     path: &[Segment::Text("/numbers")],
//!     parameters: &[Parameter("after", Location::Query(Style::FORM))],
//!     paging: Some(&Paging {
//!         items: &["data"],
//!         next: Next::Token { from: From::Body(&["next"]), to: To::Parameter(0) },
//!         ..Paging::NONE
//!     }),
//!     ..Operation::NONE
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let body = match request.uri().query() {
//! #         None => r#"{"data":[1,2,3],"next":"b"}"#,
//! #         Some("after=b") => r#"{"data":[4,"five",6],"next":"c"}"#,
//! #         Some("after=c") => r#"{"data":[7],"next":null}"#,
//! #         Some(other) => panic!("{other}"),
//! #     };
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
//! # });
//! # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
//! let list = || Call::<serde_json::Value>::new(&client, &LIST);
//! // No page is requested after the one that reaches the limit.
//! let some: Items<i32> = list().page_items().limit(2);
//! assert_eq!(some.try_collect::<Vec<i32>>().await?, [1, 2]);
//!
//! let mut pages: Pages<i32> = list().pages();
//! let first: Page<i32> = pages.try_next().await?.expect("a page");
//! let mut sum = 0;
//! for number in &first {
//!     sum += number;
//! }
//! assert_eq!((sum, first.items, pages.position()), (6, vec![1, 2, 3], Some("b")));
//!
//! // Another time, from the second page on:
//! let page: Page<i32> = list().pages().resume("b").try_next().await?.expect("a page");
//! let failed: &ItemError = &page.failed[0];
//! assert_eq!((failed.index(), &failed.text()[..]), (1, &b"\"five\""[..]));
//! assert_eq!(page.into_iter().collect::<Vec<i32>>(), [4, 6]);
//! let read = list().page_items::<i32>().resume("b").filter_map(async |item| item.ok());
//! assert_eq!(read.collect::<Vec<i32>>().await, [4, 6, 7]);
//!
//! // All or nothing:
//! assert!(list().pages::<i32>().collect_all().await.is_err());
//! assert_eq!(list().pages::<i32>().resume("c").collect_all().await?, [7]);
//! # Ok(()) }
//! ```

mod page;
mod stream;
mod walk;

pub use crate::operation::paging::{From, Next, Paging, Path, To};
pub use page::{ItemError, Page};
pub use stream::{Items, Pages};

use crate::call::Call;

impl<R> Call<R> {
    /// All items of all pages, each page read when an item of it is polled for, by the [paging](crate::paging) of the
    /// operation. `T` is the type of an item.
    ///
    /// Generated code has a method `stream` with the type of the items; this one is for requests with headers and options.
    pub fn page_items<T>(self) -> Items<T> {
        Items::new(self.pages())
    }

    /// All pages, each read when it is polled for, by the [paging](crate::paging) of the operation. `T` is the type of an
    /// item.
    pub fn pages<T>(self) -> Pages<T> {
        Pages::new(self.parts)
    }
}

/// Gives a type that wraps a [`Call`](crate::Call) of an operation with pages its `stream`, `pages` and `collect_all`: for
/// generated code.
#[doc(hidden)]
#[macro_export]
macro_rules! __paged {
    ($name:ident -> $item:ty) => {
        impl $name {
            /// All items of all pages, each page read when an item of it is polled for. An item that cannot be read is an
            /// error in its place.
            #[must_use = "a stream does nothing until it is polled"]
            pub fn stream(self) -> $crate::paging::Items<$item> {
                self.0.page_items()
            }

            /// All pages, each read when it is polled for.
            #[must_use = "a stream does nothing until it is polled"]
            pub fn pages(self) -> $crate::paging::Pages<$item> {
                self.0.pages()
            }

            /// Reads all pages into one vector. For a limit, see `limit` of `pages()`.
            pub fn collect_all(
                self,
            ) -> $crate::future::BoxFuture<
                'static,
                ::core::result::Result<::std::vec::Vec<$item>, $crate::Error>,
            > {
                ::std::boxed::Box::pin(self.0.pages().collect_all())
            }
        }
    };
}
