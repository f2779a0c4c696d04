//! Media types: what bodies and responses contain.

use std::collections::BTreeSet;

use clientwright_model::naming::names::{self, Case};
use clientwright_model::{
    Docs, Item, Markdown, Outcome, Outcomes, Output, Status, Streaming, Ty, TypePath, XmlDocument,
    markdown,
};
use clientwright_oas::Api;
use clientwright_oas::api::{self, MediaType, SchemaId, essence};

use super::{LossKind, Lower};
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

/// The result of an operation.
pub(super) struct Result {
    pub(super) output: Output,
    pub(super) accept: String,
    pub(super) success: Vec<Status>,
    /// The enum that the output refers to.
    pub(super) item: Option<Item>,
    /// How responses in XML are read, by their status.
    pub(super) xml: Vec<(Status, XmlDocument)>,
    /// How the items of a stream are told apart.
    pub(super) stream: Option<Streaming>,
}

/// What the response with a status contains.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Nothing,
    Json(Ty),
    Text(Ty),
    Bytes,
}

impl From<Content> for Output {
    fn from(content: Content) -> Self {
        match content {
            Content::Nothing => Output::Empty,
            Content::Json(ty) => Output::Json { ty, resource: None },
            Content::Text(ty) => Output::Text(ty),
            Content::Bytes => Output::Bytes,
        }
    }
}

impl Lower<'_> {
    /// The result of an operation: exact statuses, ranges and `default` are told apart (OpenAPI 3.1, 4.8.16).
    pub(super) fn output(&mut self, operation: &api::Operation, outcomes: TypePath) -> Result {
        self.output_of(operation, None, outcomes)
    }

    /// The media types and the result if one is asked for. `None`: statuses have results of several types.
    pub(super) fn accept(
        &mut self,
        operation: &api::Operation,
        asked: &str,
        outcomes: TypePath,
    ) -> Option<(String, Output)> {
        let result = self.output_of(operation, Some(asked), outcomes);
        let is_one = !matches!(result.output, Output::ByStatus(_));
        is_one.then_some((result.accept, result.output))
    }

    fn output_of(
        &mut self,
        operation: &api::Operation,
        asked: Option<&str>,
        outcomes: TypePath,
    ) -> Result {
        let responses = streams::results(self.api, operation).whole;
        let mut accept = BTreeSet::new();
        let mut accepted = Vec::new();
        let mut contents = Vec::new();
        for response in &responses {
            let response = &self.api.responses[response.response];
            let mut all = response.content.iter();
            let chosen = asked.and_then(|asked| all.find(|media| essence(&media.name) == asked));
            let chosen = chosen.map(|media| (media, Kind::of(&media.name)));
            let Some((media, kind)) = chosen.or(whole(self.api, response)) else {
                contents.push(Content::Nothing);
                continue;
            };
            let content = match operation.verb {
                // RFC 9110, 9.3.2: the response has the headers of the content and not the content.
                api::Verb::Head => Content::Nothing,
                _ => self.content_of(media, kind),
            };
            // All that are read in the same way; if one is asked for, that one.
            let is_other = |other: &&MediaType| {
                asked.is_none()
                    && Kind::of(&other.name) == kind
                    && other.name != media.name
                    && other.item_schema.is_none()
                    && streams::of(self.api, other).is_none()
            };
            let mut same = vec![media];
            for other in response.content.iter().filter(is_other) {
                let is_same =
                    operation.verb == api::Verb::Head || self.content_of(other, kind) == content;
                same.extend(is_same.then_some(other));
            }
            for media in same {
                if accept.insert(media.name.clone()) {
                    accepted.push(media.name.to_string());
                }
            }
            contents.push(content);
        }
        let xml = match operation.verb {
            api::Verb::Head => Vec::new(),
            _ => self.documents(&responses),
        };
        let statuses = responses.iter().map(|r| status(r.status));
        let (output, item) = match merge(&contents) {
            Some(output) => (output, None),
            None => {
                let contents = statuses.zip(&responses).zip(contents);
                let item = self.outcomes(&outcomes.name, contents.collect());
                (Output::ByStatus(outcomes), Some(item))
            }
        };
        let success = match output {
            Output::Empty | Output::ByStatus(_) => Vec::new(),
            _ => responses.iter().map(|r| status(r.status)).collect(),
        };
        Result {
            output,
            accept: match accepted.is_empty() {
                // A failure may have a body.
                true => "*/*".to_owned(),
                false => accepted.join(", "),
            },
            success,
            item,
            xml,
            stream: None,
        }
    }

    /// How responses in XML are read: those that have nothing else, and those that have the same value as JSON.
    pub(super) fn documents(
        &self,
        responses: &[api::StatusResponse],
    ) -> Vec<(Status, XmlDocument)> {
        let documents = responses.iter().filter_map(|response| {
            let content = &self.api.responses[response.response].content;
            let mut all = content.iter();
            let media = all.find(|media| Kind::of(&media.name) == Kind::Xml)?;
            let (first, kind) = best(content)?;
            let is_read = matches!(kind, Kind::Json | Kind::Xml) && first.item_schema.is_none();
            let document = self.documents.of(media.schema.filter(|_| is_read)?)?;
            Some((status(response.status), document))
        });
        documents.collect()
    }

    /// What a response in a media type contains.
    pub(super) fn content_of(&mut self, media: &MediaType, kind: Kind) -> Content {
        if media.item_schema.is_some() {
            let reason = "streams of items are received as bytes";
            self.lose(media.node, LossKind::Reduced, reason);
            return Content::Bytes;
        }
        match kind {
            Kind::Json if self.is_file(media) => Content::Bytes,
            Kind::Json => match media.schema {
                Some(schema) if !self.is_binary(schema) => Content::Json(self.ty(schema)),
                Some(_) => Content::Bytes,
                // JSON of any form.
                None => Content::Json(Ty::Well("AnyJson")),
            },
            Kind::Xml => match media.schema {
                Some(schema) if self.documents.of(schema).is_some() => {
                    Content::Json(self.ty(schema))
                }
                _ => {
                    let reason = "XML whose elements have no names is received as a text";
                    self.lose(media.node, LossKind::Reduced, reason);
                    Content::Text(Ty::String)
                }
            },
            Kind::Text | Kind::Form => match media.schema.map(|schema| self.ty(schema)) {
                Some(ty @ Ty::Named(_)) if self.is_text(media.schema) => Content::Text(ty),
                _ => Content::Text(Ty::String),
            },
            Kind::Bytes | Kind::Multipart => Content::Bytes,
        }
    }

    /// The enum for responses of several types.
    fn outcomes(
        &self,
        name: &str,
        contents: Vec<((Status, &api::StatusResponse), Content)>,
    ) -> Item {
        let mut variants: Vec<Outcome> = contents
            .into_iter()
            .map(|((status, response), content)| {
                let text = &self.api.responses[response.response].description;
                let text = match self.settings.descriptions {
                    true => Markdown::paragraphs(text),
                    false => Vec::new(),
                };
                Outcome {
                    name: variant(status),
                    docs: Docs::new(&text, None),
                    status,
                    output: content.into(),
                }
            })
            .collect();
        // Exact statuses come before ranges.
        variants.sort_by_key(|variant| variant.status);
        let fallback = markdown!("Another status of success, with the bytes of the body.");
        Item::Outcomes(Outcomes {
            name: name.to_owned(),
            docs: Docs::new(
                &[markdown!(
                    "What a call gives, by the status of the response."
                )],
                None,
            ),
            variants,
            fallback: "Other".to_owned(),
            fallback_docs: Docs::new(&[fallback], None),
        })
    }

    /// The name of the type of the body of a failure, if it has one.
    pub(super) fn failure(&self, response: api::ResponseId) -> Option<String> {
        let (media, kind) = best(&self.api.responses[response].content)?;
        match self.ty(media.schema.filter(|_| kind == Kind::Json)?) {
            Ty::Named(path) => Some(path.name),
            _ => None,
        }
    }

    /// Whether a body in any media type is a file: its schema states only a media type that is not JSON (OpenAPI 3.1,
    /// 4.8.14.3).
    pub(super) fn is_file(&self, media: &MediaType) -> bool {
        let of_content = media.schema.and_then(|schema| {
            let schema = &self.api.schemas[self.api.target(schema)];
            let media_type = schema.content_media_type.as_deref()?;
            is_untyped(schema).then_some(media_type)
        });
        let is_json = |media_type: &str| media_type.contains("json");
        is_range(&media.name) && of_content.is_some_and(|media_type| !is_json(media_type))
    }

    /// Whether a schema is for raw bytes: a text with the format `binary`.
    fn is_binary(&self, schema: SchemaId) -> bool {
        let schema = &self.api.schemas[self.api.target(schema)];
        schema.format.as_deref() == Some("binary")
    }

    fn is_text(&self, schema: Option<SchemaId>) -> bool {
        schema.is_some_and(|schema| {
            let schema = &self.api.schemas[self.api.target(schema)];
            schema.types.only() == Some(api::Type::String)
        })
    }
}

/// The result for responses with several statuses. `None`: their types differ.
fn merge(contents: &[Content]) -> Option<Output> {
    let is_optional = contents.iter().any(|c| matches!(c, Content::Nothing));
    let mut given = contents.iter().filter(|c| !matches!(c, Content::Nothing));
    let Some(first) = given.next() else {
        return Some(Output::Empty);
    };
    if given.any(|content| content != first) {
        return None;
    }
    let optional = |ty: &Ty| match (is_optional, ty) {
        (false, _) | (true, Ty::Option(_)) => ty.clone(),
        (true, ty) => ty.clone().option(),
    };
    Some(match first {
        Content::Nothing => Output::Empty,
        Content::Json(ty) => Output::Json {
            ty: optional(ty),
            resource: None,
        },
        Content::Text(ty) => Output::Text(optional(ty)),
        Content::Bytes => Output::Bytes,
    })
}

pub(super) fn status(status: api::Status) -> Status {
    match status {
        api::Status::Exact(code) => Status::Exactly(code),
        api::Status::Range(digit) => Status::Range(digit),
        api::Status::Default => Status::Default,
    }
}

/// The name of the variant for the responses of a status.
pub(super) fn variant(status: Status) -> String {
    match status {
        Status::Exactly(code) => format!("Status{code}"),
        Status::Range(digit) => format!("Status{digit}xx"),
        Status::Default => "Default".to_owned(),
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
