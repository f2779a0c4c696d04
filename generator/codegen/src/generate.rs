//! The pipeline from options to output, and its errors.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use odata_csdl::diagnostics::{Diagnostic, Diagnostics};
use odata_csdl::source::{SourceMap, Span};

use crate::codes;
use crate::format::{self, HEADER, Output, Shape};
use crate::load::{self, Loaded};
use crate::lower::{self, DocsPolicy, Settings};
use crate::model::{Defaults, Package};
use crate::options::{Layout, Options, Preset};
use crate::select::{self, Pattern, Request, Selection};
use crate::summary::Summary;
use crate::validate;
use crate::write::{self, Changes};

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
    /// Warnings, rendered without colour.
    pub warnings: String,
    /// How many warnings there are.
    pub warning_count: usize,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
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
    validate::validate(options, diags);
    let mut loaded = load::load(&options.schema, &options.overlays, diags);
    // Patterns are judged by a schema with errors as well, so that one run reports both; without a schema there is nothing
    // to judge them by.
    if diags.has_errors() && loaded.schema.namespaces.is_empty() {
        return Err(Error::new(loaded.sources, std::mem::take(diags)));
    }
    let request = request(options, &mut loaded.sources);
    let selection = select::select(&loaded.schema, &request, diags);
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
    let package = lower::lower(&loaded.schema, &selection, &settings(options, &loaded));
    Ok(Stages {
        loaded,
        selection,
        package,
    })
}

/// Runs the pipeline without writing anything.
///
/// # Errors
///
/// Everything that is wrong with the input, in one go.
pub fn generate(options: &Options) -> Result<Generated, Error> {
    let mut diags = Diagnostics::new();
    let stages = stages(options, &mut diags)?;
    let output = format::format(&stages.package, &shape(options), &mut diags);
    let Some(output) = output.filter(|_| !diags.has_errors()) else {
        return Err(Error::new(stages.loaded.sources, diags));
    };
    let output = match &options.crate_name {
        Some(name) => whole_crate(name, options, output),
        None => output,
    };
    Ok(Generated {
        output,
        summary: Summary::new(&stages.loaded.schema, &stages.selection),
        warning_count: diags.warning_count(),
        warnings: diags.render(&stages.loaded.sources, false),
        files: stages.loaded.files,
    })
}

impl Generated {
    /// Writes what differs from the disk and removes files of ours that are no longer emitted.
    ///
    /// # Errors
    ///
    /// When something cannot be written, or a file that is not ours is in the way; then nothing is written.
    pub fn write(&self, out: &Path) -> Result<Changes, Error> {
        let mut changes = write_all(&[(self, out)])?;
        Ok(changes.pop().unwrap_or_default())
    }

    /// Finds what [`Generated::write`] would change.
    ///
    /// # Errors
    ///
    /// When something cannot be read, or a file that is not ours is in the way.
    pub fn compare(&self, out: &Path) -> Result<Changes, Error> {
        let mut diags = Diagnostics::new();
        let changes = write::compare(&self.output, out, &mut diags);
        finish(changes, diags)
    }
}

/// Writes several modules: all of them, or none when something cannot be written.
///
/// # Errors
///
/// As [`Generated::write`].
pub fn write_all(modules: &[(&Generated, &Path)]) -> Result<Vec<Changes>, Error> {
    let mut diags = Diagnostics::new();
    let outputs: Vec<(&Output, &Path)> = modules.iter().map(|(g, out)| (&g.output, *out)).collect();
    let changes = write::write(&outputs, &mut diags);
    finish(changes, diags)
}

fn finish<T>(changes: T, diags: Diagnostics) -> Result<T, Error> {
    match diags.has_errors() {
        true => Err(Error::new(SourceMap::new(), diags)),
        false => Ok(changes),
    }
}

/// The selection that options ask for.
fn request(options: &Options, sources: &mut SourceMap) -> Request {
    let Some(origin) = &options.origin else {
        let patterns = |texts: &[String]| texts.iter().map(|t| Pattern::new(t)).collect();
        return Request {
            include: patterns(&options.include),
            exclude: patterns(&options.exclude),
        };
    };
    let file = sources.add(&origin.name, &origin.text);
    let patterns = |texts: &[String], places: &[Range<usize>]| {
        let patterns = texts.iter().zip(places).map(|(text, place)| {
            Pattern::new(text).at(Span {
                file,
                start: u32::try_from(place.start).unwrap_or(u32::MAX),
                end: u32::try_from(place.end).unwrap_or(u32::MAX),
            })
        });
        patterns.collect()
    };
    Request {
        include: patterns(&options.include, &origin.include),
        exclude: patterns(&options.exclude, &origin.exclude),
    }
}

fn settings(options: &Options, loaded: &Loaded) -> Settings {
    let preset = match options.preset {
        Preset::Standard => Defaults::default(),
        Preset::Graph => Defaults {
            base_url: Some("https://graph.microsoft.com/v1.0".to_owned()),
            key_as_segment: true,
            default_namespace: Some("microsoft.graph".to_owned()),
            unqualified_enum_literals: true,
            unknown_enum_members: true,
            batch_slash: true,
        },
    };
    let client_name = match options.preset {
        Preset::Graph => Some("GraphClient".to_owned()),
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

/// Wraps a tree into a crate: manifest, formatter settings, and the tree as its sources.
fn whole_crate(name: &str, options: &Options, tree: Output) -> Output {
    let header = HEADER.replace("//", "#");
    let runtime = match validate::runtime_path(options) {
        Some(path) => format!(
            "{{ version = \"{}\", path = {:?} }}",
            env!("CARGO_PKG_VERSION"),
            path.display().to_string()
        ),
        None => format!("\"{}\"", env!("CARGO_PKG_VERSION")),
    };
    let manifest = format!(
        "{header}\n[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{}\"\n\n\
         [dependencies]\nodata-runtime = {runtime}\n\n\
         # A crate of its own, also when it lies inside another workspace.\n[workspace]\n",
        env!("CARGO_PKG_RUST_VERSION"),
    );
    // The output is formatted already, and not by rustfmt.
    let rustfmt = format!("{header}\ndisable_all_formatting = true\n");
    let mut output: Output = tree
        .into_iter()
        .map(|(path, text)| (Path::new("src").join(path), text))
        .collect();
    output.insert(PathBuf::from("Cargo.toml"), manifest);
    output.insert(PathBuf::from("rustfmt.toml"), rustfmt);
    output
}
