//! Reads what `--message-format json` prints, and compares it with `messages.schema.json`.

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use super::Run;

const SCHEMA: &str = include_str!("../../messages.schema.json");

/// The schema of a message, without properties that it does not declare.
pub(crate) fn strict() -> Value {
    let mut schema = serde_json::from_str(SCHEMA).expect("JSON");
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            if members.contains_key("properties") && members.get("type") == Some(&json!("object")) {
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// The messages of a run, each checked against the schema.
pub(crate) fn messages(run: &Run) -> Vec<Value> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    let url = "https://example.org/messages.json";
    compiler.add_resource(url, strict()).expect("a schema");
    let schema = compiler.compile(url, &mut schemas).expect("a schema");
    let parse = |line: &str| serde_json::from_str::<Value>(line).expect("a JSON object in a line");
    let messages: Vec<Value> = run.stdout.lines().map(parse).collect();
    for message in &messages {
        if let Err(error) = schemas.validate(message, schema) {
            panic!("{message}: {error}");
        }
    }
    let end = json!({"kind": "end", "success": run.code == Some(0)});
    assert_eq!(messages.last(), Some(&end), "{}", run.stderr);
    assert_eq!(run.stderr, "");
    messages
}

/// The properties that a schema declares.
pub(crate) fn properties(schema: &serde_json::Map<String, Value>) -> Vec<String> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flat_map(|p| p.keys().cloned())
        .collect()
}
