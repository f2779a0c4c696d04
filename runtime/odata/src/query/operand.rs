//! The right operands of operators.

use clientwright_values::__private::{IntoLiteral, LiteralForm, LiteralText};

use super::element::Element;
use super::expr::Expr;
use super::expression::Expression;
use super::property::Property;
use crate::wire::{Literal, LiteralSource};

/// The null value (OData URL conventions 4.01, 5.1.1.14.3): `User::MANAGER_ID.eq(null())`. It is the operand that
/// [`null()`] returns, and its own [`IntoOperand::Nullity`].
///
/// ```
/// use clientwright_odata::query::Null;
/// # use clientwright_odata::{Property, null};
/// # struct User;
/// # impl User { const NICK: Property<Self, String> = Property::new("nick"); }
///
/// const NONE: Null = null();
/// assert_eq!(User::NICK.eq(NONE).to_string(), "nick eq null");
/// ```
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
/// Only equality accepts null: nothing is greater or less than it, and calculating with it results in null.
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
///
/// ```
/// use clientwright_odata::query::{IntoOperand, NotNull};
/// # use clientwright_odata::{Filter, Property};
/// # struct User;
/// # impl User { const NICK: Property<Self, String> = Property::new("nick"); }
///
/// /// Users with another nickname, or with none: some services leave these out for `ne` alone. `null()` is no argument.
/// fn nick_is_not(other: impl IntoOperand<User, String, Nullity = NotNull>) -> Filter<User> {
///     User::NICK.ne(other).or(User::NICK.eq(clientwright_odata::null()))
/// }
/// assert_eq!(nick_is_not("x").to_string(), "nick ne 'x' or nick eq null");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NotNull(());

/// The operand of an operator whose result for null is always null: all except equality. Only [`NotNull`] has it.
#[diagnostic::on_unimplemented(
    message = "`null()` can only be compared by `eq` and `ne`",
    label = "null is not allowed here",
    note = "nothing is greater or less than null, and an operator or function with a null argument results in null (OData URL conventions 4.01, 5.1.1)"
)]
pub trait IsNotNull: sealed::Sealed {}
impl IsNotNull for NotNull {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NotNull {}
}

/// The right side of an operator, ready to be put into an expression: what [`IntoOperand::into_operand`] returns.
///
/// ```
/// use clientwright_odata::query::{IntoOperand, Operand};
/// # use clientwright_odata::Property;
/// # struct User;
/// # impl User { const AGE: Property<Self, i32> = Property::new("age"); }
///
/// // The same operand for several operators.
/// struct Limit(i32);
/// impl<Owner> IntoOperand<Owner, i32> for &Limit {
///     type Nullity = clientwright_odata::query::NotNull;
///     fn into_operand(self) -> Operand {
///         Operand::literal(&self.0)
///     }
/// }
/// let limit = Limit(18);
/// assert_eq!(User::AGE.lt(&limit).or(User::AGE.mul(2).gt(&limit)).to_string(), "age lt 18 or age mul 2 gt 18");
/// ```
#[derive(Clone, Debug)]
pub struct Operand(pub(crate) Expr);

impl Operand {
    /// A literal, by the rules of its type.
    pub fn literal<V: Literal>(value: &V) -> Self {
        Self(Expr::Literal(LiteralText::new(value)))
    }
}

/// The right operand of an operator on a `Value` of an `Owner`: a value, another property or
/// expression of the same owner and type, or [`null()`].
///
/// Integers and floating-point numbers may be written as they are where the property has one of OData's number types;
/// text is a `&str`, a `String` or a `Cow<str>`; dates and times are also those of the crates `time` and `std`, and of
/// `chrono` and `jiff` with the features of these names; collections are arrays, slices and vectors.
///
/// A type of one's own can be one as well:
///
/// ```
/// use clientwright_odata::query::{IntoOperand, NotNull, Operand};
/// # use clientwright_odata::Property;
/// # struct User;
/// # impl User { const MAIL: Property<Self, String> = Property::new("mail"); }
///
/// struct Mail {
///     local: String,
///     domain: String,
/// }
///
/// impl<Owner> IntoOperand<Owner, String> for Mail {
///     type Nullity = NotNull;
///
///     fn into_operand(self) -> Operand {
///         Operand::literal(&format!("{}@{}", self.local, self.domain))
///     }
/// }
///
/// let mail = Mail { local: "o'neil".to_owned(), domain: "example.org".to_owned() };
/// assert_eq!(User::MAIL.eq(mail).to_string(), "mail eq 'o''neil@example.org'");
/// ```
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

// The message for a value of another type is about operands.
#[diagnostic::do_not_recommend]
impl<O, V, T: IntoLiteral<V> + LiteralSource> IntoOperand<O, V> for T {
    type Nullity = NotNull;

    fn into_operand(self) -> Operand {
        Operand(match self.into_literal() {
            LiteralForm::Literal(text) => Expr::Literal(text),
            LiteralForm::Word(text) => Expr::Word(text.into()),
            LiteralForm::None(why) => Expr::Invalid(why.into()),
        })
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
