//! Which structured types contain themselves by value, so that a field must be boxed.

use odata_csdl::schema::{Schema, StructuredId, Type};

use crate::inherit;

/// The strongly connected components of "holds by value".
#[derive(Clone, Debug)]
pub(crate) struct Recursion {
    component: Vec<usize>,
}

impl Recursion {
    /// Looks at the whole schema, so that the answer does not depend on what is selected.
    ///
    /// Navigation properties are no edges: they are boxed anyway, being absent more often than not.
    pub(crate) fn new(schema: &Schema) -> Self {
        let edges: Vec<Vec<usize>> = schema
            .structured_types
            .ids()
            .map(|id| held_by_value(schema, id))
            .collect();
        Self {
            component: components(&edges),
        }
    }

    /// Whether a field of `owner` that holds a `value` closes a cycle.
    pub(crate) fn needs_box(&self, owner: StructuredId, value: StructuredId) -> bool {
        self.component[owner.index()] == self.component[value.index()]
    }
}

fn held_by_value(schema: &Schema, id: StructuredId) -> Vec<usize> {
    if inherit::is_polymorphic(&schema.structured_types[id]) {
        return inherit::descendants(schema, id)
            .into_iter()
            .map(|d| d.index())
            .collect();
    }
    inherit::properties(schema, id)
        .into_iter()
        .filter(|(_, p)| !p.ty.is_collection)
        .filter_map(|(_, p)| match p.ty.ty {
            Type::Structured(held) => Some(held.index()),
            _ => None,
        })
        .collect()
}

/// Tarjan's algorithm with its own stack, since metadata may nest as deep as it likes.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut index = vec![NEW; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![NEW; edges.len()];
    let mut stack = Vec::new();
    let mut next = 0;
    for root in 0..edges.len() {
        if index[root] != NEW {
            continue;
        }
        let mut calls = vec![(root, 0)];
        while let Some((node, edge)) = calls.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            }
            match edges[node].get(edge) {
                Some(&to) => {
                    calls.push((node, edge + 1));
                    if index[to] == NEW {
                        calls.push((to, 0));
                    } else if component[to] == NEW {
                        low[node] = low[node].min(index[to]);
                    }
                }
                None => {
                    if low[node] == index[node] {
                        while let Some(member) = stack.pop() {
                            component[member] = node;
                            if member == node {
                                break;
                            }
                        }
                    }
                    if let Some(&(caller, _)) = calls.last() {
                        low[caller] = low[caller].min(low[node]);
                    }
                }
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn cycles_share_a_component_and_lines_do_not() {
        let found = components(&[vec![1], vec![2], vec![1, 3], vec![]]);
        assert_eq!(found[1], found[2]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[3], found[1]);
    }

    #[test]
    fn a_type_that_holds_itself_and_a_deep_chain() {
        let mut edges: Vec<Vec<usize>> = (0..200_000).map(|i| vec![i + 1]).collect();
        edges.push(vec![]);
        let found = components(&edges);
        assert_ne!(found[0], found[1]);
        assert_eq!(components(&[vec![0]]), [0]);
    }
}
