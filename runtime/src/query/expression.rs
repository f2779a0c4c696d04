//! Typed expressions.

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::expr::Expr;
use super::kind::{Calculated, Direct, Variable};
use super::render::render;
use crate::wire::EnumLiterals;

/// An expression about an `Owner` with a value of type `Value`. Which operations it has depends on the value: strings
/// have `contains`, numbers have `add`, collections have `any`.
///
/// `Display` shows it with enumeration values qualified, as OData 4.0 asks for, and not percent-encoded.
pub struct Expression<Owner, Value, Kind = Calculated> {
    expr: Expr,
    marker: Marker<(Owner, Value, Kind)>,
}

/// A condition.
///
/// ```
/// # use odata_runtime::{Filter, Property, not};
/// # struct User;
/// # impl User {
/// #     const NAME: Property<Self, String> = Property::new("name");
/// #     const ENABLED: Property<Self, bool> = Property::new("enabled");
/// # }
/// let filter: Filter<User> = User::NAME.eq("a").or(User::NAME.eq("b")).and(not(User::ENABLED));
/// assert_eq!(filter.to_string(), "(name eq 'a' or name eq 'b') and not enabled");
/// ```
pub type Filter<Owner> = Expression<Owner, bool>;

/// The path to a property through complex values and single navigations. It may be selected, as a property may.
pub type PropertyPath<Owner, Value> = Expression<Owner, Value, Direct>;

/// A step from a value of type `From` to a property of it.
pub trait Step<From> {
    /// The type of the property's value.
    type Value;

    /// The property's name.
    fn segment(self) -> &'static str;
}

impl<O, V, K> Expression<O, V, K> {
    pub(crate) fn of(expr: Expr) -> Self {
        Self {
            expr,
            marker: PhantomData,
        }
    }

    pub(crate) fn into_expr(self) -> Expr {
        self.expr
    }

    pub(crate) fn expr(&self) -> &Expr {
        &self.expr
    }

    /// The expression that it is.
    pub(crate) fn into_expression(self) -> Self {
        self
    }

    /// Forgets whether it is a path.
    pub fn calculated(self) -> Expression<O, V> {
        Expression::of(self.expr)
    }
}

/// A path can be continued; a calculated value cannot.
macro_rules! paths {
    ($($kind:ty),+) => {$(
        impl<O, V> Expression<O, V, $kind> {
            /// Continues with a property: `address/city`. The path is left as it is, so that the variable of an `any`
            /// leads to several properties.
            pub fn path<P: Step<V>>(&self, step: P) -> Expression<O, P::Value, $kind> {
                Expression::of(self.expr.clone().step(step.segment()))
            }
        }

        impl<O, V> From<Expression<O, V, $kind>> for Expression<O, V> {
            fn from(path: Expression<O, V, $kind>) -> Self {
                path.calculated()
            }
        }
    )+};
}
paths!(Direct, Variable);

impl<O, V, K> Expression<O, Option<V>, K> {
    /// The same as an expression of the value type, for the operations of that. Expressions know null anyway.
    ///
    /// ```
    /// # use odata_runtime::Property;
    /// # struct User;
    /// # impl User { const TAGS: Property<Self, Vec<Option<String>>> = Property::new("tags"); }
    /// let filter = User::TAGS.any(|tag| tag.value().starts_with("x"));
    /// assert_eq!(filter.to_string(), "tags/any(a:startswith(a,'x'))");
    /// ```
    pub fn value(self) -> Expression<O, V, K> {
        Expression::of(self.expr)
    }
}

impl<O> Filter<O> {
    /// A condition as text of the query language, not percent-encoded. Nothing checks it; inside another expression it
    /// stands in parentheses.
    ///
    /// ```
    /// # use odata_runtime::{Filter, Property};
    /// # struct User;
    /// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
    /// let filter: Filter<User> = User::NAME.eq("a").and(Filter::raw("b eq 1 or c eq 2"));
    /// assert_eq!(filter.to_string(), "name eq 'a' and (b eq 1 or c eq 2)");
    /// ```
    pub fn raw(text: impl Into<String>) -> Self {
        Self::of(Expr::Raw(text.into().into()))
    }
}

impl<O, V, K> Clone for Expression<O, V, K> {
    fn clone(&self) -> Self {
        Self::of(self.expr.clone())
    }
}

impl<O, V, K> fmt::Display for Expression<O, V, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        match render(&self.expr, EnumLiterals::Qualified, &mut out) {
            Ok(()) => f.write_str(&out),
            Err(reason) => write!(f, "<{reason}>"),
        }
    }
}

impl<O, V, K> fmt::Debug for Expression<O, V, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expression({self})")
    }
}

/// Declares the same methods for properties and for expressions of a value type. The bodies see both as `self`, turned
/// into an expression by `into_expression()`.
macro_rules! operations {
    ($(#[doc = $about:literal])* impl<$($value:ident $(: $bound:path)?)?> $type:ty { $($body:tt)* }) => {
        $(#[doc = $about])*
        impl<O, $($value $(: $bound)?,)? M> $crate::query::Property<O, $type, M> { $($body)* }
        $(#[doc = $about])*
        impl<O, $($value $(: $bound)?,)? K> $crate::query::Expression<O, $type, K> { $($body)* }
    };
}
pub(crate) use operations;
