//! Finds the fields of complex types that need a wrapper of the runtime, so that the types compile.
//!
//! A struct cannot contain itself by value. Besides, rustc walks through the fields of a type to compute its layout,
//! whether it is `Send`, and how it is dropped. It allows at most 128 steps in the crate that uses the type. The
//! runtime's `One` and `Many` end that walk. Navigation properties always have them. A complex value has one if it
//! closes a cycle, or if complex types are nested too deeply.

use clientwright_csdl::schema::{Schema, StructuredId, Type};

use crate::inherit;

/// The maximal height of a complex value without a wrapper. A step here is two to six steps of rustc, so that more than
/// half of the 128 remain for the types of the user. No known metadata reaches this height.
const HEIGHT: usize = 16;

/// The types that each structured type contains without a navigation property.
#[derive(Clone, Debug)]
pub(crate) struct Recursion {
    /// The strongly connected components of the relation "contains by value".
    by_value: Vec<usize>,
    /// The strongly connected components of the relation "contains by value or in a collection".
    in_any_way: Vec<usize>,
    /// The most steps from a type to a contained type through fields without wrappers.
    heights: Vec<usize>,
}

/// A type that another one contains.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contained {
    pub(crate) index: usize,
    pub(crate) is_collection: bool,
}

impl Contained {
    /// `Vec` has fields of its own.
    fn steps(self) -> usize {
        match self.is_collection {
            true => 2,
            false => 1,
        }
    }
}

impl Recursion {
    /// Reads the whole schema, so that the result does not depend on the selection.
    pub(crate) fn new(schema: &Schema) -> Self {
        let ids = schema.structured_types.ids();
        Self::of(&ids.map(|id| contained(schema, id)).collect::<Vec<_>>())
    }

    /// Reads the types that each type contains, by their index.
    pub(crate) fn of(edges: &[Vec<Contained>]) -> Self {
        let mut all = Self {
            by_value: components(edges, |contained| !contained.is_collection),
            in_any_way: components(edges, |_| true),
            heights: Vec::new(),
        };
        all.heights = heights(edges, |owner, contained| all.closes_cycle(owner, contained));
        all
    }

    /// Whether a field of `owner` with a `value`, or a collection of them, needs a wrapper.
    pub(crate) fn needs_wrapper(
        &self,
        owner: StructuredId,
        value: StructuredId,
        is_collection: bool,
    ) -> bool {
        let contained = Contained {
            index: value.index(),
            is_collection,
        };
        self.wraps(owner.index(), contained)
    }

    /// Whether a value in `owner` needs a wrapper.
    pub(crate) fn wraps(&self, owner: usize, contained: Contained) -> bool {
        self.closes_cycle(owner, contained) || self.heights[contained.index] >= HEIGHT
    }

    fn closes_cycle(&self, owner: usize, contained: Contained) -> bool {
        let component = match contained.is_collection {
            true => &self.in_any_way,
            false => &self.by_value,
        };
        component[owner] == component[contained.index]
    }
}

/// The types that a value contains; an enum over derived types contains each of them.
fn contained(schema: &Schema, id: StructuredId) -> Vec<Contained> {
    if inherit::is_polymorphic(&schema.structured_types[id]) {
        let derived = schema.descendants(id).into_iter();
        return derived
            .map(|derived| Contained {
                index: derived.index(),
                is_collection: false,
            })
            .collect();
    }
    schema
        .properties(id)
        .into_iter()
        .filter_map(|(_, property)| match property.ty.ty {
            Type::Structured(contained) => Some(Contained {
                index: contained.index(),
                is_collection: property.ty.is_collection,
            }),
            _ => None,
        })
        .collect()
}

/// The heights of all types. Fields that close a cycle have wrappers; the others form no cycle.
///
/// It uses an explicit stack, because metadata may be nested to any depth.
fn heights(
    edges: &[Vec<Contained>],
    closes_cycle: impl Fn(usize, Contained) -> bool,
) -> Vec<usize> {
    let mut heights: Vec<Option<usize>> = vec![None; edges.len()];
    for root in 0..edges.len() {
        let mut calls = vec![(root, 0, 0)];
        while let Some((node, edge, height)) = calls.pop() {
            let Some(&contained) = edges[node].get(edge) else {
                heights[node] = Some(height);
                continue;
            };
            let steps = match heights[contained.index] {
                _ if closes_cycle(node, contained) => 0,
                Some(below) if below >= HEIGHT => 0,
                Some(below) => below + contained.steps(),
                None => {
                    calls.extend([(node, edge, height), (contained.index, 0, 0)]);
                    continue;
                }
            };
            calls.push((node, edge + 1, height.max(steps)));
        }
    }
    heights.into_iter().map(Option::unwrap_or_default).collect()
}

/// The strongly connected components of a part of the edges: Tarjan's algorithm with an explicit stack.
fn components(edges: &[Vec<Contained>], is_edge: impl Fn(Contained) -> bool) -> Vec<usize> {
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
                Some(&contained) => {
                    calls.push((node, edge + 1));
                    let to = contained.index;
                    if !is_edge(contained) {
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

    fn value(index: usize) -> Contained {
        Contained {
            index,
            is_collection: false,
        }
    }

    fn collection(index: usize) -> Contained {
        Contained {
            index,
            is_collection: true,
        }
    }

    /// Whether each field has a wrapper, by owner.
    fn wrapped(edges: &[Vec<Contained>]) -> Vec<Vec<bool>> {
        let recursion = Recursion::of(edges);
        edges
            .iter()
            .enumerate()
            .map(|(owner, contained)| {
                contained
                    .iter()
                    .map(|contained| recursion.wraps(owner, *contained))
                    .collect()
            })
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
        for contained in [value, collection] {
            let mut edges: Vec<Vec<Contained>> = (1..N).map(|i| vec![contained(i)]).collect();
            edges.push(vec![]);
            let found = wrapped(&edges);
            let longest = found.split(|wraps| wraps != &[false]).map(<[_]>::len).max();
            assert_eq!(longest, Some(HEIGHT / contained(0).steps()));
        }
    }
}
