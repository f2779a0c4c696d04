//! Members of enumerations: their names and values.

use std::collections::HashMap;

use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::{Docs, Enumeration, Markdown, Member, WireValue, markdown};
use clientwright_oas::Api;
use clientwright_oas::api::{SchemaId, Value};

use super::graph::json;
use super::items::Items;
use super::nodes;
use crate::openapi::renames::{Named, Naming};

/// The variant for members that the description does not list.
const FALLBACK: &str = "Unknown";

pub(super) fn enumeration(
    items: &Items<'_, '_>,
    name: &str,
    docs: Docs,
    item: &nodes::Enumeration<'_>,
    key: &str,
    naming: &mut Naming,
) -> Enumeration {
    let Items {
        renames,
        descriptions,
        ..
    } = *items;
    let api = items.graph.api;
    let scope = Scope::Members(key.to_owned());
    let texts: Vec<String> = item.members.iter().map(|value| text(value)).collect();
    let numbers = numbers(api, &item.schemas);
    let hints = item.members.iter();
    let is_alone = item.members.len() == 1;
    let hints = hints.map(|value| hint(api, &item.schemas, &numbers, value, is_alone));
    let hints: Vec<Hint<'_>> = hints.collect();
    // A text and a number may be spelt in the same way.
    let things: Vec<Named> = texts
        .iter()
        .zip(&hints)
        .map(|(text, hint)| Named {
            key: lock::key(text),
            wanted: names::spell(hint.name.unwrap_or(&readable(text)), Case::Camel),
            declaration: renames.of_member(&item.schemas, text),
        })
        .collect();
    let reserved = naming.locked_extras(&scope, &[FALLBACK]);
    let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
    let variants = naming.assign_by_key(&scope, things, &reserved);
    let fallback = naming.extra(&scope, FALLBACK, &variants);
    let mut members = Vec::with_capacity(variants.len());
    for (index, name) in variants.into_iter().enumerate() {
        let mut docs: Vec<Markdown> = Vec::new();
        if let Some(description) = hints[index].description.filter(|_| descriptions) {
            docs = Markdown::paragraphs(description);
        }
        let value = item.members[index];
        docs.push(markdown!(Markdown::code(&texts[index]), "."));
        members.push(Member {
            name,
            wire: wire(value),
            docs: Docs::new(&docs, None),
        });
    }
    let fallback_docs = markdown!("A value that the description does not list.");
    Enumeration {
        name: name.to_owned(),
        docs,
        wire_name: name.to_owned(),
        members,
        fallback,
        fallback_docs: Docs::new(&[fallback_docs], None),
    }
}

/// The text of a member.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        other => json(other),
    }
}

fn wire(value: &Value) -> WireValue {
    match value {
        Value::Number(text) => match text.parse() {
            Ok(number) => WireValue::Number(number),
            Err(_) => WireValue::Text(text.to_string()),
        },
        other => WireValue::Text(text(other)),
    }
}

/// What extensions and constants say about a member.
#[derive(Clone, Copy, Debug, Default)]
struct Hint<'a> {
    name: Option<&'a str>,
    description: Option<&'a str>,
}

/// The number of each member in the `enum` of each schema.
fn numbers<'a>(api: &'a Api, schemas: &[SchemaId]) -> Vec<HashMap<&'a Value, usize>> {
    let of_schema = |id: &SchemaId| {
        let members = api.schemas[*id].enumeration.iter().enumerate();
        // The first of several counts.
        members
            .rev()
            .map(|(number, value)| (value, number))
            .collect()
    };
    schemas.iter().map(of_schema).collect()
}

fn hint<'a>(
    api: &'a Api,
    schemas: &[SchemaId],
    numbers: &[HashMap<&Value, usize>],
    value: &Value,
    is_alone: bool,
) -> Hint<'a> {
    for (id, numbers) in schemas.iter().zip(numbers) {
        let schema = &api.schemas[*id];
        if schema.constant.as_deref() == Some(value) {
            // The title of the only value is that of the property: pydantic gives each property one.
            let title = schema.title.as_deref().filter(|_| !is_alone);
            return Hint {
                name: title,
                description: schema.description.as_deref(),
            };
        }
        let (Some(&index), Some(hints)) = (numbers.get(value), &schema.enum_hints) else {
            continue;
        };
        let get = |texts: &'a [Box<str>]| {
            let text = texts.get(index).map(AsRef::as_ref);
            text.filter(|text| !text.is_empty())
        };
        return Hint {
            name: get(&hints.names),
            description: get(&hints.descriptions),
        };
    }
    Hint::default()
}

/// A text with words for signs that a name cannot contain: those of a text without letters and digits, and a sign in
/// front.
fn readable(text: &str) -> String {
    if text.is_empty() {
        return "Empty".to_owned();
    }
    let has_words = text.contains(char::is_alphanumeric);
    if !has_words && text.trim().is_empty() {
        return "Blank".to_owned();
    }
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        match word(c).filter(|_| !has_words || at == 0) {
            Some(word) => {
                out.push_str(word);
                out.push(' ');
            }
            None => out.push(c),
        }
    }
    out
}

fn word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "Plus",
        '-' => "Minus",
        '<' => "Less",
        '>' => "Greater",
        '=' => "Equal",
        '≤' => "LessOrEqual",
        '≥' => "GreaterOrEqual",
        '≠' => "NotEqual",
        '!' => "Not",
        '*' => "Star",
        '/' => "Slash",
        '\\' => "Backslash",
        '.' => "Dot",
        ',' => "Comma",
        ':' => "Colon",
        ';' => "Semicolon",
        '%' => "Percent",
        '&' => "And",
        '|' => "Or",
        '~' => "Tilde",
        '^' => "Caret",
        '#' => "Hash",
        '@' => "At",
        '$' => "Dollar",
        '?' => "Question",
        '_' => "Underscore",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_words_where_a_name_would_have_none() {
        for (text, name) in [
            ("", "Empty"),
            ("  ", "Blank"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("-name", "MinusName"),
            ("<=", "LessEqual"),
            ("≤", "LessOrEqual"),
            ("a b", "AB"),
            ("a-b", "AB"),
            ("100", "_100"),
            ("日本", "日本"),
        ] {
            assert_eq!(names::spell(&readable(text), Case::Camel), name, "{text}");
        }
    }
}
