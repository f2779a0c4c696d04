//! What the program prints.
//!
//! A closed pipe, such as that of `head`, is not an error: the program continues without a message. Text of the
//! metadata in messages is shown with escapes for characters that a terminal interprets; slices are data and are
//! printed unchanged.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};

use clientwright::{Error, codes};
use clientwright_diagnostics::Severity;
use clientwright_diagnostics::text::visible_lines;

/// Why a command failed.
pub(crate) enum Failure {
    /// The flags contradict each other.
    Usage(String),
    /// Problems with places, of one or more modules.
    Diagnosed(Vec<Error>),
    /// Other problems and stale output, ready to print, in colour.
    Problems(String),
    /// Problems that are printed already, as JSON.
    Reported,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Diagnosed(vec![error])
    }
}

/// Problems as text in colour, with a last line about `explain`. `program` is what users type to run the program.
pub(crate) fn diagnosed(errors: &[Error], program: &str) -> String {
    let mut text: String = errors.iter().map(|error| error.render(true)).collect();
    let shown = errors.iter().flat_map(|error| error.diagnostics().sorted());
    let codes: BTreeSet<&str> = shown.clone().map(|diagnostic| diagnostic.code).collect();
    let problem = match codes.len() {
        1 => "this problem",
        _ => "a problem",
    };
    let errors = shown.filter(|diagnostic| diagnostic.severity == Severity::Error);
    if let Some(first) = errors.map(|diagnostic| diagnostic.code).next() {
        text.truncate(text.trim_end().len());
        let line = format!("\n\nFor more about {problem}, try '{program} explain {first}'.\n");
        text.push_str(&line);
    }
    text
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
