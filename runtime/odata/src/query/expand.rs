//! `$expand` (OData URL conventions 4.01, 5.1.3).

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::compute::IntoCompute;
use super::expr::Name;
use super::expression::{IntoFilter, PropertyPath};
use super::kind::{Many, One};
use super::options::Options;
use super::order::IntoOrder;
use super::property::{Navigation, NavigationCollection};
use super::render::{Context, Reason};
use super::search::Search;
use super::select::Select;
use crate::wire::EnumLiterals;

/// A navigation property of `Owner` that is expanded, with its options: what all kinds of expansions become. It is for
/// lists of them that are made at run time, and for text.
///
/// ```
/// use clientwright_odata::query::{Expand, Expansion};
/// # use clientwright_odata::{Navigation, NavigationCollection, Property};
/// # struct Team; struct User;
/// # impl Team {
/// #     const OWNER: Navigation<Self, User> = Navigation::new("owner");
/// #     const MEMBERS: NavigationCollection<Self, User> = NavigationCollection::new("members");
/// # }
/// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
/// # let (with_owner, with_members, extension) = (true, true, "acme_badges($top=1)");
///
/// let mut expansions: Vec<Expansion<Team>> = Vec::new();
/// if with_owner {
///     Team::OWNER.select(User::NAME).append_to(&mut expansions);
/// }
/// if with_members {
///     Team::MEMBERS.count_only().append_to(&mut expansions);
/// }
/// // A navigation property that the metadata does not declare.
/// expansions.push(Expansion::raw(extension));
/// let texts: Vec<String> = expansions.iter().map(ToString::to_string).collect();
/// assert_eq!(texts, ["owner($select=name)", "members/$count", "acme_badges($top=1)"]);
///
/// assert_eq!(Expansion::<Team>::all().to_string(), "*");
/// ```
pub struct Expansion<Owner> {
    pub(crate) item: ExpandItem,
    marker: Marker<Owner>,
}

#[derive(Clone, Debug)]
pub(crate) struct ExpandItem {
    /// The path, with `/$ref` or `/$count` if these are requested.
    path: Name,
    options: Options,
}

impl ExpandItem {
    fn new(path: impl Into<Name>) -> Self {
        Self {
            path: path.into(),
            options: Options::default(),
        }
    }

    /// `tasks($filter=…;$top=5)`
    pub(crate) fn render(&self, context: &mut Context, out: &mut String) -> Result<(), Reason> {
        out.push_str(&self.path);
        self.options.render_inside(context, out)
    }

    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        match self.render(&mut Context::new(EnumLiterals::Qualified), &mut out) {
            Ok(()) => f.write_str(&out),
            Err(reason) => write!(f, "<{reason}>"),
        }
    }
}

impl<O> Expansion<O> {
    const fn of(item: ExpandItem) -> Self {
        Self {
            item,
            marker: PhantomData,
        }
    }

    /// All navigation properties: `*`.
    ///
    /// URL conventions 4.01, 5.1.3.
    #[must_use]
    pub fn all() -> Self {
        Self::raw("*")
    }

    /// Expansions as text, `tasks($top=5)` or several separated by commas; not percent-encoded and not checked.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::of(ExpandItem::new(text.into()))
    }
}

/// How many levels of a recursive navigation property are expanded (OData URL conventions 4.01, 5.1.3.1). Zero levels
/// fail the request.
///
/// ```
/// use clientwright_odata::query::Levels;
/// # use clientwright_odata::Navigation;
/// # struct User;
/// # impl User { const MANAGER: Navigation<Self, User> = Navigation::new("manager"); }
///
/// // The manager and the manager's manager; then everybody up to the top.
/// assert_eq!(User::MANAGER.levels(2).to_string(), "manager($levels=2)");
/// assert_eq!(User::MANAGER.levels(Levels::Max).to_string(), "manager($levels=max)");
/// ```
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
///
/// A type of one's own can stand for expansions that several requests need:
///
/// ```
/// use clientwright_odata::query::{Expand, Expansion};
/// # use clientwright_odata::{Body, Client, Collection, Error, Navigation, NavigationCollection, Property};
/// # type Team = serde_json::Value;
/// # type User = serde_json::Value;
/// # const OWNER: Navigation<Team, User> = Navigation::new("owner");
/// # const MEMBERS: NavigationCollection<Team, User> = NavigationCollection::new("members");
/// # const NAME: Property<User, String> = Property::new("name");
///
/// /// The people of a team, with at most so many members.
/// struct People(u64);
///
/// impl Expand<Team> for People {
///     fn append_to(self, items: &mut Vec<Expansion<Team>>) {
///         (OWNER, MEMBERS.select(NAME).top(self.0)).append_to(items);
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let teams = Collection::<Team>::root(&client, "teams");
/// let url = teams.list().expand(People(5)).url()?;
/// assert_eq!(url.query(), Some("$expand=owner,members($top=5;$select=name)"));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be expanded of `{Owner}`",
    label = "expected a navigation property of `{Owner}`",
    note = "use a navigation property of `{Owner}`, or a tuple of up to 12"
)]
pub trait Expand<Owner> {
    /// Passes on the navigation properties.
    fn append_to(self, items: &mut Vec<Expansion<Owner>>);
}

/// An expanded navigation property to many: what [`NavigationCollection`]'s methods return.
///
/// ```
/// use clientwright_odata::query::ExpandMany;
/// # use clientwright_odata::{NavigationCollection, Property};
/// # struct Team; struct User;
/// # impl Team { const MEMBERS: NavigationCollection<Self, User> = NavigationCollection::new("members"); }
/// # impl User {
/// #     const NAME: Property<Self, String> = Property::new("name");
/// #     const AGE: Property<Self, i32> = Property::new("age");
/// # }
///
/// /// The members of a team, the oldest first; those of one name if there is one.
/// fn members(name: Option<&str>) -> ExpandMany<Team, User> {
///     let members = Team::MEMBERS.order_by(User::AGE.desc()).top(10).count(true);
///     match name {
///         Some(name) => members.filter(User::NAME.eq(name)),
///         None => members,
///     }
/// }
///
/// assert_eq!(members(None).to_string(), "members($orderby=age desc;$top=10;$count=true)");
/// assert_eq!(
///     members(Some("Ada")).to_string(),
///     "members($filter=name eq 'Ada';$orderby=age desc;$top=10;$count=true)",
/// );
/// ```
#[must_use = "an expansion does nothing until it is passed to `expand`"]
pub struct ExpandMany<Owner, Target>(ExpandItem, Marker<(Owner, Target)>);

/// An expanded navigation property to one: what [`Navigation`]'s methods return.
///
/// ```
/// use clientwright_odata::query::ExpandOne;
/// # use clientwright_odata::{Navigation, Property};
/// # struct Team; struct User;
/// # impl Team { const OWNER: Navigation<Self, User> = Navigation::new("owner"); }
/// # impl User {
/// #     const NAME: Property<Self, String> = Property::new("name");
/// #     const MANAGER: Navigation<Self, User> = Navigation::new("manager");
/// # }
///
/// let owner: ExpandOne<Team, User> = Team::OWNER.select(User::NAME).expand(User::MANAGER.select(User::NAME));
/// assert_eq!(owner.to_string(), "owner($select=name;$expand=manager($select=name))");
/// ```
#[must_use = "an expansion does nothing until it is passed to `expand`"]
pub struct ExpandOne<Owner, Target>(ExpandItem, Marker<(Owner, Target)>);

/// References to the entities of a navigation property to many, in place of the entities:
/// [`NavigationCollection::refs`]. The options of an expansion that are about the entities and not about their
/// properties are there.
///
/// ```
/// use clientwright_odata::query::ExpandRefs;
/// # use clientwright_odata::{NavigationCollection, Property};
/// # struct Team; struct User;
/// # impl Team { const MEMBERS: NavigationCollection<Self, User> = NavigationCollection::new("members"); }
/// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
///
/// let members: ExpandRefs<Team, User> = Team::MEMBERS.refs().filter(User::NAME.starts_with("A")).top(5);
/// assert_eq!(members.to_string(), "members/$ref($filter=startswith(name,'A');$top=5)");
/// ```
#[must_use = "an expansion does nothing until it is passed to `expand`"]
pub struct ExpandRefs<Owner, Target>(ExpandItem, Marker<(Owner, Target)>);

/// The number of entities of a navigation property to many, in place of the entities:
/// [`NavigationCollection::count_only`]. The number is the annotation `name@odata.count` of the owner.
///
/// ```
/// use clientwright_odata::query::ExpandCount;
/// # use clientwright_odata::{NavigationCollection, Property};
/// # struct Team; struct User;
/// # impl Team { const MEMBERS: NavigationCollection<Self, User> = NavigationCollection::new("members"); }
/// # impl User { const AGE: Property<Self, i32> = Property::new("age"); }
///
/// let adults: ExpandCount<Team, User> = Team::MEMBERS.count_only().filter(User::AGE.ge(18));
/// assert_eq!(adults.to_string(), "members/$count($filter=age ge 18)");
/// ```
#[must_use = "an expansion does nothing until it is passed to `expand`"]
pub struct ExpandCount<Owner, Target>(ExpandItem, Marker<(Owner, Target)>);

macro_rules! expansions {
    ($($name:ident),+) => {$(
        impl<O, T> Clone for $name<O, T> {
            fn clone(&self) -> Self {
                Self(self.0.clone(), PhantomData)
            }
        }

        impl<O, T> fmt::Debug for $name<O, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        /// As in a URL, with enumeration values qualified and not percent-encoded.
        impl<O, T> fmt::Display for $name<O, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<O, T> Expand<O> for $name<O, T> {
            fn append_to(self, items: &mut Vec<Expansion<O>>) {
                items.push(Expansion::of(self.0));
            }
        }
    )+};
}
expansions!(ExpandMany, ExpandOne, ExpandRefs, ExpandCount);

impl<O> Clone for Expansion<O> {
    fn clone(&self) -> Self {
        Self::of(self.item.clone())
    }
}

impl<O> fmt::Debug for Expansion<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expansion({self})")
    }
}

/// As in a URL, with enumeration values qualified and not percent-encoded.
impl<O> fmt::Display for Expansion<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.item.fmt(f)
    }
}

impl<O> Expand<O> for Expansion<O> {
    fn append_to(self, items: &mut Vec<Expansion<O>>) {
        items.push(self);
    }
}

/// What begins an expansion: a constant, or a path that ends with a navigation property.
macro_rules! begins {
    ($($property:ty, $path:ty => $name:ident);+) => {$(
        impl<O, T> From<$property> for $name<O, T> {
            fn from(property: $property) -> Self {
                Self(ExpandItem::new(property.name()), PhantomData)
            }
        }

        impl<O, T> From<$path> for $name<O, T> {
            fn from(path: $path) -> Self {
                Self(ExpandItem::new(path.into_segments().join("/")), PhantomData)
            }
        }

        impl<O, T> Expand<O> for $property {
            fn append_to(self, items: &mut Vec<Expansion<O>>) {
                $name::from(self).append_to(items);
            }
        }

        impl<O, T> Expand<O> for $path {
            fn append_to(self, items: &mut Vec<Expansion<O>>) {
                $name::from(self).append_to(items);
            }
        }
    )+};
}
begins!(
    NavigationCollection<O, T>, PropertyPath<O, Vec<T>, Many> => ExpandMany;
    Navigation<O, T>, PropertyPath<O, T, One> => ExpandOne
);

super::select::several!(Expand, append_to, Expansion<O>);

/// Declares options on an expansion, and on what begins one.
macro_rules! options {
    ($name:ident $(, $property:ty, $path:ty)?; $(
        $(#[$doc:meta])*
        fn $method:ident($options:ident $(, $argument:ident: $type:ty)*) $body:block
    )+) => {
        impl<O, T> $name<O, T> {$(
            $(#[$doc])*
            pub fn $method(mut self $(, $argument: $type)*) -> Self {
                let $options = &mut self.0.options;
                $body
                self
            }
        )+}

        options!(@begin $name [$($property, $path)?] $(
            $(#[$doc])*
            $method($($argument: $type),*)
        )+);
    };
    (@begin $name:ident [] $($rest:tt)*) => {};
    (@begin $name:ident [$property:ty, $path:ty] $(
        $(#[$doc:meta])*
        $method:ident($($argument:ident: $type:ty),*)
    )+) => {
        impl<O, T> $property {$(
            $(#[$doc])*
            pub fn $method(self $(, $argument: $type)*) -> $name<O, T> {
                $name::from(self).$method($($argument),*)
            }
        )+}

        impl<O, T> $path {$(
            $(#[$doc])*
            pub fn $method(self $(, $argument: $type)*) -> $name<O, T> {
                $name::from(self).$method($($argument),*)
            }
        )+}
    };
}

/// Options about which entities are expanded.
macro_rules! choice {
    ($($name:ident $(, $property:ty, $path:ty)?);+) => {$(
        options! {
            $name $(, $property, $path)?;

            /// Expands only the entities that meet the condition; several conditions must all be met.
            ///
            /// URL conventions 4.01, 5.1.2.
            ///
            /// ```
            /// # use clientwright_odata::{Client, Collection, NavigationCollection, Property, null};
            /// # struct Report; struct Outcome;
            /// # impl Report {
            /// #     const RESULTS: NavigationCollection<Self, Outcome> = NavigationCollection::new("results");
            /// # }
            /// # impl Outcome { const REASON: Property<Self, String> = Property::new("reason"); }
            /// # fn example(reports: Collection<Report>) {
            /// let list = reports.list().expand(Report::RESULTS.filter(Outcome::REASON.ne(null())).top(5));
            /// # }
            /// ```
            fn filter(options, condition: impl IntoFilter<T>) {
                options.filter(condition);
            }

            /// Expands only the entities that match a search: a text, or a [`Search`].
            ///
            /// URL conventions 4.01, 5.1.8.
            fn search(options, search: impl Into<Search>) {
                options.search = Some(search.into());
            }
        }
    )+};
}
choice!(
    ExpandMany, NavigationCollection<O, T>, PropertyPath<O, Vec<T>, Many>;
    ExpandRefs;
    ExpandCount
);

/// Options about the order and number of expanded entities.
macro_rules! arrangement {
    ($($name:ident $(, $property:ty, $path:ty)?);+) => {$(
        options! {
            $name $(, $property, $path)?;

            /// Orders the expanded entities; further calls add less important items.
            ///
            /// URL conventions 4.01, 5.1.5.
            fn order_by(options, order: impl IntoOrder<T>) {
                options.order_by(order);
            }

            /// Expands no more than so many entities.
            ///
            /// URL conventions 4.01, 5.1.6.
            fn top(options, count: u64) {
                options.top = Some(count);
            }

            /// Leaves out the first so many entities.
            ///
            /// URL conventions 4.01, 5.1.6.
            fn skip(options, count: u64) {
                options.skip = Some(count);
            }

            /// Whether to count the related entities: the annotation `name@odata.count` of the owner.
            ///
            /// URL conventions 4.01, 5.1.7.
            fn count(options, include: bool) {
                options.count = Some(include);
            }
        }
    )+};
}
arrangement!(
    ExpandMany, NavigationCollection<O, T>, PropertyPath<O, Vec<T>, Many>;
    ExpandRefs
);

/// Options about what of each expanded entity is read.
macro_rules! shape {
    ($($name:ident, $property:ty, $path:ty);+) => {$(
        options! {
            $name, $property, $path;

            /// Reads only these properties; further calls add more.
            ///
            /// URL conventions 4.01, 5.1.4.
            fn select(options, properties: impl Select<T>) {
                options.select(properties);
            }

            /// Expands navigation properties of the expanded entities in turn; further calls add more.
            ///
            /// URL conventions 4.01, 5.1.3.
            fn expand(options, properties: impl Expand<T>) {
                options.expand(properties);
            }

            /// Repeats the expansion on the expanded entities: a number of levels from 1, or `Levels::Max`.
            ///
            /// URL conventions 4.01, 5.1.3.1.
            fn levels(options, levels: impl Into<Levels>) {
                options.levels = Some(levels.into());
            }

            /// Adds computed values to each expanded entity; further calls add more.
            ///
            /// URL conventions 4.01, 5.1.10.
            fn compute(options, values: impl IntoCompute<T>) {
                options.compute(values);
            }
        }
    )+};
}
shape!(
    ExpandMany, NavigationCollection<O, T>, PropertyPath<O, Vec<T>, Many>;
    ExpandOne, Navigation<O, T>, PropertyPath<O, T, One>
);

/// The other forms of an expansion.
macro_rules! forms {
    ($($type:ty),+) => {$(
        impl<O, T> $type {
            /// References in place of the entities: `tasks/$ref`.
            ///
            /// URL conventions 4.01, 5.1.3.
            pub fn refs(self) -> ExpandRefs<O, T> {
                let ExpandItem { path, options } = ExpandMany::from(self).0;
                ExpandRefs(ExpandItem { path: (path.into_owned() + "/$ref").into(), options }, PhantomData)
            }

            /// Only how many entities there are: `tasks/$count`.
            ///
            /// URL conventions 4.01, 5.1.3.
            pub fn count_only(self) -> ExpandCount<O, T> {
                let ExpandItem { path, options } = ExpandMany::from(self).0;
                ExpandCount(ExpandItem { path: (path.into_owned() + "/$count").into(), options }, PhantomData)
            }
        }
    )+};
}
forms!(NavigationCollection<O, T>, PropertyPath<O, Vec<T>, Many>);

crate::refused::of_many!(Navigation<O, T>: filter search order_by top skip count);
crate::refused::of_many!(ExpandOne<O, T>: filter search order_by top skip count);

impl<O, T> Navigation<O, T> {
    /// A reference in place of the entity: `manager/$ref`.
    ///
    /// URL conventions 4.01, 5.1.3.
    pub fn refs(self) -> Expansion<O> {
        self.into_expression().refs()
    }
}

impl<O, T> PropertyPath<O, T, One> {
    /// A reference in place of the entity: `manager/$ref`.
    ///
    /// URL conventions 4.01, 5.1.3.
    pub fn refs(self) -> Expansion<O> {
        Expansion::of(ExpandItem::new(self.into_segments().join("/") + "/$ref"))
    }
}
