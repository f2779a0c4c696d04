//! What a release needs: metadata for docs.rs, archives where `cargo binstall` looks for them, licences.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clientwright_tests::root;
use serde_json::Value;

use crate::boundaries::{published, text};

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).expect("a file")
}

/// The documentation of a crate has all of its features, and the badge of each.
#[test]
fn docs_rs_shows_every_feature() {
    let mut crates = 0;
    for package in published() {
        let features = package["features"].as_object().expect("a table");
        let of_users: BTreeSet<&str> = features
            .keys()
            .map(String::as_str)
            .filter(|name| *name != "default" && !name.starts_with("__"))
            .collect();
        let name = text(&package["name"]);
        // The program has no library for users, and a crate of generated code only forwards features.
        let skipped = ["clientwright-cli", "msgraph-lifecycle-workflows"];
        if of_users.is_empty() || skipped.contains(&name.as_str()) {
            continue;
        }
        crates += 1;
        let settings = &package["metadata"]["docs"]["rs"];
        let listed = settings["features"].as_array().expect("a list");
        let listed: BTreeSet<&str> = listed.iter().filter_map(Value::as_str).collect();
        let mut open: Vec<&str> = listed.into_iter().chain(["default"]).collect();
        let mut on = BTreeSet::new();
        while let Some(name) = open.pop() {
            if on.insert(name) {
                let more = features.get(name).and_then(Value::as_array);
                open.extend(more.into_iter().flatten().filter_map(Value::as_str));
            }
        }
        let missing: Vec<_> = of_users.difference(&on).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
        let source = Path::new(&text(&package["manifest_path"])).with_file_name("src/lib.rs");
        let has_items = fs::read_to_string(&source).expect("a file");
        let shows = has_items.contains("#![cfg_attr(docsrs, feature(doc_cfg))]");
        let asked = settings["rustdoc-args"] == serde_json::json!(["--cfg", "docsrs"]);
        assert!(shows && asked, "{name}");
    }
    assert!(crates >= 4, "{crates}");
}

/// `cargo binstall` finds the archives by their names.
#[test]
fn archives_have_the_names_that_binstall_expects() {
    let all = published();
    let program = all
        .iter()
        .find(|package| package["name"] == "clientwright-cli");
    let binstall = &program.expect("the program")["metadata"]["binstall"];
    let url = text(&binstall["pkg-url"]);
    assert_eq!(
        url.rsplit('/').next(),
        Some("clientwright-{ target }.tar.gz")
    );
    assert_eq!(
        text(&binstall["bin-dir"]),
        "clientwright-{ target }/{ bin }{ binary-ext }"
    );
    let workflow = read(".github/workflows/release.yml");
    for line in [
        "folder=\"clientwright-$TARGET\"",
        "tar -czf \"$folder.tar.gz\" \"$folder\"",
    ] {
        assert!(workflow.contains(line), "{line}");
    }
}

/// Every published crate has what the registry requires.
#[test]
fn manifests_are_complete() {
    for package in published() {
        let name = text(&package["name"]);
        for key in [
            "description",
            "license",
            "repository",
            "readme",
            "rust_version",
        ] {
            assert!(package[key].is_string(), "{name} has no {key}");
        }
        for key in ["keywords", "categories"] {
            let number = package[key].as_array().map_or(0, Vec::len);
            assert!((1..=5).contains(&number), "{name} has {number} {key}");
        }
        let readme = text(&package["readme"]);
        let manifest = text(&package["manifest_path"]);
        let readme = Path::new(&manifest).with_file_name(readme);
        assert!(readme.is_file(), "{}", readme.display());
    }
}
