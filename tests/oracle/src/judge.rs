//! The verdicts of a validator of JSON Schema about values of a description.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

const URI: &str = "urn:description";

/// The mark of a schema that [`converted`] has put around another one: pointers of the description do not have that step.
const AROUND: &str = "x-around";

/// A description, with a validator for each of its schemas.
pub struct Judge<'a> {
    document: &'a Value,
    registry: &'a Registry<'a>,
    draft: Draft,
    formats: bool,
    validators: RefCell<BTreeMap<String, Rc<Result<Validator, String>>>>,
}

/// What the validator says of a value.
pub enum Verdict {
    /// It is valid by the schema.
    Valid,
    /// It is not.
    Invalid,
    /// The schema is no JSON Schema, or refers to something that the validator does not have.
    Unknown,
}

/// What a discriminator says of a value.
#[derive(Debug, PartialEq, Eq)]
pub enum Named {
    /// There is no discriminator.
    Unstated,
    /// It has no such value.
    Nothing,
    /// The value is of this schema.
    Schema(String),
}

/// The description as JSON Schema: `nullable` (OpenAPI 3.0.4, 4.7.24.1) and `x-nullable` become the type `null`.
pub fn converted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(converted).collect(),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| match key.as_str() {
                // Data, not schemas.
                "example" | "default" | "enum" | "const" if !value.is_object() => {
                    (key.clone(), value.clone())
                }
                _ => (key.clone(), converted(value)),
            });
            let mut entries: Map<String, Value> = entries.collect();
            let mut nullable = false;
            for key in ["nullable", "x-nullable"] {
                if entries.get(key) == Some(&Value::Bool(true)) {
                    entries.remove(key);
                    nullable = true;
                }
            }
            match nullable {
                true => json!({ "anyOf": [{ "type": "null" }, entries], AROUND: true }),
                false => Value::Object(entries),
            }
        }
        _ => value.clone(),
    }
}

/// The draft that the version of a description means: schemas before 3.1 are closest to draft 4, where `exclusiveMinimum` is a
/// boolean, and nothing beside `$ref` counts.
pub fn draft(document: &Value) -> Draft {
    let version = document["openapi"].as_str().unwrap_or("2.0");
    match version.starts_with("3.0") || version.starts_with('2') {
        true => Draft::Draft4,
        false => Draft::Draft202012,
    }
}

/// The schemas of a description, for validators.
pub fn registry(document: &Value) -> Registry<'_> {
    let registry = Registry::new().draft(draft(document));
    let registry = registry.retrieve_known_draft_meta_schemas(false);
    let registry = registry.add(URI, document).expect("a URI");
    registry.prepare().expect("a document without other files")
}

impl<'a> Judge<'a> {
    /// A judge for whom `format` is a comment.
    pub fn new(document: &'a Value, registry: &'a Registry<'a>) -> Self {
        Self {
            document,
            registry,
            draft: draft(document),
            formats: false,
            validators: RefCell::default(),
        }
    }

    /// A judge for whom `format` counts.
    pub fn of_formats(document: &'a Value, registry: &'a Registry<'a>) -> Self {
        Self {
            formats: true,
            ..Self::new(document, registry)
        }
    }

    /// The verdict about a value, by the schema at a pointer of the description.
    pub fn verdict(&self, pointer: &str, value: &Value) -> Verdict {
        self.verdict_at(&self.placed(pointer), value)
    }

    /// The verdict by a schema of the converted description.
    fn verdict_at(&self, pointer: &str, value: &Value) -> Verdict {
        let known = self.validators.borrow().get(pointer).cloned();
        let validator = known.unwrap_or_else(|| {
            let made = Rc::new(self.validator(pointer));
            let mut validators = self.validators.borrow_mut();
            validators.insert(pointer.to_owned(), Rc::clone(&made));
            made
        });
        match validator.as_ref() {
            Err(_) => Verdict::Unknown,
            Ok(validator) => match validator.is_valid(value) {
                true => Verdict::Valid,
                false => Verdict::Invalid,
            },
        }
    }

    /// Whether a value is known to be valid.
    pub fn is_valid(&self, pointer: &str, value: &Value) -> bool {
        matches!(self.verdict(pointer, value), Verdict::Valid)
    }

    /// Where the converted description has what is at a pointer of the description.
    pub fn placed(&self, pointer: &str) -> String {
        let mut at = String::new();
        for step in pointer.split('/').skip(1) {
            if self.is_around(&at) {
                at.push_str("/anyOf/1");
            }
            at.push('/');
            at.push_str(step);
        }
        at
    }

    /// Whether the schema at a pointer of the converted description is not in the description.
    fn is_around(&self, pointer: &str) -> bool {
        let schema = self.document.pointer(pointer);
        schema.is_some_and(|schema| schema.get(AROUND).is_some())
    }

    fn validator(&self, pointer: &str) -> Result<Validator, String> {
        if self.document.pointer(pointer).is_none() {
            return Err("the schema is in another file".to_owned());
        }
        jsonschema::options()
            .with_draft(self.draft)
            .with_registry(self.registry)
            .should_validate_formats(self.formats)
            .build(&json!({ "$ref": format!("{URI}#{}", fragment(pointer)) }))
            .map_err(|error| error.to_string())
    }

    /// The values inside of a valid value for which a component schema or a union is responsible, each with the pointer to that
    /// schema.
    pub fn parts<'v>(&self, pointer: &str, value: &'v Value) -> Vec<(String, &'v Value)> {
        let mut parts = Parts {
            judge: self,
            found: Vec::new(),
            seen: BTreeSet::new(),
        };
        parts.walk(&self.placed(pointer), pointer, value);
        parts.found
    }

    /// The alternatives of the schema at a pointer: the places in the converted description that its `oneOf` or `anyOf` refers to.
    pub fn alternatives(&self, pointer: &str) -> Vec<String> {
        let at = self.landing(&self.placed(pointer));
        let Some(schema) = self.document.pointer(&at) else {
            return Vec::new();
        };
        let listed = ["oneOf", "anyOf"].into_iter().flat_map(|key| {
            let count = schema[key].as_array().map_or(0, Vec::len);
            (0..count).map(move |index| (key, index))
        });
        listed
            .map(|(key, index)| self.landing(&format!("{at}/{key}/{index}")))
            .collect()
    }

    /// What the discriminator of the schema at a pointer says of a value.
    pub fn named(&self, pointer: &str, value: &Value) -> Named {
        let Some((property, mapping)) = self.discriminator(pointer) else {
            return Named::Unstated;
        };
        let Some(name) = value[property].as_str() else {
            return Named::Nothing;
        };
        if let Some((_, target)) = mapping.iter().find(|(value, _)| value == name) {
            return Named::Schema(target.clone());
        }
        let end = format!("/{name}");
        let alternatives = self.alternatives(pointer);
        match alternatives.into_iter().find(|it| it.ends_with(&end)) {
            Some(target) => Named::Schema(target),
            None => Named::Nothing,
        }
    }

    /// The property of the discriminator of the schema at a pointer, and its mapping: values with the schemas they mean.
    pub fn discriminator(&self, pointer: &str) -> Option<(&'a str, Vec<(String, String)>)> {
        let schema = self
            .document
            .pointer(&self.landing(&self.placed(pointer)))?;
        let property = schema["discriminator"]["propertyName"].as_str()?;
        let mapping = schema["discriminator"]["mapping"].as_object();
        let mapping = mapping.into_iter().flatten().filter_map(|(value, target)| {
            let target = target.as_str()?;
            let target = match target.strip_prefix('#') {
                Some(pointer) => pointer.to_owned(),
                None => format!("/components/schemas/{target}"),
            };
            Some((value.clone(), target))
        });
        Some((property, mapping.collect()))
    }

    /// Where the references from a pointer of the converted description end.
    fn landing(&self, pointer: &str) -> String {
        let mut at = pointer.to_owned();
        for _ in 0..16 {
            let Some(schema) = self.document.pointer(&at) else {
                break;
            };
            if let Some(target) = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
                at = target.to_owned();
            } else if schema["anyOf"][0] == json!({ "type": "null" })
                && schema["anyOf"].as_array().map(Vec::len) == Some(2)
            {
                at.push_str("/anyOf/1");
            } else {
                break;
            }
        }
        at
    }
}

struct Parts<'a, 'v> {
    judge: &'a Judge<'a>,
    found: Vec<(String, &'v Value)>,
    seen: BTreeSet<(String, *const Value)>,
}

impl<'v> Parts<'_, 'v> {
    /// Finds the parts of a value by the schema at a place of the converted description. `pointer` is the same place in the
    /// description.
    fn walk(&mut self, at: &str, pointer: &str, value: &'v Value) {
        if !self.seen.insert((at.to_owned(), std::ptr::from_ref(value))) {
            return;
        }
        let Some(schema) = self.judge.document.pointer(at) else {
            return;
        };
        if let Some(target) = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
            self.found.push((target.to_owned(), value));
            return self.walk(&self.judge.placed(target), target, value);
        }
        if self.judge.is_around(at) {
            if !value.is_null() {
                self.walk(&format!("{at}/anyOf/1"), pointer, value);
            }
            return;
        }
        if schema["oneOf"].is_array() || schema["anyOf"].is_array() {
            self.found.push((pointer.to_owned(), value));
        }
        let judge = self.judge;
        let mut walk = |step: &str, value| {
            self.walk(&format!("{at}/{step}"), &format!("{pointer}/{step}"), value);
        };
        for key in ["allOf", "oneOf", "anyOf"] {
            for index in 0..schema[key].as_array().map_or(0, Vec::len) {
                let step = format!("{key}/{index}");
                let alternative = format!("{at}/{step}");
                if matches!(judge.verdict_at(&alternative, value), Verdict::Valid) {
                    walk(&step, value);
                }
            }
        }
        for item in value.as_array().into_iter().flatten() {
            walk("items", item);
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(name) {
                Some(_) => {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    walk(&format!("properties/{name}"), member);
                }
                None => walk("additionalProperties", member),
            }
        }
    }
}

/// A pointer as the fragment of a URI.
fn fragment(pointer: &str) -> String {
    let mut out = String::new();
    for byte in pointer.bytes() {
        match byte.is_ascii_alphanumeric() || b"/~-._".contains(&byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
