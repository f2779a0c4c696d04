//! Writes code and lock files of several modules, all of them or none.

use std::path::{Path, PathBuf};

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_emit::format::Output;
use clientwright_emit::write::{self, Changes};

use crate::apart;
use crate::error::Error;
use crate::generate::Generated;
use crate::options::Options;

impl Generated {
    /// Writes files that differ from those on disk and removes generated files that are no longer emitted.
    ///
    /// # Errors
    ///
    /// When a file cannot be written, or a file that is not generated has the same path; then nothing is written.
    pub fn write(&self, out: &Path) -> Result<Changes, Error> {
        let mut diags = Diagnostics::new();
        let mut changes = write::write(&[(&self.output, out)], &mut diags);
        finish(changes.pop().unwrap_or_default(), diags)
    }

    /// The lock file as a separate output, if the options name one.
    fn lock_output(&self, options: &Options) -> Option<(Output, PathBuf)> {
        let path = options.lock.clone()?;
        Some((
            Output::from([(PathBuf::new(), self.lock.to_string())]),
            path,
        ))
    }
}

/// Writes several modules with their lock files: all of them, or nothing if a file cannot be written. Build scripts
/// write only code, with [`Generated::write`].
///
/// # Errors
///
/// As [`Generated::write`].
pub fn write_all(modules: &[(&Generated, &Options)]) -> Result<Vec<Changes>, Error> {
    all(modules, write::write)
}

/// Finds the changes that [`write_all`] would write.
///
/// # Errors
///
/// When a file cannot be read, or a file that is not generated has the same path.
pub fn compare_all(modules: &[(&Generated, &Options)]) -> Result<Vec<Changes>, Error> {
    all(modules, write::compare_all)
}

/// Replaces files by texts, whatever they contain. If one cannot be written, none is replaced.
///
/// # Errors
///
/// When a file cannot be written.
pub fn replace(files: &[(&Path, &str)]) -> Result<(), Error> {
    let mut diags = Diagnostics::new();
    let regular = files.iter().map(|(path, _)| *path);
    let regular: Vec<&Path> = regular.filter(|path| !write::is_device(path)).collect();
    apart::files(&regular, &mut diags);
    if !diags.has_errors() {
        write::replace(files, &mut diags);
    }
    finish((), diags)
}

/// Passes code and lock files of several modules to one function; the changes are those of each module.
fn all(
    modules: &[(&Generated, &Options)],
    work: impl FnOnce(&[(&Output, &Path)], &mut Diagnostics) -> Vec<Changes>,
) -> Result<Vec<Changes>, Error> {
    let mut diags = Diagnostics::new();
    let mut sources = SourceMap::new();
    let texts: Vec<(&Output, &Options)> = modules.iter().map(|(g, o)| (&g.output, *o)).collect();
    apart::locks(&texts, &mut sources, &mut diags);
    if diags.has_errors() {
        return Err(Error::new(sources, diags));
    }
    let locks: Vec<Option<(Output, PathBuf)>> = modules
        .iter()
        .map(|(generated, options)| generated.lock_output(options))
        .collect();
    let code = modules.iter().map(|(g, o)| (&g.output, o.out.as_path()));
    let written = locks
        .iter()
        .flatten()
        .map(|(output, path)| (output, path.as_path()));
    let outputs: Vec<(&Output, &Path)> = code.chain(written).collect();
    let mut changes = work(&outputs, &mut diags);
    let of_locks = changes.split_off(modules.len().min(changes.len()));
    let with_lock = changes
        .iter_mut()
        .zip(&locks)
        .filter(|(_, lock)| lock.is_some());
    for ((changes, _), lock) in with_lock.zip(of_locks) {
        changes.add(lock);
    }
    finish(changes, diags)
}

fn finish<T>(changes: T, diags: Diagnostics) -> Result<T, Error> {
    match diags.has_errors() {
        true => Err(Error::new(SourceMap::new(), diags)),
        false => Ok(changes),
    }
}
