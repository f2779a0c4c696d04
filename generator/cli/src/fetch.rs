//! `fetch`: downloads descriptions, each with a file that states where it comes from.
//!
//! The flags are always there, so that help, completions and man pages do not depend on how the program was built. What
//! opens connections is the crate `clientwright-fetch`, which only the feature `fetch` adds.

#[cfg(feature = "fetch")]
mod documents;
#[cfg(feature = "fetch")]
mod kind;
pub(crate) mod origin;
#[cfg(feature = "fetch")]
mod report;
#[cfg(feature = "fetch")]
mod run;
#[cfg(feature = "fetch")]
mod slice;

use std::path::{Path, PathBuf};

use clap::Args;
use clientwright::{Error, codes};
use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::messages::Messages;
use crate::output::Failure;

/// Examples of the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  clientwright fetch
  clientwright fetch https://example.org/odata/$metadata --out schemas/service.csdl.xml
  clientwright fetch https://example.org/openapi.yaml --token-env EXAMPLE_TOKEN
  clientwright fetch --message-format json";

#[derive(Debug, Args)]
pub(crate) struct Fetch {
    /// Address of the metadata or the description; without it, the descriptions of codegen.toml are fetched again
    pub(crate) url: Option<String>,
    /// File to write; by default the last part of the address, in the folder schemas
    #[arg(long, value_name = "FILE", requires = "url")]
    pub(crate) out: Option<PathBuf>,
    /// Configuration file, whose descriptions are fetched again when no address is given; by default codegen.toml in the current
    /// folder or the nearest folder above it
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Header to send, such as 'Accept-Language: en'; only to the origin of the address; may be repeated
    #[arg(long, value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,
    /// Environment variable with a token, which is sent as a bearer token to the origin of the address only
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) token_env: Option<String>,
    /// Follow references to metadata at or below this address, too; may be repeated
    #[arg(long, value_name = "URL")]
    pub(crate) allow: Vec<String>,
    /// Write only what the module of codegen.toml with this file selects
    #[arg(long)]
    pub(crate) slice: bool,
    /// Largest size of all documents together, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub(crate) limit: u64,
    /// How long each document may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=86400))]
    pub(crate) timeout: u64,
    /// Replace a file that was not fetched, or that was changed since
    #[arg(long)]
    pub(crate) force: bool,
    /// Print every request, with what the server sent
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Print problems only
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// Reads `NAME: VALUE`. The message has no value, which may be a secret.
fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or_else(|| "a colon is missing".to_owned())?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(feature = "fetch")]
pub(crate) fn fetch(command: &Fetch) -> Result<(), Failure> {
    run::run(command)
}

#[cfg(not(feature = "fetch"))]
pub(crate) fn fetch(command: &Fetch) -> Result<(), Failure> {
    let Fetch {
        url,
        out,
        config,
        header,
        token_env,
        allow,
        slice,
        limit,
        timeout,
        force,
        verbose,
        quiet,
        messages: _,
    } = command;
    let _ = (
        out, config, header, token_env, allow, slice, limit, timeout, force, verbose, quiet,
    );
    let place = url.as_deref().unwrap_or("fetch");
    Err(problem(
        place,
        "this program was built without the feature `fetch`",
        Some(
            "install it with `cargo install --locked clientwright-cli --features fetch`, or save the file with another program",
        ),
    ))
}

/// A problem of a download, with a way out.
fn problem(place: impl AsRef<Path>, message: impl Into<String>, help: Option<&str>) -> Failure {
    let place = place.as_ref().display().to_string();
    let mut problem = Diagnostic::error_in(codes::FETCH, message, place);
    if let Some(help) = help {
        problem = problem.help(help);
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(problem);
    Failure::from(Error::new(SourceMap::new(), diagnostics))
}
