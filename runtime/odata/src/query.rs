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
//!
//! # Code for any property
//!
//! A function about properties of several types has the trait of their operations as a bound, as a request to any
//! collection has those of its options:
//!
//! ```
//! use clientwright_odata::edm::{Date, DateTimeOffset, Geography};
//! use clientwright_odata::query::{
//!     Expand, Expression, Geo, HasDate, HasTime, IntoFilter, IntoOperand, IntoOrder, IsNotNull, Number, Ordered, Select,
//! };
//! use clientwright_odata::request::List;
//! use clientwright_odata::{Collection, Filter, Property};
//!
//! fn between<T, V: Ordered, M>(
//!     property: Property<T, V, M>,
//!     first: impl IntoOperand<T, V, Nullity: IsNotNull>,
//!     last: impl IntoOperand<T, V, Nullity: IsNotNull>,
//! ) -> Filter<T> {
//!     property.ge(first).and(property.le(last))
//! }
//!
//! fn rest<T, V: Number, M>(whole: Property<T, V, M>, part: Property<T, V, M>) -> Expression<T, V> {
//!     whole.sub(part)
//! }
//!
//! fn in_december<T, V: HasDate, M>(property: Property<T, V, M>) -> Filter<T> {
//!     property.month().eq(12)
//! }
//!
//! fn at_night<T, V: HasTime, M>(property: Property<T, V, M>) -> Filter<T> {
//!     property.hour().lt(6)
//! }
//!
//! fn near<T, V: Geo, M>(property: Property<T, V, M>, place: V) -> Filter<T>
//! where
//!     V: IntoOperand<T, V, Nullity: IsNotNull>,
//! {
//!     property.distance(place).lt(100.0)
//! }
//!
//! /// What all tables of a program request.
//! fn table<T>(
//!     rows: &Collection<T>,
//!     columns: impl Select<T>,
//!     details: impl Expand<T>,
//!     only: impl IntoFilter<T>,
//!     order: impl IntoOrder<T>,
//! ) -> List<T> {
//!     rows.list().select(columns).expand(details).filter(only).order_by(order).max_page_size(50)
//! }
//! # use clientwright_odata::{Body, Client, Navigation};
//! # struct Trip;
//! # struct User;
//! # impl Trip {
//! #     const DAY: Property<Self, Date> = Property::new("day");
//! #     const START: Property<Self, DateTimeOffset> = Property::new("start");
//! #     const SEATS: Property<Self, i32> = Property::new("seats");
//! #     const TAKEN: Property<Self, i32> = Property::new("taken");
//! #     const FROM: Property<Self, Geography> = Property::new("from");
//! #     const DRIVER: Navigation<Self, User> = Navigation::new("driver");
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
//! # let client = Client::builder().base_url("https://example.com").service(service).build()?;
//! # let home: Geography = clientwright_odata::from_json(br#"{"type":"Point","coordinates":[10.7,59.9]}"#)?;
//!
//! assert_eq!(between(Trip::SEATS, 2, 4).to_string(), "seats ge 2 and seats le 4");
//! assert_eq!(rest(Trip::SEATS, Trip::TAKEN).gt(0).to_string(), "seats sub taken gt 0");
//! assert_eq!(in_december(Trip::DAY).to_string(), "month(day) eq 12");
//! assert_eq!(in_december(Trip::START).to_string(), "month(start) eq 12");
//! assert_eq!(at_night(Trip::START).to_string(), "hour(start) lt 6");
//! assert_eq!(
//!     near(Trip::FROM, home).to_string(),
//!     "geo.distance(from,geography'SRID=4326;Point(10.7 59.9)') lt 100.0",
//! );
//! let trips = Collection::<Trip>::root(&client, "trips");
//! let columns = (Trip::DAY, Trip::SEATS);
//! let list = table(&trips, columns, Trip::DRIVER, Trip::SEATS.gt(1), (Trip::DAY, Trip::SEATS.desc()));
//! assert_eq!(
//!     list.url()?.query(),
//!     Some("$filter=seats%20gt%201&$orderby=day,seats%20desc&$select=day,seats&$expand=driver"),
//! );
//! # Ok(()) }
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
