//! Texts as one tree, with a span on every node and key.
//!
//! The tree contains the nodes of all files of a description, from JSON and YAML alike. It has its own copy of the texts
//! of names and values, so that it needs no source.

mod builder;
mod edit;
mod pointer;

use clientwright_diagnostics::source::{FileId, Span};

use crate::value::Value;
pub(crate) use builder::{Builder, Finished, Refused, Scalar};
pub(crate) use edit::{Step, TooLarge};
pub use pointer::Missing;
pub(crate) use pointer::{escape, unescape};

/// The most levels of arrays and objects inside of each other.
pub(crate) const MAX_DEPTH: usize = 128;

/// Identifies a node of a [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Position in the tree.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl std::fmt::Debug for NodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}", self.0)
    }
}

/// The nodes of all files.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The items of all arrays; those of one are next to each other.
    items: Vec<NodeId>,
    /// The entries of all objects; those of one are next to each other.
    entries: Vec<Entry>,
    /// The texts of all files, and scalars and keys that are written with escapes.
    texts: String,
    /// Nodes that changes added.
    added: usize,
}

/// A range of [`Tree::texts`], [`Tree::items`] or [`Tree::entries`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Range {
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    shape: Shape,
    /// Whether a YAML alias refers to the node.
    shared: bool,
    range: Range,
    span: Span,
    /// The array or object that contains the node; the node itself for the root of a file.
    parent: NodeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

/// A key of an object with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    key: Range,
    /// The key in the source.
    pub span: Span,
    /// The value.
    pub value: NodeId,
}

/// A node by its JSON type.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as written.
    Number(&'t str),
    /// A text.
    Text(&'t str),
    /// An array.
    Array(&'t [NodeId]),
    /// An object, in document order.
    Object(&'t [Entry]),
}

impl Kind<'_> {
    /// The type with an article, for messages.
    pub fn article(&self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

impl Tree {
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Bytes of the texts of all files, and of scalars and keys that are written with escapes.
    pub fn text_len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The root of the main file; `None` for an empty tree.
    pub fn first(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// A node.
    pub fn kind(&self, id: NodeId) -> Kind<'_> {
        let node = self.node(id);
        match node.shape {
            Shape::Null => Kind::Null,
            Shape::Boolean => Kind::Boolean(self.text(node.range).starts_with(['t', 'T'])),
            Shape::Number => Kind::Number(self.text(node.range)),
            Shape::Text => Kind::Text(self.text(node.range)),
            Shape::Array => Kind::Array(&self.items[node.range.indices()]),
            Shape::Object => Kind::Object(&self.entries[node.range.indices()]),
        }
    }

    /// The source text of a scalar: a text without its quotes, or a number, a boolean or null as written. `None` for an
    /// array or object.
    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        match node.shape {
            Shape::Array | Shape::Object => None,
            _ => Some(self.text(node.range)),
        }
    }

    /// The items of an array; none for another node.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.kind(id) {
            Kind::Array(items) => items,
            _ => &[],
        }
    }

    /// The entries of an object; none for another node.
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match self.kind(id) {
            Kind::Object(entries) => entries,
            _ => &[],
        }
    }

    /// Indices of the entries of an object, for [`Tree::entry`]: a loop over them does not borrow the tree.
    pub(crate) fn entry_range(&self, id: NodeId) -> std::ops::Range<u32> {
        let node = self.node(id);
        match node.shape {
            Shape::Object => node.range.start..node.range.end,
            _ => 0..0,
        }
    }

    pub(crate) fn entry(&self, at: u32) -> Entry {
        self.entries[at as usize]
    }

    pub(crate) fn entry_count(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Indices of the items of an array, for [`Tree::item`].
    pub(crate) fn item_range(&self, id: NodeId) -> std::ops::Range<u32> {
        let node = self.node(id);
        match node.shape {
            Shape::Array => node.range.start..node.range.end,
            _ => 0..0,
        }
    }

    pub(crate) fn item(&self, at: u32) -> NodeId {
        self.items[at as usize]
    }

    /// The key of an entry.
    pub fn key(&self, entry: &Entry) -> &str {
        self.text(entry.key)
    }

    /// The value of a key of an object. Takes time in proportion to the number of keys.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        let entries = self.entries(id).iter();
        let mut found = entries.filter(|entry| self.key(entry) == key);
        found.next().map(|entry| entry.value)
    }

    /// The place of a node in its file. A block collection of YAML ends at its last scalar. A node that YAML aliases
    /// refer to has the place of its anchor.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The file of a node.
    pub fn file(&self, id: NodeId) -> FileId {
        self.span(id).file
    }

    /// The array or object that contains a node; `None` for the root of a file.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        Some(self.node(id).parent).filter(|parent| *parent != id)
    }

    /// A copy of a node as a value.
    pub fn value(&self, id: NodeId) -> Value {
        match self.kind(id) {
            Kind::Null => Value::Null,
            Kind::Boolean(value) => Value::Boolean(value),
            Kind::Number(text) => Value::Number(text.into()),
            Kind::Text(text) => Value::Text(text.into()),
            Kind::Array(items) => Value::Array(items.iter().map(|id| self.value(*id)).collect()),
            Kind::Object(entries) => {
                let entry = |entry: &Entry| (self.key(entry).into(), self.value(entry.value));
                Value::Object(entries.iter().map(entry).collect())
            }
        }
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    fn text(&self, range: Range) -> &str {
        &self.texts[range.indices()]
    }
}

impl Range {
    fn indices(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
