//! The page of all commands with their help, and the table of commands in the README.

use clap::{Command, CommandFactory};

use super::{cell, fresh, page, read};
use crate::arguments::Arguments;

/// The program, with the flags that all commands have.
fn program() -> Command {
    let mut program = Arguments::command().bin_name("clientwright");
    program.build();
    program
}

/// The commands without `help`.
fn commands(program: &Command) -> impl Iterator<Item = &Command> {
    program
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
}

/// The arguments that have no flag, as in a usage line.
fn positional(command: &Command) -> String {
    let of_command = command.get_positionals().map(|argument| {
        let name = argument.get_id().as_str().to_uppercase();
        match argument.is_required_set() {
            true => format!(" {name}"),
            false => format!(" [{name}]"),
        }
    });
    of_command.collect()
}

fn about(command: &Command) -> String {
    command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// A line of help without white space at its end.
fn trimmed(help: &str) -> String {
    help.trim()
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

#[test]
fn the_page_of_commands_is_fresh() {
    let mut program = program();
    let mut text = page(
        "Commands",
        "The help of `clientwright` and of each of its commands. `cargo clientwright` is the same program.",
    );
    let help = trimmed(&program.render_long_help().to_string());
    text.push_str(&format!("\n```text\n{help}```\n"));
    let names: Vec<String> = commands(&program)
        .map(|it| it.get_name().to_owned())
        .collect();
    for name in names {
        let command = program.find_subcommand_mut(&name).expect("it is listed");
        let help = trimmed(&command.render_long_help().to_string());
        text.push_str(&format!("\n## {name}\n\n```text\n{help}```\n"));
    }
    fresh("docs/reference/commands.md", &text);
}

const START: &str = "| command | what it does |\n|---|---|\n";

/// The table of the README ends with the first line that is no row.
#[test]
fn the_table_of_commands_in_the_readme_is_fresh() {
    let program = program();
    let readme = read("README.md");
    let (before, rest) = readme.split_once(START).expect("a table");
    let after = rest.lines().take_while(|line| line.starts_with('|'));
    let after = &rest[after.map(|line| line.len() + 1).sum()..];
    let rows = commands(&program).map(|command| {
        let name = format!("{}{}", command.get_name(), positional(command));
        format!("| `{name}` | {} |\n", cell(&about(command)))
    });
    let rows: String = rows.collect();
    fresh("README.md", &format!("{before}{START}{rows}{after}"));
}
