//! The state of the disk after a run was killed at each of its steps.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::Diagnostics;
use clientwright_model::codes;

use super::transaction::{self, Transaction};
use super::{compare_all, write};
use crate::format::Output;
use crate::header::HEADER;

/// A folder for one test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = format!("clientwright-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn part(word: &str) -> String {
    format!("{HEADER}\n// {word}\n")
}

fn output(files: &[(&str, &str)]) -> Output {
    let files = files.iter();
    files
        .map(|(path, word)| (PathBuf::from(path), part(word)))
        .collect()
}

fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        match path.is_dir() {
            true => found.push((name, "a folder".to_owned())),
            false => {
                let text = fs::read_to_string(&path).expect("a text");
                let word = text.lines().last().unwrap_or_default();
                found.push((name, word.trim_start_matches("// ").to_owned()));
            }
        }
    }
    found.sort();
    found
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

/// Stages what turns the files `a`, `b` and `gone` into new ones in two folders, as a run does, and leaves it there.
fn staged(scratch: &Scratch) -> (Transaction, PathBuf, PathBuf) {
    let (first, second) = (scratch.path("first"), scratch.path("second"));
    let mut diags = Diagnostics::new();
    let old = output(&[("a.rs", "old"), ("b.rs", "old"), ("gone.rs", "old")]);
    write(&[(&old, &first), (&old, &second)], &mut diags);
    assert_eq!(diags.error_count(), 0);
    let mut transaction = Transaction::default();
    for folder in [&first, &second] {
        let texts = ["a.rs", "b.rs"].map(|name| (folder.join(name), part("new")));
        let staged = transaction.stage(folder, texts, &[folder.join("gone.rs")]);
        assert!(staged.is_ok());
    }
    (transaction, first, second)
}

const OLD: &[(&str, &str)] = &[("a.rs", "old"), ("b.rs", "old"), ("gone.rs", "old")];
const NEW: &[(&str, &str)] = &[("a.rs", "new"), ("b.rs", "new")];

#[test]
fn an_uncommitted_change_is_undone() {
    let scratch = Scratch::new("undecided");
    let (transaction, first, second) = staged(&scratch);
    // The state that a killed process leaves.
    std::mem::forget(transaction);
    let folders = [first.clone(), second.clone()];
    assert_eq!(transaction::left_over(&folders).len(), 2);
    let mut diags = Diagnostics::new();
    transaction::recover(&folders, &mut diags);
    assert_eq!(diags.error_count(), 0);
    assert_eq!(texts(&first), owned(OLD));
    assert_eq!(texts(&second), owned(OLD));
}

#[test]
fn a_committed_change_is_completed_from_either_folder() {
    for (name, from) in [("home", 0), ("member", 1)] {
        let scratch = Scratch::new(name);
        let (transaction, first, second) = staged(&scratch);
        let [home, member] = transaction.staging_folders()[..] else {
            panic!("two folders are staged");
        };
        transaction::decide(home, &[member.to_path_buf()]).expect("a file");
        // One of the renames has happened already.
        fs::rename(home.join("new/a.rs"), first.join("a.rs")).expect("a file");
        std::mem::forget(transaction);
        let folders = [first.clone(), second.clone()];
        let mut diags = Diagnostics::new();
        transaction::finish(&folders[from..=from], &mut diags);
        assert_eq!(diags.error_count(), 0);
        assert_eq!(texts(&first), owned(NEW), "{name}");
        assert_eq!(texts(&second), owned(NEW), "{name}");
    }
}

#[test]
fn finishing_touches_no_file_of_others() {
    let scratch = Scratch::new("others");
    let (transaction, first, _) = staged(&scratch);
    let home = transaction.staging_folders()[0];
    transaction::decide(home, &[]).expect("a file");
    std::mem::forget(transaction);
    fs::write(first.join("a.rs"), "mine").expect("a file");
    fs::write(first.join("gone.rs"), "mine").expect("a file");
    transaction::finish(std::slice::from_ref(&first), &mut Diagnostics::new());
    let wanted = [("a.rs", "mine"), ("b.rs", "new"), ("gone.rs", "mine")];
    assert_eq!(texts(&first), owned(&wanted));
}

/// A checkout of untrusted files may contain a staging folder, and a link.
#[cfg(unix)]
#[test]
fn finishing_stays_in_its_folder() {
    let scratch = Scratch::new("links");
    let (inside, outside) = (scratch.path("inside"), scratch.path("outside"));
    fs::create_dir_all(&outside).expect("a folder");
    fs::create_dir_all(inside.join(".clientwright-1-0/new/link")).expect("a folder");
    std::os::unix::fs::symlink(&outside, inside.join("link")).expect("a link");
    fs::write(inside.join(".clientwright-1-0/new/link/x.rs"), part("x")).expect("a file");
    fs::write(inside.join(".clientwright-1-0/committed"), "").expect("a file");
    transaction::finish(&[inside], &mut Diagnostics::new());
    assert!(texts(&outside).is_empty());
}

/// Files of a checkout must not make a run move or remove a folder that is not a staging folder.
#[cfg(unix)]
#[test]
fn finishing_ignores_folders_that_are_not_staging_folders() {
    let scratch = Scratch::new("claims");
    let (inside, outside) = (scratch.path("inside"), scratch.path("outside"));
    let is_whole = || texts(&outside) == owned(&[("committed", ""), ("mine", "mine")]);
    fs::create_dir_all(&outside).expect("a folder");
    fs::write(outside.join("mine"), "mine").expect("a file");
    fs::write(outside.join("committed"), "").expect("a file");
    let staging = inside.join(".clientwright-1-0");
    let finish = || transaction::finish(std::slice::from_ref(&inside), &mut Diagnostics::new());
    // A home with another name, and one that is a link.
    let link = scratch.path(".clientwright-1-1");
    std::os::unix::fs::symlink(&outside, &link).expect("a link");
    for home in [&outside, &link] {
        fs::create_dir_all(&staging).expect("a folder");
        let home = home.as_os_str().as_encoded_bytes();
        fs::write(staging.join("home"), home).expect("a file");
        finish();
        assert!(is_whole());
        assert!(link.is_symlink());
    }
    // Files to move that are elsewhere.
    let _ = fs::remove_dir_all(&staging);
    fs::create_dir_all(&staging).expect("a folder");
    fs::write(staging.join("committed"), "").expect("a file");
    std::os::unix::fs::symlink(&outside, staging.join("new")).expect("a link");
    finish();
    assert!(is_whole());
}

#[test]
fn checking_reports_an_uncommitted_change_and_removes_nothing() {
    let scratch = Scratch::new("check");
    let (transaction, first, _) = staged(&scratch);
    std::mem::forget(transaction);
    let mut diags = Diagnostics::new();
    let wanted = output(OLD);
    let changes = compare_all(&[(&wanted, &first)], &mut diags);
    assert!(changes.iter().all(super::Changes::is_empty));
    let said: Vec<&str> = diags.iter().map(|d| d.code).collect();
    assert_eq!(said, [codes::LEFT_OVER]);
    assert_eq!(transaction::left_over(&[first]).len(), 1);
}
