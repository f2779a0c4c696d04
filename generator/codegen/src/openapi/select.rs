//! Selection: which operations and schemas of a description are kept, and the reason for each.

mod closure;
mod pattern;

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes::{OPTION, UNUSED_PATTERN};
use clientwright_oas::Api;
use clientwright_oas::api::{
    BodyId, HeaderId, Operation, OperationId, ParameterId, ResponseId, SchemaId,
};

pub(crate) use pattern::Pattern;
use pattern::{Kind, Subject};

/// The patterns of a selection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// Patterns of what is kept. If there are none, everything is kept.
    pub(crate) include: Vec<Pattern>,
    /// Patterns of what is excluded from that.
    pub(crate) exclude: Vec<Pattern>,
}

/// Why something is kept. Each reason names what is one step closer to a pattern.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There are no include patterns, so everything is kept.
    Everything,
    /// A pattern matches it.
    Pattern(String),
    /// An operation sends or receives it.
    Operation(OperationId),
    /// A component schema contains it.
    Schema(SchemaId),
    /// It extends a component schema with a discriminator.
    Extends(SchemaId),
}

/// The outcome of selection.
///
/// ```
/// use clientwright::{Input, Options, Stage, stages};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options {
///     schema: "tests/docs/pets.yaml".into(),
///     include: vec!["Vet".to_owned()],
///     ..Options::default()
/// };
/// let made = stages(&options, Stage::Select, &mut clientwright::Diagnostics::new())?;
/// let Input::OpenApi(pets) = &made.input else { panic!("it is an OpenAPI description") };
/// // A `Selection`, with the description that it belongs to.
/// let (selection, api) = (&pets.selection, &pets.api);
/// assert!(!selection.is_empty() && selection.operations.is_empty());
/// let schemas = api.components.schemas.iter();
/// let kept: Vec<&str> = schemas.filter(|(_, id)| selection.keeps(*id)).map(|(key, _)| &**key).collect();
/// assert_eq!(kept, ["Vet"]);
/// assert_eq!(selection.dump(api), "schema          Vet  (matches `Vet`)\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Selection {
    /// The operations of paths.
    pub operations: BTreeMap<OperationId, Reason>,
    /// The operations of webhooks and callbacks, whose bodies the service sends.
    pub received: BTreeMap<OperationId, Reason>,
    /// The schemas with a component key.
    pub components: BTreeMap<SchemaId, Reason>,
    /// The component schemas that the option `exclude` names, each with the first pattern: their values are raw JSON.
    pub excluded: BTreeMap<SchemaId, String>,
    /// The operations that the option `exclude` names, each with the first pattern.
    pub excluded_operations: BTreeMap<OperationId, String>,
    /// All schemas that are needed, also those without a key, by their index.
    schemas: Vec<bool>,
    /// The parameters of the operations.
    pub(crate) parameters: BTreeSet<ParameterId>,
    /// The bodies of the operations.
    pub(crate) bodies: BTreeSet<BodyId>,
    /// The responses of the operations.
    pub(crate) responses: BTreeSet<ResponseId>,
    /// The headers of the responses and of parts of the bodies.
    pub(crate) headers: BTreeSet<HeaderId>,
}

impl Selection {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        let operations = [&self.operations, &self.received];
        operations.iter().all(|all| all.is_empty()) && self.components.is_empty()
    }

    /// Whether a schema is needed, with a component key or without.
    pub fn keeps(&self, id: SchemaId) -> bool {
        self.schemas.get(id.index()).copied().unwrap_or_default()
    }

    /// A text form for people: one line for each operation and component schema, with the reason.
    pub fn dump(&self, api: &Api) -> String {
        let keys: BTreeMap<SchemaId, &str> = keys(api);
        let mut out = String::new();
        let mut line = |what: &str, name: &str, reason: &Reason| {
            let reason = text(api, &keys, reason);
            out.push_str(&format!("{what:<16}{name}  ({reason})\n"));
        };
        let received = self.received.iter().map(|found| ("received", found));
        let called = self.operations.iter().map(|found| ("operation", found));
        for (what, (id, reason)) in called.chain(received) {
            let name = match &api.operations[*id].id {
                Some(name) => format!("{} {name}", address(api, *id)),
                None => address(api, *id),
            };
            line(what, &name, reason);
        }
        for (key, id) in &api.components.schemas {
            if let Some(reason) = self.components.get(id) {
                line("schema", key, reason);
            }
        }
        out
    }
}

/// A reason for people.
pub(crate) fn text(api: &Api, keys: &BTreeMap<SchemaId, &str>, reason: &Reason) -> String {
    match reason {
        Reason::Everything => "everything is kept".to_owned(),
        Reason::Pattern(pattern) => format!("matches `{pattern}`"),
        Reason::Operation(id) => format!("used by {}", address(api, *id)),
        Reason::Schema(id) => format!("part of {}", keys.get(id).unwrap_or(&"?")),
        Reason::Extends(id) => format!("extends {}", keys.get(id).unwrap_or(&"?")),
    }
}

/// Verb and path of an operation.
pub(crate) fn address(api: &Api, id: OperationId) -> String {
    let operation = &api.operations[id];
    format!("{} {}", operation.verb.text(), path(api, operation))
}

fn path<'a>(api: &'a Api, operation: &Operation) -> &'a str {
    &api.path_items[operation.path_item].path.text
}

/// The component keys of schemas.
pub(crate) fn keys(api: &Api) -> BTreeMap<SchemaId, &str> {
    let schemas = api.components.schemas.iter();
    schemas.map(|(key, id)| (*id, &**key)).collect()
}

/// The operations of paths, in document order.
pub(crate) fn operations(api: &Api) -> impl Iterator<Item = OperationId> {
    let items = api.paths.iter();
    items.flat_map(|id| api.path_items[*id].operations.iter().copied())
}

/// The operations of webhooks, in document order.
pub(crate) fn webhooks(api: &Api) -> impl Iterator<Item = OperationId> {
    let items = api.webhooks.iter();
    items.flat_map(|(_, id)| api.path_items[*id].operations.iter().copied())
}

/// The operations of the callbacks of an operation.
pub(crate) fn callbacks(api: &Api, id: OperationId) -> impl Iterator<Item = OperationId> {
    let callbacks = api.operations[id].callbacks.iter();
    let items = callbacks.flat_map(|(_, id)| &api.callbacks[*id].items);
    items.flat_map(|id| api.path_items[*id].operations.iter().copied())
}

/// Selects what patterns match and what that needs.
///
/// A pattern that matches nothing is an error, with the nearest name as help.
pub(crate) fn select(api: &Api, request: &Request, diags: &mut Diagnostics) -> Selection {
    let matcher = Matcher {
        api,
        nearest: Nearest::default(),
    };
    let include = matcher.matches("include", &request.include, diags);
    let exclude = matcher.matches("exclude", &request.exclude, diags);
    let mut selection = Selection {
        excluded: exclude.schemas,
        excluded_operations: exclude.operations,
        ..Selection::default()
    };
    let (operations, schemas) = match request.include.is_empty() {
        true => (
            operations(api)
                .chain(webhooks(api))
                .map(|id| (id, Reason::Everything))
                .collect(),
            keys(api)
                .into_keys()
                .map(|id| (id, Reason::Everything))
                .collect(),
        ),
        false => (because_of(include.operations), because_of(include.schemas)),
    };
    let operations = operations.into_iter();
    let kept = operations.filter(|(id, _)| !selection.excluded_operations.contains_key(id));
    (selection.operations, selection.received) =
        kept.partition(|(id, _)| api.path_items[api.operations[*id].path_item].is_path);
    for id in selection.operations.keys() {
        for callback in callbacks(api, *id) {
            let received = selection.received.entry(callback);
            received.or_insert(Reason::Operation(*id));
        }
    }
    closure::close(api, &mut selection, schemas);
    selection
}

/// The operations of paths that a pattern matches: by path, by id or by tag. `Err`: there are none, with a way out.
pub(crate) fn matching(api: &Api, pattern: &Pattern) -> Result<Vec<OperationId>, Option<String>> {
    let matcher = Matcher {
        api,
        nearest: Nearest::default(),
    };
    let kinds = pattern.kinds().iter().filter(|kind| **kind != Kind::Schema);
    let found = kinds.flat_map(|kind| matcher.of_kind(pattern, *kind).0);
    let is_called = |id: &OperationId| api.path_items[api.operations[*id].path_item].is_path;
    let found: BTreeSet<OperationId> = found.filter(is_called).collect();
    match found.is_empty() {
        true => Err(matcher.suggestion(pattern)),
        false => Ok(found.into_iter().collect()),
    }
}

/// The operations of paths that the pattern of an option matches. A pattern that matches none is an error.
pub(crate) fn of_pattern(
    api: &Api,
    option: &str,
    pattern: &Pattern,
    diags: &mut Diagnostics,
) -> Vec<OperationId> {
    matching(api, pattern).unwrap_or_else(|help| {
        let message = format!("{option} pattern `{pattern}` matches nothing");
        let problem = problem(UNUSED_PATTERN, message, option, pattern, "matches nothing");
        diags.push(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
        Vec::new()
    })
}

/// What patterns match, each with the first pattern.
#[derive(Default)]
struct Matches {
    operations: BTreeMap<OperationId, String>,
    schemas: BTreeMap<SchemaId, String>,
}

/// The patterns as reasons.
fn because_of<K: Ord>(patterns: BTreeMap<K, String>) -> BTreeMap<K, Reason> {
    let patterns = patterns.into_iter();
    patterns
        .map(|(id, pattern)| (id, Reason::Pattern(pattern)))
        .collect()
}

struct Matcher<'a> {
    api: &'a Api,
    nearest: Nearest,
}

impl Matcher<'_> {
    fn matches(&self, option: &str, patterns: &[Pattern], diags: &mut Diagnostics) -> Matches {
        let mut all = Matches::default();
        for pattern in patterns {
            let (operations, schemas) = match self.kinds(pattern)[..] {
                [kind] => self.of_kind(pattern, kind),
                [] => {
                    diags.push(self.unused(option, pattern));
                    continue;
                }
                ref several => {
                    diags.push(ambiguous(option, pattern, several));
                    continue;
                }
            };
            let text = || pattern.to_string();
            for id in operations {
                all.operations.entry(id).or_insert_with(text);
            }
            for id in schemas {
                all.schemas.entry(id).or_insert_with(text);
            }
        }
        all
    }

    /// The kinds of names of which the pattern matches one.
    fn kinds(&self, pattern: &Pattern) -> Vec<Kind> {
        let kinds = pattern.kinds().iter().copied();
        let is_matched = |kind: &Kind| {
            let (operations, schemas) = self.of_kind(pattern, *kind);
            !operations.is_empty() || !schemas.is_empty()
        };
        kinds.filter(is_matched).collect()
    }

    fn of_kind(&self, pattern: &Pattern, kind: Kind) -> (Vec<OperationId>, Vec<SchemaId>) {
        if kind == Kind::Schema {
            let schemas = self.api.components.schemas.iter();
            let matching = schemas.filter(|(key, _)| pattern.matches(Subject::Name(key)));
            return (Vec::new(), matching.map(|(_, id)| *id).collect());
        }
        // Webhooks have no path.
        let webhooks = webhooks(self.api).filter(|_| kind != Kind::Path);
        let matching = operations(self.api).chain(webhooks).filter(|id| {
            let operation = &self.api.operations[*id];
            match kind {
                Kind::Path => {
                    let (verb, path) = (operation.verb.text(), path(self.api, operation));
                    pattern.matches(Subject::Path { verb, path })
                }
                Kind::Tag => {
                    let mut tags = operation.tags.iter();
                    tags.any(|tag| pattern.matches(Subject::Name(tag)))
                }
                Kind::Operation | Kind::Schema => {
                    let name = operation.id.as_deref();
                    name.is_some_and(|name| pattern.matches(Subject::Name(name)))
                }
            }
        });
        (matching.collect(), Vec::new())
    }

    fn unused(&self, option: &str, pattern: &Pattern) -> Diagnostic {
        let message = format!("{option} pattern `{pattern}` matches nothing");
        let problem = problem(UNUSED_PATTERN, message, option, pattern, "matches nothing");
        match self.suggestion(pattern) {
            Some(help) => problem.help(help),
            None => problem,
        }
    }

    fn suggestion(&self, pattern: &Pattern) -> Option<String> {
        let api = self.api;
        for kind in pattern.kinds() {
            let names: BTreeSet<&str> = match kind {
                Kind::Path => operations(api)
                    .map(|id| path(api, &api.operations[id]))
                    .collect(),
                Kind::Operation => operations(api)
                    .chain(webhooks(api))
                    .filter_map(|id| api.operations[id].id.as_deref())
                    .collect(),
                Kind::Tag => api.tags.iter().map(|tag| &*tag.name).collect(),
                Kind::Schema => api
                    .components
                    .schemas
                    .iter()
                    .map(|(key, _)| &**key)
                    .collect(),
            };
            if let Some(near) = self.nearest.name(pattern.name(), names) {
                let what = kind.article();
                return Some(format!("{what} with a similar name exists: `{near}`"));
            }
        }
        None
    }
}

fn ambiguous(option: &str, pattern: &Pattern, kinds: &[Kind]) -> Diagnostic {
    let articles: Vec<&str> = kinds.iter().map(|kind| kind.article()).collect();
    let message = format!("`{pattern}` is the name of {}", articles.join(" and of "));
    let prefixed: Vec<String> = kinds
        .iter()
        .map(|kind| format!("`{}{pattern}`", kind.prefix()))
        .collect();
    problem(OPTION, message, option, pattern, "").help(format!(
        "name the one that is meant: {}",
        prefixed.join(", ")
    ))
}

fn problem(
    code: &'static str,
    message: String,
    option: &str,
    pattern: &Pattern,
    label: &str,
) -> Diagnostic {
    let span: Option<Span> = pattern.span();
    match span {
        Some(span) => Diagnostic::error(code, message).at(span, label),
        None => Diagnostic::error_in(code, message, format!("--{option} {pattern}")),
    }
}
