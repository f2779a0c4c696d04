//! What the program prints for other programs: with `--message-format json`, one JSON object in each line of standard
//! output. `messages.schema.json` describes them.

mod module;

use std::path::Path;

use clap::{Args, ValueEnum};
use clientwright::{Chain, Changes, Error, Located, LocatedPlace, Position, Severity, Tree};
use serde::Serialize;

use crate::output::{self, Failure};

use module::Module;

pub(crate) use module::{module, slice};

/// The form of what a command prints.
#[derive(Debug, Args)]
pub(crate) struct Messages {
    /// The form of problems and results; with json, each is an object in a line of standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    message_format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people
    Text,
    /// JSON Lines for other programs
    Json,
}

impl Messages {
    /// Whether messages are JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.message_format == Format::Json
    }

    /// The failure of a command whose problems are shown already if messages are JSON, and are this text otherwise.
    pub(crate) fn failure(&self, text: impl FnOnce() -> String) -> Failure {
        match self.is_json() {
            true => Failure::Reported,
            false => Failure::Problems(text()),
        }
    }
}

/// One message.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Message<'a> {
    /// A problem.
    Diagnostic(Problem<'a>),
    /// A file that was changed, or that is stale.
    File(File),
    /// The result for a module.
    Module(Box<Module<'a>>),
    /// A step of the chain that `why` prints.
    Reason(Reason<'a>),
    /// An entry of what `tree` prints.
    Declaration(Declaration<'a>),
    /// The set-up of a crate by `init`.
    Setup(Setup<'a>),
    /// A description that `fetch` downloaded.
    #[cfg(feature = "fetch")]
    Fetched(Fetched<'a>),
    /// A code of problems that `explain` prints.
    Code(Code<'a>),
    /// The last message of a run.
    End {
        /// Whether the exit code is 0.
        success: bool,
    },
}

/// A problem with its places.
#[derive(Debug, Serialize)]
pub(crate) struct Problem<'a> {
    level: &'static str,
    code: &'a str,
    message: &'a str,
    places: Vec<Place<'a>>,
    help: &'a [String],
}

/// A place of a problem.
#[derive(Debug, Serialize)]
pub(crate) struct Place<'a> {
    file: &'a str,
    #[serde(flatten)]
    range: Option<Range>,
    label: &'a str,
}

/// A part of a file.
#[derive(Debug, Serialize)]
struct Range {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A file with its state.
#[derive(Debug, Serialize)]
pub(crate) struct File {
    status: Status,
    path: String,
    /// What is different, in a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    /// How it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// It was written.
    Written,
    /// It would be written without `--dry-run`.
    Planned,
    /// It was removed, because it is no longer generated.
    Removed,
    /// It is missing, or differs from what would be generated.
    Stale,
    /// It is no longer generated.
    NotGenerated,
}

/// A step of a chain of reasons.
#[derive(Debug, Serialize)]
pub(crate) struct Reason<'a> {
    name: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rust: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member_of: Option<&'a str>,
    selected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded: Option<&'a str>,
}

/// A path, operation or type of a description.
#[derive(Debug, Serialize)]
pub(crate) struct Declaration<'a> {
    name: &'a str,
    what: &'a str,
    depth: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rust: Option<&'a str>,
    selected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_below: Option<&'a str>,
}

/// The set-up of a crate.
#[derive(Debug, Serialize)]
pub(crate) struct Setup<'a> {
    pub(crate) description: String,
    pub(crate) input: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client: Option<&'a str>,
    pub(crate) errors: usize,
    pub(crate) dry_run: bool,
    pub(crate) next: &'a [String],
}

/// A description that was downloaded.
#[cfg(feature = "fetch")]
#[derive(Debug, Serialize)]
pub(crate) struct Fetched<'a> {
    pub(crate) url: &'a str,
    pub(crate) out: String,
    pub(crate) input: &'static str,
    pub(crate) changed: bool,
}

/// A code of problems.
#[derive(Debug, Serialize)]
pub(crate) struct Code<'a> {
    pub(crate) code: &'a str,
    pub(crate) meaning: &'a str,
    pub(crate) can_be_hidden: bool,
    /// In Markdown; only if one code was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<&'a str>,
}

/// Prints a message.
pub(crate) fn print(message: &Message<'_>) -> Result<(), Failure> {
    let line = serde_json::to_string(message)
        .map_err(|error| Failure::Problems(format!("error: cannot write a message: {error}")))?;
    output::data(&(line + "\n"))
}

/// Prints problems.
pub(crate) fn diagnostics(located: &[Located]) -> Result<(), Failure> {
    located
        .iter()
        .try_for_each(|problem| print(&Message::Diagnostic(Problem::of(problem))))
}

/// Prints the problems of failed modules.
pub(crate) fn errors(errors: &[Error]) -> Result<(), Failure> {
    errors
        .iter()
        .try_for_each(|error| diagnostics(&error.located()))
}

/// Prints the files that were changed or are stale.
pub(crate) fn files(changes: &Changes, written: Status, removed: Status) -> Result<(), Failure> {
    let written = changes.written.iter().map(|path| (written, path));
    let removed = changes.removed.iter().map(|path| (removed, path));
    for (status, path) in written.chain(removed) {
        file(status, path, None)?;
    }
    Ok(())
}

/// Prints a file with its state.
pub(crate) fn file(status: Status, path: &Path, diff: Option<String>) -> Result<(), Failure> {
    let path = path.display().to_string();
    let what = None;
    print(&Message::File(File {
        status,
        path,
        what,
        diff,
    }))
}

/// Prints a file that a set-up writes, with what is different in it.
pub(crate) fn set_up(status: Status, path: &Path, what: &str) -> Result<(), Failure> {
    print(&Message::File(File {
        status,
        path: path.display().to_string(),
        what: Some(what.to_owned()),
        diff: None,
    }))
}

/// Prints a warning without a place.
pub(crate) fn warning(code: &str, message: &str, help: &[String]) -> Result<(), Failure> {
    print(&Message::Diagnostic(Problem {
        level: "warning",
        code,
        message,
        places: Vec::new(),
        help,
    }))
}

/// Prints a chain of reasons.
pub(crate) fn chain(chain: &Chain) -> Result<(), Failure> {
    chain.steps.iter().try_for_each(|step| {
        print(&Message::Reason(Reason {
            name: &step.name,
            what: step.what,
            id: step.id.as_deref(),
            rust: step.rust.as_deref(),
            member_of: step.member_of.as_deref(),
            selected: step.is_selected,
            reason: step.reason.as_deref(),
            excluded: step.excluded.as_deref(),
        }))
    })
}

/// Prints what a description declares.
pub(crate) fn tree(tree: &Tree) -> Result<(), Failure> {
    let mut all = tree.paths.iter().chain(&tree.declarations);
    all.try_for_each(|entry| {
        print(&Message::Declaration(Declaration {
            name: &entry.name,
            what: entry.what,
            depth: entry.depth,
            id: entry.id.as_deref(),
            target: entry.target.as_deref(),
            rust: entry.rust.as_deref(),
            selected: entry.is_selected,
            excluded: entry.excluded.as_deref(),
            as_below: entry.as_below.as_deref(),
        }))
    })
}

impl<'a> Problem<'a> {
    fn of(located: &'a Located) -> Self {
        Self {
            level: match located.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: located.code,
            message: &located.message,
            places: located.places.iter().map(Place::of).collect(),
            help: &located.helps,
        }
    }
}

impl<'a> Place<'a> {
    fn of(located: &'a LocatedPlace) -> Self {
        let range = located.range.map(|range| {
            let Position { line, column } = range.from;
            Range {
                start: range.start,
                end: range.end,
                line,
                column,
                end_line: range.to.line,
                end_column: range.to.column,
            }
        });
        Self {
            file: &located.file,
            range,
            label: &located.label,
        }
    }
}
