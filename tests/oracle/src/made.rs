//! Values made from schemas: the examples of their properties, and otherwise the simplest values.

mod pattern;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// How deep values are made: properties that may be missing are left out below the first number.
const OPTIONAL: usize = 3;
const DEEPEST: usize = 12;

/// Values for the schema at a pointer: with and without what may be missing, from examples and without them. They may be invalid; the
/// validator decides.
pub fn values(document: &Value, pointer: &str) -> Vec<Value> {
    let Some(schema) = document.pointer(pointer) else {
        return Vec::new();
    };
    let ways = [(true, 0), (true, OPTIONAL), (false, 0), (false, OPTIONAL)];
    let made = ways.map(|(examples, depth)| {
        let from = From { document, examples };
        make(&from, schema, depth)
    });
    let mut values: Vec<Value> = Vec::new();
    for value in made.into_iter().flatten() {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// What values are made from.
struct From<'a> {
    document: &'a Value,
    /// Whether examples of schemas are values of them.
    examples: bool,
}

fn make(from: &From<'_>, schema: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(target) = schema["$ref"].as_str() {
        return make(from, target_of(from, target)?, depth + 1);
    }
    let mapping = schema["discriminator"]["mapping"].as_object();
    let mut targets = mapping
        .into_iter()
        .flatten()
        .filter_map(|(_, target)| target.as_str());
    // The base alone is valid by its schema, but no value of a service.
    match targets.any(|target| target_of(from, target).is_some()) {
        true => discriminated(from, schema, depth),
        false => whole(from, schema, depth),
    }
}

/// A value of a schema itself, with the properties that it requires without declaring them.
fn whole(from: &From<'_>, schema: &Value, depth: usize) -> Option<Value> {
    let mut made = plain(from, schema, depth)?;
    let Some(members) = made.as_object_mut() else {
        return Some(made);
    };
    let (mut open, mut seen) = (vec![schema], HashSet::new());
    let (mut required, mut declared) = (Vec::new(), Vec::new());
    let mut additional = &Value::Null;
    while let Some(schema) = open.pop() {
        if !seen.insert(std::ptr::from_ref(schema)) {
            continue;
        }
        declared.extend(schema["properties"].as_object().into_iter().flatten());
        let names = schema["required"].as_array().into_iter().flatten();
        required.extend(names.filter_map(Value::as_str));
        if schema["additionalProperties"].is_object() {
            additional = &schema["additionalProperties"];
        }
        let target = schema["$ref"].as_str();
        open.extend(target.and_then(|target| target_of(from, target)));
        let parts = ["allOf", "oneOf", "anyOf"].into_iter();
        open.extend(parts.filter_map(|key| schema[key].as_array()).flatten());
    }
    for name in required {
        if members.contains_key(name) || declared.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let value = match additional.is_object() {
            true => make(from, additional, depth + 1)?,
            false => json!("anything"),
        };
        members.insert(name.to_owned(), value);
    }
    Some(made)
}

fn target_of<'a>(from: &From<'a>, target: &str) -> Option<&'a Value> {
    from.document.pointer(target.strip_prefix('#')?)
}

/// A value of the first variant that the `mapping` of a discriminator names.
fn discriminated(from: &From<'_>, schema: &Value, depth: usize) -> Option<Value> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator["propertyName"].as_str()?;
    let mut mapping = discriminator["mapping"].as_object()?.iter();
    mapping.find_map(|(name, target)| {
        let variant = target_of(from, target.as_str()?)?;
        let mut made = whole(from, variant, depth + 1)?;
        made.as_object_mut()?
            .insert(property.to_owned(), json!(name));
        Some(made)
    })
}

/// A value of a schema itself, also if it is the base of others.
fn plain(from: &From<'_>, schema: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(target) = schema["$ref"].as_str() {
        return plain(from, target_of(from, target)?, depth + 1);
    }
    let example = schema.get("example").or(schema["examples"].get(0));
    let example = example.filter(|_| from.examples);
    let constant = || schema.get("const").or(schema["enum"].get(0));
    if let Some(value) = example.or_else(constant) {
        return Some(value.clone());
    }
    for key in ["oneOf", "anyOf"] {
        let variants = schema[key].as_array().into_iter().flatten();
        let mut variants = variants.filter(|variant| variant["type"] != "null");
        if let Some(made) = variants.find_map(|variant| make(from, variant, depth + 1)) {
            return with_own(from, schema, made, depth);
        }
        if schema[key].is_array() {
            return None;
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut all = Map::new();
        for part in parts {
            match plain(from, part, depth + 1)? {
                Value::Object(members) => all.extend(members),
                other => return Some(other),
            }
        }
        return with_own(from, schema, Value::Object(all), depth);
    }
    let ty = match &schema["type"] {
        Value::Array(types) => types.iter().find(|it| *it != "null")?.as_str()?,
        Value::String(ty) => ty,
        _ if schema["properties"].is_object() || schema["required"].is_array() => "object",
        _ if schema["items"].is_object() => "array",
        _ => return Some(json!("anything")),
    };
    Some(match ty {
        "object" => {
            let is_map =
                schema["additionalProperties"].is_object() && !schema["properties"].is_object();
            match is_map {
                true => json!({ "key": make(from, &schema["additionalProperties"], depth + 1)? }),
                false => with_own(from, schema, json!({}), depth)?,
            }
        }
        "array" => {
            let unique = schema["uniqueItems"] == true;
            let count = schema["minItems"].as_u64().unwrap_or(1).min(3);
            let item = make(from, &schema["items"], depth + 1);
            let count = count.max(1);
            let items = item.into_iter().flat_map(|item| {
                let items = (0..count).map(move |number| match unique {
                    true => other(&item, number),
                    false => item.clone(),
                });
                items.collect::<Vec<Value>>()
            });
            items.collect()
        }
        "integer" => json!(integer(schema)),
        "number" => schema["minimum"]
            .as_f64()
            .map_or(json!(1.5), |least| json!(least + 0.5)),
        "boolean" => json!(true),
        "string" => json!(text(schema)),
        _ => Value::Null,
    })
}

/// Adds the properties that a schema declares beside its parts. `None` if one that is required cannot be made.
fn with_own(from: &From<'_>, schema: &Value, value: Value, depth: usize) -> Option<Value> {
    let Value::Object(mut members) = value else {
        return Some(value);
    };
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let is_required = required.contains(&name.as_str());
        if depth >= OPTIONAL && !is_required {
            continue;
        }
        match make(from, property, depth + 1) {
            Some(made) => _ = members.insert(name.clone(), made),
            None if is_required => return None,
            None => {}
        }
    }
    Some(Value::Object(members))
}

/// A text or number that differs from another one by a number.
fn other(value: &Value, number: u64) -> Value {
    match value {
        _ if number == 0 => value.clone(),
        Value::String(text) => match text.parse::<u64>() {
            Ok(known) => json!(known.saturating_add(number).to_string()),
            Err(_) => json!(format!("{text}{number}")),
        },
        value => match value.as_u64() {
            Some(known) => json!(known.saturating_add(number)),
            None => value.clone(),
        },
    }
}

/// An integer between the limits of a schema: 1 if that is one.
fn integer(schema: &Value) -> i64 {
    // A limit that is a boolean is one of `minimum` or `maximum` (draft 4).
    let limit = |key: &str, exclusive: &str, step: i64| {
        let own = schema[key].as_i64();
        let own = own.map(|it| it + i64::from(schema[exclusive] == true) * step);
        own.or_else(|| schema[exclusive].as_i64().map(|it| it + step))
    };
    let least = limit("minimum", "exclusiveMinimum", 1).unwrap_or(i64::MIN);
    let most = limit("maximum", "exclusiveMaximum", -1).unwrap_or(i64::MAX);
    1.min(most).max(least)
}

fn text(schema: &Value) -> String {
    let length = |key: &str| usize::try_from(schema[key].as_u64()?).ok();
    let least = length("minLength").unwrap_or(0);
    let pattern = schema["pattern"].as_str();
    if let Some(text) = pattern.and_then(|pattern| pattern::text(pattern, least)) {
        return text;
    }
    let text = match schema["format"].as_str().unwrap_or_default() {
        "date-time" => "2024-02-29T12:30:00Z",
        "date" => "2024-02-29",
        "time" => "12:30:00Z",
        "duration" => "P1DT2H",
        "uuid" => "6fa459ea-ee8a-4ca4-894e-db77e160355e",
        "uri" | "url" => "https://example.org/a",
        "email" => "a@example.org",
        "hostname" => "example.org",
        "ip" | "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => "aGk=",
        "int32" | "int64" | "decimal" | "double" | "float" => "1",
        _ => "text",
    };
    if text != "text" {
        return text.to_owned();
    }
    let most = length("maxLength").unwrap_or(usize::MAX);
    match least > text.len() {
        true => "x".repeat(least.min(1_000)),
        false => text.chars().take(most).collect(),
    }
}
