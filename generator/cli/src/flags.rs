//! Flags that describe a module, and the options that they amount to.

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};
use clientwright::{Layout, Missing, Options, Placement, Preset};

/// Flags that state what to read and what to keep of it.
#[derive(Debug, Default, Args)]
pub(crate) struct Input {
    /// Metadata (CSDL XML) or OpenAPI description (JSON or YAML)
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// File with annotations that correct or describe the metadata; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<PathBuf>,
    /// Defaults for a kind of service
    #[arg(long, value_enum)]
    pub(crate) preset: Option<PresetFlag>,
    /// Keep declarations that match, such as '/users/**', 'NS.Type' or 'tag:pets'; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    /// Exclude declarations that match; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(crate) exclude: Vec<String>,
    /// Keep types that match without navigation and builder, such as 'NS.Type'; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(crate) leaf: Vec<String>,
    /// Rename a declaration in the generated code, such as 'NS.Type/property=kind'; may be repeated
    #[arg(long, value_name = "TARGET=NAME", value_parser = pair::<String>)]
    pub(crate) rename: Vec<(String, String)>,
    /// Correct a type, such as 'NS.Type/property=Edm.Decimal'; may be repeated
    #[arg(long, value_name = "TARGET=TYPE", value_parser = pair::<String>)]
    pub(crate) retype: Vec<(String, String)>,
    /// Correct whether null is allowed, such as 'NS.Type/property=false'; may be repeated
    #[arg(long, value_name = "TARGET=BOOL", value_parser = pair::<bool>)]
    pub(crate) nullable: Vec<(String, bool)>,
    /// Remove a declaration that the service does not have, such as 'NS.Type/property'; may be repeated
    #[arg(long, value_name = "TARGET")]
    pub(crate) remove: Vec<String>,
    /// How operations of OpenAPI are paged, such as 'listPets=token=next parameter=after'; may be repeated
    #[arg(long, value_name = "PATTERN=RULE", value_parser = pair::<String>)]
    pub(crate) paging: Vec<(String, String)>,
    /// Name the type of each item of a stream, such as 'watchPets=PetEvent'; may be repeated
    #[arg(long, value_name = "PATTERN=SCHEMA", value_parser = pair::<String>)]
    pub(crate) stream_item: Vec<(String, String)>,
    /// Name the type of the data of an event, such as 'watchPets/pet.made=Pet'; may be repeated
    #[arg(long, value_name = "PATTERN/EVENT=SCHEMA", value_parser = pair::<String>)]
    pub(crate) stream_event: Vec<(String, String)>,
    /// State the item that is the end of a stream, such as 'tag:chat=[DONE]'; may be repeated
    #[arg(long, value_name = "PATTERN=TEXT", value_parser = pair::<String>)]
    pub(crate) stream_end: Vec<(String, String)>,
    /// State the member of the body that makes the response a stream, such as 'tag:chat=stream'; may be repeated
    #[arg(long, value_name = "PATTERN=MEMBER", value_parser = pair::<String>)]
    pub(crate) stream_switch: Vec<(String, String)>,
    /// State what tells the variants of a union apart, such as 'Pet=order=Dog,Cat'; may be repeated
    #[arg(long, value_name = "TARGET=RULE", value_parser = pair::<String>)]
    pub(crate) variants: Vec<(String, String)>,
    /// How types that no document declares are treated
    #[arg(long, value_enum)]
    pub(crate) missing: Option<MissingFlag>,
    /// Lock file of names, which `generate` and `slice` write
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
}

/// Reads `TARGET=VALUE`.
fn pair<T: FromStr<Err: Display>>(text: &str) -> Result<(String, T), String> {
    let (target, value) = text
        .split_once('=')
        .ok_or_else(|| "an equals sign is missing".to_owned())?;
    let value = value
        .trim()
        .parse()
        .map_err(|error: T::Err| error.to_string())?;
    Ok((target.trim().to_owned(), value))
}

/// Flags that state what to write.
#[derive(Debug, Default, Args)]
pub(crate) struct OutputFlags {
    /// Do not show warnings of this code, such as 'csdl-031'; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
    /// Folder to write, or file with --layout single-file
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// A folder of modules, or one file for include!
    #[arg(long, value_enum)]
    pub(crate) layout: Option<LayoutFlag>,
    /// Default service root of the client
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Name of the client struct
    #[arg(long, value_name = "NAME")]
    pub(crate) client_name: Option<String>,
    /// Whether descriptions in the metadata itself become docs
    #[arg(long, value_name = "BOOL")]
    pub(crate) descriptions: Option<bool>,
    /// Where calls of OpenAPI are
    #[arg(long, value_enum)]
    pub(crate) placement: Option<PlacementFlag>,
    /// A paragraph for the docs of the root module
    #[arg(long, value_name = "TEXT")]
    pub(crate) about: Option<String>,
    /// Write a whole crate of this name
    #[arg(long = "crate", value_name = "NAME")]
    pub(crate) crate_name: Option<String>,
    /// Make each root of the service a feature of --crate
    #[arg(long)]
    pub(crate) features_per_root: bool,
    /// Whether the manifest of --crate has a `[workspace]` of its own, as it has by default; a member of a workspace has none
    #[arg(long, value_name = "BOOL")]
    pub(crate) workspace: Option<bool>,
    /// Path of the runtime crate, for the manifest of --crate
    #[arg(long, value_name = "DIR")]
    pub(crate) runtime_path: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PresetFlag {
    /// The rules of the OData standard
    Standard,
    /// Microsoft Graph
    Graph,
    /// Microsoft Dataverse
    Dataverse,
}

impl PresetFlag {
    pub(crate) fn preset(self) -> Preset {
        match self {
            Self::Standard => Preset::Standard,
            Self::Graph => Preset::Graph,
            Self::Dataverse => Preset::Dataverse,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum MissingFlag {
    /// An error if generated code needs the type
    Error,
    /// Values of the type are untyped
    Untyped,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PlacementFlag {
    /// In the group of their tag
    Tag,
    /// In a builder for their path
    Path,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LayoutFlag {
    /// A folder for each namespace, a file for each type
    Tree,
    /// One file
    SingleFile,
}

impl Input {
    /// Whether any of these flags was given.
    pub(crate) fn is_given(&self) -> bool {
        self.schema.is_some()
            || !self.overlay.is_empty()
            || self.preset.is_some()
            || !self.include.is_empty()
            || !self.exclude.is_empty()
            || !self.leaf.is_empty()
            || !self.rename.is_empty()
            || !self.retype.is_empty()
            || !self.nullable.is_empty()
            || !self.remove.is_empty()
            || !self.paging.is_empty()
            || !self.stream_item.is_empty()
            || !self.stream_event.is_empty()
            || !self.stream_end.is_empty()
            || !self.stream_switch.is_empty()
            || !self.variants.is_empty()
            || self.missing.is_some()
            || self.lock.is_some()
    }

    /// The options that these flags set, without the schema.
    pub(crate) fn options(&self, schema: PathBuf) -> Options {
        Options {
            schema,
            overlays: self.overlay.clone(),
            preset: self.preset.map(PresetFlag::preset).unwrap_or_default(),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            leaf: self.leaf.clone(),
            rename: self.rename.iter().cloned().collect(),
            retype: self.retype.iter().cloned().collect(),
            nullable: self.nullable.iter().cloned().collect(),
            remove: self.remove.clone(),
            paging: self.paging.iter().cloned().collect(),
            stream_item: self.stream_item.iter().cloned().collect(),
            stream_event: self.stream_event.iter().cloned().collect(),
            stream_end: self.stream_end.iter().cloned().collect(),
            stream_switch: self.stream_switch.iter().cloned().collect(),
            variants: self.variants.iter().cloned().collect(),
            missing: match self.missing {
                Some(MissingFlag::Untyped) => Missing::Untyped,
                Some(MissingFlag::Error) | None => Missing::Error,
            },
            lock: self.lock.clone(),
            ..Options::default()
        }
    }
}

impl OutputFlags {
    /// Whether any of these flags was given.
    pub(crate) fn is_given(&self) -> bool {
        !self.allow.is_empty()
            || self.out.is_some()
            || self.layout.is_some()
            || self.base_url.is_some()
            || self.client_name.is_some()
            || self.descriptions.is_some()
            || self.placement.is_some()
            || self.about.is_some()
            || self.crate_name.is_some()
            || self.features_per_root
            || self.workspace.is_some()
            || self.runtime_path.is_some()
    }

    /// Adds these flags to options.
    pub(crate) fn add_to(&self, options: Options, out: PathBuf) -> Options {
        Options {
            allow: self.allow.clone(),
            out,
            layout: match self.layout {
                Some(LayoutFlag::SingleFile) => Layout::SingleFile,
                Some(LayoutFlag::Tree) | None => Layout::Tree,
            },
            base_url: self.base_url.clone(),
            client_name: self.client_name.clone(),
            descriptions: self.descriptions,
            placement: match self.placement {
                Some(PlacementFlag::Path) => Placement::Path,
                Some(PlacementFlag::Tag) | None => Placement::Tag,
            },
            about: self.about.clone(),
            crate_name: self.crate_name.clone(),
            features_per_root: self.features_per_root,
            workspace: self.workspace,
            runtime_path: self.runtime_path.clone(),
            ..options
        }
    }
}
