//! Options of lists on requests for one entity. They never compile, and exist for the compiler's message.

/// Requests for several entities. Types without the options of lists do not implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is about one entity, which cannot be filtered, searched, ordered, limited or counted",
    label = "only lists have this option",
    note = "use `list()` of a collection, or the option on an expanded navigation property to many"
)]
#[doc(hidden)]
pub trait OfMany {}

/// Declares methods of lists on `$name`, with a bound that it does not meet.
macro_rules! of_many {
    ($name:ident<$($parameter:ident),+>: $($method:ident)+) => {
        impl<$($parameter),+> $name<$($parameter),+> {$(
            #[doc(hidden)]
            pub fn $method<Argument>(self, _: Argument) -> Self
            where
                Self: $crate::refused::OfMany,
            {
                self
            }
        )+}
    };
}
pub(crate) use of_many;
