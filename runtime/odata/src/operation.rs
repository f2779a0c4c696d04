//! Calls of functions and actions (OData URL conventions 4.01, 4.5; protocol 4.01, 11.5).

use http::Method;

use crate::composed::Composed;
use crate::encode;
use crate::path::Path;
use crate::query::Null;
use crate::request::{Call, Changes, List, Parts, Unwritable};
use crate::resource::{Collection, Item};
use crate::wire::{Argument, Wire};

impl Path {
    /// A call of a function. With an empty `namespace`, or the client's default one, the name is not qualified.
    pub fn function(mut self, namespace: &str, name: &str) -> Function {
        self.push_operation(namespace, name);
        Function::new(self)
    }

    /// A call of an action. With an empty `namespace`, or the client's default one, the name is not qualified.
    pub fn action(mut self, namespace: &str, name: &str) -> Action {
        self.push_operation(namespace, name);
        Action::new(self)
    }

    /// A call of a function import, by its name in the entity container.
    pub fn function_import(self, name: &str) -> Function {
        self.function("", name)
    }

    /// A call of an action import, by its name in the entity container.
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

    /// The call of a composable function that returns a single entity, with the builder of that entity. `R` is what the
    /// result of the call: `T`, or an `Option` of it.
    pub fn compose<R, T, B>(self, builder: impl FnOnce(Item<T>) -> B) -> Composed<Call<R>, B> {
        let path = self.into_path();
        let call = Call::new(Parts::new(Method::GET, path.clone()));
        Composed::new(call, builder(Item::at(path)))
    }

    /// The call of a composable function that returns entities, with the builder of their collection.
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

    /// A parameter; `None` is null.
    pub fn argument<V: Wire>(self, name: &'static str, value: V) -> Self {
        self.set(|parameters| parameters.set(name, &value))
    }

    /// Several parameters, as the properties of one object.
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a parameter of type `{Value}`",
    label = "expected a `{Value}`, what becomes one by `Into`, an `Option` of that, or `null()`"
)]
pub trait IntoNullable<Value, Kind> {
    /// The value; `None` is null.
    fn into_nullable(self) -> Option<Value>;
}

/// A value, as the `Kind` of [`IntoNullable`].
#[derive(Clone, Copy, Debug)]
pub enum OfValue {}

/// An `Option`, as the `Kind` of [`IntoNullable`].
#[derive(Clone, Copy, Debug)]
pub enum OfOption {}

/// Null, as the `Kind` of [`IntoNullable`].
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
