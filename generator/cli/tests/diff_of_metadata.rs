//! `diff` of OData metadata: two versions of a real service in every form, and restrictions of paths.

mod common;

use std::path::{Path, PathBuf};

use common::Folder;
use serde_json::Value;

const PATHS: &str = include_str!("../../../tests/cases/path-capabilities/schema.csdl.xml");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// From version 1.0 of a real service to its beta version, for the selection of a committed module.
const VERSIONS: &str = "diff schemas/lifecycle-workflows.v1.0.csdl.xml schemas/lifecycle-workflows.beta.csdl.xml --module v1_0";

#[test]
fn versions_of_lifecycle_workflows() {
    let folder = Folder::at(root());
    for format in ["text", "markdown", "github"] {
        let run = folder.run(&format!("{VERSIONS} --format {format}"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
        insta::assert_snapshot!(
            format!("versions_of_lifecycle_workflows_{format}"),
            run.stdout
        );
    }
}

/// The JSON has every line of the text, in its order.
#[test]
fn json_says_what_the_text_says() {
    let folder = Folder::at(root());
    let text = folder.run(VERSIONS).stdout;
    let json = folder.run(&format!("{VERSIONS} --format json")).stdout;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let word = |change: &Value, key: &str| change[key].as_str().expect("a text").to_owned();
    let line = |change: &Value| {
        let [old, new] = ["old", "new"].map(|key| word(change, key));
        let of = |text: &str| match text.is_empty() {
            true => String::new(),
            false => format!(": `{text}`"),
        };
        let what = match word(change, "what").as_str() {
            "removed" => format!("removed{}", of(&old)),
            "added" => format!("added{}", of(&new)),
            "changed" => format!("changed: `{old}` to `{new}`"),
            "wire" => format!("on the wire: `{old}` to `{new}`"),
            _ => "has other docs".to_owned(),
        };
        format!("  {} {} {what}", word(change, "kind"), word(change, "path"))
    };
    let changes = json["changes"].as_array().expect("a list");
    let mut lines = text.lines().skip(1);
    for level in ["breaking", "behaviour", "additive", "cosmetic"] {
        let of_level: Vec<&Value> = changes.iter().filter(|c| c["level"] == level).collect();
        assert_eq!(json[level].as_u64(), Some(of_level.len() as u64));
        if of_level.is_empty() {
            continue;
        }
        assert_eq!(
            (lines.next(), lines.next()),
            (Some(""), Some(format!("{level}:").as_str()))
        );
        for change in of_level {
            assert_eq!(lines.next(), Some(line(change).as_str()));
        }
    }
    assert_eq!(lines.next(), None);
}

/// Edits of metadata whose paths have restrictions: a text, what replaces it, and what that means.
const EDITS: &[(&str, &str, &str)] = &[
    // The path `orders/lines` allows to delete.
    (
        "\"Deletable\" Bool=\"false\"",
        "\"Deletable\" Bool=\"true\"",
        "additive",
    ),
    // Entities of `audit` have keys.
    (
        "IndexableByKey\" Bool=\"false\"",
        "IndexableByKey\" Bool=\"true\"",
        "additive",
    ),
    (
        "\"Upsertable\" Bool=\"true\"",
        "\"Upsertable\" Bool=\"false\"",
        "breaking",
    ),
    // Entities are changed in parts, and no longer replaced.
    ("HttpMethod/PUT", "HttpMethod/PATCH", "breaking"),
    // The action is for no set of orders, then for all of them.
    ("<String>Shop.archive</String>", "", "breaking"),
    (
        "<Annotation Term=\"Org.OData.Core.V1.RequiresExplicitBinding\"/>",
        "",
        "additive",
    ),
    // What the path `orders` does not lead to.
    ("NavigationType/None", "NavigationType/Single", "additive"),
    (
        "NavigationPropertyPath=\"customer\"",
        "NavigationPropertyPath=\"lines\"",
        "breaking",
    ),
    // Another path with restrictions of its own.
    (
        "Target=\"Shop.Container/drafts/lines\"",
        "Target=\"Shop.Container/drafts/audit\"",
        "breaking",
    ),
    (
        "<EntitySet Name=\"drafts\" EntityType=\"Shop.order\"/>",
        "",
        "breaking",
    ),
];

#[test]
fn edits_of_restricted_paths() {
    let folder = Folder::new();
    folder.file("old.xml", PATHS);
    let mut shown = String::new();
    for (before, after, level) in EDITS {
        assert!(PATHS.contains(before), "{before}");
        folder.file("new.xml", &PATHS.replacen(before, after, 1));
        let run = folder.run("diff old.xml new.xml");
        assert_eq!(run.stderr, "", "{before}");
        let first = run.stdout.lines().nth(2).unwrap_or("none:");
        assert_eq!(first, format!("{level}:"), "{before}: {}", run.stdout);
        shown.push_str(&format!("- {before:?}\n+ {after:?}\n{}\n", run.stdout));
    }
    insta::assert_snapshot!(shown);
}
