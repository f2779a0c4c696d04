//! The query language: typed properties, expressions over them, and query options.
//!
//! Generated code declares one constant for each property. Everything else follows from the types of these constants:
//!
//! ```
//! use clientwright_odata::{Filter, NavigationCollection, Property, mark, null};
//!
//! struct Report;
//! impl Report {
//!     const ID: Property<Self, String, mark::Key> = Property::new("id");
//!     const FAILED: Property<Self, i32, mark::Required> = Property::new("failedUsersCount");
//!     const RESULTS: NavigationCollection<Self, Outcome> = NavigationCollection::new("results");
//! }
//! struct Outcome;
//! impl Outcome {
//!     const REASON: Property<Self, String> = Property::new("failureReason");
//! }
//!
//! let filter: Filter<Report> = Report::FAILED
//!     .gt(0)
//!     .or(Report::ID.starts_with("x"))
//!     .and(Report::RESULTS.any(|result| result.path(Outcome::REASON).ne(null())));
//! assert_eq!(
//!     filter.to_string(),
//!     "(failedUsersCount gt 0 or startswith(id,'x')) and results/any(a:a/failureReason ne null)",
//! );
//! ```
//!
//! Mistakes do not compile: a value of another type, a property of another type, an option that an expansion to
//! one entity or a list of references does not have, an order by a collection, a path into a collection without `any`
//! or `all`. `tests/compile-fail` of the repository has the messages of the compiler. This compiles:
//!
//! ```
//! # use clientwright_odata::{Collection, Filter, Navigation, NavigationCollection, Property, null};
//! # struct Report; struct User;
//! # impl Report {
//! #     const FAILED: Property<Self, i32> = Property::new("failed");
//! #     const TAGS: Property<Self, Vec<String>> = Property::new("tags");
//! #     const OWNER: Navigation<Self, User> = Navigation::new("owner");
//! #     const READERS: NavigationCollection<Self, User> = NavigationCollection::new("readers");
//! # }
//! # impl User { const NAME: Property<Self, String> = Property::new("name"); }
//! # fn example(reports: Collection<Report>) {
//! let filter: Filter<Report> = Report::FAILED.eq(5);
//! let filter: Filter<Report> = Report::OWNER.path(User::NAME).eq("x");
//! let expansion = Report::READERS.top(5);
//! let list = reports.list().order_by(Report::TAGS.size()).expand(Report::OWNER.refs());
//! let references = Report::READERS.refs().top(5);
//! # }
//! ```

mod check;
mod collection;
mod compare;
mod compute;
mod element;
mod expand;
mod expr;
mod expression;
mod flags;
mod geo;
pub mod kind;
mod logic;
pub mod mark;
mod number;
mod operand;
mod options;
mod order;
mod property;
mod render;
#[cfg(test)]
mod render_tests;
mod roots;
mod search;
mod select;
mod text;
mod time;
mod types;

pub use crate::wire::Sortable;
pub use check::SyntaxError;
pub use compare::Ordered;
pub use compute::{Apply, Compute, IntoCompute};
pub use element::Element;
pub use expand::{Expand, ExpandCount, ExpandMany, ExpandOne, ExpandRefs, Expansion, Levels};
pub use expression::{Expression, Filter, IntoFilter, PropertyPath, Step};
pub use geo::Geo;
pub use logic::not;
pub use number::Number;
pub use operand::{IntoOperand, IsNotNull, NotNull, Null, Operand, null};
pub use order::{IntoOrder, Order};
pub use property::{
    Navigation, NavigationCollection, Property, navigation, navigation_collection, property,
};
pub use roots::{Case, alias, case, it, root, this, value};
pub use search::Search;
pub use select::{AnyProperty, Select};
pub use time::{HasDate, HasTime, max_date_time, min_date_time, now};
pub use types::{DerivedFrom, is_of};

pub(crate) use options::Options;

/// Type parameters without values: neither their size nor their threads matter.
type Marker<T> = std::marker::PhantomData<fn() -> T>;
