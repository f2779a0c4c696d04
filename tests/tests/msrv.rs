//! The oldest supported version of Rust is the highest that a locked dependency of a published crate requires.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use clientwright_tests::root;
use serde_json::Value;

const PUBLISHED: [&str; 6] = [
    "clientwright-csdl",
    "clientwright",
    "clientwright-cli",
    "clientwright-http",
    "clientwright-odata",
    "msgraph-lifecycle-workflows",
];

/// `1.89` and `1.89.0` are equal.
fn version(text: &str) -> Vec<u32> {
    let mut parts: Vec<u32> = text
        .split('.')
        .map(|n| n.parse().expect("a number"))
        .collect();
    parts.resize(3, 0);
    parts
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().expect("a list")
}

/// The ids of all packages that are compiled for users of the published crates, without dependencies of tests.
fn compiled(metadata: &Value) -> BTreeSet<&str> {
    let nodes = list(&metadata["resolve"], "nodes").iter();
    let nodes: BTreeMap<&str, &Value> = nodes.map(|node| (text(node, "id"), node)).collect();
    let members = list(metadata, "packages").iter();
    let published = members.filter(|package| {
        package["source"].is_null() && PUBLISHED.contains(&text(package, "name"))
    });
    let mut open: Vec<&str> = published.map(|package| text(package, "id")).collect();
    assert_eq!(open.len(), PUBLISHED.len());
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in list(nodes[id], "deps") {
            let kinds = list(dependency, "dep_kinds");
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                open.push(text(dependency, "pkg"));
            }
        }
    }
    seen
}

#[test]
fn the_version_is_as_low_as_the_dependencies_allow() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--locked",
            "--all-features",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let compiled = compiled(&metadata);
    let packages = list(&metadata, "packages").iter();
    let foreign = packages
        .filter(|package| !package["source"].is_null() && compiled.contains(text(package, "id")));
    let needed = foreign
        .filter_map(|package| {
            let needs = version(package["rust_version"].as_str()?);
            Some((needs, text(package, "name")))
        })
        .max()
        .expect("dependencies");
    let own = version(env!("CARGO_PKG_RUST_VERSION"));
    assert_eq!(
        needed.0, own,
        "`rust-version` is not that of the dependency with the highest one, {}",
        needed.1
    );
}

#[test]
fn the_documents_and_the_job_name_it() {
    let own = env!("CARGO_PKG_RUST_VERSION");
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("a file");
    for (path, wanted) in [
        (
            "README.md",
            format!("The minimum supported Rust version is {own}."),
        ),
        (
            "CONTRIBUTING.md",
            format!("A Rust toolchain of {own} or newer"),
        ),
        (
            "docs/decisions/015-msrv.md",
            format!("# 015: Minimum supported Rust version {own}\n"),
        ),
        (
            ".github/workflows/ci.yml",
            format!("RUSTUP_TOOLCHAIN: {own}.0\n"),
        ),
    ] {
        assert!(read(path).contains(&wanted), "{path}: {wanted}");
    }
}
