//! Writing: apart from the loader, the only stage that accesses the disk.

mod exclusive;
#[cfg(test)]
mod tests;
mod transaction;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use crate::format::Output;
use crate::header::Kind;
use crate::input::read_file;
use exclusive::Exclusive;
use transaction::Transaction;

/// The changes that writing made, or would make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or differ.
    pub written: Vec<PathBuf>,
    /// Generated files that are no longer emitted.
    pub removed: Vec<PathBuf>,
    /// Files that were already up to date.
    pub unchanged: usize,
}

impl Changes {
    /// Whether the files on disk were the same as the generated ones.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }

    /// Adds the changes of another output.
    pub fn add(&mut self, other: Self) {
        self.written.extend(other.written);
        self.removed.extend(other.removed);
        self.unchanged += other.unchanged;
    }
}

/// Finds the changes below `out` (or at `out`, if the output is one file).
///
/// An existing file without the header is an error.
pub fn compare(output: &Output, out: &Path, diags: &mut Diagnostics) -> Changes {
    let mut changes = Changes::default();
    let mut in_the_way = BTreeSet::new();
    for (path, text) in output {
        let path = target(out, path);
        match read_file(&path) {
            Ok(found) if is_same(&found, text) => changes.unchanged += 1,
            Ok(found) if Kind::of(&found).is_none() => {
                let message = "file exists and was not written by clientwright";
                diags.push(
                    at(codes::FOREIGN_FILE, &path, message)
                        .help("choose another folder, or remove the file"),
                );
            }
            Ok(found) if Kind::of(&found) != Kind::of(text.as_bytes()) => {
                let message = "this file belongs to another module, which another run generates";
                diags.push(
                    at(codes::FOREIGN_FILE, &path, message)
                        .help("choose another folder, or remove the file"),
                );
            }
            Ok(_) => changes.written.push(path),
            Err(error) => match obstacle(&path) {
                // Reported once for all files below the same path.
                Some((place, problem)) => diags.extend(in_the_way.insert(place).then_some(problem)),
                None if is_absent(&error) => changes.written.push(path),
                None => {
                    let message = format!("cannot read: {error}");
                    diags.push(at(codes::UNWRITABLE, &path, &message));
                }
            },
        }
    }
    if !output.contains_key(Path::new("")) {
        let wanted: BTreeSet<PathBuf> = output.keys().map(|p| out.join(p)).collect();
        orphans(out, &wanted, &mut changes.removed);
    }
    changes
}

/// Writes files that differ and removes generated files that are no longer emitted, for several outputs at once. If a
/// file cannot be written, nothing is changed.
///
/// Runs that write to the same folders take turns. The leftovers of a killed run are finished or removed first.
pub fn write(outputs: &[(&Output, &Path)], diags: &mut Diagnostics) -> Vec<Changes> {
    let mut transaction = Transaction::default();
    let folders = outputs.iter().map(|(output, out)| root(output, out));
    let folders: Vec<PathBuf> = folders.collect();
    transaction.create_folders(&folders);
    let Some(_turn) = Exclusive::lock(&folders, diags) else {
        transaction.undo();
        return Vec::new();
    };
    transaction::recover(&folders, diags);
    let all: Vec<Changes> = outputs
        .iter()
        .map(|(output, out)| compare(output, out, diags))
        .collect();
    if !diags.has_errors() {
        for (((output, out), changes), folder) in outputs.iter().zip(&all).zip(&folders) {
            let wanted: BTreeSet<&PathBuf> = changes.written.iter().collect();
            let texts = output.iter().map(|(path, text)| (target(out, path), text));
            let texts = texts.filter(|(path, _)| wanted.contains(path));
            let staged = transaction.stage(folder, texts, &changes.removed);
            diags.extend(staged.err().map(|problem| *problem));
        }
    }
    if diags.has_errors() {
        transaction.undo();
        return all;
    }
    transaction.commit(diags);
    all
}

/// Finds what would change, for several outputs at once. Committed changes of a killed run are finished first; other
/// leftovers of killed runs are reported.
pub fn compare_all(outputs: &[(&Output, &Path)], diags: &mut Diagnostics) -> Vec<Changes> {
    let folders = outputs.iter().map(|(output, out)| root(output, out));
    let folders: Vec<PathBuf> = folders.collect();
    let Some(_turn) = Exclusive::lock(&folders, diags) else {
        return Vec::new();
    };
    transaction::finish(&folders, diags);
    for left in transaction::left_over(&folders) {
        let message = "left by a run that was ended before it was done";
        let problem = at(codes::LEFT_OVER, &left, message);
        diags.push(problem.help("`clientwright generate` removes it"));
    }
    let compared = outputs.iter();
    compared
        .map(|(output, out)| compare(output, out, diags))
        .collect()
}

/// Replaces files, whatever they contain. If one cannot be written, none is replaced.
pub fn replace(files: &[(&Path, &str)], diags: &mut Diagnostics) {
    let mut transaction = Transaction::default();
    let regular = files.iter().filter(|(path, _)| !is_device(path));
    let folders: Vec<PathBuf> = regular.map(|(path, _)| parent(path)).collect();
    transaction.create_folders(&folders);
    let Some(_turn) = Exclusive::lock(&folders, diags) else {
        transaction.undo();
        return;
    };
    transaction::recover(&folders, diags);
    let regular = files.iter().filter(|(path, _)| !is_device(path));
    for ((path, text), folder) in regular.zip(&folders) {
        if !read_file(path).is_ok_and(|found| is_same(&found, text)) {
            diags.extend(obstacle(path).map(|(_, problem)| problem));
            let staged = transaction.stage(folder, [(path.to_path_buf(), *text)], &[]);
            diags.extend(staged.err().map(|problem| *problem));
        }
    }
    if diags.has_errors() {
        transaction.undo();
        return;
    }
    transaction.commit(diags);
    for (path, text) in files.iter().filter(|(path, _)| is_device(path)) {
        if let Err(error) = fs::write(path, text) {
            let message = format!("cannot write: {error}");
            diags.push(at(codes::UNWRITABLE, path, &message));
        }
    }
}

/// Whether a path can be written but neither read nor replaced, such as `/dev/stdout`.
pub fn is_device(path: &Path) -> bool {
    let kind = fs::metadata(path).map(|found| found.file_type());
    kind.is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
}

/// Whether a file contains a text. A checkout may have turned line feeds into pairs of carriage return and line feed.
fn is_same(found: &[u8], text: &str) -> bool {
    without_carriage_returns(found) == text.as_bytes()
}

fn without_carriage_returns(found: &[u8]) -> Cow<'_, [u8]> {
    if !found.contains(&b'\r') {
        return Cow::Borrowed(found);
    }
    let mut out = Vec::with_capacity(found.len());
    for (at, byte) in found.iter().enumerate() {
        if *byte != b'\r' || found.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    Cow::Owned(out)
}

/// The folder of an output: the folder of a tree, or the parent of a file.
fn root(output: &Output, out: &Path) -> PathBuf {
    match output.contains_key(Path::new("")) {
        true => parent(out),
        false => out.to_path_buf(),
    }
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The reason why a file cannot be written: a folder with its path, or a file with the path of one of its folders.
fn obstacle(path: &Path) -> Option<(PathBuf, Diagnostic)> {
    let (place, message, help) = if path.is_dir() {
        let message = "this is a folder, and a file is to be written";
        let help = "name a file with `out`, or take the layout `tree`";
        (path, message, help)
    } else {
        let folder = path.ancestors().skip(1).find(|folder| folder.exists())?;
        let message = "this is a file, and a folder is to be written";
        let help = "name a folder with `out`, or take the layout `single-file`";
        (folder, message, help)
    };
    let problem = at(codes::FOREIGN_FILE, place, message).help(help);
    (place == path || place.is_file()).then(|| (place.to_path_buf(), problem))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn target(out: &Path, path: &Path) -> PathBuf {
    match path.as_os_str().is_empty() {
        true => out.to_path_buf(),
        false => out.join(path),
    }
}

/// Files below a folder that have the header and are no longer emitted.
fn orphans(folder: &Path, wanted: &BTreeSet<PathBuf>, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link may refer to a folder outside; files there must not be removed.
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() {
            let name = entry.file_name();
            // A generated crate may contain build output.
            let is_passed = name == "target" || transaction::is_staging(Some(&name));
            if !is_passed && !is_another_root(&path, wanted) {
                orphans(&path, wanted, found);
            }
        } else if kind.is_file()
            && path.extension().is_some_and(|e| e == "rs")
            && !wanted.contains(&path)
            && read_file(&path).is_ok_and(|text| Kind::of(&text) == Some(Kind::Part))
        {
            found.push(path);
        }
    }
}

/// Whether a folder contains another generated module or crate, which its own run updates.
fn is_another_root(folder: &Path, wanted: &BTreeSet<PathBuf>) -> bool {
    let mut tops = ["mod.rs", "lib.rs"].iter().map(|name| folder.join(name));
    let is_top = |path: &Path| read_file(path).is_ok_and(|text| Kind::of(&text) == Some(Kind::Top));
    tops.any(|top| !wanted.contains(&top) && is_top(&top))
}

fn at(code: &'static str, path: &Path, message: &str) -> Diagnostic {
    Diagnostic::error_in(code, message, path.display().to_string())
}
