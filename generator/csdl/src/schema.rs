//! The resolved schema: what the metadata means, with every name looked up.
//!
//! Declarations are in arenas and refer to each other by typed ids; paths are stored with the ids of their steps.
//! [`Schema`] has look-ups by name ([`Schema::find_type`], [`Schema::find_member`] …) and methods about inheritance.
//! Names are fully qualified (aliases are expanded), external `Annotations` blocks are merged into their targets, and
//! every list is in document order.

mod annotation;
mod arena;
mod containers;
mod index;
mod inheritance;
mod operations;
mod paths;
mod structured;
mod types;

use std::fmt;

use clientwright_diagnostics::source::Span;

pub use crate::primitive::Primitive;
pub use crate::syntax::PathKind;
pub use annotation::{Annotation, Expression, Path, PropertyValue, Record, TypeTest};
pub use arena::{Arena, Id};
pub use containers::{ContainerChild, ContainerChildKind, EntityContainer, NavigationBinding};
pub use index::Member;
pub use operations::{Operation, OperationKind, Parameter, ReturnType};
pub use paths::{ElementPath, PathAnnotation, Route, Start, Step, Walk};
pub use structured::{
    AlternateKey, KeyProperty, NavigationProperty, OnDelete, OnDeleteAction, Property,
    ReferentialConstraint, StructuredKind, StructuredType,
};
pub use types::{EnumMember, EnumType, Facets, MaxLength, Scale, Type, TypeDefinition, TypeRef};

/// A namespace-qualified name. The namespace may contain dots; the name never does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// The namespace (never an alias).
    pub namespace: String,
    /// The simple identifier.
    pub name: String,
}

impl QualifiedName {
    /// Namespace and name.
    pub fn parts(&self) -> (&str, &str) {
        (&self.namespace, &self.name)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}
impl fmt::Debug for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A whole service: the main document, all referenced documents, and the overlays.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Version attribute of the main document's `edmx:Edmx` element, such as `4.0`.
    pub version: String,
    /// The `edmx:Reference` elements of all documents except overlays.
    pub references: Vec<Reference>,
    /// The `Schema` elements in document order, without repeats.
    pub namespaces: Vec<Namespace>,
    /// Entity types and complex types.
    pub structured_types: Arena<StructuredType>,
    /// The type that replaces `Edm.EntityType`, if a navigation property has that type (CSDL XML 4.01, 8.1): an
    /// abstract, open entity type without properties in the namespace `Edm`, which is not in
    /// [`namespaces`](Self::namespaces).
    pub any_entity: Option<StructuredId>,
    /// Enumeration types.
    pub enum_types: Arena<EnumType>,
    /// Type definitions.
    pub type_definitions: Arena<TypeDefinition>,
    /// Actions and functions, one item per overload.
    pub operations: Arena<Operation>,
    /// Vocabulary terms that the documents declare.
    pub terms: Vec<Term>,
    /// Entity containers.
    pub containers: Arena<EntityContainer>,
    /// Annotations whose target is not an element of the schema: paths through a container child or a property
    /// (`NS.Container/Set/Nav`), and inherited properties of a derived type.
    pub path_annotations: Vec<PathAnnotation>,
    /// Declarations that no client can use and that are left out, each as a short text: an import of an operation that
    /// does not exist, a function without a return type. Each has a warning.
    pub left_out: Vec<String>,
    index: index::Index,
}

impl Schema {
    /// The annotations of a navigation property, for a stage that adds annotations.
    pub fn navigation_annotations_mut(&mut self, id: NavigationId) -> &mut Vec<Annotation> {
        let ty = self.structured_types.get_mut(id.declaring);
        &mut ty.navigation_properties[id.index].annotations
    }
}

/// An `edmx:Reference` (CSDL XML 4.01, 4.1). The content of a loaded document is part of the schema.
#[derive(Clone, Debug)]
pub struct Reference {
    /// `Uri`, as written.
    pub uri: String,
    /// `edmx:Include` children (CSDL XML 4.01, 4.2).
    pub includes: Vec<Include>,
    /// `edmx:IncludeAnnotations` children (CSDL XML 4.01, 4.3).
    pub include_annotations: Vec<IncludeAnnotations>,
    /// Annotations on the reference.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An `edmx:Include` (CSDL XML 4.01, 4.2).
#[derive(Clone, Debug)]
pub struct Include {
    /// The included namespace.
    pub namespace: String,
    /// Its alias in the referencing document.
    pub alias: Option<String>,
    /// Annotations on the include.
    pub annotations: Vec<Annotation>,
}

/// An `edmx:IncludeAnnotations` (CSDL XML 4.01, 4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncludeAnnotations {
    /// Only annotations with terms of this namespace.
    pub term_namespace: String,
    /// Only annotations with this qualifier.
    pub qualifier: Option<String>,
    /// Only annotations whose target is in this namespace.
    pub target_namespace: Option<String>,
}

/// One `Schema` element (CSDL XML 4.01, 5).
#[derive(Clone, Debug)]
pub struct Namespace {
    /// The namespace.
    pub name: String,
    /// The alias that the schema element declares, unless an earlier document uses it for another namespace.
    pub alias: Option<String>,
    /// Annotations on the schema element.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// Id of an entity or complex type.
pub type StructuredId = Id<StructuredType>;
/// Id of an enumeration type.
pub type EnumId = Id<EnumType>;
/// Id of a type definition.
pub type TypeDefinitionId = Id<TypeDefinition>;
/// Id of an action or function overload.
pub type OperationId = Id<Operation>;
/// Id of an entity container.
pub type ContainerId = Id<EntityContainer>;
/// A child of an entity container, by its position there.
pub type ChildId = (ContainerId, usize);

/// A structural property, by the type that declares it and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyId {
    /// The type that declares the property.
    pub declaring: StructuredId,
    /// Index in [`StructuredType::properties`].
    pub index: usize,
}

/// A navigation property, by the type that declares it and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NavigationId {
    /// The type that declares the property.
    pub declaring: StructuredId,
    /// Index in [`StructuredType::navigation_properties`].
    pub index: usize,
}

impl NavigationId {
    /// Looks up the property.
    pub fn get(self, schema: &Schema) -> &NavigationProperty {
        &schema.structured_types[self.declaring].navigation_properties[self.index]
    }
}

/// A vocabulary term (CSDL XML 4.01, 14.1).
#[derive(Clone, Debug)]
pub struct Term {
    /// Qualified name.
    pub name: QualifiedName,
    /// Type of the annotation's value.
    pub ty: TypeRef,
    /// `AppliesTo`, split at white space.
    pub applies_to: Vec<String>,
    /// `DefaultValue`, as written.
    pub default_value: Option<String>,
    /// `BaseTerm`, fully qualified.
    pub base_term: Option<String>,
    /// Annotations on the term.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}
