//! `diff` of descriptions of real services: the level of each of many scripted edits, and that it mirrors the opposite edit.

use std::fs;
use std::path::Path;

use clientwright::{Level, Options, What, diff};
use serde_json::{Value, json};

use crate::read;

/// Descriptions in JSON, so that they can be written again.
pub(crate) const FILES: &[&str] = &["openapi/firecracker.json", "openapi/oxide-nexus.json"];

/// How many edits of each kind are made.
const EDITS: usize = 3;

/// A kind of edit. Returns a description for each of its edits.
type Kind = fn(&Value) -> Vec<Value>;

/// The kinds of edits, with their level and that of the edit back.
const KINDS: [(&str, Kind, Level, Level); 5] = [
    (
        "a property",
        without_properties,
        Level::Breaking,
        Level::Additive,
    ),
    (
        "an operation",
        without_operations,
        Level::Breaking,
        Level::Additive,
    ),
    ("docs", with_other_docs, Level::Cosmetic, Level::Cosmetic),
    (
        "an argument",
        with_an_argument,
        Level::Breaking,
        Level::Breaking,
    ),
    (
        "an option",
        with_an_option,
        Level::Additive,
        Level::Breaking,
    ),
];

pub(crate) fn scripted_edits_have_their_levels(file: &str) {
    let base: Value = serde_json::from_str(&read(file)).expect("JSON");
    let folder = tempfile::tempdir().expect("a folder");
    let written = |name: &str, value: &Value| {
        let path = folder.path().join(name);
        fs::write(&path, value.to_string()).expect("a file");
        path
    };
    let old = written("old.json", &base);
    assert_eq!(changes(&old, &old), Vec::new(), "{file}");
    for (what, edits, level, back) in KINDS {
        let edited = edits(&base);
        assert_eq!(edited.len(), EDITS, "{file}: {what}");
        for edited in edited {
            let new = written("new.json", &edited);
            let (there, again) = (changes(&old, &new), changes(&new, &old));
            let most = |found: &[(Level, String, What)]| found.iter().map(|c| c.0).max();
            assert_eq!(most(&there), Some(level), "{file}: {what}: {there:?}");
            assert_eq!(most(&again), Some(back), "{file}: {what}: {again:?}");
            // What one direction adds, the other removes.
            let paths = |found: &[(Level, String, What)], wanted: What| {
                let of = found.iter().filter(|change| change.2 == wanted);
                let mut paths: Vec<String> = of.map(|change| change.1.clone()).collect();
                paths.sort();
                paths
            };
            assert_eq!(
                paths(&there, What::Removed),
                paths(&again, What::Added),
                "{file}"
            );
            assert_eq!(
                paths(&there, What::Added),
                paths(&again, What::Removed),
                "{file}"
            );
        }
    }
}

fn changes(old: &Path, new: &Path) -> Vec<(Level, String, What)> {
    let found = diff(&Options::default(), old, new).unwrap_or_else(|error| panic!("{error}"));
    let changes = found.changes.into_iter();
    changes.map(|c| (c.level, c.path, c.what)).collect()
}

/// The schemas of a description: Swagger 2.0 has another place for them.
fn schemas(api: &Value) -> &'static str {
    match api.get("swagger") {
        Some(_) => "/definitions",
        None => "/components/schemas",
    }
}

/// Descriptions that differ from one by a change of one schema that has properties.
fn of_schemas(api: &Value, change: impl Fn(&mut Value) -> bool) -> Vec<Value> {
    let all = api.pointer(schemas(api)).and_then(Value::as_object);
    let names = all.into_iter().flat_map(|all| all.keys());
    let edited = names.filter_map(|name| {
        let mut api = api.clone();
        let at = format!("{}/{name}", schemas(&api));
        let schema = api.pointer_mut(&at)?;
        let is_object = schema.get("type") == Some(&json!("object"));
        (is_object && change(schema)).then_some(api)
    });
    edited.take(EDITS).collect()
}

/// Descriptions that differ from one by a change of one operation, given the operations of its path.
fn of_operations(
    api: &Value,
    change: impl Fn(&mut serde_json::Map<String, Value>, &str),
) -> Vec<Value> {
    let paths = api["paths"].as_object().expect("paths");
    let edited = paths.iter().filter_map(|(path, item)| {
        let verb = ["get", "put", "post"]
            .into_iter()
            .find(|verb| item.get(verb).is_some())?;
        let mut api = api.clone();
        change(api["paths"][path].as_object_mut()?, verb);
        Some(api)
    });
    edited.take(EDITS).collect()
}

/// Without a property that need not be there.
fn without_properties(api: &Value) -> Vec<Value> {
    of_schemas(api, |schema| {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let Some(properties) = schema["properties"].as_object_mut() else {
            return false;
        };
        // An object without any is a map.
        if properties.len() == 1 {
            return false;
        }
        let mut optional = properties.keys().filter(|n| !required.contains(&json!(n)));
        let Some(first) = optional.next().cloned() else {
            return false;
        };
        properties.remove(&first);
        true
    })
}

fn without_operations(api: &Value) -> Vec<Value> {
    of_operations(api, |item, verb| {
        item.remove(verb);
    })
}

fn with_other_docs(api: &Value) -> Vec<Value> {
    of_schemas(api, |schema| {
        schema["description"] = json!("Other words, which no description has.");
        true
    })
}

fn with_an_argument(api: &Value) -> Vec<Value> {
    with_a_parameter(api, true)
}

fn with_an_option(api: &Value) -> Vec<Value> {
    with_a_parameter(api, false)
}

fn with_a_parameter(api: &Value, is_required: bool) -> Vec<Value> {
    let mut parameter = json!({"name": "addedByATest", "in": "query", "required": is_required});
    match api.get("swagger") {
        Some(_) => parameter["type"] = json!("string"),
        None => parameter["schema"] = json!({"type": "string"}),
    }
    of_operations(api, |item, verb| {
        match item[verb]
            .get_mut("parameters")
            .and_then(Value::as_array_mut)
        {
            Some(parameters) => parameters.push(parameter.clone()),
            None => item[verb]["parameters"] = json!([parameter]),
        }
    })
}
