//! Lowering of operations: the client, groups, calls.

pub(crate) mod accepts;
mod docs;
mod errors;
pub(super) mod forms;
mod headers;
pub(crate) mod media;
mod paged;
mod places;
mod received;
mod request;
mod results;
mod security;
mod streams;
pub(crate) mod xml;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use clientwright_model::naming::names;
use clientwright_model::{
    Call, CallBuilder, Client, Group, Item, Operation, Protocol, Request, Server, ServerVariable,
    Service, Status, Step, Subgroup, Target, Ty, TypePath,
};
use clientwright_oas::Api;
use clientwright_oas::api::{self, OperationId, SchemaId};

use super::operations::{CALLS, OperationName, OperationNames};
use super::paging::Plans;
use super::paths::PathNames;
use super::schemas::{Mode, Types};
use super::select::Selection;
use super::streams::results;
use super::{Files, Loss, LossKind, Settings};
use headers::HeaderNames;
use places::Places;
use security::Schemes;
use xml::Documents;

/// The private module of what the service sends.
const RECEIVED: &str = "received";

/// What other stages have decided about calls.
pub(super) struct Decided<'a> {
    /// The operations whose responses are pages.
    pub(super) pages: &'a Plans,
    /// Names by tag: also those of the items that calls need.
    pub(super) operations: &'a OperationNames,
    /// Names by path; `None` if calls are in the groups of their tags.
    pub(super) paths: Option<&'a PathNames>,
}

/// Lowers all operations of a selection: adds their items to the files.
pub(super) fn lower(
    api: &Api,
    selection: &Selection,
    decided: &Decided<'_>,
    types: &Types,
    settings: &Settings,
    files: &mut Files,
    losses: &mut Vec<Loss>,
) {
    let Decided {
        pages: plans,
        operations: names,
        paths,
    } = *decided;
    let schemes = Schemes::new(api, selection, losses);
    let received = received::items(api, selection, types, settings, losses);
    if !received.is_empty() {
        files.insert(
            (vec![names.received.clone()], RECEIVED.to_owned()),
            received,
        );
    }
    let mut lower = Lower {
        api,
        plans,
        names,
        types,
        settings,
        schemes: &schemes,
        known_errors: BTreeMap::new(),
        header_names: &HeaderNames::new(api, names),
        builder_names: builder_names(names, paths),
        documents: &Documents::new(api),
        known_headers: BTreeSet::new(),
        losses,
    };
    // The items of the client, then those of each group. Those of the client have a file for each operation where each has
    // a feature: the file of the client is compiled with any features.
    let mut calls: Vec<Vec<Call>> = vec![Vec::new(); names.groups.len() + 1];
    let mut builders: Vec<Vec<Item>> = vec![Vec::new(); names.groups.len() + 1];
    let mut places = paths.map(Places::new);
    let by_operation = paths.map_or_else(HashMap::new, by_operation);
    for id in super::select::operations(api) {
        let Some(name) = names
            .operation(id)
            .filter(|_| selection.operations.contains_key(&id))
        else {
            continue;
        };
        let place = name.group.map_or(0, |group| group + 1);
        let at_path = by_operation.get(&id);
        for item in lower.calls(id, name, at_path) {
            match item {
                Lowered::Call(call) => match (&mut places, at_path) {
                    (Some(places), Some((place, _))) => places.add(*place, call),
                    _ => calls[place].push(call),
                },
                Lowered::Item(item) if place == 0 && settings.features_per_root => {
                    let file = (Vec::new(), name.method().to_owned());
                    files.entry(file).or_default().push(item);
                }
                Lowered::Item(item) => builders[place].push(item),
            }
        }
    }
    let mut calls = calls.into_iter();
    let mut of_client = calls.next().unwrap_or_default();
    let calls: Vec<Vec<Call>> = calls.collect();
    let mut builders = builders.into_iter();
    let steps = names.groups.iter().zip(&calls);
    let steps = steps.filter(|(_, calls)| !calls.is_empty());
    let mut steps: Vec<Step> = steps.map(|(group, _)| step(api, group, settings)).collect();
    if let Some(places) = places {
        (of_client, steps) = places.finish(files);
    }
    let client = Item::Client(Client {
        name: names.client.clone(),
        gated: settings.features_per_root,
        docs: docs::client(api, settings),
        steps,
        calls: of_client,
        base_url: settings.base_url.clone(),
        protocol: Protocol::OpenApi(service(api, &schemes)),
    });
    let mut items = vec![client];
    items.extend(builders.next().unwrap_or_default());
    files
        .entry((Vec::new(), CALLS.to_owned()))
        .or_default()
        .extend(items);
    for ((group, calls), builders) in names.groups.iter().zip(calls).zip(builders) {
        let item = Item::Group(Group {
            name: group.name.clone(),
            docs: docs::tag(api, &group.tag, settings),
            groups: Vec::new(),
            has_path: false,
            calls,
        });
        let has_calls = matches!(&item, Item::Group(group) if !group.calls.is_empty());
        let items = has_calls.then_some(item).into_iter().chain(builders);
        let items: Vec<Item> = items.collect();
        if !items.is_empty() {
            let place = (vec![group.module.clone()], CALLS.to_owned());
            files.entry(place).or_default().extend(items);
        }
    }
}

/// The names of the builders of each group, and of the items that calls need; `None` is the client.
fn builder_names(
    names: &OperationNames,
    paths: Option<&PathNames>,
) -> BTreeMap<Option<usize>, BTreeSet<String>> {
    let mut all: BTreeMap<Option<usize>, BTreeSet<String>> = BTreeMap::new();
    let groups = names.groups.iter().enumerate();
    for (index, group) in groups {
        all.entry(Some(index))
            .or_default()
            .insert(group.name.clone());
    }
    for operation in names.all() {
        let of_group = all.entry(operation.group).or_default();
        of_group.extend(operation.items().map(str::to_owned));
    }
    let of_client = all.entry(None).or_default();
    of_client.insert(names.client.clone());
    let places = paths.iter().flat_map(|paths| &paths.places);
    of_client.extend(places.map(|place| place.name.clone()));
    all
}

/// The place and the methods of each operation, by path.
fn by_operation(paths: &PathNames) -> HashMap<OperationId, (usize, &[String])> {
    let places = paths.places.iter().enumerate();
    let calls = places.flat_map(|(index, place)| {
        let calls = place.calls.iter();
        calls.map(move |(id, methods)| (*id, (index, methods.as_slice())))
    });
    calls.collect()
}

/// The step from the client to a group.
fn step(api: &Api, group: &super::operations::GroupName, settings: &Settings) -> Step {
    Step {
        method: group.method.clone(),
        docs: docs::tag(api, &group.tag, settings),
        target: Target::Group(Subgroup {
            group: TypePath {
                module: vec![group.module.clone(), names::BUILDERS.to_owned()],
                name: group.name.clone(),
            },
            path: None,
        }),
    }
}

/// What the description says of all clients.
fn service(api: &Api, schemes: &Schemes) -> Service {
    Service {
        servers: api.servers.iter().map(server).collect(),
        schemes: schemes.of_client(api),
    }
}

fn server(server: &api::Server) -> Server {
    let variables = server.variables.iter().map(|variable| ServerVariable {
        name: variable.name.to_string(),
        default: variable.default.to_string(),
        values: variable
            .allowed
            .iter()
            .map(|value| value.to_string())
            .collect(),
    });
    Server {
        url: server.url.text.trim().to_owned(),
        variables: variables.collect(),
    }
}

/// What an operation is lowered to.
enum Lowered {
    /// A method of the group.
    Call(Call),
    /// Another item of the builders.
    Item(Item),
}

struct Lower<'a> {
    api: &'a Api,
    plans: &'a Plans,
    names: &'a OperationNames,
    types: &'a Types,
    settings: &'a Settings,
    schemes: &'a Schemes,
    /// The enum of errors of each group, by what it is.
    known_errors: BTreeMap<(usize, String), TypePath>,
    header_names: &'a HeaderNames,
    /// The names of the builders of each group, with what else is beside them; `None` is the client.
    builder_names: BTreeMap<Option<usize>, BTreeSet<String>>,
    documents: &'a Documents<'a>,
    /// The constants that have an item.
    known_headers: BTreeSet<TypePath>,
    losses: &'a mut Vec<Loss>,
}

impl Lower<'_> {
    /// The calls of an operation, and the items that they need. `at` is its place by path, with the methods there.
    fn calls(
        &mut self,
        id: OperationId,
        name: &OperationName,
        at: Option<&(usize, &[String])>,
    ) -> Vec<Lowered> {
        let operation = &self.api.operations[id];
        let mut module: Vec<String> = self.names.module(id);
        module.push(names::BUILDERS.to_owned());
        let in_builders = |name: &str| TypePath {
            module: module.clone(),
            name: name.to_owned(),
        };
        let results = results(self.api, operation);
        let whole = name.calls.iter().any(|call| !call.is_stream);
        let mut whole = whole.then(|| self.output(operation, in_builders(&name.output)));
        let stream = name.calls.iter().find(|call| call.is_stream);
        let mut stream = stream.and_then(|call| self.stream(&results, in_builders(&call.event)));
        let group = name.group.map_or(0, |group| group + 1);
        let declared = self.errors(id, group, in_builders(&name.errors));
        for result in whole.iter_mut().chain(&mut stream) {
            result.xml.extend(declared.xml.iter().cloned());
            result.xml.sort_by_key(|(status, _)| *status);
            result.xml.dedup();
        }
        let (headers, of_headers) = self.headers(id, group, &module);
        let accepts = self.accepts(operation, name, &in_builders(&name.output));
        let (parameters, path) = self.parameters(operation, name);
        let mut lowered: Vec<Lowered> = Vec::new();
        // The client has no values of a path.
        let is_placed = at.is_some_and(|(place, _)| *place != 0);
        for (index, call_name) in name.calls.iter().enumerate() {
            let method = at.and_then(|(_, methods)| methods.get(index));
            let result = match call_name.is_stream {
                true => &stream,
                false => &whole,
            };
            let Some(result) = result else {
                continue;
            };
            let form = in_builders(&call_name.form);
            let body = call_name.media.map(|media| {
                let (body, forms) = self.body(id, media, name, form);
                lowered.extend(forms.into_iter().map(Lowered::Item));
                body
            });
            let paging = self.paging(id, &parameters, &result.output, body.as_ref());
            // A stream is asked for by its own method.
            let accepts = match call_name.is_stream {
                true => Vec::new(),
                false => accepts.clone(),
            };
            let has_builder = paging.is_some()
                || !accepts.is_empty()
                || parameters.iter().any(|p| !p.presence.is_required())
                || body.as_ref().is_some_and(|body| !body.is_required);
            let request = Operation {
                verb: operation.verb.text().to_owned(),
                path: path.clone(),
                is_placed,
                body,
                accept: result.accept.clone(),
                success: result.success.clone(),
                errors: declared.errors.clone(),
                xml: result.xml.clone(),
                stream: result.stream.clone(),
                set: match &operation.stream_switch {
                    Some(member) if call_name.is_stream => {
                        vec![(member.to_string(), "true".to_owned())]
                    }
                    _ => Vec::new(),
                },
                security: self.schemes.of(self.api, operation),
                server: self.server(operation),
                paging,
            };
            let call = Call {
                method: method.unwrap_or(&call_name.method).clone(),
                docs: docs::call(self, id, &parameters, &request, &headers),
                request: Request::Operation(Box::new(request)),
                parameters: parameters.clone(),
                builder: has_builder.then(|| in_builders(&call_name.builder)),
                output: result.output.clone(),
            };
            if has_builder {
                lowered.push(Lowered::Item(Item::CallBuilder(CallBuilder {
                    name: call_name.builder.clone(),
                    docs: docs::builder(self.api, id),
                    call: call.clone(),
                    accepts,
                })));
            }
            lowered.push(Lowered::Call(call));
        }
        let items = whole.into_iter().chain(stream).filter_map(|it| it.item);
        lowered.extend(items.map(Lowered::Item));
        lowered.extend(declared.item.map(Lowered::Item));
        lowered.extend(of_headers.into_iter().map(Lowered::Item));
        lowered
    }

    /// The server of an operation, if it has one of its own.
    fn server(&self, operation: &api::Operation) -> Option<Server> {
        let of_path = &self.api.path_items[operation.path_item].servers;
        let own = operation.servers.first().or(of_path.first());
        own.map(server)
    }

    /// The type of the values of a schema of a parameter or response.
    fn ty(&self, schema: SchemaId) -> Ty {
        self.types.ty(schema, Mode::Plain)
    }

    fn lose(&mut self, node: clientwright_oas::tree::NodeId, kind: LossKind, reason: &str) {
        self.losses.push(Loss {
            node,
            kind,
            reason: reason.to_owned(),
        });
    }
}
