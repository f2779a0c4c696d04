//! The types of values that are listed: enumerations and constants.

use std::collections::HashSet;

use clientwright_model::Ty;
use clientwright_oas::api::{Type, Value};
use clientwright_oas::tree::NodeId;

use super::formats;
use super::graph::{Graph, json};
use super::nodes::{Enumeration, Kind, Node, ProblemKind, TypeId};
use super::view::View;

impl<'a> Graph<'a> {
    /// An enumeration beside a union still says which values there are.
    pub(super) fn limit(&mut self, id: TypeId, members: &[&Value]) {
        let is_plain = |value: &Value| matches!(value, Value::Number(_) | Value::Boolean(_));
        let node = &mut self.nodes[id.0];
        if members.iter().all(|value| is_plain(value)) {
            node.literals = members.iter().map(|value| json(value)).collect();
        }
        let texts = members.iter().map(|value| value.as_text());
        let texts: Option<Vec<String>> = texts.map(|text| text.map(str::to_owned)).collect();
        node.texts = texts.unwrap_or_default();
    }

    /// The only values of a type of numbers or booleans, as JSON; empty if there are others.
    pub(super) fn literals(&self, id: TypeId) -> &[String] {
        self.only(id, |node| &node.literals)
    }

    /// The only texts of a union that an enumeration beside it limits; empty if none does.
    pub(super) fn limited(&self, id: TypeId) -> &[String] {
        self.only(id, |node| &node.texts)
    }

    /// Of the types that are the same as this one, what the first of them states.
    fn only(
        &self,
        mut id: TypeId,
        values: for<'n> fn(&'n Node<'a>) -> &'n Vec<String>,
    ) -> &[String] {
        loop {
            let node = &self.nodes[id.0];
            match node.kind {
                Kind::Same(other) if values(node).is_empty() => id = other,
                _ => return values(node),
            }
        }
    }

    /// The type of the members of `enum`, or of a `const`.
    pub(super) fn members(
        &mut self,
        id: TypeId,
        view: &View<'a>,
        members: &[&'a Value],
        node: NodeId,
    ) -> Kind<'a> {
        let mut kept: Vec<&'a Value> = Vec::new();
        let mut repeated = false;
        let mut seen = HashSet::new();
        for member in members.iter().filter(|v| !matches!(v, Value::Null)) {
            match seen.insert(*member) {
                true => kept.push(member),
                false => repeated = true,
            }
        }
        if repeated {
            self.problem(ProblemKind::Repeated, node, None);
        }
        let are = |is: fn(&Value) -> bool| !kept.is_empty() && kept.iter().all(|value| is(value));
        let literals = || kept.iter().map(|value| json(value)).collect();
        if are(|value| matches!(value, Value::Text(_))) {
            let types = view.types.without(Type::Null);
            if !types.is_empty() && !types.contains(Type::String) {
                self.problem(ProblemKind::Members, node, None);
            }
            return Kind::Enumeration(Enumeration {
                members: kept,
                schemas: view.members_of.into_iter().collect(),
                constant: view.constant,
            });
        }
        if are(|value| matches!(value, Value::Boolean(_))) {
            self.nodes[id.0].literals = literals();
            return Kind::Scalar(Ty::Builtin("bool"));
        }
        if are(|value| matches!(value, Value::Number(_))) {
            let number = |value: &Value| match value {
                Value::Number(text) => text.parse::<i64>().is_ok(),
                _ => false,
            };
            self.nodes[id.0].literals = literals();
            let is_number = view.types.contains(Type::Number);
            return match (are(number) && !is_number, view.constant) {
                (true, false) => Kind::Enumeration(Enumeration {
                    members: kept,
                    schemas: view.members_of.into_iter().collect(),
                    constant: false,
                }),
                (true, true) => Kind::Scalar(formats::integer(view.format, view.limits)),
                (false, _) => Kind::Scalar(formats::number(view.format)),
            };
        }
        if !kept.is_empty() {
            let kind = match view.constant {
                true => ProblemKind::Constant,
                false => ProblemKind::MixedMembers,
            };
            self.problem(kind, node, None);
        }
        Kind::Any
    }
}
