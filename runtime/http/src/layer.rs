//! `tower` layers between a client and its transport.
//!
//! A client puts them around its transport, from outside to inside:
//!
//! 1. repeating failed requests ([`RetryLayer`]),
//! 2. the credential, anew for each attempt,
//! 3. a span for each attempt (feature `tracing`),
//! 4. reading the response to its end, unless it is read as a stream; of a page of a stream, its first 4 MiB,
//! 5. the layers given to [`ClientBuilder::layer`](crate::ClientBuilder::layer), such as [`CsrfLayer`],
//! 6. the transport.
//!
//! [`RetryLayer`] can also be used around any other service of this kind, with `tower::ServiceBuilder`.

mod authorize;
mod buffer;
mod cookies;
mod csrf;
mod retry;
mod service;
mod stack;
#[cfg(feature = "tracing")]
mod trace;

pub use csrf::{Csrf, CsrfLayer};
pub use retry::{Retry, RetryLayer};
pub use service::HttpService;

pub(crate) use stack::{Exchange, Settings, Transport, transport};
