//! Actions and functions.

use clientwright_diagnostics::source::Span;

use super::{Annotation, Text, TypeUse};

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
