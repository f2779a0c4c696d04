//! The configurations, patterns, overlays and commands of the guide and the README, tested with the program. `tests/tests/documents` runs their Rust code.

mod common;
#[path = "../../../tests/src/documents.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the same file is a public module of the crate of the tests"
)]
mod documents;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::Folder;
use documents::{Block, blocks};

const SHOP: &str = include_str!("../../../tests/documents/shop.csdl.xml");
const PETS: &str = include_str!("../../../tests/documents/pets.openapi.yaml");
const README: &str = include_str!("../../../README.md");

/// All pages of the guide in one text.
static GUIDE: LazyLock<String> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages = documents::guide(&root).expect("the guide");
    pages.into_iter().map(|(_, text)| text).collect()
});

/// The blocks of a kind.
fn all(markdown: &str, kind: &str) -> Vec<Block> {
    let mut blocks = blocks(markdown);
    blocks.retain(|block| block.kind == kind);
    assert!(!blocks.is_empty(), "no {kind}");
    blocks
}

/// The block of a kind under a heading.
fn block(markdown: &str, kind: &str, name: &str) -> String {
    let block = all(markdown, kind)
        .into_iter()
        .find(|block| block.name == name);
    block
        .unwrap_or_else(|| panic!("no {kind} under {name}"))
        .text
}

/// A folder with the metadata and the overlay that the guide names.
fn shop() -> Folder {
    let folder = Folder::new();
    folder.file("schemas/service.csdl.xml", SHOP);
    folder.file("schemas/pets.openapi.yaml", PETS);
    folder.file("schemas/docs.csdl.xml", &block(&GUIDE, "xml", "overlays"));
    folder
}

/// Runs the program, which has to succeed without a warning about its options.
fn succeeds(folder: &Folder, arguments: &str) -> String {
    let run = folder.run(arguments);
    assert_eq!(run.code, Some(0), "{arguments}: {}", run.stderr);
    assert!(!run.stderr.contains("gen-"), "{arguments}: {}", run.stderr);
    run.stdout
}

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn each_configuration_is_accepted() {
    let mut count = 0;
    for block in all(&GUIDE, "toml").iter().chain(&all(README, "toml")) {
        let text = match &block.text {
            // The dependencies of a crate.
            text if text.contains("dependencies]") => continue,
            // A part of a module.
            text if !text.contains("[[module]]") => {
                let schema = if block.name.contains("openapi") {
                    "pets.openapi.yaml"
                } else {
                    "service.csdl.xml"
                };
                format!("[[module]]\nschema = \"schemas/{schema}\"\nout = \"src/service\"\n{text}")
            }
            text => text.clone(),
        };
        let folder = shop();
        folder.file("codegen.toml", &text);
        succeeds(&folder, "generate");
        assert!(
            folder.path().join("src/service/mod.rs").is_file(),
            "{}",
            block.name
        );
        count += 1;
    }
    assert!(count >= 4, "{count} configurations");
}

#[test]
fn the_documented_configuration_has_the_documented_effect() {
    let folder = shop();
    folder.file(
        "codegen.toml",
        &block(&GUIDE, "toml", "options-and-codegen-toml"),
    );
    succeeds(&folder, "generate");
    let client = read(&folder, "src/service/client.rs");
    assert!(client.contains("struct ShopClient"));
    assert!(client.contains("https://example.org/odata"));
    let order = read(&folder, "src/service/order.rs");
    assert!(order.contains("pub category: Option<String>"));
    assert!(order.contains("pub total: Option<rt::edm::Decimal>"));
    assert!(order.contains("What the customer pays, taxes included."));
    assert!(!order.contains("ghost"));
    assert!(client.contains("NoDelete"), "the overlay forbids deletion");
    assert!(!read(&folder, "src/service/line.rs").contains("fn audit"));
    assert!(
        !read(&folder, "src/service/customer.rs").contains("fn orders"),
        "a leaf"
    );
    assert!(folder.path().join("service.lock").is_file());
}

#[test]
fn renames_and_the_lock_file_look_as_shown() {
    let folder = shop();
    let renames = block(&GUIDE, "toml", "renames");
    let module = "[[module]]\nschema = \"schemas/service.csdl.xml\"\nout = \"src\"\n";
    folder.file("codegen.toml", &format!("{module}{renames}"));
    succeeds(&folder, "generate");
    let order = read(&folder, "src/purchase_order.rs");
    for name in [
        "struct PurchaseOrder",
        "CATEGORY",
        "fn finish",
        "fn search",
        "moment",
    ] {
        assert!(order.contains(name), "{name}");
    }
    assert!(read(&folder, "src/status.rs").contains("Pending"));
    assert!(read(&folder, "src/client.rs").contains("fn purchases"));
    assert!(folder.path().join("src/archive/old/receipt.rs").is_file());

    succeeds(
        &folder,
        "generate --schema schemas/service.csdl.xml --out locked --lock service.lock",
    );
    let lock = read(&folder, "service.lock");
    let mut lines = lock.lines();
    for line in block(&GUIDE, "text", "the-lock-file").lines() {
        assert!(lines.any(|other| other == line), "`{line}` in\n{lock}");
    }
}

#[test]
fn each_pattern_of_the_guide_matches() {
    let (_, section) = GUIDE.split_once("# Patterns\n").expect("a section");
    // The patterns of OpenAPI are in a section of their own.
    let (section, _) = section
        .split_once("\n## Patterns of OpenAPI")
        .expect("another section");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let mut patterns: Vec<&str> = rows
        .flat_map(|row| row.split(" | ").next().unwrap_or_default().split('`'))
        .filter(|text| text.contains(['/', '.']))
        .collect();
    patterns.push("/work*");
    assert!(patterns.len() > 14, "{patterns:?}");
    let folder = shop();
    for pattern in patterns {
        let schema = "--schema schemas/service.csdl.xml --out src";
        succeeds(&folder, &format!("generate {schema} --include {pattern}"));
    }
}

#[test]
fn each_command_runs() {
    let folder = Folder::new();
    let clone = "clientwright/";
    folder.file("clientwright/service.csdl.xml", SHOP);
    folder.file(
        "clientwright/runtime/odata/Cargo.toml",
        "[package]\nname = \"clientwright-odata\"\n",
    );
    let slice = "../../schemas/lifecycle-workflows.v1.0.csdl.xml";
    let slice = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(slice));
    folder.file(
        "clientwright/graph-v1.0.csdl.xml",
        &slice.expect("the slice"),
    );
    let inside = Folder::at(folder.path().join(clone));
    let mut count = 0;
    for block in all(&GUIDE, "console").iter().chain(&all(README, "console")) {
        for command in block.text.replace("\\\n", " ").lines() {
            let command = command.strip_prefix("$ ").expect("a command");
            match command.split_once(' ') {
                Some(("clientwright", arguments)) => {
                    succeeds(&inside, &arguments.replace('\'', ""));
                    count += 1;
                }
                // The gate, the tests, and an installation from an existing folder.
                Some(("cargo", "run -p clientwright-cli -- generate" | "test --workspace")) => {}
                Some(("cargo", "install --locked --path generator/cli --features fetch,mock")) => {
                    assert!(env!("CARGO_MANIFEST_DIR").ends_with("generator/cli"));
                }
                _ => panic!("`{command}` is not tried"),
            }
        }
    }
    assert!(count >= 2, "{count} commands");
    let manifest = read(&folder, "shop-client/Cargo.toml");
    assert!(
        manifest.contains("../clientwright/runtime/odata"),
        "{manifest}"
    );
    assert!(read(&folder, "clientwright/lifecycle-workflows.csdl.xml").contains("taskReport"));
}

#[test]
fn dependencies_are_where_the_examples_look_for_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for block in all(README, "toml") {
        let table: toml::Table = block.text.parse().expect("TOML");
        for kind in ["dependencies", "build-dependencies"] {
            let Some(dependencies) = table.get(kind).and_then(toml::Value::as_table) else {
                continue;
            };
            for (name, value) in dependencies {
                let Some(path) = value.get("path").and_then(toml::Value::as_str) else {
                    continue;
                };
                let path = path.strip_prefix("../clientwright").expect("the clone");
                let manifest = root.join(path.trim_start_matches('/')).join("Cargo.toml");
                let manifest = fs::read_to_string(manifest).expect("a manifest");
                assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
            }
        }
    }
}

const RUNTIME: &str = include_str!("../../../runtime/odata/Cargo.toml");

/// The features of a manifest with what each enables, without those that are not for users.
fn features_of(manifest: &str) -> BTreeMap<String, Vec<String>> {
    let mut manifest: toml::Table = manifest.parse().expect("TOML");
    let features = manifest.remove("features").expect("features");
    let mut features: BTreeMap<String, Vec<String>> = features.try_into().expect("lists of texts");
    features.retain(|name, _| !name.starts_with("__"));
    features
}

/// The features that a crate with generated code must have: each feature of the runtime, and the same default features.
fn forwarded() -> BTreeMap<String, Vec<String>> {
    let forward = |(name, on): (String, Vec<String>)| match name.as_str() {
        "default" => (name, on),
        _ => {
            let forwarded = vec![format!("clientwright-odata/{name}")];
            (name, forwarded)
        }
    };
    features_of(RUNTIME).into_iter().map(forward).collect()
}

#[test]
fn the_published_crate_forwards_the_features_of_the_runtime() {
    let manifest = include_str!("../../../generated/msgraph-lifecycle-workflows/Cargo.toml");
    assert_eq!(features_of(manifest), forwarded());
}

#[test]
fn a_whole_crate_forwards_the_features_of_the_runtime() {
    let folder = Folder::new();
    folder.schema("a.xml", "<EntityContainer Name=\"C\"/>");
    let run = folder.run("generate --schema a.xml --out out --crate shop");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).expect("a manifest");
    assert_eq!(features_of(&manifest), forwarded());
    // A user of the crate can turn off its default features.
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let runtime = &manifest["dependencies"]["clientwright-odata"];
    assert_eq!(runtime["default-features"].as_bool(), Some(false));
}

#[test]
fn the_features_of_the_runtime_are_listed() {
    let features = features_of(RUNTIME);
    let known: BTreeSet<&str> = features
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "default")
        .collect();
    let on = &features["default"];
    let (_, section) = README.split_once("| feature |").expect("a table");
    let rows = section
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut listed = BTreeSet::new();
    for row in rows {
        let names = row.split('|').nth(1).expect("a cell");
        for name in names.split('`').skip(1).step_by(2) {
            listed.insert(name);
            let is_on = on.iter().any(|feature| feature == name);
            assert_eq!(row.contains("on by default"), is_on, "{row}");
        }
    }
    assert_eq!(listed, known);
}
