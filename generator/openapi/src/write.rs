//! A part of a description as a description.

use std::collections::BTreeSet;

use crate::api::{Api, OperationId, SchemaId};
use crate::json;
use crate::tree::{Entry, Kind, NodeId, Tree};

/// What [`write()`] keeps.
pub struct Filter<'a> {
    /// Whether an operation is kept.
    pub operation: &'a dyn Fn(OperationId) -> bool,
    /// Whether a schema with a component key is kept.
    pub schema: &'a dyn Fn(SchemaId) -> bool,
    /// Whether texts for people and examples are kept.
    pub descriptions: bool,
}

impl std::fmt::Debug for Filter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut fields = f.debug_struct("Filter");
        fields
            .field("descriptions", &self.descriptions)
            .finish_non_exhaustive()
    }
}

/// Writes the main document with a part of its operations and components, as JSON.
///
/// Everything that a kept part refers to is kept too; an operation that a reference points into is kept as a whole.
/// Security schemes are all kept, tags only if a kept operation has them. References to other files stay as they are.
/// Without [`Filter::descriptions`], texts for people, examples, and extensions that do not change a client are left
/// out. Values keep their source text, so that reading the result gives the same schemas and operations.
pub fn write(api: &Api, filter: &Filter<'_>) -> String {
    let Some(root) = api.tree.first() else {
        return String::new();
    };
    let mut writer = Writer {
        api,
        tree: &api.tree,
        root,
        filter,
        kept: BTreeSet::new(),
        schemes: api.schemes.iter().map(|(_, scheme)| scheme.node).collect(),
        tags: BTreeSet::new(),
        out: String::new(),
    };
    writer.collect();
    writer.node(root, Context::Root, 0);
    writer.out.push('\n');
    writer.out
}

/// What the keys of an object are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    /// Parts of a description.
    Root,
    /// Sections of components.
    Components,
    /// Names of components; only kept ones are written.
    Section { responses: bool },
    /// Paths, or names of webhooks.
    Paths,
    /// Verbs and other keys.
    PathItem,
    /// Keywords.
    Object,
    /// Keywords of a response, whose description is required.
    Response,
    /// Names of objects.
    Map { responses: bool },
    /// The user's data.
    Data,
}

impl Context {
    /// The context of the value of a key.
    fn below(self, key: &str) -> Self {
        let names = Context::Map { responses: false };
        match (self, key) {
            (Context::Root, "paths" | "webhooks") => Context::Paths,
            (Context::Root, "components") => Context::Components,
            (Context::Root, "definitions" | "parameters" | "securityDefinitions") => {
                Context::Section { responses: false }
            }
            (Context::Root, "responses") => Context::Section { responses: true },
            (Context::Components, key) => Context::Section {
                responses: key == "responses",
            },
            (Context::Section { responses: true } | Context::Map { responses: true }, _) => {
                Context::Response
            }
            (Context::Section { .. } | Context::Map { .. }, _) => Context::Object,
            (Context::Paths, _) => Context::PathItem,
            (Context::Data, _) => Context::Data,
            (_, "example" | "examples" | "default" | "enum" | "const" | "scopes" | "mapping") => {
                Context::Data
            }
            (_, key) if key.starts_with("x-") => Context::Data,
            (_, "responses") => Context::Map { responses: true },
            (
                _,
                "properties"
                | "patternProperties"
                | "$defs"
                | "definitions"
                | "dependentSchemas"
                | "headers"
                | "links"
                | "callbacks"
                | "content"
                | "encoding"
                | "variables"
                | "additionalOperations",
            ) => names,
            _ => Context::Object,
        }
    }
}

struct Writer<'a> {
    api: &'a Api,
    tree: &'a Tree,
    root: NodeId,
    filter: &'a Filter<'a>,
    /// The nodes of kept operations and components.
    kept: BTreeSet<NodeId>,
    /// The nodes of all security schemes.
    schemes: BTreeSet<NodeId>,
    /// The tags of kept operations.
    tags: BTreeSet<&'a str>,
    out: String,
}

impl<'a> Writer<'a> {
    /// Finds what is kept, and everything that this refers to.
    fn collect(&mut self) {
        let mut open: Vec<(NodeId, Context)> = Vec::new();
        for (id, operation) in self.api.operations.iter() {
            if (self.filter.operation)(id) {
                self.keep(operation.node, &mut open);
                // Operations of path items that are components are kept with their path item.
                if let Some(owner) = self.owner(operation.node) {
                    self.keep(owner, &mut open);
                }
                let item = self.api.path_items[operation.path_item].node;
                let parameters = self.tree.get(item, "parameters");
                open.extend(parameters.map(|node| (node, Context::Object)));
            }
        }
        for (_, id) in &self.api.components.schemas {
            if (self.filter.schema)(*id) {
                self.keep(self.api.schemas[*id].node, &mut open);
            }
        }
        let mut seen = BTreeSet::new();
        while let Some((node, context)) = open.pop() {
            if context == Context::Data || !seen.insert(node) {
                continue;
            }
            open.extend(self.tree.items(node).iter().map(|item| (*item, context)));
            let is_map = matches!(context, Context::Map { .. });
            for entry in self.tree.entries(node) {
                let key = self.tree.key(entry);
                if key == "$ref" && !is_map {
                    self.refer(node, entry.value, &mut open);
                } else if key == "discriminator" && !is_map {
                    let mapping = self.tree.get(entry.value, "mapping");
                    let mapping = mapping.map_or(&[][..], |mapping| self.tree.entries(mapping));
                    for entry in mapping {
                        self.map(entry, &mut open);
                    }
                }
                open.push((entry.value, context.below(key)));
            }
        }
    }

    /// Keeps an operation or a component.
    fn keep(&mut self, node: NodeId, open: &mut Vec<(NodeId, Context)>) {
        if self.kept.insert(node) {
            open.push((node, Context::Object));
            let tags = self.tree.get(node, "tags");
            let tags = tags.map_or(&[][..], |tags| self.tree.items(tags));
            self.tags
                .extend(tags.iter().filter_map(|tag| self.tree.scalar(*tag)));
        }
    }

    /// Keeps what a reference in the main document refers to.
    fn refer(&mut self, from: NodeId, reference: NodeId, open: &mut Vec<(NodeId, Context)>) {
        let schema = self.api.schema_at(from);
        let target = schema.and_then(|id| self.api.schemas[id].target);
        let target = target.map(|id| self.api.schemas[id].node);
        let text = self.tree.scalar(reference).unwrap_or_default();
        let found = || {
            let fragment = crate::resolve::uri::split(text.strip_prefix('#').map(|_| text)?).1;
            self.tree.find(self.root, &fragment).ok()
        };
        if let Some(owner) = target.or_else(found).and_then(|target| self.owner(target)) {
            self.keep(owner, open);
        }
    }

    fn map(&mut self, entry: &Entry, open: &mut Vec<(NodeId, Context)>) {
        let text = self.tree.scalar(entry.value).unwrap_or_default();
        match self.api.schema(text) {
            Some(id) => self.keep(self.api.schemas[id].node, open),
            None => self.refer(entry.value, entry.value, open),
        }
    }

    /// The component or operation of the main document that contains a node.
    fn owner(&self, node: NodeId) -> Option<NodeId> {
        let parents = std::iter::successors(Some(node), |node| self.tree.parent(*node));
        let mut chain: Vec<NodeId> = parents.collect();
        chain.reverse();
        if chain.first() != Some(&self.root) {
            return None;
        }
        let part = self.tree.entries(self.root).iter();
        let mut part = part.filter(|entry| Some(&entry.value) == chain.get(1));
        let levels = match self.tree.key(part.next()?) {
            "components" | "paths" | "webhooks" => 3,
            _ => 2,
        };
        chain.get(levels).copied()
    }

    /// Whether an entry is written.
    fn is_kept(&self, entry: &Entry, context: Context) -> bool {
        let key = self.tree.key(entry);
        match context {
            Context::Root if key.starts_with("x-") => self.filter.descriptions,
            Context::Root => match key {
                "paths" => true,
                "webhooks" | "components" | "definitions" | "parameters" | "responses" => {
                    self.has_kept(entry.value, 3)
                }
                "externalDocs" => self.filter.descriptions,
                _ => true,
            },
            Context::Components => key == "securitySchemes" || self.has_kept(entry.value, 2),
            Context::Section { .. } => {
                self.kept.contains(&entry.value) || self.schemes.contains(&entry.value)
            }
            Context::Paths => {
                self.has_kept(self.target(entry.value), 2) || self.has_kept(entry.value, 2)
            }
            Context::PathItem if self.is_operation(entry) => self.kept.contains(&entry.value),
            Context::PathItem | Context::Object | Context::Response => {
                let is_text = matches!(
                    key,
                    "summary"
                        | "description"
                        | "externalDocs"
                        | "example"
                        | "examples"
                        | "termsOfService"
                        | "contact"
                        | "license"
                );
                let is_hint = ["x-nullable", "x-enum", "x-ms-", "x-discriminator-value"];
                let is_hint = is_hint.iter().any(|hint| key.starts_with(hint));
                self.filter.descriptions || (!is_text && (is_hint || !key.starts_with("x-")))
            }
            Context::Map { .. } | Context::Data => true,
        }
    }

    /// The path item that a reference in `paths` refers to.
    fn target(&self, node: NodeId) -> NodeId {
        let items = self
            .api
            .paths
            .iter()
            .chain(self.api.webhooks.iter().map(|(_, id)| id));
        let reference = self.tree.get(node, "$ref");
        let is_meant = |node: &NodeId| {
            let place = self.tree.pointer(*node);
            let text = reference.and_then(|reference| self.tree.scalar(reference));
            text.is_some_and(|text| crate::resolve::uri::split(text).1 == place)
        };
        let nodes = items.map(|id| self.api.path_items[*id].node);
        let found = reference.and_then(|_| nodes.into_iter().find(is_meant));
        found.unwrap_or(node)
    }

    fn is_operation(&self, entry: &Entry) -> bool {
        let verbs = [
            "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
        ];
        verbs.contains(&self.tree.key(entry))
    }

    /// Whether a kept node is below a node, at most some levels down.
    fn has_kept(&self, node: NodeId, levels: usize) -> bool {
        self.kept.contains(&node)
            || levels > 0
                && self
                    .tree
                    .entries(node)
                    .iter()
                    .any(|entry| self.has_kept(entry.value, levels - 1))
    }

    fn node(&mut self, node: NodeId, context: Context, indent: usize) {
        match self.tree.kind(node) {
            Kind::Object(entries) => {
                let kept: Vec<Entry> = entries
                    .iter()
                    .filter(|entry| self.is_kept(entry, context))
                    .copied()
                    .collect();
                let required = context == Context::Response
                    && !self.filter.descriptions
                    && self.tree.get(node, "$ref").is_none();
                let mut lines = Lines::new('{', '}', indent);
                if required {
                    lines.next(&mut self.out);
                    self.out.push_str("\"description\": \"\"");
                }
                for entry in kept {
                    lines.next(&mut self.out);
                    let key = self.tree.key(&entry);
                    json::text(key, &mut self.out);
                    self.out.push_str(": ");
                    match (context, key) {
                        (Context::Root, "tags") => self.tags(entry.value, indent + 1),
                        _ => self.node(entry.value, context.below(key), indent + 1),
                    }
                }
                lines.end(&mut self.out);
            }
            Kind::Array(items) => {
                let mut lines = Lines::new('[', ']', indent);
                for item in items {
                    lines.next(&mut self.out);
                    self.node(*item, context, indent + 1);
                }
                lines.end(&mut self.out);
            }
            _ => self.out.push_str(&self.tree.value(node).json()),
        }
    }

    /// The declared tags that a kept operation has.
    fn tags(&mut self, node: NodeId, indent: usize) {
        let mut lines = Lines::new('[', ']', indent);
        for item in self.tree.items(node) {
            let name = self.tree.get(*item, "name").unwrap_or(*item);
            if self
                .tree
                .scalar(name)
                .is_some_and(|name| self.tags.contains(name))
            {
                lines.next(&mut self.out);
                self.node(*item, Context::Object, indent + 1);
            }
        }
        lines.end(&mut self.out);
    }
}

/// Writes the brackets and line breaks of an array or object.
struct Lines {
    open: char,
    close: char,
    indent: usize,
    count: usize,
}

impl Lines {
    fn new(open: char, close: char, indent: usize) -> Self {
        Self {
            open,
            close,
            indent,
            count: 0,
        }
    }

    fn next(&mut self, out: &mut String) {
        out.push(if self.count == 0 { self.open } else { ',' });
        self.count += 1;
        out.push('\n');
        out.push_str(&"  ".repeat(self.indent + 1));
    }

    fn end(self, out: &mut String) {
        if self.count == 0 {
            out.push(self.open);
        } else {
            out.push('\n');
            out.push_str(&"  ".repeat(self.indent));
        }
        out.push(self.close);
    }
}
