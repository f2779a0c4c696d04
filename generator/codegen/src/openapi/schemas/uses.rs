//! Where types are used: what is sent, what is received, and what patches send.

use std::collections::{BTreeMap, HashMap};

use clientwright_oas::Api;
use clientwright_oas::api::{MediaType, Operation, OperationId, ResponseId, SchemaId, Shape, Verb};

use super::graph::Graph;
use super::names::{PlainKey, is_item, plain_key};
use super::nodes::{Kind, Mode, Reference, TypeId};
use crate::openapi::calls::media;
use crate::openapi::streams;

/// A direction in which values travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) sent: bool,
    pub(super) received: bool,
}

/// A schema that something other than a schema refers to.
#[derive(Clone, Copy, Debug)]
struct Root {
    schema: SchemaId,
    mode: Mode,
    directions: Directions,
    /// Whether the operation is kept.
    kept: bool,
    /// Whether its properties are the parts of a body: then a form has a method for each, in place of a struct.
    is_form: bool,
}

const SENT: Directions = Directions {
    sent: true,
    received: false,
};
const RECEIVED: Directions = Directions {
    sent: false,
    received: true,
};

/// The types that parts of operations refer to, with all types that these contain.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) references: HashMap<(SchemaId, Mode), Reference>,
    roots: Vec<(TypeId, Root)>,
    /// The bodies whose properties are parts, with their type: a struct of the properties, or a union with a variant that is one.
    pub(super) forms: BTreeMap<SchemaId, TypeId>,
    /// By the number of the type.
    pub(super) directions: Vec<Directions>,
    pub(super) kept: Vec<bool>,
}

/// Whether the body of an operation has absent properties that stay as they are.
pub(crate) fn body_mode(operation: &Operation, media: &MediaType) -> Mode {
    let name = media.name.split(';').next().unwrap_or_default().trim();
    let is_json = name.ends_with("json") && name != "application/json-patch+json";
    match is_json && (operation.verb == Verb::Patch || name.ends_with("merge-patch+json")) {
        true => Mode::Patch,
        false => Mode::Plain,
    }
}

impl Uses {
    /// Asks for the types of all operations and components, and builds them.
    pub(super) fn new(
        graph: &mut Graph<'_>,
        keeps_operation: impl Fn(OperationId) -> bool,
        keeps_component: impl Fn(SchemaId) -> bool,
        item_of_pages: impl Fn(OperationId) -> Option<SchemaId>,
    ) -> Self {
        let api = graph.api;
        let mut roots = Roots {
            api,
            roots: Vec::new(),
        };
        for (_, id) in &api.components.schemas {
            roots.roots.push(Root {
                schema: *id,
                mode: Mode::Plain,
                directions: Directions::default(),
                kept: keeps_component(*id),
                is_form: false,
            });
        }
        for (id, operation) in api.operations.iter() {
            roots.operation(operation, keeps_operation(id));
            if let Some(item) = item_of_pages(id) {
                roots.add(item, RECEIVED, Mode::Plain, keeps_operation(id));
            }
        }
        let mut uses = Self::default();
        for root in roots.roots {
            let key = (root.schema, root.mode);
            let reference = uses.references.entry(key);
            let reference =
                *reference.or_insert_with(|| graph.reference(&[root.schema], root.mode));
            uses.roots.push((reference.ty, root));
        }
        graph.build();
        uses.join_patches(graph);
        graph.settle();
        uses
    }

    /// Makes a plain type the same as that of its patches if nothing but components refers to it: what is only patched has
    /// one type.
    fn join_patches(&self, graph: &mut Graph<'_>) {
        let mut reached = vec![false; graph.nodes.len()];
        let reach = |graph: &Graph<'_>, reached: &mut Vec<bool>, start: TypeId| {
            let mut open = vec![start];
            while let Some(ty) = open.pop() {
                if !std::mem::replace(&mut reached[ty.0], true) {
                    open.extend(graph.contained(ty));
                }
            }
        };
        let is_component = |root: &Root| root.directions == Directions::default();
        for (ty, _) in self.roots.iter().filter(|(_, root)| !is_component(root)) {
            reach(graph, &mut reached, *ty);
        }
        let patches: HashMap<PlainKey, TypeId> = (0..graph.nodes.len())
            .map(TypeId)
            .filter(|ty| reached[ty.0] && graph.nodes[ty.0].mode == Mode::Patch)
            .filter(|ty| is_item(graph, *ty))
            .map(|ty| (plain_key(graph, ty), ty))
            .collect();
        if patches.is_empty() {
            return;
        }
        for (ty, _) in self.roots.iter().filter(|(_, root)| is_component(root)) {
            if !patches.contains_key(&plain_key(graph, *ty)) {
                reach(graph, &mut reached, *ty);
            }
        }
        for ty in (0..graph.nodes.len()).map(TypeId) {
            let is_plain = graph.nodes[ty.0].mode == Mode::Plain && is_item(graph, ty);
            if is_plain
                && !reached[ty.0]
                && let Some(patch) = patches.get(&plain_key(graph, ty))
            {
                graph.nodes[ty.0].kind = Kind::Same(*patch);
            }
        }
    }

    /// Finds out where each type is used.
    pub(super) fn follow_all(&mut self, graph: &Graph<'_>) {
        self.directions = vec![Directions::default(); graph.nodes.len()];
        self.kept = vec![false; graph.nodes.len()];
        for (ty, root) in std::mem::take(&mut self.roots) {
            let ty = graph.real(ty);
            let structs = match root.is_form {
                true => structs_of(graph, ty),
                false => Vec::new(),
            };
            if structs.is_empty() {
                self.follow(graph, ty, root);
                continue;
            }
            if root.kept {
                self.forms.insert(root.schema, ty);
            }
            for part in structs.into_iter().flat_map(|of| graph.contained(of)) {
                self.follow(graph, part, root);
            }
        }
    }

    fn follow(&mut self, graph: &Graph<'_>, start: TypeId, root: Root) {
        let mut open = vec![start];
        while let Some(ty) = open.pop() {
            let directions = &mut self.directions[ty.0];
            let more = Directions {
                sent: directions.sent || root.directions.sent,
                received: directions.received || root.directions.received,
            };
            let kept = self.kept[ty.0] || root.kept;
            let is_known = *directions == more && self.kept[ty.0] == kept;
            // Without a direction and a selection nothing changes.
            if is_known {
                continue;
            }
            *directions = more;
            self.kept[ty.0] = kept;
            open.extend(graph.contained(ty));
        }
    }
}

/// The structs with the properties of a body: the type itself, or variants of a union.
pub(super) fn structs_of(graph: &Graph<'_>, ty: TypeId) -> Vec<TypeId> {
    match graph.kind(ty) {
        Kind::Struct(_) => vec![graph.real(ty)],
        Kind::Union(union) => {
            let variants = union.variants.iter().map(|variant| graph.real(variant.ty));
            let is_struct = |ty: &TypeId| matches!(graph.kind(*ty), Kind::Struct(_));
            variants.filter(is_struct).collect()
        }
        _ => Vec::new(),
    }
}

struct Roots<'a> {
    api: &'a Api,
    roots: Vec<Root>,
}

impl Roots<'_> {
    fn operation(&mut self, operation: &Operation, kept: bool) {
        // The service sends webhooks and callbacks. Of them the types of bodies are needed.
        let is_called = self.api.path_items[operation.path_item].is_path;
        let (request, response) = match is_called {
            true => (SENT, RECEIVED),
            false => (RECEIVED, SENT),
        };
        for parameter in &operation.parameters {
            let shape = &self.api.parameters[*parameter].shape;
            self.shape(shape, request, kept && is_called);
        }
        if let Some(body) = operation.body {
            for media in &self.api.bodies[body].content {
                self.media(media, request, body_mode(operation, media), kept);
                // What the service sends has no parts that anybody sets.
                let is_form = media::is_multipart(&media.name) && request == SENT;
                let schema = media.schema.filter(|_| is_form);
                if let Some(root) = self
                    .roots
                    .last_mut()
                    .filter(|root| Some(root.schema) == schema)
                {
                    root.is_form = true;
                }
                for (_, encoding) in &media.encoding {
                    for (_, header) in &encoding.headers {
                        self.shape(&self.api.headers[*header].shape, request, kept);
                    }
                }
            }
        }
        for entry in &operation.responses {
            self.response(entry.response, response, kept && is_called);
        }
    }

    fn response(&mut self, id: ResponseId, directions: Directions, kept: bool) {
        let response = &self.api.responses[id];
        for media in &response.content {
            self.media(media, directions, Mode::Plain, kept);
        }
        for (_, header) in &response.headers {
            self.shape(&self.api.headers[*header].shape, directions, kept);
        }
    }

    fn shape(&mut self, shape: &Shape, directions: Directions, kept: bool) {
        match shape {
            Shape::Schema { schema, .. } => {
                schema
                    .iter()
                    .for_each(|id| self.add(*id, directions, Mode::Plain, kept));
            }
            Shape::Content(media) => self.media(media, directions, Mode::Plain, kept),
        }
    }

    fn media(&mut self, media: &MediaType, directions: Directions, mode: Mode, kept: bool) {
        // Of a stream the types of its items are needed, not that of the whole.
        let schemas = match streams::of(self.api, media) {
            Some(stream) => stream.schemas(),
            None => media.schema.into_iter().chain(media.item_schema).collect(),
        };
        schemas
            .into_iter()
            .for_each(|id| self.add(id, directions, mode, kept));
    }

    fn add(&mut self, schema: SchemaId, directions: Directions, mode: Mode, kept: bool) {
        self.roots.push(Root {
            schema,
            mode,
            directions,
            kept,
            is_form: false,
        });
    }
}
