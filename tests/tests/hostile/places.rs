//! Every text of a description: keys and values, found by a walk through its JSON, so that no place can be forgotten.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A description of OpenAPI 3.2 with everything that the resolver reads.
const OPENAPI: &str = include_str!("places/openapi.json");
/// A description of Swagger 2.0 with the forms that only it has.
const SWAGGER: &str = include_str!("places/swagger.json");

pub(crate) fn openapi() -> Value {
    serde_json::from_str(OPENAPI).expect("it is JSON")
}

pub(crate) fn swagger() -> Value {
    serde_json::from_str(SWAGGER).expect("it is JSON")
}

/// A text of a document.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Where it is, as a JSON pointer that ends with `#` for a key.
    pub(crate) pointer: String,
    pub(crate) text: String,
}

impl Place {
    /// What the text is: the key of which it is the value, or the key of the object in which it is a key (`true`).
    pub(crate) fn kind(&self) -> (&str, bool) {
        let is_key = self.pointer.ends_with('#');
        let steps = self.pointer.rsplit('/');
        let mut steps = steps.filter(|step| step.parse::<usize>().is_err());
        (steps.nth(usize::from(is_key)).unwrap_or_default(), is_key)
    }
}

/// All texts of a document, in the order of [`changed`].
pub(crate) fn all(document: &Value) -> Vec<Place> {
    let mut all = Vec::new();
    changed(document, &mut |pointer, text| {
        all.push(Place {
            pointer: pointer.to_owned(),
            text: text.to_owned(),
        });
        text.to_owned()
    });
    all
}

/// The document with other texts at some places, by their pointers.
pub(crate) fn with(document: &Value, texts: &BTreeMap<&str, String>) -> Value {
    changed(document, &mut |pointer, text| {
        let other = texts.get(pointer).cloned();
        other.unwrap_or_else(|| text.to_owned())
    })
}

/// The document with another name in place of one, wherever it is used: as key and value, in references and in paths.
pub(crate) fn renamed(document: &Value, name: &str, other: &str) -> Value {
    let in_path = (format!("{{{name}}}"), format!("{{{other}}}"));
    changed(document, &mut |_, text| match text {
        text if text == name => other.to_owned(),
        text if text.starts_with("#/") => {
            let steps = text.split('/');
            let steps = steps.map(|step| match step == name {
                true => step_of(other),
                false => step.to_owned(),
            });
            steps.collect::<Vec<_>>().join("/")
        }
        text => text.replace(&in_path.0, &in_path.1),
    })
}

/// How often a document uses a name.
pub(crate) fn uses(document: &Value, name: &str) -> usize {
    let in_path = format!("{{{name}}}");
    let all = all(document).into_iter();
    all.filter(|place| {
        let text = &place.text;
        text == name
            || (text.starts_with("#/") && text.split('/').any(|step| step == name))
            || text.contains(&in_path)
    })
    .count()
}

/// A step of a JSON pointer in a fragment (RFC 6901, 6).
fn step_of(name: &str) -> String {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let bytes = escaped.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'~' | b'-' | b'_' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}

/// The document with the texts that a function returns for its texts.
fn changed(document: &Value, change: &mut dyn FnMut(&str, &str) -> String) -> Value {
    walk(document, &mut String::new(), change)
}

fn walk(
    value: &Value,
    pointer: &mut String,
    change: &mut dyn FnMut(&str, &str) -> String,
) -> Value {
    let length = pointer.len();
    match value {
        Value::String(text) => Value::String(change(pointer, text)),
        Value::Array(items) => {
            let mut all = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                all.push(walk(item, pointer, change));
                pointer.truncate(length);
            }
            Value::Array(all)
        }
        Value::Object(entries) => {
            let mut all = Map::new();
            for (key, item) in entries {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                let end = pointer.len();
                pointer.push('#');
                let key = change(pointer, key);
                pointer.truncate(end);
                all.insert(key, walk(item, pointer, change));
                pointer.truncate(length);
            }
            Value::Object(all)
        }
        other => other.clone(),
    }
}
