//! The result of a change that succeeded.

use std::fmt;

use http::{HeaderMap, StatusCode};
use url::Url;

use crate::error::{Error, RawResponse};
use crate::reference::Reference;
use crate::request::Origin;
use crate::response::{Response, monitor};
use crate::success::object_fault;
use crate::tolerant::Reader;
use crate::wire::Wire;

/// The result of creating, updating or upserting an entity. The response may contain the entity or not.
///
/// Services decide what they send back; Dataverse sends nothing unless it is requested
/// ([`returning`](crate::ClientBuilder::returning)). Neither is an error.
///
/// ```
/// # use clientwright_odata::{Client, Collection, Error, wire::Wire};
/// # async fn example<User: Wire + 'static>(client: Client, users: Collection<User>, user: User) -> Result<(), Error> {
/// let created = users.create(&user).await?; // an error: it was not created
/// let user: User = match created.reference() {
///     Some(place) if created.entity().is_none() => place.get(&client).await?,
///     _ => created.try_into_entity()?, // an error: it was created, and the response does not contain it
/// };
/// # Ok(()) }
/// ```
///
/// OData protocol 4.01, 8.2.8.7, 8.3.3, 8.3.4 and 11.4.
pub struct Written<T> {
    /// The entity, or the reason why it is missing.
    entity: Result<T, Error>,
    reference: Option<Reference<T>>,
    monitor: Option<String>,
    outcome: WriteOutcome,
}

/// What a service did.
///
/// ```
/// use clientwright_odata::written::{WriteOutcome, Written};
/// # use clientwright_odata::{Body, Client, Collection, Error};
/// # use serde_json::{Value, json};
///
/// fn explain(written: &Written<Value>) -> String {
///     match written.outcome() {
///         WriteOutcome::Created => "new".to_owned(),
///         WriteOutcome::Updated => "changed".to_owned(),
///         // Not done yet.
///         WriteOutcome::Accepted => format!("see {}", written.monitor().unwrap_or("later")),
///         _ => "done".to_owned(),
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let response = http::Response::builder();
/// #     Ok::<_, std::io::Error>(match request.uri().path() {
/// #         "/users" => response.status(201),
/// #         _ => response.status(202).header("location", "jobs/5"),
/// #     }.body(Body::empty()).unwrap())
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let create = |name| Collection::<Value>::root(&client, name).create(&json!({"name": "Ada"}));
/// assert_eq!(explain(&create("users").await?), "new");
/// assert_eq!(explain(&create("sites").await?), "see https://example.com/jobs/5");
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteOutcome {
    /// There is a new entity.
    Created,
    /// The entity was there, and has changed.
    Updated,
    /// 202 Accepted: the service has not done it yet. [`Written::monitor`] is the URL of its status.
    Accepted,
}

/// The requested entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    Create,
    Update,
    Upsert,
}

impl<T> Written<T> {
    /// The entity as it is now, where the service sent it.
    pub fn entity(&self) -> Option<&T> {
        self.entity.as_ref().ok()
    }

    /// The entity as it is now, where the service sent it.
    pub fn into_entity(self) -> Option<T> {
        self.entity.ok()
    }

    /// The entity after the change, or why the response does not contain it.
    ///
    /// # Errors
    ///
    /// [`Error::NoContent`] when the response is empty, [`Error::Decode`] when a body of 201 Created or 202 Accepted is
    /// no such entity. The change was made all the same.
    pub fn try_into_entity(self) -> Result<T, Error> {
        self.entity
    }

    /// What the service did.
    pub fn outcome(&self) -> WriteOutcome {
        self.outcome
    }

    /// The address of the entity, if the service sent it: `OData-EntityId`, else `Location` (protocol 4.01, 8.3.3 and
    /// 8.3.4).
    pub fn reference(&self) -> Option<&Reference<T>> {
        self.reference.as_ref()
    }

    /// The URL of the status of an accepted request: `Location` of 202 Accepted (protocol 4.01, 8.3.3), as an
    /// absolute URL. The header `Retry-After` states when to request it.
    pub fn monitor(&self) -> Option<&str> {
        self.monitor.as_deref()
    }
}

impl RawResponse {
    /// The response of a change.
    ///
    /// # Errors
    ///
    /// [`Error::OData`] when the body is an error; [`Error::Decode`] when it is something else than the entity and the
    /// status does not mean that the change was made or accepted.
    pub(crate) fn decode_written<T: Wire>(
        self,
        write: Write,
        origin: &Origin,
    ) -> Result<Response<Written<T>>, Error> {
        let (status, headers) = (self.status, self.headers.clone());
        let mut reader = Reader::new(&origin.client);
        let entity = self.written_entity(origin, &mut reader)?;
        let is_created = match write {
            Write::Create => true,
            Write::Update => false,
            // Protocol 4.01, 11.4.4 and 8.3.3: the response to an upsert that creates is that of a create.
            Write::Upsert => {
                status == StatusCode::CREATED || headers.contains_key(http::header::LOCATION)
            }
        };
        let outcome = match status {
            StatusCode::ACCEPTED => WriteOutcome::Accepted,
            _ if is_created => WriteOutcome::Created,
            _ => WriteOutcome::Updated,
        };
        let written = Written {
            entity,
            reference: reference(status, &headers, origin),
            monitor: monitor(status, &headers).map(|link| absolute(origin, link)),
            outcome,
        };
        Ok(Response::new(status, headers, written).with_mended(reader.mended))
    }

    fn written_entity<T: Wire>(
        self,
        origin: &Origin,
        reader: &mut Reader,
    ) -> Result<Result<T, Error>, Error> {
        if self.is_empty() {
            return Ok(Err(self.no_content()));
        }
        let is_done = [StatusCode::CREATED, StatusCode::ACCEPTED].contains(&self.status);
        let failure = match object_fault::<T>(&self, &origin.uri) {
            Some(fault) => self.fault(fault),
            None => match reader.read(&self.body) {
                Ok(entity) => return Ok(Ok(entity)),
                Err(error) => self.undecodable(error),
            },
        };
        match failure {
            Error::NoContent(_) => Ok(Err(failure)),
            Error::Decode(_) if is_done => Ok(Err(failure)),
            _ => Err(failure),
        }
    }
}

fn reference<T>(status: StatusCode, headers: &HeaderMap, origin: &Origin) -> Option<Reference<T>> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    if let Some(id) = text("odata-entityid").filter(|id| !id.is_empty()) {
        let root = origin.client.root();
        let id = root.join(id).map_or_else(|_| id.to_owned(), String::from);
        return Some(Reference::to(id));
    }
    // `Location` of 202 is the URL of the status of the request.
    let location = text("location").filter(|_| status != StatusCode::ACCEPTED)?;
    Some(Reference::to(absolute(origin, location)))
}

/// A relative URL starts at that of the request (RFC 9110, 10.2.2).
fn absolute(origin: &Origin, url: &str) -> String {
    let base = Url::parse(&origin.uri.to_string()).ok();
    let joined = base.and_then(|base| base.join(url).ok());
    joined.map_or_else(|| url.to_owned(), String::from)
}

impl<T: fmt::Debug> fmt::Debug for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Written")
            .field("outcome", &self.outcome)
            .field("entity", &self.entity())
            .field("reference", &self.reference)
            // Links of services may contain secrets, so only their presence is shown.
            .field("has_monitor", &self.monitor.is_some())
            .finish()
    }
}
