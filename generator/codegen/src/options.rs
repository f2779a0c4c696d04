//! What the user can say. Build scripts, `codegen.toml` and command-line flags all end up here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clientwright_emit::format::Layout;
use serde::Deserialize;

/// A bundle of defaults for a kind of service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// As the OData standard has it: keys in parentheses, qualified operations and enumeration literals.
    #[default]
    Standard,
    /// Microsoft Graph: keys as segments, `microsoft.graph` as default namespace, bare enumeration literals,
    /// `Prefer: include-unknown-enum-members`; descriptions are taken from overlays only.
    Graph,
    /// Microsoft Dataverse (Dynamics 365): as the standard has it, and `Prefer: return=representation`, without which the service
    /// answers to creating and updating with no content.
    Dataverse,
}

/// How types that the metadata uses and no document declares are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// A missing type is an error where something that is generated needs it, and a warning elsewhere.
    #[default]
    Error,
    /// A missing type is a warning, and its values are untyped: `Edm.Untyped` for values, `Edm.EntityType` for entities. A
    /// type whose base type is missing has the properties of its own, and is open.
    Untyped,
}

/// Where options were written, so that a problem with an entry can be shown in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Name of the configuration file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Byte ranges, by the key of the option and an entry: the pattern of a list, the target that a table speaks of, or
    /// nothing for the option itself.
    pub places: BTreeMap<(String, String), Range<usize>>,
}

/// Options of one generated module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// The metadata document.
    pub schema: PathBuf,
    /// Documents with annotations that correct or describe the metadata.
    pub overlays: Vec<PathBuf>,
    /// Defaults for a kind of service.
    pub preset: Preset,
    /// Patterns of what to keep; everything when empty.
    pub include: Vec<String>,
    /// Patterns of what to leave out.
    pub exclude: Vec<String>,
    /// Patterns of types that are kept without navigation and builder.
    pub leaf: Vec<String>,
    /// Rust names by what they name: `NS.Type`, `NS.Type/property`, `NS.Enum/member`, `NS.operation`,
    /// `NS.operation/parameter`, `NS.Container/child`, or `NS.*` for the module of a namespace.
    pub rename: BTreeMap<String, String>,
    /// Types, such as `Edm.Decimal` or `Collection(NS.Type)`, by what has them: `NS.Type/property`,
    /// `NS.operation/parameter`, `NS.operation/$ReturnType`, `NS.Type/$BaseType`, `NS.Type/$UnderlyingType`,
    /// `NS.Container/child`, `NS.Container/$Extends`.
    pub retype: BTreeMap<String, String>,
    /// Whether null is allowed, by the same targets as in `retype`.
    pub nullable: BTreeMap<String, bool>,
    /// What the metadata declares and the service does not have, by name: types, terms, properties, members of
    /// enumerations, operations and their parameters, children of a container, and `$BaseType`, `$Key` and the like.
    pub remove: Vec<String>,
    /// How types that are not declared are treated.
    pub missing: Missing,
    /// The lock file of names, read when it is there and written by the program.
    pub lock: Option<PathBuf>,
    /// Codes of warnings that are not to be shown, such as `csdl-031`.
    pub allow: Vec<String>,
    /// Where output goes: a folder, or a file with [`Layout::SingleFile`].
    pub out: PathBuf,
    /// Tree or single file.
    pub layout: Layout,
    /// Service root that the client uses unless told otherwise.
    pub base_url: Option<String>,
    /// Name of the client struct.
    pub client_name: Option<String>,
    /// Whether descriptions that stand in the metadata itself go into the docs.
    pub descriptions: Option<bool>,
    /// A paragraph for the docs of the root module.
    pub about: Option<String>,
    /// Name of a whole crate to be written around the module.
    #[serde(rename = "crate")]
    pub crate_name: Option<String>,
    /// Path of the runtime crate for the manifest of a whole crate; the registry's when absent.
    pub runtime_path: Option<PathBuf>,
    /// Whether each root of the service is a feature of a whole crate.
    pub features_per_root: bool,
    /// Whether the manifest of a whole crate has a `[workspace]` of its own. The default is yes.
    pub workspace: Option<bool>,
    /// The configuration file that the options come from, if any.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

impl Options {
    /// Resolves relative paths against a folder, as `codegen.toml` means them.
    pub fn relative_to(mut self, folder: &Path) -> Self {
        self.schema = folder.join(&self.schema);
        self.out = folder.join(&self.out);
        for overlay in &mut self.overlays {
            *overlay = folder.join(&overlay);
        }
        for path in [&mut self.runtime_path, &mut self.lock]
            .into_iter()
            .flatten()
        {
            *path = folder.join(&path);
        }
        self
    }
}
