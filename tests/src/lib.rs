//! What the tests share: golden cases, the reference data, and temporary folders.

pub mod documents;
pub mod fuzzing;
pub mod random;

#[path = "../../runtime/odata/tests/grammar/mod.rs"]
#[allow(missing_docs, reason = "it is documented for those who read it")]
pub mod grammar;

use std::fs;
use std::path::{Path, PathBuf};

use clientwright::Options;

/// A golden case: a small metadata file with one idea in it, and options.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name of its folder.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// Options, with the schema filled in.
    pub options: Options,
}

/// All cases in the order of their names.
///
/// # Panics
///
/// If a case cannot be read.
pub fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(&root)
        .expect("tests/cases is there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.into_iter().map(case).collect()
}

fn case(folder: PathBuf) -> Case {
    let text = fs::read_to_string(folder.join("options.toml")).expect("a case has options.toml");
    let options: Options = toml::from_str(&text).expect("options.toml is valid");
    Case {
        name: folder
            .file_name()
            .expect("a folder has a name")
            .to_string_lossy()
            .into_owned(),
        options: Options {
            schema: folder.join("schema.csdl.xml"),
            ..options
        },
        folder,
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lies in the repository")
        .to_path_buf()
}

/// A file of the reference data, which lies beside the repository where there is any.
///
/// Says so on standard error when it is absent; a test that needs it then passes without having tested anything.
pub fn reference(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(name);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: reference data absent ({name})");
    None
}
