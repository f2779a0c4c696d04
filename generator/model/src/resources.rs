//! Builders: where calls stand. A client leads to resources and groups, and these lead to further ones.

use super::{Call, Docs, TypePath, odata};

/// A builder for one type of thing, wherever in the service it is found: it knows the path that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Where it leads, whatever the path to it is.
    pub steps: Vec<Step>,
    /// What can be called on it, whatever the path to it is.
    pub calls: Vec<Call>,
    /// What stands at the path.
    pub entities: odata::Entities,
}

/// A builder for calls that belong together and have nothing else in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Groups below it.
    pub groups: Vec<Step<Subgroup>>,
    /// Its calls.
    pub calls: Vec<Call>,
}

/// A method that leads from one builder to another, without a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<T = Target> {
    /// Name of the method.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// Where it leads.
    pub target: T,
}

/// Where a step leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a group.
    Group(Subgroup),
    /// To entities.
    Entities(odata::Navigation),
}

/// A group, as seen from the builder that leads to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Subgroup {
    /// The group.
    pub group: TypePath,
    /// What its path has behind that of the builder.
    pub segments: Vec<String>,
}
