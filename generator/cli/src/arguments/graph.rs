//! The flags of `graph`. The keys of `[[diagram]]` in `codegen.toml` have the same values.

use std::path::PathBuf;

use clap::Args;

use super::OneModule;
use crate::drawing::{Format, Names, Properties};

pub(super) const EXAMPLES: &str = "\
Examples:
  clientwright graph --out docs/types.svg
  clientwright graph --root Order --depth 2 --hide Customer --format mermaid
  clientwright graph --schema openapi.yaml --include 'tag:pets' --properties relations --format dot";

#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) of: OneModule,
    /// The form of the diagram; by default that of the extension of --out, or mermaid without --out
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// File to write; standard output when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Start from this type, by its name in the description or in Rust, and follow its relations; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) root: Vec<String>,
    /// How many relations to follow from the roots; all by default
    #[arg(long, value_name = "COUNT", requires = "root")]
    pub(crate) depth: Option<usize>,
    /// Leave out this type; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) hide: Vec<String>,
    /// Which properties, members and variants are shown
    #[arg(long, value_enum, default_value_t)]
    pub(crate) properties: Properties,
    /// Which names are shown first
    #[arg(long, value_enum, default_value_t)]
    pub(crate) names: Names,
    /// Title of the picture, for readers that do not see it
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}
