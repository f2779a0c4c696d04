//! Places of option entries, for diagnostics.

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::{FileId, SourceMap, Span};

use crate::options::{Options, Origin};

/// Finds the place at which an entry was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    origin: Option<(FileId, Origin)>,
}

/// One option, or one entry of a list or a table of options, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The option's key.
    pub(crate) option: &'static str,
    /// The entry in the form of a flag.
    pub(crate) text: String,
    /// Its place, if it comes from a file.
    pub(crate) span: Option<Span>,
}

impl Places {
    /// Adds the configuration file to the sources.
    pub(crate) fn new(options: &Options, sources: &mut SourceMap) -> Self {
        let origin = options.origin.clone();
        Self {
            origin: origin.map(|origin| (sources.add(&origin.name, &origin.text), origin)),
        }
    }

    /// An option with a single value, and that value in the form of a flag.
    pub(crate) fn option(&self, option: &'static str, text: &str) -> Entry {
        self.pair(option, "", text.to_owned())
    }

    /// An entry of a list.
    pub(crate) fn entry(&self, option: &'static str, text: &str) -> Entry {
        self.pair(option, text, text.to_owned())
    }

    /// An entry of a table: its target, and the whole in the form of a flag.
    pub(crate) fn pair(&self, option: &'static str, target: &str, text: String) -> Entry {
        let range = self.origin.as_ref().and_then(|(file, origin)| {
            let key = (option.to_owned(), target.to_owned());
            Some((*file, origin.places.get(&key)?))
        });
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Entry {
            option,
            text,
            span: range.map(|(file, range)| Span {
                file,
                start: offset(range.start),
                end: offset(range.end),
            }),
        }
    }
}

impl Entry {
    /// An error about the entry.
    pub(crate) fn error(&self, code: &'static str, message: String, label: &str) -> Diagnostic {
        match self.span {
            Some(span) => Diagnostic::error(code, message).at(span, label),
            None => Diagnostic::error_in(code, message, self.to_string()),
        }
    }
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.text.is_empty() {
            true => write!(f, "--{}", self.option),
            false => write!(f, "--{} {}", self.option, self.text),
        }
    }
}
