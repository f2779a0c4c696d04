//! What the program prints.
//!
//! A reader that has seen enough, such as `head`, is no error: the program goes on without a word. Text of the metadata in
//! messages is shown with escapes for what a terminal would act on; slices are data and go out as they are.

use std::io::{self, ErrorKind, Write};

use odata_codegen::codes;
use odata_csdl::text::visible_lines;

use crate::commands::Failure;

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

/// Prints to standard error. Colours in the text are left out where nobody would see them, or nobody wants them.
pub(crate) fn problems(text: &str) {
    // There is nowhere left to report that this failed.
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
}
