//! Stale files: their names, and how they differ from what would be generated.

use std::path::Path;
use std::time::Duration;

use clientwright::{Changes, Generated, Options, codes};
use similar::TextDiff;

use crate::messages::{self, Status};
use crate::output::Failure;

/// The most lines of a difference that are shown.
const LINES: usize = 60;
/// Files with more lines in both versions together are not compared.
const LARGE: usize = 100_000;
/// After this time the rest of a file is shown as replaced.
const TIME: Duration = Duration::from_millis(500);

/// A line for each file that is stale or no longer generated, each followed by its difference if a module is given.
pub(super) fn lines(changes: &Changes, shown: Option<(&Generated, &Options)>) -> String {
    let code = codes::STALE;
    let mut text = String::new();
    for path in &changes.written {
        text.push_str(&format!("error[{code}]: stale: {}\n", path.display()));
        text.push_str(&shown.map(|of| difference(path, of)).unwrap_or_default());
    }
    for path in &changes.removed {
        let path = path.display();
        text.push_str(&format!("error[{code}]: no longer generated: {path}\n"));
    }
    text
}

/// The same as messages.
pub(super) fn messages(
    changes: &Changes,
    shown: Option<(&Generated, &Options)>,
) -> Result<(), Failure> {
    for path in &changes.written {
        let difference = shown.map(|of| difference(path, of));
        messages::file(Status::Stale, path, difference)?;
    }
    for path in &changes.removed {
        messages::file(Status::NotGenerated, path, None)?;
    }
    Ok(())
}

/// The unified diff from a file to what would be generated, shortened.
fn difference(path: &Path, (generated, options): (&Generated, &Options)) -> String {
    let Some(new) = wanted(path, generated, options) else {
        return String::new();
    };
    // A missing file is one that differs completely.
    let old = clientwright::read_text(path).unwrap_or_default();
    if old.is_empty() {
        return format!("  new file of {} lines\n", new.lines().count());
    }
    let size = old.lines().count() + new.lines().count();
    if size > LARGE {
        return format!("  {size} lines in both versions are too many to compare\n");
    }
    let diff = TextDiff::configure()
        .timeout(TIME)
        .diff_lines(old.as_str(), new.as_str());
    let unified = diff.unified_diff().context_radius(2).to_string();
    let mut text: String = unified
        .lines()
        .take(LINES)
        .map(|line| format!("  {line}\n"))
        .collect();
    let hidden = unified.lines().count().saturating_sub(LINES);
    if hidden > 0 {
        text.push_str(&format!("  … {hidden} more lines\n"));
    }
    text
}

/// What would be generated at a path.
fn wanted(path: &Path, generated: &Generated, options: &Options) -> Option<String> {
    if options.lock.as_deref() == Some(path) {
        return Some(generated.lock.to_string());
    }
    if let Some((_, text)) = generated.others.iter().find(|(other, _)| other == path) {
        return Some(text.clone());
    }
    let inside = path.strip_prefix(&options.out).ok()?;
    generated.output.get(inside).cloned()
}
