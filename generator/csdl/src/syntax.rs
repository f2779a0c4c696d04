//! The syntax tree: what the documents say, before any name is looked up.
//!
//! Clause numbers are those of CSDL XML 4.01. Every node knows the span of its start tag, and every name and value
//! that a diagnostic may point at is a [`Text`] with a span of its own. Values are kept as written; only Booleans
//! are decoded, since there is just one way to read them.

mod expression;

pub use expression::{
    Annotation, Annotations, Expression, ExpressionKind, PropertyValue, Record, TypeTest,
};

use clientwright_diagnostics::source::{FileId, Span};

/// A name or attribute value: its text with references expanded, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// The place of the value, without its quotes.
    pub span: Span,
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// What stands for an attribute that must be there and is not, or is empty. The parser has reported it.
    pub(crate) fn missing(span: Span) -> Self {
        Self {
            value: String::new(),
            span,
        }
    }

    /// Whether it stands for an attribute that must be there and is not, or is empty: the parser has reported that as an
    /// error, and keeps the element so that a correction can take it away.
    pub fn is_missing(&self) -> bool {
        self.value.is_empty()
    }
}

/// One file: the `edmx:Edmx` element (4) with its `edmx:DataServices`.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// `Version`, such as `4.0` or `4.01`.
    pub version: Text,
    /// `edmx:Reference` elements.
    pub references: Vec<Reference>,
    /// `Schema` elements.
    pub schemas: Vec<Schema>,
    /// Which annotations with an outside target count: those that one of these lets through (4.3), or all of them when
    /// there are none. The parser leaves the list empty; who loads a document because of a reference puts the
    /// [`IncludeAnnotations`] of that reference here.
    pub taken_annotations: Vec<IncludeAnnotations>,
    /// The start tag of the root element.
    pub span: Span,
}

/// An `edmx:Reference` (4.1): another document that this one makes use of.
#[derive(Clone, Debug)]
pub struct Reference {
    /// `Uri`, as written; relative to `base` or the document.
    pub uri: Text,
    /// `xml:base` of the reference or of the root element, as written; relative to the document.
    pub base: Option<Text>,
    /// `edmx:Include` children.
    pub includes: Vec<Include>,
    /// `edmx:IncludeAnnotations` children.
    pub include_annotations: Vec<IncludeAnnotations>,
    /// Annotations on the reference.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An `edmx:Include` (4.2): a namespace taken from a referenced document.
#[derive(Clone, Debug)]
pub struct Include {
    /// `Namespace`.
    pub namespace: Text,
    /// `Alias`.
    pub alias: Option<Text>,
    /// Annotations on the include.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An `edmx:IncludeAnnotations` (4.3): annotations taken from a referenced document.
#[derive(Clone, Debug)]
pub struct IncludeAnnotations {
    /// `TermNamespace`.
    pub term_namespace: Text,
    /// `Qualifier`.
    pub qualifier: Option<Text>,
    /// `TargetNamespace`.
    pub target_namespace: Option<Text>,
    /// The start tag.
    pub span: Span,
}

/// A `Schema` (5).
#[derive(Clone, Debug)]
pub struct Schema {
    /// `Namespace`.
    pub namespace: Text,
    /// `Alias`.
    pub alias: Option<Text>,
    /// Child elements in document order, other than annotations.
    pub elements: Vec<SchemaElement>,
    /// `Annotations` blocks, each with an outside target.
    pub external_annotations: Vec<Annotations>,
    /// Annotations on the schema itself.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A child of a [`Schema`].
#[derive(Clone, Debug)]
pub enum SchemaElement {
    /// An `EntityType` or `ComplexType`.
    Structured(StructuredType),
    /// An `EnumType`.
    Enum(EnumType),
    /// A `TypeDefinition`.
    TypeDefinition(TypeDefinition),
    /// An `Action` or `Function`.
    Operation(Operation),
    /// An `EntityContainer`.
    Container(EntityContainer),
    /// A `Term`.
    Term(Term),
}

impl SchemaElement {
    /// `Name`.
    pub fn name(&self) -> &Text {
        match self {
            Self::Structured(e) => &e.name,
            Self::Enum(e) => &e.name,
            Self::TypeDefinition(e) => &e.name,
            Self::Operation(e) => &e.name,
            Self::Container(e) => &e.name,
            Self::Term(e) => &e.name,
        }
    }

    /// The start tag.
    pub fn span(&self) -> Span {
        match self {
            Self::Structured(e) => e.span,
            Self::Enum(e) => e.span,
            Self::TypeDefinition(e) => e.span,
            Self::Operation(e) => e.span,
            Self::Container(e) => e.span,
            Self::Term(e) => e.span,
        }
    }
}

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

/// A type with its nullability and facets, as properties, parameters, return types and terms have them (7.1, 7.2).
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

/// An `Action` (12.1) or a `Function` (12.3).
#[derive(Clone, Debug)]
pub struct Operation {
    /// Whether it is a `Function`.
    pub is_function: bool,
    /// `Name`.
    pub name: Text,
    /// `IsBound`; defaults to false.
    pub is_bound: bool,
    /// `IsComposable`; defaults to false.
    pub is_composable: bool,
    /// `EntitySetPath`.
    pub entity_set_path: Option<Text>,
    /// `Parameter` children.
    pub parameters: Vec<Parameter>,
    /// `ReturnType` children. There should be one at most.
    pub return_types: Vec<ReturnType>,
    /// Annotations on the operation.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `Parameter` (12.9).
#[derive(Clone, Debug)]
pub struct Parameter {
    /// `Name`.
    pub name: Text,
    /// `Type` and facets.
    pub ty: TypeUse,
    /// Annotations on the parameter.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A `ReturnType` (12.8).
#[derive(Clone, Debug)]
pub struct ReturnType {
    /// `Type` and facets.
    pub ty: TypeUse,
    /// Annotations on the return type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

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

/// A `Term` (14.1).
#[derive(Clone, Debug)]
pub struct Term {
    /// `Name`.
    pub name: Text,
    /// `Type` and facets.
    pub ty: TypeUse,
    /// `BaseTerm`.
    pub base_term: Option<Text>,
    /// `DefaultValue`.
    pub default_value: Option<Text>,
    /// `AppliesTo`.
    pub applies_to: Option<Text>,
    /// Annotations on the term.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}
