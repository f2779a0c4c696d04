//! Completions for shells and man pages, both from the declaration of the command line.

use clap::CommandFactory;
use clientwright::codes;

use crate::arguments::{Arguments, Completions, Man};
use crate::output::{self, Failure};

/// The program that completions and man pages are about.
const PROGRAM: &str = "clientwright";

pub(crate) fn completions(command: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        command.shell,
        &mut Arguments::command(),
        PROGRAM,
        &mut script,
    );
    output::data(&String::from_utf8_lossy(&script))
}

/// Prints the man page of the program or of one command.
pub(crate) fn man(command: &Man) -> Result<(), Failure> {
    let mut program = Arguments::command();
    // Adds global flags to the commands, and the name of the program to theirs.
    program.build();
    let page = match &command.command {
        None => &program,
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            let all: Vec<_> = program
                .get_subcommands()
                .map(clap::Command::get_name)
                .collect();
            Failure::Usage(format!(
                "there is no command `{name}`; there are {}",
                all.join(", ")
            ))
        })?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page.clone())
        .render(&mut text)
        .map_err(|error| {
            Failure::Problems(format!(
                "error[{}]: cannot write: {error}",
                codes::UNWRITABLE
            ))
        })?;
    output::data(&String::from_utf8_lossy(&text))
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use crate::arguments::Arguments;

    /// The help of every command has an example, and every example is a valid command line.
    #[test]
    fn each_help_has_an_example_that_is_valid() {
        Arguments::command().debug_assert();
        for command in Arguments::command().get_subcommands() {
            let name = command.get_name();
            if name == "help" {
                continue;
            }
            let help = command.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let (title, examples) = help.split_once('\n').unwrap_or_default();
            assert_eq!(title, "Examples:", "{name}");
            for line in examples.lines() {
                // What follows is for the shell.
                let line = line.split(" > ").next().unwrap_or_default();
                let words: Vec<&str> = line
                    .split_whitespace()
                    .map(|word| word.trim_matches('\''))
                    .collect();
                assert_eq!(words.get(1), Some(&name), "{line}");
                if let Err(error) = Arguments::try_parse_from(&words) {
                    panic!("{line}: {error}");
                }
            }
        }
    }
}
