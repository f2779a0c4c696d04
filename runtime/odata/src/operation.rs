//! Calls of functions and actions (OData URL conventions 4.01, 4.5; protocol 4.01, 11.5).
//! Both begin at a [`Path`]: of the service, of a collection or of an entity, whatever they are bound to. Generated code has
//! a method for each:
//!
//! ```
//! use clientwright_odata::resource::Path;
//! use clientwright_odata::{Client, Collection, Item, Property, literal, null};
//! use serde_json::{Value, json};
//! # use clientwright_odata::{Body, Error};
//!
//! const ADDRESS: Property<Value, String> = Property::new("address");
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let sent = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap().to_owned();
//! #     let line = format!("{} {} {sent}", request.method(), request.uri());
//! #     Ok::<_, std::io::Error>(http::Response::new(Body::from(match &*line {
//! #         r#"POST https://example.com/reset {"force":true,"scope":"all"}"# => "",
//! #         r#"POST https://example.com/rooms('7')/ns.book {"hours":2,"title":null}"# => r#"{"value":"B-12"}"#,
//! #         _ => panic!("{line}"),
//! #     })))
//! # });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! let rooms = Collection::<Value>::root(&client, "rooms");
//! let room = rooms.key(&[("id", literal("7"))]);
//!
//! // A function that is bound to a collection; a parameter that is left out has the default of the service.
//! let free = rooms
//!     .path()
//!     .function("ns", "free")
//!     .argument("seats", 10)
//!     .optional_argument("floor", Some(2))
//!     .optional_argument("building", None::<String>)
//!     .list::<Value>();
//! assert_eq!(free.url()?, "https://example.com/rooms/ns.free(seats=10,floor=2)");
//!
//! // A function import.
//! let opens = Path::root(&client).function_import("opens").argument("day", "mon".to_owned()).call::<String>();
//! assert_eq!(opens.url()?, "https://example.com/opens(day='mon')");
//!
//! // An action that is bound to an entity; its parameters are in the body.
//! let book = room.path().action("ns", "book").argument("hours", 2).argument("title", None::<String>);
//! let number: String = book.call().await?;
//! assert_eq!(number, "B-12");
//!
//! // An action import, with all parameters in one value.
//! Path::root(&client).action_import("reset").body(&json!({"force": true, "scope": "all"})).call::<()>().await?;
//!
//! // The result of a composable function is a place like any other, below which requests go on.
//! let largest = room.path().function("ns", "neighbours").compose_collection::<Value, Value, _>(|rooms| rooms);
//! let second = largest.key(&[("id", literal("8"))]).get();
//! assert_eq!(second.url()?, "https://example.com/rooms('7')/ns.neighbours()('8')");
//! let owner = room.path().function("ns", "owner").compose::<Value, Value, _>(|owner: Item<Value>| owner);
//! let address = owner.property(ADDRESS).get();
//! assert_eq!(address.url()?, "https://example.com/rooms('7')/ns.owner()/address");
//! # Ok(()) }
//! ```

use http::Method;

use crate::composed::Composed;
use crate::encode;
use crate::path::Path;
use crate::query::Null;
use crate::request::{Call, Changes, List, Parts, Unwritable};
use crate::resource::{Collection, Item};
use crate::wire::{Argument, Wire};

impl Path {
    /// A call of a function that is bound to what is at the path. With an empty `namespace`, or the client's
    /// [default one](crate::ClientBuilder::default_namespace), the name is not qualified.
    pub fn function(mut self, namespace: &str, name: &str) -> Function {
        self.push_operation(namespace, name);
        Function::new(self)
    }

    /// A call of an action that is bound to what is at the path. With an empty `namespace`, or the client's
    /// [default one](crate::ClientBuilder::default_namespace), the name is not qualified.
    pub fn action(mut self, namespace: &str, name: &str) -> Action {
        self.push_operation(namespace, name);
        Action::new(self)
    }

    /// A call of a function import, by its name in the entity container; on the [root](Self::root) of the service.
    pub fn function_import(self, name: &str) -> Function {
        self.function("", name)
    }

    /// A call of an action import, by its name in the entity container; on the [root](Self::root) of the service.
    pub fn action_import(self, name: &str) -> Action {
        self.action("", name)
    }
}

/// A call of a function, whose arguments are in the URL.
///
/// ```
/// # use clientwright_odata::{Body, Client, resource::Path};
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let call = Path::root(&client)
///     .function("ns", "greet")
///     .argument("name", "O'Neil".to_owned())
///     .argument("tags", vec!["a".to_owned()])
///     .call::<String>();
/// assert_eq!(
///     call.url()?.to_string(),
///     "https://example.com/ns.greet(name='O''Neil',tags=@p1)?@p1=%5B%22a%22%5D",
/// );
/// # Ok::<(), clientwright_odata::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a function is called by what `call()` or `list()` returns"]
pub struct Function {
    path: Path,
    /// `name=value,…`, percent-encoded.
    arguments: String,
}

impl Function {
    fn new(path: Path) -> Self {
        Self {
            path,
            arguments: String::new(),
        }
    }

    /// An argument. Values without a literal form go through a parameter alias (URL conventions 4.01, 5.3).
    pub fn argument<V: Wire>(mut self, name: &str, value: V) -> Self {
        if !self.arguments.is_empty() {
            self.arguments.push(',');
        }
        encode::segment(&mut self.arguments, name);
        self.arguments.push('=');
        match value.argument(self.path.client().dialect().enum_literals) {
            Argument::Literal(text) => encode::literal(&mut self.arguments, &text),
            Argument::Json(json) => {
                let alias = self.path.push_alias(&json);
                self.arguments.push_str(&alias);
            }
        }
        self
    }

    /// An argument that is left out when it is `None` (`Core.OptionalParameter`).
    pub fn optional_argument<V: Wire>(self, name: &str, value: Option<V>) -> Self {
        match value {
            Some(value) => self.argument(name, value),
            None => self,
        }
    }

    /// The call, for a single result.
    pub fn call<R>(self) -> Call<R> {
        Call::new(Parts::new(Method::GET, self.into_path()))
    }

    /// The call, for a collection.
    pub fn list<T>(self) -> List<T> {
        List::new(Parts::new(Method::GET, self.into_path()))
    }

    /// The single entity that a composable function returns.
    pub fn item<T, C>(self) -> Item<T, C> {
        Item::at(self.into_path())
    }

    /// The collection of entities that a composable function returns.
    pub fn collection<T, C>(self) -> Collection<T, C> {
        Collection::at(self.into_path())
    }

    /// The call of a composable function that returns a single entity, with the builder of that entity. `R` is the
    /// result of the call: `T`, or an `Option` of it. See [`Composed`].
    pub fn compose<R, T, B>(self, builder: impl FnOnce(Item<T>) -> B) -> Composed<Call<R>, B> {
        let path = self.into_path();
        let call = Call::new(Parts::new(Method::GET, path.clone()));
        Composed::new(call, builder(Item::at(path)))
    }

    /// The call of a composable function that returns entities, with the builder of their collection. See [`Composed`].
    pub fn compose_collection<R, T, B>(
        self,
        builder: impl FnOnce(Collection<T>) -> B,
    ) -> Composed<List<R>, B> {
        let path = self.into_path();
        let list = List::new(Parts::new(Method::GET, path.clone()));
        Composed::new(list, builder(Collection::at(path)))
    }

    fn into_path(mut self) -> Path {
        // URL conventions 4.01, 4.5: parentheses may be left out where there are no arguments, but 4.0 needs them.
        self.path.push_encoded("(");
        self.path.push_encoded(&self.arguments);
        self.path.push_encoded(")");
        self.path
    }
}

/// A call of an action, whose parameters are in the body.
///
/// ```
/// # use clientwright_odata::{Client, Error, resource::Path};
/// # async fn example(client: &Client) -> Result<(), Error> {
/// // POST ns.greet {"name":"Ada","times":null}
/// Path::root(client)
///     .action("ns", "greet")
///     .argument("name", "Ada".to_owned())
///     .argument("times", None::<i32>)
///     .call::<()>()
///     .await?;
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "an action is called by what `call()` or `list()` returns"]
pub struct Action {
    path: Path,
    parameters: Option<Changes>,
}

impl Action {
    fn new(path: Path) -> Self {
        Self {
            path,
            parameters: None,
        }
    }

    /// A parameter; `None` is null. A value that cannot be written fails the request.
    pub fn argument<V: Wire>(self, name: &'static str, value: V) -> Self {
        self.set(|parameters| parameters.set(name, &value))
    }

    /// Several parameters, as the properties of one object. A value that cannot be written as an object fails the request.
    pub fn body<P: Wire>(self, parameters: &P) -> Self {
        self.set(|before| before.merge(parameters))
    }

    /// Sends an object of parameters, also without any parameter: for an action whose parameters are all optional.
    pub fn with_parameters(self) -> Self {
        self.set(|_| Ok(()))
    }

    fn set(mut self, change: impl FnOnce(&mut Changes) -> Result<(), Unwritable>) -> Self {
        let parameters = self.parameters.get_or_insert_with(Changes::default);
        parameters.digits = self.path.client().dialect().digits;
        if let Err(error) = change(parameters) {
            self.path.fail(format!("parameters: {error}"));
        }
        self
    }

    /// The call, for a single result or none: `Call<()>`.
    pub fn call<R>(self) -> Call<R> {
        Call::new(self.into_parts())
    }

    /// The call, for a collection. Further pages are read by `GET`.
    pub fn list<T>(self) -> List<T> {
        List::new(self.into_parts())
    }

    fn into_parts(self) -> Parts {
        let mut parts = Parts::new(Method::POST, self.path);
        if let Some(parameters) = self.parameters {
            parts.json(parameters.to_json());
        }
        parts
    }
}

/// Accepted values of a nullable parameter of type `Value`: everything that becomes a `Value` by [`Into`], an `Option`
/// of that, or [`null()`](crate::null). `Kind` distinguishes these and is always inferred.
///
/// ```
/// use clientwright_odata::operation::IntoNullable;
/// use clientwright_odata::{Client, null, request::Call, resource::Path};
/// # use clientwright_odata::{Body, Error};
///
/// /// `deadline` in days; null is none.
/// fn set_deadline<K>(client: &Client, deadline: impl IntoNullable<i64, K>) -> Call<()> {
///     let action = Path::root(client).action("ns", "setDeadline");
///     action.argument("deadline", deadline.into_nullable()).call()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = request.body().as_bytes().unwrap();
/// #     assert!([&br#"{"deadline":3}"#[..], br#"{"deadline":null}"#].contains(&body));
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// set_deadline(&client, 3_i32).await?; // `K` is `OfValue`
/// set_deadline(&client, Some(3_i32)).await?; // `OfOption`
/// set_deadline(&client, null()).await?; // `OfNull`
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a parameter of type `{Value}`",
    label = "expected a `{Value}`, what becomes one by `Into`, an `Option` of that, or `null()`"
)]
pub trait IntoNullable<Value, Kind> {
    /// The value; `None` is null.
    fn into_nullable(self) -> Option<Value>;
}

/// A value, as the `Kind` of [`IntoNullable`].
///
/// ```
/// use clientwright_odata::operation::{IntoNullable, OfValue};
/// assert_eq!(IntoNullable::<i64, OfValue>::into_nullable(3_i32), Some(3));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OfValue {}

/// An `Option`, as the `Kind` of [`IntoNullable`].
///
/// ```
/// use clientwright_odata::operation::{IntoNullable, OfOption};
/// assert_eq!(IntoNullable::<i64, OfOption>::into_nullable(Some(3_i32)), Some(3));
/// assert_eq!(IntoNullable::<i64, OfOption>::into_nullable(None::<i32>), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OfOption {}

/// Null, as the `Kind` of [`IntoNullable`].
///
/// ```
/// use clientwright_odata::{null, operation::{IntoNullable, OfNull}};
/// assert_eq!(IntoNullable::<i64, OfNull>::into_nullable(null()), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub enum OfNull {}

#[diagnostic::do_not_recommend]
impl<T: Into<V>, V> IntoNullable<V, OfValue> for T {
    fn into_nullable(self) -> Option<V> {
        Some(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Into<V>, V> IntoNullable<V, OfOption> for Option<T> {
    fn into_nullable(self) -> Option<V> {
        self.map(Into::into)
    }
}

impl<V> IntoNullable<V, OfNull> for Null {
    fn into_nullable(self) -> Option<V> {
        None
    }
}
