//! Values of objects: by the kind that OpenAPI requires, with a warning for another kind.

use clientwright_diagnostics::nearest::distance;
use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Severity};

use super::Resolver;
use crate::api::{Example, Reduced};
use crate::codes;
use crate::tree::{Entry, Kind, NodeId};

impl Resolver<'_> {
    pub(super) fn span(&self, node: NodeId) -> Span {
        self.api.tree.span(node)
    }

    /// The text of an entry with a key, such as `$ref`.
    pub(super) fn text_at(&self, node: NodeId, key: &str) -> Option<&str> {
        match self.api.tree.kind(self.api.tree.get(node, key)?) {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_object(&self, node: NodeId) -> bool {
        matches!(self.api.tree.kind(node), Kind::Object(_))
    }

    /// Whether a node is an object; else there is a warning that the value of a key is not read.
    pub(super) fn object(&mut self, node: NodeId, key: &str) -> bool {
        match self.api.tree.kind(node) {
            Kind::Object(_) => true,
            // An empty value in YAML.
            Kind::Null => false,
            kind => {
                let message = format!("`{key}` is {}, and not an object", kind.article());
                self.warn(codes::BAD_VALUE, message, node);
                false
            }
        }
    }

    /// Whether a node is an array; else there is a warning that the value of a key is not read.
    pub(super) fn array(&mut self, node: NodeId, key: &str) -> bool {
        match self.api.tree.kind(node) {
            Kind::Array(_) => true,
            Kind::Null => false,
            kind => {
                let message = format!("`{key}` is {}, and not a list", kind.article());
                self.warn(codes::BAD_VALUE, message, node);
                false
            }
        }
    }

    /// The indices of the entries of an object, as [`object`](Self::object) checks it.
    pub(super) fn object_entries(&mut self, node: NodeId, key: &str) -> std::ops::Range<u32> {
        match self.object(node, key) {
            true => self.api.tree.entry_range(node),
            false => 0..0,
        }
    }

    /// The indices of the items of an array, as [`array`](Self::array) checks it.
    pub(super) fn array_items(&mut self, node: NodeId, key: &str) -> std::ops::Range<u32> {
        match self.array(node, key) {
            true => self.api.tree.item_range(node),
            false => 0..0,
        }
    }

    /// A text. Numbers and booleans count as their source text: YAML has no quotes around most texts.
    pub(super) fn text(&mut self, node: NodeId, key: &str) -> Option<Box<str>> {
        match self.api.tree.kind(node) {
            Kind::Text(text) | Kind::Number(text) => Some(text.into()),
            Kind::Boolean(_) => self.api.tree.scalar(node).map(Box::from),
            Kind::Null => None,
            kind => {
                let message = format!("`{key}` is {}, and not a text", kind.article());
                self.warn(codes::BAD_VALUE, message, node);
                None
            }
        }
    }

    pub(super) fn texts(&mut self, node: NodeId, key: &str) -> Vec<Box<str>> {
        self.array_items(node, key)
            .filter_map(|at| self.text(self.api.tree.item(at), key))
            .collect()
    }

    pub(super) fn flag(&mut self, node: NodeId, key: &str) -> bool {
        match self.api.tree.kind(node) {
            Kind::Boolean(value) => value,
            Kind::Null => false,
            Kind::Text(text) if matches!(text, "true" | "false") => text == "true",
            kind => {
                let message = format!("`{key}` is {}, and not a boolean", kind.article());
                self.warn(codes::BAD_VALUE, message, node);
                false
            }
        }
    }

    /// `example`, or the entries of `examples`: Example Objects by name, or in schemas a list of values.
    pub(super) fn examples(&mut self, node: NodeId, examples: &mut Vec<Example>) {
        match self.api.tree.kind(node) {
            Kind::Array(items) => examples.extend(items.iter().map(|value| Example {
                name: "".into(),
                value: *value,
            })),
            Kind::Object(_) => {
                for at in self.api.tree.entry_range(node) {
                    let entry = self.api.tree.entry(at);
                    let Some(object) = self.follow(entry.value, "examples", Severity::Warning)
                    else {
                        continue;
                    };
                    let value = ["value", "dataValue"].into_iter();
                    let value = value
                        .filter_map(|key| self.api.tree.get(object, key))
                        .next();
                    examples.extend(value.map(|value| Example {
                        name: self.api.tree.key(&entry).into(),
                        value,
                    }));
                }
            }
            _ => {}
        }
    }

    /// Reports a key that OpenAPI does not define, if it looks like a misspelt one.
    pub(super) fn unknown(&mut self, object: NodeId, entry: Entry, known: &[&'static str]) {
        let key = self.api.tree.key(&entry);
        if key.len() < 4 || key.starts_with("x-") || key.starts_with('$') || self.nearest_left == 0
        {
            return;
        }
        self.nearest_left -= 1;
        let near = known.iter().filter(|name| name.len() > 3);
        let near = near.filter_map(|name| Some((distance(key, name).filter(|d| *d <= 2)?, name)));
        let Some((_, name)) = near.min() else { return };
        if self.api.tree.get(object, name).is_none() {
            let message = format!("unknown key `{key}`, which has no effect");
            let warning = Diagnostic::warning(codes::UNKNOWN_KEY, message).at(entry.span, "");
            self.diags
                .push(warning.help(format!("a key with a similar name exists: `{name}`")));
        }
    }

    pub(super) fn warn(&mut self, code: &'static str, message: impl Into<String>, node: NodeId) {
        let warning = Diagnostic::warning(code, message).at(self.span(node), "");
        self.diags.push(warning);
    }

    /// A warning about a part of the description that is left out.
    pub(super) fn leave_out(&mut self, code: &'static str, reason: String, node: NodeId) {
        self.warn(code, reason.clone(), node);
        self.api.reduced.push(Reduced {
            node,
            is_left_out: true,
            reason,
        });
    }

    /// A warning about a part of the description that becomes raw JSON, or that lacks something.
    pub(super) fn reduce(&mut self, code: &'static str, reason: impl Into<String>, node: NodeId) {
        let reason = reason.into();
        self.warn(code, reason.clone(), node);
        self.api.reduced.push(Reduced {
            node,
            is_left_out: false,
            reason,
        });
    }

    /// A warning that is shown once with all its places.
    pub(super) fn warn_once(&mut self, code: &'static str, message: &str, help: &str, span: Span) {
        if let Some(at) = self.repeated_at.get(message) {
            self.repeated[*at].spans.push(span);
            return;
        }
        self.repeated_at
            .insert(message.to_owned(), self.repeated.len());
        self.repeated.push(super::Repeated {
            severity: Severity::Warning,
            code,
            message: message.to_owned(),
            help: Some(help.to_owned()),
            spans: vec![span],
        });
    }
}
