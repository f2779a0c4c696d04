//! Several requests in one (OData JSON 4.01, 19; protocol 4.01, 11.7).
//! Requests are added to a [`Batch`], which returns a [`Ticket`] for each. The responses are taken by the tickets, each with
//! the type that the request has alone:
//!
//! ```
//! # use std::time::Duration;
//! use clientwright_odata::batch::{BatchResponses, ChangeSet, ItemId, Ticket};
//! use clientwright_odata::retry::RetryPolicy;
//! use clientwright_odata::{Client, Collection, Property, literal};
//! use serde_json::{Value, json};
//! # use clientwright_odata::{Body, Error};
//!
//! const TEAM: Property<Value, String> = Property::new("team");
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     assert_eq!(request.uri().path(), "/$batch");
//! #     assert_eq!(request.headers()["x-job"], "nightly");
//! #     let sent: Value = serde_json::from_slice(request.body().as_bytes().unwrap()).unwrap();
//! #     assert_eq!(sent["requests"][3]["dependsOn"], json!(["3"]));
//! #     assert_eq!(sent["requests"][2]["atomicityGroup"], sent["requests"][3]["atomicityGroup"]);
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(json!({"responses": [
//! #         {"id": "1", "status": 200, "body": {"value": [{"id": "1"}, {"id": "2"}]}},
//! #         {"id": "2", "status": 404, "body": {"error": {"code": "Gone", "message": "no such user"}}},
//! #         {"id": "3", "status": 201, "headers": {"ETag": "\"1\""}, "body": {"name": "Red"}},
//! #         {"id": "4", "status": 204},
//! #     ]}).to_string())))
//! # });
//! # let client = Client::builder().base_url("https://services.example.com").service(service).build()?;
//!
//! let users = Collection::<Value>::root(&client, "users");
//! let teams = Collection::<Value>::root(&client, "teams");
//! let mut batch = client
//!     .batch()
//!     .max_size(100) // the service takes so many requests at once
//!     .header("x-job", "nightly")
//!     .timeout(Duration::from_secs(60))
//!     .retry(RetryPolicy::new().max_retries(1));
//!
//! let list = batch.add(users.list().top(2));
//! let deleted: Ticket<()> = batch.add(users.key(&[("id", literal("7"))]).delete());
//! // Both or none, and the team before its member.
//! let (team, member) = batch.change_set(|set: &mut ChangeSet<'_>| {
//!     let team = set.add(teams.create(&json!({"name": "Red"})));
//!     let update = users.key(&[("id", literal("1"))]).update().set(TEAM, "Red");
//!     let member = set.add_after([team.id()], update);
//!     (team, member)
//! });
//! let mut responses: BatchResponses = batch.send().await?;
//!
//! // What failed, before anything is taken.
//! let failed: Vec<ItemId> = responses.errors().map(|(id, _)| id).collect();
//! assert_eq!(failed, [deleted.id()]);
//! assert!(responses.take(deleted).unwrap_err().is_not_found());
//!
//! assert_eq!(responses.take(list)?.items.len(), 2);
//! responses.take(member)?;
//! // With status and headers.
//! let team = responses.take_response(team)?;
//! assert_eq!(team.etag(), Some("\"1\""));
//! # Ok(()) }
//! ```

mod format;
mod responses;
mod send;

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use clientwright_http::RequestName;
use http::HeaderMap;

pub use responses::BatchResponses;

use crate::client::{Client, Outgoing};
use crate::error::Error;
use crate::request::{Origin, Read, Request, Settings};
use crate::retry::RetryPolicy;

/// How many requests the services that are known to have a limit take at once.
const DEFAULT_SIZE: usize = 20;

/// Requests that are sent together: the result of [`Client::batch`].
///
/// Any request can be added, and its own result comes out. A request that fails fails alone: its error is where its
/// result would be.
///
/// ```
/// # use clientwright_odata::{Client, Collection, Error, Item, wire::Wire};
/// # async fn example<User: Wire + 'static, Group: Wire + 'static>(
/// #     client: Client, users: Collection<User>, group: Item<Group>,
/// # ) -> Result<(), Error> {
/// let mut batch = client.batch();
/// let first = batch.add(users.list().top(10));
/// let count = batch.add(users.count());
/// let group = batch.add(group.get().optional());
///
/// let mut responses = batch.send().await?;
/// let users: Vec<User> = responses.take(first)?.items;
/// let count: u64 = responses.take(count)?;
/// let group: Option<Group> = responses.take(group)?;
/// # Ok(()) }
/// ```
///
/// More requests than a service takes at once are sent as several batches, one after the other; see
/// [`max_size`](Self::max_size). What belongs together in a [change set](Self::change_set) stays together.
///
/// Requests with the status 429 or 503 are sent again by the client's [`RetryPolicy`], without the others.
///
/// The service runs the requests in any order, except those that were [added after](Self::add_after) another. A list
/// returns its first page; [`Page::next`](crate::Page::next) reads the next one.
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    client: Client,
    number: u64,
    entries: Vec<Entry>,
    /// The change sets: which entries are theirs.
    sets: Vec<Range<usize>>,
    size: usize,
    /// Of the request that carries the others.
    settings: Settings,
    /// The first thing that cannot be sent.
    error: Option<Error>,
}

/// A request of a batch.
struct Entry {
    /// Below the service root, or absolute; percent-encoded.
    url: String,
    request: RequestName,
    headers: HeaderMap,
    /// JSON.
    body: Option<Bytes>,
    retry: Option<RetryPolicy>,
    after: Vec<usize>,
    set: Option<usize>,
}

/// Refers to the result of one request of a batch, for [`BatchResponses::take`].
#[must_use = "without its ticket, the result of a request is lost"]
pub struct Ticket<R> {
    id: ItemId,
    /// `None`: the request could not be prepared, and the batch will not be sent.
    origin: Option<Origin>,
    read: Read<R>,
}

/// Which request of which batch it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ItemId {
    batch: u64,
    index: usize,
}

impl ItemId {
    /// The position of the request in its batch, from 0, in the order in which requests were added.
    pub fn index(self) -> usize {
        self.index
    }
}

impl<R> Ticket<R> {
    /// Which request it is for: what others can be [added after](Batch::add_after).
    pub fn id(&self) -> ItemId {
        self.id
    }
}

impl Client {
    /// A batch: several requests that are sent as one.
    pub fn batch(&self) -> Batch {
        Batch::new(self.clone())
    }
}

impl Batch {
    pub(crate) fn new(client: Client) -> Self {
        static NUMBERS: AtomicU64 = AtomicU64::new(0);
        Self {
            client,
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            entries: Vec::new(),
            sets: Vec::new(),
            size: DEFAULT_SIZE,
            settings: Settings::default(),
            error: None,
        }
    }

    /// The number of requests that are sent at once, at least 1. The default is 20, the limit of Microsoft Graph.
    pub fn max_size(mut self, requests: usize) -> Self {
        self.size = requests.max(1);
        self
    }

    /// Sets a header of the request that carries the others. A name or value that cannot be sent fails the batch.
    ///
    /// The requests in it have their own headers, and all that the client has by default.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<http::HeaderName, Error: fmt::Display>,
        V: TryInto<http::HeaderValue, Error: fmt::Display>,
    {
        if let Err(error) = self.settings.header(name, value) {
            self.error.get_or_insert(error);
        }
        self
    }

    /// How long each of the requests that carry the others may take, in place of the client's
    /// [`timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.timeout = Some(limit);
        self
    }

    /// How to send again what failed, in place of the client's policy: the batch as a whole, which counts as a POST,
    /// and in it single requests with the status 429 or 503. A policy that a request has of its own goes before this
    /// one.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = Some(policy);
        self
    }

    /// Adds a request.
    ///
    /// A request of another service, one with a timeout of its own, or one that could not be sent alone, fails the
    /// batch as a whole before anything is sent. Streams of bytes do not compile in a batch.
    pub fn add<Q: Request>(&mut self, request: Q) -> Ticket<Q::Output> {
        self.insert(&[], None, request)
    }

    /// Adds a request that is run only after others of this batch have succeeded (`dependsOn`). When one of them fails,
    /// so does this one, with the status 424 Failed Dependency.
    ///
    /// ```
    /// # use clientwright_odata::{Client, Collection, Error, wire::Wire};
    /// # async fn example<User: Wire + 'static>(client: Client, users: Collection<User>, user: User) -> Result<(), Error> {
    /// let mut batch = client.batch();
    /// let created = batch.add(users.create(&user));
    /// let count = batch.add_after([created.id()], users.count());
    /// let mut responses = batch.send().await?;
    /// println!("one of {}", responses.take(count)?);
    /// # Ok(()) }
    /// ```
    pub fn add_after<Q: Request>(
        &mut self,
        others: impl IntoIterator<Item = ItemId>,
        request: Q,
    ) -> Ticket<Q::Output> {
        let others: Vec<_> = others.into_iter().collect();
        self.insert(&others, None, request)
    }

    /// Adds changes that succeed or fail together (`atomicityGroup`), for services that have change sets.
    ///
    /// When one fails, the others fail as well, with errors of their own or with the status 424 Failed Dependency.
    /// Reading is not possible in one. A change set is never split, and must not be larger than
    /// [`max_size`](Self::max_size).
    ///
    /// ```
    /// # use clientwright_odata::{Client, Error, Item};
    /// # async fn example<User: 'static>(client: Client, a: Item<User>, b: Item<User>) -> Result<(), Error> {
    /// let mut batch = client.batch();
    /// let [a, b] = batch.change_set(|set| [set.add(a.delete()), set.add(b.delete())]);
    /// let mut responses = batch.send().await?;
    /// responses.take(a)?;
    /// responses.take(b)?;
    /// # Ok(()) }
    /// ```
    pub fn change_set<T>(&mut self, fill: impl FnOnce(&mut ChangeSet<'_>) -> T) -> T {
        let (set, start) = (self.sets.len(), self.entries.len());
        self.sets.push(start..start);
        let filled = fill(&mut ChangeSet { batch: self, set });
        self.sets[set].end = self.entries.len();
        filled
    }

    /// How many requests there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no request. An empty batch can be sent; nothing goes over the wire then.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn insert<Q: Request>(
        &mut self,
        others: &[ItemId],
        set: Option<usize>,
        request: Q,
    ) -> Ticket<Q::Output> {
        let id = ItemId {
            batch: self.number,
            index: self.entries.len(),
        };
        let prepared = request.prepare();
        let read = prepared.read;
        let split = prepared.parts.split().and_then(|(outgoing, origin)| {
            let url = self.url(&outgoing)?;
            if outgoing.settings.timeout.is_some() {
                return Err(Error::invalid(
                    "a request of a batch has no timeout of its own; `Batch::timeout` is for all of it",
                ));
            }
            if set.is_some() && outgoing.method == http::Method::GET {
                return Err(Error::invalid("a change set cannot read"));
            }
            if others.iter().any(|other| other.batch != self.number) {
                return Err(Error::invalid(
                    "a request can only be after others of its own batch",
                ));
            }
            let after = others.iter().map(|other| other.index).collect();
            self.entries.push(Entry {
                url,
                headers: self.client.item_headers(&outgoing),
                request: RequestName::new(&outgoing.method, &outgoing.uri),
                body: outgoing.body,
                retry: outgoing.settings.retry,
                after,
                set,
            });
            Ok(origin)
        });
        let origin = match split {
            Ok(origin) => Some(origin),
            Err(error) => {
                self.error.get_or_insert(error);
                None
            }
        };
        Ticket { id, origin, read }
    }

    /// The URL of a request, in the form for a batch.
    fn url(&self, outgoing: &Outgoing) -> Result<String, Error> {
        if outgoing.how.content.is_some() {
            return Err(Error::invalid("a batch can only contain JSON"));
        }
        let (url, root) = (outgoing.uri.to_string(), self.client.base_url());
        let Some(url) = url.strip_prefix(root) else {
            return Err(Error::invalid(
                "a batch cannot contain a request of another service",
            ));
        };
        Ok(match self.client.dialect().batch_slash {
            true => format!("/{url}"),
            false => url.to_owned(),
        })
    }
}

/// Changes that succeed or fail together: what [`Batch::change_set`] fills.
#[derive(Debug)]
pub struct ChangeSet<'a> {
    batch: &'a mut Batch,
    set: usize,
}

impl ChangeSet<'_> {
    /// Adds a change. Requests that read fail the batch.
    pub fn add<Q: Request>(&mut self, request: Q) -> Ticket<Q::Output> {
        self.batch.insert(&[], Some(self.set), request)
    }

    /// Adds a change that is made only after others of the batch have succeeded; see [`Batch::add_after`].
    pub fn add_after<Q: Request>(
        &mut self,
        others: impl IntoIterator<Item = ItemId>,
        request: Q,
    ) -> Ticket<Q::Output> {
        let others: Vec<_> = others.into_iter().collect();
        self.batch.insert(&others, Some(self.set), request)
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("requests", &self.entries.len())
            .field("change_sets", &self.sets.len())
            .finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for Ticket<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ticket").field(&self.id.index).finish()
    }
}
