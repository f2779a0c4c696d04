//! Reads the examples of descriptions into generated types, and compares the outcome with a validator of JSON Schema:
//! `clientwright-oracle SCRATCH TABLE FILE...`.
//!
//! An example that is valid by its schema is read into the type of its place and written unchanged. So is each value inside of it
//! whose schema is a component, and values made for each component: from the examples of its properties, or the simplest ones. Of a union, the variant that is read is one that the validator accepts, and never the
//! fallback. The program prints a row for each file and a line for each exception; it fails at exceptions that
//! `exceptions.txt` does not list with their reason, and at entries there that no longer occur. `TABLE` is a
//! Markdown file with the results.

mod report;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use clientwright::{Options, examples};
use clientwright_oracle::judge::{Judge, Verdict};
use clientwright_oracle::{document, judge, made};
use samples::Outcome;
use serde_json::Value;

/// A valid value, and the type to read it into.
pub(crate) struct Sample {
    /// The place of the example that has it.
    pub(crate) pointer: String,
    /// The place of its schema.
    pub(crate) schema: String,
    pub(crate) ty: String,
    pub(crate) json: String,
    /// Whether it is a whole example.
    pub(crate) whole: bool,
}

#[derive(Default)]
struct Row {
    examples: usize,
    valid: usize,
    invalid: usize,
    unknown: usize,
    same: usize,
    parts: usize,
    parts_same: usize,
    variants: usize,
    variants_same: usize,
    exceptions: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [scratch, table, files @ ..] = &arguments[..] else {
        eprintln!("usage: clientwright-oracle SCRATCH TABLE FILE...");
        return ExitCode::from(2);
    };
    println!(
        "{:<24}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>9}",
        "", "examples", "invalid", "unknown", "valid", "same", "parts", "same", "variants", "agree"
    );
    let (mut rows, mut failed) = (Vec::new(), false);
    for file in files {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let row = match row(&name, file, &scratch.join(&name)) {
            Ok(row) => row,
            Err(reason) => {
                println!("{name:<24} FAILED: {reason}");
                failed = true;
                continue;
            }
        };
        println!(
            "{name:<24}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>9}",
            row.examples,
            row.invalid,
            row.unknown,
            row.valid,
            row.same,
            row.parts,
            row.parts_same,
            row.variants,
            row.variants_same
        );
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
    if let Err(error) = fs::write(table, report::table(&rows)) {
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

fn row(name: &str, file: &Path, folder: &Path) -> Result<Row, String> {
    let options = Options {
        schema: file.to_owned(),
        crate_name: Some("described".to_owned()),
        out: folder.to_owned(),
        ..Options::default()
    };
    let described = examples(&options).map_err(|error| error.to_string())?;
    let document = judge::converted(&document(file)?);
    let registry = judge::registry(&document);
    let judge = Judge::new(&document, &registry);

    let mut row = Row {
        examples: described.examples.len(),
        ..Row::default()
    };
    let mut samples: Vec<Sample> = Vec::new();
    let mut parts: BTreeMap<(String, String), Sample> = BTreeMap::new();
    for example in &described.examples {
        // A text of JSON Schema's validator is a Rust string; a number that it cannot hold is not judged.
        let Ok(value) = serde_json::from_str::<Value>(&example.json) else {
            row.unknown += 1;
            continue;
        };
        // An example that is JSON inside of a text counts once it is parsed.
        let inside = value
            .as_str()
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let inside = inside.filter(|value| value.is_object() || value.is_array());
        let value = match judge.verdict(&example.schema, &value) {
            Verdict::Valid => value,
            Verdict::Unknown => {
                row.unknown += 1;
                continue;
            }
            Verdict::Invalid => match inside.filter(|it| judge.is_valid(&example.schema, it)) {
                Some(inside) => inside,
                None => {
                    row.invalid += 1;
                    continue;
                }
            },
        };
        row.valid += 1;
        for (schema, part) in judge.parts(&example.schema, &value) {
            let Some(ty) = described.components.get(&schema) else {
                continue;
            };
            let json = part.to_string();
            parts
                .entry((schema.clone(), json.clone()))
                .or_insert_with(|| Sample {
                    pointer: example.pointer.clone(),
                    schema,
                    ty: ty.clone(),
                    json,
                    whole: false,
                });
        }
        samples.push(Sample {
            pointer: example.pointer.clone(),
            schema: example.schema.clone(),
            ty: example.ty.clone(),
            json: value.to_string(),
            whole: true,
        });
    }
    for (schema, ty) in &described.components {
        // For a union, a value of each alternative.
        let places = [vec![schema.clone()], judge.alternatives(schema)].concat();
        let made = places
            .iter()
            .flat_map(|place| made::values(&document, place));
        for value in made {
            if !judge.is_valid(schema, &value) {
                continue;
            }
            let json = value.to_string();
            parts
                .entry((schema.clone(), json.clone()))
                .or_insert_with(|| Sample {
                    pointer: "made".to_owned(),
                    schema: schema.clone(),
                    ty: ty.clone(),
                    json,
                    whole: false,
                });
        }
    }
    samples.extend(parts.into_values());
    if samples.is_empty() {
        return Ok(row);
    }
    let outcomes = samples::run(name, file, folder, &samples, &described.unions)?;
    for (sample, outcome) in samples.iter().zip(outcomes) {
        let (all, same) = match sample.whole {
            true => (&mut 0, &mut row.same),
            false => (&mut row.parts, &mut row.parts_same),
        };
        *all += 1;
        let at = match sample.whole {
            true => sample.pointer.clone(),
            false => format!("{} in {}", sample.schema, sample.pointer),
        };
        match outcome {
            Outcome::Wrong(why) => {
                row.exceptions
                    .push(format!("{at}: {}: {why}: {}", sample.ty, sample.json));
            }
            Outcome::Same(variant) => {
                *same += 1;
                let Some(variant) = variant else { continue };
                row.variants += 1;
                match misfit(&judge, sample, &variant, &described) {
                    None => row.variants_same += 1,
                    Some(why) => row
                        .exceptions
                        .push(format!("{at}: {}: {why}: {}", sample.ty, sample.json)),
                }
            }
        }
    }
    Ok(row)
}

/// Why the variant of a union that was read is wrong by the validator.
fn misfit(
    judge: &Judge<'_>,
    sample: &Sample,
    variant: &str,
    described: &clientwright::Examples,
) -> Option<String> {
    let value: Value = serde_json::from_str(&sample.json).ok()?;
    let alternatives = judge.alternatives(&sample.schema);
    let valid: Vec<&String> = alternatives
        .iter()
        .filter(|it| judge.is_valid(it, &value))
        .collect();
    if variant == "-" {
        let is_known =
            !valid.is_empty() && judge.names_alternative(&sample.schema, &value) != Some(false);
        return is_known.then(|| format!("the fallback, though {valid:?} is valid"));
    }
    let variants = &described.unions[&sample.ty];
    let (_, picked) = variants.iter().find(|(name, _)| name == variant)?;
    let is_picked = |schema: &&String| {
        described
            .components
            .get(*schema)
            .is_some_and(|ty| unwrapped(picked) == ty)
    };
    // An alternative without a name has a type that only the generator knows.
    let named = alternatives.iter().any(|schema| is_picked(&schema));
    let agrees = valid.iter().any(is_picked);
    (named && !agrees).then(|| format!("the variant {variant}, though valid are {valid:?}"))
}

/// A type without the wrapper of recursive types.
fn unwrapped(ty: &str) -> &str {
    let inner = ["rt::One<", "Box<"]
        .iter()
        .find_map(|wrapper| ty.strip_prefix(wrapper));
    inner
        .and_then(|inner| inner.strip_suffix('>'))
        .unwrap_or(ty)
}
