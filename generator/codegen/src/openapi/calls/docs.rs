//! Docs of clients, groups and calls.

use std::collections::HashMap;

use clientwright_model::naming::names;
use clientwright_model::{Docs, Framing, Markdown, Operation, Parameter, markdown};
use clientwright_oas::Api;
use clientwright_oas::api::{ExternalDocs, OperationId, Status};

use super::{Lower, Settings};
use crate::openapi::select;

/// The docs of the client: title, description and servers.
pub(super) fn client(api: &Api, settings: &Settings) -> Docs {
    let title = Markdown::words(&api.info.title);
    let mut paragraphs = vec![match title.is_empty() {
        true => markdown!("Client for the service."),
        false => markdown!("Client for ", title, "."),
    }];
    let text = api
        .info
        .description
        .as_deref()
        .filter(|_| settings.descriptions);
    paragraphs.extend(text.map(Markdown::paragraphs).unwrap_or_default());
    paragraphs.extend(reference(api.external_docs.as_deref(), settings));
    let servers = api.servers.iter().enumerate().map(|(number, server)| {
        let url = Markdown::code(&server.url.text);
        let text = server
            .description
            .as_deref()
            .filter(|_| settings.descriptions);
        match text.map(Markdown::words) {
            Some(text) if !text.is_empty() => markdown!("- ", number, ": ", url, ", ", text),
            _ => markdown!("- ", number, ": ", url),
        }
    });
    let servers: Vec<Markdown> = servers.collect();
    if servers.len() > 1 {
        paragraphs.push(markdown!("Servers by number:"));
        paragraphs.push(Markdown::join(&servers, "\n"));
    }
    Docs::new(&paragraphs, None)
}

/// The docs of a group and of the step to it.
pub(super) fn tag(api: &Api, tag: &str, settings: &Settings) -> Docs {
    let found = api.tags.iter().find(|found| *found.name == *tag);
    let text = found.and_then(|tag| tag.description.as_deref().or(tag.summary.as_deref()));
    let mut paragraphs = vec![markdown!(
        "Operations with the tag ",
        Markdown::code(tag),
        "."
    )];
    let text = text.filter(|_| settings.descriptions);
    paragraphs.extend(text.map(Markdown::paragraphs).unwrap_or_default());
    let docs = found.and_then(|tag| tag.external_docs.as_deref());
    paragraphs.extend(reference(docs, settings));
    Docs::new(&paragraphs, None)
}

/// Where the reference of the service is.
fn reference(docs: Option<&ExternalDocs>, settings: &Settings) -> Option<Markdown> {
    let docs = docs.filter(|_| settings.descriptions)?;
    let text = docs.description.as_deref().unwrap_or_default();
    Some(Markdown::reference(text, &docs.url)).filter(|text| !text.is_empty())
}

/// The docs of a call builder.
pub(super) fn builder(api: &Api, id: OperationId) -> Docs {
    let address = Markdown::code(&select::address(api, id));
    Docs::new(
        &[
            markdown!("A call of ", address, "."),
            markdown!("Its methods set what is optional. Awaiting it sends the call."),
        ],
        None,
    )
}

/// The docs of a method that asks for a media type.
pub(super) fn accept(media: &str) -> Docs {
    let media = Markdown::code(media);
    Docs::new(&[markdown!("Asks for a response in ", media, ".")], None)
}

/// The docs of a call.
pub(super) fn call(
    lower: &Lower<'_>,
    id: OperationId,
    parameters: &[Parameter],
    request: &Operation,
    headers: &[String],
) -> Docs {
    let Lower { api, settings, .. } = *lower;
    let operation = &api.operations[id];
    let item = &api.path_items[operation.path_item];
    let mut paragraphs = Vec::new();
    if settings.descriptions {
        let summary = operation.summary.as_deref().or(item.summary.as_deref());
        let text = operation
            .description
            .as_deref()
            .or(item.description.as_deref());
        let summary = summary.map(Markdown::words).filter(|text| !text.is_empty());
        let text = text.map(Markdown::paragraphs).unwrap_or_default();
        if text.first() != summary.as_ref() {
            paragraphs.extend(summary);
        }
        paragraphs.extend(text);
        paragraphs.extend(reference(operation.external_docs.as_deref(), settings));
    }
    let address = Markdown::code(&select::address(api, id));
    paragraphs.push(markdown!("Sends ", address, "."));
    let required = parameters.iter().filter(|p| p.presence.is_required());
    let described = described(api, id, settings);
    let required: Vec<Markdown> = required
        .map(|parameter| {
            let name = Markdown::code(&parameter.wire_name);
            match described.get(parameter.wire_name.as_str()).cloned() {
                Some(text) => markdown!("- ", name, ": ", text),
                None => markdown!("- ", name),
            }
        })
        .collect();
    paragraphs.extend((!required.is_empty()).then(|| Markdown::join(&required, "\n")));
    if let Some(stream) = &request.stream {
        paragraphs.push(match stream.framing {
            Framing::Events => markdown!("The result is a stream of events."),
            Framing::Lines | Framing::Sequence => markdown!("The result is a stream of values."),
        });
    }
    if request.paging.is_some() {
        paragraphs.push(markdown!(
            "The result comes in pages: `stream` of the returned call yields all items."
        ));
    }
    let optional = parameters.iter().any(|p| !p.presence.is_required());
    if optional || request.body.as_ref().is_some_and(|body| !body.is_required) {
        paragraphs.push(markdown!(
            "What is optional is set by methods of the returned call."
        ));
    }
    let failures: Vec<Markdown> = operation
        .responses
        .iter()
        .filter_map(|response| {
            let status = match response.status {
                Status::Exact(code) if code >= 400 => code.to_string(),
                Status::Range(digit) if digit >= 4 => format!("{digit}XX"),
                Status::Default if request.errors.is_some() => "default".to_owned(),
                _ => return None,
            };
            let text = Markdown::words(&api.responses[response.response].description);
            let line = match settings.descriptions && !text.is_empty() {
                true => markdown!("- ", Markdown::code(&status), ": ", text),
                false => markdown!("- ", Markdown::code(&status)),
            };
            Some(match lower.failure(response.response) {
                Some(ty) => markdown!(line, " (", Markdown::code(&ty), ")"),
                None => line,
            })
        })
        .collect();
    if !failures.is_empty() {
        paragraphs.push(match &request.errors {
            Some(errors) => {
                let name = Markdown::code(&format!("{}::{}", names::BUILDERS, errors.name));
                markdown!("Errors, which ", name, " has by status:")
            }
            None => markdown!("Errors:"),
        });
        paragraphs.push(Markdown::join(&failures, "\n"));
    }
    let headers = headers
        .iter()
        .map(|name| Markdown::code(&format!("{}::{name}", names::BUILDERS)));
    let headers: Vec<Markdown> = headers.collect();
    if !headers.is_empty() {
        let headers = Markdown::join(&headers, ", ");
        paragraphs.push(markdown!("Headers of responses: ", headers, "."));
    }
    let note = markdown!("The description says that it is deprecated.");
    Docs::new(&paragraphs, operation.deprecated.then_some(note))
}

/// The descriptions of parameters by name, each on one line.
fn described<'a>(api: &'a Api, id: OperationId, settings: &Settings) -> HashMap<&'a str, Markdown> {
    let mut all = HashMap::new();
    if !settings.descriptions {
        return all;
    }
    // The first of a name counts.
    for id in api.operations[id].parameters.iter().rev() {
        let parameter = &api.parameters[*id];
        let text = Markdown::words(parameter.description.as_deref().unwrap_or_default());
        all.insert(&*parameter.name, text);
    }
    all.retain(|_, text| !text.is_empty());
    all
}
