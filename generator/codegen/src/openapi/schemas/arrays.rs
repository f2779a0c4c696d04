//! The types of arrays.

use clientwright_oas::api::SchemaId;
use clientwright_oas::tree::NodeId;

use super::graph::Graph;
use super::nodes::{Kind, Mode, ProblemKind, Reference};
use super::view::View;

impl<'a> Graph<'a> {
    /// The type of an array. A list of items of different types has items of any JSON.
    pub(super) fn array(&mut self, view: &View<'a>, node: NodeId) -> Kind<'a> {
        let item = match (view.items.as_slice(), view.prefix.as_slice()) {
            ([], []) => self.any(),
            (items, []) => self.reference(items, Mode::Plain),
            (items, prefix) => {
                let rest = items.iter().filter(|id| {
                    let schema = &self.api.schemas[**id];
                    schema.boolean.is_none()
                });
                let all: Vec<SchemaId> = prefix.iter().chain(rest).copied().collect();
                let mut all: Vec<Reference> = all
                    .into_iter()
                    .map(|id| self.reference(&[id], Mode::Plain))
                    .collect();
                all.dedup();
                match all.as_slice() {
                    [only] => *only,
                    _ => {
                        self.problem(ProblemKind::Tuple, node, None);
                        self.any()
                    }
                }
            }
        };
        Kind::Array(item)
    }
}
