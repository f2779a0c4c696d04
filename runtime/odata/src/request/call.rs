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

    /// The body, in JSON, in place of the one that the request has.
    pub fn json(mut self, value: &impl Wire) -> Self {
        let digits = self.parts.client().dialect().digits;
        self.parts.json(request_json(value, digits));
        self
    }

    /// A body of any other kind: bytes in memory, or a stream by [`Body::from_stream`].
    pub fn content(mut self, content_type: impl AsRef<str>, body: impl Into<Body>) -> Self {
        self.parts.content(content_type.as_ref(), body.into());
        self
    }

    /// Reads only these properties of the result; further calls add more.
    pub fn select<O>(mut self, properties: impl Select<O>) -> Self
    where
        R: ResultOf<O>,
    {
        self.parts.options.select(properties);
        self
    }

    /// Reads entities that are related to the result along; further calls add more.
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have the properties of `{Owner}`",
    note = "use properties of the call's result"
)]
pub trait ResultOf<Owner> {}

impl<T> ResultOf<T> for T {}
impl<T> ResultOf<T> for Option<T> {}

/// Results of a call: `()`, every [`Wire`] value, and [`Bytes`] for a stream.
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
