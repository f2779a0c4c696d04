//! Shared by the tests: golden cases, the reference data, and temporary folders.

pub mod documents;
pub mod fuzzing;
pub mod random;

#[path = "../../runtime/odata/tests/grammar/mod.rs"]
#[allow(missing_docs, reason = "it is documented for those who read it")]
pub mod grammar;

use std::fs;
use std::path::{Path, PathBuf};

use clientwright::{Generated, Layout, Options, generate, model};
use clientwright_diagnostics::Diagnostics;
use clientwright_emit::format::{Shape, format};

/// A golden case: a small metadata file or description with one idea in it, and options.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name of its folder.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// Options, with the schema filled in.
    pub options: Options,
}

impl Case {
    /// Whether the input is an OpenAPI description.
    pub fn is_openapi(&self) -> bool {
        self.options
            .schema
            .extension()
            .is_some_and(|it| it != "xml")
    }

    /// Reads the case in a folder of `cases`.
    ///
    /// # Panics
    ///
    /// If its options cannot be read.
    pub fn read(name: &str) -> Self {
        let folder = root().join("tests/cases").join(name);
        let text = fs::read_to_string(folder.join("options.toml"));
        let options = toml::from_str(&text.expect("a case has options.toml"));
        let options: Options = options.expect("options.toml is valid");
        Self {
            name: name.to_owned(),
            options: Options {
                schema: input(&folder),
                ..options
            },
            folder,
        }
    }
}

/// The input in the folder of a case: OData metadata, or an OpenAPI description as YAML or JSON.
///
/// # Panics
///
/// If there is none.
pub fn input(folder: &Path) -> PathBuf {
    let names = [
        "schema.csdl.xml",
        "schema.openapi.yaml",
        "schema.openapi.json",
    ];
    let mut paths = names.iter().map(|name| folder.join(name));
    let found = paths.find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{} has no input", folder.display()))
}

/// The names of the folders in a folder of `tests`, in order.
///
/// # Panics
///
/// If there are none.
pub fn folders(parent: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join("tests").join(parent)).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("a readable entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(!names.is_empty(), "no folders in tests/{parent}");
    names.sort();
    names
}

/// All golden cases, in the order of their names.
///
/// # Panics
///
/// If one cannot be read.
pub fn cases() -> Vec<Case> {
    let names = folders("cases");
    names.iter().map(|name| Case::read(name)).collect()
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lies in the repository")
        .to_path_buf()
}

/// Generates again with the names that a run has locked, and compares everything: a lock file of the same description renames nothing.
///
/// # Panics
///
/// If the second run fails, or if it gives other code or another lock file.
pub fn own_lock_file_changes_nothing(first: &Generated, options: &Options) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lock = folder.path().join("names.lock");
    let text = first.lock.to_string();
    fs::write(&lock, &text).expect("a file");
    let options = Options {
        lock: Some(lock),
        ..options.clone()
    };
    let second = match generate(&options) {
        Ok(second) => second,
        Err(error) => panic!("the own lock file is refused: {}", error.render(false)),
    };
    assert_eq!(second.lock.to_string(), text);
    assert_eq!(second.retired_names, 0);
    assert!(
        first.output.keys().eq(second.output.keys()),
        "there are other files"
    );
    for (path, code) in &first.output {
        assert_eq!(Some(code), second.output.get(path), "{}", path.display());
    }
}

/// The options of each module in the repository's `codegen.toml`.
///
/// # Panics
///
/// If the file cannot be read.
pub fn codegen_toml() -> Vec<Options> {
    let text = fs::read_to_string(root().join("codegen.toml")).expect("codegen.toml is there");
    let mut table: toml::Table = toml::from_str(&text).expect("codegen.toml is valid");
    let modules = table.remove("module").expect("codegen.toml has modules");
    let modules: Vec<Options> = modules.try_into().expect("valid options");
    let modules = modules.into_iter();
    modules
        .map(|options| options.relative_to(&root()))
        .collect()
}

/// A file of the reference data, which is next to the repository if it exists.
pub fn reference(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(name);
    path.is_file().then_some(path)
}

/// Compares the code of a package in one file with a committed file of `tests/tests`. With the variable `UPDATE` it writes
/// the file first.
///
/// # Panics
///
/// If they differ.
pub fn is_fresh(package: &model::Package, file: &str) {
    let shape = Shape {
        layout: Layout::SingleFile,
        top: "mod.rs",
    };
    let mut diags = Diagnostics::default();
    let output = format(package, &shape, &mut diags).expect("it can be formatted");
    let code = output.into_values().next().expect("one file");
    let path = root().join("tests/tests").join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &code).expect("a file");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == code,
        "run this test with UPDATE=1, and read what changed"
    );
}
