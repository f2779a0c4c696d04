//! Types and their properties.

use clientwright_diagnostics::source::Span;

use super::{Annotation, Text};

/// An `EntityType` (6) or a `ComplexType` (9).
#[derive(Clone, Debug)]
pub struct StructuredType {
    /// Whether it is an `EntityType`.
    pub is_entity: bool,
    /// `Name`.
    pub name: Text,
    /// `BaseType`.
    pub base_type: Option<Text>,
    /// `Abstract`; defaults to false.
    pub is_abstract: bool,
    /// `OpenType`; defaults to false.
    pub is_open: bool,
    /// `HasStream`; defaults to false.
    pub has_stream: bool,
    /// `Key` children (6.5). There should be one at most.
    pub keys: Vec<Key>,
    /// `Property` children.
    pub properties: Vec<Property>,
    /// `NavigationProperty` children.
    pub navigation_properties: Vec<NavigationProperty>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `Key` (6.5).
#[derive(Clone, Debug)]
pub struct Key {
    /// `PropertyRef` children.
    pub properties: Vec<PropertyRef>,
    /// Annotations on the key.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `PropertyRef` (6.5).
#[derive(Clone, Debug)]
pub struct PropertyRef {
    /// `Name`: a path.
    pub name: Text,
    /// `Alias`.
    pub alias: Option<Text>,
    /// The start tag.
    pub span: Span,
}

/// A type with its nullability and facets, as in properties, parameters, return types and terms (7.1, 7.2).
#[derive(Clone, Debug)]
pub struct TypeUse {
    /// `Type`.
    pub name: Text,
    /// `Nullable`.
    pub nullable: Option<bool>,
    /// The place of the value of `Nullable`, also of one that cannot be read.
    pub nullable_span: Option<Span>,
    /// Facets.
    pub facets: Facets,
}

/// Facets as written (7.2).
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// `MaxLength`.
    pub max_length: Option<Text>,
    /// `Precision`.
    pub precision: Option<Text>,
    /// `Scale`.
    pub scale: Option<Text>,
    /// `Unicode`.
    pub unicode: Option<bool>,
    /// `SRID`.
    pub srid: Option<Text>,
}

/// A `Property` (7).
#[derive(Clone, Debug)]
pub struct Property {
    /// `Name`.
    pub name: Text,
    /// `Type` and facets.
    pub ty: TypeUse,
    /// `DefaultValue`.
    pub default_value: Option<Text>,
    /// Annotations on the property.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `NavigationProperty` (8).
#[derive(Clone, Debug)]
pub struct NavigationProperty {
    /// `Name`.
    pub name: Text,
    /// `Type`.
    pub ty: Text,
    /// `Nullable`.
    pub nullable: Option<bool>,
    /// The place of the value of `Nullable`, also of one that cannot be read.
    pub nullable_span: Option<Span>,
    /// `Partner`.
    pub partner: Option<Text>,
    /// `ContainsTarget`; defaults to false.
    pub contains_target: bool,
    /// `ReferentialConstraint` children (8.5).
    pub referential_constraints: Vec<ReferentialConstraint>,
    /// `OnDelete` (8.6).
    pub on_delete: Option<OnDelete>,
    /// Annotations on the navigation property.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `ReferentialConstraint` (8.5).
#[derive(Clone, Debug)]
pub struct ReferentialConstraint {
    /// `Property`: path of the dependent property.
    pub property: Text,
    /// `ReferencedProperty`: path of the principal property.
    pub referenced_property: Text,
    /// Annotations on the constraint.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An `OnDelete` (8.6).
#[derive(Clone, Debug)]
pub struct OnDelete {
    /// `Action`: `Cascade`, `None`, `SetNull` or `SetDefault`.
    pub action: Text,
    /// Annotations on the action.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An `EnumType` (10).
#[derive(Clone, Debug)]
pub struct EnumType {
    /// `Name`.
    pub name: Text,
    /// `UnderlyingType`.
    pub underlying_type: Option<Text>,
    /// `IsFlags`; defaults to false.
    pub is_flags: bool,
    /// `Member` children.
    pub members: Vec<Member>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `Member` of an enumeration type (10.3).
#[derive(Clone, Debug)]
pub struct Member {
    /// `Name`.
    pub name: Text,
    /// `Value`.
    pub value: Option<Text>,
    /// Annotations on the member.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `TypeDefinition` (11).
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// `Name`.
    pub name: Text,
    /// `UnderlyingType`.
    pub underlying_type: Text,
    /// Facets.
    pub facets: Facets,
    /// Annotations on the definition.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}
