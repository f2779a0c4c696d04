//! `$expand` (OData URL conventions 4.01, 5.1.3).

use std::fmt;
use std::marker::PhantomData;

use super::expression::Filter;
use super::options::Options;
use super::order::{IntoOrder, Order};
use super::property::{Navigation, NavigationCollection};
use super::select::Select;

/// A navigation property of `Owner` that is expanded, with what it asks for. What [`Expand`] hands over.
pub struct Expansion<Owner> {
    pub(crate) item: ExpandItem,
    marker: PhantomData<fn() -> Owner>,
}

#[derive(Clone, Debug)]
pub(crate) struct ExpandItem {
    pub(crate) name: &'static str,
    pub(crate) options: Options,
}

impl<O> fmt::Debug for Expansion<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.item.fmt(f)
    }
}

/// How many levels of a recursive navigation property are expanded (OData URL conventions 4.01, 5.1.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Levels {
    /// This many, from 1.
    Depth(u32),
    /// As many as the service allows.
    Max,
}

impl From<u32> for Levels {
    fn from(depth: u32) -> Self {
        Self::Depth(depth)
    }
}

impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Depth(depth) => depth.fmt(f),
            Self::Max => f.write_str("max"),
        }
    }
}

/// What can be expanded of an `Owner`: one navigation property, or several as a tuple, an array, a slice or a vector.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be expanded of `{Owner}`",
    note = "use a navigation property of `{Owner}`, or a tuple of up to 12"
)]
pub trait Expand<Owner> {
    /// Hands over the navigation properties.
    fn append_to(self, items: &mut Vec<Expansion<Owner>>);
}

/// An expanded navigation property to many: what [`NavigationCollection`]'s methods return.
#[must_use = "an expansion does nothing until it is given to `expand`"]
pub struct ExpandMany<Owner, Target>(ExpandItem, PhantomData<fn() -> (Owner, Target)>);

/// An expanded navigation property to one: what [`Navigation`]'s methods return.
#[must_use = "an expansion does nothing until it is given to `expand`"]
pub struct ExpandOne<Owner, Target>(ExpandItem, PhantomData<fn() -> (Owner, Target)>);

macro_rules! expansion {
    ($name:ident, $property:ident) => {
        impl<O, T> From<$property<O, T>> for $name<O, T> {
            fn from(property: $property<O, T>) -> Self {
                Self(
                    ExpandItem {
                        name: property.name(),
                        options: Options::default(),
                    },
                    PhantomData,
                )
            }
        }

        impl<O, T> Clone for $name<O, T> {
            fn clone(&self) -> Self {
                Self(self.0.clone(), PhantomData)
            }
        }

        impl<O, T> fmt::Debug for $name<O, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<O, T> Expand<O> for $name<O, T> {
            fn append_to(self, items: &mut Vec<Expansion<O>>) {
                items.push(Expansion {
                    item: self.0,
                    marker: PhantomData,
                });
            }
        }

        impl<O, T> Expand<O> for $property<O, T> {
            fn append_to(self, items: &mut Vec<Expansion<O>>) {
                $name::from(self).append_to(items);
            }
        }
    };
}
expansion!(ExpandMany, NavigationCollection);
expansion!(ExpandOne, Navigation);

super::select::several!(Expand, append_to, Expansion<O>);

/// Declares the options both on the expansion and on the property that begins one.
macro_rules! options {
    ($name:ident, $property:ident; $(
        $(#[$doc:meta])*
        fn $method:ident(mut $this:ident $(, $argument:ident: $type:ty)*) $body:block
    )+) => {
        impl<O, T> $name<O, T> {$(
            $(#[$doc])*
            pub fn $method(mut self $(, $argument: $type)*) -> Self {
                let $this = &mut self.0.options;
                $body
                self
            }
        )+}

        impl<O, T> $property<O, T> {$(
            $(#[$doc])*
            pub fn $method(self $(, $argument: $type)*) -> $name<O, T> {
                $name::from(self).$method($($argument),*)
            }
        )+}
    };
}

options! {
    ExpandMany, NavigationCollection;

    /// Expands only the entities that meet the condition; several conditions must all be met.
    ///
    /// ```
    /// # use odata_runtime::{Client, Collection, NavigationCollection, Property, null};
    /// # struct Report; struct Outcome;
    /// # impl Report {
    /// #     const RESULTS: NavigationCollection<Self, Outcome> = NavigationCollection::new("results");
    /// # }
    /// # impl Outcome { const REASON: Property<Self, String> = Property::new("reason"); }
    /// # fn example(reports: Collection<Report>) {
    /// let list = reports.list().expand(Report::RESULTS.filter(Outcome::REASON.ne(null())).top(5));
    /// # }
    /// ```
    fn filter(mut options, condition: impl Into<Filter<T>>) {
        options.filter(condition.into().into_expr());
    }

    /// Expands only the entities that match a search expression, sent as it is.
    fn search(mut options, expression: impl Into<String>) {
        options.search = Some(expression.into());
    }

    /// Orders the expanded entities; further calls add less important items.
    fn order_by(mut options, order: impl IntoOrder<T>) {
        let mut items: Vec<Order<T>> = Vec::new();
        order.append_to(&mut items);
        options.order_by.extend(items.into_iter().map(|order| order.item));
    }

    /// Expands no more than so many entities.
    fn top(mut options, count: u64) {
        options.top = Some(count);
    }

    /// Leaves out the first so many entities.
    fn skip(mut options, count: u64) {
        options.skip = Some(count);
    }

    /// Whether to count the related entities: the annotation `name@odata.count` of the owner.
    fn count(mut options, include: bool) {
        options.count = Some(include);
    }
}

macro_rules! common {
    ($($name:ident, $property:ident);+) => {$(
        options! {
            $name, $property;

            /// Reads only these properties; further calls add more.
            fn select(mut options, properties: impl Select<T>) {
                let mut items = Vec::new();
                properties.append_to(&mut items);
                options.select.extend(items.into_iter().map(|item| item.name));
            }

            /// Expands navigation properties of the expanded entities in turn; further calls add more.
            fn expand(mut options, properties: impl Expand<T>) {
                let mut items: Vec<Expansion<T>> = Vec::new();
                properties.append_to(&mut items);
                options.expand.extend(items.into_iter().map(|expansion| expansion.item));
            }

            /// Repeats the expansion on the expanded entities: a number of levels, or `Levels::Max`.
            fn levels(mut options, levels: impl Into<Levels>) {
                options.levels = Some(levels.into());
            }
        }
    )+};
}
common!(ExpandMany, NavigationCollection; ExpandOne, Navigation);
