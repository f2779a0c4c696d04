//! Headers of responses: a constant for each (OpenAPI 3.1, 4.8.21).
//!
//! Operations of a group share the constant of a header if it has the same type everywhere in the group. Otherwise each
//! operation has its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use clientwright_model::naming::names::{self, Case};
use clientwright_model::{Docs, Header, HeaderShape, Item, Markdown, Ty, TypePath, markdown};
use clientwright_oas::Api;
use clientwright_oas::api::{self, OperationId, SchemaId, Shape, Type};

use super::media::Kind;
use super::{Lower, xml};
use crate::openapi::operations::OperationNames;
use crate::openapi::select;

/// How deep items of lists are compared.
const DEEPEST: usize = 8;

/// What identifies a constant of a group: the name in lower case, and the operation and the response if types differ.
type Key = (String, Option<(OperationId, Option<usize>)>);

/// The constants of the headers of all groups, selected or not, so that a selection changes no name.
#[derive(Debug, Default)]
pub(super) struct HeaderNames {
    /// By the group of the operation; 0 is the client.
    groups: BTreeMap<usize, BTreeMap<Key, Constant>>,
}

/// A constant.
#[derive(Clone, Debug)]
struct Constant {
    name: String,
    /// Whether every response that declares the header requires it.
    required: bool,
}

impl HeaderNames {
    pub(super) fn new(api: &Api, operations: &OperationNames) -> Self {
        let mut members: BTreeMap<usize, Vec<OperationId>> = BTreeMap::new();
        for id in select::operations(api) {
            if let Some(name) = operations.operation(id) {
                let group = name.group.map_or(0, |group| group + 1);
                members.entry(group).or_default().push(id);
            }
        }
        let groups = members.into_iter().map(|(group, ids)| {
            let names = of_group(api, operations, group, &ids);
            (group, names)
        });
        Self {
            groups: groups.collect(),
        }
    }

    /// The constant of a header of a response, by the number of the response in the operation.
    fn of(&self, group: usize, name: &str, id: OperationId, at: usize) -> Option<&Constant> {
        let constants = self.groups.get(&group)?;
        let name = name.to_ascii_lowercase();
        let keys = [None, Some((id, None)), Some((id, Some(at)))];
        let mut keys = keys.into_iter();
        keys.find_map(|of| constants.get(&(name.clone(), of)))
    }
}

/// A declaration of a header by a response.
struct Declared {
    id: OperationId,
    at: usize,
    required: bool,
    signature: String,
}

fn of_group(
    api: &Api,
    operations: &OperationNames,
    group: usize,
    ids: &[OperationId],
) -> BTreeMap<Key, Constant> {
    let mut declared: BTreeMap<String, Vec<Declared>> = BTreeMap::new();
    for id in ids {
        for (at, response) in api.operations[*id].responses.iter().enumerate() {
            for (name, header) in &api.responses[response.response].headers {
                let header = &api.headers[*header];
                let of_name = declared.entry(name.to_ascii_lowercase()).or_default();
                of_name.push(Declared {
                    id: *id,
                    at,
                    required: header.required,
                    signature: signature(api, &header.shape),
                });
            }
        }
    }
    let mut wanted: BTreeMap<Key, (String, bool)> = BTreeMap::new();
    for (name, all) in &declared {
        let are_equal = all.iter().all(|it| it.signature == all[0].signature);
        let mut firsts: HashMap<OperationId, &str> = HashMap::new();
        let mut mixed: HashSet<OperationId> = HashSet::new();
        for it in all {
            if *firsts.entry(it.id).or_insert(&it.signature) != it.signature {
                mixed.insert(it.id);
            }
        }
        for one in all {
            let of = match (are_equal, !mixed.contains(&one.id)) {
                (true, _) => None,
                (false, true) => Some((one.id, None)),
                (false, false) => Some((one.id, Some(one.at))),
            };
            let method = of.and_then(|_| operations.operation(one.id));
            let method = method.and_then(|name| name.calls.first());
            let method = method.map_or(String::new(), |call| format!("{}_", call.method));
            let status = match of {
                Some((_, Some(_))) => match api.operations[one.id].responses[one.at].status {
                    api::Status::Exact(code) => format!("{code}_"),
                    api::Status::Range(digit) => format!("{digit}xx_"),
                    api::Status::Default => "default_".to_owned(),
                },
                _ => String::new(),
            };
            let spelt = names::spell(&format!("{method}{status}{name}"), Case::Shouty);
            let entry = wanted.entry((name.clone(), of));
            let (_, required) = entry.or_insert((spelt, true));
            *required &= one.required;
        }
    }
    let taken = group
        .checked_sub(1)
        .map(|group| operations.groups[group].name.clone());
    let mut reserved: Vec<&str> = vec![&operations.client];
    reserved.extend(taken.as_deref());
    let names = ids.iter().filter_map(|id| operations.operation(*id));
    reserved.extend(names.flat_map(|name| name.items()));
    let spelt = wanted.values().map(|(name, _)| name.clone()).collect();
    let names = names::distinct_of(spelt, &reserved);
    let constants = wanted.into_iter().zip(names);
    constants
        .map(|((key, (_, required)), name)| (key, Constant { name, required }))
        .collect()
}

/// What decides the type of a header.
fn signature(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Schema {
            schema: Some(schema),
            explode,
            ..
        } => format!("{explode} {}", of_schema(api, *schema, 0)),
        Shape::Schema { schema: None, .. } => String::new(),
        Shape::Content(media) => {
            let schema = media.schema.map(|schema| of_schema(api, schema, 0));
            format!("{:?} {schema:?}", Kind::of(&media.name))
        }
    }
}

fn of_schema(api: &Api, id: SchemaId, depth: usize) -> String {
    let target = api.target(id);
    let schema = &api.schemas[target];
    let is_plain = schema.properties.is_empty()
        && schema.enumeration.is_empty()
        && schema.constant.is_none()
        && [&schema.all_of, &schema.one_of, &schema.any_of]
            .iter()
            .all(|list| list.is_empty());
    let items = schema.items.filter(|_| depth < DEEPEST);
    match is_plain {
        true => {
            let items = items.map(|items| of_schema(api, items, depth + 1));
            format!("{:?} {:?} {items:?}", schema.types, schema.format)
        }
        false => format!("{target:?}"),
    }
}

impl Lower<'_> {
    /// The names of the constants of an operation, and the definitions of those that are new.
    pub(super) fn headers(
        &mut self,
        id: OperationId,
        group: usize,
        module: &[String],
    ) -> (Vec<String>, Vec<Item>) {
        let operation = &self.api.operations[id];
        let (mut all, mut items) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for (at, response) in operation.responses.iter().enumerate() {
            for (wire_name, header) in &self.api.responses[response.response].headers {
                let Some(constant) = self.header_names.of(group, wire_name, id, at) else {
                    continue;
                };
                let name = constant.name.clone();
                let required = constant.required;
                if seen.insert(name.clone()) {
                    all.push(name.clone());
                }
                let path = TypePath {
                    module: module.to_vec(),
                    name: name.clone(),
                };
                if self.known_headers.insert(path) {
                    let header = &self.api.headers[*header];
                    items.push(Item::Header(self.header(name, wire_name, header, required)));
                }
            }
        }
        (all, items)
    }

    fn header(
        &self,
        name: String,
        wire_name: &str,
        header: &api::Header,
        required: bool,
    ) -> Header {
        let (ty, shape) = match &header.shape {
            // OpenAPI 3.2, 4.21: commas do not separate cookies.
            _ if wire_name.eq_ignore_ascii_case("set-cookie") => {
                (Ty::String.vec(), HeaderShape::Lines)
            }
            Shape::Schema {
                schema: Some(schema),
                explode,
                ..
            } => (self.ty(*schema), shape(self.api, *schema, *explode, true)),
            Shape::Schema { schema: None, .. } => (Ty::String, HeaderShape::Text),
            Shape::Content(media) => match (Kind::of(&media.name), media.schema) {
                (Kind::Json, Some(schema)) => (self.ty(schema), HeaderShape::Json),
                (Kind::Json, None) => (Ty::Well("AnyJson"), HeaderShape::Json),
                _ => (Ty::String, HeaderShape::Text),
            },
        };
        let about = markdown!("The header ", Markdown::code(wire_name), " of responses.");
        let text = header.description.as_deref();
        let text = text.filter(|_| self.settings.descriptions);
        let described = text.map(Markdown::paragraphs).unwrap_or_default();
        let paragraphs: Vec<Markdown> = [about].into_iter().chain(described).collect();
        let note = markdown!("The description says that it is deprecated.");
        Header {
            name,
            wire_name: wire_name.to_owned(),
            docs: Docs::new(&paragraphs, header.deprecated.then_some(note)),
            ty: match (required, ty) {
                (true, Ty::Option(ty)) => *ty,
                (true, ty) | (false, ty @ Ty::Option(_)) => ty,
                (false, ty) => ty.option(),
            },
            shape,
        }
    }
}

/// How values of a schema are written. Lists and objects inside of others are texts: the style `simple` has no form for them.
fn shape(api: &Api, id: SchemaId, explode: bool, is_outer: bool) -> HeaderShape {
    let mut target = api.target(id);
    for _ in 0..DEEPEST {
        match xml::only_variant(api, &api.schemas[target]) {
            Some(only) => target = api.target(only),
            None => break,
        }
    }
    let schema = &api.schemas[target];
    match xml::types(api, schema).without(Type::Null).only() {
        Some(Type::Integer | Type::Number | Type::Boolean) => HeaderShape::Plain,
        Some(Type::Array) if is_outer => {
            let item = schema.items.map(|items| shape(api, items, explode, false));
            HeaderShape::List(Box::new(item.unwrap_or(HeaderShape::Text)))
        }
        Some(Type::Object) if is_outer => {
            let (properties, without_schema) = xml::properties(api, target);
            let properties = properties.into_iter();
            let members = properties
                .map(|(name, schema, _)| (name.to_owned(), shape(api, schema, explode, false)));
            let others = without_schema.into_iter();
            let others = others.map(|name| (name.to_owned(), HeaderShape::Text));
            HeaderShape::Object {
                explode,
                members: members.chain(others).collect(),
            }
        }
        _ => HeaderShape::Text,
    }
}
