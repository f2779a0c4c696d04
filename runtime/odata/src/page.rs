//! Pages of a collection and the walk over them (OData protocol 4.01, 11.2.6.7).
//! Awaiting a list returns its first [`Page`]. [`Items`] and [`Pages`] are streams over all pages, each requested when it is
//! polled for. An item that cannot be read is an error in its place, and the stream goes on after it:
//!
//! ```
//! use clientwright_odata::page::{ItemError, Items, Pages};
//! use clientwright_odata::{self as rt, Client, Collection, Error};
//! use futures_util::{StreamExt as _, TryStreamExt as _};
//! # use clientwright_odata::Body;
//! # #[derive(Default)]
//! # struct User { age: Option<i32>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
//! # rt::object! { User = "NS.user"; age = "age", }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match request.uri().query() {
//! #         None => r#"{"value":[{"age":40},{"age":"forty"}],"@odata.nextLink":"users?$skip=2"}"#,
//! #         Some(_) => r#"{"value":[{"age":42}]}"#,
//! #     })))
//! # });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! let users = Collection::<User>::root(&client, "users");
//!
//! // Item by item.
//! let mut ages = Vec::new();
//! let mut items: Items<User> = users.list().stream();
//! while let Some(item) = items.next().await {
//!     match item {
//!         Ok(user) => ages.push(user.age),
//!         Err(Error::Decode(failure)) if failure.item().is_some() => eprintln!("skipped: {failure}"),
//!         Err(error) => return Err(error),
//!     }
//! }
//! assert_eq!(ages, [Some(40), Some(42)]);
//!
//! // Page by page: the link to the next one can be kept, to go on another day.
//! let mut pages: Pages<User> = users.list().pages();
//! let first = pages.try_next().await?.expect("a first page");
//! assert_eq!((&first).into_iter().map(|user| user.age).collect::<Vec<_>>(), [Some(40)]);
//! let unreadable: &ItemError = &first.failed[0];
//! assert_eq!((unreadable.index(), unreadable.error().path()), (1, "value[1].age"));
//! assert_eq!(&unreadable.text()[..], br#"{"age":"forty"}"#);
//! let kept = pages.next_link().expect("a second page").to_owned();
//! drop(pages);
//! for user in client.page::<User>(kept).await? {
//!     assert_eq!(user.age, Some(42));
//! }
//! # Ok(()) }
//! ```
//!
//! # Changes
//!
//! A list that [tracks changes](crate::request::List::track_changes) ends with a link to those that come later. They are
//! read as items of the type [`Delta`]:
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use clientwright_odata::page::{Delta, DeltaLink, Removed};
//! use clientwright_odata::{Client, Collection, Error};
//! use serde_json::Value;
//! # use clientwright_odata::Body;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match request.uri().query() {
//! #         None => {
//! #             assert_eq!(request.headers()["prefer"], "odata.track-changes");
//! #             r#"{"value":[{"id":"a","name":"Ada"},{"id":"b","name":"Bob"}],"@odata.deltaLink":"users?token=1"}"#
//! #         }
//! #         Some(_) => r##"{"value":[
//! #             {"id":"a","name":"Ada L."},
//! #             {"@removed":{"reason":"deleted"},"id":"b"},
//! #             {"@odata.context":"#users/$link","source":"users('a')","relationship":"manager","target":"users('c')"}],
//! #             "@odata.deltaLink":"users?token=2"}"##,
//! #     })))
//! # });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! let id = |user: &Value| user["id"].as_str().unwrap_or_default().to_owned();
//!
//! // A copy of the collection.
//! let mut first = client_users(&client).list().track_changes().await?;
//! let mut copy: BTreeMap<String, Value> = first.items.drain(..).map(|user| (id(&user), user)).collect();
//!
//! // Later: what is different now.
//! let link = first.delta_link.expect("the service tracks changes");
//! let changes = client.page::<Delta<Value>>(link).await?;
//! let mut links: Vec<DeltaLink> = Vec::new();
//! for change in changes.items {
//!     match change {
//!         Delta::Changed(user) => {
//!             copy.insert(id(&user), user);
//!         }
//!         Delta::Removed(removed) => {
//!             let removed: Removed<Value> = *removed;
//!             copy.remove(&removed.entity.map(|key| id(&key)).unwrap_or_default());
//!         }
//!         Delta::LinkAdded(link) => links.push(link),
//!         Delta::LinkRemoved(link) => links.retain(|it| *it != link),
//!         _ => {}
//!     }
//! }
//! assert_eq!(copy.into_values().collect::<Vec<_>>(), [serde_json::json!({"id": "a", "name": "Ada L."})]);
//! assert_eq!(links[0].target.as_deref(), Some("users('c')"));
//! # Ok(()) }
//! # fn client_users(client: &Client) -> Collection<Value> { Collection::root(client, "users") }
//! ```

mod body;
mod delta;
mod link;
mod pieces;
mod scan;
mod stream;
mod unreadable;

use std::fmt;
use std::sync::Arc;

use clientwright_http::paging::Next;

pub use delta::{Delta, DeltaLink, Removed};
pub use stream::{Items, Pages};
pub use unreadable::ItemError;

pub(crate) use link::{Start, page};

use crate::PropertyBag;
use crate::client::Client;
use crate::error::Error;
use crate::request::Settings;
use crate::wire::Wire;
use clientwright_values::mend::Mended;

/// One page of a collection. A loop over a page is one over its [`items`](Self::items), by value or by reference.
///
/// ```
/// # use clientwright_odata::{Client, Error, Page, wire::Wire};
/// # fn print<T>(_: &T) {}
/// # async fn example<T: Wire>(first: Page<T>) -> Result<(), Error> {
/// let mut page = first;
/// loop {
///     println!("{} items, {} of them unreadable", page.items.len() + page.failed.len(), page.failed.len());
///     for item in &page {
///         print(item);
///     }
///     match page.next().await? {
///         Some(next) => page = next,
///         None => break,
///     }
/// }
/// # Ok(()) }
/// ```
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the service, without those that could not be read.
    pub items: Vec<T>,
    /// The items that do not match the metadata, in the order of the service. An illegal value affects its item, not
    /// the page.
    pub failed: Vec<ItemError>,
    /// The values of the page that did not match the metadata, and that a
    /// [tolerant](crate::ClientBuilder::tolerant) client has repaired.
    pub mended: Vec<Mended>,
    /// The URL of the next page, absolute. It can be kept and passed to [`Client::page`] at any time. `None`: this is
    /// the last page.
    pub next_link: Option<String>,
    /// The URL for later changes, absolute, on the last page of a request that tracks
    /// changes.
    pub delta_link: Option<String>,
    /// The number of items on all pages, if it was requested.
    pub count: Option<u64>,
    /// All other members next to the items, by their wire names.
    pub annotations: PropertyBag,
    walk: Option<Arc<Walk>>,
}

/// [`items`](Page::items), in their order. The items that could not be read are in [`failed`](Page::failed).
impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// [`items`](Page::items), in their order. The items that could not be read are in [`failed`](Page::failed).
impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// The state that is passed from one page to the next.
pub(crate) struct Walk {
    client: Client,
    /// The settings of the first request.
    settings: Settings,
    /// How many items are left of the limit.
    left: Option<usize>,
}

impl<T> Page<T> {
    /// The number of items that the service has sent on the page.
    fn len(&self) -> usize {
        self.items.len() + self.failed.len()
    }

    /// The request for the next page.
    fn following(&self) -> Option<Next<Start<T>>> {
        let (link, walk) = self.next_link.as_ref().zip(self.walk.as_deref())?;
        let next = Next::new(link, Start::follow(walk, link));
        Some(next.after_empty(self.len() == 0))
    }

    /// Shortens the page to what is left of a limit. A page that reaches the limit has no next page.
    pub(crate) fn truncate(&mut self, left: Option<usize>) {
        if let Some(left) = left
            && self.len() >= left
        {
            // Items that could not be read count as well.
            let failed = self.failed.partition_point(|error| error.index() < left);
            self.failed.truncate(failed);
            self.mended
                .retain(|value| value.item().is_none_or(|index| index < left));
            self.items.truncate(left - failed);
            self.next_link = None;
            self.delta_link = None;
        }
    }
}

impl<T: Wire> Page<T> {
    /// The next page, `None` after the last one. It is requested with the headers of the first request of the list.
    ///
    /// # Errors
    ///
    /// Every [`Error`] except [`Error::NoContent`]; [`Error::Paging`] when the link has a foreign origin, or refers to
    /// this page.
    pub async fn next(&self) -> Result<Option<Self>, Error> {
        let Some(Next {
            key: link, source, ..
        }) = self.following()
        else {
            return Ok(None);
        };
        let next = source.send().await?.into_body();
        if next.next_link.as_ref() == Some(&link) {
            let reason = "the link of the next page refers to the same page";
            return Err(clientwright_http::Error::repeated(link, reason).into());
        }
        Ok(Some(next))
    }
}

impl<T: Clone> Clone for Page<T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
            failed: self.failed.clone(),
            mended: self.mended.clone(),
            next_link: self.next_link.clone(),
            delta_link: self.delta_link.clone(),
            count: self.count,
            annotations: self.annotations.clone(),
            walk: self.walk.clone(),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("failed", &self.failed)
            .field("mended", &self.mended)
            // Links of services may contain secrets: only whether there are any.
            .field("has_next", &self.next_link.is_some())
            .field("has_delta", &self.delta_link.is_some())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
