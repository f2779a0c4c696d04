//! What the description of a service states for all its clients.

use super::Client;
use crate::operation::{Scheme, Server};

/// What the description of a service states for all its clients. Generated code writes it.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it with `..Defaults::NONE`"
)]
pub struct Defaults {
    /// The addresses, the default one first.
    pub servers: &'static [Server],
    /// The security schemes.
    pub schemes: &'static [Scheme],
    /// Makes every use end with `..Defaults::NONE`, so that further fields are no breaking change.
    #[doc(hidden)]
    pub more: (),
}

impl Defaults {
    /// No addresses, and no security schemes.
    pub const NONE: Self = Self {
        servers: &[],
        schemes: &[],
        more: (),
    };
}

/// A service: a type that wraps a [`Client`], with what the description states for all clients.
pub trait Service: Sized {
    /// What the description states for all clients.
    const DEFAULTS: Defaults;

    /// Wraps the client.
    fn from_client(client: Client) -> Self;
}

impl Service for Client {
    const DEFAULTS: Defaults = Defaults::NONE;

    fn from_client(client: Client) -> Self {
        client
    }
}
