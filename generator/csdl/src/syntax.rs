//! The syntax tree: the content of the documents, before names are looked up.
//!
//! Clause numbers are those of CSDL XML 4.01. Every node has the span of its start tag, and every name and value that a
//! diagnostic can point at is a [`Text`] with its own span. Values are kept as written; only Booleans are decoded,
//! because they can be read in one way only.

mod container;
mod expression;
mod operations;
mod types;

pub use container::{
    ContainerChild, ContainerChildKind, EntityContainer, NavigationPropertyBinding,
};
pub use expression::{
    Annotation, Annotations, Expression, ExpressionKind, PathKind, PropertyValue, Record, TypeTest,
};
pub use operations::{Operation, Parameter, ReturnType};
pub use types::{
    EnumType, Facets, Key, Member, NavigationProperty, OnDelete, Property, PropertyRef,
    ReferentialConstraint, StructuredType, TypeDefinition, TypeUse,
};

use clientwright_diagnostics::source::{FileId, Span};

/// A name or attribute value: its text with references expanded, and its place.
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

    /// A placeholder for a required attribute that is missing or empty. The parser has reported it.
    pub(crate) fn missing(span: Span) -> Self {
        Self {
            value: String::new(),
            span,
        }
    }

    /// Whether it is the placeholder for a required attribute that is missing or empty. The parser has reported an error,
    /// and keeps the element so that a correction can remove it.
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

/// An `edmx:Reference` (4.1): another document that this one uses.
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
    /// `Annotations` blocks, each with an external target.
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
