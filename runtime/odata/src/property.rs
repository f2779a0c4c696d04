//! Single properties of an entity, with requests of their own.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use clientwright_values::__private::Digits;
use clientwright_values::__private::request_json;
use http::Method;

use crate::capability::{self, Full};
use crate::json::EncodeError;
use crate::path::Path;
use crate::polymorphic::FromEntries;
use crate::query::{Property, mark};
use crate::request::{Call, Count, Delete, IntoValue, List, Parts, Update};
use crate::resource::Item;
use crate::wire::Wire;

/// A single structural property of an entity: what [`Item::property`] makes of a constant.
///
/// ```
/// # use clientwright_odata::{Error, Item, Property};
/// # type User = serde_json::Value;
/// # async fn example(user: Item<User>) -> Result<(), Error> {
/// # const CITY: Property<User, String> = Property::new("city");
/// let city: Option<String> = user.property(CITY).get().await?;
/// user.property(CITY).set("Köln").await?;
/// user.property(CITY).clear().await?;
/// # Ok(()) }
/// ```
///
/// OData protocol 4.01, 11.2.4, 11.2.6 and 11.4.9.
pub struct EntityProperty<V, M, C = Full> {
    path: Path,
    #[expect(clippy::type_complexity, reason = "names without values")]
    marker: PhantomData<fn() -> (V, M, C)>,
}

impl<T, C> Item<T, C> {
    /// One structural property, with requests of its own (OData URL conventions 4.01, 4.6).
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error, Item, Property, mark};
    /// # type User = serde_json::Value;
    /// const NAME: Property<User, String, mark::Required> = Property::new("name");
    /// const TAGS: Property<User, Vec<String>> = Property::new("tags");
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     let sent = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match (request.method().as_str(), request.uri().path()) {
    /// #         ("PUT", "/me/name") => { assert_eq!(sent, r#"{"value":"Ada"}"#); "" }
    /// #         ("GET", "/me/name/$value") => "Ada",
    /// #         ("GET", "/me/tags") => r#"{"value":["a","b"]}"#,
    /// #         other => panic!("{other:?}"),
    /// #     })))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// let me = Item::<User>::root(&client, "me");
    /// me.property(NAME).set("Ada").await?; // PUT me/name {"value":"Ada"}
    /// let text = me.property(NAME).raw().await?; // GET me/name/$value
    /// assert_eq!(&text[..], b"Ada");
    /// let tags = me.property(TAGS).list().collect_all().await?;
    /// assert_eq!(tags, ["a", "b"]);
    /// # Ok(()) }
    /// ```
    pub fn property<V, M>(&self, property: Property<T, V, M>) -> EntityProperty<V, M, C> {
        EntityProperty {
            path: self.path().segment(property.name()),
            marker: PhantomData,
        }
    }
}

impl<V, M, C> EntityProperty<V, M, C> {
    /// Where it is.
    pub fn path(&self) -> Path {
        self.path.clone()
    }

    /// Reads the value. A collection that the service divides into pages is an error: it is read by
    /// [`list`](Self::list).
    pub fn get(&self) -> Call<Option<V>>
    where
        V: Wire,
        C: capability::Get,
    {
        Call::new(Parts::new(Method::GET, self.path()))
    }

    /// Reads the value as it is, without JSON around it (`$value`): the text of a primitive value, the bytes of a
    /// binary one. Null is empty.
    pub fn raw(&self) -> Call<Bytes>
    where
        C: capability::Get,
    {
        Call::new(Parts::new(Method::GET, self.path().value()))
    }

    /// Replaces the value (`PUT`); of a complex value, all of it.
    pub fn set(&self, value: impl IntoValue<V>) -> Call<()>
    where
        V: Wire,
        M: mark::Set,
        C: capability::Write,
    {
        let mut parts = Parts::new(Method::PUT, self.path());
        parts.json(body(
            &value.into_value(),
            self.path.client().dialect().digits,
        ));
        Call::new(parts)
    }

    /// Sets the property to null (`DELETE`).
    pub fn clear(&self) -> Delete
    where
        M: mark::SetNull,
        C: capability::Write,
    {
        Delete::new(self.path())
    }
}

/// A collection-valued property is a collection of its own (OData protocol 4.01, 11.2.6).
impl<V, M, C> EntityProperty<Vec<V>, M, C> {
    /// Lists the items: a page, all pages, or a stream, as for a collection of entities.
    ///
    /// ```
    /// # use clientwright_odata::{Error, Item, Property};
    /// # type User = serde_json::Value;
    /// # const TAGS: Property<User, Vec<String>> = Property::new("tags");
    /// # async fn example(user: Item<User>) -> Result<(), Error> {
    /// let tags: Vec<String> = user.property(TAGS).list().collect_all().await?;
    /// let how_many: u64 = user.property(TAGS).count().await?;
    /// # Ok(()) }
    /// ```
    pub fn list(&self) -> List<V>
    where
        C: capability::Get,
    {
        List::new(Parts::new(Method::GET, self.path()))
    }

    /// Counts the items (`/$count`; OData URL conventions 4.01, 4.8).
    pub fn count(&self) -> Count<V>
    where
        C: capability::Get,
    {
        Count::new(self.path().count())
    }
}

/// A complex property can be changed in part (OData protocol 4.01, 11.4.9.3).
impl<V: Wire + FromEntries, M, C> EntityProperty<V, M, C> {
    /// Updates the properties that are set of a complex value (`PATCH`); the others stay as they are.
    ///
    /// ```
    /// # use clientwright_odata::{Error, Item, Object, Property};
    /// # type User = serde_json::Value;
    /// # async fn example<Address: Object + clientwright_odata::Wire + 'static>(
    /// #     user: Item<User>, ADDRESS: Property<User, Address>, CITY: Property<Address, String>,
    /// # ) -> Result<(), Error> {
    /// user.property(ADDRESS).update().set(CITY, "Köln").await?;
    /// # Ok(()) }
    /// ```
    pub fn update(&self) -> Update<V>
    where
        M: mark::Set,
        C: capability::Write,
    {
        Update::new(Method::PATCH, self.path())
    }
}

/// OData JSON Format 4.01, 11: an object is the body itself, other values are in the member `value`.
fn body<V: Wire>(value: &V, digits: Digits) -> Result<Vec<u8>, EncodeError> {
    let json = request_json(value, digits)?;
    Ok(match V::IS_OBJECT {
        true => json,
        false => [br#"{"value":"#.as_slice(), &json, b"}"].concat(),
    })
}

impl<V, M, C> Clone for EntityProperty<V, M, C> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            marker: PhantomData,
        }
    }
}

impl<V, M, C> fmt::Debug for EntityProperty<V, M, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EntityProperty").field(&self.path).finish()
    }
}
