//! The list of known exceptions.

use std::collections::BTreeMap;

/// An entry of `exceptions.tsv`.
pub(crate) struct Exception {
    file: &'static str,
    /// The operation, or `*`.
    operation: &'static str,
    /// A part of what the program prints.
    text: &'static str,
    /// Whose fault it is.
    pub(crate) whose: &'static str,
    pub(crate) reason: &'static str,
    /// The operations that it was found for, by file.
    pub(crate) found: BTreeMap<String, Vec<String>>,
}

pub(crate) struct Exceptions(pub(crate) Vec<Exception>);

impl Exceptions {
    pub(crate) fn listed() -> Self {
        let lines = include_str!("../exceptions.tsv").lines();
        let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
        let entries = lines.map(|line| {
            let mut fields = line.split('\t');
            let mut next = || fields.next().unwrap_or_default();
            Exception {
                file: next(),
                operation: next(),
                text: next(),
                whose: next(),
                reason: next(),
                found: BTreeMap::new(),
            }
        });
        Self(entries.collect())
    }

    /// Whether an entry matches. The first one counts.
    pub(crate) fn has(&mut self, file: &str, operation: &str, reason: &str) -> bool {
        let entry = self.0.iter_mut().find(|entry| {
            (entry.file == "*" || entry.file == file)
                && (entry.operation == "*" || entry.operation == operation)
                && reason.contains(entry.text)
        });
        let Some(entry) = entry else {
            return false;
        };
        let found = entry.found.entry(file.to_owned()).or_default();
        found.push(operation.to_owned());
        true
    }

    /// Entries for a file that nothing matches.
    pub(crate) fn unused(&self, file: &str) -> Vec<String> {
        let of_file = self.0.iter().filter(|entry| entry.file == file);
        let unused = of_file.filter(|entry| entry.found.is_empty());
        unused
            .map(|entry| format!("{} {}", entry.operation, entry.text))
            .collect()
    }
}
