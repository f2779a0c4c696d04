//! Calls every operation of descriptions once, with generated clients and values made from the descriptions. The server is the mock server
//! Prism, which checks each request by the description: `clientwright-prism-calls SCRATCH NODE PRISM TABLE FILE...`.
//!
//! A call is accepted if the server finds no fault with the request, and decoded if the client makes a value of the response. The
//! program prints a row for each file and a line for each exception; it fails at exceptions that `exceptions.tsv` does not list with
//! their reason, and at entries there that no longer occur. `TABLE` is a Markdown file with the results.
//!
//! `PRISM_SECONDS` is the time that all servers and calls may take, without builds; then the program fails. It is an hour
//! by default.

mod calls;
mod code;
mod exceptions;
mod outcome;
mod report;
mod served;
mod server;
mod time;
mod values;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;
use std::{env, fs};

use clientwright::{Options, examples};
use clientwright_oracle::judge::Judge;
use clientwright_oracle::program::Program;
use clientwright_oracle::{document, judge};
use exceptions::Exceptions;
use outcome::Outcome;
use server::Server;
use time::Time;
use values::Values;

/// The results of a file.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) operations: usize,
    pub(crate) calls: usize,
    pub(crate) accepted: usize,
    pub(crate) decoded: usize,
    /// Operation and reason.
    pub(crate) wrong: Vec<(String, String)>,
}

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [scratch, node, prism, table, files @ ..] = &arguments[..] else {
        eprintln!("usage: clientwright-prism-calls SCRATCH NODE PRISM TABLE FILE...");
        return ExitCode::from(2);
    };
    let seconds = env::var("PRISM_SECONDS").unwrap_or_else(|_| "3600".to_owned());
    let Ok(seconds) = seconds.parse() else {
        eprintln!("PRISM_SECONDS is no number of seconds: {seconds}");
        return ExitCode::from(2);
    };
    // Large descriptions take a minute on a busy machine.
    let mut time = Time::of(Duration::from_secs(180), Duration::from_secs(seconds));
    let mut exceptions = Exceptions::listed();
    let (mut rows, mut failed) = (Vec::new(), false);
    println!(
        "{:<24}{:>11}{:>9}{:>9}{:>9}",
        "", "operations", "calls", "accepted", "decoded"
    );
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.trim_end_matches(".openapi");
        let folder = scratch.join(name);
        let row = match row(name, file, &folder, (node, prism), &mut time) {
            Ok(row) => row,
            Err(reason) => {
                println!("{name:<24} FAILED: {reason}");
                failed = true;
                continue;
            }
        };
        println!(
            "{name:<24}{:>11}{:>9}{:>9}{:>9}",
            row.operations, row.calls, row.accepted, row.decoded
        );
        for (operation, reason) in &row.wrong {
            if !exceptions.has(name, operation, reason) {
                println!(
                    "    {operation}: {}",
                    reason.chars().take(900).collect::<String>()
                );
                failed = true;
            }
        }
        for entry in exceptions.unused(name) {
            println!("    listed as an exception, but right: {entry}");
            failed = true;
        }
        rows.push(row);
    }
    // A table without one of the rows would replace a complete one.
    if rows.len() == files.len()
        && let Err(error) = fs::write(table, report::table(&rows, &exceptions))
    {
        println!("{}: {error}", table.display());
        failed = true;
    }
    match failed {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

fn row(
    name: &str,
    file: &Path,
    folder: &Path,
    server: (&Path, &Path),
    time: &mut Time,
) -> Result<Row, String> {
    let options = Options {
        schema: file.to_owned(),
        crate_name: Some("described".to_owned()),
        out: folder.to_owned(),
        ..Options::default()
    };
    let described = examples(&options).map_err(|error| error.to_string())?;
    let document = document(file)?;
    let served = served::file(file, &document, folder)?;
    let document = judge::converted(&document);
    let registry = judge::registry(&document);
    let values = Values::new(&document, Judge::of_formats(&document, &registry));
    let code = code::code(&described, &values);
    let program = Program {
        name,
        file,
        folder,
        verb: "calls",
        code: &code,
    };
    let program = program.build()?;
    let server = Server::start(server, &served, &folder.join("prism.log"), time)?;
    let calls = calls::run(Command::new(program), &server, folder, time)?;
    let mut row = Row {
        name: name.to_owned(),
        ..Row::default()
    };
    let mut operations = BTreeSet::new();
    for (number, outcome) in calls.lines.lines().filter_map(Outcome::parse) {
        let call = described
            .calls
            .get(number)
            .ok_or("a call without a number")?;
        let mut words = call.operation.split(' ');
        operations.insert((words.next(), words.next()));
        row.calls += 1;
        row.accepted += usize::from(outcome.is_accepted());
        row.decoded += usize::from(outcome.is_decoded());
        if !outcome.is_accepted() || !outcome.is_decoded() {
            row.wrong.push((call.operation.clone(), outcome.reason()));
        }
    }
    row.operations = operations.len();
    match row.calls == described.calls.len() {
        true => Ok(row),
        false => Err(format!(
            "{} of {} calls: {}; of the server, {}",
            row.calls,
            described.calls.len(),
            calls.error,
            server.said()
        )),
    }
}
