//! `Cargo.toml`: what it declares, and the dependencies that are added. Comments and formatting of the user stay.

use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use super::{Init, problem};
use crate::output::Failure;

/// Name of the file.
pub(super) const NAME: &str = "Cargo.toml";

/// A crate of clientwright, with its folder in a clone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ours {
    pub(super) name: &'static str,
    folder: &'static str,
}

pub(super) const BUILD: Ours = Ours {
    name: "clientwright",
    folder: "generator/codegen",
};
pub(super) const ODATA: Ours = Ours {
    name: "clientwright-odata",
    folder: "runtime/odata",
};
pub(super) const OPENAPI: Ours = Ours {
    name: "clientwright-openapi",
    folder: "runtime/openapi",
};

/// The manifest of the current folder.
pub(super) struct Manifest {
    document: DocumentMut,
    /// What was added, for the report.
    pub(super) added: Vec<String>,
}

impl Manifest {
    /// Reads the manifest; `None` if there is none.
    pub(super) fn read() -> Result<Option<Self>, Failure> {
        let path = Path::new(NAME);
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        let wrong = |error: String| problem(path, error, "correct the manifest first");
        let text = clientwright::read_text(path)
            .map_err(|error| wrong(format!("cannot read: {error}")))?;
        let document = text
            .parse()
            .map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
        Ok(Some(Self {
            document,
            added: Vec::new(),
        }))
    }

    pub(super) fn text(&self) -> String {
        self.document.to_string()
    }

    pub(super) fn has(&self, table: &str) -> bool {
        self.document.get(table).is_some_and(Item::is_table_like)
    }

    /// A text of the manifest, such as `package.build`.
    pub(super) fn string(&self, table: &str, key: &str) -> Option<&str> {
        self.document.get(table)?.get(key)?.as_str()
    }

    /// The file into which a module is mounted: the root of the library, or of the only program.
    pub(super) fn root(&self) -> Option<PathBuf> {
        let of_bin = self.document.get("bin").and_then(|bins| bins.get(0));
        let of_bin = of_bin.and_then(|bin| bin.get("path")?.as_str());
        let declared = self.string("lib", "path").or(of_bin).map(PathBuf::from);
        let usual = ["src/lib.rs", "src/main.rs"].map(PathBuf::from);
        let mut all = declared.into_iter().chain(usual);
        all.find(|path| path.is_file())
    }

    /// Adds a dependency, unless there is one of this name.
    fn add(&mut self, table: &str, name: &str, dependency: Value) {
        let root = self.document.as_table_mut();
        let entry = root.entry(table).or_insert_with(|| Table::new().into());
        let Some(dependencies) = entry.as_table_like_mut() else {
            return;
        };
        if dependencies.contains_key(name) {
            return;
        }
        let sorted = is_sorted(dependencies);
        dependencies.insert(name, value(dependency));
        if sorted {
            dependencies.sort_values();
        }
        self.added.push(name.to_owned());
    }

    /// Adds a crate of clientwright.
    pub(super) fn add_ours(&mut self, table: &str, ours: Ours, command: &Init) {
        let mut parts = InlineTable::new();
        let dependency = match (&command.clone, &command.git) {
            (Some(clone), _) => {
                parts.insert("path", slashes(&clone.join(ours.folder)).into());
                parts.into()
            }
            (None, Some(git)) => {
                parts.insert("git", git.into());
                parts.into()
            }
            (None, None) => Value::from(env!("CARGO_PKG_VERSION")),
        };
        self.add(table, ours.name, dependency);
    }

    /// Adds the runtime that the default transport of every client needs.
    pub(super) fn add_tokio(&mut self) {
        let mut parts = InlineTable::new();
        parts.insert("version", "1".into());
        let features = ["macros", "rt-multi-thread"];
        parts.insert("features", Value::Array(Array::from_iter(features)));
        self.add("dependencies", "tokio", parts.into());
    }

    /// Adds a crate in a folder below this one.
    pub(super) fn add_crate(&mut self, name: &str) {
        let mut parts = InlineTable::new();
        parts.insert("path", name.into());
        self.add("dependencies", name, parts.into());
    }

    /// Adds a member to the workspace, unless a pattern of its members matches it.
    pub(super) fn add_member(&mut self, name: &str) {
        let workspace = self.document.get_mut("workspace");
        let Some(workspace) = workspace.and_then(Item::as_table_like_mut) else {
            return;
        };
        let members = workspace
            .entry("members")
            .or_insert_with(|| Array::new().into());
        let Some(members) = members.as_array_mut() else {
            return;
        };
        let covers = |member: &str| member == name || member == "*";
        if !members.iter().filter_map(Value::as_str).any(covers) {
            let mut member = Value::from(name);
            // In a list with a line for each entry, what follows the last entry stays on its line.
            let end = members.trailing().as_str().unwrap_or_default().to_owned();
            if members.trailing_comma() && end.contains('\n') {
                member.decor_mut().set_prefix(format!("{end}    "));
                members.set_trailing("\n");
                members.push_formatted(member);
            } else {
                members.push(member);
            }
            self.added.push(format!("member {name}"));
        }
    }
}

/// Checks that the folder of `--clone` is a clone.
pub(super) fn check_clone(command: &Init) -> Result<(), Failure> {
    let Some(clone) = &command.clone else {
        return Ok(());
    };
    for ours in [BUILD, ODATA, OPENAPI] {
        if !clone.join(ours.folder).join(NAME).is_file() {
            let message = format!(
                "this is not a clone of clientwright: it has no folder {}",
                ours.folder
            );
            return Err(problem(
                clone,
                message,
                "give --clone the root of the clone",
            ));
        }
    }
    Ok(())
}

fn is_sorted(table: &dyn TableLike) -> bool {
    let names: Vec<&str> = table.iter().map(|(name, _)| name).collect();
    names.is_sorted()
}

/// A path with slashes, which Cargo reads on every system.
pub(super) fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
