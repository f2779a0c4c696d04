//! Several requests in one, as JSON (OData JSON Format 4.01, 19).

use std::collections::BTreeMap;
use std::rc::Rc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use http::{HeaderMap, Method, StatusCode};

use super::call::ok;
use super::problem::Problem;
use crate::json::{Json, Members};
use crate::reply::Reply;
use crate::request::Received;

/// The most requests of a batch.
const REQUESTS: usize = 1_000;

/// A request of a batch.
struct Part {
    id: String,
    /// Ids of requests or groups that have to succeed before.
    depends: Vec<String>,
    group: Option<String>,
    /// The ids of all requests of the batch.
    others: Rc<[String]>,
    request: Received,
}

impl Part {
    /// The request, with the path of what another request created in place of `$id` (OData JSON Format 4.01, 19.2).
    fn resolved(
        &self,
        created: &BTreeMap<String, String>,
        root: &str,
    ) -> Result<Received, Problem> {
        let mut request = self.request.clone();
        let Some(below) = request
            .path
            .strip_prefix(root)
            .and_then(|it| it.strip_prefix("/$"))
        else {
            return Ok(request);
        };
        let (id, rest) = match below.find('/') {
            Some(at) => below.split_at(at),
            None => (below, ""),
        };
        if !self.others.iter().any(|known| known == id) {
            return Ok(request);
        }
        match created.get(id) {
            Some(path) => {
                request.path = format!("{path}{rest}");
                Ok(request)
            }
            None => Err(Problem::bad(format!(
                "the request `{id}` has created nothing"
            ))),
        }
    }
}

/// The path of what a request created, or of the entity that it changed.
fn location(reply: &Reply, root: &str) -> Option<String> {
    let headers = &reply.headers;
    let url = headers
        .get(LOCATION)
        .or_else(|| headers.get("odata-entityid"))?;
    Some(absolute(url.to_str().ok()?, root))
}

/// What a batch does with a service.
pub(crate) trait Target {
    /// Responds to a request.
    fn respond(&mut self, request: &Received) -> Reply;
    /// Remembers the entities.
    fn save(&mut self) -> Result<(), Problem>;
    /// Goes back to the entities that were remembered.
    fn restore(&mut self);
}

/// Responds to a batch. `root` is the path of the root, without a slash at its end.
pub(crate) fn respond(request: &Received, root: &str, target: &mut impl Target) -> Reply {
    let parts = match read(request, root) {
        Ok(parts) => parts,
        Err(problem) => return problem.reply(),
    };
    let mut replies: Vec<(String, Reply)> = Vec::new();
    // Whether a request, or all of a group, succeeded.
    let mut done: BTreeMap<String, bool> = BTreeMap::new();
    // The paths of what requests created.
    let mut created: BTreeMap<String, String> = BTreeMap::new();
    let mut rest = parts.as_slice();
    while let Some(first) = rest.first() {
        let is_same = |part: &&Part| part.group.is_some() && part.group == first.group;
        let count = rest.iter().take_while(is_same).count().max(1);
        let (group, after) = rest.split_at(count);
        rest = after;
        let saved = match first.group {
            Some(_) => target.save(),
            None => Ok(()),
        };
        let start = replies.len();
        for part in group {
            let fits = part.depends.iter().all(|id| done.get(id) != Some(&false));
            let resolved = || saved.clone().and_then(|()| part.resolved(&created, root));
            let reply = match fits.then(resolved) {
                Some(Ok(request)) => target.respond(&request),
                Some(Err(problem)) => problem.reply(),
                None => failed_dependency(),
            };
            if let Some(path) = location(&reply, root) {
                created.insert(part.id.clone(), path);
            }
            done.insert(part.id.clone(), reply.status.as_u16() < 400);
            replies.push((part.id.clone(), reply));
        }
        if let Some(name) = &first.group {
            let own = &mut replies[start..];
            let is_ok = own.iter().all(|(_, reply)| reply.status.as_u16() < 400);
            done.insert(name.clone(), is_ok);
            if !is_ok && saved.is_ok() {
                target.restore();
                for (id, reply) in own.iter_mut().filter(|(_, it)| it.status.as_u16() < 400) {
                    *reply = failed_dependency();
                    done.insert(id.clone(), false);
                }
            }
        }
    }
    let replies = replies.into_iter().map(|(id, reply)| written(id, reply));
    let replies = Json::List(replies.collect());
    ok(Json::Object(vec![("responses".to_owned(), replies)]))
}

fn failed_dependency() -> Reply {
    let message = "a request that this one depends on has failed";
    Problem::new(StatusCode::FAILED_DEPENDENCY, "FailedDependency", message).reply()
}

fn read(request: &Received, root: &str) -> Result<Vec<Part>, Problem> {
    let media = request.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    if !media.contains("json") {
        return Err(Problem::unsupported("batches that are not JSON"));
    }
    let body = Json::read(&request.body);
    let body = body.map_err(|error| Problem::bad(format!("the body is no JSON: {error}")))?;
    let Some(Json::List(items)) = body.get("requests") else {
        return Err(Problem::bad("a batch has a list `requests`"));
    };
    if items.len() > REQUESTS {
        return Err(Problem::bad(format!(
            "a batch has at most {REQUESTS} requests"
        )));
    }
    let ids = items.iter().filter_map(|item| item.get("id")?.as_text());
    let ids: Rc<[String]> = ids.map(str::to_owned).collect();
    let parts = items
        .iter()
        .map(|item| part(item, root, &request.headers, &ids));
    parts.collect()
}

fn part(item: &Json, root: &str, outer: &HeaderMap, ids: &Rc<[String]>) -> Result<Part, Problem> {
    let text = |name: &str| item.get(name).and_then(Json::as_text);
    let wrong = |name: &str| Problem::bad(format!("a request of the batch has no valid `{name}`"));
    let id = text("id").ok_or_else(|| wrong("id"))?;
    let method = text("method").unwrap_or_default().to_ascii_uppercase();
    let method = Method::from_bytes(method.as_bytes()).map_err(|_| wrong("method"))?;
    let url = text("url").ok_or_else(|| wrong("url"))?;
    // Preferences of the batch hold for its requests (OData Protocol 4.01, 11.7.3).
    let mut headers = HeaderMap::new();
    for (name, value) in outer.iter().filter(|(name, _)| *name == "prefer") {
        headers.append(name, value.clone());
    }
    if let Some(Json::Object(members)) = item.get("headers") {
        for (name, value) in members {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("headers"))?;
            let value = HeaderValue::from_str(value.as_text().unwrap_or_default());
            headers.insert(name, value.map_err(|_| wrong("headers"))?);
        }
    }
    let body = match item.get("body") {
        None => Bytes::new(),
        Some(Json::Text(text)) => Bytes::from(text.clone()),
        Some(body) => {
            let json = HeaderValue::from_static("application/json");
            headers.entry(CONTENT_TYPE).or_insert(json);
            Bytes::from(body.to_string())
        }
    };
    let depends = match item.get("dependsOn") {
        Some(Json::List(ids)) => ids
            .iter()
            .filter_map(Json::as_text)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let (path, query) = match url.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (url, None),
    };
    Ok(Part {
        id: id.to_owned(),
        depends,
        group: text("atomicityGroup").map(str::to_owned),
        others: Rc::clone(ids),
        request: Received {
            method,
            path: absolute(path, root),
            query,
            headers,
            body,
        },
    })
}

/// The path from the root of the server: URLs of a batch may be absolute, start at the root of the server, or at that of the
/// service, with a slash or without one.
fn absolute(path: &str, root: &str) -> String {
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => path,
    };
    let below = path.strip_prefix(root);
    match below.is_some_and(|below| below.is_empty() || below.starts_with('/')) {
        true if path.starts_with('/') => path.to_owned(),
        _ => format!("{root}/{}", path.trim_start_matches('/')),
    }
}

fn written(id: String, reply: Reply) -> Json {
    let headers = reply
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), Json::text(value.to_str().ok()?))));
    let headers: Members = headers.collect();
    let mut out = vec![
        ("id".to_owned(), Json::Text(id)),
        (
            "status".to_owned(),
            Json::count(reply.status.as_u16().into()),
        ),
        ("headers".to_owned(), Json::Object(headers)),
    ];
    if !reply.body.is_empty() {
        let text = || Json::Text(String::from_utf8_lossy(&reply.body).into_owned());
        let media = reply
            .headers
            .get(CONTENT_TYPE)
            .and_then(|it| it.to_str().ok());
        let body = match media.unwrap_or_default().contains("json") {
            true => Json::read(&reply.body).unwrap_or_else(|_| text()),
            false => text(),
        };
        out.push(("body".to_owned(), body));
    }
    Json::Object(out)
}

/// Whether a request, by the segments of its path below the root, is a batch.
pub(crate) fn is_batch(request: &Received, segments: &[String]) -> bool {
    request.method == Method::POST && segments == ["$batch"]
}
