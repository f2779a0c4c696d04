//! Loading: from files on disk to documents and texts.
//!
//! Documents are parsed here too, because the references of a document name the files to read next.
//!
//! **Architecture Invariant:** apart from `write`, this is the only stage that reads files. It corrects nothing,
//! resolves no names, and fetches nothing from the network.

mod beside;
mod documents;
mod references;

use std::io;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::source::{FileId, SourceMap};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::input;
use clientwright_model::codes;

pub(crate) use beside::Beside;
pub use documents::Documents;
pub(crate) use documents::documents;

/// The files that were read.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// All texts, for diagnostics.
    pub(crate) sources: SourceMap,
    /// Every file that was read.
    pub(crate) files: Vec<PathBuf>,
    /// Files that the documents refer to and that do not exist.
    pub(crate) missing_files: Vec<PathBuf>,
}

impl Texts {
    /// Reads a file that must exist.
    pub(crate) fn read(&mut self, path: &Path, diags: &mut Diagnostics) -> Option<FileId> {
        let name = path.display().to_string();
        let problem =
            |message: String| Diagnostic::error_in(codes::UNREADABLE, message, name.clone());
        let bytes = match input::read_file(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                diags.push(problem(format!("cannot read: {error}")));
                return None;
            }
        };
        self.files.push(path.to_path_buf());
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let message = match error.as_bytes() {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16, not UTF-8".to_owned(),
                    _ => format!("not UTF-8: byte {at} does not belong to a character"),
                };
                diags.push(problem(message).help("save the file as UTF-8"));
                return None;
            }
        };
        Some(self.sources.add(name, text))
    }

    /// Reads the lock file of names. A missing file is an empty one.
    pub(crate) fn lock(&mut self, path: &Path, diags: &mut Diagnostics) -> Option<FileId> {
        match input::read_text(path) {
            Ok(text) => {
                self.files.push(path.to_path_buf());
                Some(self.sources.add(path.display().to_string(), text))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let message = format!("cannot read: {error}");
                let place = path.display().to_string();
                diags.push(Diagnostic::error_in(codes::UNREADABLE, message, place));
                None
            }
        }
    }
}
