//! The messages about modules and slices: what was written, and the summary of the run.

use std::path::Path;

use clientwright::{Changes, Generated, Options, Summary};
use serde::Serialize;

use super::{Message, print};
use crate::output::Failure;

/// The result for a module.
#[derive(Debug, Serialize)]
pub(crate) struct Module<'a> {
    schema: String,
    out: String,
    written: usize,
    unchanged: usize,
    removed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Names>,
    #[serde(flatten)]
    summary: Counts<'a>,
}

/// The lock file of a module.
#[derive(Debug, Serialize)]
struct Names {
    lock: String,
    all: usize,
    retired: usize,
}

/// The summary of a run.
#[derive(Debug, Serialize)]
struct Counts<'a> {
    counts: Vec<Count<'a>>,
    corrections: Corrections,
    left_out: &'a [String],
    untyped: &'a [String],
    reduced: &'a [String],
    leaves: &'a [String],
}

#[derive(Debug, Serialize)]
struct Corrections {
    retyped: usize,
    nullable: usize,
    removed: usize,
}

#[derive(Debug, Serialize)]
struct Count<'a> {
    what: &'a str,
    total: usize,
    emitted: usize,
    notes: Vec<Note<'a>>,
}

#[derive(Debug, Serialize)]
struct Note<'a> {
    count: usize,
    text: &'a str,
}

/// Prints the result for a module.
pub(crate) fn module(
    options: &Options,
    generated: &Generated,
    changes: &Changes,
) -> Result<(), Failure> {
    let names = options.lock.as_ref().map(|lock| Names {
        lock: lock.display().to_string(),
        all: generated.lock.len(),
        retired: generated.retired_names,
    });
    print(&Message::Module(Box::new(Module {
        schema: options.schema.display().to_string(),
        out: options.out.display().to_string(),
        written: changes.written.len(),
        unchanged: changes.unchanged,
        removed: changes.removed.len(),
        names,
        summary: Counts::of(&generated.summary),
    })))
}

/// Prints the result of a slice. `written` is the number of files, with the lock file.
pub(crate) fn slice(
    options: &Options,
    out: &Path,
    written: usize,
    summary: &Summary,
) -> Result<(), Failure> {
    print(&Message::Module(Box::new(Module {
        schema: options.schema.display().to_string(),
        out: out.display().to_string(),
        written,
        unchanged: 0,
        removed: 0,
        names: None,
        summary: Counts::of(summary),
    })))
}

impl<'a> Counts<'a> {
    fn of(summary: &'a Summary) -> Self {
        let counts = summary.counts.iter().filter(|count| count.total > 0);
        let counts = counts.map(|count| Count {
            what: count.what,
            total: count.total,
            emitted: count.emitted,
            notes: count
                .notes
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, text)| Note {
                    count: *count,
                    text,
                })
                .collect(),
        });
        Self {
            counts: counts.collect(),
            corrections: Corrections {
                retyped: summary.corrections.retyped,
                nullable: summary.corrections.nullable,
                removed: summary.corrections.removed,
            },
            left_out: &summary.left_out,
            untyped: &summary.untyped,
            reduced: &summary.reduced,
            leaves: &summary.leaves,
        }
    }
}
