//! Annotations and their values.

use clientwright_diagnostics::source::Span;

use super::Facets;
use crate::syntax::PathKind;

/// An annotation (CSDL XML 4.01, 14.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Fully qualified term, such as `Org.OData.Core.V1.Description`; well-known aliases (`Core.…`) are expanded.
    pub term: String,
    /// The qualifier, if any.
    pub qualifier: Option<String>,
    /// The value; `None` if the annotation has no value, so that the default value of the term applies.
    pub value: Option<Expression>,
    /// Annotations on the annotation.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// An annotation's value: a constant or dynamic expression (CSDL XML 4.01, 14.3 and 14.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `Binary`, as written.
    Binary(String),
    /// `Bool`.
    Bool(bool),
    /// `Date`, as written.
    Date(String),
    /// `DateTimeOffset`, as written.
    DateTimeOffset(String),
    /// `Decimal`, as written.
    Decimal(String),
    /// `Duration`, as written.
    Duration(String),
    /// `EnumMember`: fully qualified members, as in `NS.Enum/Member`.
    EnumMember(Vec<String>),
    /// `Float`.
    Float(f64),
    /// `Guid`, as written.
    Guid(String),
    /// `Int`.
    Int(i64),
    /// `String`.
    String(String),
    /// `TimeOfDay`, as written.
    TimeOfDay(String),
    /// `AnnotationPath`, `ModelElementPath`, `NavigationPropertyPath`, `PropertyPath`, `Path`, `AnyPropertyPath`.
    Path(Path),
    /// `Null`.
    Null,
    /// `Collection`.
    Collection(Vec<Expression>),
    /// `Record`.
    Record(Record),
    /// `Apply`.
    Apply {
        /// Name of the client-side function.
        function: String,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
    /// `Cast`.
    Cast(TypeTest),
    /// `IsOf`.
    IsOf(TypeTest),
    /// `If`: condition, then, else.
    If(Vec<Expression>),
    /// `LabeledElement`.
    Labeled(String, Box<Expression>),
    /// `LabeledElementReference`.
    LabeledReference(String),
    /// `UrlRef`.
    UrlRef(Box<Expression>),
    /// A comparison or logical operator (`And`, `Or`, `Not`, `Eq`, `Ne`, `Gt`, `Ge`, `Lt`, `Le`, `Has`, `In`) or an
    /// arithmetic one (`Add`, `Sub`, `Neg`, `Mul`, `Div`, `DivBy`, `Mod`).
    Operator(String, Vec<Expression>),
    /// An expression with annotations. Never a [`Record`], which contains its annotations itself.
    Annotated(Box<Expression>, Vec<Annotation>),
}

/// The content of `Cast` and `IsOf` (CSDL XML 4.01, 14.4.5 and 14.4.8).
#[derive(Clone, Debug, PartialEq)]
pub struct TypeTest {
    /// The type, fully qualified, such as `NS.Type` or `Collection(Edm.String)`.
    pub ty: String,
    /// Its facets.
    pub facets: Facets,
    /// The expression whose value is cast or tested.
    pub value: Box<Expression>,
}

/// A path expression (CSDL XML 4.01, 14.4.1).
#[derive(Clone, Debug)]
pub struct Path {
    /// The kind of its target.
    pub kind: PathKind,
    /// The path, with aliases expanded.
    pub text: String,
    /// The value of the attribute, or the text of the element.
    pub span: Span,
}

/// Paths are equal if kind and text are equal, whatever their place.
impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, &self.text) == (other.kind, &other.text)
    }
}

/// A record expression (CSDL XML 4.01, 14.4.12).
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record's type, fully qualified, if it is stated.
    pub ty: Option<String>,
    /// Property values in document order.
    pub properties: Vec<PropertyValue>,
    /// Annotations on the record.
    pub annotations: Vec<Annotation>,
}

/// One property value of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyValue {
    /// Property name.
    pub name: String,
    /// The value, if there is one.
    pub value: Option<Expression>,
    /// Annotations on the property value.
    pub annotations: Vec<Annotation>,
}
