//! `any`, `all`, `$count` and functions of collections (OData URL conventions 4.01, 5.1.1.13, 5.1.1.6 and 4.8).

use super::element::Element;
use super::expr::{self, Expr};
use super::expression::{Expression, Filter, IntoFilter, operations};
use super::operand::{IntoOperand, IsNotNull};
use super::property::NavigationCollection;
use crate::wire::{NonNull, Wire};

operations! {
    /// Collections.
    impl<E> Vec<E> {
        /// Whether at least one element meets a condition: `tags/any(a:a eq 'x')`.
        ///
        /// The argument of the closure is the element; `path` selects its properties. Properties of the owner can be
        /// used inside, and so can the elements of outer `any`s: each has a name of its own. An element that may
        /// be null is compared like one that may not, and with [`null`](crate::null).
        ///
        /// URL conventions 4.01, 5.1.1.13.1.
        ///
        /// ```
        /// # use clientwright_odata::{NavigationCollection, Property};
        /// # struct Order; struct Line;
        /// # impl Order {
        /// #     const LINES: NavigationCollection<Self, Line> = NavigationCollection::new("lines");
        /// #     const LIMIT: Property<Self, i32> = Property::new("limit");
        /// #     const TAGS: Property<Self, Vec<String>> = Property::new("tags");
        /// # }
        /// # impl Line { const AMOUNT: Property<Self, i32> = Property::new("amount"); }
        /// let filter = Order::LINES.any(|line| line.path(Line::AMOUNT).gt(Order::LIMIT));
        /// assert_eq!(filter.to_string(), "lines/any(a:a/amount gt limit)");
        /// assert_eq!(Order::TAGS.all(|tag| tag.ne("x")).to_string(), "tags/all(a:a ne 'x')");
        /// ```
        pub fn any<F: IntoFilter<O>>(self, condition: impl FnOnce(Element<O, NonNull<E>>) -> F) -> Filter<O>
        where
            E: Wire,
        {
            lambda(self.into_expression().into_expr(), false, condition)
        }

        /// Whether all elements meet a condition, as those of an empty collection do: `tags/all(a:a eq 'x')`.
        ///
        /// URL conventions 4.01, 5.1.1.13.2.
        pub fn all<F: IntoFilter<O>>(self, condition: impl FnOnce(Element<O, NonNull<E>>) -> F) -> Filter<O>
        where
            E: Wire,
        {
            lambda(self.into_expression().into_expr(), true, condition)
        }

        /// Whether there is an element: `tags/any()`.
        ///
        /// URL conventions 4.01, 5.1.1.13.1.
        pub fn is_not_empty(self) -> Filter<O> {
            let path = Box::new(self.into_expression().into_expr());
            Filter::of(Expr::Lambda { path, all: false, predicate: None })
        }

        /// How many elements there are, as a value in a filter or an order: `tags/$count`.
        ///
        /// URL conventions 4.01, 4.8.
        pub fn size(self) -> Expression<O, i64> {
            Expression::of(self.into_expression().into_expr().step("$count"))
        }

        /// How many elements meet a condition, which is one about the element itself: `tasks/$count($filter=enabled)`.
        /// For elements that are no entities see [`this`](super::this).
        ///
        /// URL conventions 4.01, 4.8.
        ///
        /// ```
        /// # use clientwright_odata::{NavigationCollection, Property};
        /// # struct Workflow; struct Task;
        /// # impl Workflow { const TASKS: NavigationCollection<Self, Task> = NavigationCollection::new("tasks"); }
        /// # impl Task { const ENABLED: Property<Self, bool> = Property::new("enabled"); }
        /// let filter = Workflow::TASKS.size_where(Task::ENABLED).ge(2);
        /// assert_eq!(filter.to_string(), "tasks/$count($filter=enabled) ge 2");
        /// ```
        pub fn size_where(self, condition: impl IntoFilter<NonNull<E>>) -> Expression<O, i64>
        where
            E: Wire,
        {
            count_where(self.into_expression().into_expr(), condition)
        }

        /// Whether all elements of another collection are among these, in any order: `hassubset(tags,["a","b"])`.
        ///
        /// URL conventions 4.01, 5.1.1.6.1.
        ///
        /// ```
        /// # use clientwright_odata::Property;
        /// # struct User;
        /// # impl User { const TAGS: Property<Self, Vec<String>> = Property::new("tags"); }
        /// assert_eq!(User::TAGS.has_subset(["a", "b"]).to_string(), r#"hassubset(tags,["a","b"])"#);
        /// ```
        pub fn has_subset(self, other: impl IntoOperand<O, Vec<NonNull<E>>, Nullity: IsNotNull>) -> Filter<O>
        where
            E: Wire,
        {
            let arguments = vec![self.into_expression().into_expr(), other.into_operand().0];
            Filter::of(Expr::Call("hassubset", arguments))
        }

        /// Whether the elements of another collection are among these in the same order, others between them or not:
        /// `hassubsequence(tags,["a","b"])`.
        ///
        /// URL conventions 4.01, 5.1.1.6.2.
        pub fn has_subsequence(self, other: impl IntoOperand<O, Vec<NonNull<E>>, Nullity: IsNotNull>) -> Filter<O>
        where
            E: Wire,
        {
            let arguments = vec![self.into_expression().into_expr(), other.into_operand().0];
            Filter::of(Expr::Call("hassubsequence", arguments))
        }
    }
}

impl<O, E> NavigationCollection<O, E> {
    /// Whether at least one related entity meets a condition: `tasks/any(a:a/enabled)`.
    ///
    /// The argument of the closure is the entity; `path` selects its properties:
    ///
    /// ```
    /// # use clientwright_odata::{NavigationCollection, Property};
    /// # struct Workflow; struct Task;
    /// # impl Workflow { const TASKS: NavigationCollection<Self, Task> = NavigationCollection::new("tasks"); }
    /// # impl Task {
    /// #     const ENABLED: Property<Self, bool> = Property::new("enabled");
    /// #     const NAME: Property<Self, String> = Property::new("name");
    /// # }
    /// let filter = Workflow::TASKS.any(|task| task.path(Task::NAME).eq("Mail").and(task.path(Task::ENABLED)));
    /// assert_eq!(filter.to_string(), "tasks/any(a:a/name eq 'Mail' and a/enabled)");
    /// ```
    ///
    /// URL conventions 4.01, 5.1.1.13.1.
    pub fn any<F: IntoFilter<O>>(self, condition: impl FnOnce(Element<O, E>) -> F) -> Filter<O> {
        lambda(self.into_expression().into_expr(), false, condition)
    }

    /// Whether all related entities meet a condition; it is also true if there are none: `tasks/all(a:a/enabled)`.
    ///
    /// ```
    /// # use clientwright_odata::{NavigationCollection, Property};
    /// # struct Workflow; struct Task;
    /// # impl Workflow { const TASKS: NavigationCollection<Self, Task> = NavigationCollection::new("tasks"); }
    /// # impl Task { const ENABLED: Property<Self, bool> = Property::new("enabled"); }
    /// // Without the second condition, also those without tasks.
    /// let ready = Workflow::TASKS.all(|task| task.path(Task::ENABLED)).and(Workflow::TASKS.is_not_empty());
    /// assert_eq!(ready.to_string(), "tasks/all(a:a/enabled) and tasks/any()");
    /// ```
    ///
    /// URL conventions 4.01, 5.1.1.13.2.
    pub fn all<F: IntoFilter<O>>(self, condition: impl FnOnce(Element<O, E>) -> F) -> Filter<O> {
        lambda(self.into_expression().into_expr(), true, condition)
    }

    /// Whether there is a related entity: `tasks/any()`.
    ///
    /// URL conventions 4.01, 5.1.1.13.1.
    pub fn is_not_empty(self) -> Filter<O> {
        self.into_expression().is_not_empty()
    }

    /// The number of related entities, as a value in a filter or an order: `tasks/$count`. For the count of
    /// expanded entities see [`ExpandMany::count`](super::ExpandMany::count).
    ///
    /// URL conventions 4.01, 4.8.
    pub fn size(self) -> Expression<O, i64> {
        self.into_expression().size()
    }

    /// How many related entities meet a condition: `tasks/$count($filter=enabled)`.
    ///
    /// ```
    /// # use clientwright_odata::{NavigationCollection, Property};
    /// # struct Workflow; struct Task;
    /// # impl Workflow { const TASKS: NavigationCollection<Self, Task> = NavigationCollection::new("tasks"); }
    /// # impl Task { const ENABLED: Property<Self, bool> = Property::new("enabled"); }
    /// let idle = Workflow::TASKS.size_where(!Task::ENABLED).eq(Workflow::TASKS.size());
    /// assert_eq!(idle.to_string(), "tasks/$count($filter=not enabled) eq tasks/$count");
    /// ```
    ///
    /// URL conventions 4.01, 4.8.
    pub fn size_where(self, condition: impl IntoFilter<E>) -> Expression<O, i64> {
        count_where(self.into_expression().into_expr(), condition)
    }
}

fn lambda<O, E, F: IntoFilter<O>>(
    path: Expr,
    all: bool,
    condition: impl FnOnce(Element<O, E>) -> F,
) -> Filter<O> {
    let variable = expr::Variable::fresh();
    let condition = condition(Element::new(variable)).into_filter();
    Filter::of(Expr::Lambda {
        path: Box::new(path),
        all,
        predicate: Some((variable, Box::new(condition.into_expr()))),
    })
}

fn count_where<O, E>(path: Expr, condition: impl IntoFilter<E>) -> Expression<O, i64> {
    let condition = condition.into_filter().into_expr();
    Expression::of(Expr::CountWhere(Box::new(path), Box::new(condition)))
}
