//! Requests: builders by value that are awaited.

mod call;
mod changes;
mod count;
mod create;
mod delete;
mod get;
mod list;
mod page;
mod parts;
mod update;

pub use call::{Call, CallResult, ResultOf};
pub use count::Count;
pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use list::List;
pub use page::PageRequest;
pub use update::Update;

pub(crate) use parts::Parts;

/// The methods that every request has.
macro_rules! request_methods {
    ($name:ident $(<$parameter:ident>)?) => {
        impl$(<$parameter>)? $name$(<$parameter>)? {
            /// Sets a header, in place of the one of that name that the request or the client has; but `Prefer` adds
            /// up. A name or value that cannot be sent fails the request.
            pub fn header<N, V>(mut self, name: N, value: V) -> Self
            where
                N: TryInto<::http::HeaderName, Error: ::std::fmt::Display>,
                V: TryInto<::http::HeaderValue, Error: ::std::fmt::Display>,
            {
                self.parts.header(name, value);
                self
            }
        }

        impl$(<$parameter>)? ::std::fmt::Debug for $name$(<$parameter>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.parts).finish()
            }
        }
    };
}
use request_methods;

/// The methods of every request whose URL the client makes.
macro_rules! query_methods {
    ($name:ident $(<$parameter:ident>)?) => {
        $crate::request::request_methods!($name $(<$parameter>)?);

        impl$(<$parameter>)? $name$(<$parameter>)? {
            /// Adds a query option, not percent-encoded: for custom options and what has no method here.
            pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.parts.query(name.as_ref(), value.as_ref());
                self
            }

            /// The URL that the request will go to.
            ///
            /// # Errors
            ///
            /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) when the request cannot be sent as it is.
            pub fn url(&self) -> Result<::http::Uri, $crate::Error> {
                self.parts.uri()
            }
        }
    };
}
use query_methods;

/// Awaiting a request: sends it and takes the body of the answer.
macro_rules! into_future {
    ($name:ident $(<$parameter:ident: $bound:path>)? -> $output:ty) => {
        impl$(<$parameter: $bound + 'static>)? ::std::future::IntoFuture for $name$(<$parameter>)? {
            type Output = Result<$output, $crate::Error>;
            type IntoFuture = $crate::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(async move { self.send().await.map($crate::Response::into_body) })
            }
        }
    };
}
use into_future;
