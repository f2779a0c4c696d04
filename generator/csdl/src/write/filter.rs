//! The filter: what to keep.

use crate::schema::{Annotation, ContainerId, EnumId, OperationId, StructuredId, TypeDefinitionId};

/// Decides what [`write`](crate::write()) keeps. Each method returns true by default.
///
/// Members are identified by the id of their owner and their position in its list.
#[allow(unused_variables, reason = "the names document the defaults")]
pub trait Filter {
    /// Whether to keep an entity or complex type.
    fn structured(&self, id: StructuredId) -> bool {
        true
    }
    /// Whether to keep a structural property of a kept type.
    fn property(&self, owner: StructuredId, index: usize) -> bool {
        true
    }
    /// Whether to keep a navigation property of a kept type.
    fn navigation(&self, owner: StructuredId, index: usize) -> bool {
        true
    }
    /// Whether to keep an enumeration type.
    fn enum_type(&self, id: EnumId) -> bool {
        true
    }
    /// Whether to keep a type definition.
    fn type_definition(&self, id: TypeDefinitionId) -> bool {
        true
    }
    /// Whether to keep an overload of an action or function.
    fn operation(&self, id: OperationId) -> bool {
        true
    }
    /// Whether to keep a term, by its position in [`Schema::terms`](crate::schema::Schema::terms).
    fn term(&self, index: usize) -> bool {
        true
    }
    /// Whether to keep an entity set, singleton or import.
    fn container_child(&self, container: ContainerId, index: usize) -> bool {
        true
    }
    /// Whether to keep a navigation property binding of a kept child.
    fn binding(&self, container: ContainerId, child: usize, index: usize) -> bool {
        true
    }
    /// Whether to keep an annotation, whatever its target.
    fn annotation(&self, annotation: &Annotation) -> bool {
        true
    }
}

/// Keeps everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Everything;

impl Filter for Everything {}
