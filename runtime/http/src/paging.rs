//! Lists with pages: links to further pages, and streams over all pages.
//!
//! A [`PageSource`] states how one page is requested and where the next one is; [`Pages`] requests them all, each when it is
//! needed:
//!
//! ```
//! use clientwright_http::paging::{Fetch, Next, PageSource, Pages};
//! use clientwright_http::{Body, Client, Error, Request};
//! use futures_util::TryStreamExt as _;
//! use http::Method;
//!
//! /// Pages of lines, whose header `next` has the link to the next one.
//! struct Lines(Client, String);
//!
//! impl PageSource for Lines {
//!     type Page = Vec<String>;
//!     type Error = Error;
//!
//!     fn fetch(self) -> Fetch<Self, Vec<String>, Error> {
//!         Box::pin(async move {
//!             let Self(client, link) = self;
//!             let response = client.send(Request::new(Method::GET, client.link(&link)?)).await?;
//!             let text = String::from_utf8_lossy(&response.body);
//!             let page: Vec<String> = text.lines().map(str::to_owned).collect();
//!             let next = response.headers.get("next").and_then(|next| next.to_str().ok());
//!             let next = next.map(|link| {
//!                 let source = Self(client, link.to_owned());
//!                 Next::new(link, source).after_empty(page.is_empty())
//!             });
//!             Ok((page, next))
//!         })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let (body, next) = match request.uri().path() {
//! #         "/1" => ("a\nb", Some("2")),
//! #         "/2" => ("", Some("3")),
//! #         _ => ("c", None),
//! #     };
//! #     let mut response = http::Response::new(Body::from(body));
//! #     if let Some(next) = next {
//! #         response.headers_mut().insert("next", http::HeaderValue::from_static(next));
//! #     }
//! #     Ok::<_, std::io::Error>(response)
//! # });
//! # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
//! // The service has filtered all lines of the second page.
//! let pages: Vec<Vec<String>> = Pages::new(Lines(client, "1".to_owned())).try_collect().await?;
//! assert_eq!(pages, [vec!["a", "b"], vec![], vec!["c"]]);
//! # Ok(()) }
//! ```

mod cycle;
pub(crate) mod header;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use url::Url;

pub use cycle::Cycle;

use crate::error::Error;
use crate::future::BoxFuture;

/// Resolves a link of a service against a base (RFC 3986, 5.2); `None` if it is no URL. An empty link would be the base
/// itself, which is no further page. The parser trims white space and control characters.
///
/// [`Client::link`](crate::Client::link) also checks where the link leads.
///
/// ```
/// use clientwright_http::paging::resolve;
///
/// let base = "https://services.example.com/v1/pets".parse()?;
/// assert_eq!(resolve(&base, "?page=2").as_ref().map(url::Url::as_str), Some("https://services.example.com/v1/pets?page=2"));
/// assert_eq!(resolve(&base, " "), None);
/// # Ok::<(), url::ParseError>(())
/// ```
pub fn resolve(base: &Url, link: &str) -> Option<Url> {
    if link.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    base.join(link).ok()
}

/// A request for one page of a list.
pub trait PageSource: Sized {
    /// A page.
    type Page;
    /// What can go wrong.
    type Error: From<Error>;

    /// Requests the page, and returns it with the request for the next one.
    fn fetch(self) -> Fetch<Self, Self::Page, Self::Error>;
}

/// The result of [`PageSource::fetch`]: a page, and the request for the next one.
pub type Fetch<S, P, E> = BoxFuture<'static, Result<(P, Option<Next<S>>), E>>;

/// The request for the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Next<S> {
    /// What identifies the page: the link to it, its token, or its number.
    pub key: String,
    /// The request for it.
    pub source: S,
    /// Whether the page before it has no items.
    pub after_empty: bool,
}

impl<S> Next<S> {
    /// The request for the page with this key.
    pub fn new(key: impl Into<String>, source: S) -> Self {
        Self {
            key: key.into(),
            source,
            after_empty: false,
        }
    }

    /// States whether the page before it has no items. Only so many such pages may follow one another.
    pub fn after_empty(mut self, is_empty: bool) -> Self {
        self.after_empty = is_empty;
        self
    }
}

/// How many pages without items may follow one another. A service may filter what it has read for a page, but one that never
/// comes to an end would keep a program busy for ever.
const MAX_EMPTY: u32 = 1000;

/// All pages of a list as a stream, which requests each page when it is needed. It ends after the last page and after
/// an error. If a page refers to an earlier page, the stream fails after it ([`Error::Paging`]), and so it does after 1,000
/// [pages without items](Next::after_empty) in a row.
///
/// The [module](self) has an example. Where requests are not futures, as in an interface without `async`, a caller sends them
/// by itself:
///
/// ```
/// use clientwright_http::Error;
/// use clientwright_http::paging::{Next, Pages};
///
/// /// A page of a service, and the number of the next one.
/// fn get(page: u32) -> (&'static str, Option<u32>) {
///     match page {
///         1 => ("a", Some(2)),
///         2 => ("b", Some(1)), // a defect: it leads back
///         _ => unreachable!(),
///     }
/// }
///
/// let mut pages: Pages<u32, &str, Error> = Pages::starting_at("1", 1);
/// let mut read = String::new();
/// let error = loop {
///     match pages.next_source() {
///         Ok(Some(number)) => {
///             let (page, next) = get(number);
///             read += page;
/// #           assert!(read.len() < 9, "the cycle was not found");
///             pages.advance(next.map(|number| Next::new(number.to_string(), number)));
///         }
///         Ok(None) => panic!("the defect was not found"),
///         Err(error) => break error,
///     }
/// };
/// assert_eq!(read, "ab");
/// assert_eq!(error.to_string(), "next page: the links of the pages form a cycle: `1` comes again");
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<S, P, E> {
    state: State<S, P, E>,
    cycle: Cycle,
    /// How many pages without items came last.
    empty: u32,
}

enum State<S, P, E> {
    Ready(S),
    Reading(Fetch<S, P, E>),
    /// The next page is not requested.
    Refused(Error),
    Done,
}

impl<S, P, E> Pages<S, P, E> {
    /// The pages from this one on; none at all for `None`.
    pub fn new(first: impl Into<Option<S>>) -> Self {
        Self {
            state: first.into().map_or(State::Done, State::Ready),
            cycle: Cycle::new(),
            empty: 0,
        }
    }

    /// As [`new`](Self::new), with the key of the first page, so that a page that refers back to it is found at once.
    pub fn starting_at(key: &str, first: S) -> Self {
        let mut pages = Self::new(first);
        pages.cycle.follow(key);
        pages
    }

    /// The request for the next page, for callers that send it themselves and call [`advance`](Self::advance) with the
    /// next one. `None` after the last page.
    ///
    /// # Errors
    ///
    /// [`Error::Paging`] when the links of the pages form a cycle, and after too many pages without items.
    pub fn next_source(&mut self) -> Result<Option<S>, Error> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Ready(source) => Ok(Some(source)),
            State::Refused(error) => Err(error),
            // A page that is being read belongs to the stream.
            State::Reading(_) | State::Done => Ok(None),
        }
    }

    /// Sets the page after the one that was read last.
    pub fn advance(&mut self, next: Option<Next<S>>) {
        let Some(next) = next else {
            self.state = State::Done;
            return;
        };
        self.empty = if next.after_empty { self.empty + 1 } else { 0 };
        self.state = if !self.cycle.follow(&next.key) {
            let reason = "the links of the pages form a cycle";
            State::Refused(Error::repeated(next.key, reason))
        } else if self.empty >= MAX_EMPTY {
            let reason = format!("{MAX_EMPTY} pages without items follow one another");
            State::Refused(Error::paging(next.key, reason))
        } else {
            State::Ready(next.source)
        };
    }
}

// Nothing is pinned in place: the future that is polled is boxed.
impl<S, P, E> Unpin for Pages<S, P, E> {}

impl<S: PageSource> Stream for Pages<S, S::Page, S::Error> {
    type Item = Result<S::Page, S::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Refused(error) => return Poll::Ready(Some(Err(error.into()))),
                State::Ready(source) => self.state = State::Reading(source.fetch()),
                State::Reading(mut page) => {
                    let Poll::Ready(result) = page.as_mut().poll(cx) else {
                        self.state = State::Reading(page);
                        return Poll::Pending;
                    };
                    return Poll::Ready(Some(result.map(|(page, next)| {
                        self.advance(next);
                        page
                    })));
                }
            }
        }
    }
}

impl<S, P, E> fmt::Debug for Pages<S, P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
