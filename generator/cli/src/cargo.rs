//! The same program as a subcommand of Cargo: `cargo clientwright` runs the program `cargo-clientwright`.

use std::ffi::OsStr;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments: Vec<_> = std::env::args_os().collect();
    // Cargo passes the name of the subcommand as the first argument.
    if arguments.get(1).map(|a| a.as_os_str()) == Some(OsStr::new("clientwright")) {
        arguments.remove(1);
    }
    clientwright_cli::run("cargo clientwright", arguments)
}
