//! Changes of a tree, for overlays and corrections.
//!
//! A node that YAML aliases refer to is in several places. A change is meant for one of them, so the nodes on the way
//! from the root get copies where they are shared.

use clientwright_diagnostics::source::Span;

use super::{Entry, MAX_DEPTH, Node, NodeId, Range, Shape, Tree};

/// A step from an array or object to one of its values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// A tree would become too large or too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// The most nodes that changes may add to a tree.
const MAX_ADDED: usize = 1_000_000;

impl Tree {
    /// The node at a path, which is in no other place then. `None` if there is none.
    pub(crate) fn own(&mut self, root: NodeId, path: &[Step]) -> Option<NodeId> {
        let mut at = root;
        for step in path {
            let range = self.node(at).range.indices();
            let is_object = self.node(at).shape == Shape::Object;
            let index = match step {
                Step::Key(key) => {
                    let mut entries = self.entries(at).iter();
                    entries.position(|entry| self.key(entry) == key)?
                }
                Step::Index(index) => Some(*index).filter(|index| *index < self.items(at).len())?,
            };
            let child = match is_object {
                true => self.entries[range.start + index].value,
                false => self.items[range.start + index],
            };
            let node = *self.node(child);
            if node.parent == at && !node.shared {
                at = child;
                continue;
            }
            // The values below stay shared, and are copied in their turn.
            let copy = self.push(Node {
                parent: at,
                shared: false,
                ..node
            });
            match node.shape {
                Shape::Object => self.set_entries(copy, self.entries(child).to_vec()),
                Shape::Array => self.set_items(copy, self.items(child).to_vec()),
                _ => {}
            }
            match is_object {
                true => self.entries[range.start + index].value = copy,
                false => self.items[range.start + index] = copy,
            }
            at = copy;
        }
        Some(at)
    }

    /// The path from the root of its file to a node.
    pub(crate) fn path(&self, id: NodeId) -> Vec<Step> {
        let mut path = Vec::new();
        let mut at = id;
        while let Some(parent) = self.parent(at) {
            let index = self.items(parent).iter().position(|item| *item == at);
            let entry = self.entries(parent).iter().find(|entry| entry.value == at);
            path.extend(match (index, entry) {
                (Some(index), _) => Some(Step::Index(index)),
                (_, Some(entry)) => Some(Step::Key(self.key(entry).to_owned())),
                _ => None,
            });
            at = parent;
        }
        path.reverse();
        path
    }

    /// Levels above a node.
    pub(crate) fn depth(&self, id: NodeId) -> usize {
        std::iter::successors(Some(id), |id| self.parent(*id)).count()
    }

    /// A copy of a node with everything in it, below a parent. Its places stay those of the original.
    pub(crate) fn copy(&mut self, id: NodeId, parent: NodeId) -> Result<NodeId, TooLarge> {
        let depth = self.depth(parent);
        self.copy_below(id, parent, depth)
    }

    fn copy_below(&mut self, id: NodeId, parent: NodeId, depth: usize) -> Result<NodeId, TooLarge> {
        if depth > MAX_DEPTH || self.added >= MAX_ADDED {
            return Err(TooLarge);
        }
        self.added += 1;
        let node = Node {
            parent,
            shared: false,
            ..*self.node(id)
        };
        let copy = self.push(node);
        match node.shape {
            Shape::Object => {
                let mut entries = self.entries[node.range.indices()].to_vec();
                for entry in &mut entries {
                    entry.value = self.copy_below(entry.value, copy, depth + 1)?;
                }
                self.set_entries(copy, entries);
            }
            Shape::Array => {
                let mut items = self.items[node.range.indices()].to_vec();
                for item in &mut items {
                    *item = self.copy_below(*item, copy, depth + 1)?;
                }
                self.set_items(copy, items);
            }
            _ => {}
        }
        Ok(copy)
    }

    /// Merges a value into an object or array, or replaces a scalar: objects are merged key by key, to arrays the items of
    /// the other array are added, and everything else is replaced (Overlay 1.0, 4.4.3).
    pub(crate) fn merge(&mut self, target: NodeId, update: NodeId) -> Result<(), TooLarge> {
        match (self.node(target).shape, self.node(update).shape) {
            (Shape::Object, Shape::Object) => {
                let updates = self.entries(update).to_vec();
                for entry in updates {
                    let key = self.key(&entry).to_owned();
                    match self.own(target, &[Step::Key(key)]) {
                        Some(old) => self.merge(old, entry.value)?,
                        None => self.add_entry(target, entry)?,
                    }
                }
            }
            (Shape::Array, Shape::Array) => {
                for item in self.items(update).to_vec() {
                    self.append(target, item)?;
                }
            }
            _ => self.replace(target, update)?,
        }
        Ok(())
    }

    /// Adds a copy of a value to an array.
    pub(crate) fn append(&mut self, array: NodeId, item: NodeId) -> Result<(), TooLarge> {
        let item = self.copy(item, array)?;
        let mut items = self.items(array).to_vec();
        items.push(item);
        self.set_items(array, items);
        Ok(())
    }

    /// Adds a copy of an entry to an object.
    pub(crate) fn add_entry(&mut self, object: NodeId, entry: Entry) -> Result<(), TooLarge> {
        let value = self.copy(entry.value, object)?;
        let mut entries = self.entries(object).to_vec();
        entries.push(Entry { value, ..entry });
        self.set_entries(object, entries);
        Ok(())
    }

    /// Replaces the content of a node by a copy of that of another.
    pub(crate) fn replace(&mut self, target: NodeId, by: NodeId) -> Result<(), TooLarge> {
        let parent = self.node(target).parent;
        let depth = self.depth(target);
        let copy = self.copy_below(by, parent, depth.saturating_sub(1))?;
        let node = *self.node(copy);
        let (entries, items) = (self.entries(copy).to_vec(), self.items(copy).to_vec());
        for child in entries.iter().map(|entry| entry.value).chain(items) {
            self.nodes[child.index()].parent = target;
        }
        // The root of a file is its own parent.
        let parent = if parent == target { target } else { parent };
        self.nodes[target.index()] = Node { parent, ..node };
        Ok(())
    }

    /// Removes a node from the array or object that contains it. The root of a file cannot be removed.
    pub(crate) fn remove(&mut self, id: NodeId) {
        let Some(parent) = self.parent(id) else {
            return;
        };
        let entries = self
            .entries(parent)
            .iter()
            .filter(|entry| entry.value != id);
        let items = self.items(parent).iter().filter(|item| **item != id);
        match self.node(parent).shape {
            Shape::Object => {
                let entries = entries.copied().collect();
                self.set_entries(parent, entries);
            }
            _ => {
                let items = items.copied().collect();
                self.set_items(parent, items);
            }
        }
    }

    /// Adds a scalar that no array or object contains yet.
    pub(crate) fn add_scalar(
        &mut self,
        text: &str,
        is_boolean: bool,
        parent: NodeId,
        span: Span,
    ) -> NodeId {
        let range = self.add_text(text);
        let shape = if is_boolean {
            Shape::Boolean
        } else {
            Shape::Text
        };
        self.push(Node {
            shape,
            shared: false,
            range,
            span,
            parent,
        })
    }

    /// Adds an empty object that nothing contains yet.
    pub(crate) fn add_object(&mut self, parent: NodeId, span: Span) -> NodeId {
        let (shape, range) = (Shape::Object, Range::default());
        self.push(Node {
            shape,
            shared: false,
            range,
            span,
            parent,
        })
    }

    /// A key with a value for [`set_entries`](Self::set_entries).
    pub(crate) fn new_entry(&mut self, key: &str, span: Span, value: NodeId) -> Entry {
        let key = self.add_text(key);
        Entry { key, span, value }
    }

    fn add_text(&mut self, text: &str) -> Range {
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        let end = self.texts.len() as u32;
        Range { start, end }
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(node);
        id
    }

    pub(crate) fn set_entries(&mut self, object: NodeId, entries: Vec<Entry>) {
        let start = self.entries.len() as u32;
        self.entries.extend(entries);
        let end = self.entries.len() as u32;
        self.nodes[object.index()].range = Range { start, end };
    }

    pub(crate) fn set_items(&mut self, array: NodeId, items: Vec<NodeId>) {
        let start = self.items.len() as u32;
        self.items.extend(items);
        let end = self.items.len() as u32;
        self.nodes[array.index()].range = Range { start, end };
    }

    /// Gives all nodes from an index on the same place.
    pub(crate) fn place_all(&mut self, from: usize, span: Span) {
        for node in &mut self.nodes[from..] {
            node.span = span;
        }
    }
}
