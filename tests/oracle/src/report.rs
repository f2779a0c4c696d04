//! The table of results.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::row::Row;

const HEAD: &str = "\
# Values of descriptions, read and written

`.ci/full.d/40-oracle` writes this file. For each description of the reference data a client is generated, and values are read into its
types and written again: the examples of the description that a validator of JSON Schema accepts by their schemas; what is
inside of them and has a component or a union as its schema; and values made for each component and each union, for a union one for each
alternative. They must be written as they were read. Where the type is a union, the variant must be the one that the
discriminator of the description names, else one that the validator accepts, and never the fallback. Values of components that lack a required property, up to three properties of each, must be refused by
an error with the type, the property and its place.

A run of some of the files with `ORACLE_TABLE=docs/oracle.md` writes their rows anew and keeps the others. A
description of the reference data without a row was not run; a row may be older than the generator.

| description | examples | invalid by their schema | not judged | valid | same | parts and made values | same | unions | of which read | \
values of unions | variant agrees | values that lack a property | refused |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// Short titles of the columns.
pub(crate) const COLUMNS: [&str; 13] = [
    "examples", "invalid", "unknown", "valid", "same", "parts", "same", "unions", "read",
    "variants", "agree", "lacking", "refused",
];

/// The numbers of a row, in the order of the columns.
pub(crate) fn numbers(row: &Row) -> [usize; 13] {
    [
        row.examples,
        row.invalid,
        row.unknown,
        row.valid,
        row.same,
        row.parts,
        row.parts_same,
        row.unions,
        row.unions_read,
        row.variants,
        row.variants_same,
        row.lacking,
        row.refused,
    ]
}

/// The table with these rows, and those of other files that it had before.
pub(crate) fn table(rows: &[(String, Row)], before: &str) -> String {
    let kept = before.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("| `")?.split_once('`')?;
        Some((name, line.to_owned()))
    });
    let columns = HEAD
        .lines()
        .last()
        .map_or(0, |line| line.matches('|').count());
    let kept = kept.filter(|(_, line)| line.matches('|').count() == columns);
    let mut lines: BTreeMap<&str, String> = kept.collect();
    for (name, row) in rows {
        let numbers = numbers(row).map(|number| number.to_string());
        lines.insert(name, format!("| `{name}` | {} |", numbers.join(" | ")));
    }
    let mut table = String::from(HEAD);
    for line in lines.values() {
        let _ = writeln!(table, "{line}");
    }
    table.push_str("\n## Exceptions\n\n");
    let lines = include_str!("../exceptions.txt").lines();
    if lines.clone().all(|line| line.starts_with('#')) {
        table.push_str("None.\n");
        return table;
    }
    table.push_str("`tests/oracle/exceptions.txt` lists them:\n\n```text\n");
    for line in lines {
        let _ = writeln!(table, "{line}");
    }
    table.push_str("```\n");
    table
}
