//! `$orderby` (OData URL conventions 4.01, 5.1.5).

use std::fmt;
use std::marker::PhantomData;

use super::expr::Expr;
use super::expression::{Expression, operations};
use super::property::Property;

/// One item of an order.
pub struct Order<Owner> {
    pub(crate) item: OrderItem,
    marker: PhantomData<fn() -> Owner>,
}

#[derive(Clone, Debug)]
pub(crate) struct OrderItem {
    pub(crate) expr: Expr,
    pub(crate) descending: bool,
}

impl<O> Order<O> {
    fn new(expr: Expr, descending: bool) -> Self {
        Self {
            item: OrderItem { expr, descending },
            marker: PhantomData,
        }
    }
}

impl<O> Clone for Order<O> {
    fn clone(&self) -> Self {
        Self::new(self.item.expr.clone(), self.item.descending)
    }
}

impl<O> fmt::Debug for Order<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.item.fmt(f)
    }
}

operations! {
    /// Order of results.
    impl<V> V {
        /// From the least to the greatest; null comes first.
        pub fn asc(self) -> Order<O> {
            Order::new(self.into_expression().into_expr(), false)
        }

        /// From the greatest to the least; null comes last.
        pub fn desc(self) -> Order<O> {
            Order::new(self.into_expression().into_expr(), true)
        }
    }
}

/// What results of type `Owner` can be ordered by: one item, or several as a tuple, an array, a slice or a vector.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no order for `{Owner}`",
    note = "use a property of `{Owner}`, its `asc()` or `desc()`, or a tuple of these"
)]
pub trait IntoOrder<Owner> {
    /// Hands over the items, most important first.
    fn append_to(self, items: &mut Vec<Order<Owner>>);
}

impl<O> IntoOrder<O> for Order<O> {
    fn append_to(self, items: &mut Vec<Order<O>>) {
        items.push(self);
    }
}

impl<O, V, M> IntoOrder<O> for Property<O, V, M> {
    fn append_to(self, items: &mut Vec<Order<O>>) {
        items.push(self.asc());
    }
}

impl<O, V, K> IntoOrder<O> for Expression<O, V, K> {
    fn append_to(self, items: &mut Vec<Order<O>>) {
        items.push(self.asc());
    }
}

super::select::several!(IntoOrder, append_to, Order<O>);
