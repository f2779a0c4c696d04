//! Descriptions of real services: each generates, twice the same, and the summary accounts for all parts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clientwright::{Count, Generated, Options, generate};

use crate::path;

/// The descriptions. One of them refers to another file, which has no operations of its own.
pub(crate) const FILES: &[&str] = &[
    "openapi/adyen-management.yaml",
    "openapi/commercetools-import.yaml",
    "openapi/discord.json",
    "openapi/firecracker.json",
    "openapi/github.json",
    "openapi/hey-full-31.yaml",
    "openapi/iceberg.yaml",
    "openapi/oxide-nexus.json",
    "openapi/qdrant.json",
    "openapi/resend.yaml",
    "openapi/spotify.yaml",
    "openapi/superset.json",
    "openapi/telegram.json",
    "openapi/twilio-verify.yaml",
    "openapi/unitycatalog.yaml",
];

fn generated(file: &str) -> Generated {
    let options = Options {
        schema: path(file),
        crate_name: Some("described".to_owned()),
        out: PathBuf::from("described"),
        ..Options::default()
    };
    generate(&options).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The output is the same again, and nothing is missing in the summary.
pub(crate) fn generates_and_accounts_for_everything(file: &str) {
    let generated = generated(file);
    assert!(generated.output.len() > 5, "{file}");
    assert_eq!(generated.output, self::generated(file).output, "{file}");

    let counts: BTreeMap<&str, &Count> = generated
        .summary
        .counts
        .iter()
        .map(|count| (count.what, count))
        .collect();
    // A description may have no parameters: one of these files sends all values in bodies.
    for what in ["operations", "responses"] {
        assert!(counts[what].emitted > 0, "{file}: no {what}");
    }
    for count in counts.values() {
        // A note that starts with "of them" is about emitted ones; the others are about missing ones.
        let missing = count.notes.iter();
        let missing = missing.filter(|(_, note)| !note.starts_with("of them"));
        let missing: usize = missing.map(|(count, _)| count).sum();
        assert_eq!(count.total, count.emitted + missing, "{file}: {count:?}");
    }
    let losses: usize = counts
        .values()
        .flat_map(|count| &count.notes)
        .filter(|(_, note)| *note == "left out")
        .map(|(count, _)| count)
        .sum();
    let is_explained = losses == 0 || !generated.summary.left_out.is_empty();
    assert!(
        is_explained,
        "{file}: {losses} parts are left out without a reason"
    );
}
