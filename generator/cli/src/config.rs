//! `codegen.toml`: the modules to generate, each with its metadata and its folder.

mod diagrams;
mod mistakes;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clientwright::{Error, Options, Origin, codes};
use clientwright_diagnostics::source::{FileId, SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(crate) use diagrams::Diagram;

/// Name of the file.
pub(crate) const NAME: &str = "codegen.toml";

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    module: Vec<Spanned<Options>>,
    #[serde(default)]
    diagram: Vec<Spanned<diagrams::Entry>>,
}

/// What a file describes.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The modules, at least one.
    pub(crate) modules: Vec<Options>,
    /// The diagrams of the modules.
    pub(crate) diagrams: Vec<Diagram>,
}

/// Byte ranges by option and entry, as in [`Origin::places`].
type Ranges = BTreeMap<(String, String), Range<usize>>;

/// The places of the options of each module in the file: of each option, and of the entries of lists and tables.
fn places(text: &str) -> Result<Vec<Ranges>, toml::de::Error> {
    let file = DeTable::parse(text)?.into_inner();
    let modules = file.get("module").and_then(|m| m.get_ref().as_array());
    let modules = modules.into_iter().flat_map(|modules| modules.iter());
    let places = modules.map(|module| {
        let mut places = Ranges::new();
        for (option, value) in module.get_ref().as_table().into_iter().flatten() {
            let mut put = |entry: &str, span: Range<usize>| {
                places.insert((option.get_ref().to_string(), entry.to_owned()), span);
            };
            put("", option.span().start..value.span().end);
            match value.get_ref() {
                DeValue::Array(list) => {
                    for entry in list.iter() {
                        put(entry.get_ref().as_str().unwrap_or_default(), entry.span());
                    }
                }
                DeValue::Table(table) => {
                    for (target, value) in table {
                        put(target.get_ref(), target.span().start..value.span().end);
                    }
                }
                _ => {}
            }
        }
        places
    });
    Ok(places.collect())
}

/// The configuration file: the given one, or the nearest `codegen.toml` in the current folder and those above it. It is
/// relative to the current folder, so that messages and paths in it stay short. When there is none, it is the path in the
/// current folder, which [`read`] then reports.
pub(crate) fn path(given: Option<&Path>) -> PathBuf {
    if let Some(given) = given {
        return given.to_owned();
    }
    let depth = std::env::current_dir().map_or(1, |folder| folder.ancestors().count());
    let mut folder = PathBuf::new();
    for _ in 0..depth {
        let file = folder.join(NAME);
        // A link to nothing or a folder of this name is reported, not passed over.
        if file.symlink_metadata().is_ok() {
            return file;
        }
        folder.push("..");
    }
    PathBuf::from(NAME)
}

/// Reads the modules of the file; paths in it are relative to its folder.
pub(crate) fn read(path: &Path) -> Result<Vec<Options>, Error> {
    Ok(read_all(path)?.modules)
}

/// Reads the file; paths in it are relative to its folder.
pub(crate) fn read_all(path: &Path) -> Result<Configuration, Error> {
    let name = path.display().to_string();
    let text = clientwright::read_text(path).map_err(|error| {
        let message = format!("cannot read the configuration: {error}");
        let problem = Diagnostic::error_in(codes::CONFIGURATION, message, &name)
            .help("run in the folder of codegen.toml or below it, name one with --config, or describe a module with --schema (and --out, where files are written)");
        failure(SourceMap::new(), [problem])
    })?;
    let mut sources = SourceMap::new();
    let file = sources.add(&name, &text);
    let problem = |range: Range<usize>, message: &str| {
        Diagnostic::error(codes::CONFIGURATION, message).at(span(file, range), "")
    };
    let parsed = toml::from_str::<Config>(&text).and_then(|config| Ok((config, places(&text)?)));
    let (config, places) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            // The message of serde for a table instead of a list does not show how to write a list of tables.
            let single = text.get(range.clone()) == Some("[module]");
            let mut problems = match single {
                true => vec![problem(
                    range.clone(),
                    "a module starts with `[[module]]`, in double brackets",
                )],
                false => mistakes::mistakes(&text, file),
            };
            if problems.is_empty() {
                problems.push(problem(range, error.message()));
            }
            return Err(failure(sources, problems));
        }
    };
    if config.module.is_empty() {
        return Err(failure(
            sources,
            [problem(0..0, "the configuration has no `[[module]]`")],
        ));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut modules = Vec::new();
    let mut problems = Vec::new();
    let mut ranges = Vec::new();
    for (module, places) in config.module.into_iter().zip(places) {
        let range = module.span();
        ranges.push(range.clone());
        let module = module.into_inner();
        for (what, path) in [("schema", &module.schema), ("out", &module.out)] {
            if path.as_os_str().is_empty() {
                problems.push(problem(range.clone(), &format!("a module needs `{what}`")));
            }
        }
        modules.push(Options {
            origin: Some(Origin {
                name: name.clone(),
                text: text.clone(),
                places,
            }),
            ..module.relative_to(folder)
        });
    }
    for (index, module) in modules.iter().enumerate() {
        for other in &modules[..index] {
            if module.out.starts_with(&other.out) || other.out.starts_with(&module.out) {
                let (a, b) = (other.out.display(), module.out.display());
                let message = format!("two modules have the same output: `{a}` and `{b}`");
                problems.push(problem(ranges[index].clone(), &message));
            }
            if let Some(lock) = module
                .lock
                .as_ref()
                .filter(|l| other.lock.as_ref() == Some(*l))
            {
                let message = format!("two modules share the lock file `{}`", lock.display());
                problems.push(problem(ranges[index].clone(), &message));
            }
        }
    }
    let (diagrams, wrong) = diagrams::of(config.diagram, &modules, folder);
    let wrong = wrong.into_iter();
    problems.extend(wrong.map(|(range, message)| problem(range, &message)));
    match problems.is_empty() {
        true => Ok(Configuration { modules, diagrams }),
        false => Err(failure(sources, problems)),
    }
}

fn span(file: FileId, range: Range<usize>) -> Span {
    Span {
        file,
        start: u32::try_from(range.start).unwrap_or(u32::MAX),
        end: u32::try_from(range.end).unwrap_or(u32::MAX),
    }
}

fn failure(sources: SourceMap, problems: impl IntoIterator<Item = Diagnostic>) -> Error {
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(problems);
    Error::new(sources, diagnostics)
}
