//! HTTP for generated clients, independent of their protocol.
//!
//! One stack connects a request with its response: retries, the credential, spans, limits, layers of your own, the
//! transport. This crate has everything that does not depend on the protocol:
//!
//! - [`Client`], created by a [`ClientBuilder`]: the address of a service and the stack that sends requests to it. It
//!   takes a [`Request`] and returns a [`Response`], with its body in memory or as a stream.
//! - [`auth`]: tokens, their providers, and how long tokens are kept.
//! - [`layer`]: `tower` layers between a client and its transport, among them cookies and tokens against
//!   cross-site request forgery.
//! - [`retry`]: when a request is sent again, and after which pause.
//! - [`transport`]: any `tower` service of `http` requests; the default one is reqwest.
//! - [`error`]: one [`Error`] for everything that can fail, with status, headers and body of the response.
//! - [`paging`]: links to further pages, and detection of cycles.
//! - [`timer`], [`encode`]: clocks, and percent-encoding.
//!
//! A client always keeps these rules: a credential is sent to the origin of the service and to those that the
//! builder [allows](ClientBuilder::allow_origin), over TLS or to a loopback host, and to no other; redirects are
//! errors unless a request allows them to be followed; errors and spans show no secrets and no query of a URL.
//!
//! ```
//! use clientwright_http::{Body, Client, Error, Request};
//! use http::Method;
//!
//! # async fn example() -> Result<(), Error> {
//! # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::from("[]"))) });
//! let client = Client::builder()
//!     .base_url("https://services.example.com/v1")
//!     .bearer_token("…")
//! #   .service(service)
//!     .build()?;
//! let url = client.uri(&client.url("pets?limit=2")?)?;
//! let response = client.send(Request::new(Method::GET, url)).await?;
//! println!("{}: {} bytes", response.status, response.body.len());
//! # Ok(()) }
//! ```
//!
//! # Features
//!
//! - `reqwest` (default): the default transport, over rustls. Turns `tokio` on.
//! - `tokio`: pauses and timeouts by tokio's timer.
//! - `tracing` (default): a span for each attempt, with the names of OpenTelemetry's conventions for HTTP clients
//!   (`http.request.method`, `url.full` without its query, `http.response.status_code`, `http.request.resend_count`,
//!   `error.type`), and an event for each pause before a repeat. The target is `clientwright_http`.
//! - `azure_identity`: credentials of `azure_identity`, by `azure_core`'s trait for them, as token providers.
//! - `gzip`: compressed responses in the default transport.
//! - `http2`: HTTP/2 in that transport.
//!
//! On wasm32 futures are not `Send`, and a transport is required.

// docs.rs shows the feature of each item.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[allow(
    unused_extern_crates,
    reason = "the docs of macros that other crates use name this crate, also here"
)]
extern crate self as clientwright_http;

pub mod auth;
mod client;
pub mod encode;
pub mod error;
mod future;
pub mod layer;
pub mod paging;
mod request;
mod response;
pub mod retry;
pub mod timer;
pub mod transport;

pub use client::{Client, ClientBuilder, Sending};
pub use error::Error;
pub use future::{BoxError, BoxFuture, MaybeSend, MaybeSync};
pub use request::{Reading, Request};
pub use response::{RequestName, Response};
pub use retry::RetryPolicy;
pub use transport::Body;

/// For the runtime crates of protocols, which are released together with this one. Nothing in it is covered by the
/// promises of a version.
#[doc(hidden)]
pub mod __private {
    pub use {bytes, http, http_body, tower_layer, tower_service};

    pub use crate::auth::credential::{basic, keeps_secrets, origin};
    pub use crate::client::setup::{Proof, Remote, Setup, header, set_header};
    pub use crate::error::display::{excerpt, markup, write_request_id};
    pub use crate::error::escape::{Escape, Escaped};

    /// The bytes of a body.
    ///
    /// # Errors
    ///
    /// What broke it off, and that it has more bytes than `limit`.
    pub async fn collect(body: crate::Body, limit: u64) -> Result<bytes::Bytes, crate::BoxError> {
        Ok(body.collect(limit).await?.0)
    }
}
