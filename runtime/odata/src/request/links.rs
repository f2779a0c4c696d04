//! Links between entities, without the entities (OData protocol 4.01, 11.2.8 and 11.4.6).

use std::fmt;
use std::marker::PhantomData;

use http::Method;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{Call, Delete, List, Parts};
use crate::path::Path;
use crate::reference::Reference;
use crate::wire::{Codec, Wire};

/// The links of a navigation property to many: what [`Collection::links`](crate::Collection::links) returns.
///
/// ```
/// # use clientwright_odata::{Collection, Error, Item, literal, capability::Linked};
/// # struct User;
/// # async fn example(members: Collection<User, Linked>, user: Item<User>) -> Result<(), Error> {
/// members.links().add(&user).await?;
/// for link in members.links().list().collect_all().await? {
///     println!("{}", link.url);
/// }
/// members.links().remove(&user).await?; // ?$id=…
/// members.key(&[("id", literal("7"))]).unlink().await?; // members/7/$ref, as Microsoft Graph requires
/// # Ok(()) }
/// ```
pub struct Links<T> {
    /// Ends with `$ref`.
    path: Path,
    marker: PhantomData<fn() -> T>,
}

impl<T> Links<T> {
    pub(crate) fn new(path: Path) -> Self {
        Self {
            path: path.link(),
            marker: PhantomData,
        }
    }

    /// Lists the links (`GET …/$ref`).
    pub fn list(&self) -> List<Link> {
        List::new(Parts::new(Method::GET, self.path.clone()))
    }

    /// Adds a link (`POST …/$ref`). The service may respond that it exists already.
    pub fn add(&self, target: impl Into<Reference<T>>) -> Call<()> {
        Call::new(linking(Method::POST, self.path.clone(), &target.into()))
    }

    /// Removes a link (`DELETE …/$ref?$id=…`). The entity stays.
    pub fn remove(&self, target: impl Into<Reference<T>>) -> Delete {
        let mut delete = Delete::new(self.path.clone());
        let target = target.into();
        match target.url(self.path.client().root()) {
            Ok(url) => delete.parts.query("$id", &url),
            Err(reason) => delete.parts.fail(reason),
        }
        delete
    }
}

/// A request that makes a link.
pub(crate) fn linking<T>(method: Method, path: Path, target: &Reference<T>) -> Parts {
    let root = path.client().root().clone();
    let mut parts = Parts::new(method, path);
    match target.url(&root) {
        // The name with the prefix is understood by services of 4.0 and 4.01 alike (OData JSON 4.01, 14).
        Ok(url) => parts.json(serde_json::to_vec(&serde_json::json!({ "@odata.id": url }))),
        Err(reason) => parts.fail(reason),
    }
    parts
}

impl<T> Clone for Links<T> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            marker: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Links<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Links").field(&self.path).finish()
    }
}

/// A link to an entity, as a service writes it (OData JSON 4.01, 14).
///
/// ```
/// use clientwright_odata::{Client, Error, Item, request::Link, resource::Reference};
/// # use clientwright_odata::{Body, capability::Full};
/// # type User = serde_json::Value;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match request.uri().path() {
/// #         "/me/manager/$ref" => r#"{"@odata.id":"https://example.com/users('7')"}"#,
/// #         "/users('7')" => r#"{"name":"Ada"}"#,
/// #         other => panic!("{other}"),
/// #     })))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let manager: Item<User> = Item::<User>::root(&client, "me").navigate("manager");
/// let link: Link = manager.link().await?; // GET me/manager/$ref
/// assert_eq!(link.url, "https://example.com/users('7')");
///
/// let manager = Reference::<User>::to(link.url).get(&client).await?;
/// assert_eq!(manager["name"], "Ada");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The URL of the entity, absolute or relative to the service root.
    pub url: String,
}

impl Wire for Link {
    type Codec = Self;
}

impl Codec<Self> for Link {
    type NonNull = Self;

    const TYPE: crate::wire::TypeName = crate::wire::TypeName::Object("Edm.EntityType");

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = Map::<String, Value>::deserialize(deserializer)?;
        let url = object.get("@odata.id").or_else(|| object.get("@id"));
        match url.and_then(Value::as_str) {
            Some(url) => Ok(Self {
                url: url.to_owned(),
            }),
            None => Err(D::Error::missing_field("@odata.id")),
        }
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("@odata.id", &value.url)?;
        map.end()
    }
}
