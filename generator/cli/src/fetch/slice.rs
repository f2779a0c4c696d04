//! `--slice`: only what a module of `codegen.toml` selects is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clientwright::Options;
use tempfile::TempDir;

use super::documents::Other;
use super::problem;
use crate::output::Failure;

/// A slice, and the lock file that keeps the names of its whole description.
pub(super) struct Sliced {
    pub(super) text: String,
    pub(super) lock: Option<(PathBuf, String)>,
}

/// The selection as it is recorded.
pub(super) fn selection(options: &Options) -> Vec<String> {
    let lists = [
        ("include", &options.include),
        ("exclude", &options.exclude),
        ("leaf", &options.leaf),
    ];
    let all = lists.into_iter().flat_map(|(kind, patterns)| {
        patterns
            .iter()
            .map(move |pattern| format!("{kind} {pattern}"))
    });
    all.collect()
}

/// Slices downloaded documents, which are written to a folder of their own for that time.
pub(super) fn slice(
    options: &Options,
    text: &str,
    others: &BTreeMap<String, Other>,
) -> Result<Sliced, Failure> {
    let failed = |error: std::io::Error| {
        problem(
            &options.schema,
            format!("the slice cannot be made: {error}"),
            None,
        )
    };
    let folder = TempDir::new().map_err(failed)?;
    let name = options.schema.file_name().unwrap_or_default();
    let write = |path: &Path, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(path, text)
    };
    write(Path::new(name), text).map_err(failed)?;
    for (path, other) in others {
        write(Path::new(path), &other.text).map_err(failed)?;
    }
    let whole = Options {
        schema: folder.path().join(name),
        // As `clientwright slice` does.
        descriptions: Some(false),
        ..options.clone()
    };
    let sliced = clientwright::slice(&whole)?;
    let lock = options.lock.clone();
    Ok(Sliced {
        text: sliced.text,
        lock: lock.map(|path| (path, sliced.lock.to_string())),
    })
}
