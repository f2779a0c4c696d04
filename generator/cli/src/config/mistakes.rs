//! Every key and value of a `codegen.toml` that is not valid, with the nearest valid name.
//!
//! serde stops at the first mistake. So each entry is read on its own.

use clientwright::{Options, codes};
use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::source::FileId;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, Deserializer, Error};

use super::diagrams::Entry;
use super::{Config, span};

/// The mistakes in a file that could not be read as a whole, in the order of the file; errors of TOML itself, if there
/// are any, hide the others.
pub(super) fn mistakes(text: &str, file: FileId) -> Vec<Diagnostic> {
    let nearest = Nearest::default();
    let (table, mut errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        for (key, value) in table.get_ref() {
            match value.get_ref() {
                DeValue::Array(entries) if ["module", "diagram"].contains(&&**key.get_ref()) => {
                    let of_entry = match key.get_ref().as_ref() {
                        "module" => alone::<Options>,
                        _ => alone::<Entry>,
                    };
                    for entry in entries.iter() {
                        match entry.get_ref() {
                            DeValue::Table(entry) => errors.extend(
                                entry.iter().filter_map(|(key, value)| of_entry(key, value)),
                            ),
                            _ => errors.extend(alone::<Config>(key, value)),
                        }
                    }
                }
                _ => errors.extend(alone::<Config>(key, value)),
            }
        }
    }
    errors.sort_by_key(|error| error.span().map(|range| range.start));
    let problem = |error: &Error| {
        let range = error.span().unwrap_or(0..0);
        let message = error.message();
        let problem = Diagnostic::error(codes::CONFIGURATION, message).at(span(file, range), "");
        match similar(message, &nearest) {
            Some(name) => problem.help(format!("a similar name is valid here: `{name}`")),
            None => problem,
        }
    };
    errors.iter().map(problem).collect()
}

/// The error of one entry of a table, as if it were the only one.
fn alone<T: DeserializeOwned>(
    key: &Spanned<DeString<'_>>,
    value: &Spanned<DeValue<'_>>,
) -> Option<Error> {
    let mut table = DeTable::new();
    table.insert(key.clone(), value.clone());
    let range = key.span().start..value.span().end;
    T::deserialize(Deserializer::from(Spanned::new(range, table))).err()
}

/// The valid name that is nearest to the one that serde rejects: its message is "unknown field `a`, expected one of `b`,
/// `c`". The valid names are those of this crate; the other one can be any text.
fn similar<'m>(message: &'m str, nearest: &Nearest) -> Option<&'m str> {
    let (rejected, valid) = message.rsplit_once(", expected ")?;
    let (_, wanted) = rejected.split_once('`')?;
    let wanted = wanted.strip_suffix('`')?;
    nearest.name(wanted, valid.split('`').skip(1).step_by(2))
}
