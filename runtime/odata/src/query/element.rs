//! The element of a collection that an `any` or `all` is about.

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::expr::{self, Expr, Root};
use super::expression::{Expression, Step, continued};
use super::kind::Variable;

/// The element of a collection in the condition of an [`any`](crate::Property::any) or [`all`](crate::Property::all),
/// with a value of type `Value`: the lambda variable of OData URL conventions 4.01, 5.1.1.13. It is `Copy` and has the
/// operations of its value type.
///
/// ```
/// # use clientwright_odata::Property;
/// # struct User;
/// # impl User { const TAGS: Property<Self, Vec<String>> = Property::new("tags"); }
/// let filter = User::TAGS.any(|tag| tag.starts_with("a").and(tag.ends_with("z")));
/// assert_eq!(filter.to_string(), "tags/any(a:startswith(a,'a') and endswith(a,'z'))");
/// ```
///
/// It is not worth anything outside of its condition: a request that has it elsewhere fails with
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest).
pub struct Element<Owner, Value> {
    variable: expr::Variable,
    marker: Marker<(Owner, Value)>,
}

impl<O, V> Element<O, V> {
    pub(super) fn new(variable: expr::Variable) -> Self {
        Self {
            variable,
            marker: PhantomData,
        }
    }

    /// The expression that it is.
    pub fn into_expression(self) -> Expression<O, V, Variable> {
        Expression::of(Expr::root(Root::Variable(self.variable)))
    }

    /// Continues with a property of the element: `a/city`.
    pub fn path<P: Step<V>>(self, step: P) -> Expression<O, P::Value, Variable> {
        Expression::of(continued(self.into_expression().into_expr(), step))
    }
}

impl<O, V> Clone for Element<O, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O, V> Copy for Element<O, V> {}

impl<O, V> fmt::Debug for Element<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Element").field(&self.variable).finish()
    }
}
