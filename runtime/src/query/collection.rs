//! `any`, `all` and `$count` of collections (OData URL conventions 4.01, 5.1.1.13 and 4.8).

use super::expr::{self, Expr};
use super::expression::{Expression, Filter, operations};
use super::kind::Variable;
use super::property::NavigationCollection;

operations! {
    /// Collections.
    impl<E> Vec<E> {
        /// Whether at least one element meets a condition: `tags/any(a:a eq 'x')`.
        ///
        /// The closure gets the element; `path` leads from it to its properties. Properties of the owner may be used
        /// inside as they are:
        ///
        /// ```
        /// # use odata_runtime::{NavigationCollection, Property};
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
        pub fn any<F: Into<Filter<O>>>(self, condition: impl FnOnce(Expression<O, E, Variable>) -> F) -> Filter<O> {
            lambda(self.into_expression(), false, condition)
        }

        /// Whether all elements meet a condition, as those of an empty collection do: `tags/all(a:a eq 'x')`.
        pub fn all<F: Into<Filter<O>>>(self, condition: impl FnOnce(Expression<O, E, Variable>) -> F) -> Filter<O> {
            lambda(self.into_expression(), true, condition)
        }

        /// Whether there is an element: `tags/any()`.
        pub fn is_not_empty(self) -> Filter<O> {
            let path = Box::new(self.into_expression().into_expr());
            Filter::of(Expr::Lambda { path, all: false, predicate: None })
        }

        /// How many elements there are: `tags/$count`.
        pub fn count(self) -> Expression<O, i64> {
            Expression::of(self.into_expression().into_expr().step("$count"))
        }
    }
}

impl<O, E> NavigationCollection<O, E> {
    /// Whether at least one related entity meets a condition: `tasks/any(a:a/enabled)`.
    ///
    /// The closure gets the entity; `path` leads from it to its properties:
    ///
    /// ```
    /// # use odata_runtime::{NavigationCollection, Property};
    /// # struct Workflow; struct Task;
    /// # impl Workflow { const TASKS: NavigationCollection<Self, Task> = NavigationCollection::new("tasks"); }
    /// # impl Task {
    /// #     const ENABLED: Property<Self, bool> = Property::new("enabled");
    /// #     const NAME: Property<Self, String> = Property::new("name");
    /// # }
    /// let filter = Workflow::TASKS.any(|task| task.path(Task::NAME).eq("Mail").and(task.path(Task::ENABLED)));
    /// assert_eq!(filter.to_string(), "tasks/any(a:a/name eq 'Mail' and a/enabled)");
    /// ```
    pub fn any<F: Into<Filter<O>>>(
        self,
        condition: impl FnOnce(Expression<O, E, Variable>) -> F,
    ) -> Filter<O> {
        self.into_expression().any(condition)
    }

    /// Whether all related entities meet a condition, as none do: `tasks/all(a:a/enabled)`.
    pub fn all<F: Into<Filter<O>>>(
        self,
        condition: impl FnOnce(Expression<O, E, Variable>) -> F,
    ) -> Filter<O> {
        self.into_expression().all(condition)
    }

    /// Whether there is a related entity: `tasks/any()`.
    pub fn is_not_empty(self) -> Filter<O> {
        self.into_expression().is_not_empty()
    }

    /// How many related entities there are, as a value in a filter or an order: `tasks/$count`. For the count beside
    /// expanded entities see [`ExpandMany::count`](super::ExpandMany::count).
    pub fn size(self) -> Expression<O, i64> {
        self.into_expression().count()
    }
}

fn lambda<O, E, K, F: Into<Filter<O>>>(
    collection: Expression<O, Vec<E>, K>,
    all: bool,
    condition: impl FnOnce(Expression<O, E, Variable>) -> F,
) -> Filter<O> {
    let variable = expr::Variable::fresh();
    let element = Expression::of(Expr::Path {
        variable: Some(variable),
        segments: Vec::new(),
    });
    let predicate = Some((variable, Box::new(condition(element).into().into_expr())));
    Filter::of(Expr::Lambda {
        path: Box::new(collection.into_expr()),
        all,
        predicate,
    })
}
