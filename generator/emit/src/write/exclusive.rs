//! Locks: only one run at a time writes to a folder.
//!
//! The operating system holds the lock and releases it when the process ends, also after a crash. On Unix the folder itself
//! is locked, and no file remains. Other systems cannot lock folders; there a file in the folder for temporary files
//! is locked in its place.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clientwright_diagnostics::Diagnostics;
use clientwright_model::codes;

use super::at;

/// How long a run waits for the lock. Writing takes seconds at most.
const PATIENCE: Duration = Duration::from_secs(60);

/// The right to change folders, until it is dropped.
#[derive(Debug)]
pub(super) struct Exclusive {
    _locks: Vec<File>,
}

impl Exclusive {
    /// Waits for the right to change folders. Those that do not exist need none.
    ///
    /// Returns `None` and reports the folder when another run takes too long.
    pub(super) fn lock(folders: &[PathBuf], diags: &mut Diagnostics) -> Option<Self> {
        Self::lock_within(PATIENCE, folders, diags)
    }

    fn lock_within(
        patience: Duration,
        folders: &[PathBuf],
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        // Several paths may refer to one folder. All runs lock in the same order, so that no two wait for each other.
        let folders: BTreeSet<PathBuf> = folders
            .iter()
            .filter_map(|folder| fs::canonicalize(folder).ok())
            .filter(|folder| folder.is_dir())
            .collect();
        let start = Instant::now();
        let mut locks = Vec::new();
        for folder in folders {
            loop {
                match try_lock(&folder) {
                    Ok(lock) => {
                        locks.extend(lock);
                        break;
                    }
                    Err(Busy) if start.elapsed() < patience => {
                        std::thread::sleep(Duration::from_millis(20));
                    }
                    Err(Busy) => {
                        let message = "another run of clientwright is writing to this folder";
                        let problem = at(codes::BUSY, &folder, message);
                        diags.push(problem.help("run again when it has ended"));
                        return None;
                    }
                }
            }
        }
        Some(Self { _locks: locks })
    }
}

/// Another process has the lock.
struct Busy;

/// Takes a lock, if the file system supports locks.
fn try_lock(folder: &Path) -> Result<Option<File>, Busy> {
    let Ok(file) = open(folder) else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Busy),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn open(folder: &Path) -> io::Result<File> {
    match cfg!(unix) {
        true => File::open(folder),
        false => stand_in(folder),
    }
}

/// A file that is locked instead of a folder. It is never removed: a run that waits for it and one that creates it
/// again would both have a lock.
fn stand_in(folder: &Path) -> io::Result<File> {
    let name = format!(
        "clientwright-{:016x}.lock",
        clientwright_model::hash::stable(folder.as_os_str().as_encoded_bytes())
    );
    let path = std::env::temp_dir().join(name);
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_run_waits_and_then_states_the_reason() {
        let folder = std::env::temp_dir().join(format!("clientwright-test-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let folders = [folder.clone(), folder.join("not-there")];
        let mut diags = Diagnostics::new();
        let first = Exclusive::lock(&folders, &mut diags);
        assert!(first.is_some());
        let wait = Duration::from_millis(50);
        assert!(Exclusive::lock_within(wait, &folders, &mut diags).is_none());
        let said: Vec<&str> = diags.iter().map(|d| d.code).collect();
        assert_eq!(said, [codes::BUSY]);
        drop(first);
        assert!(Exclusive::lock_within(wait, &folders, &mut diags).is_some());
        // The lock file of other systems behaves in the same way.
        let held = stand_in(&folder).expect("a file");
        assert!(held.try_lock().is_ok());
        assert!(stand_in(&folder).expect("a file").try_lock().is_err());
        fs::remove_dir_all(&folder).expect("the folder goes");
    }
}
