//! What may stand on the right side of an operator.

use std::borrow::Cow;

use super::element::Element;
use super::expr::Expr;
use super::expression::Expression;
use super::property::Property;
use crate::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, TimeOfDay};
use crate::literal::LiteralText;
use crate::wire::{Literal, Wire};

/// The null value (OData URL conventions 4.01, 5.1.1.14.3): `User::MANAGER_ID.eq(null())`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Null(());

/// The null value.
///
/// ```
/// # use clientwright_odata::{Property, null};
/// # struct User;
/// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
/// assert_eq!(User::NAME.ne(null()).to_string(), "name ne null");
/// ```
///
/// Only equality knows null: nothing is greater or less than it, and calculating with it gives null again.
///
/// ```compile_fail,E0277
/// # use clientwright_odata::{Property, null};
/// # struct User;
/// # impl User { const AGE: Property<Self, i32> = Property::new("age"); }
/// User::AGE.gt(null());
/// ```
pub const fn null() -> Null {
    Null(())
}

/// What [`IntoOperand::Nullity`] is of everything but null.
#[derive(Clone, Copy, Debug)]
pub struct NotNull(());

/// The operand of an operator that gives nothing but null for null: all but equality. [`NotNull`] alone has it.
#[diagnostic::on_unimplemented(
    message = "`null()` can only be compared by `eq` and `ne`",
    label = "null is not allowed here",
    note = "nothing is greater or less than null, and an operator or function that is given null results in null (OData URL conventions 4.01, 5.1.1)"
)]
pub trait IsNotNull: sealed::Sealed {}
impl IsNotNull for NotNull {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NotNull {}
}

/// The right side of an operator, ready to be put into an expression.
#[derive(Clone, Debug)]
pub struct Operand(pub(crate) Expr);

impl Operand {
    /// A literal.
    pub fn literal<V: Literal>(value: &V) -> Self {
        Self(Expr::Literal(LiteralText::new(value)))
    }

    /// A collection of values, as JSON (OData ABNF 4.01, `arrayOrObject`).
    fn collection<V: Wire>(values: &[V]) -> Self {
        let mut text = String::from("[");
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            let json = crate::to_request_json(value)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok());
            match json {
                Some(json) => text.push_str(&json),
                None => return Self(Expr::Invalid("a value that is not JSON".into())),
            }
        }
        text.push(']');
        Self(Expr::Word(text.into()))
    }
}

/// What may stand on the right side of an operator on a `Value` of an `Owner`: a value, another property or
/// expression of the same owner and type, or [`null()`].
///
/// Integers and floating-point numbers may be written as they are where the property has one of OData's number types;
/// text is a `&str`, a `String` or a `Cow<str>`; dates and times are also those of the crates `time` and `std`, and of
/// `chrono` and `jiff` with the features of these names; collections are arrays, slices and vectors.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared or combined with a property of type `{Value}`",
    label = "expected a `{Value}`, another property of `{Owner}` with that type, or `null()`",
    note = "integers of variables need the exact type (`i64::from(..)`), other types their own conversion (`DateTimeOffset::from(..)`)"
)]
pub trait IntoOperand<Owner, Value> {
    /// [`Null`] or [`NotNull`]. Operators to which null has no meaning require the second by [`IsNotNull`].
    type Nullity;

    /// The operand.
    fn into_operand(self) -> Operand;
}

impl<O, V: Literal> IntoOperand<O, V> for V {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand::literal(&self)
    }
}

impl<O, V: Literal> IntoOperand<O, V> for &V {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand::literal(self)
    }
}

impl<O> IntoOperand<O, String> for &str {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand(Expr::Literal(LiteralText::string(self)))
    }
}

impl<O> IntoOperand<O, String> for Cow<'_, str> {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand(Expr::Literal(LiteralText::string(&self)))
    }
}

/// Values of other types that become an Edm type without loss.
macro_rules! converted {
    ($($(#[$attribute:meta])* $from:ty => $to:ty),+ $(,)?) => {$(
        $(#[$attribute])*
        impl<O> IntoOperand<O, $to> for $from {
            type Nullity = NotNull;

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
    Vec<u8> => Binary,
    &[u8] => Binary,
    // One integer type for each of these, so that a number without a suffix is of that type.
    i64 => Decimal,
    i32 => f64,
    #[cfg(feature = "chrono")]
    chrono::NaiveTime => TimeOfDay,
    #[cfg(feature = "chrono")]
    chrono::TimeDelta => Duration,
    #[cfg(feature = "jiff")]
    jiff::Timestamp => DateTimeOffset,
    #[cfg(feature = "jiff")]
    jiff::SignedDuration => Duration,
    #[cfg(feature = "rust_decimal")]
    rust_decimal::Decimal => Decimal,
);

#[cfg(feature = "chrono")]
impl<O, Z: chrono::TimeZone> IntoOperand<O, DateTimeOffset> for chrono::DateTime<Z> {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand::literal(&DateTimeOffset::from(self))
    }
}

/// Numbers of other types whose own text is a literal of the wanted type.
macro_rules! written {
    ($($from:ty => $to:ty),+ $(,)?) => {$(
        impl<O> IntoOperand<O, $to> for $from {
            type Nullity = NotNull;

            fn into_operand(self) -> Operand {
                Operand::literal(&self)
            }
        }
    )+};
}
written!(i32 => f32, f64 => Decimal);

impl<O, E: Wire, T: Into<E>> IntoOperand<O, Vec<E>> for Vec<T> {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand::collection(&self.into_iter().map(Into::into).collect::<Vec<E>>())
    }
}

impl<O, E: Wire, T: Into<E>, const N: usize> IntoOperand<O, Vec<E>> for [T; N] {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand::collection(&self.map(Into::into))
    }
}

impl<O, E: Wire, T: Into<E> + Clone> IntoOperand<O, Vec<E>> for &[T] {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand::collection(&self.iter().cloned().map(Into::into).collect::<Vec<E>>())
    }
}

impl<O, V> IntoOperand<O, V> for Null {
    type Nullity = Null;

    fn into_operand(self) -> Operand {
        Operand(Expr::word("null"))
    }
}

impl<O, V, M> IntoOperand<O, V> for Property<O, V, M> {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand(self.into_expression().into_expr())
    }
}

impl<O, V, K> IntoOperand<O, V> for Expression<O, V, K> {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand(self.into_expr())
    }
}

impl<O, V> IntoOperand<O, V> for Element<O, V> {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand(self.into_expression().into_expr())
    }
}
