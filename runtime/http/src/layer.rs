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
//! [`RetryLayer`] and [`CsrfLayer`] can also be used around any other service of this kind, without a client:
//!
//! ```
//! use clientwright_http::layer::{Csrf, CsrfLayer, HttpService, Retry, RetryLayer};
//! use clientwright_http::timer::Timer;
//! use clientwright_http::{Body, BoxError, BoxFuture, RetryPolicy};
//! use http::{Method, Request, Response, StatusCode};
//! use std::sync::atomic::{AtomicUsize, Ordering};
//! use std::time::Duration;
//! use tower::{Layer as _, ServiceExt as _};
//!
//! /// Time of a test: waiting takes none.
//! struct NoTime;
//!
//! impl Timer for NoTime {
//!     fn now(&self) -> Duration {
//!         Duration::ZERO
//!     }
//!
//!     fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
//!         Box::pin(async {})
//!     }
//! }
//!
//! static RECEIVED: AtomicUsize = AtomicUsize::new(0);
//!
//! /// Refuses the second of all requests, and changes without the token.
//! async fn service(request: Request<Body>) -> Result<Response<Body>, BoxError> {
//!     let number = 1 + RECEIVED.fetch_add(1, Ordering::Relaxed);
//!     let token = request.headers().get("x-csrf-token").and_then(|token| token.to_str().ok());
//!     let response = Response::builder();
//!     let response = match (number, token) {
//!         (2, _) => response.status(StatusCode::TOO_MANY_REQUESTS),
//!         (_, Some("Fetch")) => response.header("x-csrf-token", "7"),
//!         (_, Some("7")) => response.status(StatusCode::CREATED),
//!         _ => response.status(StatusCode::FORBIDDEN),
//!     };
//!     Ok(response.body(Body::empty())?)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), BoxError> {
//! // A service without its type, so that a program can have one for tests and another one.
//! let transport = HttpService::new(tower::service_fn(service));
//! let with_token: Csrf = CsrfLayer::new("https://erp.example.com/orders/")?.layer(transport);
//! let repeated: Retry = RetryLayer::with_timer(RetryPolicy::new(), NoTime).layer(with_token);
//!
//! let order = Request::post("https://erp.example.com/orders/items").body(Body::from("{}"))?;
//! assert_eq!(repeated.oneshot(order).await?.status(), StatusCode::CREATED);
//! assert_eq!(RECEIVED.load(Ordering::Relaxed), 3); // for the token, refused, accepted
//! # Ok(()) }
//! ```

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
