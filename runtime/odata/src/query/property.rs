//! The constants of generated types.

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::expr::{Expr, Name};
use super::expression::{Expression, PropertyPath, Step};
use super::kind::{Many, One, Structural};
use super::mark::{Nullable, SetNull};
use crate::object::{MayBeNull, PropertyOf};

/// A property of `Owner` with values of type `Value`. `Mark` states how it can be set; see [`mark`](super::mark).
///
/// The one item of generated code for select, filter, order and update.
pub struct Property<Owner, Value, Mark = Nullable> {
    name: &'static str,
    marker: Marker<(Owner, Value, Mark)>,
}

/// A navigation property of `Owner` to at most one `Target`.
pub struct Navigation<Owner, Target> {
    name: &'static str,
    marker: Marker<(Owner, Target)>,
}

/// A navigation property of `Owner` to many of `Target`.
pub struct NavigationCollection<Owner, Target> {
    name: &'static str,
    marker: Marker<(Owner, Target)>,
}

macro_rules! constant {
    ($type:ident<$($parameter:ident),+>) => {
        impl<$($parameter),+> $type<$($parameter),+> {
            /// The property with this name in the metadata.
            pub const fn new(name: &'static str) -> Self {
                Self { name, marker: PhantomData }
            }

            /// The name in the metadata.
            pub const fn name(&self) -> &'static str {
                self.name
            }
        }

        impl<$($parameter),+> Clone for $type<$($parameter),+> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$($parameter),+> Copy for $type<$($parameter),+> {}

        impl<$($parameter),+> fmt::Debug for $type<$($parameter),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.name).finish()
            }
        }
    };
}
// Generated code calls functions instead of `new`, which rustc would search among the impls of a type for each constant.

/// The constant of a property: [`Property::new`].
#[doc(hidden)]
pub const fn property<O, V, M>(name: &'static str) -> Property<O, V, M> {
    Property::new(name)
}

/// The constant of a navigation property: [`Navigation::new`].
#[doc(hidden)]
pub const fn navigation<O, T>(name: &'static str) -> Navigation<O, T> {
    Navigation::new(name)
}

/// The constant of a navigation property to many: [`NavigationCollection::new`].
#[doc(hidden)]
pub const fn navigation_collection<O, T>(name: &'static str) -> NavigationCollection<O, T> {
    NavigationCollection::new(name)
}

constant!(Property<O, V, M>);
constant!(Navigation<O, T>);
constant!(NavigationCollection<O, T>);

impl<O, V, M: SetNull> MayBeNull<O> for Property<O, V, M> {
    fn name(&self) -> &'static str {
        self.name
    }
}

impl<O, V: 'static, M> PropertyOf<O> for Property<O, V, M> {
    type Value = V;

    fn name(&self) -> &'static str {
        self.name
    }
}

impl<O, T: 'static> PropertyOf<O> for Navigation<O, T> {
    type Value = T;

    fn name(&self) -> &'static str {
        self.name
    }
}

impl<O, T: 'static> PropertyOf<O> for NavigationCollection<O, T> {
    type Value = Vec<T>;

    fn name(&self) -> &'static str {
        self.name
    }
}

impl<O, V, M> Property<O, V, M> {
    /// The expression that it is.
    pub fn into_expression(self) -> PropertyPath<O, V> {
        Expression::of(Expr::path(vec![self.name.into()]))
    }

    /// Continues with a property of its complex value: `address/city`.
    ///
    /// ```
    /// # use clientwright_odata::Property;
    /// # struct User; struct Address;
    /// # impl User { const ADDRESS: Property<Self, Address> = Property::new("address"); }
    /// # impl Address { const CITY: Property<Self, String> = Property::new("city"); }
    /// let filter = User::ADDRESS.path(Address::CITY).eq("Oslo");
    /// assert_eq!(filter.to_string(), "address/city eq 'Oslo'");
    /// ```
    pub fn path<P: Step<V>>(self, step: P) -> PropertyPath<O, P::Value, P::End> {
        self.into_expression().path(step)
    }
}

impl<O, T> Navigation<O, T> {
    /// The path that it is.
    pub fn into_expression(self) -> PropertyPath<O, T, One> {
        Expression::of(Expr::path(vec![self.name.into()]))
    }

    /// Continues with a property of the related entity: `manager/displayName`.
    pub fn path<P: Step<T>>(self, step: P) -> PropertyPath<O, P::Value, P::End> {
        self.into_expression().path(step)
    }
}

impl<O, T> NavigationCollection<O, T> {
    /// The path that it is.
    pub fn into_expression(self) -> PropertyPath<O, Vec<T>, Many> {
        Expression::of(Expr::path(vec![self.name.into()]))
    }
}

macro_rules! steps {
    ($($type:ident<$($parameter:ident),+> => $value:ty, $end:ident);+) => {$(
        impl<$($parameter),+> Step<O> for $type<$($parameter),+> {
            type Value = $value;
            type End = $end;

            fn append_to(self, path: &mut Vec<Name>) {
                path.push(self.name.into());
            }
        }
    )+};
}
steps!(
    Property<O, V, M> => V, Structural;
    Navigation<O, T> => T, One;
    NavigationCollection<O, T> => Vec<T>, Many
);
