//! Names of operations and their parameters.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{
    Operation, OperationId, OperationKind, Parameter, Primitive, Type, TypeRef,
};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::naming::scopes::Named;

use super::{Namer, table};

/// Names of an operation and its parameters.
#[derive(Clone, Debug)]
pub(crate) struct OperationNames {
    /// The method of an unbound operation.
    pub(crate) method: String,
    /// The parameters in order, without the binding parameter.
    pub(crate) arguments: Vec<String>,
}

impl Namer<'_> {
    /// Names a kept operation, and records the names of its call.
    pub(super) fn operation(&mut self, id: OperationId) -> OperationNames {
        let operation = &self.schema.operations[id];
        let parameters = operation.call_parameters();
        let key = table::operation_key(self.schema, id);
        let scope = Scope::ParameterFields(key.clone());
        let named = parameters.iter();
        let named = named.map(|p| Named::new(&p.name, Case::Snake, p.span));
        let named: Vec<Named> = named.collect();
        let arguments = self.naming.distinct(&scope, &named, &CALL_METHODS);
        if let Some(call) = self.table.call(id) {
            self.naming.record(&Scope::Parameters, &key, &call.name);
            let all = parameters.iter().zip(&arguments);
            for (parameter, name) in all.filter(|(p, _)| is_optional(operation.kind, p)) {
                let key = lock::key(&parameter.name);
                self.naming.record(&scope, &key, name);
            }
        }
        OperationNames {
            method: self.own_name(id),
            arguments,
        }
    }

    /// Spells the methods for a list of operations: of overloads, the one with the fewest parameters has the bare name
    /// and the others name their parameters, in document order.
    pub(super) fn method_names(&self, operations: &[OperationId]) -> Vec<String> {
        let parameters = |id: OperationId| self.schema.operations[id].call_parameters();
        let mut bare: BTreeMap<String, OperationId> = BTreeMap::new();
        let own_name = |id| self.own_name(id);
        for &id in operations {
            let name = own_name(id);
            let shortest = bare.entry(name).or_insert(id);
            if parameters(id).len() < parameters(*shortest).len() {
                *shortest = id;
            }
        }
        operations
            .iter()
            .map(|&id| {
                let name = own_name(id);
                if bare.get(&name) == Some(&id) || parameters(id).is_empty() {
                    return name;
                }
                let words: Vec<String> = parameters(id)
                    .iter()
                    .map(|p| names::spell(&p.name, Case::Snake))
                    .collect();
                let name = name.trim_end_matches('_');
                format!("{name}_with_{}", words.join("_and_"))
            })
            .collect()
    }

    /// The method name of an unbound operation.
    pub(super) fn own_name(&self, id: OperationId) -> String {
        let operation = &self.schema.operations[id];
        match self.naming.chosen(operation.span) {
            Some(name) => name.to_owned(),
            None => names::spell(&operation.name.name, Case::Snake),
        }
    }

    /// Omits operations of base types that a derived type binds again with the same parameters.
    pub(super) fn without_hidden(&self, operations: Vec<OperationId>) -> Vec<OperationId> {
        let signature = |id: OperationId| {
            let operation = &self.schema.operations[id];
            let parameters = operation.call_parameters().iter();
            let parameters: Vec<&str> = parameters.map(|p| p.name.as_str()).collect();
            (operation.kind, &operation.name, parameters)
        };
        let binding = |id: OperationId| {
            let parameter = self.schema.operations[id].binding_parameter();
            parameter.map(|parameter| parameter.ty.ty)
        };
        // Operations of the most derived type come last. Two operations of one type are overloads, whatever the names
        // of their parameters are.
        let mut last = BTreeMap::new();
        for &id in &operations {
            last.insert(signature(id), binding(id));
        }
        operations
            .into_iter()
            .filter(|id| last.get(&signature(*id)) == Some(&binding(*id)))
            .collect()
    }
}

/// Whether a value is a single stream, which is not sent as JSON.
pub(crate) fn is_stream(ty: &TypeRef) -> bool {
    ty.ty == Type::Primitive(Primitive::Stream) && !ty.is_collection
}

/// Names of the methods that every call has.
const CALL_METHODS: [&str; 2] = ["new", "request"];

/// Whether an operation has optional parameters.
pub(super) fn has_optional(operation: &Operation) -> bool {
    let mut parameters = operation.call_parameters().iter();
    parameters.any(|parameter| is_optional(operation.kind, parameter))
}

/// Whether a parameter is optional: with `Core.OptionalParameter`; for an action also if it is nullable (OData protocol
/// 4.01, 11.5.5.1). All parameters of a function are needed to select its overload.
pub(crate) fn is_optional(kind: OperationKind, parameter: &Parameter) -> bool {
    parameter.annotations.applied(terms::OPTIONAL_PARAMETER)
        || (kind == OperationKind::Action && is_nullable(parameter))
}

/// A collection is never null (CSDL XML 4.01, 7.2.1).
pub(crate) fn is_nullable(parameter: &Parameter) -> bool {
    !parameter.ty.is_collection && parameter.ty.nullable != Some(false)
}
