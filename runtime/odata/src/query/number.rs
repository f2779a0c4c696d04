//! Arithmetic (OData URL conventions 4.01, 5.1.1.2 and 5.1.1.9).
#![allow(
    clippy::should_implement_trait,
    reason = "the operators of Rust would not take literals: their right side has one type for each left one"
)]

use super::expr::{Binary, Expr};
use super::expression::{Expression, operations};
use super::operand::{IntoOperand, IsNotNull};
use crate::edm::{Decimal, Duration};

/// A value type to calculate with.
#[diagnostic::on_unimplemented(message = "`{Self}` is no number")]
pub trait Number {}

macro_rules! numbers {
    ($($type:ty),+ $(,)?) => {$(impl Number for $type {})+};
}
numbers!(u8, i8, i16, i32, i64, f32, f64, Decimal);

operations! {
    /// Arithmetic.
    ///
    /// ```
    /// # use clientwright_odata::{Property, edm::{Decimal, Duration}};
    /// # struct Line;
    /// # impl Line {
    /// #     const PRICE: Property<Self, Decimal> = Property::new("price");
    /// #     const AMOUNT: Property<Self, i16> = Property::new("amount");
    /// #     const DELAY: Property<Self, Duration> = Property::new("delay");
    /// # }
    /// assert_eq!(Line::PRICE.add(1).mul(1.25).gt(100).to_string(), "(price add 1) mul 1.25 gt 100");
    /// assert_eq!(Line::AMOUNT.modulo(2).eq(0).to_string(), "amount mod 2 eq 0");
    /// let day = std::time::Duration::from_secs(86_400);
    /// assert_eq!(Line::DELAY.mul(2).gt(day).to_string(), "delay mul 2 gt duration'P1D'");
    /// ```
    impl<V: Number> V {
        /// Sum: `a add b`.
        ///
        /// URL conventions 4.01, 5.1.1.2.1.
        pub fn add(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, V> {
            calculate(Binary::Add, self.into_expression(), other)
        }

        /// Difference: `a sub b`.
        ///
        /// URL conventions 4.01, 5.1.1.2.2.
        pub fn sub(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, V> {
            calculate(Binary::Sub, self.into_expression(), other)
        }

        /// Product: `a mul b`.
        ///
        /// URL conventions 4.01, 5.1.1.2.4.
        pub fn mul(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, V> {
            calculate(Binary::Mul, self.into_expression(), other)
        }

        /// Quotient: `a div b`, which drops the remainder of integers.
        ///
        /// URL conventions 4.01, 5.1.1.2.5.
        pub fn div(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, V> {
            calculate(Binary::Div, self.into_expression(), other)
        }

        /// Quotient with a fraction also of integers: `a divby b` (OData 4.01).
        ///
        /// URL conventions 4.01, 5.1.1.2.5.
        pub fn div_by(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, V> {
            calculate(Binary::DivBy, self.into_expression(), other)
        }

        /// Remainder: `a mod b`.
        ///
        /// URL conventions 4.01, 5.1.1.2.6.
        pub fn modulo(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, V> {
            calculate(Binary::Mod, self.into_expression(), other)
        }

        /// The number with the other sign: `-a`.
        ///
        /// URL conventions 4.01, 5.1.1.2.3.
        pub fn negate(self) -> Expression<O, V> {
            Expression::of(Expr::Negate(Box::new(self.into_expression().into_expr())))
        }

        /// The nearest number without a fraction: `round(a)`.
        ///
        /// URL conventions 4.01, 5.1.1.9.3.
        pub fn round(self) -> Expression<O, V> {
            Expression::of(Expr::Call("round", vec![self.into_expression().into_expr()]))
        }

        /// The next lower number without a fraction: `floor(a)`.
        ///
        /// URL conventions 4.01, 5.1.1.9.2.
        pub fn floor(self) -> Expression<O, V> {
            Expression::of(Expr::Call("floor", vec![self.into_expression().into_expr()]))
        }

        /// The next higher number without a fraction: `ceiling(a)`.
        ///
        /// URL conventions 4.01, 5.1.1.9.1.
        pub fn ceiling(self) -> Expression<O, V> {
            Expression::of(Expr::Call("ceiling", vec![self.into_expression().into_expr()]))
        }
    }
}

operations! {
    /// Arithmetic of durations.
    impl<> Duration {
        /// Both, one after the other: `delay add duration'PT1H'`.
        ///
        /// URL conventions 4.01, 5.1.1.2.1.
        pub fn add(self, other: impl IntoOperand<O, Duration, Nullity: IsNotNull>) -> Expression<O, Duration> {
            calculate(Binary::Add, self.into_expression(), other)
        }

        /// The difference: `delay sub duration'PT1H'`.
        ///
        /// URL conventions 4.01, 5.1.1.2.2.
        pub fn sub(self, other: impl IntoOperand<O, Duration, Nullity: IsNotNull>) -> Expression<O, Duration> {
            calculate(Binary::Sub, self.into_expression(), other)
        }

        /// So many times: `delay mul 2`.
        ///
        /// URL conventions 4.01, 5.1.1.2.4.
        pub fn mul(self, factor: impl IntoOperand<O, Decimal, Nullity: IsNotNull>) -> Expression<O, Duration> {
            calculate(Binary::Mul, self.into_expression(), factor)
        }

        /// A part: `delay div 2`.
        ///
        /// URL conventions 4.01, 5.1.1.2.5.
        pub fn div(self, divisor: impl IntoOperand<O, Decimal, Nullity: IsNotNull>) -> Expression<O, Duration> {
            calculate(Binary::Div, self.into_expression(), divisor)
        }

        /// The same backwards: `-delay`.
        ///
        /// URL conventions 4.01, 5.1.1.2.3.
        pub fn negate(self) -> Expression<O, Duration> {
            Expression::of(Expr::Negate(Box::new(self.into_expression().into_expr())))
        }
    }
}

fn calculate<O, V, K, R>(
    operator: Binary,
    left: Expression<O, V, K>,
    right: impl IntoOperand<O, R>,
) -> Expression<O, V> {
    Expression::of(Expr::binary(
        operator,
        left.into_expr(),
        right.into_operand().0,
    ))
}
