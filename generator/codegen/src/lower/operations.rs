//! Lowering of operations: method names, arguments, parameter structs, results.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{
    Operation as SchemaOperation, OperationId, OperationKind, Parameter, Primitive, Type, TypeRef,
};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::naming::lock::{self, Scope};
use clientwright_model::naming::names::{self, Case};
use clientwright_model::{
    Answer, Call, CallBuilder, Docs, Item, Markdown, Paging, Parameter as Sent, Place as Stands,
    Presence, Segment, Style, TypePath, Verb, markdown,
};

use super::builders::{number, suffix};
use super::capabilities::{self, Custom};
use super::docs::descriptions;
use super::naming::Named;
use super::table::{self, AnyType, Place};
use super::{DocsBuilder, Lower, code};

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

    /// The call of an operation. An import is called by its own name instead of the operation's.
    pub(super) fn call(&self, id: OperationId, method: String, import: Option<&str>) -> Call {
        let operation = &self.schema.operations[id];
        let builder = self.table.call(id).cloned();
        Call {
            method,
            key: match import {
                Some(name) => import_key(operation, name),
                None => table::operation_key(self.schema, id),
            },
            docs: self.operation_docs(operation, builder.is_some()),
            // OData Protocol 4.01, 11.5.4 and 11.5.5.
            verb: match operation.kind {
                OperationKind::Function => Verb::Get,
                OperationKind::Action => Verb::Post,
            },
            path: match import {
                // An import has no namespace in URLs.
                Some(name) => Segment::Fixed(name.to_owned()),
                None => Segment::Qualified {
                    namespace: operation.name.namespace.clone(),
                    name: operation.name.name.clone(),
                },
            },
            parameters: self.parameters(id),
            builder,
            answer: self.answer(operation),
        }
    }

    /// The builder of what a composable function returns (OData URL conventions 4.01, 4.5.2).
    fn composed(&self, operation: &SchemaOperation) -> Option<TypePath> {
        let returned = operation.return_type.as_ref()?;
        let Type::Structured(id) = returned.ty.ty else {
            return None;
        };
        let goes_on = operation.is_composable && operation.kind == OperationKind::Function;
        let suffix = suffix(number(returned.ty.is_collection));
        (goes_on && self.has_builders(id)).then(|| self.table.builder(id, suffix))
    }

    fn parameters(&self, id: OperationId) -> Vec<Sent> {
        let operation = &self.schema.operations[id];
        let parameters = operation.call_parameters();
        let scope = Scope::ParameterFields(table::operation_key(self.schema, id));
        let names = named(parameters, Case::Snake);
        let names = self.naming.distinct(&scope, &names, &CALL_METHODS);
        let place = match operation.kind {
            OperationKind::Function => Stands::Path(Style::Arguments),
            OperationKind::Action => Stands::Body,
        };
        let named = parameters.iter().zip(names);
        named
            .map(|(parameter, name)| Sent {
                name,
                wire_name: parameter.name.clone(),
                docs: DocsBuilder::annotated(
                    &self.settings.docs,
                    &parameter.annotations,
                    Markdown::default(),
                )
                .paragraph(markdown!(
                    self.parameter_fact(operation.kind, parameter),
                    "."
                ))
                .build(),
                place,
                ty: self.value_ty(&parameter.ty),
                presence: presence(operation.kind, parameter),
            })
            .collect()
    }

    fn answer(&self, operation: &SchemaOperation) -> Answer {
        let Some(returned) = &operation.return_type else {
            return Answer::Empty;
        };
        if is_stream(&returned.ty) {
            return Answer::Bytes;
        }
        let resource = self.composed(operation);
        let item = self.item_ty(&returned.ty);
        // Nullable is the default, but services leave it unsaid for results that are always there: a caller would unwrap
        // for nothing. An unexpected null is an error that says so.
        let ty = match returned.ty.nullable {
            Some(true) => item.option(),
            _ => item,
        };
        match returned.ty.is_collection {
            true => Answer::Pages {
                item: ty,
                paging: Paging::NextLink,
                resource,
            },
            false => Answer::Json { ty, resource },
        }
    }

    fn operation_docs(&self, operation: &SchemaOperation, has_call: bool) -> Docs {
        let kind = operation.kind.as_str();
        let name = code(&operation.name.to_string());
        let fact = markdown!("Calls the ", kind, " ", name, ".");
        let mut docs =
            DocsBuilder::annotated(&self.settings.docs, &operation.annotations, fact.clone())
                .paragraph_unless_first(fact);
        let parameters = operation.call_parameters().iter();
        let required = parameters.filter(|p| !is_optional(operation.kind, p));
        let list: Vec<Markdown> = required
            .map(|p| markdown!("- ", self.parameter_line(operation.kind, p)))
            .collect();
        docs = docs.paragraph(Markdown::join(&list, "\n"));
        if has_call {
            docs = docs.paragraph(markdown!(
                "Parameters that may be left out are methods of what this returns."
            ));
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
    fn parameter_line(&self, kind: OperationKind, parameter: &Parameter) -> Markdown {
        let fact = self.parameter_fact(kind, parameter);
        let said = descriptions(&self.settings.docs, &parameter.annotations);
        match said.is_empty() {
            true => fact,
            false => markdown!(fact, ". ", Markdown::join(&said, " ")),
        }
    }

    fn parameter_fact(&self, kind: OperationKind, parameter: &Parameter) -> Markdown {
        let name = code(&parameter.name);
        let fact = markdown!(name, ": ", self.type_name(&parameter.ty));
        if is_optional(kind, parameter) {
            markdown!(fact, ", may be left out")
        } else if !parameter.ty.is_collection && parameter.ty.nullable == Some(false) {
            markdown!(fact, ", never null")
        } else {
            fact
        }
    }

    /// The call of an operation that has parameters which may be left out, with the module and file that it goes to.
    pub(super) fn call_builder(&self, id: OperationId) -> Option<(Place, Item)> {
        let path = self.table.call(id)?;
        let name = code(&self.schema.operations[id].name.to_string());
        let kind = self.schema.operations[id].kind.as_str();
        let docs = DocsBuilder::new()
            .paragraph(markdown!("A call of the ", kind, " ", name, "."))
            .paragraph(markdown!(
                "Its methods give the parameters that may be left out. Awaiting it sends the call."
            ));
        let item = Item::CallBuilder(CallBuilder {
            name: path.name.clone(),
            docs: docs.build(),
            call: self.call(id, self.own_name(id), None),
        });
        Some((self.call_place(id), item))
    }

    fn call_place(&self, id: OperationId) -> Place {
        let operation = &self.schema.operations[id];
        let bound = operation.binding_parameter();
        match bound.and_then(|b| AnyType::of(b.ty.ty)) {
            Some(any) => self.table.place(any),
            None => self.table.extra_place(&operation.name.namespace, "calls"),
        }
    }
}

fn named(parameters: &[Parameter], case: Case) -> Vec<Named> {
    let named = parameters.iter();
    let named = named.map(|p| Named::new(&p.name, case, p.span));
    named.collect()
}

fn operation_customs(operation: &SchemaOperation) -> Vec<Custom> {
    let restrictions = operation.annotations.find(terms::OPERATION_RESTRICTIONS);
    match restrictions.and_then(|a| Some((a.value.as_ref()?.as_record()?, a.span.file))) {
        Some((record, file)) => capabilities::customs(record, "", file),
        None => Vec::new(),
    }
}

/// Whether a value is a single stream, which does not travel as JSON.
pub(super) fn is_stream(ty: &TypeRef) -> bool {
    ty.ty == Type::Primitive(Primitive::Stream) && !ty.is_collection
}

/// Names that the methods of a call have already.
const CALL_METHODS: [&str; 2] = ["new", "request"];

/// Whether an operation has parameters that may be left out.
pub(super) fn has_optional(operation: &SchemaOperation) -> bool {
    let mut parameters = operation.call_parameters().iter();
    parameters.any(|parameter| is_optional(operation.kind, parameter))
}

/// Whether a parameter may be left out: with `Core.OptionalParameter`, and of an action also when it is nullable (OData
/// protocol 4.01, 11.5.5.1). A function is told from its overloads by its parameters.
fn is_optional(kind: OperationKind, parameter: &Parameter) -> bool {
    parameter.annotations.applied(terms::OPTIONAL_PARAMETER)
        || (kind == OperationKind::Action && is_nullable(parameter))
}

fn presence(kind: OperationKind, parameter: &Parameter) -> Presence {
    match (is_optional(kind, parameter), is_nullable(parameter)) {
        (false, false) => Presence::Required,
        (false, true) => Presence::RequiredNullable,
        (true, false) => Presence::Optional,
        (true, true) => Presence::OptionalNullable,
    }
}

/// What the lock file calls an import within its client.
pub(super) fn import_key(operation: &SchemaOperation, name: &str) -> String {
    let parameters = operation.call_parameters().iter();
    match operation.kind {
        OperationKind::Action => lock::key(name),
        OperationKind::Function => lock::overload_key(name, parameters.map(|p| p.name.as_str())),
    }
}

/// A collection is never null (CSDL XML 4.01, 7.2.1).
fn is_nullable(parameter: &Parameter) -> bool {
    !parameter.ty.is_collection && parameter.ty.nullable != Some(false)
}
