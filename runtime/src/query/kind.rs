//! What an [`Expression`](crate::Expression) is besides its value, as its third parameter.

/// The path of a property from the entity: may be selected.
#[derive(Clone, Copy, Debug)]
pub struct Direct(());

/// The variable of an `any` or `all`, or a path from it.
#[derive(Clone, Copy, Debug)]
pub struct Variable(());

/// The result of an operator or a function.
#[derive(Clone, Copy, Debug)]
pub struct Calculated(());
