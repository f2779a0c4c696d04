//! The values of calls: examples of the description where they are valid, and values made from schemas.

use std::path::Path;

use clientwright_oracle::judge::Judge;
use clientwright_oracle::made;
use serde_json::Value;

/// Makes the values of a description, for requests.
pub(crate) struct Values<'a> {
    document: &'a Value,
    judge: Judge<'a>,
}

impl<'a> Values<'a> {
    pub(crate) fn new(document: &'a Value, judge: Judge<'a>) -> Self {
        Self { document, judge }
    }

    /// A valid value for the schema at a pointer, which is that of a parameter or a media type; if there is none, one that is not known to be valid.
    pub(crate) fn value(&self, pointer: &str) -> Option<Value> {
        let candidates = self.candidates(pointer);
        let is_valid = |value: &Value| self.judge.is_valid(pointer, value);
        let valid = candidates.iter().find(|value| is_valid(value)).cloned();
        let valid = valid.or_else(|| {
            // Values of unions may fit two variants.
            let mut fewer = candidates.iter().flat_map(without_one);
            fewer.find(is_valid)
        });
        let mut value = valid.or_else(|| candidates.into_iter().next())?;
        if let Some(schema) = self.document.pointer(pointer) {
            self.remove_read_only(schema, &mut value);
        }
        Some(value)
    }

    /// Removes what a service sets itself: `readOnly`, also where it is required (OpenAPI 3.0.4, 4.7.24.1).
    fn remove_read_only(&self, schema: &'a Value, value: &mut Value) {
        let (mut open, mut seen) = (vec![schema], Vec::new());
        while let Some(schema) = open.pop() {
            if seen.contains(&std::ptr::from_ref(schema)) {
                continue;
            }
            seen.push(std::ptr::from_ref(schema));
            let target = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
            open.extend(target.and_then(|target| self.document.pointer(target)));
            for key in ["allOf", "anyOf", "oneOf"] {
                open.extend(schema[key].as_array().into_iter().flatten());
            }
            match value {
                Value::Array(items) => {
                    let of_item = schema.get("items");
                    for (item, of_item) in items.iter_mut().zip(of_item.into_iter().cycle()) {
                        self.remove_read_only(of_item, item);
                    }
                }
                Value::Object(members) => {
                    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                        if property["readOnly"] == true {
                            members.remove(name);
                        } else if let Some(member) = members.get_mut(name) {
                            self.remove_read_only(property, member);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn candidates(&self, pointer: &str) -> Vec<Value> {
        let owner = Path::new(pointer).parent().and_then(Path::to_str);
        let owner = owner.and_then(|owner| self.document.pointer(owner));
        let mut found = Vec::new();
        if let Some(owner) = owner.filter(|_| pointer.ends_with("/schema")) {
            found.extend(owner.get("example").cloned());
            let examples = owner["examples"].as_object().into_iter().flatten();
            found.extend(examples.filter_map(|(_, example)| example.get("value").cloned()));
        }
        found.extend(made::values(self.document, pointer));
        found.retain(|value| !value.is_null());
        found
    }
}

/// An object without one of its members, for each of them.
fn without_one(value: &Value) -> Vec<Value> {
    let members = value.as_object().into_iter().flatten();
    let fewer = members.map(|(name, _)| {
        let mut fewer = value.clone();
        fewer
            .as_object_mut()
            .and_then(|members| members.remove(name));
        fewer
    });
    fewer.collect()
}
