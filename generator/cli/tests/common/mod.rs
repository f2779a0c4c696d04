//! Runs the program in a folder of its own.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod messages;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The result of a run of the program.
pub(crate) struct Run {
    /// Exit code.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Run {
    /// Exit code and standard error, as a snapshot shows them.
    pub(crate) fn failure(&self) -> String {
        format!("exit code {:?}\n{}", self.code, self.stderr)
    }
}

/// A folder to run in, removed at the end if it was created here.
pub(crate) struct Folder {
    path: PathBuf,
    _own: Option<TempDir>,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let own = TempDir::new().expect("a temporary folder");
        Self {
            path: own.path().to_path_buf(),
            _own: Some(own),
        }
    }

    /// An existing folder.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path, _own: None }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file and creates its folders.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    }

    /// Writes a metadata file with one schema, namespace `NS`.
    pub(crate) fn schema(&self, name: &str, body: &str) -> PathBuf {
        self.file(
            name,
            &format!(
                "<?xml version=\"1.0\"?>\n<edmx:Edmx Version=\"4.0\" \
                 xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n  <edmx:DataServices>\n    \
                 <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{body}\n    \
                 </Schema>\n  </edmx:DataServices>\n</edmx:Edmx>\n"
            ),
        )
    }

    /// Runs the program with arguments split at white space.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_with(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program.
    pub(crate) fn run_with(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_clientwright"))
            .args(arguments)
            .current_dir(self.path())
            .output()
            .expect("the program starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Every file below a folder, with its text, by relative path.
    pub(crate) fn tree(&self, folder: &str) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        collect(&self.path().join(folder), &mut files);
        let root = self.path().join(folder);
        files
            .into_iter()
            .map(|path| {
                let text = fs::read_to_string(&path).expect("a text file");
                let relative = path.strip_prefix(&root).expect("below the folder");
                (relative.to_path_buf(), text)
            })
            .collect()
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}
