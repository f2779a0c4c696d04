//! Values made from schemas: the examples of their properties, and otherwise the simplest values.

use serde_json::{Map, Value, json};

/// How deep values are made: properties that may be missing are left out below the first number.
const OPTIONAL: usize = 3;
const DEEPEST: usize = 12;

/// A value for the schema at a pointer. It may be invalid; the validator decides.
pub(crate) fn value(document: &Value, pointer: &str, with_optional: bool) -> Option<Value> {
    make(
        document,
        document.pointer(pointer)?,
        if with_optional { 0 } else { OPTIONAL },
    )
}

fn make(document: &Value, schema: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(target) = schema["$ref"].as_str() {
        return make(document, target_of(document, target)?, depth + 1);
    }
    let mapping = schema["discriminator"]["mapping"].as_object();
    let mut targets = mapping
        .into_iter()
        .flatten()
        .filter_map(|(_, target)| target.as_str());
    // The base alone is valid by its schema, but no value of a service.
    match targets.any(|target| target_of(document, target).is_some()) {
        true => discriminated(document, schema, depth),
        false => plain(document, schema, depth),
    }
}

fn target_of<'a>(document: &'a Value, target: &str) -> Option<&'a Value> {
    document.pointer(target.strip_prefix('#')?)
}

/// A value of the first variant that the `mapping` of a discriminator names.
fn discriminated(document: &Value, schema: &Value, depth: usize) -> Option<Value> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator["propertyName"].as_str()?;
    let mut mapping = discriminator["mapping"].as_object()?.iter();
    mapping.find_map(|(name, target)| {
        let variant = target_of(document, target.as_str()?)?;
        let mut made = plain(document, variant, depth + 1)?;
        made.as_object_mut()?
            .insert(property.to_owned(), json!(name));
        Some(made)
    })
}

/// A value of a schema itself, also if it is the base of others.
fn plain(document: &Value, schema: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(target) = schema["$ref"].as_str() {
        return plain(document, target_of(document, target)?, depth + 1);
    }
    for key in ["example", "const"] {
        if let Some(value) = schema.get(key) {
            return Some(value.clone());
        }
    }
    if let Some(first) = schema["examples"].get(0).or_else(|| schema["enum"].get(0)) {
        return Some(first.clone());
    }
    for key in ["oneOf", "anyOf"] {
        let variants = schema[key].as_array().into_iter().flatten();
        let mut variants = variants.filter(|variant| variant["type"] != "null");
        if let Some(made) = variants.find_map(|variant| make(document, variant, depth + 1)) {
            return with_own(document, schema, made, depth);
        }
        if schema[key].is_array() {
            return None;
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut all = Map::new();
        for part in parts {
            match plain(document, part, depth + 1)? {
                Value::Object(members) => all.extend(members),
                other => return Some(other),
            }
        }
        return with_own(document, schema, Value::Object(all), depth);
    }
    let ty = match &schema["type"] {
        Value::Array(types) => types.iter().find(|it| *it != "null")?.as_str()?,
        Value::String(ty) => ty,
        _ if schema["properties"].is_object() => "object",
        _ if schema["items"].is_object() => "array",
        _ => return Some(json!("anything")),
    };
    Some(match ty {
        "object" => match schema["additionalProperties"].is_object()
            && !schema["properties"].is_object()
        {
            true => json!({ "key": make(document, &schema["additionalProperties"], depth + 1)? }),
            false => with_own(document, schema, json!({}), depth)?,
        },
        "array" => {
            let count = schema["minItems"].as_u64().unwrap_or(1).min(3);
            let item = make(document, &schema["items"], depth + 1);
            let items = item
                .into_iter()
                .cycle()
                .take(usize::try_from(count.max(1)).ok()?);
            items.collect()
        }
        "integer" => schema["minimum"]
            .as_i64()
            .map_or(json!(1), |least| json!(least)),
        "number" => schema["minimum"]
            .as_f64()
            .map_or(json!(1.5), |least| json!(least + 0.5)),
        "boolean" => json!(true),
        "string" => json!(text(schema)),
        _ => Value::Null,
    })
}

/// Adds the properties that a schema declares beside its parts. `None` if one that is required cannot be made.
fn with_own(document: &Value, schema: &Value, value: Value, depth: usize) -> Option<Value> {
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
        match make(document, property, depth + 1) {
            Some(made) => _ = members.insert(name.clone(), made),
            None if is_required => return None,
            None => {}
        }
    }
    Some(Value::Object(members))
}

fn text(schema: &Value) -> String {
    let text = match schema["format"].as_str().unwrap_or_default() {
        "date-time" => "2024-02-29T12:30:00Z",
        "date" => "2024-02-29",
        "time" => "12:30:00Z",
        "duration" => "P1DT2H",
        "uuid" => "6fa459ea-ee8a-4ca4-894e-db77e160355e",
        "uri" | "url" => "https://example.org/a",
        "email" => "a@example.org",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => "aGk=",
        "int32" | "int64" | "decimal" | "double" | "float" => "1",
        _ => "text",
    };
    let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(0)).unwrap_or(0);
    match text == "text" && least > text.len() {
        true => "x".repeat(least.min(1_000)),
        false => text.to_owned(),
    }
}
