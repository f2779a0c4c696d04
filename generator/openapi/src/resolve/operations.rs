//! Path items, operations and callbacks.

use std::collections::{HashMap, HashSet};

use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Severity};

use super::Resolver;
use crate::api::{
    Callback, CallbackId, Location, Operation, OperationId, Parameter, ParameterId, Part, PathItem,
    PathItemId, Shape, Status, StatusResponse, Style, Template, Verb, Version,
};
use crate::codes;
use crate::tree::NodeId;

const PATH_ITEM: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "servers",
    "parameters",
];
const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
    "consumes",
    "produces",
    "schemes",
];

/// How many operations, parameters of path items and media types of all operations may be repeated, besides as many as there
/// are values in the files.
const MAX_REPEATED: usize = 10_000;

/// What a path item gives to its operations.
struct Shared<'a> {
    id: PathItemId,
    is_path: bool,
    path: &'a Template,
    /// Objects of parameters, references followed.
    parameters: Vec<NodeId>,
    span: Span,
}

impl Resolver<'_> {
    /// `paths` or `webhooks`: path items by key.
    pub(super) fn path_items(
        &mut self,
        node: NodeId,
        is_path: bool,
    ) -> Vec<(Box<str>, PathItemId)> {
        let key = if is_path { "paths" } else { "webhooks" };
        let mut items = Vec::new();
        for at in self.object_entries(node, key) {
            let entry = self.api.tree.entry(at);
            let name = Box::<str>::from(self.api.tree.key(&entry));
            if name.starts_with("x-") {
                continue;
            }
            let template = match is_path {
                true => self.path_template(&name, entry.span),
                false => Template {
                    parts: vec![Part::Text(name.clone())],
                    text: name.clone(),
                },
            };
            let id = self.path_item(entry.value, template, entry.span, is_path);
            items.extend(id.map(|id| (name, id)));
        }
        items
    }

    fn path_template(&mut self, text: &str, span: Span) -> Template {
        let text = match text.starts_with('/') {
            true => text.into(),
            false => {
                let message =
                    format!("the path `{text}` does not start with `/`, and is read as if it did");
                self.diags
                    .push(Diagnostic::warning(codes::PATH, message).at(span, ""));
                format!("/{text}").into_boxed_str()
            }
        };
        self.template(text, span)
    }

    /// Splits a text at names in braces.
    pub(super) fn template(&mut self, text: Box<str>, span: Span) -> Template {
        let mut parts = Vec::new();
        let mut rest = &*text;
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else {
                let message = format!("a brace that is not closed in `{text}`");
                self.diags
                    .push(Diagnostic::warning(codes::PATH, message).at(span, ""));
                break;
            };
            if open > 0 {
                parts.push(Part::Text(rest[..open].into()));
            }
            parts.push(Part::Name(rest[open + 1..open + length].into()));
            rest = &rest[open + length + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.into()));
        }
        Template { text, parts }
    }

    fn path_item(
        &mut self,
        node: NodeId,
        path: Template,
        span: Span,
        is_path: bool,
    ) -> Option<PathItemId> {
        let target = self.follow(node, "pathItems", Severity::Error)?;
        // The operations of a path item that several paths have are read for each of them.
        let count = self.api.tree.entries(target).len();
        if !self.shared_items.insert(target) && !self.repeat(count, node) {
            return None;
        }
        let id = self.api.path_items.push(PathItem {
            node: target,
            path: path.clone(),
            span,
            is_path,
            summary: None,
            description: None,
            operations: Vec::new(),
            servers: Vec::new(),
        });
        // What is next to a reference is added to its target, as tools do; OpenAPI leaves it open.
        let objects = if target == node {
            vec![node]
        } else {
            vec![target, node]
        };
        let mut shared = Shared {
            id,
            is_path,
            path: &path,
            parameters: Vec::new(),
            span,
        };
        let mut verbs: Vec<(Verb, NodeId)> = Vec::new();
        let mut item = self.api.path_items[id].clone();
        for object in objects {
            for at in self.api.tree.entry_range(object) {
                let entry = self.api.tree.entry(at);
                let value = entry.value;
                let verb = match self.api.tree.key(&entry) {
                    "get" => Verb::Get,
                    "put" => Verb::Put,
                    "post" => Verb::Post,
                    "delete" => Verb::Delete,
                    "options" => Verb::Options,
                    "head" => Verb::Head,
                    "patch" => Verb::Patch,
                    "trace" => Verb::Trace,
                    "query" => Verb::Query,
                    "additionalOperations" => {
                        for at in self.object_entries(value, "additionalOperations") {
                            let entry = self.api.tree.entry(at);
                            let verb = Verb::Other(self.api.tree.key(&entry).into());
                            verbs.push((verb, entry.value));
                        }
                        continue;
                    }
                    "summary" => {
                        item.summary = self.text(value, "summary");
                        continue;
                    }
                    "description" => {
                        item.description = self.text(value, "description");
                        continue;
                    }
                    "servers" => {
                        item.servers = self.servers(value);
                        continue;
                    }
                    "parameters" => {
                        let parameters = self.parameter_nodes(value);
                        shared.parameters.extend(parameters);
                        continue;
                    }
                    _ => {
                        self.unknown(object, entry, PATH_ITEM);
                        continue;
                    }
                };
                verbs.push((verb, value));
            }
        }
        let mut seen = HashSet::new();
        for (verb, node) in verbs {
            let is_new = seen.insert(verb.clone()) && self.object(node, verb.text());
            if is_new && (self.operations.insert(node) || self.repeat(1, node)) {
                item.operations.push(self.operation(node, verb, &shared));
            }
        }
        *self.api.path_items.get_mut(id) = item;
        Some(id)
    }

    /// The objects of a list of parameters, references followed. One without target has a diagnostic and is left out.
    fn parameter_nodes(&mut self, node: NodeId) -> Vec<NodeId> {
        let items = self.array_items(node, "parameters");
        items
            .filter_map(|at| self.follow(self.api.tree.item(at), "parameters", Severity::Error))
            .collect()
    }

    fn operation(&mut self, node: NodeId, verb: Verb, shared: &Shared<'_>) -> OperationId {
        let mut operation = Operation {
            node,
            path_item: shared.id,
            verb,
            id: None,
            tags: Vec::new(),
            summary: None,
            description: None,
            external_docs: None,
            deprecated: false,
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            security: None,
            servers: Vec::new(),
            callbacks: Vec::new(),
            stream_switch: None,
        };
        let is_old = self.api.version == Version::V2_0;
        let root =
            |resolver: &Self, key| resolver.api.tree.get(resolver.root, key).filter(|_| is_old);
        let (mut consumes, mut produces) = (root(self, "consumes"), root(self, "produces"));
        let (mut own, mut responses) = (Vec::new(), None);
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "operationId" => operation.id = self.text(value, "operationId"),
                "tags" => {
                    let mut tags = self.texts(value, "tags");
                    let mut seen = HashSet::new();
                    tags.retain(|tag| seen.insert(tag.clone()));
                    operation.tags = tags;
                }
                "summary" => operation.summary = self.text(value, "summary"),
                "description" => operation.description = self.text(value, "description"),
                "externalDocs" => operation.external_docs = self.external_docs(value),
                "deprecated" => operation.deprecated = self.flag(value, "deprecated"),
                "parameters" => own = self.parameter_nodes(value),
                "requestBody" if !is_old => operation.body = self.body(value),
                "responses" => responses = Some(value),
                "security" => operation.security = self.requirements(value),
                "servers" => operation.servers = self.servers(value),
                "callbacks" => operation.callbacks = self.callbacks(value),
                "consumes" if is_old => consumes = Some(value),
                "produces" if is_old => produces = Some(value),
                _ => self.unknown(node, entry, OPERATION),
            }
        }
        if let Some(responses) = responses {
            operation.responses = self.status_responses(responses, produces);
        }
        let nodes = self.merged(&own, &shared.parameters);
        if is_old {
            operation.body = self.swagger_body(node, &nodes, consumes);
        }
        operation.parameters = self.parameters_of(&nodes, shared);
        let id = operation.id.clone().filter(|_| shared.is_path);
        let operation = self.api.operations.push(operation);
        if let Some(id) = id {
            self.remember_id(id, operation);
        }
        operation
    }

    fn remember_id(&mut self, id: Box<str>, operation: OperationId) {
        match self.api.index.operations.get(&id) {
            None => {
                self.api.index.operations.insert(id, operation);
            }
            Some(first) => {
                let place = |operation: OperationId| {
                    let node = self.api.operations[operation].node;
                    self.span(self.api.tree.get(node, "operationId").unwrap_or(node))
                };
                let (first, span) = (place(*first), place(operation));
                // A path item that two paths refer to.
                if first == span {
                    return;
                }
                let message = format!("two operations have the id `{id}`");
                let warning = Diagnostic::warning(codes::REPEATED, message).at(span, "");
                self.diags.push(warning.also(first, "the first one"));
            }
        }
    }

    /// Counts what is in several operations or paths. Returns whether it may be repeated; if not, there is an error.
    pub(super) fn repeat(&mut self, count: usize, node: NodeId) -> bool {
        let limit = MAX_REPEATED + self.api.tree.len();
        let before = self.repeats;
        self.repeats += count;
        let is_more = self.repeats > limit;
        if is_more && before <= limit {
            let message =
                format!("more than {limit} operations, parameters and media types are repeated");
            self.error(codes::TOO_LARGE, message, node);
        }
        !is_more
    }

    /// The parameters of a path item that the operation does not replace, then its own.
    fn merged(&mut self, own: &[NodeId], shared: &[NodeId]) -> Vec<NodeId> {
        if shared.is_empty() {
            return own.to_vec();
        }
        if !self.repeat(shared.len(), shared[0]) {
            return own.to_vec();
        }
        let key = |node: &NodeId| (self.text_at(*node, "in"), self.text_at(*node, "name"));
        let replaced: HashSet<_> = own.iter().map(key).collect();
        let kept = shared.iter().filter(|node| !replaced.contains(&key(node)));
        kept.chain(own).copied().collect()
    }

    /// The parameters among some objects. Checks that those of the path and the names in it are the same.
    fn parameters_of(&mut self, nodes: &[NodeId], shared: &Shared<'_>) -> Vec<ParameterId> {
        let mut parameters: Vec<ParameterId> = Vec::with_capacity(nodes.len());
        let mut seen: HashMap<(Location, Box<str>), NodeId> = HashMap::new();
        let names: HashSet<&str> = shared.path.parts.iter().filter_map(name).collect();
        for &node in nodes {
            let is_body = self.api.version == Version::V2_0
                && matches!(self.text_at(node, "in"), Some("body" | "formData"));
            if is_body {
                continue;
            }
            let Some(id) = self.parameter(node) else {
                continue;
            };
            let Parameter { name, location, .. } = &self.api.parameters[id];
            let (name, location) = (name.clone(), *location);
            if let Some(first) = seen.insert((location, name.clone()), node) {
                let message = format!("the parameter `{name}` occurs twice; the first is taken");
                let warning = Diagnostic::warning(codes::REPEATED, message).at(self.span(node), "");
                let first = self.span(first);
                self.diags.push(warning.also(first, "the first one"));
                continue;
            }
            let is_reserved = |name: &str| {
                ["accept", "content-type", "authorization"]
                    .iter()
                    .any(|known| name.eq_ignore_ascii_case(known))
            };
            if location == Location::Header && is_reserved(&name) {
                let message =
                    format!("the header `{name}` is set by the client; this parameter is left out");
                self.leave_out_once(codes::IGNORED, message, node);
                continue;
            }
            if location == Location::Path && shared.is_path && !names.contains(&*name) {
                let message = format!(
                    "the path `{}` has no `{{{name}}}`; this parameter is left out",
                    shared.path.text
                );
                self.leave_out(codes::PATH, message, node);
                continue;
            }
            parameters.push(id);
        }
        if shared.is_path {
            let mut open: Vec<&str> = shared.path.parts.iter().filter_map(name).collect();
            open.retain(|name| !seen.contains_key(&(Location::Path, Box::from(*name))));
            for name in open {
                parameters.extend(self.undeclared(name, shared));
                // A name that occurs twice in the path is one parameter.
                if seen
                    .insert((Location::Path, name.into()), self.root)
                    .is_some()
                {
                    parameters.pop();
                }
            }
        }
        parameters
    }

    /// A parameter for a name in a path that no parameter declares: any text.
    fn undeclared(&mut self, name: &str, shared: &Shared<'_>) -> Option<ParameterId> {
        let key = (shared.id, Box::from(name));
        if let Some(known) = self.undeclared.get(&key) {
            return Some(*known);
        }
        let message = format!("no parameter declares `{{{name}}}`, which becomes a text");
        let help = format!(
            "declare it: `{{name: {name}, in: path, required: true, schema: {{type: string}}}}`"
        );
        self.warn_once(codes::PATH, &message, &help, shared.span);
        let id = self.api.parameters.push(Parameter {
            node: self.api.path_items[shared.id].node,
            name: name.into(),
            location: Location::Path,
            required: true,
            deprecated: false,
            allow_empty: false,
            undeclared: true,
            shape: Shape::Schema {
                schema: None,
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
                nested: Vec::new(),
            },
            description: None,
            examples: Vec::new(),
        });
        self.undeclared.insert(key, id);
        Some(id)
    }

    fn status_responses(&mut self, node: NodeId, produces: Option<NodeId>) -> Vec<StatusResponse> {
        let mut responses = Vec::new();
        for at in self.object_entries(node, "responses") {
            let entry = self.api.tree.entry(at);
            let key = self.api.tree.key(&entry);
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                let message = format!("`{key}` is no status; this response is left out");
                self.leave_out(codes::BAD_STATUS, message, entry.value);
                continue;
            };
            let response = self.response(entry.value, produces);
            responses.extend(response.map(|response| StatusResponse {
                status,
                response,
                span: entry.span,
            }));
        }
        responses
    }

    fn callbacks(&mut self, node: NodeId) -> Vec<(Box<str>, CallbackId)> {
        let mut callbacks = Vec::new();
        for at in self.object_entries(node, "callbacks") {
            let entry = self.api.tree.entry(at);
            let name = self.api.tree.key(&entry).into();
            let id = self.callback(entry.value);
            callbacks.extend(id.map(|id| (name, id)));
        }
        callbacks
    }

    /// A callback, or a reference to one; it is read later, because its operations may have callbacks.
    pub(super) fn callback(&mut self, node: NodeId) -> Option<CallbackId> {
        let object = self.follow(node, "callbacks", Severity::Warning)?;
        if let Some(known) = self.callbacks.get(&object) {
            return Some(*known);
        }
        let id = self.api.callbacks.push(Callback {
            node: object,
            items: Vec::new(),
        });
        self.callbacks.insert(object, id);
        self.later_callbacks.push_back(id);
        Some(id)
    }

    pub(super) fn read_callbacks(&mut self) {
        while let Some(id) = self.later_callbacks.pop_front() {
            let node = self.api.callbacks[id].node;
            let items = self.path_items_of_callback(node);
            self.api.callbacks.get_mut(id).items = items;
        }
    }

    fn path_items_of_callback(&mut self, node: NodeId) -> Vec<PathItemId> {
        let items = self.path_items(node, false);
        items.into_iter().map(|(_, id)| id).collect()
    }
}

/// The name of a part.
fn name(part: &Part) -> Option<&str> {
    match part {
        Part::Name(name) => Some(name),
        Part::Text(_) => None,
    }
}

/// A key of `responses` (OpenAPI 3.2, 4.16.2).
fn status(key: &str) -> Option<Status> {
    match key.as_bytes() {
        _ if key.eq_ignore_ascii_case("default") => Some(Status::Default),
        [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Status::Range(digit - b'0')),
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Status::Exact),
        _ => None,
    }
}

/// Whether a key is used for what is not read.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_responses_are_statuses() {
        assert_eq!(status("204"), Some(Status::Exact(204)));
        assert_eq!(status("4xx"), Some(Status::Range(4)));
        assert_eq!(status("default"), Some(Status::Default));
        for wrong in ["20", "2000", "6XX", "0XX", "ok", "+20", ""] {
            assert_eq!(status(wrong), None, "{wrong}");
        }
    }
}
