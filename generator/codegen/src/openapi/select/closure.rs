//! What the selected operations and schemas need.

use std::collections::{BTreeMap, VecDeque};

use clientwright_oas::Api;
use clientwright_oas::api::{
    Additional, BodyId, Encoding, HeaderId, MediaType, OperationId, ResponseId, SchemaId, Shape,
};

use super::{Reason, Selection, keys};

/// Adds what the operations and `schemas` need. Excluded schemas are not followed.
pub(super) fn close(api: &Api, selection: &mut Selection, schemas: BTreeMap<SchemaId, Reason>) {
    selection.schemas = vec![false; api.schemas.len()];
    let mut closure = Closure {
        api,
        keys: keys(api),
        extensions: extensions(api),
        selection,
        open: VecDeque::new(),
    };
    let kept: Vec<OperationId> = closure.selection.operations.keys().copied().collect();
    for (id, reason) in schemas {
        closure.add(id, &reason);
    }
    closure.run();
    for id in kept {
        closure.operation(id);
        closure.run();
    }
    let received: Vec<OperationId> = closure.selection.received.keys().copied().collect();
    for id in received {
        if let Some(body) = api.operations[id].body {
            closure.body(body, &Reason::Operation(id));
        }
        closure.run();
    }
}

struct Closure<'a> {
    api: &'a Api,
    keys: BTreeMap<SchemaId, &'a str>,
    /// The component schemas whose `allOf` contains a schema.
    extensions: BTreeMap<SchemaId, Vec<SchemaId>>,
    selection: &'a mut Selection,
    /// Schemas whose parts have not been added, each with the reason for parts that are components.
    open: VecDeque<(SchemaId, Reason)>,
}

/// The component schemas that extend each schema.
fn extensions(api: &Api) -> BTreeMap<SchemaId, Vec<SchemaId>> {
    let mut found: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for (_, id) in &api.components.schemas {
        for base in &api.schemas[*id].all_of {
            found.entry(api.target(*base)).or_default().push(*id);
        }
    }
    found
}

impl Closure<'_> {
    fn add(&mut self, id: SchemaId, reason: &Reason) {
        let is_kept = &mut self.selection.schemas[id.index()];
        if *is_kept || self.selection.excluded.contains_key(&id) {
            return;
        }
        *is_kept = true;
        let reason_of_parts = match self.keys.contains_key(&id) {
            true => {
                self.selection.components.insert(id, reason.clone());
                Reason::Schema(id)
            }
            false => reason.clone(),
        };
        self.open.push_back((id, reason_of_parts));
    }

    fn run(&mut self) {
        while let Some((id, reason)) = self.open.pop_front() {
            self.parts(id, &reason);
        }
    }

    fn parts(&mut self, id: SchemaId, reason: &Reason) {
        let api = self.api;
        let schema = &api.schemas[id];
        let mut add = |part: SchemaId| self.add(part, reason);
        schema.target.into_iter().for_each(&mut add);
        schema
            .properties
            .iter()
            .for_each(|property| add(property.schema));
        for additional in [schema.additional, schema.unevaluated] {
            if let Additional::Schema(part) = additional {
                add(part);
            }
        }
        schema
            .pattern_properties
            .iter()
            .for_each(|(_, part)| add(*part));
        let single = [schema.property_names, schema.items, schema.content_schema];
        single.into_iter().flatten().for_each(&mut add);
        let conditions = [schema.if_schema, schema.then_schema, schema.else_schema];
        conditions.into_iter().flatten().for_each(&mut add);
        for list in [
            &schema.prefix_items,
            &schema.all_of,
            &schema.one_of,
            &schema.any_of,
        ] {
            list.iter().copied().for_each(&mut add);
        }
        let Some(discriminator) = &schema.discriminator else {
            return;
        };
        let mapped = discriminator.mapping.iter().filter_map(|it| it.target);
        mapped
            .chain(discriminator.default_mapping)
            .for_each(&mut add);
        self.extensions_of(id);
    }

    /// Adds the schemas that extend a schema with a discriminator, directly or not.
    fn extensions_of(&mut self, base: SchemaId) {
        let mut open = vec![base];
        while let Some(id) = open.pop() {
            // Each list is used once, so that the time is linear.
            for extension in self.extensions.remove(&id).unwrap_or_default() {
                self.add(extension, &Reason::Extends(base));
                open.push(extension);
            }
        }
    }

    fn operation(&mut self, id: OperationId) {
        let api = self.api;
        let operation = &api.operations[id];
        let reason = Reason::Operation(id);
        for parameter in &operation.parameters {
            if self.selection.parameters.insert(*parameter) {
                self.shape(&api.parameters[*parameter].shape, &reason);
            }
        }
        if let Some(body) = operation.body {
            self.body(body, &reason);
        }
        for response in &operation.responses {
            self.response(response.response, &reason);
        }
    }

    fn shape(&mut self, shape: &Shape, reason: &Reason) {
        match shape {
            Shape::Schema { schema, .. } => {
                schema.iter().for_each(|id| self.add(*id, reason));
            }
            Shape::Content(content) => self.content(content, reason),
        }
    }

    fn body(&mut self, id: BodyId, reason: &Reason) {
        let api = self.api;
        if self.selection.bodies.insert(id) {
            for content in &api.bodies[id].content {
                self.content(content, reason);
            }
        }
    }

    fn response(&mut self, id: ResponseId, reason: &Reason) {
        let api = self.api;
        if !self.selection.responses.insert(id) {
            return;
        }
        for (_, header) in &api.responses[id].headers {
            self.header(*header, reason);
        }
        for content in &api.responses[id].content {
            self.content(content, reason);
        }
    }

    fn header(&mut self, id: HeaderId, reason: &Reason) {
        let api = self.api;
        if self.selection.headers.insert(id) {
            self.shape(&api.headers[id].shape, reason);
        }
    }

    fn content(&mut self, content: &MediaType, reason: &Reason) {
        let schemas = [content.schema, content.item_schema];
        let of_rules = content.stream.events.iter().map(|(_, schema)| *schema);
        let schemas = schemas.into_iter().flatten().chain(of_rules);
        schemas.for_each(|id| self.add(id, reason));
        let named = content.encoding.iter().map(|(_, encoding)| encoding);
        let rest = content.item_encoding.as_deref();
        let encodings: Vec<&Encoding> = named.chain(&content.prefix_encoding).chain(rest).collect();
        for encoding in encodings {
            for (_, header) in &encoding.headers {
                self.header(*header, reason);
            }
        }
    }
}
