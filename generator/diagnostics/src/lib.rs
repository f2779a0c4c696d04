//! clientwright-diagnostics: problems found in the input, each with the place where it was found.
//!
//! A stage does not stop at the first problem: it pushes a diagnostic into [`Diagnostics`] and continues. The texts
//! follow the house format: lower case, no full stop, names between back quotes.
//!
//! ```
//! use clientwright_diagnostics::{Diagnostic, Diagnostics};
//! use clientwright_diagnostics::source::{SourceMap, Span};
//!
//! let mut sources = SourceMap::new();
//! let file = sources.add("demo.xml", "<Property Name=\"a\" Type=\"NS.Foo\"/>");
//! let mut diags = Diagnostics::new();
//! diags.push(
//!     Diagnostic::error("csdl-012", "unknown type `NS.Foo`")
//!         .at(Span { file, start: 25, end: 31 }, "not declared in any of the files")
//!         .help("a type with a similar name exists: `NS.Food`"),
//! );
//! assert!(diags.has_errors());
//! let text = diags.render(&sources, false);
//! assert!(text.starts_with("error[csdl-012]: unknown type `NS.Foo`"));
//! assert!(text.contains("demo.xml:1:26"));
//! ```

mod codes;
pub mod located;
pub mod nearest;
mod render;
pub mod source;
pub mod text;

use std::collections::BTreeSet;

use crate::source::{SourceMap, Span};

/// How many problems are shown as text.
pub const SHOWN: usize = 100;

/// How severe a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing should be generated from the input.
    Error,
    /// The input is questionable, but its meaning is clear enough.
    Warning,
}

/// A span with a text about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The span.
    pub span: Span,
    /// The text next to the marked source; may be empty.
    pub text: String,
}

/// What a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A place in a source file.
    Source(Label),
    /// A file or folder as a whole, such as one that cannot be read.
    Path(String),
}

/// One problem.
///
/// Create it with [`Diagnostic::error`] or [`Diagnostic::warning`] followed by [`Draft::at`]; without a span in a
/// source file, with [`Diagnostic::error_in`] or [`Diagnostic::warning_in`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// A stable code such as `csdl-012`. Each crate lists its own, declared by [`codes!`](crate::codes).
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// Related places, such as an earlier definition.
    pub others: Vec<Label>,
    /// All spans of the same problem, including the first, if there are several: two more are shown, the others are
    /// counted.
    pub uses: Vec<Span>,
    /// What the user can do about it; each is shown as a line `help: …`.
    pub helps: Vec<String>,
}

/// A diagnostic that has no place yet: call [`Draft::at`].
#[derive(Clone, Debug)]
#[must_use = "a draft becomes a diagnostic by `at`"]
pub struct Draft {
    severity: Severity,
    code: &'static str,
    message: String,
}

impl Draft {
    /// Sets the place of the problem; `label` may be empty.
    pub fn at(self, span: Span, label: impl Into<String>) -> Diagnostic {
        let text = label.into();
        self.into_diagnostic(Place::Source(Label { span, text }))
    }

    fn into_diagnostic(self, place: Place) -> Diagnostic {
        Diagnostic {
            severity: self.severity,
            code: self.code,
            message: self.message,
            place,
            others: Vec::new(),
            uses: Vec::new(),
            helps: Vec::new(),
        }
    }
}

impl Diagnostic {
    /// Starts an error; [`Draft::at`] sets its place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Draft {
        Draft {
            severity: Severity::Error,
            code,
            message: message.into(),
        }
    }

    /// Starts a warning; [`Draft::at`] sets its place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Draft {
        Draft {
            severity: Severity::Warning,
            code,
            message: message.into(),
        }
    }

    /// An error about a file or folder as a whole, such as one that cannot be read.
    pub fn error_in(
        code: &'static str,
        message: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        Self::error(code, message).into_diagnostic(Place::Path(path.into()))
    }

    /// A warning about a file or folder as a whole.
    pub fn warning_in(
        code: &'static str,
        message: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        Self::warning(code, message).into_diagnostic(Place::Path(path.into()))
    }

    /// Adds another place, such as an earlier definition; `label` may be empty.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// Sets all spans of the same problem; the first becomes the place of the diagnostic. An empty list changes
    /// nothing.
    #[must_use]
    pub fn used_at(mut self, uses: Vec<Span>) -> Self {
        if let (Some(&first), Place::Source(label)) = (uses.first(), &mut self.place) {
            label.span = first;
            self.uses = uses;
        }
        self
    }

    /// Adds a help text.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// The primary span; `None` for a diagnostic about a file or folder as a whole.
    pub fn span(&self) -> Option<Span> {
        match &self.place {
            Place::Source(label) => Some(label.span),
            Place::Path(_) => None,
        }
    }

    /// Renders this diagnostic. See [`Diagnostics::render`].
    pub fn render(&self, sources: &SourceMap, color: bool) -> String {
        render::Renderer::new(sources, color).render(self)
    }

    fn order(&self) -> (Option<Span>, Option<&str>, Severity, &str, &str) {
        let path = match &self.place {
            Place::Source(_) => None,
            Place::Path(path) => Some(path.as_str()),
        };
        (self.span(), path, self.severity, self.code, &self.message)
    }
}

/// All problems of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    /// Codes of the warnings that are dropped.
    allowed: BTreeSet<String>,
    /// Codes of the errors that become warnings.
    lenient: BTreeSet<&'static str>,
}

impl Diagnostics {
    /// Creates an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates an empty list that drops warnings with these codes.
    ///
    /// ```
    /// use clientwright_diagnostics::{Diagnostic, Diagnostics};
    ///
    /// let mut diags = Diagnostics::allowing(["csdl-030"]);
    /// diags.push(Diagnostic::warning_in("csdl-030", "the target does not exist", "a.xml"));
    /// assert!(diags.is_empty());
    /// // Errors are never dropped.
    /// diags.push(Diagnostic::error_in("csdl-030", "the target does not exist", "b.xml"));
    /// assert_eq!(diags.error_count(), 1);
    /// ```
    pub fn allowing<C: Into<String>>(codes: impl IntoIterator<Item = C>) -> Self {
        Self {
            items: Vec::new(),
            allowed: codes.into_iter().map(Into::into).collect(),
            lenient: BTreeSet::new(),
        }
    }

    /// Errors with these codes become warnings when they are added.
    ///
    /// ```
    /// use clientwright_diagnostics::{Diagnostic, Diagnostics};
    ///
    /// let mut diags = Diagnostics::new().lenient(["csdl-030"]);
    /// diags.push(Diagnostic::error_in("csdl-030", "the target does not exist", "a.xml"));
    /// assert_eq!((diags.error_count(), diags.warning_count()), (0, 1));
    /// ```
    #[must_use]
    pub fn lenient(mut self, codes: impl IntoIterator<Item = &'static str>) -> Self {
        self.lenient.extend(codes);
        self
    }

    /// Adds a problem, unless it is a warning with an allowed code.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.lenient.contains(diagnostic.code) {
            diagnostic.severity = Severity::Warning;
        }
        let allowed =
            diagnostic.severity == Severity::Warning && self.allowed.contains(diagnostic.code);
        if !allowed {
            self.items.push(diagnostic);
        }
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.error_count() > 0
    }

    /// Changes each problem, or removes it if the function returns `None`. A problem that becomes a warning with an
    /// allowed code is removed too.
    ///
    /// ```
    /// use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};
    ///
    /// let mut diags = Diagnostics::new();
    /// diags.push(Diagnostic::error_in("csdl-012", "unknown type", "a.xml"));
    /// diags.revise(|diagnostic| Some(Diagnostic { severity: Severity::Warning, ..diagnostic }));
    /// assert!(!diags.has_errors());
    /// diags.revise(|_| None);
    /// assert!(diags.is_empty());
    /// ```
    pub fn revise(&mut self, change: impl FnMut(Diagnostic) -> Option<Diagnostic>) {
        let items = std::mem::take(&mut self.items);
        self.extend(items.into_iter().filter_map(change));
    }

    /// Number of errors.
    pub fn error_count(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Number of warnings.
    pub fn warning_count(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// Number of problems of either kind.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All problems in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// All problems in the order in which they are shown: whole files first, then by file and position.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.items.iter().collect();
        sorted.sort_by(|a, b| a.order().cmp(&b.order()));
        sorted
    }

    /// Renders the problems in the order of [`sorted`](Self::sorted), with a blank line after each.
    ///
    /// Of more than a hundred, a hundred are shown, errors before warnings, and a last line counts the others. Lines of
    /// the source that are too long to show are cut around the place that matters, so that minified metadata stays
    /// readable. What a terminal would act on is shown as escapes (see [`text`]). `color` adds terminal
    /// colours.
    pub fn render(&self, sources: &SourceMap, color: bool) -> String {
        let mut renderer = render::Renderer::new(sources, color);
        let mut out = String::new();
        let mut errors = SHOWN.min(self.error_count());
        let mut warnings = (SHOWN - errors).min(self.warning_count());
        let hidden = (self.error_count() - errors, self.warning_count() - warnings);
        for diagnostic in self.sorted() {
            let left = match diagnostic.severity {
                Severity::Error => &mut errors,
                Severity::Warning => &mut warnings,
            };
            if *left == 0 {
                continue;
            }
            *left -= 1;
            out.push_str(&renderer.render(diagnostic));
            out.push('\n');
        }
        if hidden != (0, 0) {
            let (errors, warnings) = hidden;
            let more = errors + warnings;
            out.push_str(&format!(
                "{more} more problems are not shown: {errors} errors, {warnings} warnings\n"
            ));
        }
        out
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        iter.into_iter()
            .for_each(|diagnostic| self.push(diagnostic));
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

#[cfg(test)]
mod tests;
