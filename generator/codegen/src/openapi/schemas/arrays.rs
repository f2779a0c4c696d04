//! The types of arrays.

use clientwright_model::Ty;
use clientwright_oas::api::SchemaId;
use clientwright_oas::tree::NodeId;

use super::graph::{Graph, scalar};
use super::nodes::{Kind, Mode, ProblemKind, Reference};
use super::view::{Conjunction, View};
use super::wrappers::resolve;

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
                if let Some(only) = self.scalar_of_all(&all) {
                    return Kind::Array(only);
                }
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

    /// The type of items that are all texts, numbers or Booleans of one type, such as the coordinates of a place.
    fn scalar_of_all(&mut self, all: &[SchemaId]) -> Option<Reference> {
        let types = all.iter().map(|id| {
            let resolved = resolve(self.api, *id);
            let view = self.view(&Conjunction::of(resolved.id));
            let has_more = view.never
                || view.raw
                || view.conflict.is_some()
                || view.members.is_some()
                || !view.unions.is_empty();
            let ty = scalar(&view).filter(|_| !has_more)?;
            Some((ty, resolved.nullable || view.nullable))
        });
        let types: Option<Vec<(Ty, bool)>> = types.collect();
        let types = types?;
        let is_same = types.windows(2).all(|pair| pair[0] == pair[1]);
        is_same.then(|| self.reference(&all[..1], Mode::Plain))
    }
}
