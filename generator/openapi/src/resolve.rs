//! Tree to [`Api`]: reads the objects of OpenAPI, and resolves references.

mod cycles;
mod fields;
mod messages;
mod operations;
mod references;
mod schemas;
mod service;
mod swagger;
#[cfg(test)]
mod tests;
pub(crate) mod uri;
mod version;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::source::{SourceMap, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics, Severity};

use crate::api::{
    Api, BodyId, CallbackId, HeaderId, ParameterId, PathItemId, ResponseId, SchemaId, SchemeId,
    Version,
};
use crate::load::Loader;
use crate::parse::Document;
use crate::tree::NodeId;
use references::References;

/// How many unknown keys are compared with known ones.
const UNKNOWN_KEYS: usize = 2_000;

/// Reads a description and resolves every reference, loading files that it refers to.
///
/// All problems are pushed into `diags`: an error where the client would be wrong, a warning where it is right all the
/// same. What cannot be resolved is raw JSON in the result, or left out, and is listed in
/// [`Api::reduced`](Api::reduced). `None` means that the document is not a description that is read here; then an error
/// has been pushed.
///
/// Time and memory are linear in the size of the files. No schema refers to itself through references alone, references
/// and `allOf`, or references and unions; through properties and items it may.
pub fn resolve(
    document: Document,
    sources: &mut SourceMap,
    loader: &mut dyn Loader,
    diags: &mut Diagnostics,
) -> Option<Api> {
    let version = version::version(&document, diags)?;
    let root = document.root;
    let name = &sources.file(document.tree.file(root)).name;
    let name = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let mut resolver = Resolver {
        api: Api {
            version,
            tree: document.tree,
            ..Api::default()
        },
        root,
        schemas_node: None,
        references: References::default(),
        later: VecDeque::new(),
        later_callbacks: VecDeque::new(),
        parameters: HashMap::new(),
        headers: HashMap::new(),
        bodies: HashMap::new(),
        responses: HashMap::new(),
        callbacks: HashMap::new(),
        shared_items: HashSet::new(),
        operations: HashSet::new(),
        schemes: HashMap::new(),
        undeclared: HashMap::new(),
        reduced_nodes: BTreeSet::new(),
        cycles: BTreeSet::new(),
        repeated: Vec::new(),
        repeated_at: HashMap::new(),
        repeats: 0,
        nearest: Nearest::default(),
        nearest_left: UNKNOWN_KEYS,
        sources,
        loader,
        diags,
    };
    let entries = 0..resolver.api.tree.entry_count();
    resolver.add_file(name, root, entries);
    resolver.description();
    resolver.break_cycles();
    resolver.limit_heights();
    resolver.report_repeated();
    Some(resolver.api)
}

/// The state of one run.
struct Resolver<'a> {
    api: Api,
    /// The root of the main file.
    root: NodeId,
    /// `schemas` of the components, or `definitions`.
    schemas_node: Option<NodeId>,
    references: References,
    /// Schemas that references refer to, and that are not read yet.
    later: VecDeque<(SchemaId, NodeId)>,
    later_callbacks: VecDeque<CallbackId>,
    // What was read, by node; of 2.0 also by the node of the media types.
    parameters: HashMap<NodeId, Option<ParameterId>>,
    headers: HashMap<NodeId, HeaderId>,
    bodies: HashMap<(NodeId, Option<NodeId>), BodyId>,
    responses: HashMap<(NodeId, Option<NodeId>), ResponseId>,
    callbacks: HashMap<NodeId, CallbackId>,
    /// The nodes of all path items; several paths may have one.
    shared_items: HashSet<NodeId>,
    /// The nodes of all operations; several path items of YAML may have one.
    operations: HashSet<NodeId>,
    /// Security schemes by key.
    schemes: HashMap<Box<str>, SchemeId>,
    /// Parameters for names in paths that no parameter declares.
    undeclared: HashMap<(PathItemId, Box<str>), ParameterId>,
    /// Nodes with a warning that is not repeated.
    reduced_nodes: BTreeSet<NodeId>,
    /// The first nodes of the cycles that were reported.
    cycles: BTreeSet<NodeId>,
    /// Problems with several places.
    repeated: Vec<Repeated>,
    /// Indices of some of them by message.
    repeated_at: HashMap<String, usize>,
    /// How many operations, parameters and media types were repeated.
    repeats: usize,
    nearest: Nearest,
    nearest_left: usize,
    sources: &'a mut SourceMap,
    loader: &'a mut dyn Loader,
    diags: &'a mut Diagnostics,
}

/// A problem that is shown once, with all its places.
struct Repeated {
    severity: Severity,
    code: &'static str,
    message: String,
    help: Option<String>,
    spans: Vec<Span>,
}

impl Resolver<'_> {
    fn description(&mut self) {
        let known = [
            "openapi",
            "swagger",
            "info",
            "servers",
            "paths",
            "webhooks",
            "components",
            "security",
            "tags",
            "externalDocs",
            "jsonSchemaDialect",
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
            "definitions",
            "parameters",
            "responses",
            "securityDefinitions",
        ];
        let is_old = self.api.version == Version::V2_0;
        let mut parts = HashMap::new();
        for at in self.api.tree.entry_range(self.root) {
            let entry = self.api.tree.entry(at);
            let key = self.api.tree.key(&entry);
            match known.into_iter().find(|known| *known == key) {
                Some(known) => {
                    parts.insert(known, entry.value);
                }
                None => self.unknown(self.root, entry, &known),
            }
        }
        let part = |key: &str| parts.get(key).copied();
        if let Some(info) = part("info") {
            self.api.info = self.info(info);
        }
        self.api.servers = match (part("servers"), is_old) {
            (_, true) => self.swagger_servers(),
            (Some(servers), _) => self.servers(servers),
            (None, _) => Vec::new(),
        };
        if self.api.servers.is_empty() {
            self.api.servers.push(Self::default_server());
        }
        match is_old {
            true => {
                let sections = [
                    ("schemas", "definitions"),
                    ("securitySchemes", "securityDefinitions"),
                    ("parameters", "parameters"),
                    ("responses", "responses"),
                ];
                let sections = sections.map(|(section, key)| (section, part(key)));
                self.sections(&sections);
            }
            false => {
                if let Some(node) =
                    part("components").filter(|node| self.object(*node, "components"))
                {
                    self.components(node);
                }
            }
        }
        self.api.external_docs = part("externalDocs").and_then(|node| self.external_docs(node));
        self.api.security = part("security").and_then(|node| self.requirements(node));
        if let Some(paths) = part("paths") {
            let paths = self.path_items(paths, true);
            self.api.paths = paths.into_iter().map(|(_, id)| id).collect();
        }
        if let Some(webhooks) = part("webhooks") {
            self.api.webhooks = self.path_items(webhooks, false);
        }
        self.read_callbacks();
        self.read_later();
        self.tags(part("tags"));
    }

    fn components(&mut self, node: NodeId) {
        let known = [
            "schemas",
            "securitySchemes",
            "parameters",
            "headers",
            "requestBodies",
            "responses",
            "callbacks",
            "pathItems",
            "examples",
            "links",
            "mediaTypes",
        ];
        let mut sections = known.map(|section| (section, None));
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let key = self.api.tree.key(&entry);
            match sections.iter_mut().find(|(section, _)| *section == key) {
                Some((_, value)) => *value = Some(entry.value),
                None => self.unknown(node, entry, &known),
            }
        }
        self.sections(&sections);
    }

    /// Reads the components of each section.
    fn sections(&mut self, sections: &[(&'static str, Option<NodeId>)]) {
        let schemas = sections.iter().find(|(section, _)| *section == "schemas");
        self.schemas_node = schemas.and_then(|(_, node)| *node);
        for &(section, node) in sections {
            let Some(node) = node.filter(|node| self.object(*node, section)) else {
                continue;
            };
            for at in self.api.tree.entry_range(node) {
                let entry = self.api.tree.entry(at);
                let key = Box::<str>::from(self.api.tree.key(&entry));
                // Only keys of schemas may start so (hardly any does).
                if key.starts_with("x-") && !self.is_object(entry.value) {
                    continue;
                }
                self.component(section, key, entry.value);
            }
        }
    }

    fn component(&mut self, section: &str, key: Box<str>, node: NodeId) {
        match section {
            "schemas" => {
                let id = self.schema(node);
                self.api.index.components.insert(key.clone(), id);
                self.api.components.schemas.push((key, id));
            }
            "securitySchemes" => {
                if let Some(id) = self.scheme(&key, node) {
                    self.schemes.insert(key.clone(), id);
                    self.api.components.schemes.push((key, id));
                }
            }
            "parameters" => {
                let place = match self.api.version {
                    Version::V2_0 => self.text_at(node, "in"),
                    _ => None,
                };
                if !matches!(place, Some("body" | "formData"))
                    && let Some(id) = self.parameter(node)
                {
                    self.api.components.parameters.push((key, id));
                }
            }
            "headers" => {
                let id = self.header(node);
                self.api.components.headers.extend(id.map(|id| (key, id)));
            }
            "requestBodies" => {
                let id = self.body(node);
                self.api.components.bodies.extend(id.map(|id| (key, id)));
            }
            "responses" => {
                let produces = self.api.tree.get(self.root, "produces");
                let produces = produces.filter(|_| self.api.version == Version::V2_0);
                let id = self.response(node, produces);
                self.api.components.responses.extend(id.map(|id| (key, id)));
            }
            "callbacks" => {
                let id = self.callback(node);
                self.api.components.callbacks.extend(id.map(|id| (key, id)));
            }
            "pathItems" => self.api.components.path_items += 1,
            "examples" => self.api.components.examples += 1,
            "links" => self.api.components.links += 1,
            _ => self.api.components.media_types += 1,
        }
    }

    fn error(&mut self, code: &'static str, message: impl Into<String>, node: NodeId) {
        let error = Diagnostic::error(code, message).at(self.span(node), "");
        self.diags.push(error);
    }

    /// The same as [`leave_out`](Self::leave_out), once for each node.
    fn leave_out_once(&mut self, code: &'static str, reason: String, node: NodeId) {
        if self.reduced_nodes.insert(node) {
            self.leave_out(code, reason, node);
        }
    }

    fn report_repeated(&mut self) {
        for problem in std::mem::take(&mut self.repeated) {
            let draft = match problem.severity {
                Severity::Error => Diagnostic::error(problem.code, problem.message),
                Severity::Warning => Diagnostic::warning(problem.code, problem.message),
            };
            let diagnostic = draft.at(problem.spans[0], "").used_at(problem.spans);
            self.diags.push(match problem.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
    }
}
