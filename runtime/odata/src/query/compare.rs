//! Comparisons (OData URL conventions 4.01, 5.1.1.1).

use super::expr::{Binary, Expr, List};
use super::expression::{Expression, Filter, operations};
use super::operand::{IntoOperand, IsNotNull};
use crate::edm::{Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};

/// A value type with an order, for `gt`, `ge`, `lt` and `le`.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` have no order",
    note = "compare them with `eq` and `ne`"
)]
pub trait Ordered {}

macro_rules! ordered {
    ($($type:ty),+ $(,)?) => {$(impl Ordered for $type {})+};
}
ordered!(
    bool,
    u8,
    i8,
    i16,
    i32,
    i64,
    f32,
    f64,
    String,
    Decimal,
    Guid,
    Date,
    DateTimeOffset,
    TimeOfDay,
    Duration
);

impl<T: Ordered> Ordered for Option<T> {}

operations! {
    /// Equality.
    impl<V> V {
        /// Equal: `name eq 'x'`. Null equals null and nothing else.
        ///
        /// URL conventions 4.01, 5.1.1.1.1.
        pub fn eq(self, other: impl IntoOperand<O, V>) -> Filter<O> {
            compare(Binary::Eq, self.into_expression(), other)
        }

        /// Not equal: `name ne 'x'`. Null is not equal to any value.
        ///
        /// URL conventions 4.01, 5.1.1.1.2.
        pub fn ne(self, other: impl IntoOperand<O, V>) -> Filter<O> {
            compare(Binary::Ne, self.into_expression(), other)
        }

        /// One of some values: `name in ('a','b')` (OData 4.01). With none of them, the condition is `false`.
        ///
        /// URL conventions 4.01, 5.1.1.1.11.
        ///
        /// ```
        /// # use clientwright_odata::Property;
        /// # struct User;
        /// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
        /// assert_eq!(User::NAME.in_(["a", "b"]).to_string(), "name in ('a','b')");
        /// ```
        pub fn in_<T: IntoOperand<O, V>>(self, values: impl IntoIterator<Item = T>) -> Filter<O> {
            let values: Vec<_> = values.into_iter().map(|value| value.into_operand().0).collect();
            if values.is_empty() {
                // The ABNF has no empty list.
                return Filter::of(Expr::word("false"));
            }
            Filter::of(Expr::In(Box::new(self.into_expression().into_expr()), List::Items(values)))
        }

        /// One of the elements of a collection, such as another property: `name in tags` (OData 4.01).
        ///
        /// URL conventions 4.01, 5.1.1.1.11.
        ///
        /// ```
        /// # use clientwright_odata::{Property, query::Expression};
        /// # struct User;
        /// # impl User {
        /// #     const NAME: Property<Self, String> = Property::new("name");
        /// #     const ALIASES: Property<Self, Vec<String>> = Property::new("aliases");
        /// # }
        /// assert_eq!(User::NAME.member_of(User::ALIASES).to_string(), "name in aliases");
        /// ```
        pub fn member_of(self, collection: impl IntoOperand<O, Vec<V>, Nullity: IsNotNull>) -> Filter<O> {
            let collection = Box::new(collection.into_operand().0);
            Filter::of(Expr::In(Box::new(self.into_expression().into_expr()), List::Collection(collection)))
        }
    }
}

operations! {
    /// Order.
    impl<V: Ordered> V {
        /// Greater than: `count gt 5`. False where one of the two is null.
        ///
        /// URL conventions 4.01, 5.1.1.1.3.
        pub fn gt(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Filter<O> {
            compare(Binary::Gt, self.into_expression(), other)
        }

        /// Greater than or equal: `count ge 5`. False where one of the two is null.
        ///
        /// URL conventions 4.01, 5.1.1.1.4.
        pub fn ge(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Filter<O> {
            compare(Binary::Ge, self.into_expression(), other)
        }

        /// Less than: `count lt 5`. False where one of the two is null.
        ///
        /// URL conventions 4.01, 5.1.1.1.5.
        pub fn lt(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Filter<O> {
            compare(Binary::Lt, self.into_expression(), other)
        }

        /// Less than or equal: `count le 5`. False where one of the two is null.
        ///
        /// URL conventions 4.01, 5.1.1.1.6.
        pub fn le(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Filter<O> {
            compare(Binary::Le, self.into_expression(), other)
        }
    }
}

fn compare<O, V, K>(
    operator: Binary,
    left: Expression<O, V, K>,
    right: impl IntoOperand<O, V>,
) -> Filter<O> {
    Filter::of(Expr::binary(
        operator,
        left.into_expr(),
        right.into_operand().0,
    ))
}
