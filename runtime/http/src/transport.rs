//! The transport interface: any `tower::Service` on `http` types.
//!
//! # The default transport
//!
//! With the feature `reqwest` there is a transport `ReqwestTransport`, over rustls. A client without another transport
//! creates one: it follows no redirects, connecting may take 30 s, and the service may send nothing for 300 s.
//!
//! With the feature `reqwest-client` alone there is the same transport without TLS of its own: pass
//! `ReqwestTransport::from(client)` to `service`, with a client whose features the program chooses.

mod body;
#[cfg(all(feature = "reqwest-client", not(target_arch = "wasm32")))]
mod reqwest;

pub use body::Body;

pub(crate) use body::{Trailers, read};
#[cfg(all(feature = "reqwest-client", not(target_arch = "wasm32")))]
pub use reqwest::ReqwestTransport;

/// Whether the error of a transport of this crate is a timeout.
#[cfg(all(feature = "reqwest-client", not(target_arch = "wasm32")))]
pub(crate) fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<::reqwest::Error>()
        .is_some_and(::reqwest::Error::is_timeout)
}

#[cfg(not(all(feature = "reqwest-client", not(target_arch = "wasm32"))))]
pub(crate) fn is_timeout(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}
