//! The `clientwright` program.

mod arguments;
mod commands;
mod config;
mod flags;
mod output;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Problems in the input, or output that is stale.
const PROBLEMS: u8 = 1;
/// The command line is not valid. The same code as that of clap.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.choice().write_global();
    let result = match arguments.command {
        Command::Generate(command) => commands::generate(&command),
        Command::Check(command) => commands::check(&command),
        Command::Slice(command) => commands::slice(&command),
        Command::Dump(command) => commands::dump(&command),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(output::Failure::Usage(message)) => {
            output::problems(&format!(
                "error: {message}\n\nFor more information, try '--help'."
            ));
            ExitCode::from(WRONG_USAGE)
        }
        Err(output::Failure::Problems(text)) => {
            output::problems(&text);
            ExitCode::from(PROBLEMS)
        }
    }
}
