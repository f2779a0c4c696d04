//! Lowering of operations: method names, arguments, parameter structs, results.

use std::collections::BTreeMap;

use odata_csdl::schema::{
    Expression, Operation as SchemaOperation, OperationId, OperationKind, Parameter, Primitive,
    Type, TypeRef,
};

use super::capabilities::{self, Custom};
use super::docs::descriptions;
use super::names::{self, Case};
use super::naming::Named;
use super::table::{self, AnyType, Place};
use super::types::{ANNOTATIONS, BAG, has_tag};
use super::{DocsBuilder, Lower, code};
use crate::lock::{self, Scope};
use crate::model::{
    Argument, CallKind, Constant, ConstantKind, Docs, Field, Item, Mark, Markdown, Operation,
    Returns, Struct, TypePath, markdown,
};

impl Lower<'_> {
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

    /// The method name of an operation that stands alone.
    pub(super) fn own_name(&self, id: OperationId) -> String {
        let operation = &self.schema.operations[id];
        match self.naming.chosen(operation.span) {
            Some(name) => name.to_owned(),
            None => names::spell(&operation.name.name, Case::Snake),
        }
    }

    /// Leaves out operations of base types that a derived type binds again with the same parameters.
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
        // Those of the most derived type come last. Two of one type are overloads, whatever their parameters are called.
        let mut last = BTreeMap::new();
        for &id in &operations {
            last.insert(signature(id), binding(id));
        }
        operations
            .into_iter()
            .filter(|id| last.get(&signature(*id)) == Some(&binding(*id)))
            .collect()
    }

    /// Lowers one operation. An import is called by its own name instead of the operation's.
    pub(super) fn operation(
        &self,
        id: OperationId,
        method: String,
        import: Option<&str>,
    ) -> Operation {
        let operation = &self.schema.operations[id];
        let call = match operation.kind {
            OperationKind::Action => {
                let has_parameters = !operation.call_parameters().is_empty();
                CallKind::Action(has_parameters.then(|| self.table.parameters(id).clone()))
            }
            OperationKind::Function => CallKind::Function(self.arguments(operation)),
        };
        Operation {
            method,
            binding: table::binding_name(self.schema, id),
            namespace: import.is_none().then(|| operation.name.namespace.clone()),
            wire_name: import.unwrap_or(&operation.name.name).to_owned(),
            docs: self.operation_docs(operation),
            call,
            returns: self.returns(operation),
            composed: self.composed(operation),
        }
    }

    /// The builder of what a composable function returns (OData URL conventions 4.01, 4.5.2).
    fn composed(&self, operation: &SchemaOperation) -> Option<TypePath> {
        let returned = operation.return_type.as_ref()?;
        let Type::Structured(id) = returned.ty.ty else {
            return None;
        };
        let goes_on = operation.is_composable && operation.kind == OperationKind::Function;
        let suffix = match returned.ty.is_collection {
            true => "Collection",
            false => "Item",
        };
        (goes_on && self.has_builders(id)).then(|| self.table.builder(id, suffix))
    }

    fn arguments(&self, operation: &SchemaOperation) -> Vec<Argument> {
        let parameters = operation.call_parameters();
        let names = parameters.iter().map(|p| p.name.as_str());
        let overload = lock::overload_key(&operation.name.to_string(), names);
        let scope = Scope::ParameterFields(overload);
        parameters
            .iter()
            .zip(
                self.naming
                    .distinct(&scope, &named(parameters, Case::Snake), &[]),
            )
            .map(|(parameter, name)| {
                let optional = is_optional(parameter);
                let ty = self.value_ty(&parameter.ty);
                let nullable = !parameter.ty.is_collection && parameter.ty.nullable != Some(false);
                Argument {
                    name,
                    wire_name: parameter.name.clone(),
                    ty: if nullable || optional {
                        ty.option()
                    } else {
                        ty
                    },
                    optional,
                }
            })
            .collect()
    }

    fn returns(&self, operation: &SchemaOperation) -> Returns {
        let Some(returned) = &operation.return_type else {
            return Returns::Nothing;
        };
        if is_stream(&returned.ty) {
            return Returns::Stream;
        }
        let item = self.item_ty(&returned.ty);
        match (returned.ty.is_collection, returned.ty.nullable) {
            (true, Some(true)) => Returns::Collection(item.option()),
            (true, _) => Returns::Collection(item),
            // The default is nullable, but services leave it unsaid for results that are always there: a caller would
            // unwrap for nothing. An unexpected null is an error that says so.
            (false, Some(true)) => Returns::Single(item.option()),
            (false, _) => Returns::Single(item),
        }
    }

    fn operation_docs(&self, operation: &SchemaOperation) -> Docs {
        let kind = operation.kind.as_str();
        let fact = markdown!(
            "Calls the ",
            kind,
            " ",
            code(&operation.name.to_string()),
            "."
        );
        let mut docs =
            DocsBuilder::annotated(&self.settings.docs, &operation.annotations, fact.clone())
                .paragraph_unless_first(fact);
        let mut list = Vec::new();
        for parameter in operation.call_parameters() {
            list.push(markdown!("- ", self.parameter_line(parameter)));
        }
        if operation.kind == OperationKind::Function && !list.is_empty() {
            docs = docs.paragraph(Markdown::join(&list, "\n"));
        }
        if let Some(returned) = &operation.return_type {
            docs = docs.paragraph(markdown!("Returns ", self.type_name(&returned.ty), "."));
            if self.composed(operation).is_some() {
                docs = docs.paragraph(markdown!("Await it, or go on from what it returns."));
            }
        }
        docs.customs(&self.settings.docs, &operation_customs(operation))
            .build()
    }

    /// A parameter in a list: what it is, and its description.
    fn parameter_line(&self, parameter: &Parameter) -> Markdown {
        let fact = self.parameter_fact(parameter);
        let said = descriptions(&self.settings.docs, &parameter.annotations);
        match said.is_empty() {
            true => fact,
            false => markdown!(fact, ". ", Markdown::join(&said, " ")),
        }
    }

    fn parameter_fact(&self, parameter: &Parameter) -> Markdown {
        let name = code(&parameter.name);
        let fact = markdown!(name, ": ", self.type_name(&parameter.ty));
        if is_optional(parameter) {
            markdown!(fact, ", may be left out")
        } else if !parameter.ty.is_collection && parameter.ty.nullable == Some(false) {
            markdown!(fact, ", never null")
        } else {
            fact
        }
    }

    /// The struct for the parameters of an action, with the module and file that it goes to.
    pub(super) fn parameters(&self, id: OperationId) -> Option<(Place, Item)> {
        let operation = &self.schema.operations[id];
        let parameters = operation.call_parameters();
        if operation.kind != OperationKind::Action || parameters.is_empty() {
            return None;
        }
        let binding = table::binding_name(self.schema, id);
        let action = lock::action_key(&operation.name.to_string(), binding.as_deref());
        let scope = Scope::ParameterFields(action);
        let extras = self.naming.held_extras(&scope, &[BAG, ANNOTATIONS]);
        let extras: Vec<&str> = extras.iter().map(String::as_str).collect();
        let field_names = self
            .naming
            .distinct(&scope, &named(parameters, Case::Snake), &extras);
        let fields = parameters
            .iter()
            .zip(&field_names)
            .map(|(parameter, name)| Field {
                name: name.clone(),
                wire_name: parameter.name.clone(),
                docs: DocsBuilder::annotated(
                    &self.settings.docs,
                    &parameter.annotations,
                    Markdown::default(),
                )
                .paragraph(markdown!(self.parameter_fact(parameter), "."))
                .build(),
                ty: self.value_ty(&parameter.ty),
                computed: false,
            });
        let fact = markdown!(
            "Parameters of the action ",
            code(&operation.name.to_string()),
            "."
        );
        let item = Item::Struct(Struct {
            name: self.table.parameters(id).name.clone(),
            docs: DocsBuilder::new().paragraph(fact).build(),
            wire_name: operation.name.to_string(),
            writes_type: false,
            is_parameters: true,
            bases: Vec::new(),
            fields: fields.collect(),
            binding,
            bag: self.naming.extra(&scope, BAG, &field_names),
            annotations: self.naming.extra(&scope, ANNOTATIONS, &field_names),
            constants: self.parameter_constants(&scope, parameters),
        });
        Some((self.parameters_place(id), item))
    }

    /// The constants of the parameters that can be null, which is the only thing that the fields cannot say.
    fn parameter_constants(&self, scope: &Scope, parameters: &[Parameter]) -> Vec<Constant> {
        let names = self
            .naming
            .constants(scope, &named(parameters, Case::Shouty));
        parameters
            .iter()
            .zip(names)
            // A collection is never null (CSDL XML 4.01, 7.2.1).
            .filter(|(parameter, _)| {
                !parameter.ty.is_collection && parameter.ty.nullable != Some(false)
            })
            .map(|(parameter, name)| Constant {
                name,
                docs: DocsBuilder::new()
                    .paragraph(markdown!("The parameter ", code(&parameter.name), "."))
                    .build(),
                wire_name: parameter.name.clone(),
                kind: ConstantKind::Property {
                    ty: self.value_ty(&parameter.ty),
                    mark: Mark::Nullable,
                },
            })
            .collect()
    }

    fn parameters_place(&self, id: OperationId) -> Place {
        let operation = &self.schema.operations[id];
        let bound = operation.binding_parameter();
        match bound.and_then(|b| AnyType::of(b.ty.ty)) {
            Some(any) => self.table.place(any),
            None => self
                .table
                .extra_place(&operation.name.namespace, "parameters"),
        }
    }
}

fn named(parameters: &[Parameter], case: Case) -> Vec<Named> {
    let named = parameters.iter();
    let named = named.map(|p| Named::new(&p.name, case, p.span));
    named.collect()
}

fn operation_customs(operation: &SchemaOperation) -> Vec<Custom> {
    let restrictions = operation
        .annotations
        .iter()
        .find(|a| a.term == "Org.OData.Capabilities.V1.OperationRestrictions");
    match restrictions.map(|a| (a.value.as_ref(), a.span.file)) {
        Some((Some(Expression::Record(record)), file)) => capabilities::customs(record, "", file),
        _ => Vec::new(),
    }
}

/// Whether a value is a single stream, which does not travel as JSON.
pub(super) fn is_stream(ty: &TypeRef) -> bool {
    ty.ty == Type::Primitive(Primitive::Stream) && !ty.is_collection
}

fn is_optional(parameter: &Parameter) -> bool {
    has_tag(
        &parameter.annotations,
        "Org.OData.Core.V1.OptionalParameter",
    )
}
