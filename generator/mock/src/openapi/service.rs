//! A service: from a request to the response that the description declares.

use clientwright::paging::Plans;
use clientwright_oas::Api;
use clientwright_oas::api::{
    Location, MediaType, OperationId, Response, Shape, Status, StatusResponse, Type,
};
use http::StatusCode;
use http::header::{ACCEPT, ALLOW, CONTENT_TYPE, HeaderName};

use super::made::Maker;
use super::media;
use super::pages::LastPage;
use super::routes::{Routed, Routes};
use crate::json::Json;
use crate::reply::Reply;
use crate::request::Received;

/// A service of an OpenAPI description.
#[derive(Debug)]
pub(crate) struct Service {
    api: Api,
    routes: Routes,
    plans: Plans,
}

impl Service {
    pub(crate) fn new(api: Api, plans: Plans) -> Self {
        Self {
            routes: Routes::new(&api),
            api,
            plans,
        }
    }

    /// Responds to a request, with the segments of its path below the root.
    pub(crate) fn respond(&self, request: &Received, segments: &[String]) -> Reply {
        let method = request.method.as_str();
        let path = format!("/{}", segments.join("/"));
        let operation = match self.routes.find(&self.api, method, segments) {
            Routed::To(operation) => operation,
            Routed::Methods(methods) => {
                let methods = methods.join(", ");
                let text = format!("the description has no {method} {path}; it has: {methods}");
                return Reply::message(StatusCode::METHOD_NOT_ALLOWED, text).with(ALLOW, &methods);
            }
            Routed::Nowhere(near) => {
                let near = near.join(", ");
                let text = format!("the description has no path {path}; the nearest are: {near}");
                return Reply::message(StatusCode::NOT_FOUND, text);
            }
        };
        match self.wrong(operation, request) {
            Some((status, text)) => Reply::message(status, text),
            None => self.reply(operation, request),
        }
    }

    /// What a request lacks.
    fn wrong(&self, id: OperationId, request: &Received) -> Option<(StatusCode, String)> {
        let operation = &self.api.operations[id];
        let options = request.options();
        for parameter in &operation.parameters {
            let parameter = &self.api.parameters[*parameter];
            let name = &*parameter.name;
            let has_option = || {
                let mut names = options.iter().map(|(known, _)| known.as_str());
                names.any(|known| known == name || known.starts_with(&format!("{name}[")))
            };
            let is_there = match parameter.location {
                Location::Query => self.is_spread(&parameter.shape) || has_option(),
                Location::Header => request.headers.contains_key(name),
                Location::Path | Location::QueryString | Location::Cookie => true,
            };
            if parameter.required && !is_there {
                let text = format!("the required parameter `{name}` is missing");
                return Some((StatusCode::BAD_REQUEST, text));
            }
        }
        let body = &self.api.bodies[operation.body?];
        if request.body.is_empty() {
            let text = "the required body is missing".to_owned();
            return body.required.then_some((StatusCode::BAD_REQUEST, text));
        }
        let sent = request.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let fits = body
            .content
            .iter()
            .any(|media| media::is_in(&media.name, sent));
        if fits || body.content.is_empty() {
            return None;
        }
        let names: Vec<&str> = body.content.iter().map(|media| &*media.name).collect();
        let names = names.join(", ");
        let text = format!("the body is `{sent}`; the description has: {names}");
        Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, text))
    }

    /// Whether the members of a parameter are options of their own.
    fn is_spread(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Schema {
                schema: Some(schema),
                explode: true,
                ..
            } => {
                let schema = &self.api.schemas[self.api.target(*schema)];
                // An array may be empty, and the value of a union may be an object.
                schema
                    .types
                    .only()
                    .is_none_or(|ty| matches!(ty, Type::Object | Type::Array))
            }
            _ => false,
        }
    }

    fn reply(&self, id: OperationId, request: &Received) -> Reply {
        let responses = &self.api.operations[id].responses;
        let (status, response) = match preference(request, "code") {
            Some(code) => match chosen(responses, &code) {
                Some(found) => found,
                None => {
                    let known: Vec<String> = responses.iter().map(|it| name(it.status)).collect();
                    let known = known.join(", ");
                    let text = format!("the operation has no response `{code}`; it has: {known}");
                    return Reply::message(StatusCode::BAD_REQUEST, text);
                }
            },
            None => match success(responses) {
                Some(found) => found,
                None => return Reply::new(StatusCode::OK),
            },
        };
        let response = &self.api.responses[response.response];
        let plan = self.plans.get(&id).filter(|_| status.is_success());
        let last = plan.map(|plan| LastPage::new(&self.api, plan, request));
        let mut reply = match self.body(request, status, response, last.as_ref()) {
            Ok(reply) => reply,
            Err(reply) => return *reply,
        };
        let maker = Maker::new(&self.api);
        for (name, header) in &response.headers {
            // Optional ones are left out: a link to a next page, for example, would lead nowhere.
            let header = &self.api.headers[*header];
            let schema = match &header.shape {
                Shape::Schema { schema, .. } => *schema,
                Shape::Content(media) => media.schema,
            };
            let name = HeaderName::from_bytes(name.as_bytes()).ok();
            let Some(name) = name.filter(|_| header.required) else {
                continue;
            };
            let example = header.examples.first();
            let example = example.map(|it| super::made::of_value(&self.api.value(it.value)));
            let made = || schema.and_then(|schema| maker.value(schema));
            if last.as_ref().is_some_and(|last| last.is_next(&name)) {
                reply = reply.with(name, "");
                continue;
            }
            let value = match example.or_else(made) {
                Some(Json::Text(text)) => text,
                Some(value @ (Json::Number(_) | Json::Bool(_))) => value.to_string(),
                _ => continue,
            };
            reply = reply.with(name, &value);
        }
        reply
    }

    fn body(
        &self,
        request: &Received,
        status: StatusCode,
        response: &Response,
        last: Option<&LastPage<'_>>,
    ) -> Result<Reply, Box<Reply>> {
        let content: &[MediaType] = &response.content;
        let has_none = matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        if content.is_empty() || has_none {
            return Ok(Reply::new(status));
        }
        let accept: Vec<&str> = request
            .headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|it| it.to_str().ok())
            .collect();
        let accept = accept.join(",");
        let Some(media) = media::accepted(&accept, content) else {
            let names: Vec<&str> = content.iter().map(|media| &*media.name).collect();
            let names = names.join(", ");
            let text =
                format!("the response is one of {names}, and the request accepts `{accept}`");
            return Err(Box::new(Reply::message(StatusCode::NOT_ACCEPTABLE, text)));
        };
        let example = preference(request, "example");
        match media::body(&self.api, media, example.as_deref(), last) {
            Ok((name, body)) => Ok(Reply::of(status, &name, body)),
            Err(text) => Err(Box::new(Reply::message(StatusCode::NOT_IMPLEMENTED, text))),
        }
    }
}

/// A preference of the request: `Prefer: code=404, example=lost`.
fn preference(request: &Received, name: &str) -> Option<String> {
    let headers = request.headers.get_all("prefer").iter();
    let texts = headers.filter_map(|header| header.to_str().ok());
    let mut all = texts.flat_map(|text| text.split([',', ';']));
    all.find_map(|preference| {
        let (known, value) = preference.trim().split_once('=')?;
        (known.trim() == name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The response with a status: by the status itself, then by its range, then the default one.
fn chosen<'r>(
    responses: &'r [StatusResponse],
    code: &str,
) -> Option<(StatusCode, &'r StatusResponse)> {
    let status: StatusCode = code.parse().ok()?;
    if status.is_informational() {
        return None;
    }
    let of = |wanted: Status| responses.iter().find(|it| it.status == wanted);
    let range = u8::try_from(status.as_u16() / 100).ok()?;
    let found = of(Status::Exact(status.as_u16()));
    let found = found
        .or_else(|| of(Status::Range(range)))
        .or_else(|| of(Status::Default));
    Some((status, found?))
}

/// The first success, or what is declared in its place.
fn success(responses: &[StatusResponse]) -> Option<(StatusCode, &StatusResponse)> {
    let exact = |it: &StatusResponse| match it.status {
        Status::Exact(code) => StatusCode::from_u16(code)
            .ok()
            .filter(|code| !code.is_informational()),
        _ => None,
    };
    let ok = |of: Status| {
        let found = responses.iter().find(|it| it.status == of);
        found.map(|it| (StatusCode::OK, it))
    };
    let mut all = responses.iter().filter_map(|it| Some((exact(it)?, it)));
    let first = all.clone().find(|(code, _)| code.is_success());
    first
        .or_else(|| ok(Status::Range(2)))
        .or_else(|| ok(Status::Default))
        .or_else(|| all.next())
}

fn name(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}
