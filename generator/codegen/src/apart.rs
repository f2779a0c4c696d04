//! Checks that a run writes no two files to the same path, and none in the place of its input.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::Output;
use clientwright_model::codes;

use crate::options::Options;
use crate::places::Places;
use crate::validate;

/// Reports every lock file with the path of a generated file, or of the lock file of an earlier module. One would
/// overwrite the other.
pub(crate) fn locks(
    modules: &[(&Output, &Options)],
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) {
    let locks: Vec<Option<(&Path, PathBuf)>> = modules
        .iter()
        .map(|(_, options)| options.lock.as_deref().map(|lock| (lock, identity(lock))))
        .collect();
    if locks.iter().all(Option::is_none) {
        return;
    }
    let outs: Vec<(&Output, PathBuf)> = modules
        .iter()
        .map(|(output, options)| (*output, identity(&options.out)))
        .collect();
    for (index, lock) in locks.iter().enumerate() {
        let Some((written, lock)) = lock else {
            continue;
        };
        let code = outs.iter().flat_map(|(output, out)| {
            let files = output.keys();
            files.map(move |file| (out.join(file), "generated"))
        });
        let earlier = locks.iter().take(index).flatten();
        let earlier = earlier.map(|(_, path)| (path.clone(), "lock"));
        let mut others = code.chain(earlier);
        let other = others.find(|(path, _)| path.starts_with(lock) || lock.starts_with(path));
        if let Some((other, kind)) = other {
            let written = written.display().to_string();
            let message = format!(
                "the lock file `{written}` takes the place of the {kind} file `{}`",
                shown(&other)
            );
            let options = modules[index].1;
            let entry = Places::new(options, sources).option("lock", &written);
            let help = "name a file outside of generated folders, such as `names.lock`";
            diags.push(entry.error(codes::OPTION, message, "").help(help));
        }
    }
}

/// Reports files that would be written twice.
pub(crate) fn files(files: &[&Path], diags: &mut Diagnostics) {
    for (index, path) in files.iter().enumerate() {
        let mut earlier = files.iter().take(index);
        if earlier.any(|other| identity(other) == identity(path)) {
            let message = "two files are to be written here";
            let place = path.display().to_string();
            let problem = Diagnostic::error_in(codes::OPTION, message, place);
            diags.push(problem.help("use different paths"));
        }
    }
}

/// Reports a file to be written that the options read: a description would be lost.
pub(crate) fn inputs(options: &Options, out: &Path, diags: &mut Diagnostics) {
    let origin = options.origin.iter().map(|origin| Path::new(&origin.name));
    let files = options.overlays.iter().chain(&options.lock);
    let files = files.map(PathBuf::as_path).chain(origin);
    let mut inputs = files.chain([options.schema.as_path()]);
    let written = identity(out);
    if inputs.any(|input| identity(input) == written) {
        let message = "the output would overwrite a file that this run reads";
        let place = out.display().to_string();
        let problem = Diagnostic::error_in(codes::OPTION, message, place);
        diags.push(problem.help("use a different path"));
    }
}

/// A path that is the same for all spellings, whether or not the file exists.
fn identity(path: &Path) -> PathBuf {
    let path = match std::path::absolute(path) {
        Ok(path) => validate::normal(&path),
        Err(_) => path.to_path_buf(),
    };
    let mut folders = path.ancestors();
    let real = folders.find_map(|folder| {
        let rest = path.strip_prefix(folder).ok()?;
        Some(fs::canonicalize(folder).ok()?.join(rest))
    });
    real.unwrap_or(path)
}

/// A path as messages show it: relative to the current folder if it is below that.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().map(|folder| identity(&folder));
    let below = here.ok().and_then(|here| path.strip_prefix(&here).ok());
    below.unwrap_or(path).display().to_string()
}
