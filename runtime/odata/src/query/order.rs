//! `$orderby` (OData URL conventions 4.01, 5.1.5).

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::expr::Expr;
use super::expression::{Expression, operations};
use super::property::Property;
use super::render::{Context, Reason, render};
use crate::wire::Sortable;

/// One item of an order (OData URL conventions 4.01, 5.1.5).
///
/// ```
/// use clientwright_odata::{Collection, Property, query::Order};
/// # use clientwright_odata::{Body, Client, Error};
/// # struct User;
/// # impl User {
/// #     const NAME: Property<Self, String> = Property::new("name");
/// #     const AGE: Property<Self, i32> = Property::new("age");
/// # }
///
/// /// The order that the columns of a table have been clicked in.
/// fn order(columns: &str) -> Vec<Order<User>> {
///     let order = |column: &str| match column {
///         "name" => User::NAME.asc(),
///         "-age" => User::AGE.desc(),
///         // A property that the metadata does not declare.
///         other => Order::raw(other),
///     };
///     columns.split(',').map(order).collect()
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
/// let url = users.list().order_by(order("-age,name,acme_rank desc")).url()?;
/// assert_eq!(url.query(), Some("$orderby=age%20desc,name,acme_rank%20desc"));
/// # Ok(()) }
/// ```
pub struct Order<Owner> {
    pub(crate) item: OrderItem,
    marker: Marker<Owner>,
}

#[derive(Clone, Debug)]
pub(crate) struct OrderItem {
    pub(crate) expr: Expr,
    pub(crate) descending: bool,
}

impl OrderItem {
    pub(crate) fn render(&self, context: &mut Context, out: &mut String) -> Result<(), Reason> {
        render(&self.expr, context, out)?;
        if self.descending {
            out.push_str(" desc");
        }
        Ok(())
    }
}

impl<O> Order<O> {
    /// An order as text of the query language, `name desc` or several of its kind; not percent-encoded and not checked.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(Expr::Raw(text.into().into()), false)
    }

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
    impl<V: Sortable> V {
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
///
/// A type of one's own can be an order as well:
///
/// ```
/// use clientwright_odata::query::{IntoOrder, Order};
/// # use clientwright_odata::{Body, Client, Collection, Error, Property};
/// # type User = serde_json::Value;
/// # const NAME: Property<User, String> = Property::new("name");
/// # const AGE: Property<User, i32> = Property::new("age");
///
/// enum Sorting {
///     Alphabetic,
///     OldestFirst,
/// }
///
/// impl IntoOrder<User> for Sorting {
///     fn append_to(self, items: &mut Vec<Order<User>>) {
///         if let Self::OldestFirst = self {
///             items.push(AGE.desc());
///         }
///         // Users of the same age as well, so that pages do not overlap.
///         items.push(NAME.asc());
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
/// assert_eq!(users.list().order_by(Sorting::Alphabetic).url()?.query(), Some("$orderby=name"));
/// assert_eq!(users.list().order_by(Sorting::OldestFirst).url()?.query(), Some("$orderby=age%20desc,name"));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no order for `{Owner}`",
    note = "use a property of `{Owner}`, its `asc()` or `desc()`, or a tuple of these"
)]
pub trait IntoOrder<Owner> {
    /// Passes on the items, most important first.
    fn append_to(self, items: &mut Vec<Order<Owner>>);
}

impl<O> IntoOrder<O> for Order<O> {
    fn append_to(self, items: &mut Vec<Order<O>>) {
        items.push(self);
    }
}

impl<O, V: Sortable, M> IntoOrder<O> for Property<O, V, M> {
    fn append_to(self, items: &mut Vec<Order<O>>) {
        items.push(self.asc());
    }
}

impl<O, V: Sortable, K> IntoOrder<O> for Expression<O, V, K> {
    fn append_to(self, items: &mut Vec<Order<O>>) {
        items.push(self.asc());
    }
}

super::select::several!(IntoOrder, append_to, Order<O>);
