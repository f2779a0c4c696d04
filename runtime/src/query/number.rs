//! Arithmetic (OData URL conventions 4.01, 5.1.1.2 and 5.1.1.9).
#![allow(
    clippy::should_implement_trait,
    reason = "the operators of Rust would not take literals: their right side has one type for each left one"
)]

use super::expr::{Binary, Expr};
use super::expression::{Expression, operations};
use super::operand::IntoOperand;
use crate::edm::Decimal;

/// A value type to calculate with.
#[diagnostic::on_unimplemented(message = "`{Self}` is no number")]
pub trait Number {}

macro_rules! numbers {
    ($($type:ty),+ $(,)?) => {$(impl Number for $type {})+};
}
numbers!(u8, i8, i16, i32, i64, f32, f64, Decimal);

operations! {
    /// Arithmetic.
    impl<V: Number> V {
        /// Sum: `a add b`.
        pub fn add(self, other: impl IntoOperand<O, V>) -> Expression<O, V> {
            calculate(Binary::Add, self.into_expression(), other)
        }

        /// Difference: `a sub b`.
        pub fn sub(self, other: impl IntoOperand<O, V>) -> Expression<O, V> {
            calculate(Binary::Sub, self.into_expression(), other)
        }

        /// Product: `a mul b`.
        pub fn mul(self, other: impl IntoOperand<O, V>) -> Expression<O, V> {
            calculate(Binary::Mul, self.into_expression(), other)
        }

        /// Quotient: `a div b`, which drops the remainder of integers.
        pub fn div(self, other: impl IntoOperand<O, V>) -> Expression<O, V> {
            calculate(Binary::Div, self.into_expression(), other)
        }

        /// Quotient with a fraction also of integers: `a divby b` (OData 4.01).
        pub fn div_by(self, other: impl IntoOperand<O, V>) -> Expression<O, V> {
            calculate(Binary::DivBy, self.into_expression(), other)
        }

        /// Remainder: `a mod b`.
        pub fn modulo(self, other: impl IntoOperand<O, V>) -> Expression<O, V> {
            calculate(Binary::Mod, self.into_expression(), other)
        }

        /// The number with the other sign: `-a`.
        pub fn negate(self) -> Expression<O, V> {
            Expression::of(Expr::Negate(Box::new(self.into_expression().into_expr())))
        }

        /// The nearest number without a fraction: `round(a)`.
        pub fn round(self) -> Expression<O, V> {
            Expression::of(Expr::Call("round", vec![self.into_expression().into_expr()]))
        }

        /// The next lower number without a fraction: `floor(a)`.
        pub fn floor(self) -> Expression<O, V> {
            Expression::of(Expr::Call("floor", vec![self.into_expression().into_expr()]))
        }

        /// The next higher number without a fraction: `ceiling(a)`.
        pub fn ceiling(self) -> Expression<O, V> {
            Expression::of(Expr::Call("ceiling", vec![self.into_expression().into_expr()]))
        }
    }
}

fn calculate<O, V, K>(
    operator: Binary,
    left: Expression<O, V, K>,
    right: impl IntoOperand<O, V>,
) -> Expression<O, V> {
    Expression::of(Expr::binary(
        operator,
        left.into_expr(),
        right.into_operand().0,
    ))
}
