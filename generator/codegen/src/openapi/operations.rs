//! Names of operations: modules of tags, groups, methods, arguments.
//!
//! Everything here follows from the whole description, so that a selection changes no name.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_oas::Api;
use clientwright_oas::api::{Location, Operation, OperationId, Parameter, Part};

use super::calls::{accepts, media};
use super::paging::Plans;
use super::renames::{Named, Naming, RenameId, Renames};
use super::schemas::OperationPlace;
use super::streams;

/// Methods that every client or group has, from itself or from traits of the prelude.
pub(super) const OWN_METHODS: &[&str] = &["builder", "client", "clone", "into", "new", "try_into"];

/// Methods that every call builder has.
const CALL_METHODS: &[&str] = &["into", "into_future", "new", "request", "send", "try_into"];

/// Methods that a call builder has besides if the result comes in pages.
const PAGE_METHODS: &[&str] = &["collect_all", "pages", "stream"];

/// The private module of the client, or of the calls of a group.
pub(crate) const CALLS: &str = "calls";

/// The names of clients, groups and operations.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationNames {
    /// The client.
    pub(crate) client: String,
    /// The module of what the service sends by webhooks and callbacks.
    pub(crate) received: String,
    /// The groups, in the order of the tags.
    pub(crate) groups: Vec<GroupName>,
    /// By the index of the operation. `None` for operations of webhooks and callbacks.
    operations: Vec<Option<OperationName>>,
}

/// The names of a group: a tag with operations.
#[derive(Clone, Debug)]
pub(crate) struct GroupName {
    /// The tag.
    pub(crate) tag: String,
    /// The module.
    pub(crate) module: String,
    /// The method of the client.
    pub(crate) method: String,
    /// The builder.
    pub(crate) name: String,
}

/// The names of an operation.
#[derive(Clone, Debug)]
pub(crate) struct OperationName {
    /// The group, by its index; `None` for a method of the client.
    pub(crate) group: Option<usize>,
    /// A call for each media type of the body that is told apart, the best supported first; one without a body.
    pub(crate) calls: Vec<CallName>,
    /// The enum of results by status.
    pub(crate) output: String,
    /// The enum of errors by status.
    pub(crate) errors: String,
    /// The methods that ask for other media types of the response, each with the media type.
    pub(crate) accepts: Vec<(String, String)>,
    /// Each parameter, in the order of the description.
    pub(crate) arguments: Vec<String>,
    /// The body.
    pub(crate) body: String,
}

/// The names of a call.
#[derive(Clone, Debug)]
pub(crate) struct CallName {
    /// The media type of the body, by its index.
    pub(crate) media: Option<usize>,
    /// The method.
    pub(crate) method: String,
    /// The builder for optional parameters.
    pub(crate) builder: String,
    /// The type of a body with several parts.
    pub(crate) form: String,
    /// Whether the result is a stream.
    pub(crate) is_stream: bool,
    /// The enum of the data of events.
    pub(crate) event: String,
}

impl OperationName {
    /// The method of the best supported media type.
    pub(crate) fn method(&self) -> &str {
        self.calls.first().map_or("", |call| &call.method)
    }

    /// The names of the items for its calls.
    pub(crate) fn items(&self) -> impl Iterator<Item = &str> {
        let calls = self.calls.iter();
        let calls = calls.flat_map(|call| [&call.builder, &call.form, &call.event]);
        let items = calls.chain([&self.output, &self.errors]);
        items.map(String::as_str)
    }
}

impl OperationNames {
    /// The names of an operation of a path.
    pub(crate) fn operation(&self, id: OperationId) -> Option<&OperationName> {
        self.operations.get(id.index())?.as_ref()
    }

    /// The places of all operations, by their index: their inline types are in the module of the group.
    pub(crate) fn places(&self, api: &Api) -> Vec<OperationPlace> {
        let ids = api.operations.ids();
        ids.map(|id| OperationPlace {
            module: self.module(id),
            name: match self.operation(id) {
                Some(operation) => names::spell(operation.method(), Case::Camel),
                None => names::spell(&by_path(api, &api.operations[id], "_"), Case::Camel),
            },
        })
        .collect()
    }

    /// Names that types cannot have, by module: those of other modules and of the client.
    pub(crate) fn reserved(&self) -> BTreeMap<Vec<String>, BTreeSet<String>> {
        let fixed = names::OF_EACH_MODULE.iter().chain([&CALLS]);
        let fixed: BTreeSet<String> = fixed.map(|name| (*name).to_owned()).collect();
        let groups = self.groups.iter();
        let mut reserved: BTreeMap<Vec<String>, BTreeSet<String>> = groups
            .map(|group| (vec![group.module.clone()], fixed.clone()))
            .collect();
        let root = reserved.entry(Vec::new()).or_default();
        root.extend(fixed);
        root.insert(self.client.clone());
        root.extend(self.groups.iter().map(|group| group.module.clone()));
        root.insert(self.received.clone());
        reserved
    }

    /// The names of items for calls of operations without a group.
    pub(crate) fn of_client(&self) -> Vec<&str> {
        let free = self.all().filter(|operation| operation.group.is_none());
        free.flat_map(OperationName::items).collect()
    }

    /// The names of all operations.
    pub(crate) fn all(&self) -> impl Iterator<Item = &OperationName> {
        self.operations.iter().flatten()
    }

    /// The module of an operation.
    pub(crate) fn module(&self, id: OperationId) -> Vec<String> {
        let group = self.operation(id).and_then(|operation| operation.group);
        group
            .map(|group| self.groups[group].module.clone())
            .into_iter()
            .collect()
    }
}

/// Names all operations of paths.
pub(crate) fn name(input: Input<'_>, client: Option<&str>, naming: &mut Naming) -> OperationNames {
    let Input { api, renames, .. } = input;
    let of_paths: Vec<OperationId> = super::select::operations(api).collect();
    let mut members: BTreeMap<&str, Vec<OperationId>> = BTreeMap::new();
    let mut free = Vec::new();
    for id in &of_paths {
        match api.operations[*id].tags.first() {
            Some(tag) => members.entry(tag).or_default().push(*id),
            None => free.push(*id),
        }
    }
    let tags = api.tags.iter().map(|tag| &*tag.name);
    let tags: Vec<&str> = tags.filter(|tag| members.contains_key(tag)).collect();
    let mut all = OperationNames {
        client: client.map_or_else(|| client_name(&api.info.title), str::to_owned),
        received: String::new(),
        groups: Vec::new(),
        operations: vec![None; api.operations.len()],
    };
    // Groups and operations without a tag are methods of the client.
    let scope = Scope::Client(CLIENT.to_owned());
    let groups = tags
        .iter()
        .map(|tag| named(format!("tag {}", lock::key(tag)), tag, renames.of_tag(tag)));
    let free_calls = wanted(input, &free, "", naming);
    let of_free = free_calls.iter().map(|call| call.named.clone());
    let things: Vec<Named> = groups.chain(of_free).collect();
    let methods = naming.assign(&scope, things, OWN_METHODS);
    let (of_groups, of_free) = methods.split_at(tags.len());
    let modules =
        of_groups.iter().map(
            |method| match names::is_taken(method, 0) || *method == CALLS {
                true => format!("{method}_"),
                false => method.clone(),
            },
        );
    let modules = names::distinct_of(modules.collect(), &[]);
    for ((tag, method), module) in tags.iter().zip(of_groups).zip(modules) {
        all.groups.push(GroupName {
            tag: (*tag).to_owned(),
            module,
            method: method.clone(),
            name: names::spell(method, Case::Camel),
        });
    }
    let is_taken = |name: &str| all.groups.iter().any(|group| group.module == name);
    all.received = names::out_of_the_way("webhooks", is_taken);
    let client = all.client.clone();
    all.put(input, &free_calls, None, of_free, &client, naming);
    for (index, tag) in tags.iter().enumerate() {
        let ids = &members[tag];
        let scope = Scope::Group(lock::key(tag));
        let calls = wanted(input, ids, tag, naming);
        let things: Vec<Named> = calls.iter().map(|call| call.named.clone()).collect();
        let methods = naming.assign(&scope, things, OWN_METHODS);
        let group = all.groups[index].name.clone();
        all.put(input, &calls, Some(index), &methods, &group, naming);
    }
    all
}

/// What names are derived from.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) api: &'a Api,
    pub(crate) renames: &'a Renames,
    /// The operations with pages, whose calls have more methods.
    pub(crate) plans: &'a Plans,
}

/// The section of the client in the lock file: there is one client.
const CLIENT: &str = "client";

/// One of the calls of an operation.
pub(super) struct CallForm {
    /// The media type of the body, by its index.
    pub(super) media: Option<usize>,
    /// Whether the result is a stream.
    pub(super) is_stream: bool,
    /// The end of its key in the lock file; empty for the first call.
    pub(super) key: String,
    /// The end of the name of its method; empty for the first call.
    pub(super) suffix: String,
}

/// The calls of an operation: one for each media type of the body that is told apart, for a result that is read as a whole and for one that
/// is a stream.
pub(super) fn call_forms(api: &Api, id: OperationId) -> Vec<CallForm> {
    let operation = &api.operations[id];
    let bodies = media::bodies(api, operation);
    let first = bodies.first().map(|(index, _)| *index);
    let first = (first, String::new(), String::new());
    let others = bodies.into_iter().skip(1);
    let others = others.map(|(index, suffix)| {
        let key = format!(" as {suffix}");
        (Some(index), key, format!("_as_{suffix}"))
    });
    let methods = streams::results(api, operation).methods();
    let mut all = Vec::new();
    for (media, key, suffix) in std::iter::once(first).chain(others) {
        for (number, is_stream) in methods.iter().enumerate() {
            // The method for a stream is apart if there is another one.
            let (of_key, of_suffix) = match number {
                0 => ("", ""),
                _ => (" stream", "_stream"),
            };
            all.push(CallForm {
                media,
                is_stream: *is_stream,
                key: format!("{key}{of_key}"),
                suffix: format!("{suffix}{of_suffix}"),
            });
        }
    }
    all
}

/// A call that wants a name.
struct Wanted {
    operation: OperationId,
    media: Option<usize>,
    is_stream: bool,
    named: Named,
}

/// The calls of the operations of a tag: one for each media type of the body that is told apart, for a result that is read as
/// a whole and for one that is a stream.
fn wanted(input: Input<'_>, ids: &[OperationId], tag: &str, naming: &Naming) -> Vec<Wanted> {
    let Input { api, renames, .. } = input;
    let mut wanted = Vec::new();
    for (id, name) in ids.iter().zip(spellings(api, ids, tag)) {
        let rename = renames.of_operation(*id);
        // Methods for further media types follow a chosen name.
        let chosen = rename.and_then(|rename| naming.chosen(rename));
        let name = match chosen {
            Some(chosen) => chosen.to_owned(),
            None => naming.resolved_words(name),
        };
        let key = operation_key(api, *id);
        for form in call_forms(api, *id) {
            let named = named(
                format!("{key}{}", form.key),
                &format!("{name}{}", form.suffix),
                rename.filter(|_| form.suffix.is_empty()),
            );
            wanted.push(Wanted {
                operation: *id,
                media: form.media,
                is_stream: form.is_stream,
                named,
            });
        }
    }
    wanted
}

impl OperationNames {
    /// Adds the operations of a group, with the methods of their calls. `reserved` is the group itself.
    fn put(
        &mut self,
        input: Input<'_>,
        calls: &[Wanted],
        group: Option<usize>,
        methods: &[String],
        reserved: &str,
        naming: &mut Naming,
    ) {
        let with = |suffix: &'static str| {
            move |method: &String| {
                let name = names::spell(method, Case::Camel);
                format!("{}{suffix}", name.trim_end_matches('_'))
            }
        };
        let outputs = methods.iter().map(with("Output"));
        let forms = methods.iter().map(with("Form"));
        let errors = methods.iter().map(with("Error"));
        let events = methods.iter().map(with("Event"));
        let wanted = methods.iter().map(with("Call"));
        let wanted = wanted
            .chain(outputs)
            .chain(forms)
            .chain(errors)
            .chain(events);
        let items = names::distinct_of(wanted.collect(), &[reserved]);
        let (builders, items) = items.split_at(methods.len());
        let (outputs, items) = items.split_at(methods.len());
        let (forms, items) = items.split_at(methods.len());
        let (errors, events) = items.split_at(methods.len());
        for (at, call) in calls.iter().enumerate() {
            let name = CallName {
                media: call.media,
                method: methods[at].clone(),
                builder: builders[at].clone(),
                form: forms[at].clone(),
                is_stream: call.is_stream,
                event: events[at].clone(),
            };
            let operation = &mut self.operations[call.operation.index()];
            if let Some(operation) = operation {
                operation.calls.push(name);
                continue;
            }
            let others = accepts::accepts(input.api, &input.api.operations[call.operation]);
            let accepts = others.into_iter();
            let accepts: Vec<(String, String)> = accepts
                .map(|(media, suffix)| (format!("accept_{suffix}"), media))
                .collect();
            let (arguments, body) = arguments(input, call.operation, &accepts, naming);
            *operation = Some(OperationName {
                group,
                calls: vec![name],
                output: outputs[at].clone(),
                errors: errors[at].clone(),
                accepts,
                arguments,
                body,
            });
        }
    }
}

/// A thing whose name is spelt already, but for words that Rust reserves.
fn named(key: String, name: &str, declaration: Option<RenameId>) -> Named {
    let mut wanted = names::spell(name, Case::Snake);
    if OWN_METHODS.contains(&wanted.as_str()) {
        wanted.push_str("_operation");
    }
    Named {
        key,
        wanted,
        declaration,
    }
}

/// The key of an operation in the lock file: its id, or its address if another operation has the same id before it.
fn operation_key(api: &Api, id: OperationId) -> String {
    let own = api.operations[id].id.as_deref();
    match own.filter(|own| api.operation(own) == Some(id)) {
        Some(own) => format!("operation {}", lock::key(own)),
        None => lock::key(&super::select::address(api, id)),
    }
}

/// The name of a client by the title of the description.
fn client_name(title: &str) -> String {
    let name = names::spell(title, Case::Camel);
    let name = name.trim_end_matches("Api");
    match name.is_empty() || title.is_empty() {
        true => "ServiceClient".to_owned(),
        false => format!("{}Client", name.trim_end_matches("Client")),
    }
}

/// The wanted names of the operations of a tag, in snake case. Those that would clash without the words of the tag keep
/// them.
fn spellings(api: &Api, ids: &[OperationId], tag: &str) -> Vec<String> {
    let tag = words(tag);
    let short: Vec<String> = ids
        .iter()
        .map(|id| {
            let operation = &api.operations[*id];
            match &operation.id {
                Some(id) => {
                    let own = without_address(api, operation, id);
                    without(&words(own), &tag).join("_")
                }
                None => by_path(api, operation, "_"),
            }
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &short {
        *counts.entry(name).or_default() += 1;
    }
    let spelt = ids.iter().zip(&short).map(|(id, name)| {
        let operation = &api.operations[*id];
        match &operation.id {
            _ if counts[name.as_str()] == 1 => name.clone(),
            Some(id) => words(id).join("_"),
            // `/a-b` and `/a/b` differ when the words of a segment are written together.
            None => by_path(api, operation, ""),
        }
    });
    spelt.collect()
}

/// An id without the path and the method that FastAPI appends to the name of a function: `read_item_items__item_id__get`.
fn without_address<'a>(api: &Api, operation: &Operation, id: &'a str) -> &'a str {
    let address = &api.path_items[operation.path_item].path.text;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut suffix: String = address
        .chars()
        .map(|c| if is_word(c) { c } else { '_' })
        .collect();
    suffix.push('_');
    suffix.push_str(&operation.verb.text().to_lowercase());
    let own = id.strip_suffix(&suffix);
    own.filter(|own| own.starts_with(char::is_alphabetic))
        .unwrap_or(id)
}

pub(super) fn words(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let spelt = names::spell(text, Case::Snake);
    let words = spelt.split('_').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The words of an operation without those of its tag, which may be singular or plural. All words if none is left.
pub(super) fn without(words: &[String], tag: &[String]) -> Vec<String> {
    let same = |a: &String, b: &String| {
        let stem = |word: &str| {
            let word = word.strip_suffix('s').unwrap_or(word);
            match word.strip_suffix("ie") {
                Some(stem) => format!("{stem}y"),
                None => word.to_owned(),
            }
        };
        stem(a) == stem(b)
    };
    let is_tag = |part: &[String]| part.iter().zip(tag).all(|(a, b)| same(a, b));
    let at = match tag.is_empty() || tag.len() >= words.len() {
        true => None,
        false => words.windows(tag.len()).position(is_tag),
    };
    let Some(at) = at else {
        return words.to_vec();
    };
    let rest: Vec<String> = [&words[..at], &words[at + tag.len()..]].concat();
    let starts = rest.first().and_then(|word| word.chars().next());
    match starts.is_some_and(char::is_alphabetic) {
        true => rest,
        false => words.to_vec(),
    }
}

/// Verb and path: `get_pets_by_pet_id`. The words of one segment are joined by `between`.
fn by_path(api: &Api, operation: &Operation, between: &str) -> String {
    let path = &api.path_items[operation.path_item].path;
    let mut name = vec![names::spell(operation.verb.text(), Case::Snake)];
    for part in &path.parts {
        match part {
            Part::Text(text) => {
                let segments = text.split('/').filter(|segment| !segment.is_empty());
                name.extend(segments.map(|segment| words(segment).join(between)));
            }
            Part::Name(parameter) => name.push(format!("by_{}", words(parameter).join(between))),
        }
    }
    name.join("_")
}

/// The names of the arguments and of the body of an operation.
fn arguments(
    input: Input<'_>,
    id: OperationId,
    accepts: &[(String, String)],
    naming: &mut Naming,
) -> (Vec<String>, String) {
    let Input { api, renames, .. } = input;
    let operation = &api.operations[id];
    let parameters: Vec<&Parameter> = operation
        .parameters
        .iter()
        .map(|id| &api.parameters[*id])
        .collect();
    let spelt: Vec<String> = parameters
        .iter()
        .map(|parameter| names::spell(&parameter.name, Case::Snake))
        .collect();
    // Name and location together identify a parameter.
    let mut seen = BTreeSet::new();
    let repeated: BTreeSet<&String> = spelt.iter().filter(|name| !seen.insert(*name)).collect();
    let ids = operation.parameters.iter();
    let things = parameters.iter().zip(&spelt).zip(ids);
    let things = things.map(|((parameter, name), parameter_id)| {
        let location = location(parameter.location);
        let is_clear = parameter.location == Location::Path || !repeated.contains(name);
        Named {
            key: format!("{location} {}", lock::key(&parameter.name)),
            wanted: match is_clear {
                true => name.clone(),
                false => format!("{}_{location}", name.trim_end_matches('_')),
            },
            declaration: renames.of_parameter(id, *parameter_id),
        }
    });
    let body = Named {
        key: "body".to_owned(),
        wanted: "body".to_owned(),
        declaration: operation.body.and_then(|body| renames.of_body(body)),
    };
    let things: Vec<Named> = things.chain([body]).collect();
    let scope = Scope::ParameterFields(operation_key(api, id));
    let accepts = accepts.iter().map(|(method, _)| method.as_str());
    let mut reserved: Vec<&str> = CALL_METHODS.iter().copied().chain(accepts).collect();
    if input.plans.contains_key(&id) {
        reserved.extend(PAGE_METHODS);
    }
    let mut arguments = naming.assign(&scope, things, &reserved);
    let body = arguments.pop().unwrap_or_default();
    (arguments, body)
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::QueryString => "querystring",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_tag_are_left_out_once() {
        let short = |id: &str, tag: &str| without(&words(id), &words(tag)).join("_");
        for (id, tag, expected) in [
            ("listPets", "pets", "list"),
            ("getPetById", "pets", "get_by_id"),
            ("pets", "pets", "pets"),
            ("issues/list-for-repo", "issues", "list_for_repo"),
            ("TaskReports_list", "task reports", "list"),
            ("getTaskOfReport", "task reports", "get_task_of_report"),
            ("getCategoryOfCategories", "category", "get_of_categories"),
            ("getPetPets", "pets", "get_pets"),
            ("pet2", "pet", "pet2"),
            ("listPets", "", "list_pets"),
        ] {
            assert_eq!(short(id, tag), expected, "{id}");
        }
    }

    #[test]
    fn clients_are_called_by_the_title() {
        assert_eq!(client_name("Pet Clinic API"), "PetClinicClient");
        assert_eq!(client_name("GitHub v3 REST API"), "GitHubV3RestClient");
        assert_eq!(client_name(""), "ServiceClient");
        assert_eq!(client_name("API"), "ServiceClient");
    }
}
