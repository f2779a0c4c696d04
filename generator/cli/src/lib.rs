//! What the programs `clientwright` and `cargo-clientwright` share.
//!
//! The crate is published for its programs. Its library has no stable interface; the one for build scripts is the crate
//! `clientwright`.

mod arguments;
mod commands;
mod config;
mod drawing;
mod fetch;
mod flags;
mod init;
mod messages;
mod output;
#[cfg(test)]
mod reference;
mod shell;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use arguments::{Arguments, Command};

/// Problems in the input, or output that is stale.
const PROBLEMS: u8 = 1;
/// The command line is not valid. The same code as that of clap.
const WRONG_USAGE: u8 = 2;

/// Runs the program with its arguments, of which the first is the path of the program. `name` is what users type to run
/// it; the help shows it.
pub fn run(name: &'static str, arguments: Vec<OsString>) -> ExitCode {
    let matches = Arguments::command()
        .bin_name(name)
        .get_matches_from(arguments);
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    arguments.color.choice().write_global();
    let is_json = arguments.command.is_json();
    let result = match arguments.command {
        Command::Generate(command) => commands::generate(&command),
        Command::Check(command) => commands::check(&command),
        Command::Lint(command) => commands::lint(&command),
        Command::Diff(command) => commands::diff(&command),
        Command::Explain(command) => commands::explain(&command),
        Command::Slice(command) => commands::slice(&command),
        Command::Why(command) => commands::why(&command),
        Command::Tree(command) => commands::tree(&command),
        Command::Explore(command) => commands::explore(&command),
        Command::Graph(command) => commands::graph(&command),
        Command::Dump(command) => commands::dump(&command),
        Command::Fetch(command) => fetch::fetch(&command),
        Command::Init(command) => init::init(&command),
        Command::Mock(command) => commands::mock(&command),
        Command::Completions(command) => shell::completions(&command),
        Command::Man(command) => shell::man(&command),
    };
    let result = match is_json {
        true => ended(result),
        false => result,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(output::Failure::Reported) => ExitCode::from(PROBLEMS),
        Err(output::Failure::Usage(message)) => {
            output::problems(&format!(
                "error: {message}\n\nFor more information, try '--help'."
            ));
            ExitCode::from(WRONG_USAGE)
        }
        Err(output::Failure::Diagnosed(errors)) => {
            output::problems(&output::diagnosed(&errors, name));
            ExitCode::from(PROBLEMS)
        }
        Err(output::Failure::Problems(text)) => {
            output::problems(&text);
            ExitCode::from(PROBLEMS)
        }
    }
}

/// Prints the problems that are not printed yet, and the last message, as JSON.
fn ended(result: Result<(), output::Failure>) -> Result<(), output::Failure> {
    let end = |success| messages::print(&messages::Message::End { success });
    match result {
        Ok(()) => end(true),
        Err(output::Failure::Diagnosed(errors)) => {
            messages::errors(&errors)?;
            end(false)?;
            Err(output::Failure::Reported)
        }
        Err(output::Failure::Reported) => {
            end(false)?;
            Err(output::Failure::Reported)
        }
        Err(other) => Err(other),
    }
}
