//! The pipeline: from options to files, in stages.

mod odata;
mod openapi;

use std::path::PathBuf;

use clientwright_diagnostics::located::Located;
use clientwright_diagnostics::source::{FileId, SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::{self, Layout, Output, Shape};
use clientwright_emit::manifest::{self, Manifest};
use clientwright_model::naming::lock::{self, Lock};
use clientwright_model::{Package, Runtime};

use crate::error::Error;
use crate::load::Texts;
use crate::options::Options;
use crate::places::Places;
use crate::summary::Summary;
use crate::validate;
use crate::warned::{self, Warned};

pub use odata::OData;
pub(crate) use odata::request;
pub use openapi::OpenApi;

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
    /// The results that only one kind of input has.
    pub input: Input,
    /// Counts of the input and of the selection, made before formatting.
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

/// The results of stages that differ by the kind of input.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Input {
    /// Metadata of an OData service.
    OData(Box<OData>),
    /// An OpenAPI description.
    OpenApi(Box<OpenApi>),
}

impl Input {
    /// The crate that code generated from this input calls.
    fn runtime(&self) -> Runtime {
        match self {
            Self::OData(_) => Runtime::OData,
            Self::OpenApi(_) => Runtime::OpenApi,
        }
    }
}

impl Default for Input {
    fn default() -> Self {
        Self::OData(Box::default())
    }
}

/// Data of a run that has the same form for each kind of input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// Texts, for diagnostics.
    pub(crate) sources: SourceMap,
    /// The places of the options.
    pub(crate) places: Places,
    /// Locked names.
    pub(crate) locked: Lock,
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
    let mut texts = Texts::default();
    let main = texts.read(&options.schema, diags);
    if let Some(error) = main.and_then(|file| unread(&texts.sources, file)) {
        diags.push(error);
        made.run.sources = texts.sources;
        return None;
    }
    let is_openapi = |file: &FileId| is_openapi(&texts.sources.file(*file).text);
    made.input = match main.filter(is_openapi) {
        Some(main) => Input::OpenApi(Box::new(OpenApi::load(&mut texts, main, options, diags))),
        None => Input::OData(Box::new(OData::load(&mut texts, main, options, diags))),
    };
    let lock = options.lock.as_deref();
    let lock = lock.and_then(|path| texts.lock(path, diags));
    made.run.places = Places::new(options, &mut texts.sources);
    made.run.sources = texts.sources;
    made.run.files = texts.files;
    made.run.missing_files = texts.missing_files;
    if last == Stage::Load {
        return Some(());
    }
    let runtime = made.input.runtime();
    validate::validate(options, runtime, &made.run.places, diags);
    validate::warn(options, diags);
    if let Some(file) = lock {
        made.run.locked = lock::read(&made.run.sources, file, diags);
    }

    // correct … lower: documents → package
    let (lock, package) = (&mut made.lock, &mut made.package);
    match &mut made.input {
        Input::OData(input) => input.run(options, last, &mut made.run, lock, package, diags)?,
        Input::OpenApi(input) => input.run(options, last, &mut made.run, lock, package, diags)?,
    }
    if last < Stage::Format || diags.has_errors() {
        return Some(());
    }

    // emit and format: package → files
    made.summary = made.summarize();
    // Formatting needs the memory.
    made.input = Input::default();
    let output = format::format(&made.package, &shape(options), diags)?;
    made.output = whole_crate(options, output, &made.package);
    Some(())
}

/// The error for a file of a kind that is not read. Those that are meant as metadata, by their name or content, are
/// reported by the reader of metadata, which says how to get the metadata instead.
fn unread(sources: &SourceMap, file: FileId) -> Option<Diagnostic> {
    use clientwright_oas::Input;
    let source = sources.file(file);
    let text = &source.text;
    let extension = source.name.rsplit('.').next().unwrap_or_default();
    if matches!(extension, "xml" | "edmx" | "csdl") {
        return None;
    }
    let what = match clientwright_oas::sniff(text) {
        Input::Other(what) if !what.contains("OData") && !what.starts_with("a JSON object") => what,
        _ => return None,
    };
    let code = match text.trim().is_empty() {
        true => clientwright_oas::codes::EMPTY_FILE,
        false => clientwright_oas::codes::NOT_OPENAPI,
    };
    let place = Span {
        file,
        start: 0,
        end: 0,
    };
    let error = Diagnostic::error(code, format!("this is {what}")).at(place, "");
    Some(error.help(
        "descriptions of OpenAPI 3 and Swagger 2.0 are read, in JSON or YAML, and metadata of OData, in XML",
    ))
}

/// Whether a text is read as an OpenAPI description. Files that are of neither kind are reported by the reader of
/// metadata.
fn is_openapi(text: &str) -> bool {
    use clientwright_oas::Input;
    match clientwright_oas::sniff(text) {
        Input::OpenApi | Input::Overlay => true,
        Input::Csdl | Input::Other(_) => false,
    }
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
    /// All warnings as data, with lines and columns.
    pub located_warnings: Vec<Located>,
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
    /// Other files that are written with the code, such as diagrams. The first line of each has to state that it is generated.
    pub others: Vec<(PathBuf, String)>,
}

/// Runs the pipeline without writing anything.
///
/// # Errors
///
/// All problems of the input, in one run.
pub fn generate(options: &Options) -> Result<Generated, Error> {
    let mut diags = Diagnostics::allowing(options.allowed());
    let mut made = stages(options, Stage::Format, &mut diags)?;
    let given = made.lock.len();
    let lock = std::mem::take(&mut made.lock).over(&made.run.locked);
    Ok(Generated {
        summary: made.summary,
        output: made.output,
        warned: warned::warned(&diags, &made.run.sources),
        warnings: diags.render(&made.run.sources, false),
        colored_warnings: diags.render(&made.run.sources, true),
        located_warnings: diags.located(&made.run.sources),
        retired_names: lock.len() - given,
        lock,
        others: Vec::new(),
        files: made.run.files,
        missing_files: made.run.missing_files,
    })
}

impl Stages {
    /// Counts of the input and of the selection.
    pub(crate) fn summarize(&self) -> Summary {
        match &self.input {
            Input::OData(input) => input.summarize(),
            Input::OpenApi(input) => input.summarize(),
        }
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
