//! The client: the root of all builders.

use super::{Call, Docs, Step, odata};

/// The client of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Name.
    pub name: String,
    /// Whether each method needs the feature of its name.
    pub gated: bool,
    /// Docs.
    pub docs: Docs,
    /// Where it leads.
    pub steps: Vec<Step>,
    /// What is called on the service itself.
    pub calls: Vec<Call>,
    /// Address of the service unless the caller gives another one.
    pub base_url: Option<String>,
    /// How the service is talked to unless the caller says otherwise.
    pub protocol: Protocol,
}

/// The protocol of a service, with what its clients need to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// OData.
    OData(odata::Defaults),
}
