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
    pub call: CallKind,
    /// What it returns.
    pub returns: Returns,
    /// The builder of the result, where the path goes on behind the call.
    pub composed: Option<TypePath>,
}

/// How an operation is called.
#[derive(Clone, Debug, PartialEq)]
pub enum CallKind {
    /// By `GET`, with arguments in the URL.
    Function(Vec<Argument>),
    /// By `POST`, with the parameters in the body, if there are any.
    Action(Option<TypePath>),
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Name of the method's parameter.
    pub name: String,
    /// Name on the wire.
    pub wire_name: String,
    /// Type; an `Option` when null may be passed or the argument may be left out.
    pub ty: Ty,
    /// Whether `None` leaves the argument out instead of passing null.
    pub optional: bool,
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
