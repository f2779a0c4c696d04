//! Lowering of operations: arguments, calls, results.

use clientwright_csdl::schema::{
    Operation as SchemaOperation, OperationId, OperationKind, Parameter, Type,
};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::{
    self as model, Call, CallBuilder, Docs, Item, Location, Markdown, Output, Paging, Presence,
    Request, Segment, TypePath, markdown,
};

use super::builders::{number, suffix};
use super::docs::descriptions;
use super::{DocsBuilder, Lower, code};
use crate::capabilities::{self, Custom};
use crate::name::operations::{is_nullable, is_optional, is_stream};
use crate::name::table::{AnyType, Place};

impl Lower<'_> {
    /// The call of an operation. An import is called by its own name, not that of the operation.
    pub(super) fn call(&self, id: OperationId, method: String, import: Option<&str>) -> Call {
        let operation = &self.schema.operations[id];
        let builder = self.table.call(id).cloned();
        let segment = match import {
            // An import has no namespace in URLs.
            Some(name) => Segment::Fixed(name.to_owned()),
            None => Segment::Qualified {
                namespace: operation.name.namespace.clone(),
                name: operation.name.name.clone(),
            },
        };
        Call {
            method,
            docs: self.operation_docs(operation, builder.is_some()),
            // OData Protocol 4.01, 11.5.4 and 11.5.5.
            request: match operation.kind {
                OperationKind::Function => Request::Function(segment),
                OperationKind::Action => Request::Action(segment),
            },
            parameters: self.parameters(id),
            builder,
            output: self.output(operation),
        }
    }

    /// The builder for the result of a composable function (OData URL conventions 4.01, 4.5.2).
    fn composed(&self, operation: &SchemaOperation) -> Option<TypePath> {
        let returned = operation.return_type.as_ref()?;
        let Type::Structured(id) = returned.ty.ty else {
            return None;
        };
        let goes_on = operation.is_composable && operation.kind == OperationKind::Function;
        let suffix = suffix(number(returned.ty.is_collection));
        (goes_on && self.has_builders(id)).then(|| self.table.builder(id, suffix))
    }

    fn parameters(&self, id: OperationId) -> Vec<model::Parameter> {
        let operation = &self.schema.operations[id];
        let parameters = operation.call_parameters();
        let location = match operation.kind {
            OperationKind::Function => Location::Arguments,
            OperationKind::Action => Location::Body,
        };
        let named = parameters.iter().zip(&self.names.operation(id).arguments);
        named
            .map(|(parameter, name)| model::Parameter {
                name: name.clone(),
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
                location,
                ty: self.value_ty(&parameter.ty),
                presence: presence(operation.kind, parameter),
            })
            .collect()
    }

    fn output(&self, operation: &SchemaOperation) -> Output {
        let Some(returned) = &operation.return_type else {
            return Output::Empty;
        };
        if is_stream(&returned.ty) {
            return Output::Bytes;
        }
        let resource = self.composed(operation);
        let item = self.item_ty(&returned.ty);
        // `Nullable` is true by default, but services omit it for results that are never null, and callers would have
        // to unwrap them. An unexpected null is an error at run time.
        let ty = match returned.ty.nullable {
            Some(true) => item.option(),
            _ => item,
        };
        match returned.ty.is_collection {
            true => Output::Pages {
                item: ty,
                paging: Paging::NextLink,
                resource,
            },
            false => Output::Json { ty, resource },
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
                "Optional parameters are methods of the returned call."
            ));
        }
        if let Some(returned) = &operation.return_type {
            docs = docs.paragraph(markdown!("Returns ", self.type_name(&returned.ty), "."));
            if self.composed(operation).is_some() {
                docs = docs.paragraph(markdown!(
                    "Await the call, or continue the path from its result."
                ));
            }
        }
        docs.customs(&self.settings.docs, &operation_customs(operation))
            .build()
    }

    /// A parameter in a list: its type, and its description.
    fn parameter_line(&self, kind: OperationKind, parameter: &Parameter) -> Markdown {
        let fact = self.parameter_fact(kind, parameter);
        let texts = descriptions(&self.settings.docs, &parameter.annotations);
        match texts.is_empty() {
            true => fact,
            false => markdown!(fact, ". ", Markdown::join(&texts, " ")),
        }
    }

    fn parameter_fact(&self, kind: OperationKind, parameter: &Parameter) -> Markdown {
        let name = code(&parameter.name);
        let fact = markdown!(name, ": ", self.type_name(&parameter.ty));
        if is_optional(kind, parameter) {
            markdown!(fact, ", optional")
        } else if !parameter.ty.is_collection && parameter.ty.nullable == Some(false) {
            markdown!(fact, ", never null")
        } else {
            fact
        }
    }

    /// The call of an operation with optional parameters, with its module and file.
    pub(super) fn call_builder(&self, id: OperationId) -> Option<(Place, Item)> {
        let path = self.table.call(id)?;
        let name = code(&self.schema.operations[id].name.to_string());
        let kind = self.schema.operations[id].kind.as_str();
        let docs = DocsBuilder::new()
            .paragraph(markdown!("A call of the ", kind, " ", name, "."))
            .paragraph(markdown!(
                "Its methods set the optional parameters. Awaiting it sends the call."
            ));
        let item = Item::CallBuilder(CallBuilder {
            accepts: Vec::new(),
            name: path.name.clone(),
            docs: docs.build(),
            call: self.call(id, self.names.operation(id).method.clone(), None),
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

fn operation_customs(operation: &SchemaOperation) -> Vec<Custom> {
    let restrictions = operation.annotations.find(terms::OPERATION_RESTRICTIONS);
    match restrictions.and_then(|a| Some((a.value.as_ref()?.as_record()?, a.span.file))) {
        Some((record, file)) => capabilities::customs(record, "", file),
        None => Vec::new(),
    }
}

fn presence(kind: OperationKind, parameter: &Parameter) -> Presence {
    match (is_optional(kind, parameter), is_nullable(parameter)) {
        (false, false) => Presence::Required,
        (false, true) => Presence::RequiredNullable,
        (true, false) => Presence::Optional,
        (true, true) => Presence::OptionalNullable,
    }
}
