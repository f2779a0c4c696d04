//! Annotations and the expressions that are their values (CSDL XML 4.01, 14.2 to 14.4).

use clientwright_diagnostics::source::Span;

use super::{Facets, Text};

/// An `Annotations` block (14.2.2): annotations for a target that is declared elsewhere.
#[derive(Clone, Debug)]
pub struct Annotations {
    /// `Target`: a path.
    pub target: Text,
    /// `Qualifier`, which applies to each annotation without its own.
    pub qualifier: Option<Text>,
    /// The annotations.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An `Annotation` (14.2).
#[derive(Clone, Debug)]
pub struct Annotation {
    /// `Term`.
    pub term: Text,
    /// `Qualifier`.
    pub qualifier: Option<Text>,
    /// The value, in attribute or element form.
    pub value: Option<Expression>,
    /// Annotations on the annotation.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// A constant or dynamic expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The kind of expression.
    pub kind: ExpressionKind,
    /// Annotations on the expression; those on a record are in [`Record`].
    pub annotations: Vec<Annotation>,
    /// The attribute value, the text of the element, or its start tag.
    pub span: Span,
}

/// The forms of expressions. Constants are kept as written.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// `Binary` (14.3.1).
    Binary(String),
    /// `Bool` (14.3.2).
    Bool(String),
    /// `Date` (14.3.3).
    Date(String),
    /// `DateTimeOffset` (14.3.4).
    DateTimeOffset(String),
    /// `Decimal` (14.3.5).
    Decimal(String),
    /// `Duration` (14.3.6).
    Duration(String),
    /// `EnumMember` (14.3.7).
    EnumMember(String),
    /// `Float` (14.3.8).
    Float(String),
    /// `Guid` (14.3.9).
    Guid(String),
    /// `Int` (14.3.10).
    Int(String),
    /// `String` (14.3.11).
    String(String),
    /// `TimeOfDay` (14.3.12).
    TimeOfDay(String),
    /// A path (14.4.1).
    Path(PathKind, String),
    /// `Null` (14.4.11).
    Null,
    /// `Collection` (14.4.6).
    Collection(Vec<Expression>),
    /// `Record` (14.4.12).
    Record(Record),
    /// `Apply` (14.4.4).
    Apply {
        /// `Function`.
        function: String,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
    /// `Cast` (14.4.5).
    Cast(TypeTest),
    /// `IsOf` (14.4.8).
    IsOf(TypeTest),
    /// `If` (14.4.7): condition, then, else.
    If(Vec<Expression>),
    /// `LabeledElement` (14.4.9).
    Labeled {
        /// `Name`.
        name: String,
        /// The labeled expression; `None` if it is missing.
        value: Option<Box<Expression>>,
    },
    /// `LabeledElementReference` (14.4.10).
    LabeledReference(String),
    /// `UrlRef` (14.4.13); `None` if the child is missing.
    UrlRef(Option<Box<Expression>>),
    /// A comparison, logical or arithmetic operator (14.4.2, 14.4.3).
    Operator(&'static str, Vec<Expression>),
}

/// The common part of `Cast` and `IsOf`.
#[derive(Clone, Debug)]
pub struct TypeTest {
    /// `Type`.
    pub ty: Text,
    /// Facets of the type.
    pub facets: Facets,
    /// The operand; `None` if it is missing.
    pub value: Option<Box<Expression>>,
}

/// A `Record` (14.4.12).
#[derive(Clone, Debug)]
pub struct Record {
    /// `Type`.
    pub ty: Option<Text>,
    /// `PropertyValue` children.
    pub properties: Vec<PropertyValue>,
    /// Annotations on the record.
    pub annotations: Vec<Annotation>,
}

/// A `PropertyValue` of a record.
#[derive(Clone, Debug)]
pub struct PropertyValue {
    /// `Property`.
    pub name: Text,
    /// The value, in attribute or element form.
    pub value: Option<Expression>,
    /// Annotations on the property value.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// The kind of target of a path expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// `AnnotationPath`.
    Annotation,
    /// `AnyPropertyPath`.
    AnyProperty,
    /// `ModelElementPath`.
    ModelElement,
    /// `NavigationPropertyPath`.
    NavigationProperty,
    /// `PropertyPath`.
    Property,
    /// `Path`: the value at the end of the path.
    Value,
}
