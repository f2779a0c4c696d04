//! The client: the root of all builders.

use super::{Docs, Navigation, Operation};

/// The client of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Name.
    pub name: String,
    /// Whether each method needs the feature of its name.
    pub gated: bool,
    /// Qualified name of the container.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Entity sets and singletons.
    pub roots: Vec<Navigation>,
    /// Operation imports.
    pub operations: Vec<Operation>,
    /// Defaults of the service.
    pub defaults: Defaults,
}

/// How the service is talked to unless the caller says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Service root.
    pub base_url: Option<String>,
    /// Keys are path segments of their own.
    pub key_as_segment: bool,
    /// Operations of this namespace are called by their bare names.
    pub default_namespace: Option<String>,
    /// Enumeration literals in URLs carry no type name.
    pub unqualified_enum_literals: bool,
    /// `Prefer: include-unknown-enum-members` is sent.
    pub unknown_enum_members: bool,
    /// URLs in a batch start with a slash.
    pub batch_slash: bool,
    /// Changes ask for the entity in their answer.
    pub return_representation: bool,
}
