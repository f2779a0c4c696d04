//! Changes to the disk that are applied completely or not at all, also when a run is killed.
//!
//! Texts are first written into a staging folder next to their paths, so that a full disk or a read-only folder is
//! found before anything is replaced. The staging folder is the plan: a file below `new` will be moved to its path, and
//! for one below `old` the file at its path will be removed. One staging folder of a run, its home, then gets a list of
//! all of them. From then on the changes are applied: by this run, or by the next one that reads these folders. Without
//! that list they are never applied, and the next run removes the staging folder.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;

use super::at;
use crate::header::Kind;
use crate::input::read_file;

/// The prefix of the name of every staging folder.
const PREFIX: &str = ".clientwright-";
/// Files that will be moved to their paths.
const NEW: &str = "new";
/// Empty files with the paths of files that will be removed.
const OLD: &str = "old";
/// The file that names the home of a staging folder.
const HOME: &str = "home";
/// The file in the home that lists all staging folders of a run.
const COMMITTED: &str = "committed";

/// Changes that are not applied yet.
#[derive(Debug, Default)]
pub(super) struct Transaction {
    /// Folders with their staging folders; the first of these is the home.
    staged: Vec<(PathBuf, PathBuf)>,
    /// Folders that this run created.
    folders: Vec<PathBuf>,
}

impl Transaction {
    /// Creates the folders of outputs, so that they can be locked. An error is not reported here: staging a file in the
    /// missing folder reports it.
    pub(super) fn create_folders(&mut self, folders: &[PathBuf]) {
        for folder in folders {
            let missing: Vec<&Path> = folder
                .ancestors()
                .take_while(|f| !f.as_os_str().is_empty() && !f.exists())
                .collect();
            for folder in missing.into_iter().rev() {
                if fs::create_dir(folder).is_ok() {
                    self.folders.push(folder.to_path_buf());
                }
            }
        }
    }

    /// Prepares changes to files below a folder.
    pub(super) fn stage<T: AsRef<str>>(
        &mut self,
        folder: &Path,
        texts: impl IntoIterator<Item = (PathBuf, T)>,
        removed: &[PathBuf],
    ) -> Result<(), Box<Diagnostic>> {
        let mut texts = texts.into_iter().peekable();
        if texts.peek().is_none() && removed.is_empty() {
            return Ok(());
        }
        let cannot = |path: &Path, error: io::Error| {
            let message = format!("cannot write: {error}");
            Box::new(at(codes::UNWRITABLE, path, &message))
        };
        let staging = self.staging(folder).map_err(|e| cannot(folder, e))?;
        for (path, text) in texts {
            let written = put(&staging.join(NEW), folder, &path, text.as_ref());
            written.map_err(|error| cannot(&path, error))?;
        }
        for path in removed {
            let written = put(&staging.join(OLD), folder, path, "");
            written.map_err(|error| cannot(path, error))?;
        }
        Ok(())
    }

    /// The staging folder for a folder.
    fn staging(&mut self, folder: &Path) -> io::Result<PathBuf> {
        if let Some((_, staging)) = self.staged.iter().find(|(of, _)| of == folder) {
            return Ok(staging.clone());
        }
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let staging = loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("{PREFIX}{}-{number}", std::process::id());
            let staging = folder.join(name);
            match fs::create_dir(&staging) {
                Ok(()) => break staging,
                // A killed process with the same number left it, for example one in another container.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        };
        // Recorded before anything else is written, so that an error removes it.
        self.staged.push((folder.to_path_buf(), staging.clone()));
        let home = &self.staged[0].1;
        if *home != staging {
            let home = std::path::absolute(home)?;
            fs::write(staging.join(HOME), home.as_os_str().as_encoded_bytes())?;
        }
        Ok(staging)
    }

    /// The staging folders so far, with the home first.
    #[cfg(test)]
    pub(super) fn staging_folders(&self) -> Vec<&Path> {
        let folders = self.staged.iter();
        folders.map(|(_, staging)| staging.as_path()).collect()
    }

    /// Removes the staging folders, and the folders that this run created.
    pub(super) fn undo(self) {
        for (_, staging) in &self.staged {
            let _ = fs::remove_dir_all(staging);
        }
        // Only folders that this run created, and only if they are empty.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }

    /// Applies the changes.
    pub(super) fn commit(self, diags: &mut Diagnostics) {
        let Some((_, home)) = self.staged.first() else {
            return;
        };
        let all = self.staged.iter().skip(1);
        let all = all.map(|(_, staging)| std::path::absolute(staging));
        let list = all.collect::<Result<Vec<_>, _>>();
        if let Err(error) = list.and_then(|list| decide(home, &list)) {
            let message = format!("cannot write: {error}");
            diags.push(at(codes::UNWRITABLE, home, &message));
            self.undo();
            return;
        }
        for (folder, staging) in self.staged.iter().rev() {
            apply(folder, staging, diags);
            let _ = fs::remove_dir_all(staging);
        }
    }
}

/// Writes the list of staging folders. It is created completely or not at all.
pub(super) fn decide(home: &Path, all: &[PathBuf]) -> io::Result<()> {
    let mut list = Vec::new();
    for staging in all {
        list.extend_from_slice(staging.as_os_str().as_encoded_bytes());
        list.push(b'\n');
    }
    let draft = home.join("draft");
    fs::write(&draft, list)?;
    fs::rename(draft, home.join(COMMITTED))
}

/// Writes a text to the path below a staging folder that corresponds to a path below the folder itself.
fn put(staging: &Path, folder: &Path, path: &Path, text: &str) -> io::Result<()> {
    // The path of a file in the current folder does not start with `.`.
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let path = staging.join(relative);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Moves files to their paths and removes those that the plan removes. Changes that an earlier run applied are skipped.
fn apply(folder: &Path, staging: &Path, diags: &mut Diagnostics) {
    let mut problem = |path: &Path, what: &str, error: io::Error| {
        let message = format!("cannot {what}: {error}");
        diags.push(at(codes::UNWRITABLE, path, &message));
    };
    let mut new = files(&staging.join(NEW));
    // The top of a tree comes first, because other runs use it to recognize the files below.
    let is_top = |path: &Path| path.ends_with("mod.rs") || path.ends_with("lib.rs");
    new.sort_by_key(|path| (!is_top(path), path.components().count(), path.clone()));
    for relative in new {
        let (from, to) = (staging.join(NEW).join(&relative), folder.join(&relative));
        if leads_out(folder, &relative) || is_foreign(&from, &to) {
            continue;
        }
        let made = to.parent().map_or(Ok(()), fs::create_dir_all);
        match made.and_then(|()| fs::rename(&from, &to)) {
            Err(error) if from.exists() => problem(&to, "write", error),
            _ => {}
        }
    }
    for relative in files(&staging.join(OLD)) {
        let path = folder.join(&relative);
        if leads_out(folder, &relative)
            || !read_file(&path).is_ok_and(|text| Kind::of(&text).is_some())
        {
            continue;
        }
        if let Err(error) = fs::remove_file(&path) {
            problem(&path, "remove", error);
        }
        // Fails if the folder contains anything else, as intended.
        let _ = path.parent().map(fs::remove_dir);
    }
}

/// Whether a file without the header has appeared at the path of a staged file with the header. A staged file without
/// the header, such as a slice, replaces any file.
fn is_foreign(from: &Path, to: &Path) -> bool {
    let ours = |path: &Path| read_file(path).map(|text| Kind::of(&text).is_some());
    matches!((ours(from), ours(to)), (Ok(true), Ok(false)))
}

/// Whether a path goes through a link. A checkout of untrusted files may contain a staging folder.
fn leads_out(folder: &Path, relative: &Path) -> bool {
    let above = relative.ancestors().skip(1);
    let mut above = above.filter(|path| !path.as_os_str().is_empty());
    above.any(|path| folder.join(path).is_symlink())
}

/// Every file below a folder, by its path from there. Links are not followed, and a folder that is a link has no files.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if folder.is_symlink() {
        return found;
    }
    let mut open = vec![PathBuf::new()];
    while let Some(relative) = open.pop() {
        for entry in entries(&folder.join(&relative)) {
            let path = relative.join(entry.file_name());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(kind) if kind.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<fs::DirEntry> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    entries
}

// ---- after a run that was killed ----

/// Finishes the committed changes of killed runs, and removes the staging folders of others. The folders are locked.
pub(super) fn recover(folders: &[PathBuf], diags: &mut Diagnostics) {
    finish(folders, diags);
    for staging in left_over(folders) {
        let _ = fs::remove_dir_all(staging);
    }
}

/// Finishes the committed changes of killed runs.
pub(super) fn finish(folders: &[PathBuf], diags: &mut Diagnostics) {
    for staging in left_over(folders) {
        // A staging folder without the file is its own home.
        let itself = || std::path::absolute(&staging).unwrap_or_else(|_| staging.clone());
        let home = read_path(&staging.join(HOME)).unwrap_or_else(itself);
        // The file may be part of a checkout of untrusted files, and the home is removed in the end.
        if !home.is_absolute() || !is_staging_folder(&home) {
            continue;
        }
        let Ok(list) = read_file(&home.join(COMMITTED)) else {
            continue;
        };
        // The home is removed last: its list is needed until all changes have happened.
        let lines = list.split(|byte| *byte == b'\n');
        let members = lines.filter_map(path).filter(|m| belongs_to(m, &home));
        for staging in members.chain([home.clone()]) {
            if let Some(folder) = staging.parent() {
                apply(folder, &staging, diags);
            }
            let _ = fs::remove_dir_all(&staging);
        }
    }
}

/// Whether a path is a staging folder that names this home as its own.
fn belongs_to(staging: &Path, home: &Path) -> bool {
    is_staging_folder(staging) && read_path(&staging.join(HOME)).as_deref() == Some(home)
}

/// Whether a path is a staging folder, not a link to a folder elsewhere.
fn is_staging_folder(path: &Path) -> bool {
    let kind = fs::symlink_metadata(path);
    is_staging(path.file_name()) && kind.is_ok_and(|kind| kind.is_dir())
}

/// The staging folders in some folders.
pub(super) fn left_over(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let here = entries(folder).into_iter();
        let here = here.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let here = here.filter(|entry| is_staging(Some(&entry.file_name())));
        found.extend(here.map(|entry| folder.join(entry.file_name())));
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a folder has the name of a staging folder.
pub(super) fn is_staging(name: Option<&OsStr>) -> bool {
    name.is_some_and(|name| name.as_encoded_bytes().starts_with(PREFIX.as_bytes()))
}

fn read_path(file: &Path) -> Option<PathBuf> {
    path(&read_file(file).ok()?)
}

fn path(text: &[u8]) -> Option<PathBuf> {
    let text = std::str::from_utf8(text).ok()?;
    (!text.is_empty()).then(|| PathBuf::from(text))
}
