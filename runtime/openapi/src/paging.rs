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
