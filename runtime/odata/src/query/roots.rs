//! What an expression can begin with besides a property: `$it`, `$this`, `$root`, values, parameter aliases, `case`
//! (OData URL conventions 4.01, 5.1.1.14, 5.3 and 5.1.1.12).

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::expr::{Expr, Name, Root};
use super::expression::{Expression, IntoFilter};
use super::kind::Variable;
use super::operand::{IntoOperand, Operand};
use crate::wire::KeyLiteral;
use crate::wire::Literal;

/// The entity or value of the resource path: `$it`. It is an expression about an `Owner`; that is the same
/// type in the filter of a request, and the type of the expanded entity in the filter of an expansion.
///
/// URL conventions 4.01, 5.1.1.14.4.
///
/// ```
/// # use clientwright_odata::{NavigationCollection, Property, query::it};
/// # struct Order; struct Line;
/// # impl Order {
/// #     const LIMIT: Property<Self, i32> = Property::new("limit");
/// #     const LINES: NavigationCollection<Self, Line> = NavigationCollection::new("lines");
/// # }
/// # impl Line { const AMOUNT: Property<Self, i32> = Property::new("amount"); }
/// let lines = Order::LINES.filter(Line::AMOUNT.gt(it::<_, Order>().path(Order::LIMIT)));
/// assert_eq!(lines.to_string(), "lines($filter=amount gt $it/limit)");
/// ```
pub fn it<Owner, It>() -> Expression<Owner, It, Variable> {
    Expression::of(Expr::root(Root::It))
}

/// The value that a condition is about: `$this`. What [`size_where`](crate::Property::size_where) needs for collections
/// of primitive values.
///
/// URL conventions 4.01, 5.1.1.14.6.
///
/// ```
/// # use clientwright_odata::{Property, query::this};
/// # struct User;
/// # impl User { const TAGS: Property<Self, Vec<String>> = Property::new("tags"); }
/// let filter = User::TAGS.size_where(this().starts_with("x")).gt(1);
/// assert_eq!(filter.to_string(), "tags/$count($filter=startswith($this,'x')) gt 1");
/// ```
pub fn this<Value>() -> Expression<Value, Value, Variable> {
    Expression::of(Expr::root(Root::This))
}

/// An entity of the service, whatever the request is about: `$root/users('1')`. The name is that of an entity set, with
/// the key in the order of the metadata, or that of a singleton, with no key.
///
/// URL conventions 4.01, 5.1.1.14.5.
///
/// ```
/// # use clientwright_odata::{Property, literal, query::root};
/// # struct User;
/// # impl User {
/// #     const AGE: Property<Self, i32> = Property::new("age");
/// # }
/// let oldest = root::<_, User>("users", &[("id", literal("o'neil"))]);
/// assert_eq!(User::AGE.lt(oldest.path(User::AGE)).to_string(), "age lt $root/users('o''neil')/age");
/// ```
pub fn root<Owner, Value>(
    name: impl Into<Name>,
    key: &[(&'static str, KeyLiteral)],
) -> Expression<Owner, Value, Variable> {
    let key = key
        .iter()
        .map(|(name, value)| (Name::Borrowed(*name), value.0.clone()));
    Expression::of(Expr::root(Root::Service {
        name: name.into(),
        key: key.collect(),
    }))
}

/// A value, to begin an expression with.
///
/// URL conventions 4.01, 5.1.1.14.1.
///
/// ```
/// # use clientwright_odata::{Property, query::value};
/// # struct User;
/// # impl User { const DOMAIN: Property<Self, String> = Property::new("domain"); }
/// let filter = value("a@example.org".to_owned()).ends_with(User::DOMAIN);
/// assert_eq!(filter.to_string(), "endswith('a@example.org',domain)");
/// ```
pub fn value<Owner, V: Literal>(value: V) -> Expression<Owner, V> {
    Expression::of(Operand::literal(&value).0)
}

/// A value or an expression that is sent as a query option of its own, under this name: `@name`. Within one request a
/// name has one value, and it is an identifier in ASCII; anything else fails the request.
///
/// A service may keep what it made of a filter and only look at the values; long values are written once.
///
/// URL conventions 4.01, 5.3.
///
/// ```
/// # use clientwright_odata::{Body, Client, Collection, Property, query::alias};
/// # struct User;
/// # impl User { const NAME: Property<Self, String> = Property::new("name"); }
/// # fn example(users: Collection<User>) -> Result<(), clientwright_odata::Error> {
/// let url = users.list().filter(User::NAME.eq(alias("who", "O'Neil"))).url()?;
/// assert_eq!(url.query(), Some("$filter=name%20eq%20@who&@who=%27O%27%27Neil%27"));
/// # Ok(()) }
/// ```
pub fn alias<Owner, V>(
    name: impl Into<Name>,
    value: impl IntoOperand<Owner, V>,
) -> Expression<Owner, V> {
    let value = Box::new(value.into_operand().0);
    Expression::of(Expr::Alias(name.into(), value))
}

/// A value that depends on conditions: `case(a gt 1:'x',true:'y')`. The first true condition decides.
///
/// URL conventions 4.01, 5.1.1.12.1.
///
/// ```
/// # use clientwright_odata::{Property, query::case};
/// # struct Task;
/// # impl Task {
/// #     const PRIORITY: Property<Self, i32> = Property::new("priority");
/// #     const DUE: Property<Self, i32> = Property::new("due");
/// # }
/// let rank = case(Task::PRIORITY.gt(5), 1).when(Task::DUE.eq(0), 2).otherwise(3);
/// assert_eq!(rank.lt(Task::PRIORITY).to_string(), "case((priority gt 5):1,(due eq 0):2,true:3) lt priority");
/// ```
pub fn case<Owner, V>(
    condition: impl IntoFilter<Owner>,
    value: impl IntoOperand<Owner, V>,
) -> Case<Owner, V> {
    Case {
        pairs: Vec::new(),
        marker: PhantomData,
    }
    .when(condition, value)
}

/// A value that depends on conditions; what [`case`] begins.
///
/// ```
/// use clientwright_odata::query::{Case, case};
/// # use clientwright_odata::Property;
/// # struct Task;
/// # impl Task {
/// #     const DONE: Property<Self, bool> = Property::new("done");
/// #     const PRIORITY: Property<Self, i32> = Property::new("priority");
/// # }
///
/// let mut label: Case<Task, String> = case(Task::DONE, "done");
/// for (least, text) in [(8, "urgent"), (5, "soon")] {
///     label = label.when(Task::PRIORITY.ge(least), text);
/// }
/// assert_eq!(
///     label.otherwise("later").ne("done").to_string(),
///     "case(done:'done',(priority ge 8):'urgent',(priority ge 5):'soon',true:'later') ne 'done'",
/// );
/// // Without `otherwise`, null if no condition is true.
/// let rank: Case<Task, i32> = case(Task::DONE, 0);
/// assert_eq!(rank.or_null().ne(Task::PRIORITY).to_string(), "case(done:0) ne priority");
/// ```
#[must_use = "a case is a value only after `otherwise` or `or_null`"]
pub struct Case<Owner, V> {
    pairs: Vec<(Expr, Expr)>,
    marker: Marker<(Owner, V)>,
}

impl<O, V> Case<O, V> {
    /// The value if this condition is the first true one.
    pub fn when(mut self, condition: impl IntoFilter<O>, value: impl IntoOperand<O, V>) -> Self {
        let condition = condition.into_filter().into_expr();
        self.pairs.push((condition, value.into_operand().0));
        self
    }

    /// The value if no condition is true.
    pub fn otherwise(mut self, value: impl IntoOperand<O, V>) -> Expression<O, V> {
        self.pairs
            .push((Expr::word("true"), value.into_operand().0));
        self.or_null()
    }

    /// Null if no condition is true.
    pub fn or_null(self) -> Expression<O, V> {
        Expression::of(Expr::Case(self.pairs))
    }
}

impl<O, V> fmt::Debug for Case<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Case").field(&self.pairs).finish()
    }
}
