//! Authentication: tokens, their providers, and how long tokens are kept.

#[cfg(all(feature = "azure_identity", not(target_arch = "wasm32")))]
mod azure;
mod cache;
mod challenge;
pub(crate) mod credential;
mod token;

#[cfg(all(feature = "azure_identity", not(target_arch = "wasm32")))]
pub use azure::AzureCredential;
pub use cache::TokenCache;
pub use token::{AccessToken, StaticToken, TokenProvider};

pub(crate) use challenge::claims;
pub use credential::Credentials;

pub(crate) use credential::{Credential, QueryKey, keeps_secrets, origin};
