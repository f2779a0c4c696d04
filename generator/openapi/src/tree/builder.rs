//! Builds a tree from the events of a reader, and checks what JSON and YAML have in common.

mod keys;

use clientwright_diagnostics::source::{FileId, Span};
use clientwright_diagnostics::{Diagnostic, Diagnostics};

use super::{Entry, MAX_DEPTH, Node, NodeId, Range, Shape, Tree};
use crate::codes;

/// The nodes that all aliases of a file may repeat in any case; in a larger file, as many as it has bytes. Nodes are shared,
/// but what they become is not.
const MAX_REPEATED: u64 = 100_000;

/// As many bytes of a text count as one more node.
const TEXT: u64 = 64;

/// Reading stops here; an error has been pushed.
#[derive(Debug)]
pub(crate) struct Refused;

/// What a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Null,
    Boolean,
    Number,
    Text,
}

/// A finished node, for aliases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finished {
    node: NodeId,
    /// Number of nodes in it, with those of aliases.
    weight: u64,
    /// Levels of arrays and objects in it, with those of aliases.
    height: usize,
}

/// Adds the nodes of one file to a tree.
pub(crate) struct Builder<'a> {
    tree: &'a mut Tree,
    pub(crate) diags: &'a mut Diagnostics,
    file: FileId,
    source: &'a str,
    /// Where the copy of the source starts in [`Tree::texts`].
    base: u32,
    open: Vec<Open>,
    items: Vec<NodeId>,
    entries: Vec<Entry>,
    /// Nodes that aliases repeat, so far.
    repeated: u64,
    /// Entries that merge keys may still add.
    merges_left: usize,
    root: Option<NodeId>,
}

/// An array or object whose end was not read yet.
struct Open {
    node: NodeId,
    /// Its first item or entry in the list of the builder.
    first: usize,
    key: Option<(Range, Span)>,
    /// The first merge key.
    merge: Option<Span>,
    weight: u64,
    height: usize,
}

impl<'a> Builder<'a> {
    /// `None` if the texts together are too long; then an error has been pushed.
    pub(crate) fn new(
        tree: &'a mut Tree,
        file: FileId,
        source: &'a str,
        diags: &'a mut Diagnostics,
    ) -> Option<Self> {
        // Texts with escapes come after the copy of the source. An escape of two bytes, `\L`, is a character of three.
        let size = tree.texts.len() as u64 + 3 * source.len() as u64;
        if size > u64::from(u32::MAX) {
            let message = "a description of more than 1 GiB";
            let span = Span {
                file,
                start: 0,
                end: 0,
            };
            diags.push(Diagnostic::error(codes::TOO_LARGE, message).at(span, ""));
            return None;
        }
        let base = tree.texts.len() as u32;
        tree.texts.push_str(source);
        Some(Self {
            tree,
            diags,
            file,
            source,
            base,
            open: Vec::new(),
            items: Vec::new(),
            entries: Vec::new(),
            repeated: 0,
            merges_left: 10_000 + source.len() / 8,
            root: None,
        })
    }

    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        let offset = |at: usize| at.min(self.source.len()) as u32;
        Span {
            file: self.file,
            start: offset(range.start),
            end: offset(range.end.max(range.start)),
        }
    }

    /// Adds a scalar. `text` is its value, `range` its place in the source.
    pub(crate) fn scalar(
        &mut self,
        kind: Scalar,
        text: &str,
        range: std::ops::Range<usize>,
    ) -> Finished {
        let shape = match kind {
            Scalar::Null => Shape::Null,
            Scalar::Boolean => Shape::Boolean,
            Scalar::Number => Shape::Number,
            Scalar::Text => Shape::Text,
        };
        let text = self.store(text, &range);
        let node = self.node(shape, text, range);
        let finished = Finished {
            node,
            weight: 1 + u64::from(text.end - text.start) / TEXT,
            height: 0,
        };
        self.add(finished);
        finished
    }

    /// Sets the key of the next value of the open object.
    pub(crate) fn key(&mut self, text: &str, range: std::ops::Range<usize>) {
        let key = (self.store(text, &range), self.span(range));
        self.set_key(key);
    }

    /// Sets a scalar that an alias refers to as key.
    pub(crate) fn alias_key(
        &mut self,
        target: Finished,
        range: std::ops::Range<usize>,
    ) -> Result<(), Refused> {
        let node = *self.tree.node(target.node);
        if matches!(node.shape, Shape::Array | Shape::Object) {
            return Err(self.compound_key(range));
        }
        self.set_key((node.range, self.span(range)));
        Ok(())
    }

    /// The error for a key that is an array or an object.
    pub(crate) fn compound_key(&mut self, range: std::ops::Range<usize>) -> Refused {
        self.refuse(codes::BAD_KEY, "a key that is not a text", range)
    }

    fn set_key(&mut self, key: (Range, Span)) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some(key);
        }
    }

    /// The key of the next value is a merge key of YAML 1.1: the value is an object, or a list of objects, whose entries
    /// are added.
    pub(crate) fn merge_key(&mut self, range: std::ops::Range<usize>) {
        let span = self.span(range.clone());
        self.key("<<", range);
        if let Some(open) = self.open.last_mut() {
            open.merge.get_or_insert(span);
        }
    }

    /// Whether the next scalar is a key.
    pub(crate) fn expects_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| self.is_object(open) && open.key.is_none())
    }

    /// Whether the innermost open node is an object; `None` if none is open.
    pub(crate) fn in_object(&self) -> Option<bool> {
        self.open.last().map(|open| self.is_object(open))
    }

    /// Starts an array or object at an offset.
    pub(crate) fn start(&mut self, is_object: bool, at: usize) -> Result<(), Refused> {
        let depth = self.open.len();
        if depth == MAX_DEPTH {
            return Err(self.too_deep(at..at + 1));
        }
        let (shape, first) = match is_object {
            true => (Shape::Object, self.entries.len()),
            false => (Shape::Array, self.items.len()),
        };
        let node = self.node(shape, Range::default(), at..at);
        self.open.push(Open {
            node,
            first,
            key: None,
            merge: None,
            weight: 1,
            height: 1,
        });
        Ok(())
    }

    /// Ends the innermost array or object before an offset.
    pub(crate) fn end(&mut self, at: usize) -> Result<Option<Finished>, Refused> {
        let Some(open) = self.open.pop() else {
            return Ok(None);
        };
        let range = match self.is_object(&open) {
            true => {
                self.report_duplicates(open.first);
                self.merge(&open)?;
                let entries = self.entries.drain(open.first..);
                extend(&mut self.tree.entries, entries)
            }
            false => extend(&mut self.tree.items, self.items.drain(open.first..)),
        };
        let end = self.span(at..at).end;
        let node = &mut self.tree.nodes[open.node.0 as usize];
        node.range = range;
        node.span.end = end.max(node.span.start);
        let finished = Finished {
            node: open.node,
            weight: open.weight,
            height: open.height,
        };
        self.add(finished);
        Ok(Some(finished))
    }

    /// Adds a node again, where an alias refers to it.
    pub(crate) fn alias(
        &mut self,
        target: Finished,
        range: std::ops::Range<usize>,
    ) -> Result<(), Refused> {
        self.tree.nodes[target.node.0 as usize].shared = true;
        self.repeated += target.weight;
        let limit = MAX_REPEATED.max(self.source.len() as u64);
        if self.repeated > limit {
            let message = format!("aliases repeat more than {limit} nodes");
            return Err(self.refuse(codes::ALIAS, &message, range));
        }
        if self.open.len() + target.height > MAX_DEPTH {
            return Err(self.too_deep(range));
        }
        self.add(target);
        Ok(())
    }

    /// The root, once it was read.
    pub(crate) fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Pushes an error that reading cannot go on after.
    pub(crate) fn refuse(
        &mut self,
        code: &'static str,
        message: &str,
        range: std::ops::Range<usize>,
    ) -> Refused {
        let span = self.span(range);
        self.diags
            .push(Diagnostic::error(code, message).at(span, ""));
        Refused
    }

    /// The error for arrays and objects that are nested too deep.
    pub(crate) fn too_deep(&mut self, range: std::ops::Range<usize>) -> Refused {
        let message = format!("nested too deep: more than {MAX_DEPTH} arrays and objects");
        self.refuse(codes::TOO_DEEP, &message, range)
    }

    fn is_object(&self, open: &Open) -> bool {
        self.tree.node(open.node).shape == Shape::Object
    }

    /// The range of a text: in the copy of the source if it is there as it is.
    fn store(&mut self, text: &str, range: &std::ops::Range<usize>) -> Range {
        // The text of a quoted scalar starts after the quote.
        for start in [range.start, range.start + 1] {
            let end = start + text.len();
            if self.source.as_bytes().get(start..end) == Some(text.as_bytes()) {
                let start = self.base + start as u32;
                let end = self.base + end as u32;
                return Range { start, end };
            }
        }
        let start = self.tree.texts.len() as u32;
        self.tree.texts.push_str(text);
        let end = self.tree.texts.len() as u32;
        Range { start, end }
    }

    fn node(&mut self, shape: Shape, range: Range, place: std::ops::Range<usize>) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        let parent = self.open.last().map_or(id, |open| open.node);
        let span = self.span(place);
        self.tree.nodes.push(Node {
            shape,
            shared: false,
            range,
            span,
            parent,
        });
        id
    }

    /// Adds a node to the array or object that is open.
    fn add(&mut self, finished: Finished) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(finished.node);
            return;
        };
        open.weight += finished.weight;
        open.height = open.height.max(finished.height + 1);
        match open.key.take() {
            Some((key, span)) => self.entries.push(Entry {
                key,
                span,
                value: finished.node,
            }),
            None => self.items.push(finished.node),
        }
    }
}

/// Appends to a list, and returns the range.
fn extend<T>(list: &mut Vec<T>, items: impl Iterator<Item = T>) -> Range {
    let start = list.len() as u32;
    list.extend(items);
    let end = list.len() as u32;
    Range { start, end }
}
