//! Entity containers.

use clientwright_diagnostics::source::Span;

use super::{Annotation, Text};

/// An `EntityContainer` (13).
#[derive(Clone, Debug)]
pub struct EntityContainer {
    /// `Name`.
    pub name: Text,
    /// `Extends` (13.1).
    pub extends: Option<Text>,
    /// Entity sets, singletons and imports in document order.
    pub children: Vec<ContainerChild>,
    /// Annotations on the container.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An entity set, singleton, action import or function import.
#[derive(Clone, Debug)]
pub struct ContainerChild {
    /// `Name`.
    pub name: Text,
    /// What it is.
    pub kind: ContainerChildKind,
    /// `IncludeInServiceDocument`.
    pub include_in_service_document: Option<bool>,
    /// `NavigationPropertyBinding` children (13.4).
    pub bindings: Vec<NavigationPropertyBinding>,
    /// Annotations on the child.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// The kinds of children of an entity container.
#[derive(Clone, Debug)]
pub enum ContainerChildKind {
    /// An `EntitySet` (13.2) with its `EntityType`.
    EntitySet(Text),
    /// A `Singleton` (13.3).
    Singleton {
        /// `Type`.
        ty: Text,
        /// `Nullable`.
        nullable: Option<bool>,
    },
    /// An `ActionImport` (13.5).
    ActionImport {
        /// `Action`.
        action: Text,
        /// `EntitySet`.
        entity_set: Option<Text>,
    },
    /// A `FunctionImport` (13.6).
    FunctionImport {
        /// `Function`.
        function: Text,
        /// `EntitySet`.
        entity_set: Option<Text>,
    },
}

/// A `NavigationPropertyBinding` (13.4).
#[derive(Clone, Debug)]
pub struct NavigationPropertyBinding {
    /// `Path`.
    pub path: Text,
    /// `Target`.
    pub target: Text,
    /// The start tag.
    pub span: Span,
}
