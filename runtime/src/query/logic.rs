//! `and`, `or`, `not` (OData URL conventions 4.01, 5.1.1.1).

use super::expr::{Expr, Logic};
use super::expression::{Expression, Filter, operations};
use super::property::Property;

operations! {
    /// Conditions.
    impl<> bool {
        /// Both: `a and b`.
        pub fn and(self, other: impl Into<Filter<O>>) -> Filter<O> {
            Filter::of(Expr::logic(Logic::And, self.into_expression().into_expr(), other.into().into_expr()))
        }

        /// At least one: `a or b`.
        pub fn or(self, other: impl Into<Filter<O>>) -> Filter<O> {
            Filter::of(Expr::logic(Logic::Or, self.into_expression().into_expr(), other.into().into_expr()))
        }
    }
}

/// The opposite: `not a`. The operator `!` does the same.
pub fn not<O>(condition: impl Into<Filter<O>>) -> Filter<O> {
    Filter::of(Expr::Not(Box::new(condition.into().into_expr())))
}

impl<O, K> std::ops::Not for Expression<O, bool, K> {
    type Output = Filter<O>;

    fn not(self) -> Filter<O> {
        Filter::of(Expr::Not(Box::new(self.into_expr())))
    }
}

impl<O, M> std::ops::Not for Property<O, bool, M> {
    type Output = Filter<O>;

    fn not(self) -> Filter<O> {
        !self.into_expression()
    }
}
