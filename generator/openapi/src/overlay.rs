//! Overlays (OpenAPI Overlay Specification 1.0): changes of a description, with JSONPath (RFC 9535) for their targets.

use clientwright_diagnostics::source::{FileId, SourceMap};
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::codes;
use crate::parse::{self, Document};
use crate::tree::{Kind, NodeId, Step, TooLarge, Tree};

/// The longest JSONPath that is read, in bytes, and the most brackets in it: their parser is recursive.
const LONGEST: usize = 2_000;
const BRACKETS: usize = 100;

/// Applies the actions of an overlay to a description, in their order.
///
/// What an overlay adds keeps its place in the overlay. Every part of an overlay is intended, so an action that cannot be
/// applied is an error; one whose target matches nothing is a warning. A node that YAML aliases share is changed only
/// where the target matches it.
///
/// ```
/// use clientwright_diagnostics::Diagnostics;
/// use clientwright_diagnostics::source::SourceMap;
/// use clientwright_oas::{overlay, parse};
///
/// let mut sources = SourceMap::new();
/// let file = sources.add("pets.yaml", "openapi: 3.1.0\npaths: {/pets: {get: {tags: [a]}, post: {}}}\n");
/// let changes = sources.add("changes.yaml", "
/// overlay: 1.0.0
/// info: {title: Changes, version: 1.0.0}
/// actions:
/// - {target: '$.paths.*.get', update: {operationId: listPets, tags: [b]}}
/// - {target: '$.paths[''/pets''].post', remove: true}
/// ");
/// let mut diags = Diagnostics::new();
/// let mut document = parse(&sources, file, &mut diags).unwrap();
/// overlay(&mut document, &sources, changes, &mut diags);
/// assert!(diags.is_empty(), "{}", diags.render(&sources, false));
/// let paths = document.tree.find(document.root, "/paths").unwrap();
/// let expected = r#"{"/pets":{"get":{"tags":["a","b"],"operationId":"listPets"}}}"#;
/// assert_eq!(document.tree.value(paths).json(), expected);
/// ```
pub fn overlay(
    document: &mut Document,
    sources: &SourceMap,
    file: FileId,
    diags: &mut Diagnostics,
) {
    let tree = &mut document.tree;
    let Some(root) = parse::read(tree, sources, file, diags) else {
        return;
    };
    let version = tree.get(root, "overlay").and_then(|node| tree.scalar(node));
    if !version.is_some_and(|version| version == "1" || version.starts_with("1.")) {
        let message = "expected an overlay with `overlay: 1.0.0`";
        diags.push(Diagnostic::error(codes::OVERLAY, message).at(tree.span(root), ""));
        return;
    }
    let Some(actions) = tree.get(root, "actions") else {
        let message = "an overlay without `actions`";
        diags.push(Diagnostic::error(codes::OVERLAY, message).at(tree.span(root), ""));
        return;
    };
    let mut overlay = Overlay {
        value: value(tree, document.root),
        root: document.root,
        tree,
        diags,
    };
    for action in overlay.tree.items(actions).to_vec() {
        overlay.action(action);
    }
}

struct Overlay<'a> {
    tree: &'a mut Tree,
    root: NodeId,
    /// The description as JSONPath reads it; every change is made in both.
    value: Value,
    diags: &'a mut Diagnostics,
}

impl Overlay<'_> {
    fn action(&mut self, action: NodeId) {
        let target = self.tree.get(action, "target");
        let text = target.and_then(|target| self.tree.scalar(target));
        let (Some(target), Some(text)) = (target, text) else {
            return self.error("an action without `target`", action);
        };
        let brackets = text
            .bytes()
            .filter(|byte| matches!(byte, b'[' | b'(' | b'!'));
        if text.len() > LONGEST || brackets.count() > BRACKETS {
            return self.error("a JSONPath that is too long", target);
        }
        let path = match JsonPath::parse(text) {
            Ok(path) => path,
            Err(error) => {
                let message = format!("not a JSONPath: {}", error.message());
                return self.error(&message, target);
            }
        };
        let located = path.query_located(&self.value);
        let paths: Vec<Vec<Step>> = located
            .locations()
            .map(|path| path.iter().map(step).collect())
            .collect();
        if paths.is_empty() {
            let warning = Diagnostic::warning(codes::UNMATCHED, "the target matches nothing");
            return self.diags.push(warning.at(self.tree.span(target), ""));
        }
        let remove = self
            .tree
            .get(action, "remove")
            .and_then(|node| self.tree.scalar(node));
        if remove == Some("true") {
            return self.remove(&paths, target);
        }
        let Some(update) = self.tree.get(action, "update") else {
            return self.error("an action with neither `update` nor `remove`", action);
        };
        for path in &paths {
            if let Err(TooLarge) = self.update(path, update) {
                return self.error(
                    "the overlay makes the description too large, or nests it too deep",
                    action,
                );
            }
        }
    }

    /// Removes the matches, the last ones of each array first.
    fn remove(&mut self, paths: &[Vec<Step>], target: NodeId) {
        let mut sorted: Vec<&Vec<Step>> = paths.iter().collect();
        sorted.sort_by_key(|path| match path.last() {
            Some(Step::Index(index)) => std::cmp::Reverse(*index),
            _ => std::cmp::Reverse(0),
        });
        for path in sorted {
            let Some((last, above)) = path.split_last() else {
                return self.error("the whole description cannot be removed", target);
            };
            if let Some(node) = self.tree.own(self.root, path) {
                self.tree.remove(node);
            }
            match (last, find(&mut self.value, above)) {
                (Step::Key(key), Some(Value::Object(object))) => {
                    object.remove(key);
                }
                (Step::Index(index), Some(Value::Array(array))) if *index < array.len() => {
                    array.remove(*index);
                }
                // Something above it was removed before.
                _ => {}
            }
        }
    }

    fn update(&mut self, path: &[Step], update: NodeId) -> Result<(), TooLarge> {
        let Some(node) = self.tree.own(self.root, path) else {
            return Ok(());
        };
        let added = value(self.tree, update);
        let is_array = matches!(self.tree.kind(node), Kind::Array(_));
        match (self.tree.kind(node), self.tree.kind(update)) {
            (Kind::Array(_), _) => self.tree.append(node, update)?,
            (Kind::Object(_), Kind::Object(_)) => self.tree.merge(node, update)?,
            (Kind::Object(_), _) => {
                self.error("an update of an object that is no object itself", update);
                return Ok(());
            }
            // Scalars can be targets since 1.1.
            _ => self.tree.replace(node, update)?,
        }
        match find(&mut self.value, path) {
            Some(Value::Array(array)) if is_array => array.push(added),
            Some(target) => merge(target, added),
            None => {}
        }
        Ok(())
    }

    fn error(&mut self, message: &str, node: NodeId) {
        let error = Diagnostic::error(codes::OVERLAY, message);
        self.diags.push(error.at(self.tree.span(node), ""));
    }
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Key((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    }
}

fn find<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
}

/// The same as [`Tree::merge`].
fn merge(target: &mut Value, update: Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(&key) {
                    Some(old) => merge(old, value),
                    None => {
                        target.insert(key, value);
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => target.extend(update),
        (target, update) => *target = update,
    }
}

/// A node as JSONPath reads it. Numbers are compared as doubles.
fn value(tree: &Tree, id: NodeId) -> Value {
    match tree.kind(id) {
        Kind::Null => Value::Null,
        Kind::Boolean(value) => Value::Bool(value),
        Kind::Number(text) => {
            let number = crate::json::number(text).parse();
            number.map_or_else(|_| Value::String(text.to_owned()), Value::Number)
        }
        Kind::Text(text) => Value::String(text.to_owned()),
        Kind::Array(items) => items.iter().map(|item| value(tree, *item)).collect(),
        Kind::Object(entries) => {
            let entry =
                |entry: &crate::tree::Entry| (tree.key(entry).to_owned(), value(tree, entry.value));
            Value::Object(entries.iter().map(entry).collect())
        }
    }
}
