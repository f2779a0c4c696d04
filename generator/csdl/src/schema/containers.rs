//! Entity containers.

use clientwright_diagnostics::source::Span;

use super::{Annotation, ContainerId, ElementPath, OperationId, QualifiedName, StructuredId};

/// An entity container (CSDL XML 4.01, 13).
#[derive(Clone, Debug)]
pub struct EntityContainer {
    /// Qualified name.
    pub name: QualifiedName,
    /// The container that this one extends.
    pub extends: Option<ContainerId>,
    /// Entity sets, singletons and imports in document order; those of the extended container are not repeated.
    pub children: Vec<ContainerChild>,
    /// Annotations on the container.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A child of an entity container.
#[derive(Clone, Debug)]
pub struct ContainerChild {
    /// Name as in URLs.
    pub name: String,
    /// Its kind.
    pub kind: ContainerChildKind,
    /// `IncludeInServiceDocument`, when written (entity sets and function imports).
    pub include_in_service_document: Option<bool>,
    /// Navigation property bindings (entity sets and singletons).
    pub bindings: Vec<NavigationBinding>,
    /// Annotations on the child.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

impl ContainerChild {
    /// The type of an entity set or singleton; `None` for an import.
    pub fn entity_type(&self) -> Option<StructuredId> {
        match self.kind {
            ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => {
                Some(ty)
            }
            ContainerChildKind::ActionImport { .. } | ContainerChildKind::FunctionImport { .. } => {
                None
            }
        }
    }
}

/// The kind of a child of an entity container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContainerChildKind {
    /// An entity set (CSDL XML 4.01, 13.2).
    EntitySet {
        /// Type of its entities.
        ty: StructuredId,
    },
    /// A singleton (CSDL XML 4.01, 13.3).
    Singleton {
        /// Type of its entity.
        ty: StructuredId,
        /// Whether it may be absent (4.01).
        nullable: bool,
    },
    /// An action import (CSDL XML 4.01, 13.5).
    ActionImport {
        /// The unbound action.
        action: OperationId,
        /// The entity set of the returned entities.
        entity_set: Option<ElementPath>,
    },
    /// A function import (CSDL XML 4.01, 13.6).
    FunctionImport {
        /// All unbound overloads of the function.
        functions: Vec<OperationId>,
        /// The entity set of the returned entities.
        entity_set: Option<ElementPath>,
    },
}

/// A navigation property binding (CSDL XML 4.01, 13.4).
#[derive(Clone, Debug)]
pub struct NavigationBinding {
    /// Path of the navigation property, from the type of the entity set or singleton.
    pub path: ElementPath,
    /// Target entity set, singleton or containment path.
    pub target: ElementPath,
    /// The start tag.
    pub span: Span,
}
