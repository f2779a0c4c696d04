//! The page of all options: the flag, the key and the method of each, with the docs of the method.

use std::collections::BTreeSet;

use clap::{ArgAction, CommandFactory};
use serde_json::Value;

use super::{cell, fresh, page, read};
use crate::arguments::Arguments;

/// Flags of `generate` that are about the run and not about a module.
const OF_THE_RUN: [&str; 7] = [
    "config",
    "verbose",
    "quiet",
    "message-format",
    "color",
    "help",
    "version",
];

/// A method of `Builder`.
struct Method {
    name: String,
    /// What follows the name in its declaration: `(pattern: impl Into<String>)`.
    arguments: String,
    docs: String,
}

/// The methods of `Builder` that set an option, from its source.
fn methods() -> Vec<Method> {
    let source = read("generator/codegen/src/builder.rs");
    let (mut methods, mut docs) = (Vec::new(), Vec::new());
    for line in source.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.strip_prefix(' ').unwrap_or(doc));
            continue;
        }
        if let Some(declaration) = line.strip_prefix("pub fn ") {
            let (name, rest) = declaration.split_once('(').expect("arguments");
            let (arguments, _) = rest.split_once(") ").unwrap_or_default();
            let arguments = arguments
                .trim_start_matches("mut self")
                .trim_start_matches("self");
            methods.push(Method {
                name: name.to_owned(),
                arguments: format!("({})", arguments.trim_start_matches(", ")),
                docs: docs.join("\n"),
            });
        }
        docs.clear();
    }
    methods
}

/// What a value of a key is, from the JSON Schema of `codegen.toml`.
fn kind(schema: &Value) -> &'static str {
    let of = |schema: &Value| schema["type"].as_str().unwrap_or_default().to_owned();
    match (
        of(schema).as_str(),
        of(&schema["additionalProperties"]).as_str(),
    ) {
        ("array", _) => "a list of texts",
        ("object", "boolean") => "a table of Booleans",
        ("object", _) => "a table of texts",
        ("boolean", _) => "a Boolean",
        _ => "a text",
    }
}

#[test]
fn the_page_of_options_is_fresh() {
    let mut program = Arguments::command();
    program.build();
    let generate = program.find_subcommand("generate").expect("a command");
    let schema: Value =
        serde_json::from_str(include_str!("../../codegen.schema.json")).expect("JSON");
    let keys = schema["properties"]["module"]["items"]["properties"]
        .as_object()
        .expect("keys");
    let methods = methods();

    let mut rows = String::new();
    let mut sections = String::new();
    let mut listed = BTreeSet::new();
    for argument in generate.get_arguments() {
        let flag = argument.get_long().expect("a flag");
        if OF_THE_RUN.contains(&flag) {
            continue;
        }
        let key = [flag.to_owned(), format!("{flag}s")];
        let key = key
            .into_iter()
            .find(|key| keys.contains_key(key))
            .expect("a key");
        let names = [flag.replace('-', "_"), format!("{flag}_name")];
        let names = if flag == "schema" {
            ["new".to_owned(), String::new()]
        } else {
            names
        };
        let method = methods.iter().find(|method| names.contains(&method.name));
        let method = method.unwrap_or_else(|| panic!("no method for --{flag}"));
        listed.insert(key.clone());

        let takes_value = argument.get_action().takes_values();
        let value = match argument.get_value_names() {
            Some([name]) if takes_value => format!(" {name}"),
            _ => String::new(),
        };
        let repeated = matches!(argument.get_action(), ArgAction::Append);
        let also = if repeated { ", may be repeated" } else { "" };
        let help = argument
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let help = help.replace("; may be repeated", "");
        rows.push_str(&format!(
            "| [`--{flag}`](#{key}) | `{key}` | `{}` | {} |\n",
            method.name,
            cell(&help)
        ));
        sections.push_str(&format!(
            "\n## {key}\n\n- flag: `--{flag}{value}`{also}\n- key: `{key}`, {}\n- method: `{}{}`\n",
            kind(&keys[&key]),
            method.name,
            method.arguments
        ));
        for value in argument
            .get_possible_values()
            .iter()
            .filter(|_| takes_value)
        {
            let help = value
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            sections.push_str(&format!("- `{}`: {help}\n", value.get_name()));
        }
        // Links of rustdoc become code.
        let docs = method.docs.replace("[`", "`").replace("`]", "`");
        sections.push_str(&format!("\n{docs}\n"));
    }
    assert_eq!(
        listed,
        keys.keys().cloned().collect(),
        "a key without a flag"
    );

    let mut text = page(
        "Options",
        "Each option is a flag of the commands that read a description, a key of a module in `codegen.toml`, and a method of \
         `clientwright::Builder`. [Options and codegen.toml](../guide/codegen-toml.md) explains how they are read.",
    );
    text.push_str("\n| flag | key | method | meaning |\n|---|---|---|---|\n");
    text.push_str(&rows);
    text.push_str(&sections);
    fresh("docs/reference/options.md", &text);
}
