//! `codegen.toml`: what is generated from which metadata into which folder.

use std::fs;
use std::path::Path;

use odata_codegen::Options;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    module: Vec<Options>,
}

/// Reads the file; paths in it are relative to its folder.
pub(crate) fn read(path: &Path) -> Result<Vec<Options>, String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        format!(
            "error[gen-011]: cannot read the configuration: {error}\n --> {name}\n\
             help: run in the folder that holds codegen.toml, name one with --config, or describe a module by --schema and --out"
        )
    })?;
    let config: Config = toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        format!(
            "error[gen-011]: {}\n --> {name}:{line}:{column}\n{error}",
            error.message()
        )
    })?;
    if config.module.is_empty() {
        return Err(format!(
            "error[gen-011]: no [[module]] in the configuration\n --> {name}"
        ));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut modules = Vec::new();
    for (index, module) in config.module.into_iter().enumerate() {
        let missing = [("schema", &module.schema), ("out", &module.out)];
        if let Some((what, _)) = missing.iter().find(|(_, p)| p.as_os_str().is_empty()) {
            return Err(format!(
                "error[gen-011]: `{what}` is missing in [[module]] number {}\n --> {name}",
                index + 1
            ));
        }
        modules.push(module.relative_to(folder));
    }
    Ok(modules)
}
