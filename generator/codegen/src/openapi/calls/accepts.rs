//! Methods of calls that ask for another media type of the response.

use std::collections::BTreeSet;

use clientwright_model::naming::names;
use clientwright_model::{Accept, TypePath};
use clientwright_oas::Api;
use clientwright_oas::api::{self, MediaType, SchemaId, essence};

use super::media::{self, Kind};
use super::{LossKind, Lower, docs};
use crate::openapi::operations::OperationName;
use crate::openapi::streams;

/// The media types of the responses of success that a call can ask for by a method, with the end of its name: those with
/// another type than the best supported one, and all texts and bytes if there are several. Streams of items are none.
pub(crate) fn accepts(api: &Api, operation: &api::Operation) -> Vec<(String, String)> {
    let mut all: Vec<String> = Vec::new();
    let mut seen: BTreeSet<(Kind, String, Option<SchemaId>)> = BTreeSet::new();
    for response in operation.successes() {
        let response = &api.responses[response.response];
        let Some((first, of_first)) = media::whole(api, response) else {
            continue;
        };
        let is_stream = |media: &MediaType| streams::of(api, media).is_some();
        let content: Vec<&MediaType> = response
            .content
            .iter()
            .filter(|it| !is_stream(it))
            .collect();
        // One media type alone is what the call asks for anyway. A response to `HEAD` has none (RFC 9110, 9.3.2).
        if content.len() < 2 || operation.verb == api::Verb::Head {
            continue;
        }
        let target = |media: &MediaType| media.schema.map(|schema| api.target(schema));
        for media in content {
            let (kind, name) = (Kind::of(&media.name), essence(&media.name));
            // The same value in another notation; some frameworks declare JSON as plain text too.
            let is_value = |kind| matches!(kind, Kind::Json | Kind::Xml);
            let is_same = is_value(of_first)
                && (is_value(kind) || kind == Kind::Text && media.schema.is_some())
                && target(first) == target(media);
            let key = match kind {
                Kind::Json => (kind, String::new(), target(media)),
                _ => (kind, name.clone(), None),
            };
            let is_of_items = media.item_schema.is_some();
            if !is_same && !is_of_items && seen.insert(key) {
                all.push(name);
            }
        }
    }
    let suffixes = all.iter().map(|name| media::suffix(name)).collect();
    let suffixes = names::distinct_of(suffixes, &[]);
    all.into_iter().zip(suffixes).collect()
}

impl Lower<'_> {
    /// The methods that ask for other media types of the response.
    pub(super) fn accepts(
        &mut self,
        operation: &api::Operation,
        name: &OperationName,
        outcomes: &TypePath,
    ) -> Vec<Accept> {
        let mut all = Vec::new();
        for (method, media) in &name.accepts {
            match self.accept(operation, media, outcomes.clone()) {
                Some((media, output)) => all.push(Accept {
                    method: method.clone(),
                    docs: docs::accept(&media),
                    media,
                    output,
                }),
                None => {
                    let reason = "media types that differ between statuses cannot be asked for";
                    self.lose(operation.node, LossKind::Reduced, reason);
                }
            }
        }
        all
    }
}
