//! Values made from schemas: the examples of properties, and otherwise the simplest values.

use std::cell::Cell;
use std::collections::HashSet;

use clientwright_oas::Api;
use clientwright_oas::api::{Additional, Schema, SchemaId, Type, Value};

use crate::json::{self, Json, Members};
use crate::sample;

/// Optional properties are left out below the first number, and what is needed is made up to the second.
const OPTIONAL: usize = 5;
const DEEPEST: usize = 24;
/// The most values of a body, so that a wide and deep schema does not fill the memory.
const VALUES: usize = 5_000;

/// How many parts of parts may be descriptions only.
const NESTED: usize = 3;

/// Makes values of the schemas of a description.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    api: &'a Api,
    left: Cell<usize>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            left: Cell::new(VALUES),
        }
    }

    /// A value of a schema. `None` if there is none, because the schema needs itself, or too many values.
    pub(super) fn value(&self, id: SchemaId) -> Option<Json> {
        self.make(id, 0)
    }

    fn make(&self, id: SchemaId, depth: usize) -> Option<Json> {
        let schema = &self.api.schemas[self.api.target(id)];
        if depth > DEEPEST || self.left.get() == 0 {
            return None;
        }
        // The base alone is valid by its schema, but no value of a service.
        let made = match self.variant(schema, depth) {
            Some(made) => made,
            None => self.plain(id, depth)?,
        };
        self.with_required(id, made, depth)
    }

    /// Adds the properties that are required but not declared.
    fn with_required(&self, id: SchemaId, made: Json, depth: usize) -> Option<Json> {
        let Json::Object(mut members) = made else {
            return Some(made);
        };
        let (mut open, mut seen) = (vec![id], HashSet::new());
        let (mut required, mut declared) = (Vec::new(), HashSet::new());
        let mut additional = None;
        while let Some(id) = open.pop() {
            let schema = &self.api.schemas[id];
            if !seen.insert(id) {
                continue;
            }
            required.extend(schema.required.iter().map(|name| &**name));
            declared.extend(schema.properties.iter().map(|property| &*property.name));
            if let Additional::Schema(of) = schema.additional {
                additional = Some(of);
            }
            let parts = [&schema.all_of, &schema.one_of, &schema.any_of];
            open.extend(parts.into_iter().flatten().chain(&schema.target));
        }
        for name in required {
            if !declared.contains(name) && json::get(&members, name).is_none() {
                let value = match additional {
                    Some(additional) => self.make(additional, depth + 1)?,
                    None => Json::text("anything"),
                };
                json::set(&mut members, name, value);
            }
        }
        Some(Json::Object(members))
    }

    /// A value of the first variant that the `mapping` of a base names.
    fn variant(&self, schema: &Schema, depth: usize) -> Option<Json> {
        let discriminator = schema.discriminator.as_ref()?;
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return None;
        }
        discriminator.mapping.iter().find_map(|entry| {
            let Json::Object(mut members) = self.plain(entry.target?, depth + 1)? else {
                return None;
            };
            json::set(
                &mut members,
                &discriminator.property,
                Json::text(&*entry.value),
            );
            Some(Json::Object(members))
        })
    }

    /// A value of a schema itself, also if it is the base of others.
    fn plain(&self, id: SchemaId, depth: usize) -> Option<Json> {
        let id = self.api.target(id);
        let schema = &self.api.schemas[id];
        if depth > DEEPEST || self.left.get() == 0 {
            return None;
        }
        self.left.set(self.left.get() - 1);
        if let Some(example) = schema.examples.first() {
            return Some(of_value(&self.api.value(example.value)));
        }
        let known = schema.enumeration.iter().find(|it| **it != Value::Null);
        if let Some(value) = schema.constant.as_deref().or(known) {
            return Some(of_value(value));
        }
        if schema.boolean == Some(false) {
            return None;
        }
        // A reference with keywords next to it.
        if let Some(target) = schema.target.filter(|target| !self.is_open(*target, 0)) {
            let made = self.make(target, depth + 1)?;
            return self.with_own(schema, made, depth);
        }
        for variants in [&schema.one_of, &schema.any_of] {
            if variants.is_empty() {
                continue;
            }
            let is_null = |id: &&SchemaId| {
                let types = self.api.schemas[self.api.target(**id)].types;
                types.only() == Some(Type::Null)
            };
            let made = variants.iter().filter(|id| !is_null(id)).find_map(|id| {
                let made = self.make(*id, depth + 1)?;
                Some(self.tagged(schema, *id, made))
            });
            return self.with_own(schema, made?, depth);
        }
        let parts = || schema.all_of.iter().filter(|part| !self.is_open(**part, 0));
        if parts().next().is_some() {
            let mut all = Members::new();
            for part in parts() {
                match self.plain(*part, depth + 1)? {
                    Json::Object(members) => {
                        for (name, value) in members {
                            json::set(&mut all, &name, value);
                        }
                    }
                    other => return Some(other),
                }
            }
            let mut made = self.with_own(schema, Json::Object(all), depth)?;
            for part in parts() {
                // A base tells by a property which of its derived schemas a value has.
                let base = &self.api.schemas[self.api.target(*part)];
                made = self.tagged(base, id, made);
            }
            return Some(made);
        }
        Some(match self.type_of(schema) {
            Some(Type::Object) => {
                let made = self.with_own(schema, Json::Object(Members::new()), depth)?;
                match (&schema.additional, made) {
                    (Additional::Schema(id), Json::Object(members)) if members.is_empty() => {
                        let value = self.make(*id, depth + 1);
                        Json::Object(
                            value
                                .map(|value| ("key".to_owned(), value))
                                .into_iter()
                                .collect(),
                        )
                    }
                    (_, made) => made,
                }
            }
            Some(Type::Array) => {
                let first = schema
                    .prefix_items
                    .iter()
                    .map(|id| self.make(*id, depth + 1));
                let first: Option<Vec<Json>> = first.collect();
                let mut items = first?;
                let least = limit(schema, "minItems").unwrap_or(1.0).clamp(1.0, 10.0) as usize;
                let item = schema.items.and_then(|id| self.make(id, depth + 1));
                while let Some(item) = item.as_ref().filter(|_| items.len() < least) {
                    items.push(item.clone());
                }
                Json::List(items)
            }
            Some(Type::Integer) => Json::Number(integer(schema).to_string().into()),
            Some(Type::Number) => {
                let number = match limit(schema, "minimum") {
                    Some(least) => least + 0.5,
                    None => limit(schema, "maximum").map_or(1.5, |most| most.min(1.5)),
                };
                Json::Number(number.to_string().into())
            }
            Some(Type::Boolean) => Json::Bool(true),
            Some(Type::String) => Json::Text(text(schema)),
            Some(Type::Null) => Json::Null,
            None => Json::text("anything"),
        })
    }

    /// Whether a schema states nothing about what a value is, such as one with a description only.
    fn is_open(&self, id: SchemaId, depth: usize) -> bool {
        let schema = &self.api.schemas[self.api.target(id)];
        let is_open = |id: &SchemaId| depth < NESTED && self.is_open(*id, depth + 1);
        self.type_of(schema).is_none()
            && schema.examples.is_empty()
            && schema.enumeration.is_empty()
            && schema.constant.is_none()
            && schema.boolean != Some(false)
            && schema.one_of.is_empty()
            && schema.any_of.is_empty()
            && schema.target.iter().chain(&schema.all_of).all(is_open)
    }

    /// The type that a value has, of those that are allowed.
    fn type_of(&self, schema: &Schema) -> Option<Type> {
        let mut types = schema.types.without(Type::Null).iter();
        match types.next() {
            Some(ty) => Some(ty),
            None if schema.types.contains(Type::Null) => Some(Type::Null),
            None if !schema.properties.is_empty() => Some(Type::Object),
            None if !schema.required.is_empty() => Some(Type::Object),
            None if schema.additional != Additional::Unstated => Some(Type::Object),
            None if schema.items.is_some() => Some(Type::Array),
            None if schema.discriminator.is_some() => Some(Type::Object),
            None => None,
        }
    }

    /// Sets the property that tells variants apart, if the variant itself does not.
    fn tagged(&self, union: &Schema, variant: SchemaId, made: Json) -> Json {
        let (Some(discriminator), Json::Object(mut members)) = (&union.discriminator, made.clone())
        else {
            return made;
        };
        let of = self.api.target(variant);
        let is_it = |id: &Option<SchemaId>| id.is_some_and(|id| self.api.target(id) == of);
        let mapped = discriminator
            .mapping
            .iter()
            .find(|entry| is_it(&entry.target));
        let mut components = self.api.components.schemas.iter();
        let mut named = || components.find(|(_, id)| self.api.target(*id) == of);
        let own = json::get(&members, &discriminator.property);
        let is_fixed = self.api.schemas[of].properties.iter().any(|property| {
            let schema = &self.api.schemas[self.api.target(property.schema)];
            property.name == discriminator.property
                && (schema.constant.is_some() || !schema.enumeration.is_empty())
        });
        let tag = match (mapped, own) {
            (_, Some(_)) if is_fixed => return made,
            (Some(entry), _) => &entry.value,
            (None, _) => match named() {
                Some((name, _)) => name,
                None => return made,
            },
        };
        json::set(&mut members, &discriminator.property, Json::text(&**tag));
        Json::Object(members)
    }

    /// Adds the properties that a schema declares beside its parts. `None` if one that is required cannot be made.
    fn with_own(&self, schema: &Schema, value: Json, depth: usize) -> Option<Json> {
        let Json::Object(mut members) = value else {
            return Some(value);
        };
        for property in &schema.properties {
            let is_required = property.required || schema.required.contains(&property.name);
            let of = &self.api.schemas[property.schema];
            let target = &self.api.schemas[self.api.target(property.schema)];
            if of.write_only || target.write_only || (depth >= OPTIONAL && !is_required) {
                continue;
            }
            match self.make(property.schema, depth + 1) {
                Some(made) => json::set(&mut members, &property.name, made),
                None if is_required && (of.nullable || target.nullable) => {
                    json::set(&mut members, &property.name, Json::Null);
                }
                None if is_required => return None,
                None => {}
            }
        }
        Some(Json::Object(members))
    }
}

/// A value of a description as JSON.
pub(super) fn of_value(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(value) => Json::Bool(*value),
        Value::Number(_) => Json::Number(value.json().into()),
        Value::Text(text) => Json::text(&**text),
        Value::Array(items) => Json::List(items.iter().map(of_value).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.to_string(), of_value(value)));
            Json::Object(members.collect())
        }
    }
}

fn limit(schema: &Schema, name: &str) -> Option<f64> {
    let mut found = schema.limits.iter().filter(|(known, _)| &**known == name);
    found.next()?.1.parse().ok()
}

/// An integer between the limits of a schema: 1 if that is one.
fn integer(schema: &Schema) -> i64 {
    // A limit that is a boolean is one of `minimum` or `maximum` (draft 4).
    let is_exclusive = |name: &str| {
        let mut found = schema.limits.iter().filter(|(known, _)| &**known == name);
        found.next().is_some_and(|(_, value)| &**value == "true")
    };
    let bound = |name: &str, exclusive: &str, step: f64| {
        let own = limit(schema, name);
        let own = own.map(|it| {
            if is_exclusive(exclusive) {
                it + step
            } else {
                it
            }
        });
        own.or_else(|| limit(schema, exclusive).map(|it| it + step))
    };
    let least = bound("minimum", "exclusiveMinimum", 1.0).map_or(i64::MIN, |it| it.ceil() as i64);
    let most = bound("maximum", "exclusiveMaximum", -1.0).map_or(i64::MAX, |it| it.floor() as i64);
    1.min(most).max(least)
}

/// A text of a format, or of the length that a schema wants. Patterns are not followed.
fn text(schema: &Schema) -> String {
    let known = match schema.format.as_deref().unwrap_or_default() {
        "date-time" => sample::DATE_TIME,
        "date" => sample::DATE,
        "time" => "12:30:00Z",
        "duration" => sample::DURATION,
        "uuid" => sample::UUID,
        "uri" | "url" => "https://example.org/a",
        "uri-reference" => "/a",
        "email" => "a@example.org",
        "hostname" => "example.org",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => sample::BASE64,
        "int32" | "int64" | "uint32" | "uint64" | "decimal" | "double" | "float" => "1",
        _ if schema.content_encoding.as_deref() == Some("base64") => sample::BASE64,
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let least = limit(schema, "minLength")
        .unwrap_or(0.0)
        .clamp(0.0, 1_000.0) as usize;
    let most = limit(schema, "maxLength").unwrap_or(1_000.0).max(0.0) as usize;
    match least > sample::TEXT.len() {
        true => "x".repeat(least),
        false => sample::TEXT.chars().take(most).collect(),
    }
}
