//! Docs of types and properties.

use clientwright_model::{Docs, Markdown, markdown};
use clientwright_oas::Api;
use clientwright_oas::api::{Schema, SchemaId};

use super::wrappers::wrapped;

/// The docs of a type: title, description and limits of the first schema that has them.
pub(super) fn of_type(api: &Api, schemas: &[SchemaId], name: &str, descriptions: bool) -> Docs {
    let mut paragraphs = Vec::new();
    let mut reference = None;
    let mut deprecated = false;
    for id in schemas {
        let schema = &api.schemas[*id];
        deprecated |= schema.deprecated;
        if descriptions && reference.is_none() {
            reference = self::reference(schema);
        }
        if descriptions && paragraphs.is_empty() {
            paragraphs = texts(schema);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(markdown!(
            "The type ",
            Markdown::code(name),
            " of the service."
        ));
    }
    paragraphs.extend(reference);
    Docs::new(&paragraphs, note(deprecated))
}

/// The docs of a variant: the type that it contains.
pub(super) fn of_variant(word: &str) -> Docs {
    Docs::new(
        &[markdown!(
            "A value of the variant ",
            Markdown::code(word),
            "."
        )],
        None,
    )
}

/// The docs of a property: those of the property, or of the first schema that it refers to without a type of its own.
pub(super) fn of_property(api: &Api, schemas: &[SchemaId], name: &str, descriptions: bool) -> Docs {
    let mut paragraphs: Vec<Markdown> = Vec::new();
    let mut limits: Vec<Markdown> = Vec::new();
    let mut reference = None;
    let mut deprecated = false;
    for id in schemas {
        let mut at = Some(*id);
        let mut is_first = true;
        for _ in 0..8 {
            let Some(id) = at else { break };
            let schema = &api.schemas[id];
            deprecated |= schema.deprecated && is_first;
            if descriptions && paragraphs.is_empty() {
                paragraphs = texts(schema);
            }
            if descriptions && reference.is_none() && is_first {
                reference = self::reference(schema);
            }
            if limits.is_empty() && is_first {
                limits = self::limits(schema);
            }
            is_first = false;
            at = wrapped(api, schema).map(|(inner, _)| inner);
        }
    }
    if schemas.is_empty() {
        let name = Markdown::code(name);
        paragraphs.push(markdown!(
            "The property ",
            name,
            ", any JSON: it is required, but has no schema."
        ));
    } else if paragraphs.is_empty() {
        paragraphs.push(markdown!("The property ", Markdown::code(name), "."));
    }
    paragraphs.extend(reference);
    if !limits.is_empty() {
        let list = Markdown::join(&limits, ", ");
        paragraphs.push(markdown!("Not checked: ", list, "."));
    }
    Docs::new(&paragraphs, note(deprecated))
}

fn texts(schema: &Schema) -> Vec<Markdown> {
    let text = schema.description.as_deref().or(schema.title.as_deref());
    text.map(Markdown::paragraphs).unwrap_or_default()
}

/// Where the reference of the service is.
fn reference(schema: &Schema) -> Option<Markdown> {
    let docs = schema.external_docs.as_ref()?;
    let text = docs.description.as_deref().unwrap_or_default();
    Some(Markdown::reference(text, &docs.url)).filter(|text| !text.is_empty())
}

fn limits(schema: &Schema) -> Vec<Markdown> {
    let limits = schema.limits.iter();
    limits
        .map(|(name, value)| markdown!(Markdown::code(name), " ", Markdown::code(value)))
        .collect()
}

fn note(deprecated: bool) -> Option<Markdown> {
    deprecated.then(|| markdown!("The description says that it is deprecated."))
}
