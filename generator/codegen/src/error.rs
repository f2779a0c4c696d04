//! The error of a run.

use std::fmt;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::located::Located;
use clientwright_diagnostics::source::SourceMap;

/// All problems that prevented the result of a run, with their places.
pub struct Error {
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Error {
    /// Joins problems with the texts of their places: for tools that report problems of their own in the same form.
    ///
    /// ```
    /// use clientwright::Error;
    /// use clientwright_diagnostics::source::{SourceMap, Span};
    /// use clientwright_diagnostics::{Diagnostic, Diagnostics};
    ///
    /// let mut sources = SourceMap::new();
    /// let file = sources.add("names.txt", "order = Order\ncustomer = 7up\n");
    /// let mut problems = Diagnostics::new();
    /// let place = Span { file, start: 25, end: 28 };
    /// problems.push(Diagnostic::error("names-1", "a name starts with a letter").at(place, "this is a digit"));
    /// let error = Error::new(sources, problems);
    /// let text = error.render(false); // `true` for a terminal
    /// assert!(text.contains("error[names-1]: a name starts with a letter"), "{text}");
    /// assert!(text.contains("names.txt:2:12"), "{text}");
    /// assert_eq!(error.to_string(), text);
    /// ```
    pub fn new(sources: SourceMap, diagnostics: Diagnostics) -> Self {
        Self {
            sources,
            diagnostics,
        }
    }

    /// The problems.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The problems as data, with lines and columns: errors, and warnings of the same run.
    ///
    /// ```
    /// let options = clientwright::Options { schema: "missing.xml".into(), ..Default::default() };
    /// let error = clientwright::generate(&options).expect_err("there is no such file");
    /// let problem = &error.located()[0];
    /// assert_eq!((problem.code, problem.places[0].file.as_str()), ("gen-010", "missing.xml"));
    /// ```
    pub fn located(&self) -> Vec<Located> {
        self.diagnostics.located(&self.sources)
    }

    /// The problems with their source lines, in the form of rustc; with colours of a terminal (ANSI escape sequences) if `color`.
    pub fn render(&self, color: bool) -> String {
        self.diagnostics.render(&self.sources, color)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// Same as `Display`: a build script whose `main` returns this error prints it in this form.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.render(false))
    }
}

impl std::error::Error for Error {}
