//! String functions (OData URL conventions 4.01, 5.1.1.5 and 5.1.1.7).

use super::expr::Expr;
use super::expression::{Expression, Filter, operations};
use super::operand::{IntoOperand, IsNotNull};

operations! {
    /// String functions.
    ///
    /// ```
    /// # use clientwright_odata::Property;
    /// # struct User;
    /// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
    /// assert_eq!(User::NAME.to_lower().contains("o'neil").to_string(), "contains(tolower(name),'o''neil')");
    /// assert_eq!(User::NAME.substring_with_length(0, 1).eq("O").to_string(), "substring(name,0,1) eq 'O'");
    /// ```
    impl<> String {
        /// Whether it contains a text: `contains(name,'x')`.
        ///
        /// URL conventions 4.01, 5.1.1.5.2.
        pub fn contains(self, text: impl IntoOperand<O, String, Nullity: IsNotNull>) -> Filter<O> {
            call2("contains", self.into_expression(), text)
        }

        /// Whether it starts with a text: `startswith(name,'x')`.
        ///
        /// URL conventions 4.01, 5.1.1.5.6.
        pub fn starts_with(self, text: impl IntoOperand<O, String, Nullity: IsNotNull>) -> Filter<O> {
            call2("startswith", self.into_expression(), text)
        }

        /// Whether it ends with a text: `endswith(name,'x')`.
        ///
        /// URL conventions 4.01, 5.1.1.5.3.
        pub fn ends_with(self, text: impl IntoOperand<O, String, Nullity: IsNotNull>) -> Filter<O> {
            call2("endswith", self.into_expression(), text)
        }

        /// Whether an ECMAScript regular expression matches: `matchesPattern(name,'%5Ex')` (OData 4.01).
        ///
        /// URL conventions 4.01, 5.1.1.7.1.
        pub fn matches_pattern(self, pattern: impl IntoOperand<O, String, Nullity: IsNotNull>) -> Filter<O> {
            call2("matchesPattern", self.into_expression(), pattern)
        }

        /// Where a text first occurs, counted from 0, or -1: `indexof(name,'x')`.
        ///
        /// URL conventions 4.01, 5.1.1.5.4.
        pub fn index_of(self, text: impl IntoOperand<O, String, Nullity: IsNotNull>) -> Expression<O, i32> {
            call2("indexof", self.into_expression(), text)
        }

        /// How many characters it has: `length(name)`.
        ///
        /// URL conventions 4.01, 5.1.1.5.5.
        pub fn length(self) -> Expression<O, i32> {
            call1("length", self.into_expression())
        }

        /// In lower case: `tolower(name)`.
        ///
        /// URL conventions 4.01, 5.1.1.7.2.
        pub fn to_lower(self) -> Expression<O, String> {
            call1("tolower", self.into_expression())
        }

        /// In upper case: `toupper(name)`.
        ///
        /// URL conventions 4.01, 5.1.1.7.3.
        pub fn to_upper(self) -> Expression<O, String> {
            call1("toupper", self.into_expression())
        }

        /// Without blanks at both ends: `trim(name)`.
        ///
        /// URL conventions 4.01, 5.1.1.7.4.
        pub fn trim(self) -> Expression<O, String> {
            call1("trim", self.into_expression())
        }

        /// With a text appended: `concat(name,'x')`.
        ///
        /// URL conventions 4.01, 5.1.1.5.1.
        pub fn concat(self, text: impl IntoOperand<O, String, Nullity: IsNotNull>) -> Expression<O, String> {
            call2("concat", self.into_expression(), text)
        }

        /// From a position, counted from 0, to its end: `substring(name,1)`.
        ///
        /// URL conventions 4.01, 5.1.1.5.7.
        pub fn substring(self, start: impl IntoOperand<O, i32, Nullity: IsNotNull>) -> Expression<O, String> {
            let arguments = vec![self.into_expression().into_expr(), start.into_operand().0];
            Expression::of(Expr::Call("substring", arguments))
        }

        /// A number of characters from a position, counted from 0: `substring(name,1,2)`.
        ///
        /// URL conventions 4.01, 5.1.1.5.7.
        pub fn substring_with_length(
            self,
            start: impl IntoOperand<O, i32, Nullity: IsNotNull>,
            length: impl IntoOperand<O, i32, Nullity: IsNotNull>,
        ) -> Expression<O, String> {
            let arguments = vec![self.into_expression().into_expr(), start.into_operand().0, length.into_operand().0];
            Expression::of(Expr::Call("substring", arguments))
        }
    }
}

pub(super) fn call1<O, V, K, R>(
    name: &'static str,
    argument: Expression<O, V, K>,
) -> Expression<O, R> {
    Expression::of(Expr::Call(name, vec![argument.into_expr()]))
}

fn call2<O, K, R>(
    name: &'static str,
    first: Expression<O, String, K>,
    second: impl IntoOperand<O, String, Nullity: IsNotNull>,
) -> Expression<O, R> {
    Expression::of(Expr::Call(
        name,
        vec![first.into_expr(), second.into_operand().0],
    ))
}
