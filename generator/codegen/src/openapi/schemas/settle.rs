//! Makes the graph finite: types that only refer to each other, and arrays that contain themselves without a type
//! between.

use super::graph::{Graph, Kind, ProblemKind, TypeId, Union, Variant};

impl Graph<'_> {
    /// Breaks cycles of types without an item of their own.
    pub(super) fn settle(&mut self) {
        for index in 0..self.nodes.len() {
            self.settle_same(TypeId(index));
        }
        let mut state = vec![State::New; self.nodes.len()];
        for index in 0..self.nodes.len() {
            self.settle_arrays(TypeId(index), &mut state);
        }
        self.report_endless();
    }

    /// A type that is the same as itself, after some steps, is any JSON.
    fn settle_same(&mut self, id: TypeId) {
        let mut seen = vec![id];
        let mut at = id;
        while let Kind::Same(next) = self.nodes[at.0].kind {
            if seen.contains(&next) {
                self.nodes[next.0].kind = Kind::Any;
                return;
            }
            seen.push(next);
            at = next;
        }
        // What is behind is asked for often.
        for step in seen {
            if step != at {
                self.nodes[step.0].nullable |= self.nodes[at.0].nullable;
                self.nodes[step.0].kind = Kind::Same(at);
            }
        }
    }

    /// `type Tree = Vec<Tree>` does not compile: the array becomes an enum with one variant.
    fn settle_arrays(&mut self, id: TypeId, state: &mut [State]) {
        let mut path = Vec::new();
        let mut at = id;
        loop {
            match state[at.0] {
                State::Done => break,
                State::Open => {
                    self.nodes.push(self.nodes[at.0].clone());
                    let content = TypeId(self.nodes.len() - 1);
                    self.nodes[at.0].kind = Kind::Union(Union {
                        variants: vec![Variant {
                            ty: content,
                            word: "Items".to_owned(),
                            key: None,
                            values: Vec::new(),
                        }],
                        tag: None,
                    });
                    break;
                }
                State::New => {}
            }
            state[at.0] = State::Open;
            path.push(at);
            at = match &self.nodes[at.0].kind {
                Kind::Array(inner) | Kind::Map(inner) => inner.ty,
                Kind::Same(other) => *other,
                _ => break,
            };
        }
        for id in path {
            state[id.0] = State::Done;
        }
    }

    /// Structs that require themselves have no finite value.
    fn report_endless(&mut self) {
        // A type has a value if all types that it requires have one.
        let mut finite: Vec<bool> = self
            .nodes
            .iter()
            .map(|node| !matches!(node.kind, Kind::Struct(_) | Kind::Same(_)))
            .collect();
        loop {
            let mut changed = false;
            for index in 0..self.nodes.len() {
                if finite[index] {
                    continue;
                }
                let is_finite = match &self.nodes[index].kind {
                    Kind::Same(other) => finite[other.0],
                    Kind::Struct(item) => item.fields.iter().all(|field| {
                        let value = field.value;
                        !field.required
                            || value.nullable
                            || self.is_null(value.ty)
                            || finite[value.ty.0]
                    }),
                    _ => true,
                };
                finite[index] = is_finite;
                changed |= is_finite;
            }
            if !changed {
                break;
            }
        }
        for (index, is_finite) in finite.into_iter().enumerate() {
            if !is_finite && matches!(self.nodes[index].kind, Kind::Struct(_)) {
                let node = self.api.schemas[self.nodes[index].origin].node;
                self.problem(ProblemKind::Endless, node, None);
            }
        }
    }

    /// Whether null is a value of a type.
    pub(super) fn is_null(&self, id: TypeId) -> bool {
        self.nodes[id.0].nullable || self.nodes[self.real(id).0].nullable
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}
