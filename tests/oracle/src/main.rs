//! Reads the examples of descriptions into generated types, and compares the outcome with a validator of JSON Schema:
//! `clientwright-oracle SCRATCH TABLE FILE...`.
//!
//! An example that is valid by its schema is read into the type of its place and written unchanged. So is each value inside of it
//! whose schema is a component or a union, and values made for each of these: from the examples of its properties, or the simplest
//! ones. Of a union, the variant that is read is one that the validator accepts, and never the fallback. A value of a component without
//! a property that it requires is refused, with the type, the property and the place. The program prints a row for each file and a line
//! for each exception; it fails at exceptions that `exceptions.txt` does not list with their reason, and at entries there that no longer
//! occur. `TABLE` is a Markdown file with the results; it keeps its rows for other files.

mod report;
mod row;
mod samples;
mod unions;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [scratch, table, files @ ..] = &arguments[..] else {
        eprintln!("usage: clientwright-oracle SCRATCH TABLE FILE...");
        return ExitCode::from(2);
    };
    print!("{:<24}", "");
    for column in report::COLUMNS {
        print!("{column:>10}");
    }
    println!();
    let (mut rows, mut failed) = (Vec::new(), false);
    for file in files {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let row = match row::row(&name, file, &scratch.join(&name)) {
            Ok(row) => row,
            Err(reason) => {
                println!("{name:<24} FAILED: {reason}");
                failed = true;
                continue;
            }
        };
        print!("{name:<24}");
        for number in report::numbers(&row) {
            print!("{number:>10}");
        }
        println!();
        let listed = listed(&name);
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for exception in &row.exceptions {
            let known = listed
                .iter()
                .find(|entry| exception.starts_with(entry.as_str()));
            match known {
                Some(entry) => _ = found.insert(entry),
                None => {
                    println!("    {exception}");
                    failed = true;
                }
            }
        }
        for entry in listed
            .iter()
            .filter(|entry| !found.contains(entry.as_str()))
        {
            println!("    listed as an exception, but right: {entry}");
            failed = true;
        }
        rows.push((name, row));
    }
    let before = fs::read_to_string(table).unwrap_or_default();
    if let Err(error) = fs::write(table, report::table(&rows, &before)) {
        println!("{}: {error}", table.display());
        failed = true;
    }
    match failed {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

/// The beginnings of the exceptions that `exceptions.txt` lists for a file.
fn listed(name: &str) -> Vec<String> {
    let lines = include_str!("../exceptions.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| line.split_once(' '));
    entries
        .filter(|(file, _)| *file == name)
        .map(|(_, entry)| entry.trim().to_owned())
        .collect()
}
