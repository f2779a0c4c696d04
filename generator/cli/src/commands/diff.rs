//! `diff`: what changes for code that uses a client, if its description changes.

use std::path::{Path, PathBuf};

use clientwright::{Change, Diff, Level, Options, What};
use clientwright_diagnostics::text::visible;
use serde::Serialize;

use super::revision::Revision;
use crate::arguments;
use crate::arguments::{DiffFormat, FailOn};
use crate::config;
use crate::flags::PresetFlag;
use crate::output::{self, Failure};

pub(crate) fn diff(command: &arguments::Diff) -> Result<(), Failure> {
    let new = command.new.clone();
    let options = options(command)?;
    let old = Revision::read(&command.old)?;
    let new = match &new {
        Some(new) => Revision::read(new)?,
        None if options.schema.as_os_str().is_empty() => {
            return Err(Failure::Usage(
                "NEW is missing, and there is no codegen.toml that names it".to_owned(),
            ));
        }
        None => Revision::file(options.schema.clone()),
    };
    let compared = clientwright::diff(&options, old.path(), new.path());
    let found =
        compared.map_err(|error| Failure::Problems(new.named(&old.named(&error.render(true)))))?;
    let names = (old.name.as_str(), new.name.as_str());
    let text = match command.format {
        DiffFormat::Text => text(&found, names),
        DiffFormat::Markdown => markdown(&found, names),
        DiffFormat::Json => json(&found, names)?,
        DiffFormat::Github => github(&found, &new.name),
    };
    output::data(&text)?;
    let limit = match command.fail_on {
        FailOn::Breaking => Some(Level::Breaking),
        FailOn::Behaviour => Some(Level::Behaviour),
        FailOn::Additive => Some(Level::Additive),
        FailOn::Cosmetic => Some(Level::Cosmetic),
        FailOn::Never => None,
    };
    match limit.is_some_and(|limit| found.level() >= Some(limit)) {
        true => Err(Failure::Reported),
        false => Ok(()),
    }
}

/// The options of the module that OLD or NEW is the description of; without a codegen.toml those of the flags.
fn options(command: &arguments::Diff) -> Result<Options, Failure> {
    let has_flags =
        command.preset.is_some() || !command.include.is_empty() || !command.exclude.is_empty();
    let path = config::path(command.config.as_deref());
    let is_asked = command.config.is_some() || command.module.is_some();
    if has_flags || !(is_asked || path.is_file()) {
        return Ok(Options {
            preset: command.preset.map(PresetFlag::preset).unwrap_or_default(),
            include: command.include.clone(),
            exclude: command.exclude.clone(),
            ..Options::default()
        });
    }
    let modules = config::read(&path)?;
    let named = [Some(&command.old), command.new.as_ref()];
    let named: Vec<&PathBuf> = named.into_iter().flatten().collect();
    let is_file = |options: &&Options| {
        let schema = options.schema.canonicalize().ok();
        let mut files = named.iter().filter(|path| Revision::parts(path).is_none());
        schema.is_some() && files.any(|path| path.canonicalize().ok() == schema)
    };
    let is_name = |options: &&Options| {
        let mut parts = named.iter().filter_map(|path| Revision::parts(path));
        let name = options.schema.file_name();
        options.schema.exists() && parts.any(|(_, file)| Path::new(file).file_name() == name)
    };
    // Descriptions of several services often have the same name, so a file says more than a name in a revision.
    let mut described: Vec<&Options> = modules.iter().filter(is_file).collect();
    if described.is_empty() {
        described = modules.iter().filter(is_name).collect();
    }
    match (&command.module, described.as_slice()) {
        (None, [only]) => Ok((*only).clone()),
        _ => super::only(&modules, command.module.as_deref(), &path),
    }
}

fn heading(found: &Diff) -> String {
    let counts = Level::ALL.map(|level| format!("{} {level}", found.count(level)));
    counts.join(", ")
}

fn text(found: &Diff, (old, new): (&str, &str)) -> String {
    let mut text = format!("{} -> {}: {}\n", visible(old), visible(new), heading(found));
    for level in Level::ALL {
        let mut changes = found.changes.iter().filter(|c| c.level == level).peekable();
        if changes.peek().is_some() {
            text.push_str(&format!("\n{level}:\n"));
        }
        changes.for_each(|change| text.push_str(&format!("  {}\n", visible(&change.to_string()))));
    }
    text
}

/// For a comment in a pull request. Cosmetic changes are folded.
fn markdown(found: &Diff, (old, new): (&str, &str)) -> String {
    let mut text = format!(
        "## Changes of the client\n\nFrom {} to {}: {}.\n",
        code(old),
        code(new),
        heading(found)
    );
    for level in Level::ALL {
        let changes: Vec<&Change> = found.changes.iter().filter(|c| c.level == level).collect();
        if changes.is_empty() {
            continue;
        }
        let is_folded = level == Level::Cosmetic;
        match is_folded {
            true => text.push_str(&format!(
                "\n<details><summary>{} {level}</summary>\n",
                changes.len()
            )),
            false => text.push_str(&format!("\n### {level}\n")),
        }
        text.push_str("\n| part | kind | change |\n|---|---|---|\n");
        for change in changes {
            let (path, kind) = (code(&change.path), change.kind);
            let what = match change.what {
                What::Changed => format!("{} → {}", code(&change.old), code(&change.new)),
                What::Wire => format!("on the wire: {} → {}", code(&change.old), code(&change.new)),
                What::Docs => "docs".to_owned(),
                whole => whole.to_string(),
            };
            text.push_str(&format!("| {path} | {kind} | {what} |\n"));
        }
        if is_folded {
            text.push_str("\n</details>\n");
        }
    }
    text
}

/// Foreign text as code in a cell of a table.
fn code(text: &str) -> String {
    let text = visible(text).replace('`', "'").replace('|', "\\|");
    match text.is_empty() {
        true => String::new(),
        false => format!("`{text}`"),
    }
}

/// The changes as one JSON object. `diff.schema.json` describes it.
#[derive(Serialize)]
struct Report<'a> {
    old: &'a str,
    new: &'a str,
    breaking: usize,
    behaviour: usize,
    additive: usize,
    cosmetic: usize,
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    level: String,
    kind: String,
    path: &'a str,
    what: String,
    old: &'a str,
    new: &'a str,
}

fn json(found: &Diff, (old, new): (&str, &str)) -> Result<String, Failure> {
    let changes = found.changes.iter().map(|change| Row {
        level: change.level.to_string(),
        kind: change.kind.to_string(),
        path: &change.path,
        what: change.what.to_string(),
        old: &change.old,
        new: &change.new,
    });
    let report = Report {
        old,
        new,
        breaking: found.count(Level::Breaking),
        behaviour: found.count(Level::Behaviour),
        additive: found.count(Level::Additive),
        cosmetic: found.count(Level::Cosmetic),
        changes: changes.collect(),
    };
    let text = serde_json::to_string_pretty(&report)
        .map_err(|error| Failure::Problems(format!("error: cannot write JSON: {error}")))?;
    Ok(text + "\n")
}

/// Annotations of a run of GitHub Actions: workflow commands, one in a line.
fn github(found: &Diff, new: &str) -> String {
    let mut text = String::new();
    for change in &found.changes {
        let command = match change.level {
            Level::Breaking => "error",
            Level::Behaviour => "warning",
            _ => "notice",
        };
        let file = escaped(new).replace(':', "%3A").replace(',', "%2C");
        text.push_str(&format!(
            "::{command} file={file},title={} change of the client::{}\n",
            change.level,
            escaped(&change.to_string())
        ));
    }
    text
}

/// Text in a workflow command.
fn escaped(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}
