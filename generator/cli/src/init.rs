//! `init`: sets up a crate for a description, in one go. Everything is planned in memory first, then written as a whole.

mod find;
mod learn;
mod manifest;
mod mount;
mod pages;
mod plan;

use std::path::{Path, PathBuf};

use clap::Args;
use clientwright::{Error, codes};
use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use crate::messages::{self, Message, Messages, Setup, Status};
use crate::output::{self, Failure};

use find::Found;
use learn::Learned;
use plan::Plan;

/// Examples of the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  clientwright init
  clientwright init schemas/service.csdl.xml --include '/orders/**'
  clientwright init openapi.yaml --build-script --clone ../clientwright
  clientwright init openapi.yaml --crate shop-client
  clientwright init --dry-run --message-format json";

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Metadata (CSDL XML) or OpenAPI description (JSON or YAML); found in the current folder and below it when absent
    pub(crate) description: Option<PathBuf>,
    /// Generate committed code into a module, as codegen.toml describes it; this is the default
    #[arg(long, conflicts_with_all = ["build_script", "crate_name"])]
    pub(crate) module: bool,
    /// Generate code in a build script, on every build that needs it
    #[arg(long, conflicts_with = "crate_name")]
    pub(crate) build_script: bool,
    /// Generate a whole crate of this name
    #[arg(long = "crate", value_name = "NAME")]
    pub(crate) crate_name: Option<String>,
    /// Name of the module; by default that of the client
    #[arg(long, value_name = "NAME", conflicts_with = "crate_name")]
    pub(crate) name: Option<String>,
    /// Keep declarations that match, such as '/users/**', 'NS.Type' or 'tag:pets'; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    /// Folder of a clone of clientwright, for the dependencies; the registry by default
    #[arg(long, value_name = "DIR", conflicts_with = "git")]
    pub(crate) clone: Option<PathBuf>,
    /// Git repository of clientwright, for the dependencies; the registry by default
    #[arg(long, value_name = "URL", conflicts_with = "crate_name")]
    pub(crate) git: Option<String>,
    /// Replace an existing build script, or the module of codegen.toml with the same output
    #[arg(long)]
    pub(crate) force: bool,
    /// Print what would be done, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the errors of the description, which do not prevent the set-up, with the source lines they refer to
    #[arg(short, long)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

pub(crate) fn init(command: &Init) -> Result<(), Failure> {
    let found = find::description(command.description.as_deref())?;
    let learned = learn::learn(&found, command)?;
    let plan = plan::plan(&found, &learned, command)?;
    if !command.dry_run {
        let files: Vec<(&Path, &str)> = plan
            .changes
            .iter()
            .map(|change| (change.path.as_path(), change.text.as_str()))
            .collect();
        clientwright::replace(&files)?;
    }
    if command.messages.is_json() {
        return report(&plan, &found, &learned, command);
    }
    if let Some(problems) = learned.problems.as_ref().filter(|_| command.verbose) {
        output::problems(&problems.render(true));
    }
    output::lines(&plan.report(&found, &learned, command))
}

/// What was done, as messages.
fn report(plan: &Plan, found: &Found, learned: &Learned, command: &Init) -> Result<(), Failure> {
    if let Some(problems) = &learned.problems {
        messages::diagnostics(&problems.located())?;
    }
    let status = match command.dry_run {
        true => Status::Planned,
        false => Status::Written,
    };
    for change in &plan.changes {
        messages::set_up(status, &change.path, &change.what)?;
    }
    messages::print(&Message::Setup(Setup {
        description: found.path.display().to_string(),
        input: found.kind.key(),
        client: learned.client.as_deref(),
        errors: learned.errors(),
        dry_run: command.dry_run,
        next: &plan.next,
    }))
}

/// A problem that prevents the set-up, with a way out.
fn problem(place: &Path, message: impl Into<String>, help: impl Into<String>) -> Failure {
    let place = match place.as_os_str().is_empty() {
        true => ".".to_owned(),
        false => place.display().to_string(),
    };
    let problem = Diagnostic::error_in(codes::SETUP, message.into(), place).help(help.into());
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(problem);
    Failure::from(Error::new(SourceMap::new(), diagnostics))
}
