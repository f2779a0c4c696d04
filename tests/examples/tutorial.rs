//! Prints a tutorial as a script for bash: its files and commands in their order, and a comparison where the tutorial shows the output
//! of a command.
//!
//! ```text
//! cargo run -p clientwright-tests --example tutorial -- docs/tutorial/odata.md
//! ```
//!
//! A block after a line with only a name in back quotes is the file of that name. Blocks of the kind `console` have commands after `$ `.
#![allow(
    clippy::unwrap_used,
    reason = "a tool of tests fails where a test would"
)]

use std::fs;

use clientwright_tests::documents::blocks;

/// The end of a text for the shell, which no line of a tutorial is.
const END: &str = "END-OF-FILE";

/// The name of the file that a block is, from the lines before it.
fn file<'t>(lines: &[&'t str], fence: usize) -> Option<&'t str> {
    let before = lines[..fence].iter().rev().find(|line| !line.is_empty())?;
    before.strip_prefix('`')?.strip_suffix("`:")
}

/// The commands of a console block, each with the output that is shown.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), String::new())),
            (None, Some((_, output))) => output.push_str(&format!("{line}\n")),
            (None, None) => panic!("output without a command: {line}"),
        }
    }
    commands
}

fn main() {
    let path = std::env::args().nth(1).expect("a tutorial");
    let text = fs::read_to_string(clientwright_tests::root().join(path)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (mut files, mut runs) = (0, 0);
    for block in blocks(&text) {
        if block.kind == "console" {
            for (command, output) in commands(&block.text) {
                runs += 1;
                match output.is_empty() {
                    true => println!("step {command}"),
                    false => println!("compare {command} <<'{END}'\n{output}{END}"),
                }
            }
            continue;
        }
        let name = file(&lines, block.line - 1);
        let name = name.unwrap_or_else(|| panic!("line {} is no file", block.line));
        files += 1;
        println!(
            "mkdir -p \"$(dirname {name})\"\ncat > {name} <<'{END}'\n{}{END}",
            block.text
        );
    }
    assert!(files > 1 && runs > 4, "{files} files, {runs} commands");
}
