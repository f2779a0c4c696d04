//! Dates, times and durations, which keep the text that they were read from.

mod date;
mod date_time_offset;
mod digits;
mod duration;
mod full_time;
mod iso_duration;
mod offset;
mod time_of_day;
#[cfg(feature = "chrono")]
mod with_chrono;
#[cfg(feature = "jiff")]
mod with_jiff;

pub use date::Date;
pub use date_time_offset::DateTimeOffset;
pub use duration::Duration;
pub use full_time::FullTime;
pub use iso_duration::IsoDuration;
pub use time_of_day::TimeOfDay;
