//! Actions and functions.

use super::{Docs, Ty, TypePath};

/// An action or function.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Name of the method.
    pub method: String,
    /// Namespace on the wire; `None` for an import, which is called by its bare name.
    pub namespace: Option<String>,
    /// What it is bound to, as the metadata writes it.
    pub binding: Option<String>,
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// How it is called.
    pub kind: CallKind,
    /// What it takes, in the order of the metadata.
    pub arguments: Vec<Argument>,
    /// The call with methods for the arguments that may be left out, where there are such.
    pub call: Option<TypePath>,
    /// What it returns.
    pub returns: Returns,
    /// The builder of the result, where the path goes on behind the call.
    pub composed: Option<TypePath>,
}

/// How an operation is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// By `GET`, with arguments in the URL.
    Function,
    /// By `POST`, with arguments in the body.
    Action,
}

/// An argument of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Name of the method's parameter, or of the method of the call.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Docs.
    pub docs: Docs,
    /// Type, of what is not null.
    pub ty: Ty,
    /// Whether null may be passed.
    pub nullable: bool,
    /// Whether it may be left out: it is then a method of the call.
    pub optional: bool,
}

/// The call of an operation, with a method for each argument that may be left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Name.
    pub name: String,
    /// Docs.
    pub docs: Docs,
    /// The operation.
    pub operation: Operation,
}

/// What an operation returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Returns {
    /// Nothing.
    Nothing,
    /// A stream.
    Stream,
    /// One value.
    Single(Ty),
    /// Pages of values.
    Collection(Ty),
}
