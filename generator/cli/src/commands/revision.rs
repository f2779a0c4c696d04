//! Descriptions of other revisions: `REV:path`, as Git writes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright_diagnostics::text::{visible, visible_lines};

use crate::output::Failure;

/// The most files that are read beside a description, for its references.
const BESIDE: usize = 1_000;

/// A description in the file system, which may be a copy of another revision.
pub(super) struct Revision {
    /// As the user named it.
    pub(super) name: String,
    path: PathBuf,
    /// The folder of the copy, which is removed at the end.
    copy: Option<PathBuf>,
}

impl Revision {
    /// A file, or a revision and the path of a file in it.
    pub(super) fn read(given: &Path) -> Result<Self, Failure> {
        match Self::parts(given) {
            Some((revision, path)) if !given.exists() => Self::of_git(revision, path),
            _ => Ok(Self::file(given.to_owned())),
        }
    }

    pub(super) fn file(path: PathBuf) -> Self {
        Self {
            name: path.display().to_string(),
            path,
            copy: None,
        }
    }

    /// Revision and path. A single letter before the colon is a drive.
    pub(super) fn parts(given: &Path) -> Option<(&str, &str)> {
        let parts = given.to_str()?.split_once(':')?;
        (parts.0.len() > 1 && !parts.1.is_empty()).then_some(parts)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A message with the name that the user gave in place of the path of the copy.
    pub(super) fn named(&self, message: &str) -> String {
        match &self.copy {
            Some(_) => message.replace(&self.path.display().to_string(), &self.name),
            None => message.to_owned(),
        }
    }

    /// Copies a file of a revision and the files below its folder, which it may refer to. A path that the revision does not have
    /// from the top of the repository is one from the current folder.
    fn of_git(revision: &str, path: &str) -> Result<Self, Failure> {
        let name = format!("{revision}:{path}");
        let here = format!("./{path}");
        let (path, main) = match git(&["show", &name]) {
            Ok(main) => (path, main),
            Err(failure) => match git(&["show", &format!("{revision}:{here}")]) {
                Ok(main) => (here.as_str(), main),
                // The message is about the path that was given.
                Err(_) => return Err(failure),
            },
        };
        let (folder, file) = path.rsplit_once('/').unwrap_or((".", path));
        let folder = match (folder, path.contains('/')) {
            (_, false) => String::new(),
            (folder, true) => format!("{folder}/"),
        };
        let tree = git(&[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            // Without it Git lists only what is below the current folder.
            "--full-tree",
            &format!("{revision}:{folder}"),
        ])?;
        let copy = temporary()?;
        let this = Self {
            name,
            path: copy.join(file),
            copy: Some(copy.clone()),
        };
        let tree = String::from_utf8_lossy(&tree).into_owned();
        let beside = tree
            .split('\0')
            .filter(|name| *name != file && is_description(name));
        for name in beside.take(BESIDE) {
            let text = git(&["show", &format!("{revision}:{folder}{name}")])?;
            write(&copy.join(name), &text)?;
        }
        write(&this.path, &main)?;
        Ok(this)
    }
}

impl Drop for Revision {
    fn drop(&mut self) {
        if let Some(copy) = &self.copy {
            // What is left in the folder for temporary files does no harm.
            let _ = fs::remove_dir_all(copy);
        }
    }
}

/// Whether a description may refer to a file of this name, below its folder.
fn is_description(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    let is_known = matches!(extension, Some("xml" | "json" | "yaml" | "yml" | "csdl"));
    is_known && !name.split('/').any(|part| part == ".." || part.is_empty())
}

/// A new folder that only this run uses.
fn temporary() -> Result<PathBuf, Failure> {
    let mut number = 0_u32;
    loop {
        let name = format!("clientwright-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 100 => {
                number += 1;
            }
            Err(error) => return Err(cannot(&folder, &error)),
        }
    }
}

fn write(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|error| cannot(path, &error))
}

fn cannot(path: &Path, error: &std::io::Error) -> Failure {
    let (code, path) = (clientwright::codes::UNWRITABLE, path.display());
    Failure::Problems(format!("error[{code}]: cannot write: {error}\n--> {path}"))
}

/// The options that commands of Git are run with.
const FLAGS: [&str; 4] = ["-r", "-z", "--name-only", "--full-tree"];

/// The output of a command of Git.
fn git(arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    // A revision that starts with a dash is no option.
    let (command, rest) = arguments.split_first().unwrap_or((&"", &[]));
    let (options, names): (Vec<&str>, Vec<&str>) = rest.iter().partition(|a| FLAGS.contains(a));
    let mut git = Command::new("git");
    git.arg(command)
        .args(options)
        .arg("--end-of-options")
        .args(names);
    let output = git.output();
    let output = output.map_err(|error| failed(arguments, &error.to_string()))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(failed(arguments, &String::from_utf8_lossy(&output.stderr))),
    }
}

fn failed(arguments: &[&str], reason: &str) -> Failure {
    let code = clientwright::codes::UNREADABLE;
    let command = visible(&arguments.join(" ")).replace('\0', "");
    // Git writes hints in lines of their own.
    let reason = visible_lines(reason.trim());
    Failure::Problems(format!("error[{code}]: `git {command}` failed: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::{Failure, failed};

    #[test]
    fn hints_of_git_have_lines_of_their_own() {
        let reason =
            "fatal: path 'api/a' exists, but not '\u{1b}a'\nhint: Did you mean 'HEAD:api/a'?\n";
        let Failure::Problems(message) = failed(&["show", "HEAD:a\n"], reason) else {
            panic!("another failure");
        };
        let shown = "error[gen-010]: `git show HEAD:a\\n` failed: fatal: path 'api/a' exists, but not '\\u{1b}a'\n\
            hint: Did you mean 'HEAD:api/a'?";
        assert_eq!(message, shown);
    }
}
