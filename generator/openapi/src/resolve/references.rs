//! References: from a text to a node, in this file or another one.

use std::collections::{HashMap, HashSet};

use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Severity};

use super::{Repeated, Resolver, uri};
use crate::api::Version;
use crate::codes;
use crate::parse;
use crate::tree::{Kind, NodeId, unescape};

/// Objects with more keys than this have a table of their keys.
const WIDE: usize = 32;

/// What references refer to.
#[derive(Debug, Default)]
pub(super) struct References {
    /// The paths of files by their root, relative to the folder of the main document.
    files: HashMap<NodeId, String>,
    /// Roots by path; the reason for a file that cannot be read.
    paths: HashMap<String, Result<NodeId, String>>,
    /// Base addresses of the objects that have a `$id`, or a `$self`.
    bases: HashMap<NodeId, String>,
    /// The same objects by address.
    ids: HashMap<String, NodeId>,
    /// `$anchor` and `$dynamicAnchor` by resource and name.
    anchors: HashMap<(NodeId, Box<str>), NodeId>,
    /// How many objects have a `$dynamicAnchor` of a name.
    pub(super) dynamic: HashMap<Box<str>, usize>,
    /// The result of each reference by its resource and text.
    known: HashMap<NodeId, HashMap<Box<str>, Result<NodeId, usize>>>,
    /// The objects that chains of references end at, by the section of components.
    ends: HashMap<(NodeId, &'static str), NodeId>,
    /// Tables of keys of objects with many.
    wide: HashMap<NodeId, HashMap<Box<str>, NodeId>>,
}

/// Why a reference has no target: a text, and a help text.
type Lost = (String, Option<String>);

impl Resolver<'_> {
    /// Registers a file that was read, with the identifiers in it.
    pub(super) fn add_file(&mut self, path: String, root: NodeId, entries: std::ops::Range<u32>) {
        self.references.paths.insert(path.clone(), Ok(root));
        if root != self.root {
            self.api.files.insert(root, path.as_str().into());
        }
        self.references.files.insert(root, path);
        if self.api.version < Version::V3_1 {
            return;
        }
        let mut found = Vec::new();
        for at in entries {
            let entry = self.api.tree.entry(at);
            let key = self.api.tree.key(&entry);
            let is_name = key.starts_with('$')
                && matches!(key, "$id" | "$self" | "$anchor" | "$dynamicAnchor");
            if let (true, Kind::Text(text)) = (is_name, self.api.tree.kind(entry.value)) {
                let object = self.api.tree.parent(entry.value).unwrap_or(root);
                let is_anchor = key.ends_with("nchor");
                let is_dynamic = key == "$dynamicAnchor";
                found.push((is_anchor, object, is_dynamic, Box::<str>::from(text)));
            }
        }
        // Resources before anchors, outer ones before inner ones.
        found.sort();
        for (is_anchor, object, is_dynamic, text) in found {
            if self.is_data(object) {
                continue;
            }
            let resource = self.resource(object);
            if !is_anchor {
                let base = self.references.bases.get(&resource);
                let base = base.map_or("", String::as_str);
                let address = uri::join(base, text.split('#').next().unwrap_or_default());
                self.references.ids.insert(address.clone(), object);
                self.references.bases.insert(object, address);
            } else {
                *self.references.dynamic.entry(text.clone()).or_default() +=
                    usize::from(is_dynamic);
                self.references.anchors.insert((resource, text), object);
            }
        }
    }

    /// Whether a node is inside of an example or another value of the user's data.
    fn is_data(&self, node: NodeId) -> bool {
        let steps = self.api.tree.steps(node);
        steps.iter().enumerate().any(|(at, step)| {
            let is_name = at > 0 && steps[at - 1] == "properties";
            let is_value = matches!(&**step, "example" | "default" | "enum" | "const" | "value");
            !is_name && (is_value || step.starts_with("x-"))
        })
    }

    /// The object that relative references in a node are relative to: the nearest one with a `$id`, or the root.
    fn resource(&self, node: NodeId) -> NodeId {
        let root = self.root_of(node);
        if self.references.bases.is_empty() {
            return root;
        }
        let mut at = Some(node);
        while let Some(node) = at {
            if self.references.bases.contains_key(&node) {
                return node;
            }
            at = self.api.tree.parent(node);
        }
        root
    }

    /// The root above a node. What an overlay adds has a place in another file, and belongs to the description.
    fn root_of(&self, node: NodeId) -> NodeId {
        let parents = std::iter::successors(Some(node), |node| self.api.tree.parent(*node));
        parents.last().unwrap_or(node)
    }

    /// The object that a node is, or that it refers to by `$ref`, through chains of references. `section` is the key of
    /// [`Components`](crate::api::Components) whose objects are meant. `None` has a diagnostic: of the given severity if
    /// a reference has no target, an error if the references form a cycle.
    pub(super) fn follow(
        &mut self,
        node: NodeId,
        section: &'static str,
        severity: Severity,
    ) -> Option<NodeId> {
        let mut at = node;
        let mut trail = vec![node];
        let mut seen = HashSet::from([node]);
        while let Some(reference) = self.reference(at) {
            // Chains of several components are followed once.
            if let Some(known) = self.references.ends.get(&(at, section)) {
                at = *known;
                break;
            }
            let target = self.locate(at, reference, section, severity)?;
            if !seen.insert(target) {
                let start = trail.iter().position(|node| *node == target);
                self.report_cycle(&trail[start.unwrap_or(0)..]);
                return None;
            }
            trail.push(target);
            at = target;
        }
        trail.retain(|node| *node != at);
        let ends = trail.into_iter().map(|node| ((node, section), at));
        self.references.ends.extend(ends);
        match self.is_object(at) {
            true => Some(at),
            false => {
                let kind = self.api.tree.kind(at).article();
                let message = format!("expected an object of `{section}`, found {kind}");
                let problem = match severity {
                    Severity::Error => Diagnostic::error(codes::BAD_VALUE, message),
                    Severity::Warning => Diagnostic::warning(codes::BAD_VALUE, message),
                };
                self.diags.push(problem.at(self.span(at), ""));
                None
            }
        }
    }

    /// The value of `$ref`, if the node is a reference.
    pub(super) fn reference(&self, node: NodeId) -> Option<NodeId> {
        let reference = self.api.tree.get(node, "$ref")?;
        let is_text = matches!(self.api.tree.kind(reference), Kind::Text(_));
        Some(reference).filter(|_| is_text)
    }

    /// An error for references that form a cycle, once for each cycle.
    pub(super) fn report_cycle(&mut self, cycle: &[NodeId]) {
        let first = cycle.iter().min().copied().unwrap_or(self.root);
        if !self.cycles.insert(first) {
            return;
        }
        let start = cycle.iter().position(|node| *node == first).unwrap_or(0);
        let around = cycle[start..].iter().chain(&cycle[..start]).chain([&first]);
        let names = around.map(|node| {
            let steps = self.api.tree.steps(*node);
            match steps.as_slice() {
                [.., section, last] if section == "schemas" || last.parse::<u32>().is_err() => {
                    last.clone()
                }
                _ => self.api.tree.pointer(*node),
            }
        });
        let way = names.collect::<Vec<_>>().join(" -> ");
        let error = Diagnostic::error(codes::CYCLE, format!("references without end: {way}"));
        self.diags.push(
            error
                .at(self.span(first), "")
                .help("replace one of the references by what is meant"),
        );
    }

    /// The node that a reference refers to. `None` has a diagnostic.
    pub(super) fn locate(
        &mut self,
        from: NodeId,
        reference: NodeId,
        section: &'static str,
        severity: Severity,
    ) -> Option<NodeId> {
        let text: Box<str> = self.api.tree.scalar(reference)?.into();
        let resource = self.resource(from);
        let span = self.span(reference);
        if let Some(other) = other_section(&text, section) {
            let message =
                format!("`{text}` is one of `{other}`, where one of `{section}` is expected");
            // A parameter has all that a header has.
            if (other, section) != ("parameters", "headers") {
                let problem = match severity {
                    Severity::Error => Diagnostic::error(codes::WRONG_KIND, message),
                    Severity::Warning => Diagnostic::warning(codes::WRONG_KIND, message),
                };
                self.diags.push(problem.at(span, ""));
                return None;
            }
        }
        let known = self.references.known.get(&resource);
        if let Some(result) = known.and_then(|known| known.get(&*text)) {
            return result
                .map_err(|problem| self.lost_again(problem, severity, span))
                .ok();
        }
        let result = self.find(resource, &text).map_err(|(reason, help)| {
            self.repeated.push(Repeated {
                severity,
                code: codes::DANGLING,
                message: format!("`{text}` refers to nothing: {reason}"),
                help,
                spans: vec![span],
            });
            self.repeated.len() - 1
        });
        let known = self.references.known.entry(resource).or_default();
        known.insert(text, result);
        result.ok()
    }

    fn lost_again(&mut self, problem: usize, severity: Severity, span: Span) {
        if let Some(problem) = self.repeated.get_mut(problem) {
            problem.severity = problem.severity.min(severity);
            problem.spans.push(span);
        }
    }

    fn find(&mut self, resource: NodeId, text: &str) -> Result<NodeId, Lost> {
        let (address, fragment) = uri::split(text);
        let home = match address {
            "" => resource,
            _ => self.find_resource(resource, address)?,
        };
        if fragment.is_empty() {
            return Ok(home);
        }
        if !fragment.starts_with('/') {
            let key = (home, Box::from(&*fragment));
            let anchor = self.references.anchors.get(&key).copied();
            return anchor.ok_or_else(|| self.no_anchor(&fragment));
        }
        let root = self.root_of(home);
        let lost = match self.walk(home, &fragment) {
            Ok(node) => return Ok(node),
            Err(lost) => lost,
        };
        // Pointers are often meant from the root of the file, in spite of a `$id`; and keys may have escapes in them.
        if let Ok(node) = self.walk(root, &fragment) {
            return Ok(node);
        }
        let raw = text.split_once('#').map_or("", |(_, raw)| raw);
        self.walk(root, raw).map_err(|_| lost)
    }

    fn no_anchor(&self, fragment: &str) -> Lost {
        let is_component = self
            .api
            .tree
            .get(self.root, "components")
            .is_some_and(|node| {
                let schemas = self.api.tree.get(node, "schemas");
                schemas.is_some_and(|schemas| self.api.tree.get(schemas, fragment).is_some())
            });
        let help = is_component.then(|| format!("refer to `#/components/schemas/{fragment}`"));
        ("there is no such anchor".to_owned(), help)
    }

    /// The root of an embedded resource or of another file.
    fn find_resource(&mut self, resource: NodeId, address: &str) -> Result<NodeId, Lost> {
        if let Some(base) = self.references.bases.get(&resource) {
            let joined = uri::join(base, address);
            if let Some(node) = self.references.ids.get(&joined) {
                return Ok(*node);
            }
        }
        if let Some(node) = self.references.ids.get(address) {
            return Ok(*node);
        }
        if uri::is_absolute(address) || address.starts_with("//") {
            let help = "save the file next to the description and refer to it by a relative path";
            return Err((
                "nothing is read from the network".to_owned(),
                Some(help.to_owned()),
            ));
        }
        let here = self.references.files.get(&self.root_of(resource));
        let here = here.map_or("", String::as_str);
        let folder = here.rfind('/').map_or("", |at| &here[..=at]);
        let path = format!("{folder}{}", uri::decode(address).replace('\\', "/"));
        let is_inside = !address.starts_with(['/', '\\']) && !path.contains(':');
        let Some(path) = uri::normalized(&path).filter(|_| is_inside) else {
            let reason = "it is outside of the folder of the description";
            return Err((reason.to_owned(), None));
        };
        if let Some(known) = self.references.paths.get(&path) {
            return known.clone().map_err(|reason| (reason, None));
        }
        let root = self.load(&path);
        self.references.paths.insert(path, root.clone());
        root.map_err(|reason| (reason, None))
    }

    fn load(&mut self, path: &str) -> Result<NodeId, String> {
        let loaded = self.loader.load(path)?;
        let file = self.sources.add(loaded.name, loaded.text);
        let before = self.api.tree.entry_count();
        let root = parse::read(&mut self.api.tree, self.sources, file, self.diags)
            .ok_or_else(|| "the file is malformed".to_owned())?;
        let entries = before..self.api.tree.entry_count();
        self.add_file(path.to_owned(), root, entries);
        Ok(root)
    }

    /// The node at a JSON pointer.
    pub(super) fn walk(&mut self, from: NodeId, pointer: &str) -> Result<NodeId, Lost> {
        let mut at = from;
        for step in pointer.split('/').skip(1) {
            let step = unescape(step);
            at = match self.child(at, &step) {
                Some(child) => child,
                None => {
                    let place = self.api.tree.pointer(at);
                    let names = self.api.tree.entries(at).iter();
                    let names = names.map(|entry| self.api.tree.key(entry));
                    let near = self.nearest.name(&step, names);
                    let help = near.map(|near| format!("a similar name exists: `{near}`"));
                    return Err((format!("there is no `{step}` in `#{place}`"), help));
                }
            };
        }
        Ok(at)
    }

    /// The same as [`walk`](Self::walk) for a single step, without looking for similar names.
    pub(super) fn child(&mut self, at: NodeId, step: &str) -> Option<NodeId> {
        let entries = self.api.tree.entries(at);
        if entries.len() <= WIDE {
            return self.api.tree.step(at, step);
        }
        let tree = &self.api.tree;
        let table = self.references.wide.entry(at).or_insert_with(|| {
            let entries = entries.iter();
            entries
                .map(|entry| (tree.key(entry).into(), entry.value))
                .collect()
        });
        table.get(step).copied()
    }
}

/// The section of components that a reference names, if it is another than the expected one.
fn other_section<'t>(text: &'t str, section: &str) -> Option<&'t str> {
    let fragment = text.split_once('#')?.1;
    let mut steps = fragment.strip_prefix("/components/")?.split('/');
    let named = steps.next()?;
    let is_component = steps.next().is_some() && steps.next().is_none();
    let sections = [
        "schemas",
        "parameters",
        "headers",
        "requestBodies",
        "responses",
        "links",
        "examples",
        "callbacks",
        "pathItems",
        "securitySchemes",
        "mediaTypes",
    ];
    let is_other = is_component && named != section && sections.contains(&named);
    Some(named).filter(|_| is_other)
}
