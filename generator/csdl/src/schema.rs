//! The resolved schema: what the metadata means, with every name looked up.
//!
//! Everything lives in arenas and refers to other things by typed ids. Names are fully qualified (aliases are
//! gone), external `Annotations` blocks are merged into the element that they target, and every list is in
//! document order.

mod annotation;
mod arena;
mod primitive;

use std::fmt;

use clientwright_diagnostics::source::Span;

pub use annotation::{Annotation, Expression, Path, PathKind, PropertyValue, Record, TypeTest};
pub use arena::{Arena, Id};
pub use primitive::Primitive;

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

/// A whole service: the main document, everything it references, and the overlays.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Version attribute of the main document's `edmx:Edmx` element, such as `4.0`.
    pub version: String,
    /// The `edmx:Reference` elements of all documents but overlays.
    pub references: Vec<Reference>,
    /// The `Schema` elements in document order, without repeats.
    pub namespaces: Vec<Namespace>,
    /// Entity types and complex types.
    pub structured_types: Arena<StructuredType>,
    /// The stand-in for `Edm.EntityType`, where a navigation property leads to it (CSDL XML 4.01, 8.1): an abstract, open
    /// entity type without properties in the namespace `Edm`, which is not among [`namespaces`](Self::namespaces).
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
    /// Annotations whose target no element here stands for, each with the target path, aliases expanded: paths through
    /// a container child or a property (`NS.Container/Set/Nav`), and inherited properties of a derived type.
    pub path_annotations: Vec<(String, Annotation)>,
    /// Declarations that no client can use and that are left out, each in a few words: an import of an operation that does
    /// not exist, a function without a return type. Each has a warning of its own.
    pub left_out: Vec<String>,
}

/// An `edmx:Reference` (CSDL XML 4.01, 4.1). What it leads to has been merged into the schema where it was loaded.
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
    /// The namespace that is included.
    pub namespace: String,
    /// Its alias in the document that the reference stands in.
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
    /// Only annotations whose target lies in this namespace.
    pub target_namespace: Option<String>,
}

impl Schema {
    /// The facets that hold for a value of a type: its own and, where it has none, those of its type definition
    /// (CSDL XML 4.01, 11.1).
    pub fn facets(&self, ty: &TypeRef) -> Facets {
        let own = ty.facets.clone();
        let Type::Definition(id) = ty.ty else {
            return own;
        };
        let defined = &self.type_definitions[id].facets;
        Facets {
            max_length: own.max_length.or(defined.max_length),
            precision: own.precision.or(defined.precision),
            scale: own.scale.or(defined.scale),
            unicode: own.unicode.or(defined.unicode),
            srid: own.srid.or_else(|| defined.srid.clone()),
        }
    }
}

/// One `Schema` element (CSDL XML 4.01, 5).
#[derive(Clone, Debug)]
pub struct Namespace {
    /// The namespace.
    pub name: String,
    /// The alias that the schema declares for itself, unless an earlier document gives it to another namespace.
    pub alias: Option<String>,
    /// Annotations on the schema itself.
    pub annotations: Vec<Annotation>,
    /// Where the schema starts.
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

/// Whether a structured type has identity.
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
    /// The key that this very type declares; empty when it declares none.
    pub key: Vec<KeyProperty>,
    /// The alternate keys that `Core.AlternateKeys` gives this very type. An entry that cannot be a key is left out,
    /// with a warning; the annotation itself stays in `annotations`.
    pub alternate_keys: Vec<AlternateKey>,
    /// Structural properties that this very type declares.
    pub properties: Vec<Property>,
    /// Navigation properties that this very type declares.
    pub navigation_properties: Vec<NavigationProperty>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

impl StructuredType {
    /// The names of the properties and navigation properties that this very type declares.
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
    /// The resolved type of the property that the path leads to.
    pub ty: TypeRef,
    /// Where the reference stands.
    pub span: Span,
}

/// Another set of properties that tells the entities of a type apart (`Core.AlternateKeys`, OData URL Conventions
/// 4.01, 4.3.3).
///
/// In URLs its values stand by name in parentheses, also when there is only one: `People(ssn='123')`.
#[derive(Clone, Debug)]
pub struct AlternateKey {
    /// Its properties in the order of the annotation. Each has an alias, by which URLs call it; where the annotation
    /// gives none to a property of the type itself, the alias is the property's name.
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
    /// The entity type that it leads to.
    pub target: StructuredId,
    /// Whether it leads to many.
    pub is_collection: bool,
    /// `Nullable` of a single-valued navigation property; defaults to true.
    pub nullable: bool,
    /// `ContainsTarget="true"`.
    pub contains_target: bool,
    /// Path of the partner property, from the target type, with type casts fully qualified.
    pub partner: Option<String>,
    /// Which properties of this type must equal which of the target's.
    pub referential_constraints: Vec<ReferentialConstraint>,
    /// What happens to this side when the target is deleted, when the metadata says so.
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
    pub property: String,
    /// Path of the principal property, from the target type.
    pub referenced_property: String,
    /// Annotations on the constraint.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// The `OnDelete` of a navigation property (CSDL XML 4.01, 8.6).
#[derive(Clone, Debug)]
pub struct OnDelete {
    /// What happens.
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

/// An enumeration type (CSDL XML 4.01, 10).
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Qualified name.
    pub name: QualifiedName,
    /// The integer type that values are stored as; `Edm.Int32` unless given.
    pub underlying: Primitive,
    /// `IsFlags="true"`.
    pub is_flags: bool,
    /// Members in document order. May be empty.
    pub members: Vec<EnumMember>,
    /// Annotations on the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// One member of an enumeration type.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Name as on the wire.
    pub name: String,
    /// Value: as written, or one more than the member before (the first is zero).
    pub value: i64,
    /// Annotations on the member.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
}

/// A type definition (CSDL XML 4.01, 11).
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Qualified name.
    pub name: QualifiedName,
    /// The primitive type that it specialises.
    pub underlying: Primitive,
    /// Facets given on the definition.
    pub facets: Facets,
    /// Annotations on the definition.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

/// What a property, parameter or return type refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The type, or the item type of a collection.
    pub ty: Type,
    /// `Collection(…)`.
    pub is_collection: bool,
    /// Nullability of the value, or of the items of a collection. `None` when `Nullable` is not written: then a
    /// single value is nullable (CSDL XML 4.01, 7.2.1), and for a collection nothing is promised.
    pub nullable: Option<bool>,
    /// Facets.
    pub facets: Facets,
    /// The value of the `Type` attribute.
    pub span: Span,
}

/// A type, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A primitive or abstract built-in type.
    Primitive(Primitive),
    /// An entity or complex type.
    Structured(StructuredId),
    /// An enumeration type.
    Enum(EnumId),
    /// A type definition.
    Definition(TypeDefinitionId),
}

/// Facets of a type reference (CSDL XML 4.01, 7.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// `MaxLength`.
    pub max_length: Option<MaxLength>,
    /// `Precision`.
    pub precision: Option<u32>,
    /// `Scale`.
    pub scale: Option<Scale>,
    /// `Unicode`; defaults to true.
    pub unicode: Option<bool>,
    /// `SRID`, as written.
    pub srid: Option<String>,
}

/// Value of the `MaxLength` facet (CSDL XML 4.01, 7.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxLength {
    /// At most this many characters, or bytes of binary values.
    Limit(u64),
    /// `max`: the largest length that the service supports.
    Max,
}

/// Value of the `Scale` facet (CSDL XML 4.01, 7.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// At most this many digits right of the decimal point.
    Fixed(u32),
    /// `variable`.
    Variable,
    /// `floating` (4.01).
    Floating,
}

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// May have side effects; called by `POST`.
    Action,
    /// Has none; called by `GET`.
    Function,
}

impl OperationKind {
    /// The kind as a word: `action` or `function`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Function => "function",
        }
    }
}

/// One overload of an action or function (CSDL XML 4.01, 12).
#[derive(Clone, Debug)]
pub struct Operation {
    /// Action or function.
    pub kind: OperationKind,
    /// Qualified name, shared by all overloads.
    pub name: QualifiedName,
    /// `IsBound="true"`: the first parameter is the binding parameter.
    pub is_bound: bool,
    /// `IsComposable="true"` (functions).
    pub is_composable: bool,
    /// `EntitySetPath`, as written.
    pub entity_set_path: Option<String>,
    /// All parameters in document order, the binding parameter first.
    pub parameters: Vec<Parameter>,
    /// What it returns, if anything.
    pub return_type: Option<ReturnType>,
    /// Annotations on the overload, and on all overloads of its name.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
    /// The value of the `Name` attribute.
    pub name_span: Span,
}

impl Operation {
    /// The binding parameter of a bound operation.
    pub fn binding_parameter(&self) -> Option<&Parameter> {
        self.parameters.first().filter(|_| self.is_bound)
    }

    /// The parameters that a caller passes: all but the binding parameter.
    pub fn call_parameters(&self) -> &[Parameter] {
        match self.is_bound {
            true => self.parameters.get(1..).unwrap_or_default(),
            false => &self.parameters,
        }
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name as on the wire.
    pub name: String,
    /// Type and facets.
    pub ty: TypeRef,
    /// Annotations on the parameter.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
}

/// The return type of an operation.
#[derive(Clone, Debug)]
pub struct ReturnType {
    /// Type and facets.
    pub ty: TypeRef,
    /// Annotations on the return type.
    pub annotations: Vec<Annotation>,
    /// The element's start tag.
    pub span: Span,
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
    /// `BaseTerm`, as written.
    pub base_term: Option<String>,
    /// Annotations on the term.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

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
    /// What it is.
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

/// What a child of an entity container is.
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
        /// The entity set of the returned entities, as written.
        entity_set: Option<String>,
    },
    /// A function import (CSDL XML 4.01, 13.6).
    FunctionImport {
        /// All unbound overloads of the function.
        functions: Vec<OperationId>,
        /// The entity set of the returned entities, as written.
        entity_set: Option<String>,
    },
}

/// A navigation property binding (CSDL XML 4.01, 13.4).
#[derive(Clone, Debug)]
pub struct NavigationBinding {
    /// Path of the navigation property, with type casts fully qualified.
    pub path: String,
    /// Target entity set, singleton or containment path, as written.
    pub target: String,
    /// Where the binding stands.
    pub span: Span,
}
