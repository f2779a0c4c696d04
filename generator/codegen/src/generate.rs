//! The pipeline: from options to files, in stages.

use std::path::PathBuf;

use clientwright_csdl::schema::Schema;
use clientwright_diagnostics::source::{FileId, SourceMap};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::{self, Layout, Output, Shape};
use clientwright_emit::manifest::{self, Manifest};
use clientwright_model::naming::lock::{self, Lock};
use clientwright_model::{Package, codes};

use crate::bound;
use crate::correct::{self, Corrections};
use crate::error::Error;
use crate::load::{self, Documents};
use crate::lower::{self, DocsPolicy, Settings};
use crate::name::{self, NameOptions};
use crate::needed;
use crate::options::Options;
use crate::places::Places;
use crate::renames::Renames;
use crate::resolve;
use crate::select::{self, Pattern, Request, Selection};
use crate::summary::Summary;
use crate::validate;
use crate::warned::{self, Warned};

/// A stage of the pipeline, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reads and parses documents.
    Load,
    /// Applies corrections to them.
    Correct,
    /// Resolves all names.
    Resolve,
    /// Copies restrictions of entity sets to the navigation properties that are bound to them.
    Bind,
    /// Selects the declarations that match the patterns, and those that they need.
    Select,
    /// Names the selection.
    Name,
    /// Lowers the selection to the package.
    Lower,
    /// Writes the text of every file.
    Format,
}

/// The results of the stages up to the last one that ran.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Stages {
    /// The documents, with corrections if that stage ran. Empty after selection, because no later stage reads them.
    pub documents: Documents,
    /// The schema. Empty after formatting, which needs the memory.
    pub schema: Schema,
    /// The selection. Empty after formatting.
    pub selection: Selection,
    /// Counts of the metadata and of the selection, made before formatting.
    pub(crate) summary: Summary,
    /// The names, as a lock file.
    pub(crate) lock: Lock,
    /// The client.
    pub package: Package,
    /// The files.
    pub output: Output,
    /// Other data of the run.
    pub(crate) run: Run,
}

/// Data of a run besides the results of stages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// Texts, for diagnostics.
    pub(crate) sources: SourceMap,
    /// The places of the options.
    pub(crate) places: Places,
    /// Counts of corrections.
    pub(crate) corrections: Corrections,
    /// Names that the user chose.
    pub(crate) renames: Renames,
    /// Locked names.
    pub(crate) locked: Lock,
    /// The sources that are overlays.
    pub(crate) overlays: Vec<FileId>,
    /// Messages about missing types whose values are untyped.
    pub(crate) untyped: Vec<String>,
    files: Vec<PathBuf>,
    missing_files: Vec<PathBuf>,
}

/// Runs the pipeline up to a stage, without writing anything. Warnings stay in `diags`.
///
/// # Errors
///
/// All problems of the input, in one run.
pub fn stages(options: &Options, last: Stage, diags: &mut Diagnostics) -> Result<Stages, Error> {
    let mut made = Stages::default();
    match run(options, last, &mut made, diags) {
        Some(()) if !diags.has_errors() => Ok(made),
        _ => Err(Error::new(made.run.sources, std::mem::take(diags))),
    }
}

/// The sequence of stages. `None` if a stage failed.
fn run(options: &Options, last: Stage, made: &mut Stages, diags: &mut Diagnostics) -> Option<()> {
    // load and parse: files → documents
    let loaded = load::load(options, diags);
    made.run.overlays = loaded.documents.overlay_files();
    let mut sources = loaded.sources;
    let places = Places::new(options, &mut sources);
    made.run.files = loaded.files;
    made.run.missing_files = loaded.missing_files;
    made.documents = loaded.documents;
    if last == Stage::Load {
        made.run.sources = sources;
        return Some(());
    }
    validate::validate(options, &places, diags);
    validate::warn(options, diags);
    if let Some(file) = loaded.lock {
        made.run.locked = lock::read(&sources, file, diags);
    }

    // correct: documents → documents
    let documents = std::mem::take(&mut made.documents);
    let (documents, corrections) =
        correct::correct(documents, options, &places, &mut sources, diags);
    made.run.corrections = corrections;
    made.run.sources = sources;
    made.run.places = places;
    made.documents = documents;
    if last == Stage::Correct {
        return Some(());
    }

    // resolve: documents → schema
    made.schema = resolve::resolve(&made.documents, &made.run.sources, diags);
    if last == Stage::Resolve {
        return Some(());
    }

    // bind: schema → schema
    made.schema = bound::bind(std::mem::take(&mut made.schema));
    if last == Stage::Bind {
        return Some(());
    }

    // select: schema → selection
    made.run.renames = Renames::new(
        &made.documents,
        &made.schema,
        options,
        &made.run.places,
        diags,
    );
    // Patterns are also matched with a schema that has errors, so that one run reports both. Without a schema they
    // cannot be matched.
    if diags.has_errors() && made.schema.namespaces.is_empty() {
        return None;
    }
    let before = diags.error_count();
    let request = request(options, &made.run.places);
    made.selection = select::select(&made.schema, &request, diags);

    // judge: errors by the selection. A pattern without a match may be misspelt, so that everything counts as needed.
    let selected = (diags.error_count() == before).then_some(&made.selection);
    let documents = std::mem::take(&mut made.documents);
    made.run.untyped = needed::judge(documents, &made.schema, selected, options.missing, diags);
    if !diags.has_errors() && made.selection.is_empty() && !options.exclude.is_empty() {
        diags.push(nothing_selected(options));
    }
    if last == Stage::Select || diags.has_errors() {
        return Some(());
    }

    // name: schema and selection → names
    let wanted = name_options(options, &mut made.run);
    let mut names = name::name(&made.schema, &made.selection, &wanted, diags);
    made.lock = std::mem::take(&mut names.lock);
    made.run.locked = wanted.locked;
    if last == Stage::Name {
        return Some(());
    }

    // lower: schema, selection and names → package
    let settings = settings(options, &made.run);
    made.package = lower::lower(&made.schema, &made.selection, &names, &settings, diags);
    // The package contains the names. Formatting needs the memory.
    drop(names);
    if last == Stage::Lower || diags.has_errors() {
        return Some(());
    }

    // emit and format: package → files
    made.summary = made.summarize();
    made.schema = Schema::default();
    made.selection = Selection::default();
    let output = format::format(&made.package, &shape(options), diags)?;
    made.output = whole_crate(options, output, &made.package);
    Some(())
}

/// The result of a run, not yet written.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files.
    pub output: Output,
    /// The summary.
    pub summary: Summary,
    /// Warnings, rendered without colour: at most a hundred, and the number of the others.
    pub warnings: String,
    /// The same with terminal colours.
    pub colored_warnings: String,
    /// The same warnings, counted by code.
    pub warned: Vec<Warned>,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// Files that the metadata refers to and that do not exist.
    pub missing_files: Vec<PathBuf>,
    /// The names of generated code, and locked names of removed declarations.
    pub lock: Lock,
    /// The number of names of removed declarations.
    pub retired_names: usize,
}

/// Runs the pipeline without writing anything.
///
/// # Errors
///
/// All problems of the input, in one run.
pub fn generate(options: &Options) -> Result<Generated, Error> {
    let mut diags = Diagnostics::allowing(&options.allow);
    let mut made = stages(options, Stage::Format, &mut diags)?;
    let given = made.lock.len();
    let lock = std::mem::take(&mut made.lock).over(&made.run.locked);
    Ok(Generated {
        summary: made.summary,
        output: made.output,
        warned: warned::warned(&diags, &made.run.sources),
        warnings: diags.render(&made.run.sources, false),
        colored_warnings: diags.render(&made.run.sources, true),
        retired_names: lock.len() - given,
        lock,
        files: made.run.files,
        missing_files: made.run.missing_files,
    })
}

impl Stages {
    /// Counts of the metadata and of the selection.
    pub(crate) fn summarize(&self) -> Summary {
        Summary::new(&self.schema, &self.selection, self.run.corrections)
            .with_untyped(self.run.untyped.clone())
    }
}

fn nothing_selected(options: &Options) -> Diagnostic {
    let message = "the patterns leave nothing to generate";
    let place = options.schema.display().to_string();
    Diagnostic::error_in(codes::NOTHING_SELECTED, message, place)
}

/// Options of the selection.
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

/// Options of naming. The chosen and locked names are moved.
fn name_options(options: &Options, run: &mut Run) -> NameOptions {
    let lock = options.lock.as_ref();
    NameOptions {
        renames: std::mem::take(&mut run.renames),
        locked: std::mem::take(&mut run.locked),
        lock_name: lock.map_or_else(String::new, |path| path.display().to_string()),
        client_name: options.client_name(),
    }
}

fn settings(options: &Options, run: &Run) -> Settings {
    Settings {
        docs: DocsPolicy {
            metadata: options.takes_descriptions(),
            overlays: run.overlays.clone(),
        },
        about: options.about.clone(),
        base_url: options.base_url(),
        defaults: options.defaults(),
        features_per_root: options.features_per_root,
    }
}

fn shape(options: &Options) -> Shape {
    match options.crate_name {
        Some(_) => Shape {
            layout: Layout::Tree,
            top: "lib.rs",
        },
        None => Shape {
            layout: options.layout,
            top: "mod.rs",
        },
    }
}

/// Adds the other files of a crate if the options want one.
fn whole_crate(options: &Options, output: Output, package: &Package) -> Output {
    let Some(name) = &options.crate_name else {
        return output;
    };
    let manifest = Manifest {
        name,
        runtime: package.runtime,
        runtime_path: validate::runtime_path(options),
        workspace: options.workspace,
    };
    manifest::whole_crate(&manifest, output, &package.features)
}
