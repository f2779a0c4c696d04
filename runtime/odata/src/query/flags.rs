//! Flags (OData URL conventions 4.01, 5.1.1.1.10).

use super::expr::{Binary, Expr};
use super::expression::{Filter, operations};
use super::operand::{IntoOperand, IsNotNull};
use crate::flags::Flags;

operations! {
    /// Flags.
    impl<V: Flags> V {
        /// Whether all these flags are set: `category has ns.Category'joiner'`.
        ///
        /// URL conventions 4.01, 5.1.1.1.10.
        pub fn has(self, flags: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Filter<O> {
            Filter::of(Expr::binary(Binary::Has, self.into_expression().into_expr(), flags.into_operand().0))
        }
    }
}
