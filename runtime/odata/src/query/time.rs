//! Date and time functions (OData URL conventions 4.01, 5.1.1.8).

use super::expr::{Binary, Expr};
use super::expression::{Expression, operations};
use super::operand::{IntoOperand, IsNotNull};
use super::text::call1;
use crate::edm::{Date, DateTimeOffset, Decimal, Duration, TimeOfDay};

/// A value type with a date.
#[diagnostic::on_unimplemented(message = "values of type `{Self}` have no date")]
pub trait HasDate {}
impl HasDate for Date {}
impl HasDate for DateTimeOffset {}

/// A value type with a time of day.
#[diagnostic::on_unimplemented(message = "values of type `{Self}` have no time of day")]
pub trait HasTime {}
impl HasTime for DateTimeOffset {}
impl HasTime for TimeOfDay {}

operations! {
    /// Parts of a date.
    impl<V: HasDate> V {
        /// The year: `year(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.14.
        pub fn year(self) -> Expression<O, i32> {
            call1("year", self.into_expression())
        }

        /// The month, from 1 to 12: `month(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.8.
        pub fn month(self) -> Expression<O, i32> {
            call1("month", self.into_expression())
        }

        /// The day of the month, from 1: `day(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.2.
        pub fn day(self) -> Expression<O, i32> {
            call1("day", self.into_expression())
        }

        /// The moment a duration later: `started add duration'P1D'`.
        ///
        /// URL conventions 4.01, 5.1.1.2.1.
        pub fn add_duration(self, duration: impl IntoOperand<O, Duration, Nullity: IsNotNull>) -> Expression<O, V> {
            let left = self.into_expression().into_expr();
            Expression::of(Expr::binary(Binary::Add, left, duration.into_operand().0))
        }

        /// The moment a duration earlier: `started sub duration'P1D'`.
        ///
        /// URL conventions 4.01, 5.1.1.2.2.
        pub fn sub_duration(self, duration: impl IntoOperand<O, Duration, Nullity: IsNotNull>) -> Expression<O, V> {
            let left = self.into_expression().into_expr();
            Expression::of(Expr::binary(Binary::Sub, left, duration.into_operand().0))
        }

        /// The duration since another moment: `completed sub started`.
        ///
        /// URL conventions 4.01, 5.1.1.2.2.
        pub fn since(self, earlier: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, Duration> {
            let left = self.into_expression().into_expr();
            Expression::of(Expr::binary(Binary::Sub, left, earlier.into_operand().0))
        }
    }
}

operations! {
    /// Parts of a time of day.
    impl<V: HasTime> V {
        /// The hour, from 0 to 23: `hour(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.4.
        pub fn hour(self) -> Expression<O, i32> {
            call1("hour", self.into_expression())
        }

        /// The minute: `minute(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.7.
        pub fn minute(self) -> Expression<O, i32> {
            call1("minute", self.into_expression())
        }

        /// The second, without its fraction: `second(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.10.
        pub fn second(self) -> Expression<O, i32> {
            call1("second", self.into_expression())
        }

        /// The fraction of the second, from 0 to below 1: `fractionalseconds(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.3.
        pub fn fractional_seconds(self) -> Expression<O, Decimal> {
            call1("fractionalseconds", self.into_expression())
        }
    }
}

operations! {
    /// Parts of a moment.
    impl<> DateTimeOffset {
        /// The date: `date(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.1.
        pub fn date(self) -> Expression<O, Date> {
            call1("date", self.into_expression())
        }

        /// The time of day: `time(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.11.
        pub fn time(self) -> Expression<O, TimeOfDay> {
            call1("time", self.into_expression())
        }

        /// The offset to UTC in minutes: `totaloffsetminutes(started)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.12.
        pub fn total_offset_minutes(self) -> Expression<O, i32> {
            call1("totaloffsetminutes", self.into_expression())
        }
    }
}

operations! {
    /// Durations.
    impl<> Duration {
        /// The duration in seconds, with a fraction: `totalseconds(delay)`.
        ///
        /// URL conventions 4.01, 5.1.1.8.13.
        pub fn total_seconds(self) -> Expression<O, Decimal> {
            call1("totalseconds", self.into_expression())
        }
    }
}

/// The time at which the service handles the request: `now()`.
///
/// ```
/// # use clientwright_odata::{Property, edm::DateTimeOffset, query::now};
/// # struct Task;
/// # impl Task { const DUE: Property<Self, DateTimeOffset> = Property::new("due"); }
/// assert_eq!(Task::DUE.lt(now()).to_string(), "due lt now()");
/// ```
///
/// URL conventions 4.01, 5.1.1.8.9.
pub fn now<O>() -> Expression<O, DateTimeOffset> {
    Expression::of(Expr::Call("now", Vec::new()))
}

/// The earliest moment that the service supports: `mindatetime()`.
///
/// URL conventions 4.01, 5.1.1.8.6.
///
/// ```
/// # use clientwright_odata::{Property, edm::DateTimeOffset, query::min_date_time};
/// # struct Task;
/// # impl Task { const DUE: Property<Self, DateTimeOffset> = Property::new("due"); }
/// assert_eq!(Task::DUE.gt(min_date_time()).to_string(), "due gt mindatetime()");
/// ```
pub fn min_date_time<O>() -> Expression<O, DateTimeOffset> {
    Expression::of(Expr::Call("mindatetime", Vec::new()))
}

/// The latest moment that the service supports, which some services use for "never": `maxdatetime()`.
///
/// URL conventions 4.01, 5.1.1.8.5.
///
/// ```
/// # use clientwright_odata::{Property, edm::DateTimeOffset, query::max_date_time};
/// # struct Task;
/// # impl Task { const DUE: Property<Self, DateTimeOffset> = Property::new("due"); }
/// assert_eq!(Task::DUE.eq(max_date_time()).to_string(), "due eq maxdatetime()");
/// ```
pub fn max_date_time<O>() -> Expression<O, DateTimeOffset> {
    Expression::of(Expr::Call("maxdatetime", Vec::new()))
}
