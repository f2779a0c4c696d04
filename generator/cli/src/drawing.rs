//! The values of the flags of `graph`, which the keys of `[[diagram]]` in `codegen.toml` have too.

use std::path::Path;

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

/// The format that is asked for, else that of the extension of a file. The message names the extensions that mean one; `flag` is
/// what states a format.
pub(crate) fn format(
    asked: Option<Format>,
    out: &Path,
    flag: &str,
) -> Result<DrawingFormat, String> {
    let format = asked.map(DrawingFormat::from);
    format.or_else(|| DrawingFormat::of(out)).ok_or_else(|| {
        let known = DrawingFormat::EXTENSIONS.map(|(extension, _)| format!("`.{extension}`"));
        format!(
            "the extension of `{}` means no format: use one of {}, or `{flag}`",
            out.display(),
            known.join(", ")
        )
    })
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
