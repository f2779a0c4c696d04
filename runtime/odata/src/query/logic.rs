//! `and`, `or`, `not` (OData URL conventions 4.01, 5.1.1.1).

use super::element::Element;
use super::expr::{Expr, Logic};
use super::expression::{Expression, Filter, IntoFilter, operations};
use super::property::Property;

operations! {
    /// Conditions.
    impl<> bool {
        /// Both: `a and b`. Parentheses are put where the other side needs them.
        ///
        /// URL conventions 4.01, 5.1.1.1.7.
        pub fn and(self, other: impl IntoFilter<O>) -> Filter<O> {
            Filter::of(Expr::logic(Logic::And, self.into_expression().into_expr(), other.into_filter().into_expr()))
        }

        /// At least one: `a or b`.
        ///
        /// URL conventions 4.01, 5.1.1.1.8.
        pub fn or(self, other: impl IntoFilter<O>) -> Filter<O> {
            Filter::of(Expr::logic(Logic::Or, self.into_expression().into_expr(), other.into_filter().into_expr()))
        }
    }
}

/// The opposite: `not a`. The operator `!` does the same.
///
/// URL conventions 4.01, 5.1.1.1.9.
///
/// ```
/// # use clientwright_odata::{Property, not};
/// # struct User;
/// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
/// assert_eq!(not(User::NAME.contains("x")).to_string(), "not contains(name,'x')");
/// assert_eq!((!User::NAME.eq("x")).to_string(), "not (name eq 'x')");
/// ```
pub fn not<O>(condition: impl IntoFilter<O>) -> Filter<O> {
    Filter::of(Expr::Not(Box::new(condition.into_filter().into_expr())))
}

macro_rules! negated {
    ($(<$($parameter:ident)?> $type:ty),+) => {$(
        impl<O, $($parameter)?> std::ops::Not for $type {
            type Output = Filter<O>;

            fn not(self) -> Filter<O> {
                not(self)
            }
        }
    )+};
}
negated!(<K> Expression<O, bool, K>, <M> Property<O, bool, M>, <> Element<O, bool>);
