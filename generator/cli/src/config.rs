//! `codegen.toml`: what is generated from which metadata into which folder.

use std::fs;
use std::ops::Range;
use std::path::Path;

use odata_codegen::{Error, Options, Origin, codes};
use odata_csdl::diagnostics::{Diagnostic, Diagnostics};
use odata_csdl::source::{FileId, SourceMap, Span};
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    module: Vec<Spanned<Options>>,
}

/// The same file once more, for the places of the patterns.
#[derive(Debug, Deserialize)]
struct Places {
    #[serde(default)]
    module: Vec<PatternPlaces>,
}

#[derive(Debug, Deserialize)]
struct PatternPlaces {
    #[serde(default)]
    include: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
}

/// Reads the file; paths in it are relative to its folder.
pub(crate) fn read(path: &Path) -> Result<Vec<Options>, Error> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read the configuration: {error}");
        let problem = Diagnostic::error_in(codes::CONFIGURATION, message, &name)
            .help("run where codegen.toml lies, name one with --config, or describe a module with --schema and --out");
        failure(SourceMap::new(), [problem])
    })?;
    let mut sources = SourceMap::new();
    let file = sources.add(&name, &text);
    let problem = |range: Range<usize>, message: &str| {
        Diagnostic::error(codes::CONFIGURATION, message).at(span(file, range), "")
    };
    let parsed = toml::from_str::<Config>(&text)
        .and_then(|config| Ok((config, toml::from_str::<Places>(&text)?)));
    let (config, places) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let problem = problem(error.span().unwrap_or(0..0), error.message());
            return Err(failure(sources, [problem]));
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
    for (module, places) in config.module.into_iter().zip(places.module) {
        let range = module.span();
        ranges.push(range.clone());
        let module = module.into_inner();
        for (what, path) in [("schema", &module.schema), ("out", &module.out)] {
            if path.as_os_str().is_empty() {
                problems.push(problem(range.clone(), &format!("a module needs `{what}`")));
            }
        }
        let spans = |patterns: &[Spanned<String>]| patterns.iter().map(Spanned::span).collect();
        modules.push(Options {
            origin: Some(Origin {
                name: name.clone(),
                text: text.clone(),
                include: spans(&places.include),
                exclude: spans(&places.exclude),
            }),
            ..module.relative_to(folder)
        });
    }
    for (index, module) in modules.iter().enumerate() {
        for other in &modules[..index] {
            if module.out.starts_with(&other.out) || other.out.starts_with(&module.out) {
                let (a, b) = (other.out.display(), module.out.display());
                let message = format!("two modules go to one place: `{a}` and `{b}`");
                problems.push(problem(ranges[index].clone(), &message));
            }
        }
    }
    match problems.is_empty() {
        true => Ok(modules),
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
