//! Which fields that hold complex values need a wrapper of the runtime, so that the types compile.
//!
//! A struct cannot hold itself by value. And rustc works out the layout of a type, whether it is `Send`, and how it is
//! dropped by walking through the fields, at most 128 steps deep in the crate that uses the type. The runtime's `One` and `Many`
//! end that walk. Navigation properties always have them. A complex value has one where it closes a cycle, and where complex
//! types are nested too deeply.

use clientwright_csdl::schema::{Schema, StructuredId, Type};

use crate::inherit;

/// How high a complex value may be that is held without a wrapper. A step of the walk is two to six of rustc's, so that
/// this leaves more than half of them to whoever holds the value. No metadata that we know of gets there.
const HEIGHT: usize = 16;

/// What each structured type holds without a navigation property in between.
#[derive(Clone, Debug)]
pub(crate) struct Recursion {
    /// The strongly connected components of "holds by value".
    by_value: Vec<usize>,
    /// Those of "holds by value or in a collection".
    in_any_way: Vec<usize>,
    /// The most steps from a type to another through fields without wrappers.
    heights: Vec<usize>,
}

/// A type that another one holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    index: usize,
    is_collection: bool,
}

impl Held {
    /// `Vec` has fields of its own.
    fn steps(self) -> usize {
        match self.is_collection {
            true => 2,
            false => 1,
        }
    }
}

impl Recursion {
    /// Looks at the whole schema, so that the answer does not depend on what is selected.
    pub(crate) fn new(schema: &Schema) -> Self {
        let ids = schema.structured_types.ids();
        Self::of(&ids.map(|id| held(schema, id)).collect::<Vec<_>>())
    }

    fn of(edges: &[Vec<Held>]) -> Self {
        let mut all = Self {
            by_value: components(edges, |held| !held.is_collection),
            in_any_way: components(edges, |_| true),
            heights: Vec::new(),
        };
        all.heights = heights(edges, |owner, held| all.closes_cycle(owner, held));
        all
    }

    /// Whether a field of `owner` that holds a `value`, or a collection of them, needs a wrapper.
    pub(crate) fn needs_wrapper(
        &self,
        owner: StructuredId,
        value: StructuredId,
        is_collection: bool,
    ) -> bool {
        let held = Held {
            index: value.index(),
            is_collection,
        };
        self.closes_cycle(owner.index(), held) || self.heights[held.index] >= HEIGHT
    }

    fn closes_cycle(&self, owner: usize, held: Held) -> bool {
        let component = match held.is_collection {
            true => &self.in_any_way,
            false => &self.by_value,
        };
        component[owner] == component[held.index]
    }
}

/// What a value of a type holds; an enum over derived types holds each of them.
fn held(schema: &Schema, id: StructuredId) -> Vec<Held> {
    if inherit::is_polymorphic(&schema.structured_types[id]) {
        let derived = schema.descendants(id).into_iter();
        return derived
            .map(|derived| Held {
                index: derived.index(),
                is_collection: false,
            })
            .collect();
    }
    schema
        .properties(id)
        .into_iter()
        .filter_map(|(_, property)| match property.ty.ty {
            Type::Structured(held) => Some(Held {
                index: held.index(),
                is_collection: property.ty.is_collection,
            }),
            _ => None,
        })
        .collect()
}

/// The heights of all types. Fields that close a cycle have wrappers, so that the others form no cycle.
///
/// With a stack of its own, since metadata may nest as deep as it likes.
fn heights(edges: &[Vec<Held>], closes_cycle: impl Fn(usize, Held) -> bool) -> Vec<usize> {
    let mut heights: Vec<Option<usize>> = vec![None; edges.len()];
    for root in 0..edges.len() {
        let mut calls = vec![(root, 0, 0)];
        while let Some((node, edge, height)) = calls.pop() {
            let Some(&held) = edges[node].get(edge) else {
                heights[node] = Some(height);
                continue;
            };
            let steps = match heights[held.index] {
                _ if closes_cycle(node, held) => 0,
                Some(below) if below >= HEIGHT => 0,
                Some(below) => below + held.steps(),
                None => {
                    calls.extend([(node, edge, height), (held.index, 0, 0)]);
                    continue;
                }
            };
            calls.push((node, edge + 1, height.max(steps)));
        }
    }
    heights.into_iter().map(Option::unwrap_or_default).collect()
}

/// The strongly connected components of a part of the edges: Tarjan's algorithm with a stack of its own.
fn components(edges: &[Vec<Held>], is_edge: impl Fn(Held) -> bool) -> Vec<usize> {
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
                Some(&held) => {
                    calls.push((node, edge + 1));
                    let to = held.index;
                    if !is_edge(held) {
                        continue;
                    }
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
    use super::*;

    fn value(index: usize) -> Held {
        Held {
            index,
            is_collection: false,
        }
    }

    fn collection(index: usize) -> Held {
        Held {
            index,
            is_collection: true,
        }
    }

    /// Which of the fields have wrappers, by owner.
    fn wrapped(edges: &[Vec<Held>]) -> Vec<Vec<bool>> {
        let recursion = Recursion::of(edges);
        let wraps = |owner: usize, held: Held| {
            recursion.closes_cycle(owner, held) || recursion.heights[held.index] >= HEIGHT
        };
        edges
            .iter()
            .enumerate()
            .map(|(owner, held)| held.iter().map(|held| wraps(owner, *held)).collect())
            .collect()
    }

    #[test]
    fn cycles_have_wrappers_and_fields_that_refer_to_a_cycle_have_none() {
        let found = wrapped(&[
            vec![value(1)],
            vec![value(2)],
            vec![value(1), value(3)],
            vec![],
            vec![value(4)],
        ]);
        let expected = [
            vec![false],
            vec![true],
            vec![true, false],
            vec![],
            vec![true],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_collection_breaks_a_cycle_so_that_the_value_needs_no_wrapper() {
        let found = wrapped(&[vec![collection(1)], vec![value(0), collection(1)]]);
        assert_eq!(found, [vec![true], vec![false, true]]);
    }

    #[test]
    fn at_most_sixteen_levels_are_nested_without_a_wrapper() {
        const N: usize = 200_000;
        for held in [value, collection] {
            let mut edges: Vec<Vec<Held>> = (1..N).map(|i| vec![held(i)]).collect();
            edges.push(vec![]);
            let found = wrapped(&edges);
            let longest = found.split(|wraps| wraps != &[false]).map(<[_]>::len).max();
            assert_eq!(longest, Some(HEIGHT / held(0).steps()));
        }
    }
}
