//! The verdicts of a validator of JSON Schema about values of a description.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

const URI: &str = "urn:description";

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
                true => json!({ "anyOf": [{ "type": "null" }, entries] }),
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

    /// The verdict about a value, by the schema at a pointer.
    pub fn verdict(&self, pointer: &str, value: &Value) -> Verdict {
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

    /// The values inside of a valid value for which a component schema is responsible, each with the pointer to that schema.
    pub fn parts<'v>(&self, pointer: &str, value: &'v Value) -> Vec<(String, &'v Value)> {
        let mut parts = Parts {
            judge: self,
            found: Vec::new(),
            seen: BTreeSet::new(),
        };
        parts.walk(pointer, value);
        parts.found
    }

    /// The alternatives of the schema at a pointer: the places that its `oneOf` or `anyOf` refers to.
    pub fn alternatives(&self, pointer: &str) -> Vec<String> {
        let at = self.landing(pointer);
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

    /// Whether the discriminator of the schema at a pointer has a variant for a value; `None` without a discriminator.
    pub fn names_alternative(&self, pointer: &str, value: &Value) -> Option<bool> {
        let schema = self.document.pointer(&self.landing(pointer))?;
        let property = schema["discriminator"]["propertyName"].as_str()?;
        let Some(named) = value[property].as_str() else {
            return Some(false);
        };
        let end = format!("/{named}");
        let is_mapped = schema["discriminator"]["mapping"].get(named).is_some();
        Some(
            is_mapped
                || self
                    .alternatives(pointer)
                    .iter()
                    .any(|it| it.ends_with(&end)),
        )
    }

    /// Where the references from a pointer end. `converted` has moved nullable schemas one level down.
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
    fn walk(&mut self, pointer: &str, value: &'v Value) {
        if !self
            .seen
            .insert((pointer.to_owned(), std::ptr::from_ref(value)))
        {
            return;
        }
        let Some(schema) = self.judge.document.pointer(pointer) else {
            return;
        };
        if let Some(target) = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
            self.found.push((target.to_owned(), value));
            return self.walk(target, value);
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            for index in 0..schema[key].as_array().map_or(0, Vec::len) {
                let at = format!("{pointer}/{key}/{index}");
                if self.judge.is_valid(&at, value) {
                    self.walk(&at, value);
                }
            }
        }
        for item in value.as_array().into_iter().flatten() {
            self.walk(&format!("{pointer}/items"), item);
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(name) {
                Some(_) => {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    self.walk(&format!("{pointer}/properties/{name}"), member);
                }
                None => self.walk(&format!("{pointer}/additionalProperties"), member),
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
