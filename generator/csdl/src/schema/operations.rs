//! Actions and functions.

use clientwright_diagnostics::source::Span;

use super::{Annotation, ElementPath, QualifiedName, TypeRef};

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// May have side effects; called by `POST`.
    Action,
    /// Has no side effects; called by `GET`.
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
    /// `EntitySetPath`: from the type of the binding parameter, whose name the text starts with.
    pub entity_set_path: Option<ElementPath>,
    /// All parameters in document order, the binding parameter first.
    pub parameters: Vec<Parameter>,
    /// The result, if any.
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
