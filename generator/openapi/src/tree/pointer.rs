//! JSON pointers (RFC 6901).

use super::{Kind, NodeId, Tree};

/// A step of a pointer that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The last node that exists.
    pub last: NodeId,
    /// The step below it, unescaped.
    pub step: String,
}

impl Tree {
    /// The node at a JSON pointer below a node, such as `/components/schemas/Pet`. An empty pointer is the node itself.
    ///
    /// # Errors
    ///
    /// The first step that does not exist.
    pub fn find(&self, from: NodeId, pointer: &str) -> Result<NodeId, Missing> {
        let mut at = from;
        let steps = match pointer.is_empty() {
            true => None,
            false => Some(pointer.strip_prefix('/').unwrap_or(pointer).split('/')),
        };
        for step in steps.into_iter().flatten() {
            let step = unescape(step);
            at = self.step(at, &step).ok_or(Missing { last: at, step })?;
        }
        Ok(at)
    }

    pub(crate) fn step(&self, at: NodeId, step: &str) -> Option<NodeId> {
        match self.kind(at) {
            Kind::Object(_) => self.get(at, step),
            // RFC 6901, 4: an index has no leading zero.
            Kind::Array(items) if step == "0" || !step.starts_with(['0', '+']) => {
                items.get(step.parse::<usize>().ok()?).copied()
            }
            _ => None,
        }
    }

    /// The steps from the root of its file to a node, unescaped: keys, and indices of arrays.
    pub fn steps(&self, id: NodeId) -> Vec<String> {
        let mut steps = Vec::new();
        let mut at = id;
        while let Some(parent) = self.parent(at) {
            steps.push(self.last_step(at));
            at = parent;
        }
        steps.reverse();
        steps.into_iter().flatten().collect()
    }

    /// The step from its parent to a node, unescaped. `None` for the root of a file.
    pub fn last_step(&self, id: NodeId) -> Option<String> {
        let parent = self.parent(id)?;
        match self.kind(parent) {
            Kind::Array(items) => place(items, id, |item| *item).map(|at| at.to_string()),
            _ => {
                let entries = self.entries(parent);
                let index = place(entries, id, |entry| entry.value)?;
                Some(self.key(&entries[index]).to_owned())
            }
        }
    }

    /// The JSON pointer from the root of its file to a node, such as `/paths/~1pets/get`.
    pub fn pointer(&self, id: NodeId) -> String {
        let steps = self.steps(id);
        let escaped = steps.iter().map(|step| format!("/{}", escape(step)));
        escaped.collect()
    }
}

/// The position of a node among the children of its parent. Nodes have ascending ids, except for those of aliases and
/// merge keys.
fn place<T>(children: &[T], node: NodeId, id: impl Fn(&T) -> NodeId) -> Option<usize> {
    let found = children.binary_search_by_key(&node, &id).ok();
    found.or_else(|| children.iter().position(|child| id(child) == node))
}

/// Escapes a step of a pointer (RFC 6901, 3).
pub(crate) fn escape(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// `~1` before `~0`, so that `~01` is `~1`.
pub(crate) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
