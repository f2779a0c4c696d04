//! The description that the server reads.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// The file that is served: the description itself, or a copy if the server does not start with it. A copy has no
/// references to what does not exist, even if they are in extensions, and no members called `$ref` inside of values,
/// which are data and refer to nothing.
pub(crate) fn file(file: &Path, document: &Value, folder: &Path) -> Result<PathBuf, String> {
    let say = |error: std::io::Error| error.to_string();
    let mut copy = document.clone();
    remove_from_values(&mut copy);
    let parent = file.parent().unwrap_or(file);
    remove_dangling(&mut copy, document, parent);
    if copy == *document {
        return Ok(file.to_owned());
    }
    let parent = std::path::absolute(parent).map_err(say)?;
    make_absolute(&mut copy, &parent);
    let path = folder.join("description.json");
    fs::create_dir_all(folder).map_err(say)?;
    fs::write(&path, copy.to_string()).map_err(say)?;
    Ok(path)
}

/// What a place of a description has.
#[derive(Clone, Copy)]
enum Part {
    /// An object of the specification, whose members are its keywords. A list has several of them.
    Object,
    /// Names, each with a part of this kind.
    Named(&'static Part),
    /// An Example Object.
    Example,
    /// A Link Object.
    Link,
    /// A value of the service: an example, a default, or what a schema compares with. A reference in it is data.
    Value,
}

/// Removes the members called `$ref` from all examples, defaults, and values that a schema lists.
fn remove_from_values(document: &mut Value) {
    let is_swagger = document.get("swagger").is_some();
    let mut open = vec![(document, Part::Object)];
    while let Some((place, part)) = open.pop() {
        match place {
            Value::Array(items) => {
                // Components are named, the same things elsewhere are lists.
                let part = match part {
                    Part::Named(part) => *part,
                    part => part,
                };
                open.extend(items.iter_mut().map(|item| (item, part)));
            }
            Value::Object(members) => {
                if let Part::Value = part {
                    members.remove("$ref");
                }
                for (key, member) in members {
                    let part = part.member(key, member, is_swagger);
                    open.push((member, part));
                }
            }
            _ => {}
        }
    }
}

impl Part {
    /// What a member of this has.
    fn member(self, key: &str, member: &Value, is_swagger: bool) -> Self {
        match (self, key) {
            (Self::Value, _) => Self::Value,
            (Self::Named(part), _) => *part,
            (Self::Example, "value" | "dataValue") => Self::Value,
            (Self::Link, "parameters" | "requestBody") => Self::Value,
            (Self::Example | Self::Link, _) => Self::Object,
            (Self::Object, "example" | "default" | "enum" | "const") => Self::Value,
            // A list in a schema; in a response of Swagger 2.0 values by media type.
            (Self::Object, "examples") if member.is_array() || is_swagger => Self::Value,
            (Self::Object, "examples") => Self::Named(&Self::Example),
            (Self::Object, "links") => Self::Named(&Self::Link),
            (Self::Object, "callbacks") => Self::Named(&Self::Named(&Self::Object)),
            (
                Self::Object,
                "$defs"
                | "additionalOperations"
                | "content"
                | "definitions"
                | "dependencies"
                | "dependentSchemas"
                | "encoding"
                | "headers"
                | "mediaTypes"
                | "parameters"
                | "pathItems"
                | "paths"
                | "patternProperties"
                | "properties"
                | "requestBodies"
                | "responses"
                | "schemas"
                | "securityDefinitions"
                | "securitySchemes"
                | "variables"
                | "webhooks",
            ) => Self::Named(&Self::Object),
            (Self::Object, _) => Self::Object,
        }
    }
}

/// Empties objects that refer to what does not exist.
fn remove_dangling(value: &mut Value, document: &Value, folder: &Path) {
    let target = value.get("$ref").and_then(Value::as_str);
    if target.is_some_and(|target| is_dangling(target, document, folder)) {
        *value = Value::Object(Map::new());
        return;
    }
    each(value, &mut |member| {
        remove_dangling(member, document, folder);
    });
}

/// Whether a reference leads to a file that does not exist, or to a place that this document does not have.
fn is_dangling(target: &str, document: &Value, folder: &Path) -> bool {
    match target.split_once('#') {
        // Pointers with percent-encoding are taken for good.
        Some(("", pointer)) => {
            pointer.starts_with('/')
                && !pointer.contains('%')
                && document.pointer(pointer).is_none()
        }
        Some((file, _)) => !file.contains("://") && !folder.join(file).exists(),
        None => !target.contains("://") && !folder.join(target).exists(),
    }
}

/// Makes the paths of other files absolute, since the copy is in another folder than they are.
fn make_absolute(value: &mut Value, folder: &Path) {
    if let Some(Value::String(target)) = value.get_mut("$ref")
        && !target.starts_with('#')
        && !target.contains("://")
    {
        *target = folder.join(&target).to_string_lossy().into_owned();
    }
    each(value, &mut |member| make_absolute(member, folder));
}

/// Calls a function with the items or the members of a value.
fn each(value: &mut Value, call: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(call),
        Value::Object(members) => members.values_mut().for_each(call),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const URL: &str = "https://example.com/Users/7";

    /// A value as services have them, whose references are data.
    fn value() -> Value {
        json!({"$ref": URL, "members": [{"$ref": "#/nowhere", "value": 7, "properties": {"$ref": {}}}]})
    }

    fn rest() -> Value {
        json!({"members": [{"value": 7, "properties": {}}]})
    }

    fn removed(mut document: Value) -> Value {
        remove_from_values(&mut document);
        document
    }

    #[test]
    fn values_lose_references() {
        let document = |value: Value| {
            json!({
                "openapi": "3.2.0",
                "paths": {"/example": {
                    "post": {
                        "parameters": [{"name": "a", "in": "query", "example": value, "schema": {"default": value}}],
                        "requestBody": {"content": {"default": {"examples": {"value": {"value": value}}}}},
                        "responses": {"default": {
                            "headers": {"const": {"example": value}},
                            "links": {"example": {"parameters": {"a": value}, "requestBody": value}},
                        }},
                        "callbacks": {"example": {"default": {"put": {"requestBody": {
                            "content": {"a/b": {"schema": {"const": value}}},
                        }}}}},
                    },
                }},
                "components": {
                    "examples": {"example": {"value": value}, "enum": {"dataValue": value}},
                    "parameters": {"default": {"name": "a", "in": "query", "example": value}},
                    "schemas": {"const": {
                        "properties": {"default": {"enum": [value, 1]}, "examples": {"examples": [value]}},
                        "allOf": [{"example": value}],
                        "$defs": {"enum": {"default": [[value]]}},
                    }},
                },
            })
        };
        assert_eq!(removed(document(value())), document(rest()));
    }

    #[test]
    fn references_and_properties_are_kept() {
        let link = |name: &str| json!({"$ref": name});
        let document = json!({
            "openapi": "3.1.0",
            "paths": {
                "/a": {"$ref": "#/components/pathItems/a"},
                "default": {"get": {
                    "responses": {"default": link("#/components/responses/value"), "200": {
                        "content": {"a/b": {"examples": {"default": link("#/components/examples/example")}}},
                        "links": {"parameters": link("#/components/links/value")},
                    }},
                    "requestBody": link("#/components/requestBodies/const"),
                    "callbacks": {"example": {"example": link("#/components/pathItems/example")}},
                }},
            },
            "components": {
                "schemas": {
                    "example": link("#/components/schemas/const"),
                    "const": {
                        "properties": {
                            "example": link("#/components/schemas/a"),
                            "examples": {"items": link("#/components/schemas/a")},
                            "default": link("#/components/schemas/a"),
                            "enum": link("#/components/schemas/a"),
                            "value": {"properties": {"$ref": {"type": "string"}}},
                        },
                        "x-other": {"a": link("#/components/schemas/a")},
                    },
                },
                "headers": {"default": link("#/components/headers/a")},
                "examples": {"value": link("#/components/examples/example")},
            },
        });
        assert_eq!(removed(document.clone()), document);
    }

    #[test]
    fn examples_of_swagger_are_values_by_media_type() {
        let document = |value: Value| {
            json!({
                "swagger": "2.0",
                "definitions": {"examples": {"$ref": "#/definitions/a"}},
                "responses": {"examples": {"schema": {"$ref": "#/definitions/a"}, "examples": {"a/b": value}}},
            })
        };
        assert_eq!(removed(document(value())), document(rest()));
    }

    #[test]
    fn copies_only_what_the_server_does_not_start_with() {
        let folder = std::env::temp_dir().join(format!("prism-served-{}", std::process::id()));
        let (source, out) = (folder.join("in"), folder.join("out"));
        fs::create_dir_all(&source).expect("a folder");
        fs::write(source.join("other.json"), "{}").expect("a file");
        let path = source.join("description.yaml");
        let plain = json!({"openapi": "3.0.3", "components": {"schemas": {"a": {"$ref": "other.json#/a"}}}});
        assert_eq!(file(&path, &plain, &out), Ok(path.clone()));
        assert!(!out.exists());

        let mut document = plain.clone();
        document["components"]["schemas"]["b"] = json!({"example": {"$ref": URL}});
        document["x-other"] =
            json!({"a": {"$ref": "absent.json"}, "b": {"$ref": "#/components/absent"}});
        let copy = file(&path, &document, &out).expect("a copy");
        let copy: Value = serde_json::from_slice(&fs::read(copy).expect("a file")).expect("JSON");
        let other = source.join("other.json#/a");
        assert_eq!(
            copy,
            json!({
                "openapi": "3.0.3",
                "components": {"schemas": {"a": {"$ref": other}, "b": {"example": {}}}},
                "x-other": {"a": {}, "b": {}},
            })
        );
        fs::remove_dir_all(folder).expect("the folder");
    }
}
