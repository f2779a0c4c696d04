//! The position of a builder in a service: a collection of entities, or one of them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use http::Method;

pub use crate::composed::Composed;
pub use crate::path::Path;
pub use crate::reference::{Reference, Related};

use crate::Body;
use crate::capability::{self, Full};
use crate::client::Client;
use crate::request::{
    Call, Count, Create, CreateMedia, Delete, Get, Link, Links, List, Media, MediaEntity, Parts,
    Update, Upsert, linking,
};
use crate::wire::KeyLiteral;
use crate::wire::Wire;

/// A collection of entities: an entity set, or a navigation property to many. `C` states which requests are allowed;
/// see [`capability`].
///
/// Generated code wraps it in a builder of its own with the operations of the type. If a navigation property has a type
/// that was not generated, it is the builder.
///
/// ```
/// use clientwright_odata::{Client, Collection, literal};
/// use serde_json::{Value as User, Value as Guest, json};
/// # use clientwright_odata::{Body, Error};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let line = (request.method().as_str(), request.uri().path(), request.headers()["content-type"].to_str().unwrap());
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match line {
/// #         ("POST", "/users", "application/json") => r#"{"id":"7","name":"Ada"}"#,
/// #         ("POST", "/users", "image/png") => r#"{"id":"8"}"#,
/// #         other => panic!("{other:?}"),
/// #     })))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
///
/// // One of them, by its key or by an alternate one.
/// let seven = users.key(&[("id", literal("7"))]);
/// assert_eq!(seven.get().url()?, "https://example.com/users('7')");
/// let ada = users.alternate_key(&[("mail", literal("ada@example.org"))]);
/// assert_eq!(ada.get().url()?, "https://example.com/users(mail='ada%40example.org')");
///
/// // Those of a derived type.
/// let guests = users.cast::<Guest>("ns.guest");
/// assert_eq!(guests.count().url()?, "https://example.com/users/ns.guest/$count");
///
/// // New ones, from properties or from bytes.
/// let created = users.create(&json!({"name": "Ada"})).await?.try_into_entity()?;
/// assert_eq!(created["id"], "7");
/// let created = users.create_media("image/png", b"\x89PNG".to_vec()).await?.try_into_entity()?;
/// assert_eq!(created["id"], "8");
/// # Ok(()) }
/// ```
pub struct Collection<T, C = Full> {
    path: Path,
    marker: PhantomData<fn() -> (T, C)>,
}

/// One entity: a singleton, an entity of a collection, or a navigation property to one. `C` states which requests are
/// allowed; see [`capability`].
///
/// ```
/// use clientwright_odata::capability::{self, Full, Linked};
/// use clientwright_odata::{self as rt, Client, Collection, Item, literal};
/// use serde_json::{Value as User, Value as Guest, Value as Team, json};
/// # use clientwright_odata::{Body, Error};
///
/// // `Full` allows neither `PUT` nor upserts: few services have them.
/// rt::path! {
///     SettingsPath: Get Write Replace Upsert; ..
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let sent = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
/// #     let line = format!("{} {} {sent}", request.method(), request.uri().path());
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match &*line {
/// #         "GET /me/photo " => "\u{89}PNG",
/// #         r#"PUT /me/team/$ref {"@odata.id":"https://example.com/teams('red')"}"# => "",
/// #         r#"PUT /me/settings {"theme":"dark"}"# | r#"PATCH /me/settings {"theme":"dark"}"# => "",
/// #         other => panic!("{other}"),
/// #     })))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let me = Item::<User>::root(&client, "me");
///
/// // What is related to it, and what it has of a derived type.
/// let reports: Collection<User> = me.navigate_collection("reports");
/// assert_eq!(reports.list().url()?, "https://example.com/me/reports");
/// let team: Item<Team, Linked> = me.navigate("team");
/// assert_eq!(me.cast::<Guest>("ns.guest").get().url()?, "https://example.com/me/ns.guest");
///
/// // Another team, by a link to it.
/// let red = Collection::<Team>::root(&client, "teams").key(&[("id", literal("red"))]);
/// team.set_link(&red).await?; // PUT me/team/$ref
///
/// // The bytes of a stream property.
/// let photo = me.stream("photo").download().await?.bytes(1 << 20).await?;
/// assert!(photo.ends_with(b"PNG"));
///
/// // An entity as a whole: in place of the one that is there, or also when there is none.
/// let settings: Item<User, SettingsPath> = me.navigate("settings");
/// settings.replace(&json!({"theme": "dark"})).await?; // PUT me/settings
/// settings.upsert(&json!({"theme": "dark"})).await?; // PATCH me/settings
/// # Ok(()) }
/// ```
pub struct Item<T, C = Full> {
    path: Path,
    marker: PhantomData<fn() -> (T, C)>,
}

impl<T, C> Collection<T, C> {
    /// An entity set of the service.
    pub fn root(client: &Client, name: &str) -> Self {
        Self::at(Path::root(client).segment(name))
    }

    pub(crate) fn at(path: Path) -> Self {
        Self {
            path,
            marker: PhantomData,
        }
    }

    /// Where it is; operations bound to the collection are called on it.
    pub fn path(&self) -> Path {
        self.path.clone()
    }

    /// The entities of a derived type alone (OData URL conventions 4.01, 4.11). What the path allows, it allows for
    /// them.
    ///
    /// `type_name` is the qualified name of `D`: for a generated type, `D::NAME` of [`Object`](crate::Object).
    pub fn cast<D>(&self, type_name: &str) -> Collection<D, C> {
        Collection::at(self.path().segment(type_name))
    }

    /// The entity with this key: each key property by name with its value, in the order of the metadata.
    ///
    /// A key that is not allowed in a URL (an empty one, `.` or `..` as a path segment) fails the request.
    pub fn key(&self, key: &[(&str, KeyLiteral)]) -> Item<T, C>
    where
        C: capability::Key,
    {
        Item::at(self.path().key(key))
    }

    /// The entity with this alternate key (`Core.AlternateKeys`), which is in parentheses with its names in every
    /// dialect (OData URL conventions 4.01, 4.3.5).
    pub fn alternate_key(&self, key: &[(&str, KeyLiteral)]) -> Item<T, C>
    where
        C: capability::Key,
    {
        Item::at(self.path().alternate_key(key))
    }

    /// The links of a navigation property to many (`/$ref`).
    pub fn links(&self) -> Links<T>
    where
        C: capability::Reference,
    {
        Links::new(self.path())
    }

    /// Lists the entities.
    pub fn list(&self) -> List<T>
    where
        C: capability::List,
    {
        List::new(Parts::new(Method::GET, self.path()))
    }

    /// Counts the entities (`/$count`).
    pub fn count(&self) -> Count<T>
    where
        C: capability::List,
    {
        Count::new(self.path().count())
    }

    /// Creates an entity.
    ///
    /// Properties that are `None` are not sent: the service decides what that means, often a default. Use
    /// [`set_null`](Create::set_null) to send null.
    pub fn create(&self, entity: &T) -> Create<T>
    where
        T: Wire,
        C: capability::Insert,
    {
        Create::new(self.path(), entity)
    }

    /// Creates an entity from single properties, each with a value or null.
    ///
    /// ```
    /// # use clientwright_odata::{Collection, Error, Property};
    /// # type User = serde_json::Value;
    /// # const NAME: Property<User, String> = Property::new("name");
    /// # const NICK: Property<User, String> = Property::new("nick");
    /// # async fn example(users: Collection<User>) -> Result<(), Error> {
    /// let created = users.create_with().set(NAME, "Ada").set_null(NICK).await?;
    /// # Ok(()) }
    /// ```
    pub fn create_with(&self) -> Create<T>
    where
        C: capability::Insert,
    {
        Create::with(self.path())
    }

    /// Creates a media entity of its bytes (OData protocol 4.01, 11.4.7.1): bytes in memory, a [`Body`] of any kind, or
    /// a stream by [`Body::from_stream`].
    pub fn create_media(
        &self,
        content_type: impl AsRef<str>,
        body: impl Into<Body>,
    ) -> CreateMedia<T>
    where
        T: MediaEntity,
        C: capability::Insert,
    {
        CreateMedia::new(self.path(), content_type.as_ref(), body.into())
    }
}

impl<T, C> Item<T, C> {
    /// A singleton of the service.
    pub fn root(client: &Client, name: &str) -> Self {
        Self::at(Path::root(client).segment(name))
    }

    pub(crate) fn at(path: Path) -> Self {
        Self {
            path,
            marker: PhantomData,
        }
    }

    /// Where it is; operations bound to the entity are called on it.
    pub fn path(&self) -> Path {
        self.path.clone()
    }

    /// The bytes of a media entity (`/$value`).
    pub fn media(&self) -> Media<C> {
        Media::new(self.path().value())
    }

    /// The bytes of a stream property (OData protocol 4.01, 11.4.8).
    pub fn stream(&self, name: &str) -> Media<C> {
        Media::new(self.path().segment(name))
    }

    /// Reads the link of a navigation property to one, without the entity (`GET …/$ref`).
    pub fn link(&self) -> Call<Link> {
        Call::new(Parts::new(Method::GET, self.path().link()))
    }

    /// The entity as what links and bindings point to.
    pub fn reference(&self) -> Reference<T> {
        Reference::at(self.path.uri(""))
    }

    /// Follows a navigation property to a single entity (OData URL conventions 4.01, 4.3). `D` states which requests its
    /// path allows.
    pub fn navigate<U, D>(&self, name: &str) -> Item<U, D> {
        Item::at(self.path().segment(name))
    }

    /// Follows a navigation property to many entities (OData URL conventions 4.01, 4.3). `D` states which requests its
    /// path allows.
    pub fn navigate_collection<U, D>(&self, name: &str) -> Collection<U, D> {
        Collection::at(self.path().segment(name))
    }

    /// The entity as one of a derived type (OData URL conventions 4.01, 4.11). The service responds with 404 when it
    /// is none. It allows what the path allows.
    ///
    /// `type_name` is the qualified name of `D`: for a generated type, `D::NAME` of [`Object`](crate::Object).
    pub fn cast<D>(&self, type_name: &str) -> Item<D, C> {
        Item::at(self.path().segment(type_name))
    }

    /// Links a navigation property to one with an entity, in place of the one before (`PUT …/$ref`; OData protocol 4.01,
    /// 11.4.6.3).
    pub fn set_link(&self, target: impl Into<Reference<T>>) -> Call<()>
    where
        C: capability::Reference,
    {
        Call::new(linking(Method::PUT, self.path().link(), &target.into()))
    }

    /// Removes a link, not the entity (`DELETE …/$ref`): that of a navigation property to one, or that of this entity
    /// in a navigation property to many.
    pub fn unlink(&self) -> Delete
    where
        C: capability::Reference,
    {
        Delete::new(self.path().link())
    }

    /// Reads the entity.
    pub fn get(&self) -> Get<T>
    where
        C: capability::Get,
    {
        Get::new(self.path())
    }

    /// Updates the entity (`PATCH`).
    pub fn update(&self) -> Update<T>
    where
        C: capability::Update,
    {
        Update::new(Method::PATCH, self.path())
    }

    /// Replaces the entity as a whole (`PUT`): what `entity` does not have gets its default, or null. Related entities
    /// in it go along as for [`Update::entity`].
    pub fn replace(&self, entity: &T) -> Update<T>
    where
        T: Wire,
        C: capability::Replace,
    {
        Update::new(Method::PUT, self.path()).entity(entity)
    }

    /// Creates the entity at this place, or updates it when it exists (OData protocol 4.01, 11.4.4).
    pub fn upsert(&self, entity: &T) -> Upsert<T>
    where
        T: Wire,
        C: capability::Upsert,
    {
        Upsert::new(C::METHOD, self.path(), entity)
    }

    /// Deletes the entity.
    pub fn delete(&self) -> Delete
    where
        C: capability::Delete,
    {
        Delete::new(self.path())
    }
}

impl<T, C> From<&Item<T, C>> for Reference<T> {
    fn from(item: &Item<T, C>) -> Self {
        item.reference()
    }
}

impl<T, C> From<Item<T, C>> for Reference<T> {
    fn from(item: Item<T, C>) -> Self {
        item.reference()
    }
}

// One for all, since each impl of a generated builder is compiled for all of a service's types.
/// The entity of a generated builder.
impl<T, C, B: Deref<Target = Item<T, C>>> From<&B> for Reference<T> {
    fn from(builder: &B) -> Self {
        builder.reference()
    }
}

/// Something that stands at a place of the service, and is shown by that place under the name of a type around it: for
/// [`builder!`](macro@crate::builder).
#[doc(hidden)]
pub trait Show {
    /// Shows it.
    ///
    /// # Errors
    ///
    /// The formatter's error.
    fn show(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

// Not derived: neither `T` nor `C` needs to be `Clone` or `Debug`.
macro_rules! clone_and_debug {
    ($($name:ident)*) => {$(
        impl<T, C> Clone for $name<T, C> {
            fn clone(&self) -> Self {
                Self::at(self.path.clone())
            }
        }

        impl<T, C> fmt::Debug for $name<T, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.show(stringify!($name), f)
            }
        }

        impl<T, C> Show for $name<T, C> {
            fn show(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(name).field(&self.path).finish()
            }
        }
    )*};
}
clone_and_debug!(Collection Item);
