//! Results of operations: what responses of success contain, by their status.

use std::collections::BTreeSet;

use clientwright_model::{
    Docs, Item, Markdown, Outcome, Outcomes, Output, Status, Streaming, Ty, TypePath, XmlDocument,
    markdown,
};
use clientwright_oas::api::{self, MediaType, essence};

use super::media::{Kind, best, whole};
use super::{LossKind, Lower};
use crate::openapi::streams;

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
            Kind::Form => {
                if media.schema.is_some() {
                    let reason = "a form is received as a text";
                    self.lose(media.node, LossKind::Reduced, reason);
                }
                Content::Text(Ty::String)
            }
            Kind::Text => match media.schema.map(|schema| self.ty(schema)) {
                Some(ty @ Ty::Named(_)) if self.is_text(media.schema) => Content::Text(ty),
                _ => Content::Text(Ty::String),
            },
            Kind::Multipart => {
                if media.schema.is_some_and(|schema| !self.is_binary(schema)) {
                    let reason = "a body with several parts is received as bytes";
                    self.lose(media.node, LossKind::Reduced, reason);
                }
                Content::Bytes
            }
            Kind::Bytes => Content::Bytes,
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
