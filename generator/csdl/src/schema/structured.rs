//! Entity types, complex types and their properties.

use clientwright_diagnostics::source::Span;

use super::{Annotation, ElementPath, QualifiedName, StructuredId, TypeRef};

/// The kind of a structured type: entity types have keys, complex types do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructuredKind {
    /// An `EntityType` (CSDL XML 4.01, 6).
    Entity,
    /// A `ComplexType` (CSDL XML 4.01, 9).
    Complex,
}

/// An entity type or a complex type.
#[derive(Clone, Debug)]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// Qualified name.
    pub name: QualifiedName,
    /// The type that this one derives from.
    pub base: Option<StructuredId>,
    /// Types that name this one as their base, in document order.
    pub derived: Vec<StructuredId>,
    /// `Abstract="true"`.
    pub is_abstract: bool,
    /// `OpenType="true"`, on this type or inherited.
    pub is_open: bool,
    /// `HasStream="true"`, on this type or inherited (entity types only).
    pub has_stream: bool,
    /// The key that the type itself declares; empty if it declares none.
    pub key: Vec<KeyProperty>,
    /// The alternate keys in the type's own `Core.AlternateKeys`. An entry that cannot be a key is omitted, with a
    /// warning; the annotation itself stays in `annotations`.
    pub alternate_keys: Vec<AlternateKey>,
    /// Structural properties that the type itself declares.
    pub properties: Vec<Property>,
    /// Navigation properties that the type itself declares.
    pub navigation_properties: Vec<NavigationProperty>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

impl StructuredType {
    /// The names of the properties and navigation properties that the type itself declares.
    pub fn member_names(&self) -> impl Iterator<Item = &str> {
        let properties = self.properties.iter().map(|p| p.name.as_str());
        properties.chain(self.navigation_properties.iter().map(|p| p.name.as_str()))
    }
}

/// One `PropertyRef` of a key (CSDL XML 4.01, 6.5).
#[derive(Clone, Debug)]
pub struct KeyProperty {
    /// Path to the property, such as `id` or `category/code`, split at `/`.
    pub path: Vec<String>,
    /// The alias, which paths with more than one segment must have.
    pub alias: Option<String>,
    /// The resolved type of the property at the end of the path.
    pub ty: TypeRef,
    /// The place of the reference.
    pub span: Span,
}

/// Another set of properties that identifies the entities of a type (`Core.AlternateKeys`, OData URL Conventions 4.01,
/// 4.3.3).
///
/// URLs always write its values with names in parentheses, even a single one: `People(ssn='123')`.
#[derive(Clone, Debug)]
pub struct AlternateKey {
    /// Its properties in the order of the annotation. Each has an alias, which is its name in URLs. If the annotation
    /// has no alias for a property of the type itself, the alias is the property's name.
    pub properties: Vec<KeyProperty>,
    /// The start tag of the annotation.
    pub span: Span,
}

/// A structural property (CSDL XML 4.01, 7).
#[derive(Clone, Debug)]
pub struct Property {
    /// Name as on the wire.
    pub name: String,
    /// Type and facets.
    pub ty: TypeRef,
    /// `DefaultValue`, as written.
    pub default_value: Option<String>,
    /// Annotations on the property.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// A navigation property (CSDL XML 4.01, 8).
#[derive(Clone, Debug)]
pub struct NavigationProperty {
    /// Name as on the wire.
    pub name: String,
    /// The target entity type.
    pub target: StructuredId,
    /// Whether it refers to a collection.
    pub is_collection: bool,
    /// `Nullable` of a single-valued navigation property; defaults to true.
    pub nullable: bool,
    /// `ContainsTarget="true"`.
    pub contains_target: bool,
    /// Path of the partner property, from the target type.
    pub partner: Option<ElementPath>,
    /// Which properties of this type must equal which of the target's.
    pub referential_constraints: Vec<ReferentialConstraint>,
    /// The effect on this side when the target is deleted, if the metadata declares it.
    pub on_delete: Option<OnDelete>,
    /// Annotations on the navigation property.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// A referential constraint of a navigation property (CSDL XML 4.01, 8.5).
#[derive(Clone, Debug)]
pub struct ReferentialConstraint {
    /// Path of the dependent property, from the type that declares the navigation property.
    pub property: ElementPath,
    /// Path of the principal property, from the target type.
    pub referenced_property: ElementPath,
    /// Annotations on the constraint.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// The `OnDelete` of a navigation property (CSDL XML 4.01, 8.6).
#[derive(Clone, Debug)]
pub struct OnDelete {
    /// The effect.
    pub action: OnDeleteAction,
    /// Annotations on it.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// The actions of an [`OnDelete`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDeleteAction {
    /// `Cascade`: related entities are deleted too.
    Cascade,
    /// `None`: the deletion fails while there are related entities.
    None,
    /// `SetNull`: dependent properties become null.
    SetNull,
    /// `SetDefault`: dependent properties get their default values.
    SetDefault,
}

impl OnDeleteAction {
    /// Every action with its name in metadata.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("Cascade", Self::Cascade),
        ("None", Self::None),
        ("SetNull", Self::SetNull),
        ("SetDefault", Self::SetDefault),
    ];

    /// The name in metadata.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, action)| *action == self)
            .map_or("None", |(name, _)| name)
    }

    /// Looks an action up by its name in metadata.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, action)| *action)
    }
}
