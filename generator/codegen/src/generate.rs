//! The pipeline from options to output, and its errors.

use std::fmt;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::{self, Layout, Output, Shape};
use clientwright_emit::manifest::{self, Manifest};
use clientwright_emit::write::{self, Changes};
use clientwright_model::codes;
use clientwright_model::naming::lock::Lock;
use clientwright_model::{Defaults, Package};

use crate::apart;
use crate::bound;
use crate::load::{self, Loaded};
use crate::lower::{self, DocsPolicy, Settings};
use crate::needed;
use crate::options::{Options, Preset};
use crate::places::Places;
use crate::select::{self, Pattern, Request, Selection};
use crate::summary::Summary;
use crate::validate;
use crate::warned::{self, Warned};

/// Problems that kept a run from its result, all of them, with their places.
pub struct Error {
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Error {
    /// Puts problems together with the texts that they point into.
    pub fn new(sources: SourceMap, diagnostics: Diagnostics) -> Self {
        Self {
            sources,
            diagnostics,
        }
    }

    /// The problems.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The problems with the source lines that they point at.
    pub fn render(&self, color: bool) -> String {
        self.diagnostics.render(&self.sources, color)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// The same as `Display`: a build script whose `main` returns this error prints it in this form.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.render(false))
    }
}

impl std::error::Error for Error {}

/// What a run made, not yet written.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files.
    pub output: Output,
    /// The account.
    pub summary: Summary,
    /// Warnings, rendered without colour: a hundred, and how many more there are.
    pub warnings: String,
    /// The same with terminal colours.
    pub colored_warnings: String,
    /// The same warnings, added up by their codes.
    pub warned: Vec<Warned>,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// Files that the metadata refers to and that are not there.
    pub missing_files: Vec<PathBuf>,
    /// What generated code calls things, and held names of things that are gone.
    pub lock: Lock,
    /// How many of these names are of things that are gone.
    pub retired_names: usize,
}

/// The stages of one run, each kept so that it can be looked at.
#[derive(Clone, Debug)]
pub struct Stages {
    /// What was loaded and resolved.
    pub loaded: Loaded,
    /// What was selected.
    pub selection: Selection,
    /// What it was lowered to.
    pub package: Package,
}

/// Runs the pipeline up to selection.
pub(crate) fn select_from(
    options: &Options,
    diags: &mut Diagnostics,
) -> Result<(Loaded, Selection), Error> {
    let mut loaded = load::load(options, diags);
    bound::inherit(&mut loaded.schema);
    loaded.renames.inherit(&loaded.schema);
    validate::validate(options, &loaded.places, diags);
    validate::warn(options, diags);
    // Patterns are judged by a schema with errors as well, so that one run reports both; without a schema there is nothing
    // to judge them by.
    if diags.has_errors() && loaded.schema.namespaces.is_empty() {
        return Err(Error::new(loaded.sources, std::mem::take(diags)));
    }
    let request = request(options, &loaded.places);
    let before = diags.error_count();
    let selection = select::select(&loaded.schema, &request, diags);
    // A pattern that matches nothing may be a misspelt one, so that everything counts as needed.
    let selected = (diags.error_count() == before).then_some(&selection);
    loaded.untyped = needed::judge(
        &std::mem::take(&mut loaded.documents),
        &loaded.schema,
        selected,
        options.missing,
        diags,
    );
    if !diags.has_errors() && selection.is_empty() && !options.exclude.is_empty() {
        let message = "the patterns leave nothing to generate";
        let place = options.schema.display().to_string();
        diags.push(Diagnostic::error_in(
            codes::NOTHING_SELECTED,
            message,
            place,
        ));
    }
    match diags.has_errors() {
        true => Err(Error::new(loaded.sources, std::mem::take(diags))),
        false => Ok((loaded, selection)),
    }
}

/// Runs the pipeline up to lowering. Warnings stay in `diags`.
///
/// # Errors
///
/// Everything that is wrong with the input, in one go.
pub fn stages(options: &Options, diags: &mut Diagnostics) -> Result<Stages, Error> {
    let (loaded, selection) = select_from(options, diags)?;
    let settings = settings(options, &loaded);
    let package = lower::lower(&loaded.schema, &selection, &settings, diags);
    match diags.has_errors() {
        true => Err(Error::new(loaded.sources, std::mem::take(diags))),
        false => Ok(Stages {
            loaded,
            selection,
            package,
        }),
    }
}

/// Runs the pipeline without writing anything.
///
/// # Errors
///
/// Everything that is wrong with the input, in one go.
pub fn generate(options: &Options) -> Result<Generated, Error> {
    let mut diags = Diagnostics::allowing(&options.allow);
    let stages = stages(options, &mut diags)?;
    let output = format::format(&stages.package, &shape(options), &mut diags);
    let names = Lock::of(&stages.package);
    let given = names.len();
    let lock = names.over(&stages.loaded.lock);
    let Some((output, features)) = output.filter(|_| !diags.has_errors()) else {
        return Err(Error::new(stages.loaded.sources, diags));
    };
    let output = match &options.crate_name {
        Some(name) => {
            let manifest = Manifest {
                name,
                runtime_path: validate::runtime_path(options),
                workspace: options.workspace,
            };
            manifest::whole_crate(&manifest, output, &features)
        }
        None => output,
    };
    Ok(Generated {
        output,
        summary: Summary::new(
            &stages.loaded.schema,
            &stages.selection,
            stages.loaded.corrections,
        )
        .with_untyped(stages.loaded.untyped),
        warned: warned::warned(&diags, &stages.loaded.sources),
        warnings: diags.render(&stages.loaded.sources, false),
        colored_warnings: diags.render(&stages.loaded.sources, true),
        retired_names: lock.len() - given,
        lock,
        files: stages.loaded.files,
        missing_files: stages.loaded.missing_files,
    })
}

impl Generated {
    /// Writes what differs from the disk and removes files of ours that are no longer emitted.
    ///
    /// # Errors
    ///
    /// When something cannot be written, or a file that is not ours is in the way; then nothing is written.
    pub fn write(&self, out: &Path) -> Result<Changes, Error> {
        let mut diags = Diagnostics::new();
        let mut changes = write::write(&[(&self.output, out)], &mut diags);
        finish(changes.pop().unwrap_or_default(), diags)
    }

    /// The lock file as an output of its own, where options name one.
    fn lock_output(&self, options: &Options) -> Option<(Output, PathBuf)> {
        let path = options.lock.clone()?;
        Some((
            Output::from([(PathBuf::new(), self.lock.to_string())]),
            path,
        ))
    }
}

/// Writes several modules with their lock files: all of it, or nothing when something cannot be written. Build scripts
/// write code only, by [`Generated::write`].
///
/// # Errors
///
/// As [`Generated::write`].
pub fn write_all(modules: &[(&Generated, &Options)]) -> Result<Vec<Changes>, Error> {
    all(modules, write::write)
}

/// Finds what [`write_all`] would change.
///
/// # Errors
///
/// When something cannot be read, or a file that is not ours is in the way.
pub fn compare_all(modules: &[(&Generated, &Options)]) -> Result<Vec<Changes>, Error> {
    all(modules, write::compare_all)
}

/// Replaces files by texts, whatever the files hold. When one cannot be written, none is replaced.
///
/// # Errors
///
/// When something cannot be written.
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

/// Hands code and lock files of several modules over together; the changes are those of each module.
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

/// The selection that options ask for.
pub(crate) fn request(options: &Options, places: &Places) -> Request {
    let patterns = |option, texts: &[String]| {
        let patterns = texts.iter().map(|text| {
            let pattern = Pattern::new(text);
            match places.entry(option, text).span {
                Some(span) => pattern.at(span),
                None => pattern,
            }
        });
        patterns.collect()
    };
    Request {
        include: patterns("include", &options.include),
        exclude: patterns("exclude", &options.exclude),
        leaf: patterns("leaf", &options.leaf),
    }
}

pub(crate) fn settings(options: &Options, loaded: &Loaded) -> Settings {
    let preset = match options.preset {
        Preset::Standard => Defaults::default(),
        Preset::Graph => Defaults {
            base_url: Some("https://graph.microsoft.com/v1.0".to_owned()),
            key_as_segment: true,
            default_namespace: Some("microsoft.graph".to_owned()),
            unqualified_enum_literals: true,
            unknown_enum_members: true,
            batch_slash: true,
            return_representation: false,
        },
        Preset::Dataverse => Defaults {
            return_representation: true,
            ..Defaults::default()
        },
    };
    let client_name = match options.preset {
        Preset::Graph => Some("GraphClient".to_owned()),
        Preset::Dataverse => Some("DataverseClient".to_owned()),
        Preset::Standard => None,
    };
    Settings {
        docs: DocsPolicy {
            metadata: options.takes_descriptions(),
            overlays: loaded.overlays.clone(),
        },
        about: options.about.clone(),
        client_name: options.client_name.clone().or(client_name),
        defaults: Defaults {
            base_url: options.base_url.clone().or(preset.base_url),
            ..preset
        },
        features_per_root: options.features_per_root,
        renames: loaded.renames.clone(),
        lock: loaded.lock.clone(),
        lock_name: match &options.lock {
            Some(path) => path.display().to_string(),
            None => String::new(),
        },
    }
}

fn shape(options: &Options) -> Shape {
    match options.crate_name {
        Some(_) => Shape {
            layout: Layout::Tree,
            top: "lib.rs",
            gated: options.features_per_root,
        },
        None => Shape {
            layout: options.layout,
            top: "mod.rs",
            gated: false,
        },
    }
}
