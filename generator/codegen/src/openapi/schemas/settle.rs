//! Makes the graph finite: types that only refer to each other, and arrays that contain themselves without a type
//! between.

use super::graph::Graph;
use super::nodes::{Kind, ProblemKind, TypeId, Union, Variant};

/// The most arrays and maps inside of each other.
const NESTED: usize = 32;

impl Graph<'_> {
    /// Breaks cycles of types without an item of their own.
    pub(super) fn settle(&mut self) {
        let mut passed_by = vec![None; self.nodes.len()];
        for index in 0..self.nodes.len() {
            self.settle_same(TypeId(index), &mut passed_by);
        }
        let mut state = vec![State::New; self.nodes.len()];
        for index in 0..self.nodes.len() {
            self.settle_arrays(TypeId(index), &mut state);
        }
        self.limit_arrays();
        self.report_endless();
    }

    /// An array in an array has no type of its own, so that the type of the outermost one is written out. Beyond
    /// [`NESTED`] levels the items are any JSON.
    fn limit_arrays(&mut self) {
        let mut heights: Vec<Option<usize>> = vec![None; self.nodes.len()];
        for index in 0..self.nodes.len() {
            let mut path = Vec::new();
            let mut at = TypeId(index);
            // `settle_arrays` has left no cycle.
            let mut height = loop {
                if let Some(known) = heights[at.0] {
                    break known;
                }
                path.push(at);
                match &self.nodes[at.0].kind {
                    Kind::Array(inner) | Kind::Map(inner) => at = inner.ty,
                    Kind::Same(other) => at = *other,
                    _ => break 0,
                }
            };
            for id in path.into_iter().rev() {
                if matches!(self.nodes[id.0].kind, Kind::Array(_) | Kind::Map(_)) {
                    height += 1;
                }
                if height > NESTED {
                    height = 0;
                    self.nodes[id.0].kind = Kind::Any;
                    let node = self.api.schemas[self.nodes[id.0].origin].node;
                    self.problem(ProblemKind::Deep, node, None);
                }
                heights[id.0] = Some(height);
            }
        }
    }

    /// A type that is the same as itself, after some steps, is any JSON. `passed_by` is the last type whose steps went
    /// through each type.
    fn settle_same(&mut self, id: TypeId, passed_by: &mut [Option<TypeId>]) {
        let mut seen = vec![id];
        let mut at = id;
        passed_by[id.0] = Some(id);
        while let Kind::Same(next) = self.nodes[at.0].kind {
            if passed_by[next.0] == Some(id) {
                self.nodes[next.0].kind = Kind::Any;
                return;
            }
            passed_by[next.0] = Some(id);
            seen.push(next);
            at = next;
        }
        // Later look-ups of these types then take one step.
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
                            schemas: Vec::new(),
                        }],
                        tag: None,
                        preferred: Vec::new(),
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
        // A type has a value once all types that it requires have one. Each is looked at once, when the last of them has.
        let mut missing = vec![0; self.nodes.len()];
        let mut users = vec![Vec::new(); self.nodes.len()];
        for (index, missing) in missing.iter_mut().enumerate() {
            for required in self.required(TypeId(index)) {
                *missing += 1;
                users[required.0].push(index);
            }
        }
        let mut finite: Vec<usize> = (0..missing.len()).filter(|at| missing[*at] == 0).collect();
        while let Some(index) = finite.pop() {
            for user in std::mem::take(&mut users[index]) {
                missing[user] -= 1;
                if missing[user] == 0 {
                    finite.push(user);
                }
            }
        }
        for (index, missing) in missing.into_iter().enumerate() {
            if missing > 0 && matches!(self.nodes[index].kind, Kind::Struct(_)) {
                let node = self.api.schemas[self.nodes[index].origin].node;
                self.problem(ProblemKind::Endless, node, None);
            }
        }
    }

    /// The types of which every value of a type contains one.
    fn required(&self, id: TypeId) -> Vec<TypeId> {
        match &self.nodes[id.0].kind {
            Kind::Same(other) => vec![*other],
            Kind::Struct(item) => {
                let fields = item.fields.iter().filter(|field| field.required);
                let values = fields.map(|field| field.value);
                values
                    .filter(|value| !value.nullable && !self.is_null(value.ty))
                    .map(|value| value.ty)
                    .collect()
            }
            _ => Vec::new(),
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
