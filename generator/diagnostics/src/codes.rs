//! The macro that declares the codes of the diagnostics of a crate.

/// Declares codes as constants, each with a doc comment that explains it, and with `warning` if a warning may have the
/// code.
///
/// Also declares `ALL`, all codes with their explanations in the order given, and `WARNINGS`, the codes that a warning
/// may have.
///
/// ```
/// mod codes {
///     clientwright_diagnostics::codes! {
///         /// A name that nothing declares.
///         UNKNOWN = "demo-001";
///         /// A name that is spelled in an unusual way.
///         ODD = "demo-002", warning;
///     }
/// }
/// assert_eq!(codes::UNKNOWN, "demo-001");
/// assert_eq!(codes::WARNINGS, ["demo-002"]);
/// assert_eq!(codes::ALL[0].1.trim(), "A name that nothing declares.");
/// ```
#[macro_export]
macro_rules! codes {
    (@of warning, $code:literal) => {
        $code
    };
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal $(, $severity:ident)?;)*) => {
        $($(#[doc = $doc])+ pub const $name: &str = $code;)*

        /// The codes that a warning may have. All others are codes of errors only.
        pub const WARNINGS: &[&str] = &[$($($crate::codes!(@of $severity, $code),)?)*];

        /// Every code of this crate with its explanation, in the order of the codes.
        pub const ALL: &[(&str, &str)] = &[$(($code, concat!($($doc, "\n"),+)),)*];
    };
}
