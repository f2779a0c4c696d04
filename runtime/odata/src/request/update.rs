//! Updating an entity (OData protocol 4.01, 11.4.3).

use http::Method;

use super::{Partial, Parts, Prepared, Request, Sending};
use crate::object::Object;
use crate::path::Path;
use crate::wire::Wire;
use crate::written::{Write, Written};

/// Updates the properties of one entity that are set (`PATCH`), or replaces it (`PUT`) when
/// [`replace`](crate::Item::replace) created it. Awaiting it returns the result, with the new entity if the service
/// sends it: request it with [`returning`](Update::returning).
///
/// ```
/// # use clientwright_odata::{Error, Item, Property, mark};
/// # async fn example(workflow: Item<Workflow>) -> Result<(), Error> {
/// # type Workflow = serde_json::Value;
/// # const NAME: Property<Workflow, String, mark::Required> = Property::new("displayName");
/// # const DESCRIPTION: Property<Workflow, String> = Property::new("description");
/// workflow.update().set(NAME, "Leavers").set_null(DESCRIPTION).await?;
/// # Ok(()) }
/// # type Workflow = serde_json::Value;
/// ```
///
/// # Errors
///
/// Every [`Error`](crate::Error); one that [`is_precondition_failed`](crate::Error::is_precondition_failed) when the
/// etag has changed.
#[must_use = "a request does nothing until it is awaited"]
pub struct Update<T> {
    parts: Parts,
    partial: Partial<T>,
}

super::query_methods!(Update<T>);
super::shape_methods!(Update<T>);
super::if_match_methods!(Update<T>);
super::return_methods!(Update<T>);
super::bind_methods!(Update<T>);
super::change_methods!(
    Update<T>,
    partial,
    Change,
    crate::mark::Set,
    "Sets a property."
);

impl<T> Update<T> {
    pub(crate) fn new(method: Method, path: Path) -> Self {
        Self {
            partial: Partial::of(path.client()),
            parts: Parts::writing(method, path),
        }
    }

    /// Takes the entity for one of a derived type, whose properties can be set then; the type is named in the body. For
    /// services whose declared type is abstract, or not what the entity is.
    ///
    /// ```
    /// # use clientwright_odata as rt;
    /// # use clientwright_odata::{Body, Client, Collection, Error, Property, literal};
    /// # #[derive(Default)]
    /// # struct DirectoryObject { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { DirectoryObject = "NS.directoryObject"; }
    /// # #[derive(Default)]
    /// # struct User { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { User = "NS.user"; }
    /// # rt::derived!(User: DirectoryObject);
    /// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!(request.body().as_bytes().unwrap(), br##"{"@odata.type":"#NS.user","name":"Ada"}"##);
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// let objects = Collection::<DirectoryObject>::root(&client, "directoryObjects");
    /// let ada = objects.key(&[("id", literal("1"))]);
    /// // PATCH {"@odata.type":"#NS.user","name":"Ada"}
    /// ada.update().as_type::<User>().set(User::NAME, "Ada").await?;
    /// # Ok(()) }
    /// ```
    pub fn as_type<D: Object + Into<T>>(self) -> Update<D> {
        let mut partial = self.partial.of_type();
        let result = partial.changes.set_type(D::NAME);
        partial.check(result);
        Update {
            parts: self.parts,
            partial,
        }
    }
}

impl<T: Wire> Update<T> {
    /// Sets all properties of a struct that are not `None`, without Computed ones, the key, and data that only
    /// responses have (context, etag, links). So an entity that was read can be sent back. Properties that are `None`
    /// stay unchanged; use [`set_null`](Self::set_null) to remove a value.
    ///
    /// Related entities in the struct, as `$expand` reads them, are sent too: services of OData 4.01 relate exactly
    /// these from then on (Protocol 4.01, 11.4.3.1), older ones reject them. Set those fields to `None` if that is not
    /// intended.
    ///
    /// ```
    /// use clientwright_odata::{self as rt, Client, Error, Item};
    /// # use clientwright_odata::Body;
    ///
    /// #[derive(Default)]
    /// struct User {
    ///     name: Option<String>,
    ///     nick: Option<String>,
    ///     additional_properties: rt::PropertyBag,
    ///     odata: Option<Box<rt::Annotations>>,
    /// }
    /// rt::object! { User = "NS.user"; name = "name", nick = "nick", }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     if request.method() == http::Method::PATCH {
    /// #         assert_eq!(request.headers()["if-match"], "W/\"1\"");
    /// #         assert_eq!(request.body().as_bytes().unwrap(), br#"{"name":"Ada L."}"#);
    /// #     }
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"@odata.etag":"W/\"1\"","name":"Ada"}"#)))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// let me = Item::<User>::root(&client, "me");
    /// let mut user = me.get().await?;
    /// user.name = Some("Ada L.".to_owned());
    /// // PATCH {"name":"Ada L."}, unless somebody has changed it since.
    /// me.update().entity(&user).if_match_of(&user).await?;
    /// # Ok(()) }
    /// ```
    pub fn entity(mut self, entity: &T) -> Self {
        let result = self.partial.changes.merge_update(entity);
        self.partial.check(result);
        self
    }

    /// Updates the entity, and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<Written<T>> {
        self.prepare().send()
    }
}

impl<T: Wire> Request for Update<T> {
    type Output = Written<T>;

    fn prepare(self) -> Prepared<Written<T>> {
        let mut parts = self.parts;
        parts.partial(self.partial);
        Prepared::new(parts, |response, origin| {
            response?.decode_written(Write::Update, &origin)
        })
    }
}

super::into_future!(Update<T: Wire> -> Written<T>);
