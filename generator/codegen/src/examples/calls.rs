//! The calls of a client, each with the schemas of the values that it sends.

use std::collections::BTreeMap;

use clientwright_model::{
    Call, Content, Form, Item, Location, Package, Protocol, Request, Service, TypePath,
};
use clientwright_oas::Api;
use clientwright_oas::api::{self, OperationId, SchemaId, Shape};

use crate::openapi::operations::{CallName, OperationNames};
use crate::openapi::select::{Selection, operations};

/// A call of the client. Schemas are JSON pointers.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct ExampleCall {
    /// Verb and path of the operation, and the media type of the body if there are several.
    pub operation: String,
    /// The method of the client that returns the group of the call; `None` for a method of the client.
    pub group: Option<String>,
    /// The call.
    pub call: Call,
    /// The types of its body, if that has several parts: one for each object that it may be.
    pub forms: Vec<Form>,
    /// The schema of each parameter, in the order of the call. `None`: the description has none.
    pub parameters: Vec<Option<String>>,
    /// The schema of the body, if it has one.
    pub body: Option<String>,
}

/// All calls of a client, in the order of the description.
pub(super) fn all(
    api: &Api,
    selection: &Selection,
    names: &OperationNames,
    package: &Package,
) -> Vec<ExampleCall> {
    let (mut calls, mut forms) = (BTreeMap::new(), BTreeMap::new());
    let mut choices = BTreeMap::new();
    for (path, module) in &package.modules {
        for item in module.files.iter().flat_map(|file| &file.items) {
            let listed = match item {
                Item::Group(group) => &group.calls,
                Item::Client(client) => &client.calls,
                Item::Form(form) => {
                    forms.insert((path.as_slice(), form.name.as_str()), form);
                    continue;
                }
                Item::FormChoice(choice) => {
                    choices.insert((path.as_slice(), choice.name.as_str()), choice);
                    continue;
                }
                _ => continue,
            };
            let listed = listed.iter();
            calls.extend(listed.map(|call| ((path.as_slice(), call.method.as_str()), call)));
        }
    }
    let mut found = Vec::new();
    for id in operations(api).filter(|id| selection.operations.contains_key(id)) {
        let Some(name) = names.operation(id) else {
            continue;
        };
        let module = names.module(id);
        for call_name in &name.calls {
            let Some(call) = calls.get(&(module.as_slice(), call_name.method.as_str())) else {
                continue;
            };
            let forms = form_of(call).map_or_else(Vec::new, |path| {
                // Forms are exported from the module of builders.
                let module = path
                    .module
                    .split_last()
                    .map_or(&[][..], |(_, module)| module);
                let names = match choices.get(&(module, path.name.as_str())) {
                    Some(choice) => choice.variants.iter().map(|of| of.form.as_str()).collect(),
                    None => vec![path.name.as_str()],
                };
                let forms = names
                    .into_iter()
                    .filter_map(|name| forms.get(&(module, name)));
                forms.map(|form| (*form).clone()).collect()
            });
            found.push(ExampleCall {
                operation: title(api, id, call_name, name.calls.len()),
                group: name.group.map(|group| names.groups[group].method.clone()),
                call: (*call).clone(),
                forms,
                parameters: parameters(api, id, call),
                body: body(api, id, call_name).map(|schema| pointer(api, schema)),
            });
        }
    }
    found
}

/// The addresses and security schemes of a client.
pub(super) fn service(package: &Package) -> Service {
    let files = package.modules.values().flat_map(|module| &module.files);
    let mut items = files.flat_map(|file| &file.items);
    let service = items.find_map(|item| match item {
        Item::Client(client) => match &client.protocol {
            Protocol::OpenApi(service) => Some(service.clone()),
            Protocol::OData(_) => None,
        },
        _ => None,
    });
    service.unwrap_or_default()
}

fn pointer(api: &Api, schema: SchemaId) -> String {
    api.tree.pointer(api.schemas[schema].node)
}

fn title(api: &Api, id: OperationId, name: &CallName, count: usize) -> String {
    let address = crate::openapi::select::address(api, id);
    let body = api.operations[id].body.filter(|_| count > 1);
    match body.zip(name.media) {
        Some((body, media)) => format!("{address} {}", api.bodies[body].content[media].name),
        None => address,
    }
}

fn body(api: &Api, id: OperationId, name: &CallName) -> Option<SchemaId> {
    let body = api.operations[id].body?;
    api.bodies[body].content[name.media?].schema
}

fn form_of(call: &Call) -> Option<&TypePath> {
    let Request::Operation(operation) = &call.request else {
        return None;
    };
    match &operation.body.as_ref()?.content {
        Content::Multipart(form) => form.as_ref(),
        _ => None,
    }
}

fn parameters(api: &Api, id: OperationId, call: &Call) -> Vec<Option<String>> {
    let described = &api.operations[id].parameters;
    let schema = |parameter: &api::Parameter| match &parameter.shape {
        Shape::Schema { schema, .. } => *schema,
        Shape::Content(media) => media.schema,
    };
    let schemas = call.parameters.iter().map(|parameter| {
        let is_same = |of: &&api::Parameter| {
            *of.name == *parameter.wire_name && location(parameter.location) == Some(of.location)
        };
        let mut all = described.iter().map(|id| &api.parameters[*id]);
        let schema = all.find(is_same).and_then(schema)?;
        Some(pointer(api, schema))
    });
    schemas.collect()
}

fn location(location: Location) -> Option<api::Location> {
    Some(match location {
        Location::Path(_) => api::Location::Path,
        Location::Query(_) => api::Location::Query,
        Location::QueryString(_) => api::Location::QueryString,
        Location::Header(_) => api::Location::Header,
        Location::Cookie(_) => api::Location::Cookie,
        // Only requests of OData have them.
        Location::Arguments | Location::Body => return None,
    })
}
