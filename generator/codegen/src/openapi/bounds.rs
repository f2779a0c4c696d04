//! The size of a client, bounded by that of its description.
//!
//! What many places share by reference is written once in a description, and its code once for each place. A small
//! description could so become a client of any size. Each stage counts the parts that it makes, and ends with an error
//! where there are far more of them than the description has.

use std::cell::Cell;
use std::collections::HashMap;

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{
    self, BodyId, MediaType, Operation, ParameterId, ResponseId, SchemaId, Shape,
};
use clientwright_oas::tree::NodeId;

use super::calls::forms;
use super::calls::media::Kind;
use super::calls::xml::Documents;

/// The parts that a client of any description may have.
const LEAST: usize = 20_000;
/// The parts for each part of the description. Descriptions of real services need at most a quarter of it.
const FACTOR: usize = 4;
/// As many bytes of text count as one part.
const TEXT: usize = 64;

/// Counts the parts of a client: fields, variants, parameters, methods, entries of tables, lines of docs.
#[derive(Debug)]
pub(crate) struct Bounds {
    limit: usize,
    spent: Cell<usize>,
    /// Where the limit was exceeded.
    place: Cell<Option<NodeId>>,
}

impl Bounds {
    /// The limit for a description.
    pub(crate) fn new(api: &Api) -> Self {
        Self {
            limit: LEAST + FACTOR * (api.tree.len() + lines(api.tree.text_len())),
            spent: Cell::new(0),
            place: Cell::new(None),
        }
    }

    /// Counts the parts that a node of the description becomes.
    pub(crate) fn spend(&self, node: NodeId, parts: usize) {
        let spent = self.spent.get().saturating_add(parts);
        self.spent.set(spent);
        if spent > self.limit && self.place.get().is_none() {
            self.place.set(Some(node));
        }
    }

    /// Whether the client is too large, so that the rest of a stage has no effect.
    pub(crate) fn is_spent(&self) -> bool {
        self.place.get().is_some()
    }

    /// Pushes an error if the client is too large, and returns whether it is.
    pub(crate) fn report(&self, api: &Api, diags: &mut Diagnostics) -> bool {
        let Some(node) = self.place.get() else {
            return false;
        };
        let message = "the client would be many times as large as the description";
        let help = "what many places share is repeated in each of them; shorten it or the list of places, for example \
                    by `remove` or an overlay";
        let error = Diagnostic::error(codes::TOO_LARGE, message);
        let label = format!("more than {} parts of code up to here", self.limit);
        diags.push(error.at(api.tree.span(node), label).help(help));
        true
    }

    /// Counts what all operations are made of. The same body or response counts once for each operation that has it.
    pub(crate) fn operations(&self, api: &Api) {
        let mut weights = Weights {
            api,
            parameters: HashMap::new(),
            bodies: HashMap::new(),
            responses: HashMap::new(),
            parts: HashMap::new(),
            documents: Documents::new(api),
        };
        let schemes = api.schemes.len();
        let is_secured =
            api.security.is_some() || api.operations.iter().any(|(_, it)| it.security.is_some());
        for (_, operation) in api.operations.iter() {
            // A description that declares schemes and never refers to them means all of them.
            let security = match operation.security.as_ref().or(api.security.as_ref()) {
                Some(all) => all.iter().map(Vec::len).sum(),
                None if !is_secured => schemes,
                None => 0,
            };
            self.spend(operation.node, security + weights.operation(operation));
            if self.is_spent() {
                return;
            }
        }
    }
}

/// How many lines a text of a length is.
pub(crate) fn lines(bytes: usize) -> usize {
    bytes / TEXT
}

fn of_text(text: Option<&str>) -> usize {
    lines(text.map_or(0, str::len))
}

/// How many parts the shared objects of operations become, each counted once.
struct Weights<'a> {
    api: &'a Api,
    parameters: HashMap<ParameterId, usize>,
    bodies: HashMap<BodyId, usize>,
    responses: HashMap<ResponseId, usize>,
    /// The properties of forms.
    parts: HashMap<SchemaId, usize>,
    documents: Documents<'a>,
}

impl Weights<'_> {
    fn operation(&mut self, operation: &Operation) -> usize {
        let item = &self.api.path_items[operation.path_item];
        let text = operation.description.as_deref();
        let text = text.or(item.description.as_deref());
        let servers = match operation.servers.as_slice() {
            [] => &item.servers,
            own => own,
        };
        let mut weight = 1 + of_text(text) + item.path.parts.len() + lines(item.path.text.len());
        weight += servers.first().map_or(0, server);
        let callbacks = operation.callbacks.iter();
        let callbacks = callbacks.map(|(_, id)| self.api.callbacks[*id].items.len());
        weight += callbacks.sum::<usize>();
        for id in &operation.parameters {
            weight += self.parameter(*id);
        }
        weight += operation.body.map_or(0, |id| self.body(id));
        let responses = operation.responses.iter();
        weight
            + responses
                .map(|it| self.response(it.response))
                .sum::<usize>()
    }

    fn parameter(&mut self, id: ParameterId) -> usize {
        if let Some(known) = self.parameters.get(&id) {
            return *known;
        }
        let parameter = &self.api.parameters[id];
        let weight = 1 + of_text(parameter.description.as_deref()) + self.shape(&parameter.shape);
        self.parameters.insert(id, weight);
        weight
    }

    fn body(&mut self, id: BodyId) -> usize {
        if let Some(known) = self.bodies.get(&id) {
            return *known;
        }
        let body = &self.api.bodies[id];
        let weight = of_text(body.description.as_deref()) + self.content(&body.content);
        self.bodies.insert(id, weight);
        weight
    }

    fn response(&mut self, id: ResponseId) -> usize {
        if let Some(known) = self.responses.get(&id) {
            return *known;
        }
        let response = &self.api.responses[id];
        let headers = response.headers.iter();
        let headers = headers.map(|(_, id)| &self.api.headers[*id].shape);
        let headers: usize = headers.map(|shape| 1 + self.shape(shape)).sum();
        let weight =
            1 + lines(response.description.len()) + headers + self.content(&response.content);
        self.responses.insert(id, weight);
        weight
    }

    fn shape(&mut self, shape: &Shape) -> usize {
        match shape {
            Shape::Schema { .. } => 0,
            Shape::Content(media) => self.content(std::slice::from_ref(media)),
        }
    }

    /// The media types of a body, with the parts of those whose properties are written for each operation.
    fn content(&mut self, content: &[MediaType]) -> usize {
        let mut weight = 0;
        for media in content {
            weight += 1 + media.encoding.len();
            let Some(schema) = media.schema else {
                continue;
            };
            weight += match Kind::of(&media.name) {
                Kind::Multipart | Kind::Form => {
                    let api = self.api;
                    let known = self.parts.entry(schema);
                    *known.or_insert_with(|| forms::weight(api, schema))
                }
                Kind::Xml => self.documents.weight(schema),
                _ => 0,
            };
        }
        weight
    }
}

fn server(server: &api::Server) -> usize {
    let variables = server.variables.iter().map(|it| 1 + it.allowed.len());
    lines(server.url.text.len()) + variables.sum::<usize>()
}
