//! What an [`Expression`](crate::query::Expression) is besides its value, as its third parameter.

use std::marker::PhantomData;

/// The path of a property from the entity: can be selected. `End` is the kind of the last property.
#[derive(Clone, Copy, Debug)]
pub struct Direct<End = Structural>(PhantomData<End>);

/// The variable of an `any` or `all`, `$it`, `$this` and `$root`, or a path from one of them.
#[derive(Clone, Copy, Debug)]
pub struct Variable(());

/// The result of an operator or a function.
#[derive(Clone, Copy, Debug)]
pub struct Calculated(());

/// The end of a path that is a structural property.
#[derive(Clone, Copy, Debug)]
pub struct Structural(());

/// The end of a path that is a navigation property to at most one entity: may be expanded.
#[derive(Clone, Copy, Debug)]
pub struct One(());

/// The end of a path that is a navigation property to many entities: may be expanded.
#[derive(Clone, Copy, Debug)]
pub struct Many(());
