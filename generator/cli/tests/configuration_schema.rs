//! `codegen.schema.json` and the program accept the same keys and values.

mod common;

use std::collections::BTreeSet;

use common::Folder;
use serde_json::Value;

const SCHEMA: &str = include_str!("../codegen.schema.json");

fn module() -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    schema["properties"]["module"]["items"].clone()
}

/// Whether the program can read a module with these lines; files that are missing are other problems.
fn is_read(folder: &Folder, lines: &str) -> bool {
    folder.file("codegen.toml", &format!("[[module]]\n{lines}"));
    let run = folder.run("check");
    assert_eq!(run.code, Some(1), "nothing was generated yet");
    !run.stderr.contains("error[gen-011]")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a text")
}

#[test]
fn keys_are_those_of_the_options() {
    let folder = Folder::new();
    folder.file("codegen.toml", "[[module]]\nno-option = 1\n");
    let message = folder.run("check").stderr;
    let (_, names) = message.split_once("expected one of ").expect("a list");
    let names = names.lines().next().expect("a line");
    let known: BTreeSet<&str> = names.split('`').skip(1).step_by(2).collect();
    let module = module();
    let declared = module["properties"].as_object().expect("properties");
    assert!(known.len() > 20, "{names}");
    assert_eq!(
        declared.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        known
    );
}

#[test]
fn keys_of_diagrams_are_those_that_are_read() {
    let folder = Folder::new();
    let module = "[[module]]\nschema = 'a.xml'\nout = 'o'\n";
    folder.file(
        "codegen.toml",
        &format!("{module}[[diagram]]\nno-key = 1\n"),
    );
    let message = folder.run("check").stderr;
    let (_, names) = message.split_once("expected one of ").expect("a list");
    let names = names.lines().next().expect("a line");
    let known: BTreeSet<&str> = names.split('`').skip(1).step_by(2).collect();
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let diagram = &schema["properties"]["diagram"]["items"];
    let declared = diagram["properties"].as_object().expect("properties");
    let keys: BTreeSet<&str> = declared.keys().map(String::as_str).collect();
    assert_eq!(keys, known);
    // Each value of a list of values is read, and others are not.
    for (key, value) in declared {
        let Some(values) = value["enum"].as_array() else {
            continue;
        };
        for (value, is_valid) in values
            .iter()
            .map(|value| (value.to_string(), true))
            .chain([("'other'".to_owned(), false)])
        {
            let text = format!("{module}[[diagram]]\nout = 'a.svg'\n{key} = {value}\n");
            folder.file("codegen.toml", &text);
            let message = folder.run("check").stderr;
            assert_eq!(
                !message.contains("error[gen-011]"),
                is_valid,
                "{key} = {value}: {message}"
            );
        }
    }
}

#[test]
fn required_keys_are_required() {
    let folder = Folder::new();
    assert!(is_read(&folder, "schema = 'a.xml'\nout = 'o'\n"));
    assert!(!is_read(&folder, "schema = 'a.xml'\n"));
    assert!(!is_read(&folder, "out = 'o'\n"));
    let required = module()["required"].clone();
    assert_eq!(required, serde_json::json!(["schema", "out"]));
}

#[test]
fn values_have_the_declared_types() {
    let folder = Folder::new();
    for (key, value) in module()["properties"].as_object().expect("properties") {
        let of_type = |kind: &str| match kind {
            "boolean" => ("true", "'x'"),
            _ => ("'x'", "true"),
        };
        let (valid, invalid) = match (text(value, "type"), value["enum"].as_array()) {
            ("string", Some(names)) => (
                names.iter().map(|name| name.to_string()).collect(),
                vec!["'other'".to_owned(), "1".to_owned()],
            ),
            ("array", _) => {
                let (valid, invalid) = of_type(text(&value["items"], "type"));
                (
                    vec![format!("[{valid}]")],
                    vec![format!("[{invalid}]"), valid.to_owned()],
                )
            }
            ("object", _) => {
                let (valid, invalid) = of_type(text(&value["additionalProperties"], "type"));
                let table = |value: &str| format!("{{ 'a/b' = {value} }}");
                (vec![table(valid)], vec![table(invalid), valid.to_owned()])
            }
            (kind, _) => {
                let (valid, invalid) = of_type(kind);
                (vec![valid.to_owned()], vec![invalid.to_owned()])
            }
        };
        let lines = |tested: &str| {
            let others = ["schema", "out"].into_iter().filter(|other| other != key);
            let others: String = others
                .map(|other| format!("{other} = 'o/{other}'\n"))
                .collect();
            format!("{others}{key} = {tested}\n")
        };
        for tested in valid {
            assert!(is_read(&folder, &lines(&tested)), "{key} = {tested}");
        }
        for tested in invalid {
            assert!(!is_read(&folder, &lines(&tested)), "{key} = {tested}");
        }
    }
}
