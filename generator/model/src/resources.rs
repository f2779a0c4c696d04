//! Builders: the types with calls. The steps of a client return resources and groups, which have steps and calls of
//! their own.

use super::{Call, Docs, Ty, TypePath, odata};

/// A builder for a type of resource at any path.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// Steps that do not depend on the path.
    pub steps: Vec<Step>,
    /// Calls that do not depend on the path.
    pub calls: Vec<Call>,
    /// The entities at the path.
    pub entities: odata::Entities,
}

/// A builder for calls that belong together, without a resource.
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
    /// Whether it is a place in the paths of the service, and not only a set of calls.
    pub has_path: bool,
}

/// A method that returns another builder, without a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<T = Target> {
    /// Name of the method.
    pub method: String,
    /// Docs.
    pub docs: Docs,
    /// The returned builder.
    pub target: T,
}

/// The builder that a step returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A group.
    Group(Subgroup),
    /// A builder of entities.
    Entities(odata::Navigation),
}

/// A group, as a step of another builder.
#[derive(Clone, Debug, PartialEq)]
pub struct Subgroup {
    /// The group.
    pub group: TypePath,
    /// What it appends to the path of the builder. `None`: the group has no path.
    pub path: Option<Appended>,
}

/// What a step appends to the path of a builder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appended {
    /// Segments that never change.
    pub segments: Vec<String>,
    /// Values, which are arguments of the method: the next ones of the paths of all calls below the group.
    pub values: Vec<PathValue>,
}

/// A value in a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathValue {
    /// Name of the argument.
    pub name: String,
    /// The type.
    pub ty: Ty,
}
