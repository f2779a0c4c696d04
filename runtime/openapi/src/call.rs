//! Calls of operations.

mod output;
mod parts;
mod streams;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use clientwright_http::RetryPolicy;
use clientwright_values::__private::{Digits, request_json, text_json, text_request_json};
use http::{HeaderName, HeaderValue, Uri};

pub use output::{CallOutput, Received};
pub(crate) use parts::Parts;

use crate::Body;
use crate::client::Client;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::multipart::Form;
use crate::operation::Operation;
use crate::resource::Path;
use crate::response::Response;
use crate::stream::SendItems;
use crate::wire::Wire;

/// A call of an operation. Awaiting it sends the request and returns the result: nothing for `Call<()>`, or a value.
///
/// ```
/// # use clientwright_openapi::{Client, Call, Error, operation::{Operation, Segment}};
/// # async fn example(client: &Client) -> Result<(), Error> {
/// const PING: Operation = Operation { path: &[Segment::Text("/ping")], ..Operation::NONE };
/// let pong: String = Call::new(client, &PING).await?;
/// # Ok(()) }
/// ```
///
/// # Headers, options and limits
///
/// The calls of generated code become a `Call` by their method `request`. It takes what the description does not declare:
///
/// ```
/// use std::time::Duration;
///
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::retry::RetryPolicy;
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// const LIST_PETS: Operation = Operation { path: &[Segment::Text("/pets")], ..Operation::NONE };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let attempts = std::sync::Arc::new(std::sync::atomic::AtomicU16::new(0));
/// # let service = tower::service_fn(move |request: http::Request<Body>| {
/// #     let attempt = attempts.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
/// #     async move {
/// #         if request.headers()["x-trace"] != "7f3a" {
/// #             tokio::time::sleep(Duration::from_secs(5)).await;
/// #         }
/// #         let response = http::Response::builder().status(if attempt < 6 { 503 } else { 200 });
/// #         let response = response.header("x-attempts", attempt).body(Body::from(r#"["Rex","Mia"]"#));
/// #         Ok::<_, std::io::Error>(response.expect("a response"))
/// #     }
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let patient = RetryPolicy::new().max_retries(5).backoff(Duration::from_millis(1), Duration::from_millis(10));
/// let call: Call<Vec<String>> = Call::new(&client, &LIST_PETS)
///     .query("kind", "small dog")
///     .header("x-trace", "7f3a")
///     .retry(patient);
/// assert_eq!(call.url()?, "https://pets.example.com/pets?kind=small%20dog");
/// // The service is busy five times.
/// let response = call.send().await?;
/// assert_eq!(response.status(), 200);
/// assert_eq!(response.headers()["x-attempts"], "6");
/// assert_eq!(*response, ["Rex", "Mia"]);
///
/// // A request that gets no response.
/// let lost: Call<Vec<String>> = Call::new(&client, &LIST_PETS).header("x-trace", "7f3b").timeout(Duration::from_millis(50));
/// assert!(lost.await.expect_err("it takes too long").is_timeout());
/// # Ok(()) }
/// ```
///
/// # Bodies
///
/// Generated code calls the method for the media type that the description declares. The service of this example returns the media
/// type and the body that it receives:
///
/// ```
/// use clientwright_openapi::multipart::Form;
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::xml::{Document, Name, Shape};
/// use clientwright_openapi::{Body, Call, Client, Error};
/// use serde_json::json;
///
/// const JSON: Operation = Operation {
///     method: "POST",
///     path: &[Segment::Text("/pets")],
///     accept: "text/plain",
///     text: true,
///     ..Operation::NONE
/// };
/// const FORM: Operation = Operation { content_type: "application/x-www-form-urlencoded", ..JSON };
/// const TEXT: Operation = Operation { content_type: "text/plain", ..JSON };
/// const LINES: Operation = Operation { content_type: "application/jsonl", ..JSON };
/// const PICTURE: Operation = Operation { content_type: "image/png", ..JSON };
/// const XML: Operation = Operation {
///     content_type: "application/xml",
///     xml_body: Some(&Document { root: Name::new("pet"), shape: Shape::Any, objects: &[] }),
///     ..JSON
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let media_type = request.headers()["content-type"].to_str().expect("a text");
/// #     let body = String::from_utf8_lossy(request.body().as_bytes().expect("it is in memory"));
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(format!("{media_type}: {body}"))))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let call = |operation| Call::<String>::new(&client, operation);
/// let pet = json!({"name": "Rex", "tags": ["a", "b"]});
/// assert_eq!(call(&JSON).json(&pet).await?, r#"application/json: {"name":"Rex","tags":["a","b"]}"#);
/// assert_eq!(call(&FORM).form(&pet).await?, "application/x-www-form-urlencoded: name=Rex&tags=a&tags=b");
/// assert!(call(&XML).xml(&pet).await?.ends_with("<pet><name>Rex</name><tags>a</tags><tags>b</tags></pet>"));
/// assert_eq!(call(&TEXT).text("Rex & Co").await?, "text/plain: Rex & Co");
/// assert_eq!(call(&LINES).items([1, 2]).await?, "application/jsonl: 1\n2\n");
/// assert_eq!(call(&PICTURE).body(b"PNG".to_vec()).await?, "image/png: PNG");
/// // A media type that the description does not declare.
/// assert_eq!(call(&PICTURE).content("image/gif", "GIF89a").await?, "image/gif: GIF89a");
/// let form = Form::new().value("name", &"Rex".to_owned());
/// assert!(call(&JSON).multipart(form).await?.starts_with("multipart/form-data; boundary="));
/// # Ok(()) }
/// ```
/// # Errors
///
/// Every [`Error`].
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<R> {
    pub(crate) parts: Parts,
    marker: PhantomData<fn() -> R>,
}

impl<R> Call<R> {
    /// A call without arguments and without a body.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            parts: Parts::new(client.clone(), operation),
            marker: PhantomData,
        }
    }

    /// A call at a place: the names in the path of the operation have the values of the place, in their order.
    /// A place can be kept, for all operations below it:
    ///
    /// ```
    /// use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
    /// use clientwright_openapi::resource::Path;
    /// use clientwright_openapi::{Body, Call, Client, Error};
    ///
    /// const PET: Parameter = Parameter("petId", Location::Path(Style::SIMPLE));
    /// const DAY: Parameter = Parameter("day", Location::Path(Style::SIMPLE));
    /// const LIST_VISITS: Operation = Operation {
    ///     path: &[Segment::Text("/pets/"), Segment::Parameter(0), Segment::Text("/visits")],
    ///     parameters: &[PET],
    ///     ..Operation::NONE
    /// };
    /// const GET_VISIT: Operation = Operation {
    ///     path: &[Segment::Text("/pets/"), Segment::Parameter(1), Segment::Text("/visits/"), Segment::Parameter(0)],
    ///     parameters: &[DAY, PET],
    ///     ..Operation::NONE
    /// };
    ///
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
    /// let pet = Path::root(&client).value(&42);
    /// let visits: Call<Vec<String>> = Call::at(&pet, &LIST_VISITS);
    /// assert_eq!(visits.url()?.path(), "/pets/42/visits");
    /// // The order of the path counts, not that of the parameters.
    /// let visit: Call<String> = Call::at(&pet.value(&"2026-11-30".to_owned()), &GET_VISIT);
    /// assert_eq!(visit.url()?.path(), "/pets/42/visits/2026-11-30");
    /// # Ok(()) }
    /// ```
    pub fn at(place: &Path, operation: &'static Operation) -> Self {
        let mut call = Self::new(place.client(), operation);
        call.parts.place(place.values());
        call
    }

    /// The value of the parameter with this number; the last call counts.
    pub fn argument<V: Wire>(mut self, parameter: usize, value: &V) -> Self {
        self.parts.argument(parameter, text_json(value));
        self
    }

    /// The body, as JSON.
    pub fn json<V: Wire>(mut self, value: &V) -> Self {
        self.parts.json(request_json(value, Digits::Plain));
        self
    }

    /// A body of any other kind: bytes in memory, or a stream by [`Body::from_stream`].
    pub fn content(mut self, content_type: impl AsRef<str>, body: impl Into<Body>) -> Self {
        self.parts.content(content_type.as_ref(), body.into());
        self
    }

    /// The body, as a form: each member of the object is a pair, a list is a pair for each item, and an object inside is
    /// JSON (OpenAPI 3.1, 4.8.14.4), unless the operation states a [style](Operation::form) for the member.
    pub fn form<V: Wire>(mut self, value: &V) -> Self {
        self.parts.form(text_request_json(value, Digits::Plain));
        self
    }

    /// The body, as XML, by the [table of the operation](Operation::xml_body).
    pub fn xml<V: Wire>(mut self, value: &V) -> Self {
        self.parts.xml(request_json(value, Digits::Plain));
        self
    }

    /// The body, as several values, one after the other: JSON lines, or a JSON text sequence if that is the media type of the
    /// operation.
    pub fn items<V>(mut self, items: impl Into<SendItems<V>>) -> Self {
        self.parts.items(items.into());
        self
    }

    /// The body, as several parts (RFC 7578): `multipart/form-data`, or the `multipart` media type of the operation.
    pub fn multipart(mut self, form: impl Into<Form>) -> Self {
        self.parts.multipart(form.into());
        self
    }

    /// The body, as a text in UTF-8.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.body(text.into())
    }

    /// A body of the media type of the operation.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.parts.body(body.into());
        self
    }

    /// Sets a header, in place of the one of that name that the request or the client has; but `Prefer` adds up. A name
    /// or value that cannot be sent fails the call.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: fmt::Display>,
        V: TryInto<HeaderValue, Error: fmt::Display>,
    {
        self.parts.header(name, value);
        self
    }

    /// Adds a query option, not percent-encoded: for what has no method here.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.parts.query(name.as_ref(), value.as_ref());
        self
    }

    /// The same call for another media type of the response, and whether it is a text: for generated code.
    #[doc(hidden)]
    pub fn accept<S>(mut self, media_types: &'static str, is_text: bool) -> Call<S> {
        self.parts.asked = Some((media_types, is_text));
        Call {
            parts: self.parts,
            marker: PhantomData,
        }
    }

    /// How long it may take in all, with all repeats and the pauses between them, in place of the client's [`timeout`](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.parts.timeout = Some(limit);
        self
    }

    /// How it is sent again when it fails, in place of the [policy of the client](crate::ClientBuilder::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.retry = Some(policy);
        self
    }

    /// The URL that the request will go to.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the request cannot be sent as it is.
    pub fn url(&self) -> Result<Uri, Error> {
        self.parts.uri()
    }

    /// Sends the request, and returns the response as a stream of its bytes, whatever the result is.
    ///
    /// # Errors
    ///
    /// Every [`Error`] but those of decoding.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use clientwright_openapi::operation::{Operation, Segment};
    /// use clientwright_openapi::{Body, Call, Client};
    /// use http_body_util::BodyExt as _;
    ///
    /// const EXPORT: Operation = Operation { path: &[Segment::Text("/export")], accept: "text/csv", ..Operation::NONE };
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), clientwright_openapi::future::BoxError> {
    /// # let service = tower::service_fn(|_| async {
    /// #     let chunks = ["id;name\n", "1;Rex\n"].map(|chunk| Ok::<_, std::io::Error>(Bytes::from(chunk)));
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from_stream(futures_util::stream::iter(chunks))))
    /// # });
    /// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
    /// let call: Call<Bytes> = Call::new(&client, &EXPORT);
    /// let mut response = call.stream().await?;
    /// let mut file = Vec::new();
    /// while let Some(frame) = response.body.frame().await {
    ///     if let Ok(chunk) = frame?.into_data() {
    ///         file.extend_from_slice(&chunk);
    ///     }
    /// }
    /// assert_eq!(file, b"id;name\n1;Rex\n");
    /// # Ok(()) }
    /// ```
    pub async fn stream(self) -> Result<clientwright_http::Response<Body>, Error> {
        self.parts.stream().await
    }
}

impl<R: CallOutput> Call<R> {
    /// Sends the request, and returns the result with status and headers.
    ///
    /// # Errors
    ///
    /// As for the call.
    pub async fn send(self) -> Result<Response<R>, Error> {
        if R::IS_STREAM {
            return R::begin(self.parts.arriving().await?).await;
        }
        let operation = self.parts.operation;
        let is_text = self.parts.asked.map_or(operation.text, |(_, text)| text);
        let response = self.parts.send().await?;
        R::read(Received {
            response,
            operation,
            is_text,
        })
    }
}

impl<R: CallOutput + 'static> std::future::IntoFuture for Call<R> {
    type Output = Result<R, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(Response::into_body) })
    }
}

impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.parts).finish()
    }
}

/// Gives a type that wraps a [`Call`] its `request`, `send` and `await`: for generated code.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($name:ident -> $output:ty) => {
        impl $name {
            /// The request, for headers and options.
            pub fn request(self) -> $crate::Call<$output> {
                self.0
            }

            /// Sends the request, and returns the result with status and headers.
            pub fn send(
                self,
            ) -> $crate::future::BoxFuture<
                'static,
                ::core::result::Result<$crate::Response<$output>, $crate::Error>,
            > {
                ::std::boxed::Box::pin(self.0.send())
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::future::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }
    };
}
