//! What the program prints.
//!
//! A closed pipe, such as that of `head`, is not an error: the program continues without a message. Text of the
//! metadata in messages is shown with escapes for characters that a terminal interprets; slices are data and are
//! printed unchanged.

use std::io::{self, ErrorKind, Write};

use clientwright::{Error, codes};
use clientwright_diagnostics::text::visible_lines;

/// Why a command failed.
pub(crate) enum Failure {
    /// The flags contradict each other.
    Usage(String),
    /// Problems in the input or stale output, ready to print, in colour.
    Problems(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Problems(error.render(true))
    }
}

/// Prints data to standard output, as it is.
pub(crate) fn data(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Problems(format!(
            "error[{}]: cannot write: {error}",
            codes::UNWRITABLE
        ))),
        _ => Ok(()),
    }
}

/// Prints lines for people to standard output.
pub(crate) fn lines(text: &str) -> Result<(), Failure> {
    data(&visible_lines(text))
}

/// Prints to standard error. `--color` decides about colours; by default there are none where the output is not a
/// terminal or `NO_COLOR` is set.
pub(crate) fn problems(text: &str) {
    // There is no way to report an error of reporting errors.
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
}
