//! Objects with only some properties set.

use std::fmt;
use std::marker::PhantomData;

use clientwright_values::__private::Digits;
use clientwright_values::__private::request_json;
use serde_json::value::{RawValue, to_raw_value};

use super::changes::{Changes, Unwritable};
use crate::client::{Bindings, Client};
use crate::reference::Related;
use crate::wire::Wire;

/// An object of type `T` with only some properties set, each to a value or null; the others stay unchanged.
/// `For` is its purpose, which determines the properties that can be set: a [`Change`] of an existing object, or a
/// [`Creation`].
///
/// ```
/// # use clientwright_odata::{Item, Property, request::Partial};
/// # type User = serde_json::Value; type Address = serde_json::Value;
/// # const ADDRESS: Property<User, Address> = Property::new("address");
/// # const CITY: Property<Address, String> = Property::new("city");
/// # const STREET: Property<Address, String> = Property::new("street");
/// # async fn example(user: Item<User>) -> Result<(), clientwright_odata::Error> {
/// // {"address":{"city":"Oslo","street":null}}
/// user.update()
///     .set_in(ADDRESS, |address| address.set(CITY, "Oslo").set_null(STREET))
///     .await?;
/// # Ok(()) }
/// ```
///
/// OData 4.0 leaves it to the service whether it changes only the sent properties of a complex value, or replaces it;
/// in 4.01 it changes only the sent properties (protocol 4.01, 11.4.3).
#[must_use = "it does nothing until it is sent"]
pub struct Partial<T, For = Change> {
    pub(crate) changes: Changes,
    pub(crate) error: Option<Box<str>>,
    marker: PhantomData<fn() -> (T, For)>,
}

/// What a property of type `Value` can be set to: whatever becomes a `Value` by [`Into`].
///
/// Null is no value: [`set_null`](Partial::set_null) sets it.
///
/// ```
/// use clientwright_odata::request::{IntoValue, Update};
/// # use clientwright_odata::{Body, Client, Error, Item, Property, Wire};
/// # type User = serde_json::Value;
/// # const NAME: Property<User, String> = Property::new("name");
/// # const AGE: Property<User, i64> = Property::new("age");
///
/// /// Sets a property only if there is a value: without one, it stays as it is.
/// fn set_some<V: Wire>(user: Update<User>, property: Property<User, V>, value: Option<impl IntoValue<V>>) -> Update<User> {
///     match value {
///         Some(value) => user.set(property, value),
///         None => user,
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     assert_eq!(request.body().as_bytes().unwrap(), br#"{"age":36}"#);
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let update = Item::<User>::root(&client, "me").update();
/// let update = set_some(update, NAME, None::<&str>); // a `&str` is the value of a `String`
/// set_some(update, AGE, Some(36_u8)).await?; // PATCH {"age":36}
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a property of type `{Value}`",
    label = "expected a `{Value}`, or what becomes one by `Into`",
    note = "null is set by `set_null`; literals of numbers need their type (`5_i16`, `1.5_f32`)"
)]
pub trait IntoValue<Value> {
    /// The value.
    fn into_value(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Into<V>, V> IntoValue<V> for T {
    fn into_value(self) -> V {
        self.into()
    }
}

/// What a [`Partial`] is for: changing something that is there. Key, Immutable and Computed properties are not taken.
///
/// ```
/// use clientwright_odata::request::{Change, Partial};
/// # use clientwright_odata::{Body, Client, Collection, Error, Property, literal};
/// # type User = serde_json::Value; type Address = serde_json::Value;
/// # const ADDRESS: Property<User, Address> = Property::new("address");
/// # const CITY: Property<Address, String> = Property::new("city");
///
/// fn move_to(city: &str) -> impl FnOnce(Partial<Address, Change>) -> Partial<Address, Change> {
///     move |address| address.set(CITY, city)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     assert_eq!(request.body().as_bytes().unwrap(), br#"{"address":{"city":"Oslo"}}"#);
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let user = Collection::<User>::root(&client, "users").key(&[("id", literal("1"))]);
/// user.update().set_in(ADDRESS, move_to("Oslo")).await?; // PATCH {"address":{"city":"Oslo"}}
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Change(());

/// What a [`Partial`] is for: creating something. Computed properties are not taken.
///
/// ```
/// use clientwright_odata::request::{Creation, Partial};
/// # use clientwright_odata::{Body, Client, Collection, Error, Property, mark};
/// # type User = serde_json::Value; type Address = serde_json::Value;
/// # const ADDRESS: Property<User, Address> = Property::new("address");
/// # const CITY: Property<Address, String> = Property::new("city");
/// # const COUNTRY: Property<Address, String, mark::Immutable> = Property::new("country");
///
/// /// The country can never be changed later.
/// fn address(country: &str, city: &str) -> impl FnOnce(Partial<Address, Creation>) -> Partial<Address, Creation> {
///     move |address| address.set(COUNTRY, country).set(CITY, city)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
/// #     assert_eq!(body, r#"{"address":{"country":"NO","city":"Oslo"}}"#);
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
/// // POST {"address":{"country":"NO","city":"Oslo"}}
/// users.create_with().set_in(ADDRESS, address("NO", "Oslo")).await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Creation(());

/// What sets the purposes apart.
pub(crate) trait Purpose {
    /// Whether an object is created, whose type a reader could not know. An object that is changed has a type already,
    /// perhaps one that derives from the declared one, which then must not be named.
    const MAKES: bool;
}

impl Purpose for Change {
    const MAKES: bool = false;
}

impl Purpose for Creation {
    const MAKES: bool = true;
}

impl<T, For> Partial<T, For> {
    /// An object without any property.
    #[expect(clippy::new_without_default, reason = "it would repeat `new`")]
    pub fn new() -> Self {
        Self {
            changes: Changes::default(),
            error: None,
            marker: PhantomData,
        }
    }

    /// An object for a body of a client's.
    pub(crate) fn of(client: &Client) -> Self {
        Self::new().with(client.dialect().digits)
    }

    /// The object, with values to be written like this.
    pub(crate) fn with(mut self, digits: Digits) -> Self {
        self.changes.digits = digits;
        self
    }

    /// The same properties, of another type.
    pub(crate) fn of_type<D>(self) -> Partial<D, For> {
        Partial {
            changes: self.changes,
            error: self.error,
            marker: PhantomData,
        }
    }

    pub(crate) fn check<E: fmt::Display>(&mut self, result: Result<(), E>) {
        if let Err(error) = result {
            self.error.get_or_insert_with(|| error.to_string().into());
        }
    }

    /// All properties that were set, with the type where it is required.
    pub(crate) fn finish(mut self) -> Result<Changes, Box<str>>
    where
        T: Wire,
        For: Purpose,
    {
        if For::MAKES
            && let Some(name) = T::WRITTEN_TYPE
        {
            let result = self.changes.set_type(name);
            self.check(result);
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.changes),
        }
    }

    pub(crate) fn nest<V: Wire, F: Purpose>(&mut self, name: &'static str, value: Partial<V, F>) {
        match value.finish() {
            Ok(value) => {
                let result = self.changes.set_object(name, &value);
                self.check(result);
            }
            Err(error) => self.check(Err(error)),
        }
    }

    pub(crate) fn add_new<N: Related<T, New: Wire>>(&mut self, property: &N, new: &N::New) {
        let name = property.wire_name();
        let result = if N::MANY {
            let items = request_json(new, self.changes.digits)
                .map_err(Unwritable::from)
                .and_then(|json| Ok(serde_json::from_slice::<Vec<Box<RawValue>>>(&json)?));
            items.and_then(|items| self.changes.append(name, items))
        } else {
            self.changes.set(name, new)
        };
        self.check(result);
    }

    pub(crate) fn bind_to<N: Related<T>>(
        &mut self,
        client: &Client,
        property: &N,
        existing: N::Existing,
    ) {
        let mut urls = Vec::new();
        for reference in N::references(existing) {
            match reference.url(client.root()) {
                Ok(url) => urls.push(url.into_owned()),
                Err(reason) => return self.check(Err(reason)),
            }
        }
        let bindings = client.dialect().bindings;
        let result = bound::<N, T>(&mut self.changes, bindings, property.wire_name(), &urls);
        self.check(result);
    }
}

/// Writes references to existing entities (OData JSON 4.0, 8.5; JSON 4.01, 8.5).
fn bound<N: Related<T>, T>(
    changes: &mut Changes,
    bindings: Bindings,
    name: &'static str,
    urls: &[String],
) -> Result<(), Unwritable> {
    let raw = |url: &String| match bindings {
        Bindings::Annotation => to_raw_value(url),
        Bindings::Id => to_raw_value(&serde_json::json!({ "@id": url })),
    };
    let mut values = urls.iter().map(raw).collect::<Result<Vec<_>, _>>()?;
    let name = match bindings {
        Bindings::Annotation => format!("{name}@odata.bind").into(),
        Bindings::Id => name.into(),
    };
    if N::MANY {
        return changes.append(name, values);
    }
    if let Some(value) = values.pop() {
        changes.insert(name, value);
    }
    Ok(())
}

impl<T, For> fmt::Debug for Partial<T, For> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partial").field(&self.changes).finish()
    }
}

/// The setters of a typed object that is being written. `$inner` is where its `Partial` is.
macro_rules! change_methods {
    ($name:ident<$parameter:ident $(, $fixed:ident)?>, $($inner:ident)?, $for:ident, $mark:path, $set:literal) => {
        impl<$parameter> $name<$parameter $(, $fixed)?> {
            #[doc = $set]
            ///
            /// The value is anything that becomes a `V` by `Into`; number literals need their type: `5_i16`, `1.5_f32`.
            /// Complex values and collections are sent as a whole; [`set_in`](Self::set_in) sends a part.
            pub fn set<V: $crate::Wire, M: $mark>(
                mut self,
                property: $crate::Property<$parameter, V, M>,
                value: impl $crate::request::IntoValue<V>,
            ) -> Self {
                let partial = &mut self$(.$inner)?;
                let result = partial.changes.set(property.name(), &value.into_value());
                partial.check(result);
                self
            }

            /// Sets a property to null, where leaving it out means something else.
            pub fn set_null<V, M: $crate::mark::SetNull>(
                mut self,
                property: $crate::Property<$parameter, V, M>,
            ) -> Self {
                (&mut self$(.$inner)?).changes.set_null(property.name());
                self
            }

            /// Sets some properties of a complex value, each to a value or to null; see
            /// [`Partial`](crate::request::Partial).
            pub fn set_in<V: $crate::Wire, M: $mark>(
                mut self,
                property: $crate::Property<$parameter, V, M>,
                part: impl FnOnce($crate::request::Partial<V, $crate::request::$for>) -> $crate::request::Partial<V, $crate::request::$for>,
            ) -> Self {
                let part = part($crate::request::Partial::new().with((&self$(.$inner)?).changes.digits));
                (&mut self$(.$inner)?).nest(property.name(), part);
                self
            }

            /// Sets a property whose type is abstract, or has derived types, to some properties of a derived type,
            /// which is named (`@odata.type`).
            pub fn set_in_as<D: $crate::Wire + $crate::Object + Into<V>, V, M: $mark>(
                mut self,
                property: $crate::Property<$parameter, V, M>,
                part: impl FnOnce($crate::request::Partial<D, $crate::request::$for>) -> $crate::request::Partial<D, $crate::request::$for>,
            ) -> Self {
                let mut part = part($crate::request::Partial::new().with((&self$(.$inner)?).changes.digits));
                let result = part.changes.set_type(D::NAME);
                part.check(result);
                (&mut self$(.$inner)?).nest(property.name(), part);
                self
            }
        }
    };
}
pub(crate) use change_methods;

change_methods!(Partial<T, Change>, , Change, crate::mark::Set, "Sets a property.");
change_methods!(Partial<T, Creation>, , Creation, crate::mark::Create, "Sets a property.");
