//! The build-script interface.

use std::env;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::Layout;
use clientwright_emit::write::Changes;
use clientwright_model::codes;

use crate::cargo;
use crate::error::Error;
use crate::generate::{Generated, generate};
use crate::options::{Missing, Options, Preset};
use crate::summary::Summary;

/// Generates code from a build script, or from any program.
///
/// In a build script two lines are enough. The code goes into one file, `client.rs` in `OUT_DIR`, and Cargo is told to run
/// the script again when a file that was read changes:
///
/// ```no_run
/// fn main() -> Result<(), clientwright::Error> {
///     clientwright::Builder::new("schemas/service.csdl.xml").generate()?;
///     Ok(())
/// }
/// ```
///
/// The crate then mounts the file where it likes, by `include!(concat!(env!("OUT_DIR"), "/client.rs"));` in a module, and
/// needs `clientwright-odata` as a dependency.
///
/// Each option has a flag of the program and a key in `codegen.toml` by the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "nothing is generated until `generate` is called"]
pub struct Builder {
    options: Options,
}

/// What [`Builder::generate`] did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// What came in, what was emitted, what was left out and why.
    pub summary: Summary,
    /// Files that were written or removed.
    pub changes: Changes,
    /// Warnings, rendered with the source lines that they point at.
    pub warnings: String,
}

impl Builder {
    /// Starts from a metadata document (CSDL XML). Relative paths are relative to the current folder, which for a build
    /// script is that of its package.
    pub fn new(schema: impl Into<PathBuf>) -> Self {
        Self {
            options: Options {
                schema: schema.into(),
                ..Options::default()
            },
        }
    }

    /// Starts from options as they are.
    pub fn from_options(options: Options) -> Self {
        Self { options }
    }

    /// The options so far.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Adds a document with annotations that correct or describe the metadata.
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.overlays.push(path.into());
        self
    }

    /// Takes the defaults for a kind of service.
    pub fn preset(mut self, preset: Preset) -> Self {
        self.options.preset = preset;
        self
    }

    /// Keeps what matches a pattern, a path such as `/users/**` or type names such as `NS.Type` or `NS.*`. Everything is
    /// kept as long as no pattern is given.
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.options.include.push(pattern.into());
        self
    }

    /// Leaves out what matches a pattern.
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.options.exclude.push(pattern.into());
        self
    }

    /// Keeps types that match a pattern such as `NS.Type` as leaves only: structural properties, no navigation, no builder.
    pub fn leaf(mut self, pattern: impl Into<String>) -> Self {
        self.options.leaf.push(pattern.into());
        self
    }

    /// Gives something a Rust name of your choice. The target is `NS.Type`, `NS.Type/property`, `NS.Enum/member`,
    /// `NS.operation` (all overloads, or one by its parameter types as in `NS.operation(NS.Type,Edm.String)`),
    /// `NS.operation/parameter`, `NS.Container/child`, `NS.Container` for the client, or `NS.*` for the module of a
    /// namespace, whose name may be a path such as `sales::archive`.
    pub fn rename(mut self, target: impl Into<String>, name: impl Into<String>) -> Self {
        self.options.rename.insert(target.into(), name.into());
        self
    }

    /// Corrects a type of the metadata. The target is `NS.Type/property`, `NS.operation/parameter`,
    /// `NS.operation/$ReturnType`, `NS.Type/$BaseType`, `NS.Type/$UnderlyingType` or `NS.Container/child`; the type is written as in metadata, such as `Edm.Decimal` or `Collection(NS.Type)`.
    pub fn retype(mut self, target: impl Into<String>, ty: impl Into<String>) -> Self {
        self.options.retype.insert(target.into(), ty.into());
        self
    }

    /// Corrects whether null is allowed; the target is as for [`Builder::retype`].
    pub fn nullable(mut self, target: impl Into<String>, nullable: bool) -> Self {
        self.options.nullable.insert(target.into(), nullable);
        self
    }

    /// Removes something that the metadata declares and the service does not have: `NS.Type`, `NS.Term`,
    /// `NS.Type/property`, `NS.Type/$BaseType`, `NS.Type/$Key`, `NS.Enum/member`, `NS.operation`, `NS.operation/parameter`,
    /// `NS.Container/child`, `NS.Container/$Extends`, or `NS.*` for all of a namespace. What still refers to it is an error.
    ///
    /// Of several things of one name, `NS.Status (ComplexType)` is the one of that kind and `NS.Status (2)` the second in
    /// the metadata. `?` stands for a name that is missing.
    pub fn remove(mut self, target: impl Into<String>) -> Self {
        self.options.remove.push(target.into());
        self
    }

    /// Says what is done about types that the metadata uses and no document declares.
    pub fn missing(mut self, missing: Missing) -> Self {
        self.options.missing = missing;
        self
    }

    /// The lock file of names that the program `clientwright` keeps. It is read, and has to be there; it is never written,
    /// since a build script changes nothing that is committed.
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.lock = Some(path.into());
        self
    }

    /// Does not show warnings of a code, such as `csdl-031`. Errors cannot be silenced.
    pub fn allow(mut self, code: impl Into<String>) -> Self {
        self.options.allow.push(code.into());
        self
    }

    /// Where the code goes: a folder for [`Layout::Tree`], a file for [`Layout::SingleFile`]. When not called, it is the
    /// file `client.rs` in `OUT_DIR`, whatever the layout.
    pub fn out(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.out = path.into();
        self
    }

    /// A tree of files, or one file.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.options.layout = layout;
        self
    }

    /// The service root that the client uses unless told otherwise.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options.base_url = Some(url.into());
        self
    }

    /// Name of the client struct.
    pub fn client_name(mut self, name: impl Into<String>) -> Self {
        self.options.client_name = Some(name.into());
        self
    }

    /// Whether descriptions that stand in the metadata itself become docs; yes, except for [`Preset::Graph`].
    pub fn descriptions(mut self, take: bool) -> Self {
        self.options.descriptions = Some(take);
        self
    }

    /// A paragraph for the docs of the root module.
    pub fn about(mut self, text: impl Into<String>) -> Self {
        self.options.about = Some(text.into());
        self
    }

    /// Writes a whole crate of this name instead of a module.
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.options.crate_name = Some(name.into());
        self
    }

    /// Makes each entity set, singleton and import a feature of a whole crate, so that who uses one does not compile all.
    pub fn features_per_root(mut self, take: bool) -> Self {
        self.options.features_per_root = take;
        self
    }

    /// Whether the manifest of a whole crate has a `[workspace]` of its own, so that it can lie inside of another workspace
    /// without being a member. The default is yes. A member of a workspace must not have one.
    pub fn workspace(mut self, own: bool) -> Self {
        self.options.workspace = Some(own);
        self
    }

    /// Where the runtime crate lies, for the manifest of a whole crate.
    pub fn runtime_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.runtime_path = Some(path.into());
        self
    }

    /// Generates and writes.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the input, in one go, each with its place; or files that cannot be written. Nothing
    /// is written then. Outside a build script there is no `OUT_DIR`, and it is an error when [`Builder::out`] was not
    /// called.
    pub fn generate(mut self) -> Result<Report, Error> {
        let out_dir = env::var_os("OUT_DIR").map(PathBuf::from);
        if self.options.out.as_os_str().is_empty() {
            let folder = out_dir.as_deref().ok_or_else(no_out_dir)?;
            self.options.out = folder.join("client.rs");
            self.options.layout = Layout::SingleFile;
        }
        let in_build_script = out_dir.is_some();
        let generated = match self.options.lock.as_deref().filter(|path| !path.is_file()) {
            Some(path) => Err(missing_lock(path)),
            None => generate(&self.options),
        };
        if let Some(out_dir) = &out_dir {
            rerun_if_changed(&self.options, out_dir, generated.as_ref().ok());
        }
        let generated = generated?;
        if in_build_script {
            // Cargo shows every line of a script; the report has all of the warnings.
            for warned in &generated.warned {
                cargo::warn(warned);
            }
        }
        let changes = generated.write(&self.options.out)?;
        Ok(Report {
            summary: generated.summary,
            changes,
            warnings: generated.warnings,
        })
    }
}

fn no_out_dir() -> Error {
    let message = "`out` says nothing, and there is no OUT_DIR outside of a build script";
    let problem = Diagnostic::error_in(codes::OPTION, message, "Builder")
        .help("say where the code goes with `Builder::out`");
    let mut diags = Diagnostics::new();
    diags.push(problem);
    Error::new(SourceMap::new(), diags)
}

/// Only the program makes a lock file. Without one here, names would change on the day that it is needed.
fn missing_lock(path: &Path) -> Error {
    let place = path.display().to_string();
    let problem = Diagnostic::error_in(codes::UNREADABLE, "there is no such lock file", place)
        .help("`clientwright generate --lock FILE`, or `slice` with it, writes one");
    let mut diags = Diagnostics::new();
    diags.push(problem);
    Error::new(SourceMap::new(), diags)
}

/// Tells Cargo which files matter; after an error, at least those that were named.
fn rerun_if_changed(options: &Options, out_dir: &Path, generated: Option<&Generated>) {
    let named = || {
        let input = std::iter::once(&options.schema).chain(&options.overlays);
        input.chain(&options.lock)
    };
    let mut watched: Vec<PathBuf> = match generated {
        Some(generated) => generated.files.clone(),
        None => named().cloned().collect(),
    };
    let missing = generated.into_iter().flat_map(|g| &g.missing_files);
    watched.extend(missing.filter_map(|file| watch_for(file, out_dir)));
    watched.dedup();
    for path in watched {
        cargo::watch(&path);
    }
}

/// What Cargo has to watch so that it notices a file that is not there yet: the folder in which the file would appear.
///
/// Cargo runs a script at each build when a watched file does not exist, and also when it watches a folder in which it
/// builds. In such a folder the file itself is watched.
fn watch_for(file: &Path, out_dir: &Path) -> Option<PathBuf> {
    let folder = file.ancestors().skip(1).find(|folder| {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        folder.is_dir()
    })?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let built_there = match (folder.canonicalize(), out_dir.canonicalize()) {
        (Ok(folder), Ok(out_dir)) => out_dir.starts_with(folder),
        _ => true,
    };
    Some(match built_there {
        true => file.to_path_buf(),
        false => folder.to_path_buf(),
    })
}
