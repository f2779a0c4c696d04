//! Proving who asks: tokens, where they come from, and how long they are kept.

mod cache;
mod credential;
mod token;

pub use cache::TokenCache;
pub use token::{AccessToken, StaticToken, TokenProvider};

pub(crate) use credential::{Credential, keeps_secrets, origin};
