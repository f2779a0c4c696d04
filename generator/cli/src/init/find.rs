//! Finds the description: the only file of its kind in the current folder or below it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clientwright_oas::{Input, sniff};

use super::problem;
use crate::config;
use crate::output::Failure;

/// Files that can be a description, by their extension.
const EXTENSIONS: [&str; 6] = ["csdl", "edmx", "json", "xml", "yaml", "yml"];
/// Folders whose files belong to tools.
const SKIPPED: [&str; 2] = ["node_modules", "target"];
/// Folders below the current one: `api/specs/v1`.
const DEPTH: usize = 3;
/// A description is smaller, and so is a folder in which somebody would look for one.
const LARGEST: u64 = 64 << 20;
const FILES: usize = 2_000;

/// The description to set up.
pub(super) struct Found {
    /// Its path, relative to the current folder if the user did not give another one.
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OData,
    OpenApi,
}

impl Kind {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::OData => "OData metadata",
            Self::OpenApi => "an OpenAPI description",
        }
    }

    /// The same for other programs.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::OData => "odata",
            Self::OpenApi => "openapi",
        }
    }
}

/// The file that the user named, or the only one that is here.
pub(super) fn description(given: Option<&Path>) -> Result<Found, Failure> {
    if let Some(path) = given {
        return named(path);
    }
    let used = used();
    let mut found = Vec::new();
    let mut rest = FILES;
    search(Path::new(""), DEPTH, &mut rest, &mut |path| {
        if !used.contains(path) {
            found.extend(whole(path).map(|kind| (path.to_path_buf(), kind)));
        }
    });
    match found.as_slice() {
        [(path, kind)] => Ok(Found {
            path: path.clone(),
            kind: *kind,
        }),
        [] => Err(problem(
            Path::new(""),
            match used.is_empty() {
                true => {
                    "there is no metadata and no OpenAPI description in this folder or below it"
                }
                false => {
                    "there is no metadata and no OpenAPI description in this folder or below it that codegen.toml does not name"
                }
            },
            "save the description here, or name it: `clientwright init FILE`",
        )),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(10)
                .map(|(path, _)| format!("`{}`", path.display()))
                .collect();
            let more = match several.len() - names.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            Err(problem(
                Path::new(""),
                format!("there are several descriptions: {}{more}", names.join(", ")),
                "name the one to set up: `clientwright init FILE`",
            ))
        }
    }
}

fn named(path: &Path) -> Result<Found, Failure> {
    if path.to_string_lossy().contains("://") {
        let help = "download it with `clientwright fetch` first, and run `clientwright init` then";
        return Err(problem(path, "this is an address, not a file", help));
    }
    let text = clientwright::read_text(path)
        .map_err(|error| problem(path, format!("cannot read: {error}"), "name a text file"))?;
    let kind = match sniff(&text) {
        Input::Csdl => Kind::OData,
        Input::OpenApi => Kind::OpenApi,
        Input::Overlay => {
            let help = "name the description that it applies to, and add the overlay to `overlays` of codegen.toml";
            return Err(problem(path, "this is an overlay", help));
        }
        Input::Other(what) => {
            let message = format!("this is {what}");
            let help = "name OData metadata (CSDL XML) or an OpenAPI description (JSON or YAML)";
            return Err(problem(path, message, help));
        }
    };
    Ok(Found {
        path: path.to_path_buf(),
        kind,
    })
}

/// The schemas of an existing configuration, which are set up already.
fn used() -> BTreeSet<PathBuf> {
    let modules = config::read(Path::new(config::NAME)).unwrap_or_default();
    modules.into_iter().map(|module| module.schema).collect()
}

/// Passes files with a known extension to `take`, in order of their paths.
fn search(folder: &Path, depth: usize, rest: &mut usize, take: &mut dyn FnMut(&Path)) {
    let here = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let mut names: Vec<_> = fs::read_dir(here)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.as_ref().ok()?.file_name(),
                entry.ok()?.file_type().ok()?,
            ))
        })
        .collect();
    names.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in names {
        let shown = name.to_string_lossy();
        if shown.starts_with('.') || *rest == 0 {
            continue;
        }
        *rest -= 1;
        let path = folder.join(&name);
        if kind.is_dir() && depth > 0 && !SKIPPED.contains(&&*shown) {
            search(&path, depth - 1, rest, take);
        } else if kind.is_file() && has_extension(&path) {
            take(&path);
        }
    }
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()))
}

/// The kind of a file that is a description on its own: neither an overlay nor a part of a description.
fn whole(path: &Path) -> Option<Kind> {
    if fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let text = clientwright::read_text(path).ok()?;
    match sniff(&text) {
        Input::Csdl => {
            let declares = [
                "<EntityType",
                "<ComplexType",
                "<EnumType",
                "<EntityContainer",
            ];
            let has = |part: &str| text.contains(part);
            (has("Edmx") && declares.into_iter().any(has)).then_some(Kind::OData)
        }
        Input::OpenApi => {
            let is_whole = text.contains("openapi") || text.contains("swagger");
            is_whole.then_some(Kind::OpenApi)
        }
        Input::Overlay | Input::Other(_) => None,
    }
}
