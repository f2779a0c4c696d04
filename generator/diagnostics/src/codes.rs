//! The macro that declares the codes of the diagnostics of a crate.

/// Declares codes as constants, each with a doc comment that explains it, with `warning` if it is the code of warnings, and with
/// `either` if it is the code of errors and of warnings.
///
/// Also declares `ALL`, all codes with their explanations in the order given, `LEVELS`, the same with `error`, `warning` or
/// `error or warning`, and `WARNINGS`, the codes whose warnings can be hidden.
///
/// ```
/// mod codes {
///     clientwright_diagnostics::codes! {
///         /// A name that nothing declares.
///         UNKNOWN = "demo-001";
///         /// A name that is spelled in an unusual way.
///         ODD = "demo-002", warning;
///         /// A value that is not valid, and has an effect in some places only.
///         INVALID = "demo-003", either;
///     }
/// }
/// assert_eq!(codes::UNKNOWN, "demo-001");
/// assert_eq!(codes::WARNINGS, ["demo-002", "demo-003"]);
/// assert_eq!(codes::LEVELS[2], ("demo-003", "error or warning"));
/// assert_eq!(codes::ALL[0].1.trim(), "A name that nothing declares.");
/// ```
#[macro_export]
macro_rules! codes {
    (@of warning, $code:literal) => {
        $code
    };
    (@of either, $code:literal) => {
        $code
    };
    (@level) => {
        "error"
    };
    (@level warning) => {
        "warning"
    };
    (@level either) => {
        "error or warning"
    };
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal $(, $severity:ident)?;)*) => {
        $($(#[doc = $doc])+ pub const $name: &str = $code;)*

        /// The codes whose warnings can be hidden. Others are codes of errors, with few exceptions that state it.
        pub const WARNINGS: &[&str] = &[$($($crate::codes!(@of $severity, $code),)?)*];

        /// Every code of this crate with its explanation, in the order of the codes.
        pub const ALL: &[(&str, &str)] = &[$(($code, concat!($($doc, "\n"),+)),)*];

        /// Every code of this crate with whether its diagnostics are errors, warnings, or either.
        pub const LEVELS: &[(&str, &str)] = &[$(($code, $crate::codes!(@level $($severity)?)),)*];
    };
}
