//! What a service requires of its clients.

use super::Client;
use crate::request::Return;
use crate::wire::EnumLiterals;

/// How a key is written in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyStyle {
    /// `users('1')`, the standard's way (OData URL conventions 4.01, 4.3.1).
    Parentheses,
    /// `users/1`, where a key has one property; else parentheses (URL conventions 4.01, 4.3.6).
    Segment,
}

/// How a request body refers to an existing entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bindings {
    /// `"manager@odata.bind": "…"`, the form of 4.0, which all services accept (OData JSON 4.0, 8.5).
    #[default]
    Annotation,
    /// `"manager": {"@id": "…"}`, the form of 4.01 (OData JSON 4.01, 8.5). Requests then have `OData-Version: 4.01`.
    Id,
}

/// What a service requires of its clients. Generated code fills it from the metadata and the configuration of the
/// generator; [`ClientBuilder`](crate::ClientBuilder) can override most of it.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it with `..Defaults::STANDARD`"
)]
pub struct Defaults {
    /// The service root. `None`: the caller must set it.
    pub base_url: Option<&'static str>,
    /// How keys are written.
    pub key_style: KeyStyle,
    /// The namespace whose operations are called without it (OData protocol 4.01, 4.4).
    pub default_namespace: Option<&'static str>,
    /// How enumeration values are written in URLs.
    pub enum_literals: EnumLiterals,
    /// Whether to request members after an enumeration's sentinel: `Prefer: include-unknown-enum-members`, without
    /// which Microsoft Graph does not send them.
    pub unknown_enum_members: bool,
    /// Whether the URLs in a batch start with a slash, which means the service root, as for Microsoft Graph; in
    /// the standard they are relative and have none (OData JSON 4.01, 19.1).
    pub batch_slash: bool,
    /// The requested content of responses of creating, updating and upserting (`Prefer: return=…`), see
    /// [`ClientBuilder::returning`](crate::ClientBuilder::returning). `None`: the service decides.
    pub returning: Option<Return>,
    /// Makes every use end with `..Defaults::STANDARD`, so that further fields are no breaking change.
    #[doc(hidden)]
    pub more: (),
}

impl Defaults {
    /// The defaults of OData 4.01.
    pub const STANDARD: Self = Self {
        base_url: None,
        key_style: KeyStyle::Parentheses,
        default_namespace: None,
        enum_literals: EnumLiterals::Qualified,
        unknown_enum_members: false,
        batch_slash: false,
        returning: None,
        more: (),
    };
}

/// A service: a type that wraps a [`Client`] and has the protocol defaults of the service.
pub trait Service: Sized {
    /// The protocol defaults of the service.
    const DEFAULTS: Defaults;

    /// Wraps the client.
    fn from_client(client: Client) -> Self;
}

impl Service for Client {
    const DEFAULTS: Defaults = Defaults::STANDARD;

    fn from_client(client: Client) -> Self {
        client
    }
}
