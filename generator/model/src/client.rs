//! The client: the root of all builders.

use super::{Call, Docs, Step, odata};

/// The client of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Name.
    pub name: String,
    /// Whether each method needs the feature with its name.
    pub gated: bool,
    /// Docs.
    pub docs: Docs,
    /// Steps to the entity sets and singletons.
    pub steps: Vec<Step>,
    /// Calls on the service itself.
    pub calls: Vec<Call>,
    /// URL of the service unless the caller sets another one.
    pub base_url: Option<String>,
    /// Protocol settings unless the caller changes them.
    pub protocol: Protocol,
}

/// The protocol of a service, with the settings of its clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// OData.
    OData(odata::Defaults),
}
