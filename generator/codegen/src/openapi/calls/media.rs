//! Media types: what bodies and responses contain.

use std::collections::BTreeSet;

use clientwright_model::{Output, Status, Ty};
use clientwright_oas::api::{self, MediaType, SchemaId};

use super::{LossKind, Lower};

/// What a media type means for the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// JSON, also if anything is accepted.
    Json,
    /// A form of URL-encoded pairs.
    Form,
    /// A text that stands for itself.
    Text,
    /// Anything else.
    Bytes,
}

/// The media type without its parameters, in lower case.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        let name = essence(name);
        let is_json = name.ends_with("/json") || name.ends_with("+json");
        match name.as_str() {
            "*/*" | "application/*" | "" => Self::Json,
            _ if is_json => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Bytes,
            // Without a type for XML, its text is passed on.
            "application/xml" => Self::Text,
            _ if name.starts_with("text/") || name.ends_with("+xml") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// A media type of a list that this crate supports best, with its kind.
pub(super) fn best(content: &[MediaType]) -> Option<(&MediaType, Kind)> {
    let kinds = content.iter().map(|media| (media, Kind::of(&media.name)));
    // `min_by_key` returns the first of several.
    kinds.min_by_key(|(_, kind)| *kind)
}

/// The result of an operation.
pub(super) struct Result {
    pub(super) output: Output,
    pub(super) accept: String,
    pub(super) success: Vec<Status>,
}

/// What the response with a status contains.
enum Content {
    Nothing,
    Json(Ty),
    Text(Ty),
    Bytes,
}

impl Lower<'_> {
    /// The result of an operation: exact statuses, ranges and `default` are told apart (OpenAPI 3.1, 4.8.16).
    pub(super) fn output(&mut self, operation: &api::Operation) -> Result {
        let is_success = |status: api::Status| match status {
            api::Status::Exact(code) => (200..300).contains(&code),
            api::Status::Range(digit) => digit == 2,
            api::Status::Default => false,
        };
        let mut responses: Vec<api::StatusResponse> = operation
            .responses
            .iter()
            .copied()
            .filter(|response| is_success(response.status))
            .collect();
        if responses.is_empty() {
            // `default` alone is the success.
            let is_default = |r: &&api::StatusResponse| r.status == api::Status::Default;
            let has_others = operation.responses.len() > 1;
            let default = operation.responses.iter().find(is_default);
            responses.extend(default.filter(|_| !has_others));
        }
        let mut accept = BTreeSet::new();
        let mut accepted = Vec::new();
        let mut contents = Vec::new();
        for response in &responses {
            let response = &self.api.responses[response.response];
            let content = self.content(response);
            if let Some((media, _)) = best(&response.content)
                && accept.insert(media.name.clone())
            {
                accepted.push(media.name.to_string());
            }
            contents.push(content);
        }
        let output = self.merge(operation, contents);
        let success = match output {
            Output::Empty => Vec::new(),
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
        }
    }

    fn content(&mut self, response: &api::Response) -> Content {
        let Some((media, kind)) = best(&response.content) else {
            return Content::Nothing;
        };
        if media.item_schema.is_some() {
            let reason = "streams of items are received as bytes";
            self.lose(media.node, LossKind::Reduced, reason);
            return Content::Bytes;
        }
        match kind {
            Kind::Json => match media.schema {
                Some(schema) if !self.is_binary(schema) => Content::Json(self.ty(schema)),
                Some(_) => Content::Bytes,
                // JSON of any form.
                None => Content::Json(Ty::Well("AnyJson")),
            },
            Kind::Text | Kind::Form => {
                if essence(&media.name).ends_with("xml") {
                    let reason = "XML is received as a text";
                    self.lose(media.node, LossKind::Reduced, reason);
                    return Content::Text(Ty::String);
                }
                match media.schema.map(|schema| self.ty(schema)) {
                    Some(ty @ Ty::Named(_)) if self.is_text(media.schema) => Content::Text(ty),
                    _ => Content::Text(Ty::String),
                }
            }
            Kind::Bytes => Content::Bytes,
        }
    }

    /// The result for responses with several statuses.
    fn merge(&mut self, operation: &api::Operation, contents: Vec<Content>) -> Output {
        let mut is_optional = false;
        let mut kinds = BTreeSet::new();
        let mut tys: Vec<Ty> = Vec::new();
        for content in contents {
            let (kind, ty) = match content {
                Content::Nothing => {
                    is_optional = true;
                    continue;
                }
                Content::Json(ty) => (Kind::Json, Some(ty)),
                Content::Text(ty) => (Kind::Text, Some(ty)),
                Content::Bytes => (Kind::Bytes, None),
            };
            kinds.insert(kind);
            if let Some(ty) = ty
                && !tys.contains(&ty)
            {
                tys.push(ty);
            }
        }
        let kinds: Vec<Kind> = kinds.into_iter().collect();
        let optional = |ty: Ty| match (is_optional, &ty) {
            (false, _) | (true, Ty::Option(_)) => ty,
            (true, _) => ty.option(),
        };
        match (kinds.as_slice(), tys.as_slice()) {
            ([], _) => Output::Empty,
            ([Kind::Json], [ty]) => Output::Json {
                ty: optional(ty.clone()),
                resource: None,
            },
            ([Kind::Text], [ty]) => Output::Text(optional(ty.clone())),
            ([Kind::Bytes], _) => Output::Bytes,
            ([Kind::Json], _) => {
                let reason = "responses of several types are raw JSON";
                self.lose(operation.node, LossKind::Reduced, reason);
                Output::Json {
                    ty: optional(Ty::Well("AnyJson")),
                    resource: None,
                }
            }
            _ => {
                let reason = "responses of several kinds are bytes";
                self.lose(operation.node, LossKind::Reduced, reason);
                Output::Bytes
            }
        }
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

pub(super) fn status(status: api::Status) -> Status {
    match status {
        api::Status::Exact(code) => Status::Exactly(code),
        api::Status::Range(digit) => Status::Range(digit),
        api::Status::Default => Status::Default,
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
            ("text/xml", Kind::Text),
            ("application/atom+xml", Kind::Text),
            ("text/event-stream", Kind::Bytes),
            ("application/octet-stream", Kind::Bytes),
            ("application/jsonl", Kind::Bytes),
            ("image/*", Kind::Bytes),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }
}
