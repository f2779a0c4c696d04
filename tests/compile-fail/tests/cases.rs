//! Each file in `cases` fails to compile, with the message in the file next to it.
//!
//! The messages are reviewed because users see them when they make the mistake. After a change of the runtime,
//! `TRYBUILD=overwrite cargo test -p clientwright-compile-fail-tests -- --ignored` writes them again.

use std::process::Command;

/// The compiler of the messages. Others have different messages.
const COMPILER: &str = "rustc 1.95";

#[test]
#[ignore = "builds all dependencies again; .ci/run runs it"]
fn wrong_use_does_not_compile() {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    match version {
        Ok(version) if version.starts_with(COMPILER) => {
            trybuild::TestCases::new().compile_fail("cases/*.rs");
        }
        other => eprintln!("skipped: the messages are those of {COMPILER}, not {other:?}"),
    }
}
