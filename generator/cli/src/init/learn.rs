//! What the description itself tells, so that nothing has to be asked.

use std::collections::BTreeSet;

use clientwright::model::naming::names::{Case, is_identifier, spell};
use clientwright::model::{Item, Package};
use clientwright::{Error, Input, Options, Preset, Stage, stages};
use clientwright_diagnostics::Diagnostics;

use super::find::{Found, Kind};
use super::{Init, pages, problem};
use crate::fetch::origin;
use crate::output::Failure;

/// Namespaces whose service has a preset.
const PRESETS: [(&str, Preset, &str); 2] = [
    ("microsoft.graph", Preset::Graph, "graph"),
    ("Microsoft.Dynamics.CRM", Preset::Dataverse, "dataverse"),
];

/// The settings that follow from the description.
pub(super) struct Learned {
    /// Name of the module.
    pub(super) module: String,
    /// Name of the client, if code can be generated.
    pub(super) client: Option<String>,
    /// The preset of the service: as a value, and as it is spelled in `codegen.toml`.
    pub(super) preset: Option<(Preset, &'static str)>,
    /// The root of the service that the metadata was fetched from.
    pub(super) base_url: Option<String>,
    /// The lists that probably have pages of which nothing is said.
    pub(super) unpaged: BTreeSet<String>,
    /// The problems that prevent that code is generated.
    pub(super) problems: Option<Error>,
}

/// Runs the stages up to the names of the client. Errors of the first stage are those of a file that cannot be used; the
/// others can be corrected in `codegen.toml`, so that they do not prevent the set-up.
pub(super) fn learn(found: &Found, command: &Init) -> Result<Learned, Failure> {
    let options = Options {
        schema: found.path.clone(),
        include: command.include.clone(),
        ..Options::default()
    };
    let loaded = stages(&options, Stage::Load, &mut Diagnostics::new())?;
    let preset = preset(&loaded.input);
    let options = Options {
        preset: preset.map_or(Preset::Standard, |(preset, _)| preset),
        ..options
    };
    let lowered = stages(&options, Stage::Lower, &mut Diagnostics::new());
    let (client, unpaged, problems) = match lowered {
        Ok(stages) => {
            let package = &stages.package;
            (client(package), pages::unstated(package), None)
        }
        Err(error) => (None, BTreeSet::new(), Some(error)),
    };
    let module = match &command.name {
        Some(name) if is_identifier(name) => name.clone(),
        Some(name) => {
            let message = format!("`{name}` cannot be the name of a module");
            return Err(problem(&found.path, message, "use letters, digits and `_`"));
        }
        None => module(client.as_deref(), found),
    };
    Ok(Learned {
        module,
        client,
        preset,
        base_url: base_url(found),
        unpaged,
        problems,
    })
}

impl Learned {
    /// How many errors prevent that code is generated.
    pub(super) fn errors(&self) -> usize {
        let problems = self.problems.as_ref();
        problems.map_or(0, |error| error.diagnostics().error_count())
    }
}

/// The address of fetched metadata without `$metadata`. A description of OpenAPI names its servers itself.
fn base_url(found: &Found) -> Option<String> {
    let origin = origin::read(&found.path).ok()??;
    let root = origin.url.strip_suffix("/$metadata")?;
    (found.kind == Kind::OData).then(|| root.to_owned())
}

fn preset(input: &Input) -> Option<(Preset, &'static str)> {
    let Input::OData(input) = input else {
        return None;
    };
    let schemas = input.documents.metadata.iter().flat_map(|d| &d.schemas);
    let names: Vec<&str> = schemas.map(|schema| schema.namespace.as_str()).collect();
    let row = PRESETS.into_iter().find(|(name, ..)| names.contains(name));
    row.map(|(_, preset, spelled)| (preset, spelled))
}

fn client(package: &Package) -> Option<String> {
    let root = package.modules.get(&Vec::new())?;
    let mut items = root.files.iter().flat_map(|file| &file.items);
    items.find_map(|item| match item {
        Item::Client(client) => Some(client.name.clone()),
        _ => None,
    })
}

/// The name of the client without `Client`, or that of the file.
fn module(client: Option<&str>, found: &Found) -> String {
    let file = found.path.file_name().unwrap_or_default().to_string_lossy();
    let stem = file.trim_start_matches(['$', '.']).split('.').next();
    let of_client = client.map(|name| name.strip_suffix("Client").unwrap_or(name));
    let names = [of_client, stem].into_iter().flatten();
    let mut names = names.map(|name| spell(name, Case::Snake));
    let usable = |name: &String| is_identifier(name) && !name.starts_with("r#");
    names.find(usable).unwrap_or_else(|| match found.kind {
        Kind::OData => "service".to_owned(),
        Kind::OpenApi => "api".to_owned(),
    })
}
