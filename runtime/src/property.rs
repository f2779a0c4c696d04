//! Single properties of an entity, with requests of their own.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::Method;

use crate::EncodeError;
use crate::capability::{self, Full};
use crate::json::request_json;
use crate::path::Path;
use crate::query::{Property, mark};
use crate::request::{Call, Delete, IntoValue, Parts};
use crate::request_body::Digits;
use crate::resource::Item;
use crate::wire::Wire;

/// A single structural property of an entity: what [`Item::property`] makes of a constant.
///
/// ```
/// # use odata_runtime::{Error, Item, Property};
/// # type User = serde_json::Value;
/// # async fn example(user: Item<User>) -> Result<(), Error> {
/// # const CITY: Property<User, String> = Property::new("city");
/// let city: Option<String> = user.property(CITY).get().await?;
/// user.property(CITY).set("Köln").await?;
/// user.property(CITY).clear().await?;
/// # Ok(()) }
/// ```
///
/// OData protocol 4.01, 11.2.4 and 11.4.9.
pub struct EntityProperty<V, M, C = Full> {
    path: Path,
    #[expect(clippy::type_complexity, reason = "names without values")]
    marker: PhantomData<fn() -> (V, M, C)>,
}

impl<T, C> Item<T, C> {
    /// One structural property, with requests of its own.
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

    /// Reads the value.
    pub fn get(&self) -> Call<Option<V>>
    where
        V: Wire,
        C: capability::Get,
    {
        Call::new(Parts::new(Method::GET, self.path()))
    }

    /// Reads the value as it is, without JSON around it (`$value`): the text of a primitive value, the bytes of a binary
    /// one. Null is empty.
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

/// OData JSON Format 4.01, 11: an object stands for itself, anything else in the member `value`.
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
