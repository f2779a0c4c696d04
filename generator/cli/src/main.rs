//! The `clientwright` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    clientwright_cli::run("clientwright", std::env::args_os().collect())
}
