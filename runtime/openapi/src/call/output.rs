//! Results of calls.

use bytes::Bytes;
use clientwright_http::Response as Answer;
use clientwright_values::__private::{BinaryContent, Content, JsonContent, NoContent};

use crate::content;
use crate::error::{DecodeFailure, Error, NoContentError, UndeclaredError};
use crate::future::BoxFuture;
use crate::operation::Operation;
use crate::response::Response;
use crate::stream::Arriving;
use crate::wire::Wire;

/// The result of a call: `()`, every [`Wire`] value, [`Bytes`], and the streams of [`stream`](crate::stream).
///
/// Operations whose successes differ have an enum of their own in generated code; see [`Received`]. A type of a program can read a
/// format that this crate does not know:
///
/// ```
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::{Body, Call, CallOutput, Client, Error, Received, Response};
///
/// const EXPORT: Operation = Operation { path: &[Segment::Text("/export")], accept: "text/csv", ..Operation::NONE };
///
/// /// The rows of a table in CSV.
/// struct Table(Vec<Vec<String>>);
///
/// impl CallOutput for Table {
///     fn read(received: Received) -> Result<Response<Self>, Error> {
///         received.bytes(|body| {
///             let text = String::from_utf8_lossy(&body);
///             let cells = |row: &str| row.split(';').map(str::to_owned).collect();
///             Self(text.lines().map(cells).collect())
///         })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async {
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from("id;name\n1;Rex\n")))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let table: Table = Call::new(&client, &EXPORT).await?;
/// assert_eq!(table.0, [["id", "name"], ["1", "Rex"]]);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a call",
    note = "it must implement `Wire`"
)]
pub trait CallOutput: Sized {
    /// Reads a response that succeeded.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], [`Error::NoContent`] and [`Error::Undeclared`].
    fn read(received: Received) -> Result<Response<Self>, Error>;

    /// Whether the body is read as it arrives, by [`begin`](Self::begin).
    #[doc(hidden)]
    const IS_STREAM: bool = false;

    /// Reads the head of a response that succeeded.
    #[doc(hidden)]
    fn begin(_: Arriving) -> BoxFuture<'static, Result<Response<Self>, Error>> {
        Box::pin(async { Err(Error::invalid("the result of the call is not a stream")) })
    }
}

/// A response that succeeded, with the operation that was called: what a [`CallOutput`] is read from.
///
/// Generated code has an enum for each operation whose description declares several successes. It is read by the status:
///
/// ```
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::{Body, Bytes, Call, CallOutput, Client, Error, Received, Response};
///
/// const EXPORT: Operation = Operation { method: "POST", path: &[Segment::Text("/export")], ..Operation::NONE };
///
/// #[derive(Debug, PartialEq)]
/// enum Export {
///     Done(Vec<i64>),
///     Later(String),
///     Nothing,
///     Other(Bytes),
/// }
///
/// impl CallOutput for Export {
///     fn read(received: Received) -> Result<Response<Self>, Error> {
///         match received.status() {
///             200 => received.json(Self::Done),
///             202 => received.text(Self::Later),
///             204 => received.empty(Self::Nothing),
///             _ => received.bytes(Self::Other),
///         }
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let answers = std::sync::Mutex::new(vec![(203, "?"), (204, ""), (202, "in an hour"), (200, "[1,2]")]);
/// # let answers = std::sync::Arc::new(answers);
/// # let service = tower::service_fn(move |_: http::Request<Body>| {
/// #     let (status, body) = answers.lock().expect("no panic").pop().expect("four calls");
/// #     let response = http::Response::builder().status(status).body(Body::from(body));
/// #     async { Ok::<_, std::io::Error>(response.expect("a response")) }
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let export = async || Call::<Export>::new(&client, &EXPORT).await;
/// // The service responds with 200, 202, 204 and 203.
/// assert_eq!(export().await?, Export::Done(vec![1, 2]));
/// assert_eq!(export().await?, Export::Later("in an hour".to_owned()));
/// assert_eq!(export().await?, Export::Nothing);
/// assert_eq!(export().await?, Export::Other(Bytes::from("?")));
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Received {
    pub(crate) response: Answer,
    pub(crate) operation: &'static Operation,
    /// Whether the body is a text, not JSON.
    pub(crate) is_text: bool,
}

// A type without `Wire` gives a message about `Wire`, not about kinds.
#[diagnostic::do_not_recommend]
impl<T: Content<Kind: Read<T>>> CallOutput for T {
    fn read(received: Received) -> Result<Response<Self>, Error> {
        T::Kind::read(received)
    }
}

/// How contents of a kind are read.
trait Read<T> {
    fn read(received: Received) -> Result<Response<T>, Error>;
}

impl Read<()> for NoContent {
    fn read(received: Received) -> Result<Response<()>, Error> {
        let Answer {
            status, headers, ..
        } = received.response;
        Ok(Response::new(status, headers, ()))
    }
}

impl Read<Bytes> for BinaryContent {
    fn read(received: Received) -> Result<Response<Bytes>, Error> {
        let Answer {
            status,
            headers,
            body,
            ..
        } = received.declared()?;
        Ok(Response::new(status, headers, body))
    }
}

impl<T: Wire> Read<T> for JsonContent {
    fn read(received: Received) -> Result<Response<T>, Error> {
        let (operation, is_text) = (received.operation, received.is_text);
        let response = received.declared()?;
        let received = Received {
            response,
            operation,
            is_text,
        };
        received.value(is_text, std::convert::identity)
    }
}

impl Received {
    /// The status.
    pub fn status(&self) -> u16 {
        self.response.status.as_u16()
    }

    /// The body as JSON of a type, wrapped.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] and [`Error::NoContent`].
    pub fn json<T: Wire, R>(self, wrap: fn(T) -> R) -> Result<Response<R>, Error> {
        self.value(false, wrap)
    }

    /// The body as a text, wrapped.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the type does not take every text.
    pub fn text<T: Wire, R>(self, wrap: fn(T) -> R) -> Result<Response<R>, Error> {
        self.value(true, wrap)
    }

    /// The bytes of the body, wrapped.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes<R>(self, wrap: fn(Bytes) -> R) -> Result<Response<R>, Error> {
        let Answer {
            status,
            headers,
            body,
            ..
        } = self.response;
        Ok(Response::new(status, headers, wrap(body)))
    }

    /// A value for a response whose body does not matter.
    ///
    /// # Errors
    ///
    /// None.
    pub fn empty<R>(self, value: R) -> Result<Response<R>, Error> {
        Ok(Response::new(
            self.response.status,
            self.response.headers,
            value,
        ))
    }

    fn value<T: Wire, R>(self, is_text: bool, wrap: fn(T) -> R) -> Result<Response<R>, Error> {
        let response = self.response;
        let status = response.status.as_u16();
        let document = self.operation.document(status);
        match content::decode(&response, is_text, document) {
            Some(Ok(value)) => Ok(Response::new(
                response.status,
                response.headers,
                wrap(value),
            )),
            Some(Err(source)) => Err(Error::Decode(Box::new(DecodeFailure {
                response,
                source,
                is_xml: document.is_some(),
                item: None,
            }))),
            None => Err(Error::NoContent(Box::new(NoContentError { response }))),
        }
    }

    /// The response, unless the description does not declare its status.
    pub(crate) fn declared(self) -> Result<Answer, Error> {
        let Self {
            response,
            operation,
            ..
        } = self;
        let status = response.status.as_u16();
        let mut declared = operation.success.iter();
        // No content has a form of its own, which callers can tell from others.
        let is_known = operation.success.is_empty()
            || status == 204
            || declared.any(|declared| declared.includes(status));
        match is_known {
            true => Ok(response),
            false => Err(Error::Undeclared(Box::new(UndeclaredError { response }))),
        }
    }
}
