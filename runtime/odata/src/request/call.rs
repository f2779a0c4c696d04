//! Calls of functions and actions with a single result or none (OData protocol 4.01, 11.5).

use std::marker::PhantomData;

use bytes::Bytes;
use clientwright_values::__private::{
    BinaryContent, Content, JsonContent, NoContent, request_json,
};

use super::{Origin, Parts, Prepared, Request, Sending};
use crate::Body;
use crate::error::{Error, RawResponse};
use crate::query::{Expand, Select};
use crate::response::Response;
use crate::wire::Wire;

/// Calls a function or an action. Awaiting it returns the result: nothing for `Call<()>`, a value, or an
/// `Option` where the result may be null.
///
/// ```
/// # use clientwright_odata::{Client, Error, resource::Path};
/// # async fn example(client: &Client) -> Result<(), Error> {
/// let greeting: String = Path::root(client).function_import("greet").call::<String>().await?;
/// Path::root(client).action_import("reset").call::<()>().await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Every [`Error`]; [`Error::NoContent`] when there is no result where one was expected.
#[must_use = "a request does nothing until it is awaited"]
pub struct Call<R> {
    parts: Parts,
    marker: PhantomData<fn() -> R>,
}

super::query_methods!(Call<R>);

impl<R> Call<R> {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            parts,
            marker: PhantomData,
        }
    }

    /// Reads a response without content, and null, as `None` instead of an error: for results that are null although
    /// the metadata does not declare it.
    ///
    /// ```
    /// # use clientwright_odata::{Client, Error, resource::Path};
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let nearest: Option<String> = Path::root(client).function_import("nearest").call::<String>().optional().await?;
    /// # Ok(()) }
    /// ```
    pub fn optional(self) -> Call<Option<R>> {
        Call::new(self.parts)
    }

    /// The body, in JSON, in place of the one that the request has. A value that cannot be written fails the request.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error};
    /// # use http::Method;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!(request.headers()["content-type"], "application/json");
    /// #     assert_eq!(request.body().as_bytes().unwrap(), br#"{"ids":["1","2"]}"#);
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"value":2}"#)))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// // An action that the metadata does not declare.
    /// let ids = serde_json::json!({"ids": ["1", "2"]});
    /// let closed: i32 = client.request(Method::POST, "tickets/close").json(&ids).await?;
    /// assert_eq!(closed, 2);
    /// # Ok(()) }
    /// ```
    pub fn json(mut self, value: &impl Wire) -> Self {
        let digits = self.parts.client().dialect().digits;
        self.parts.json(request_json(value, digits));
        self
    }

    /// A body of any other kind: bytes in memory, or a stream by [`Body::from_stream`], which is sent once, without repeats.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error};
    /// # use http::Method;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!(request.headers()["content-type"], "text/csv");
    /// #     assert_eq!(request.body().as_bytes().unwrap(), b"id;name\n1;Ada\n");
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(r#"{"value":1}"#)))
    /// # });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// let table = "id;name\n1;Ada\n";
    /// let imported: i32 = client.request(Method::POST, "import").content("text/csv", table).await?;
    /// assert_eq!(imported, 1);
    /// # Ok(()) }
    /// ```
    pub fn content(mut self, content_type: impl AsRef<str>, body: impl Into<Body>) -> Self {
        self.parts.content(content_type.as_ref(), body.into());
        self
    }

    /// Reads only these properties of the result; further calls add more.
    ///
    /// URL conventions 4.01, 5.1.4.
    pub fn select<O>(mut self, properties: impl Select<O>) -> Self
    where
        R: ResultOf<O>,
    {
        self.parts.options.select(properties);
        self
    }

    /// Reads entities that are related to the result along; further calls add more.
    ///
    /// URL conventions 4.01, 5.1.3.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Error, Navigation, Property, resource::Path};
    /// # type User = serde_json::Value;
    /// const NAME: Property<User, String> = Property::new("name");
    /// const MANAGER: Navigation<User, User> = Navigation::new("manager");
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// let oldest = Path::root(&client).function_import("oldest").call::<User>();
    /// let oldest = oldest.select(NAME).expand(MANAGER.select(NAME));
    /// assert_eq!(oldest.url()?.query(), Some("$select=name&$expand=manager($select=name)"));
    /// # Ok(()) }
    /// ```
    pub fn expand<O>(mut self, properties: impl Expand<O>) -> Self
    where
        R: ResultOf<O>,
    {
        self.parts.options.expand(properties);
        self
    }
}

impl<R: CallResult> Call<R> {
    /// Calls the operation, and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// As for the request.
    pub fn send(self) -> Sending<R> {
        self.prepare().send()
    }
}

impl<R: CallResult> Request for Call<R> {
    type Output = R;

    fn prepare(self) -> Prepared<R> {
        let mut parts = self.parts;
        parts.accept(R::ACCEPT);
        Prepared::new(parts, |response, origin| {
            R::from_raw_response(sealed::Sealed(response?, origin))
        })
    }
}

super::into_future!(Call<R: CallResult> -> R);

/// A result whose properties are those of an `Owner`: the owner itself, or an `Option` of it where the result may be
/// null.
///
/// ```
/// use clientwright_odata::request::{Call, ResultOf};
/// # use clientwright_odata::{Body, Client, Error, Property, resource::Path};
/// # type User = serde_json::Value;
/// # const NAME: Property<User, String> = Property::new("name");
///
/// /// Reads no more than a list shows of a user, whether there must be one or not.
/// fn short<R: ResultOf<User>>(call: Call<R>) -> Call<R> {
///     call.select(NAME)
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let oldest = || Path::root(&client).function_import("oldest");
/// assert_eq!(short(oldest().call::<User>()).url()?.query(), Some("$select=name"));
/// assert_eq!(short(oldest().call::<Option<User>>()).url()?.query(), Some("$select=name"));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have the properties of `{Owner}`",
    note = "use properties of the call's result"
)]
pub trait ResultOf<Owner> {}

impl<T> ResultOf<T> for T {}
impl<T> ResultOf<T> for Option<T> {}

/// Results of a call: `()`, every [`Wire`] value, and [`Bytes`] for a stream. It cannot be implemented elsewhere.
///
/// ```
/// use clientwright_odata::request::{Bytes, Call, CallResult};
/// use clientwright_odata::{Client, Error};
/// # use clientwright_odata::Body;
///
/// /// Calls an operation, and logs the id that the service gave to the request.
/// async fn logged<R: CallResult>(call: Call<R>, log: &mut Vec<String>) -> Result<R, Error> {
///     let response = call.send().await?;
///     let id = response.headers().get("request-id");
///     log.extend(id.and_then(|id| id.to_str().ok()).map(str::to_owned));
///     Ok(response.into_body())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async {
/// #     let response = http::Response::builder().header("request-id", "r1");
/// #     Ok::<_, std::io::Error>(response.body(Body::from(r#"{"value":3}"#)).unwrap())
/// # });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let mut log = Vec::new();
/// let text = |name: &str| client.request::<Bytes>(http::Method::GET, name);
/// assert_eq!(logged(client.request::<i32>(http::Method::GET, "total"), &mut log).await?, 3);
/// assert_eq!(&logged(text("total"), &mut log).await?[..], br#"{"value":3}"#);
/// logged(client.request::<()>(http::Method::POST, "reset"), &mut log).await?;
/// assert_eq!(log, ["r1", "r1", "r1"]);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a call",
    note = "it must implement `Wire`"
)]
pub trait CallResult: Sized {
    /// What is accepted as a response.
    #[doc(hidden)]
    const ACCEPT: &'static str;

    #[doc(hidden)]
    fn from_raw_response(response: sealed::Sealed) -> Result<Response<Self>, Error>;
}

// The message for a type without `Wire` is about `Wire`, not about kinds.
#[diagnostic::do_not_recommend]
impl<T: Content<Kind: Read<T>>> CallResult for T {
    const ACCEPT: &'static str = T::Kind::ACCEPT;

    fn from_raw_response(response: sealed::Sealed) -> Result<Response<Self>, Error> {
        T::Kind::read(response.0, &response.1)
    }
}

/// How contents of a kind are read.
trait Read<T> {
    const ACCEPT: &'static str = "application/json";

    fn read(response: RawResponse, origin: &Origin) -> Result<Response<T>, Error>;
}

impl Read<()> for NoContent {
    fn read(response: RawResponse, _: &Origin) -> Result<Response<()>, Error> {
        response.ignore()
    }
}

impl Read<Bytes> for BinaryContent {
    const ACCEPT: &'static str = "*/*";

    fn read(response: RawResponse, _: &Origin) -> Result<Response<Bytes>, Error> {
        Ok(response.into_bytes())
    }
}

impl<T: Wire> Read<T> for JsonContent {
    fn read(response: RawResponse, origin: &Origin) -> Result<Response<T>, Error> {
        response.decode_result(origin)
    }
}

mod sealed {
    #[derive(Debug)]
    pub struct Sealed(pub(super) super::RawResponse, pub(super) super::Origin);
}
