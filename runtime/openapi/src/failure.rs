//! Errors that a description declares, by their status.
//!
//! Generated code has an enum for the errors of an operation, such as `pets::builders::GetError`, with a variant for each
//! status that the description declares (OpenAPI 3.1, 4.8.16): exact statuses before ranges before `default`. Each variant has
//! a [`Failure`] with the body in its type. The enum is made from an [`Error`] by `From`, so that `?` makes it too. All
//! else is its variant `Other`: statuses that are not declared, bodies that are not as declared, and errors without a
//! response.
//!
//! ```
//! use clientwright_openapi::failure::{self, Failure};
//! use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
//! use clientwright_openapi::{Body, Call, Client, Error, declared_errors};
//!
//! declared_errors! {
//!     /// The errors of `GET /pets/{petId}`.
//!     pub enum GetError {
//!         Status404(String): json[Exactly(404)],
//!         Status5xx(serde_json::Value): json[Range(5)],
//!     }
//! }
//!
//! const GET_PET: Operation = Operation {
//!     path: &[Segment::Text("/pets/"), Segment::Parameter(0)],
//!     parameters: &[Parameter("petId", Location::Path(Style::SIMPLE))],
//!     errors: failure::of::<GetError>(),
//!     ..Operation::NONE
//! };
//!
//! /// What the service suggests in place of a pet that does not exist.
//! fn suggestion(failed: &Failure<String>) -> Option<String> {
//!     let link = failed.headers().get("location")?.to_str().ok()?;
//!     Some(format!("{} ({}), try {link}", **failed, failed.status().as_u16()))
//! }
//!
//! async fn name(get: Call<String>) -> Result<String, Error> {
//!     match get.await.map_err(GetError::from) {
//!         Ok(name) => Ok(name),
//!         Err(GetError::Status404(failed)) => Ok(suggestion(&failed).unwrap_or_default()),
//!         Err(error) => Err(error.into()),
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let response = match request.uri().path() {
//! #         "/pets/1" => http::Response::builder().body(Body::from("\"Rex\"")),
//! #         "/pets/2" => http::Response::builder().status(404).header("location", "/pets/1").body(Body::from("\"gone\"")),
//! #         _ => http::Response::builder().status(400).body(Body::from("\"what?\"")),
//! #     };
//! #     Ok::<_, std::io::Error>(response.expect("a response"))
//! # });
//! # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
//! let get = |id| Call::new(&client, &GET_PET).argument(0, &id);
//! assert_eq!(name(get(1)).await?, "Rex");
//! assert_eq!(name(get(2)).await?, "gone (404), try /pets/1");
//! // A status that the description does not declare.
//! let error = name(get(3)).await.expect_err("400");
//! assert_eq!(error.decode::<String>().as_deref(), Some("what?"));
//! # Ok(()) }
//! ```

use std::any::TypeId;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::Error;
use crate::json::DecodeError;
use crate::operation::Status;
use crate::wire::Wire;
use crate::{content, media};

/// The response to a call that failed, with its body in the type that the description declares. It derefs to the body.
pub struct Failure<T>(Box<Inner<T>>);

struct Inner<T> {
    body: T,
    /// [`Error::Status`].
    error: Error,
}

impl<T> Failure<T> {
    fn new(body: T, error: Error) -> Self {
        Self(Box::new(Inner { body, error }))
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.error.status().unwrap_or_default()
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        static NONE: std::sync::LazyLock<HeaderMap> = std::sync::LazyLock::new(HeaderMap::new);
        self.0.error.headers().unwrap_or(&NONE)
    }

    /// The error that it was made from, with the body as it arrived.
    pub fn error(&self) -> &Error {
        &self.0.error
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.0.body
    }

    /// The error that it was made from.
    pub fn into_error(self) -> Error {
        self.0.error
    }
}

impl<T> Deref for Failure<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.body
    }
}

/// As the error.
impl<T> fmt::Display for Failure<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.error.fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for Failure<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("status", &self.status())
            .field("body", &self.0.body)
            .finish_non_exhaustive()
    }
}

/// The identity of an enum of errors, for [`Operation::errors`](crate::operation::Operation::errors).
pub const fn of<E: 'static>() -> Option<fn() -> TypeId> {
    Some(TypeId::of::<E>)
}

/// A variant of an enum of errors: for [`declared_errors`](crate::declared_errors).
#[doc(hidden)]
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "a macro writes it")]
pub struct Row<E> {
    /// The status that it is declared for.
    pub status: Status,
    /// Its media types, if the status has several variants.
    pub media: &'static str,
    /// Reads the response.
    pub read: fn(Error) -> E,
}

/// The variant for an error. An error of an operation with other declared errors is none of its variants.
#[doc(hidden)]
pub fn read<E: 'static>(rows: &'static [Row<E>], other: fn(Error) -> E, mut error: Error) -> E {
    let Error::Status(failed) = &mut error else {
        return other(error);
    };
    let declared = failed.operation.and_then(|operation| operation.errors);
    if declared.is_none_or(|id| id() != TypeId::of::<E>()) {
        return other(error);
    }
    let status = failed.status().as_u16();
    // Exact statuses stand before ranges, and these before `default`.
    let Some(first) = rows.iter().find(|row| row.status.includes(status)) else {
        return other(error);
    };
    let of_status: Vec<&Row<E>> = rows.iter().filter(|r| r.status == first.status).collect();
    let content_type = failed.response().content_type().map(str::to_owned);
    let lists = of_status.iter().map(|row| row.media);
    let chosen = match (&*of_status, &content_type) {
        ([only], _) => Some(only),
        (_, None) => of_status.first(),
        (_, Some(content_type)) => {
            media::choose(lists, content_type).and_then(|at| of_status.get(at))
        }
    };
    match chosen {
        Some(row) => (row.read)(error),
        None => {
            let came = content_type.unwrap_or_default();
            let reason = format!("the media type `{came}` is not declared for the status");
            failed.mismatch = Some(DecodeError::from_text(&reason));
            other(error)
        }
    }
}

fn value<T: Wire>(mut error: Error, is_text: bool) -> Result<Failure<T>, Error> {
    let Error::Status(failed) = &mut error else {
        return Err(error);
    };
    let document = failed.document();
    match content::decode(failed.response(), is_text, document) {
        Some(Ok(body)) => return Ok(Failure::new(body, error)),
        Some(Err(reason)) => failed.mismatch = Some(reason),
        None => {
            failed.mismatch = Some(DecodeError::from_text("the response has no content"));
        }
    }
    Err(error)
}

/// Reads JSON, or XML if the operation says so.
#[doc(hidden)]
pub fn json<T: Wire>(error: Error) -> Result<Failure<T>, Error> {
    value(error, false)
}

/// Reads a text.
#[doc(hidden)]
pub fn text<T: Wire>(error: Error) -> Result<Failure<T>, Error> {
    value(error, true)
}

/// Takes the bytes.
#[doc(hidden)]
pub fn bytes(error: Error) -> Result<Failure<Bytes>, Error> {
    match error.body().cloned() {
        Some(body) => Ok(Failure::new(body, error)),
        None => Err(error),
    }
}

/// Takes a response whose body does not matter.
#[doc(hidden)]
pub fn empty(error: Error) -> Result<Failure<()>, Error> {
    Ok(Failure::new((), error))
}

/// Defines the enum of the errors of an operation: for generated code.
///
/// Each variant has the type of its body, how the body is read (`json`, `text`, `bytes`, `empty`), its status, and its media
/// types if the status has several variants. The variant `Other` is added.
#[macro_export]
macro_rules! declared_errors {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($variant:ident($body:ty): $read:ident[$status:ident $(($code:literal))? $(, $media:literal)?],)*
        }
    ) => {
        $(#[$about])*
        #[derive(Debug)]
        pub enum $name {
            $(
                #[doc = concat!("Declared for `", stringify!($status), $("(", stringify!($code), ")",)? "`.")]
                $variant($crate::failure::Failure<$body>),
            )*
            /// Any other error: a status that is not declared, a body that is not as declared (see
            /// `StatusError::mismatch`), or no response.
            Other($crate::Error),
        }

        impl $name {
            const ROWS: &'static [$crate::failure::Row<Self>] = &[$($crate::failure::Row {
                status: $crate::operation::Status::$status $(($code))?,
                media: concat!($($media)?),
                read: |error| {
                    $crate::failure::$read(error).map_or_else(Self::Other, Self::$variant)
                },
            }),*];

            /// The error that it was made from.
            pub fn error(&self) -> &$crate::Error {
                match self {
                    $(Self::$variant(failure) => failure.error(),)*
                    Self::Other(error) => error,
                }
            }
        }

        impl ::core::convert::From<$crate::Error> for $name {
            fn from(error: $crate::Error) -> Self {
                $crate::failure::read(Self::ROWS, Self::Other, error)
            }
        }

        impl ::core::convert::From<$name> for $crate::Error {
            fn from(error: $name) -> Self {
                match error {
                    $($name::$variant(failure) => failure.into_error(),)*
                    $name::Other(error) => error,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.error(), f)
            }
        }

        impl ::core::error::Error for $name {
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                ::core::error::Error::source(self.error())
            }
        }
    };
}
