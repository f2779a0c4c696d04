//! The seam to HTTP: any `tower::Service` on `http` types.

mod body;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;

pub use body::Body;
pub(crate) use body::data;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use reqwest::ReqwestTransport;

/// Whether the error of a transport of this crate says that the time was over.
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub(crate) fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<::reqwest::Error>()
        .is_some_and(::reqwest::Error::is_timeout)
}

#[cfg(not(all(feature = "reqwest", not(target_arch = "wasm32"))))]
pub(crate) fn is_timeout(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}
