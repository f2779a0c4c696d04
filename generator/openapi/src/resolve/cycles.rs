//! Schemas that contain themselves as the same value, which no value and no type can be.
//!
//! A union whose variants extend it by `allOf` is no such cycle: each variant is the members of the union's own object and
//! its own. Only chains of references and of `allOf`, and chains of references and of unions, are looked at.

use super::Resolver;
use crate::api::{Schema, SchemaId};
use crate::codes;
use crate::tree::NodeId;

/// Keywords whose schemas are about the same value.
#[derive(Clone, Copy)]
enum Through {
    AllOf,
    Unions,
}

impl Through {
    fn next(self, schema: &Schema, at: usize) -> Option<SchemaId> {
        let lists: [&[SchemaId]; 2] = match self {
            Through::AllOf => [&schema.all_of, &[]],
            Through::Unions => [&schema.one_of, &schema.any_of],
        };
        let mut all = schema.target.iter().chain(lists.into_iter().flatten());
        all.nth(at).copied()
    }
}

/// The most schemas that one schema may be composed of, each inside of the next.
const HIGHEST: usize = 100;

/// The schemas that a schema is composed of.
fn composed(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let lists = [&schema.all_of, &schema.one_of, &schema.any_of];
    let lists = lists.into_iter().flatten().copied();
    schema.target.into_iter().chain(lists)
}

impl Resolver<'_> {
    /// Reports such cycles as errors, and removes a reference of each.
    pub(super) fn break_cycles(&mut self) {
        for through in [Through::AllOf, Through::Unions] {
            self.break_cycles_through(through);
        }
    }

    fn break_cycles_through(&mut self, through: Through) {
        let count = self.api.schemas.len();
        let (mut done, mut active) = (vec![false; count], vec![false; count]);
        for start in self.api.schemas.ids() {
            if done[start.index()] {
                continue;
            }
            let mut path: Vec<(SchemaId, usize)> = vec![(start, 0)];
            active[start.index()] = true;
            while let Some((id, at)) = path.last_mut() {
                let id = *id;
                let Some(next) = through.next(&self.api.schemas[id], *at) else {
                    active[id.index()] = false;
                    done[id.index()] = true;
                    path.pop();
                    continue;
                };
                if active[next.index()] {
                    let begin = path.iter().position(|(id, _)| *id == next).unwrap_or(0);
                    let cycle = path[begin..]
                        .iter()
                        .map(|(id, _)| self.api.schemas[*id].node);
                    let cycle: Vec<NodeId> = self.named_nodes(cycle.collect());
                    self.report_cycle(&cycle);
                    self.cut(id, next);
                    continue;
                }
                *at += 1;
                if !done[next.index()] {
                    active[next.index()] = true;
                    path.push((next, 0));
                }
            }
        }
    }

    /// Reports schemas that are composed of too many others, one in the other, as errors, and cuts them there: each of
    /// them would have the properties of all below it.
    pub(super) fn limit_heights(&mut self) {
        let count = self.api.schemas.len();
        let (mut heights, mut active) = (vec![None; count], vec![false; count]);
        for start in self.api.schemas.ids() {
            let mut path = vec![(start, 0, 0)];
            while let Some((id, at, height)) = path.last_mut() {
                let id = *id;
                active[id.index()] = true;
                let schema = &self.api.schemas[id];
                let next = match heights[id.index()] {
                    Some(_) => None,
                    None => composed(schema).nth(*at),
                };
                let Some(next) = next else {
                    let own = *height;
                    active[id.index()] = false;
                    path.pop();
                    if heights[id.index()].is_some() {
                        continue;
                    }
                    heights[id.index()] = Some(match own > HIGHEST {
                        true => self.cut_off(id),
                        false => own,
                    });
                    continue;
                };
                match heights[next.index()] {
                    Some(below) => *height = (*height).max(below + 1),
                    // A cycle through several keywords has an end in its types.
                    None if active[next.index()] => {}
                    None => {
                        path.push((next, 0, 0));
                        continue;
                    }
                }
                *at += 1;
            }
        }
    }

    /// Makes a schema any JSON, with an error. Returns its height.
    fn cut_off(&mut self, id: SchemaId) -> usize {
        let node = self.api.schemas[id].node;
        let message = format!(
            "a schema of more than {HIGHEST} others, each inside of the next by `$ref`, `allOf`, `oneOf` or `anyOf`"
        );
        self.error(codes::TOO_DEEP, message, node);
        let schema = self.api.schemas.get_mut(id);
        schema.target = None;
        schema.raw = true;
        for list in [&mut schema.all_of, &mut schema.one_of, &mut schema.any_of] {
            list.clear();
        }
        0
    }

    /// The nodes of a cycle that are components, or all if none is.
    fn named_nodes(&self, nodes: Vec<NodeId>) -> Vec<NodeId> {
        let is_component = |node: &NodeId| self.api.tree.parent(*node) == self.schemas_node;
        let named: Vec<NodeId> = nodes.iter().copied().filter(is_component).collect();
        if named.is_empty() { nodes } else { named }
    }

    fn cut(&mut self, id: SchemaId, next: SchemaId) {
        let schema = self.api.schemas.get_mut(id);
        if schema.target == Some(next) {
            schema.target = None;
            schema.raw = true;
            return;
        }
        for list in [&mut schema.all_of, &mut schema.one_of, &mut schema.any_of] {
            list.retain(|member| *member != next);
        }
    }
}
