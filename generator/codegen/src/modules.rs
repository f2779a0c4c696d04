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

    /// Each file beside the code as a separate output: the lock file, if the options name one, and the others.
    fn files_beside(&self, options: &Options) -> Vec<(Output, PathBuf)> {
        let lock = options.lock.clone();
        let lock = lock.map(|path| (path, self.lock.to_string()));
        let files = lock.into_iter().chain(self.others.iter().cloned());
        let outputs = files.map(|(path, text)| (Output::from([(PathBuf::new(), text)]), path));
        outputs.collect()
    }
}

/// Writes several modules with their lock files and [other files](Generated::others): all of them, or nothing if a file cannot
/// be written. Build scripts write only code, with [`Generated::write`].
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

/// Checks that a file to be written is none of those that the options name, for a result that [`replace`] writes.
///
/// # Errors
///
/// When the file is the description, an overlay, the lock file or the configuration file.
pub fn keep_inputs(options: &Options, out: &Path) -> Result<(), Error> {
    let mut diags = Diagnostics::new();
    apart::inputs(options, out, &mut diags);
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
    let beside: Vec<Vec<(Output, PathBuf)>> = modules
        .iter()
        .map(|(generated, options)| generated.files_beside(options))
        .collect();
    let code = modules.iter().map(|(g, o)| (&g.output, o.out.as_path()));
    let written = beside
        .iter()
        .flatten()
        .map(|(output, path)| (output, path.as_path()));
    let outputs: Vec<(&Output, &Path)> = code.chain(written).collect();
    let mut changes = work(&outputs, &mut diags);
    let mut of_files = changes
        .split_off(modules.len().min(changes.len()))
        .into_iter();
    for (changes, files) in changes.iter_mut().zip(&beside) {
        let own = of_files.by_ref().take(files.len());
        own.for_each(|file| changes.add(file));
    }
    finish(changes, diags)
}

fn finish<T>(changes: T, diags: Diagnostics) -> Result<T, Error> {
    match diags.has_errors() {
        true => Err(Error::new(SourceMap::new(), diags)),
        false => Ok(changes),
    }
}
