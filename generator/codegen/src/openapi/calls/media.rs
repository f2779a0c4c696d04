//! Media types: what bodies and responses contain.

use std::collections::BTreeSet;

use clientwright_model::naming::names::{self, Case};
use clientwright_oas::Api;
use clientwright_oas::api::{self, MediaType, SchemaId, essence};

use super::Lower;
use crate::openapi::streams;

/// What a media type means for the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// JSON, also if anything is accepted.
    Json,
    /// A form of URL-encoded pairs.
    Form,
    /// Several parts.
    Multipart,
    /// XML.
    Xml,
    /// A text that stands for itself.
    Text,
    /// Anything else.
    Bytes,
}

impl Kind {
    pub(crate) fn of(name: &str) -> Self {
        let name = essence(name);
        let is_json = name.ends_with("/json") || name.ends_with("+json");
        match name.as_str() {
            "*/*" | "application/*" | "" => Self::Json,
            _ if is_json => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Bytes,
            _ if name.starts_with("multipart/") => Self::Multipart,
            _ if name.ends_with("/xml") || name.ends_with("+xml") => Self::Xml,
            _ if name.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// A media type of a list that this crate supports best, with its kind.
pub(super) fn best(content: &[MediaType]) -> Option<(&MediaType, Kind)> {
    best_of(content.iter())
}

/// The media type of a response that is read as a whole, with its kind.
pub(crate) fn whole<'r>(api: &Api, response: &'r api::Response) -> Option<(&'r MediaType, Kind)> {
    let content = response.content.iter();
    best_of(content.filter(|media| streams::of(api, media).is_none()))
}

fn best_of<'m>(content: impl Iterator<Item = &'m MediaType>) -> Option<(&'m MediaType, Kind)> {
    let kinds = content.map(|media| (media, Kind::of(&media.name)));
    // `min_by_key` returns the first of several.
    kinds.min_by_key(|(_, kind)| *kind)
}

/// Whether a media type has several parts.
pub(crate) fn is_multipart(name: &str) -> bool {
    Kind::of(name) == Kind::Multipart
}

/// Whether a media type is a range that contains JSON and all else.
pub(super) fn is_range(name: &str) -> bool {
    matches!(essence(name).as_str(), "*/*" | "application/*")
}

/// Whether a schema says nothing about the type of its values.
pub(super) fn is_untyped(schema: &api::Schema) -> bool {
    schema.types == api::Types::default()
        && schema.properties.is_empty()
        && schema.enumeration.is_empty()
        && schema.constant.is_none()
        && schema.items.is_none()
        && [&schema.all_of, &schema.one_of, &schema.any_of]
            .iter()
            .all(|list| list.is_empty())
}

/// The media types of the body of an operation that are told apart, by their index, the best supported first; each
/// with the end of the name of its method. JSON of the same schema in several media types is one.
pub(crate) fn bodies(api: &Api, operation: &api::Operation) -> Vec<(usize, String)> {
    let Some(body) = operation.body else {
        return Vec::new();
    };
    let content = &api.bodies[body].content;
    let mut all: Vec<usize> = (0..content.len()).collect();
    all.sort_by_key(|index| Kind::of(&content[*index].name));
    let mut seen = BTreeSet::new();
    all.retain(|index| {
        let media = &content[*index];
        let schema = media.schema.map(|schema| api.target(schema));
        let kind = Kind::of(&media.name);
        seen.insert(match kind {
            Kind::Json => (kind, String::new(), schema),
            _ => (kind, essence(&media.name), None),
        })
    });
    let suffixed = all.into_iter();
    suffixed
        .map(|index| (index, suffix(&content[index].name)))
        .collect()
}

/// The word for a media type in names: `text`, `vnd_acme_json`.
pub(super) fn suffix(name: &str) -> String {
    let name = essence(name);
    let (first, last) = name.split_once('/').unwrap_or(("", &name));
    let suffix = match (Kind::of(&name), last) {
        (Kind::Form, _) => "form",
        (Kind::Multipart, _) => "multipart",
        (_, "plain") => "text",
        (_, "octet-stream") => "bytes",
        (_, "*") => first,
        (_, last) => last,
    };
    let spelt = names::spell(suffix, Case::Snake);
    spelt.trim_matches('_').to_owned()
}

/// Whether a body in any media type is a file: its schema is a text with the format `binary`, or states only a media type that
/// is not JSON (OpenAPI 3.0, 4.7.14.3; 3.1, 4.8.14.3).
pub(super) fn is_file(api: &Api, media: &MediaType) -> bool {
    let schema = media.schema.map(|schema| &api.schemas[api.target(schema)]);
    is_range(&media.name)
        && schema.is_some_and(|schema| {
            let stated = schema.content_media_type.as_deref();
            let is_other = stated.is_some_and(|media_type| !media_type.contains("json"));
            schema.format.as_deref() == Some("binary") || (is_other && is_untyped(schema))
        })
}

impl Lower<'_> {
    /// Whether a body in any media type is a file.
    pub(super) fn is_file(&self, media: &MediaType) -> bool {
        is_file(self.api, media)
    }

    /// Whether a schema is for raw bytes: a text with the format `binary`.
    pub(super) fn is_binary(&self, schema: SchemaId) -> bool {
        let schema = &self.api.schemas[self.api.target(schema)];
        schema.format.as_deref() == Some("binary")
    }

    pub(super) fn is_text(&self, schema: Option<SchemaId>) -> bool {
        schema.is_some_and(|schema| {
            let schema = &self.api.schemas[self.api.target(schema)];
            schema.types.only() == Some(api::Type::String)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_of_media_types() {
        for (name, kind) in [
            ("application/json; charset=utf-8", Kind::Json),
            ("APPLICATION/VND.ACME+JSON", Kind::Json),
            ("text/json", Kind::Json),
            ("*/*", Kind::Json),
            ("application/x-www-form-urlencoded", Kind::Form),
            ("text/plain", Kind::Text),
            ("text/xml", Kind::Xml),
            ("application/atom+xml", Kind::Xml),
            ("text/event-stream", Kind::Bytes),
            ("application/octet-stream", Kind::Bytes),
            ("application/jsonl", Kind::Bytes),
            ("image/*", Kind::Bytes),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }
}
