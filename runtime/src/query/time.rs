//! Date and time functions (OData URL conventions 4.01, 5.1.1.8).

use super::expr::{Binary, Expr};
use super::expression::{Expression, operations};
use super::operand::IntoOperand;
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
        pub fn year(self) -> Expression<O, i32> {
            call1("year", self.into_expression())
        }

        /// The month, from 1 to 12: `month(started)`.
        pub fn month(self) -> Expression<O, i32> {
            call1("month", self.into_expression())
        }

        /// The day of the month, from 1: `day(started)`.
        pub fn day(self) -> Expression<O, i32> {
            call1("day", self.into_expression())
        }

        /// The moment a duration later: `started add duration'P1D'`.
        pub fn add_duration(self, duration: impl IntoOperand<O, Duration>) -> Expression<O, V> {
            let left = self.into_expression().into_expr();
            Expression::of(Expr::binary(Binary::Add, left, duration.into_operand().0))
        }

        /// The moment a duration earlier: `started sub duration'P1D'`.
        pub fn sub_duration(self, duration: impl IntoOperand<O, Duration>) -> Expression<O, V> {
            let left = self.into_expression().into_expr();
            Expression::of(Expr::binary(Binary::Sub, left, duration.into_operand().0))
        }

        /// The duration since another moment: `completed sub started`.
        pub fn since(self, earlier: impl IntoOperand<O, V>) -> Expression<O, Duration> {
            let left = self.into_expression().into_expr();
            Expression::of(Expr::binary(Binary::Sub, left, earlier.into_operand().0))
        }
    }
}

operations! {
    /// Parts of a time of day.
    impl<V: HasTime> V {
        /// The hour, from 0 to 23: `hour(started)`.
        pub fn hour(self) -> Expression<O, i32> {
            call1("hour", self.into_expression())
        }

        /// The minute: `minute(started)`.
        pub fn minute(self) -> Expression<O, i32> {
            call1("minute", self.into_expression())
        }

        /// The second, without its fraction: `second(started)`.
        pub fn second(self) -> Expression<O, i32> {
            call1("second", self.into_expression())
        }

        /// The fraction of the second, from 0 to below 1: `fractionalseconds(started)`.
        pub fn fractional_seconds(self) -> Expression<O, Decimal> {
            call1("fractionalseconds", self.into_expression())
        }
    }
}

operations! {
    /// Parts of a moment.
    impl<> DateTimeOffset {
        /// The date: `date(started)`.
        pub fn date(self) -> Expression<O, Date> {
            call1("date", self.into_expression())
        }

        /// The time of day: `time(started)`.
        pub fn time(self) -> Expression<O, TimeOfDay> {
            call1("time", self.into_expression())
        }

        /// The offset to UTC in minutes: `totaloffsetminutes(started)`.
        pub fn total_offset_minutes(self) -> Expression<O, i32> {
            call1("totaloffsetminutes", self.into_expression())
        }
    }
}

operations! {
    /// Durations.
    impl<> Duration {
        /// The duration in seconds, with a fraction: `totalseconds(delay)`.
        pub fn total_seconds(self) -> Expression<O, Decimal> {
            call1("totalseconds", self.into_expression())
        }
    }
}

/// The time at which the service handles the request: `now()`.
///
/// ```
/// # use odata_runtime::{Property, edm::DateTimeOffset, query::now};
/// # struct Task;
/// # impl Task { const DUE: Property<Self, DateTimeOffset> = Property::new("due"); }
/// assert_eq!(Task::DUE.lt(now()).to_string(), "due lt now()");
/// ```
pub fn now<O>() -> Expression<O, DateTimeOffset> {
    Expression::of(Expr::Call("now", Vec::new()))
}
