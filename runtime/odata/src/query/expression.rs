//! Typed expressions.

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::element::Element;
use super::expr::{Expr, Name};
use super::kind::{Calculated, Direct, Variable};
use super::property::Property;
use super::render::{Context, render};
use crate::wire::EnumLiterals;

/// An expression about an `Owner` with a value of type `Value`. Which operations it has depends on the value: strings
/// have `contains`, numbers have `add`, collections have `any`.
///
/// `Display` shows it with enumeration values qualified, as OData 4.0 requires, and not percent-encoded.
pub struct Expression<Owner, Value, Kind = Calculated> {
    expr: Expr,
    marker: Marker<(Owner, Value, Kind)>,
}

/// A condition.
///
/// ```
/// # use clientwright_odata::{Filter, Property, not};
/// # struct User;
/// # impl User {
/// #     const NAME: Property<Self, String> = Property::new("name");
/// #     const ENABLED: Property<Self, bool> = Property::new("enabled");
/// # }
/// let filter: Filter<User> = User::NAME.eq("a").or(User::NAME.eq("b")).and(not(User::ENABLED));
/// assert_eq!(filter.to_string(), "(name eq 'a' or name eq 'b') and not enabled");
/// ```
pub type Filter<Owner> = Expression<Owner, bool>;

/// The path to a property through complex values and single navigations. It may be selected, as a property may; one
/// that ends with a navigation property ([`One`](super::kind::One), [`Many`](super::kind::Many)) may be expanded.
///
/// ```
/// use clientwright_odata::query::PropertyPath;
/// # use clientwright_odata::{Body, Client, Collection, Error, Navigation, Property};
/// # struct User; struct Address;
/// # impl User {
/// #     const MANAGER: Navigation<Self, User> = Navigation::new("manager");
/// #     const ADDRESS: Property<Self, Address> = Property::new("address");
/// # }
/// # impl Address {
/// #     const CITY: Property<Self, String> = Property::new("city");
/// #     const STREET: Property<Self, String> = Property::new("street");
/// # }
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
///
/// let address: PropertyPath<User, Address> = User::MANAGER.path(User::ADDRESS);
/// let [city, street] = [address.path(Address::CITY), address.path(Address::STREET)];
/// let list = Collection::<User>::root(&client, "users").list().filter(street.ne("")).order_by(city);
/// assert_eq!(
///     list.url()?.query(),
///     Some("$filter=manager/address/street%20ne%20%27%27&$orderby=manager/address/city"),
/// );
/// # Ok(()) }
/// ```
pub type PropertyPath<Owner, Value, End = super::kind::Structural> =
    Expression<Owner, Value, Direct<End>>;

/// A step from a value of type `From` to a property of it: a constant of the generated type, or a path that begins with
/// one.
///
/// A type of one's own can stand for properties whose names are known at run time only:
///
/// ```
/// use std::borrow::Cow;
///
/// use clientwright_odata::query::{Step, kind::Structural};
/// # use clientwright_odata::Navigation;
/// # struct Team; struct User;
/// # impl Team { const OWNER: Navigation<Self, User> = Navigation::new("owner"); }
///
/// /// A property that an application has added to users.
/// struct Extension {
///     application: String,
///     name: &'static str,
/// }
///
/// impl Step<User> for Extension {
///     type Value = String;
///     type End = Structural;
///
///     fn append_to(self, path: &mut Vec<Cow<'static, str>>) {
///         path.push(format!("extension_{}_{}", self.application, self.name).into());
///     }
/// }
///
/// let badge = Extension { application: "4f2".to_owned(), name: "badge" };
/// let filter = Team::OWNER.path(badge).eq("7");
/// assert_eq!(filter.to_string(), "owner/extension_4f2_badge eq '7'");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no property of `{From}`",
    label = "expected a property of `{From}`",
    note = "for a property of a derived type, use `upcast()` on it, or `downcast()` on the path"
)]
pub trait Step<From> {
    /// The type of the property's value.
    type Value;

    /// What kind of property the step ends with; see [`kind`](super::kind).
    type End;

    /// Appends the names of the properties on the way, as in the metadata; they are not checked.
    fn append_to(self, path: &mut Vec<Name>);
}

/// What can be a condition about an `Owner`: a [`Filter`], and what has a boolean value.
///
/// A type of one's own can be one, such as the fields of a search form:
///
/// ```
/// use clientwright_odata::query::{Expression, IntoFilter};
/// use clientwright_odata::{Collection, Filter, Property};
/// # use clientwright_odata::{Body, Client, Error};
/// # struct User;
/// # impl User {
/// #     const NAME: Property<Self, String> = Property::new("name");
/// #     const ENABLED: Property<Self, bool> = Property::new("enabled");
/// # }
///
/// #[derive(Default)]
/// struct Form {
///     name: Option<String>,
///     also_disabled: bool,
/// }
///
/// impl IntoFilter<User> for Form {
///     fn into_filter(self) -> Filter<User> {
///         let name = self.name.map(|name| User::NAME.contains(name));
///         let enabled = (!self.also_disabled).then(|| User::ENABLED.into_filter());
///         let conditions = name.into_iter().chain(enabled);
///         conditions.reduce(Filter::and).unwrap_or_else(|| Expression::raw("true"))
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let users = Collection::<User>::root(&client, "users");
/// let form = Form { name: Some("Ada".to_owned()), ..Form::default() };
/// let url = users.list().filter(form).url()?;
/// assert_eq!(url.query(), Some("$filter=contains(name,%27Ada%27)%20and%20enabled"));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no condition about `{Owner}`",
    label = "expected a condition about `{Owner}`",
    note = "a condition is a comparison such as `{Owner}::NAME.eq(..)`, or a boolean property of `{Owner}`"
)]
pub trait IntoFilter<Owner> {
    /// The condition.
    fn into_filter(self) -> Filter<Owner>;
}

impl<O, K> IntoFilter<O> for Expression<O, bool, K> {
    fn into_filter(self) -> Filter<O> {
        self.calculated()
    }
}

impl<O, M> IntoFilter<O> for Property<O, bool, M> {
    fn into_filter(self) -> Filter<O> {
        self.into_expression().calculated()
    }
}

impl<O> IntoFilter<O> for Element<O, bool> {
    fn into_filter(self) -> Filter<O> {
        self.into_expression().calculated()
    }
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

    /// The expression that it is.
    pub(crate) fn into_expression(self) -> Self {
        self
    }

    /// Forgets whether it is a path.
    pub fn calculated(self) -> Expression<O, V> {
        Expression::of(self.expr)
    }
}

impl<O, V> Expression<O, V> {
    /// A value of any type as text of the query language, not percent-encoded. Nothing checks it; inside another
    /// expression it is in parentheses.
    ///
    /// ```
    /// # use clientwright_odata::{Filter, Property, query::Expression};
    /// # struct User;
    /// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
    /// let filter: Filter<User> = User::NAME.eq("a").and(Filter::raw("b eq 1 or c eq 2"));
    /// assert_eq!(filter.to_string(), "name eq 'a' and (b eq 1 or c eq 2)");
    /// let size: Expression<User, i32> = Expression::raw("my.size(name)");
    /// assert_eq!(size.gt(2).to_string(), "(my.size(name)) gt 2");
    /// ```
    pub fn raw(text: impl Into<String>) -> Self {
        Self::of(Expr::Raw(text.into().into()))
    }
}

impl<O, V, E> Expression<O, V, Direct<E>> {
    /// Continues with a property: `address/city`. The path itself is not consumed, so it can be continued several
    /// times.
    pub fn path<P: Step<V>>(&self, step: P) -> PropertyPath<O, P::Value, P::End> {
        Expression::of(continued(self.expr.clone(), step))
    }

    /// The names on the path.
    pub(crate) fn into_segments(self) -> Vec<Name> {
        match self.expr {
            Expr::Path { segments, .. } => segments,
            // A direct expression is a path: nothing else makes one.
            _ => Vec::new(),
        }
    }
}

impl<O, V> Expression<O, V, Variable> {
    /// Continues with a property: `a/city`. The path itself is not consumed, so it can be continued several times.
    pub fn path<P: Step<V>>(&self, step: P) -> Expression<O, P::Value, Variable> {
        Expression::of(continued(self.expr.clone(), step))
    }
}

/// The path with a step more.
pub(super) fn continued<V, P: Step<V>>(path: Expr, step: P) -> Expr {
    let mut names = Vec::new();
    step.append_to(&mut names);
    path.steps(names)
}

impl<O, V, E> Step<O> for Expression<O, V, Direct<E>> {
    type Value = V;
    type End = E;

    fn append_to(self, path: &mut Vec<Name>) {
        path.extend(self.into_segments());
    }
}

/// Declares the same methods for properties, expressions and the elements of an `any` of a value type. The bodies see
/// all of them as `self`, turned into an expression by `into_expression()`.
macro_rules! operations {
    ($(#[doc = $about:literal])* impl<$($value:ident $(: $bound:path)?)?> $type:ty { $($body:tt)* }) => {
        $(#[doc = $about])*
        impl<O, $($value $(: $bound)?,)? M> $crate::query::Property<O, $type, M> { $($body)* }
        $(#[doc = $about])*
        impl<O, $($value $(: $bound)?,)? K> $crate::query::Expression<O, $type, K> { $($body)* }
        $(#[doc = $about])*
        impl<O, $($value $(: $bound)?)?> $crate::query::Element<O, $type> { $($body)* }
    };
}
pub(crate) use operations;

impl<O, V, K> Clone for Expression<O, V, K> {
    fn clone(&self) -> Self {
        Self::of(self.expr.clone())
    }
}

impl<O, V, K> fmt::Display for Expression<O, V, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        match render(
            &self.expr,
            &mut Context::new(EnumLiterals::Qualified),
            &mut out,
        ) {
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
