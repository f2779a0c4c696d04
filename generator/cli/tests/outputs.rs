//! What each command prints: one reviewed output for each, and its place in the documents.

mod common;
#[path = "../../../tests/src/documents.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the same file is a public module of the crate of the tests"
)]
mod documents;

use std::fs;
use std::path::Path;

use common::Folder;

const SHOP: &str = r#"<EntityType Name="order" Odd="1"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.Int32" Nullable="false"/><Property Name="total" Type="Edm.Decimal"/></EntityType>
<ComplexType Name="unused"/>
<EntityContainer Name="C"><EntitySet Name="orders" EntityType="NS.order"/></EntityContainer>"#;

/// The command lines whose output is compared, in this order.
const LINES: [&str; 21] = [
    "init --dry-run",
    "init --dry-run --message-format json",
    "generate",
    "check",
    "generate",
    "lint",
    "diff old.xml",
    "explain gen-030",
    "explain gen-030 --message-format json",
    "slice --schema service.xml --include /orders/**",
    "slice --schema service.xml --include /orders/** --out slice.xml",
    "why Order::total",
    "tree",
    "explore --out shop.html",
    "graph",
    "dump --stage selection",
    "dump --stage names",
    "dump --stage files",
    "completions fish",
    "man explain",
    "help explain",
];

fn folder() -> Folder {
    let folder = Folder::new();
    folder.schema("service.xml", SHOP);
    folder.schema("old.xml", &SHOP.replace("total", "sum"));
    folder.file(
        "Cargo.toml",
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    folder.file("src/main.rs", "fn main() {}\n");
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"service.xml\"\nout = \"src/shop\"\ninclude = [\"/orders/**\"]\n",
    );
    folder
}

/// Completions have a line for each flag: those of one command are enough.
fn shown(arguments: &str, output: &str) -> String {
    match arguments.starts_with("completions") {
        true => output
            .lines()
            .filter(|line| line.contains("__fish_clientwright_using_subcommand explain"))
            .map(|line| format!("{line}\n"))
            .collect(),
        false => output.to_owned(),
    }
}

#[test]
fn each_command_prints_what_was_reviewed() {
    let folder = folder();
    let mut text = String::new();
    for arguments in LINES {
        let run = folder.run(arguments);
        let code = run.code.expect("a code");
        let output = shown(arguments, &run.stdout);
        text.push_str(&format!("$ clientwright {arguments}\n{output}"));
        if !run.stderr.is_empty() {
            text.push_str(&format!("[stderr]\n{}", run.stderr));
        }
        text.push_str(&format!("[exit code {code}]\n\n"));
    }
    insta::assert_snapshot!(text);
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = Folder::new().run("--help").stdout;
    let (_, rest) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_command_has_a_reviewed_output_and_a_place_in_the_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| fs::read_to_string(root.join(name)).expect("a file");
    let readme = read("README.md");
    let pages = documents::guide(&root).expect("the guide");
    let pages: String = pages.into_iter().map(|(_, text)| text).collect();
    let guide = pages + &read("docs/testing.md");
    let commands = commands();
    assert!(commands.len() > 12, "{commands:?}");
    for command in commands {
        let is_run = |line: &&str| line.split_whitespace().next() == Some(command.as_str());
        // These depend on features, and have tests of their own: `fetch.rs` and `mock.rs`.
        let has_feature = ["fetch", "mock"].contains(&command.as_str());
        let is_reviewed = has_feature || LINES.iter().any(is_run);
        assert!(is_reviewed, "no output of {command}");
        let row =
            |line: &str| line.starts_with("| `") && line.split(['`', ' ']).any(|w| w == command);
        assert!(
            readme.lines().any(row),
            "{command} is not in the table of the README"
        );
        assert!(
            guide.contains(&format!("clientwright {command}")),
            "{command} is not in the guide"
        );
    }
}
