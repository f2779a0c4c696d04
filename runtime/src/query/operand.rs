//! What may stand on the right side of an operator.

use super::expr::Expr;
use super::expression::Expression;
use super::property::Property;
use crate::edm::{Date, DateTimeOffset, Duration, TimeOfDay};
use crate::literal::LiteralText;
use crate::wire::Literal;

/// The null value (OData URL conventions 4.01, 5.1.1.14.9): `User::MANAGER_ID.eq(null())`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Null(());

/// The null value.
///
/// ```
/// # use odata_runtime::{Property, null};
/// # struct User;
/// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
/// assert_eq!(User::NAME.ne(null()).to_string(), "name ne null");
/// ```
pub const fn null() -> Null {
    Null(())
}

/// The right side of an operator, ready to be put into an expression.
#[derive(Clone, Debug)]
pub struct Operand(pub(crate) Expr);

impl Operand {
    /// A literal.
    pub fn literal<V: Literal>(value: &V) -> Self {
        Self(Expr::Literal(LiteralText::new(value)))
    }
}

/// What may stand on the right side of an operator on a `Value` of an `Owner`: a value, another property or
/// expression of the same owner and type, or [`null()`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared or combined with a property of type `{Value}`",
    label = "expected a `{Value}`, another property of `{Owner}` with that type, or `null()`",
    note = "numbers need the exact type (`5_i64`), other types their own conversion (`DateTimeOffset::from(..)`)"
)]
pub trait IntoOperand<Owner, Value> {
    /// The operand.
    fn into_operand(self) -> Operand;
}

impl<O, V: Literal> IntoOperand<O, V> for V {
    fn into_operand(self) -> Operand {
        Operand::literal(&self)
    }
}

impl<O, V: Literal> IntoOperand<O, V> for &V {
    fn into_operand(self) -> Operand {
        Operand::literal(self)
    }
}

impl<O> IntoOperand<O, String> for &str {
    fn into_operand(self) -> Operand {
        Operand(Expr::Literal(LiteralText::string(self)))
    }
}

/// Values of other crates that become an Edm type without loss.
macro_rules! converted {
    ($($from:ty => $to:ty),+ $(,)?) => {$(
        impl<O> IntoOperand<O, $to> for $from {
            fn into_operand(self) -> Operand {
                Operand::literal(&<$to>::from(self))
            }
        }
    )+};
}
converted!(
    time::OffsetDateTime => DateTimeOffset,
    std::time::SystemTime => DateTimeOffset,
    time::Date => Date,
    time::Time => TimeOfDay,
    time::Duration => Duration,
    std::time::Duration => Duration,
);

impl<O, V> IntoOperand<O, V> for Null {
    fn into_operand(self) -> Operand {
        Operand(Expr::Word("null"))
    }
}

impl<O, V, M> IntoOperand<O, V> for Property<O, V, M> {
    fn into_operand(self) -> Operand {
        Operand(self.into_expression().into_expr())
    }
}

impl<O, V, K> IntoOperand<O, V> for Expression<O, V, K> {
    fn into_operand(self) -> Operand {
        Operand(self.into_expr())
    }
}
