//! The table of results.

use std::fmt::Write;

use crate::Row;

const HEAD: &str = "\
# Values of descriptions, read and written

`.ci/full.d/40-oracle` writes this file. For each description of the reference data a client is generated, and values are read into its
types and written again: the examples of the description that a validator of JSON Schema accepts by their schemas; what is
inside of them and has a component as its schema; and values made for each component, for a union one for each
alternative. They must be written as they were read. Where the type is a union, the variant must be one that the validator
accepts, and never the fallback.

| description | examples | invalid by their schema | not judged | valid | same | parts and made values | same | of unions | variant agrees |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

pub(crate) fn table(rows: &[(String, Row)]) -> String {
    let mut table = String::from(HEAD);
    for (name, row) in rows {
        let numbers = [
            row.examples,
            row.invalid,
            row.unknown,
            row.valid,
            row.same,
            row.parts,
            row.parts_same,
            row.variants,
            row.variants_same,
        ];
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let _ = writeln!(table, "| `{name}` | {} |", numbers.join(" | "));
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
