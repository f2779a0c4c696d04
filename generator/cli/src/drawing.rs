//! The values of the flags of `graph`, which the keys of `[[diagram]]` in `codegen.toml` have too.

use clap::ValueEnum;
use clientwright::{DrawingFormat, DrawingNames, DrawingRows};
use serde::Deserialize;

#[derive(Clone, Copy, Debug, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    /// A class diagram of Mermaid
    Mermaid,
    /// A graph of Graphviz
    Dot,
    /// A picture
    Svg,
    /// An image of Markdown that contains the picture, for docs of a crate
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Properties {
    /// All
    #[default]
    All,
    /// Those that lead to another type of the diagram
    Relations,
    /// None
    None,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Names {
    /// Those of the generated code
    #[default]
    Rust,
    /// Those of the description
    Wire,
}

impl From<Format> for DrawingFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Mermaid => Self::Mermaid,
            Format::Dot => Self::Dot,
            Format::Svg => Self::Svg,
            Format::Markdown => Self::Markdown,
        }
    }
}

impl From<Properties> for DrawingRows {
    fn from(properties: Properties) -> Self {
        match properties {
            Properties::All => Self::All,
            Properties::Relations => Self::Relations,
            Properties::None => Self::None,
        }
    }
}

impl From<Names> for DrawingNames {
    fn from(names: Names) -> Self {
        match names {
            Names::Rust => Self::Rust,
            Names::Wire => Self::Wire,
        }
    }
}
