//! How a caller gives the files that a description refers to.

/// Returns the files that a description refers to. Only the caller reads files.
pub trait Loader {
    /// Reads a file.
    ///
    /// `path` is relative to the folder of the main document, with `/` between its steps. It has no `.` or `..` step, so
    /// that it is never outside that folder, unless a link in the folder points there.
    ///
    /// # Errors
    ///
    /// A text that says why the file cannot be read, such as `there is no such file`.
    fn load(&mut self, path: &str) -> Result<Loaded, String>;
}

/// A file that a [`Loader`] returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The name shown in diagnostics.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A [`Loader`] for descriptions of a single file.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoOtherFiles;

impl Loader for NoOtherFiles {
    fn load(&mut self, _path: &str) -> Result<Loaded, String> {
        Err("other files are not read here".to_owned())
    }
}
