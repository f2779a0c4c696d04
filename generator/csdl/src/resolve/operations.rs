//! Actions, functions and terms.

use std::collections::HashMap;

use super::{Doc, Resolver, qualified};
use crate::diagnostics::{Diagnostic, codes};
use crate::schema::{Operation, OperationKind, Parameter, ReturnType, Term, Type};
use crate::source::Span;
use crate::syntax::{self, Text};

/// What two overloads must not have in common (CSDL XML 4.01, 12.2 and 12.4).
type Signature = (OperationKind, bool, Vec<(String, Type, bool)>);

impl<'a> Resolver<'a, '_> {
    pub(super) fn operations(&mut self) {
        let mut signatures: HashMap<(&'a str, &'a str, Signature), Span> = HashMap::new();
        for (doc, namespace, written) in std::mem::take(&mut self.pending.operations) {
            let operation = self.operation(doc, namespace, written);
            self.entity_set_path(doc, &operation, written);
            let key = (namespace.as_str(), written.name.as_str());
            let signature = signature(&operation);
            if let Some(first) = signatures.insert((key.0, key.1, signature), written.name.span) {
                let message = format!(
                    "`{}` is declared twice with the same parameters",
                    operation.name
                );
                self.diags.push(
                    Diagnostic::error(codes::DUPLICATE, message)
                        .at(written.name.span, "declared again here")
                        .also(first, "first declared here"),
                );
                continue;
            }
            let id = self.schema.operations.push(operation);
            self.names.operations.entry(key).or_default().push(id);
        }
    }

    fn operation(
        &mut self,
        doc: Doc,
        namespace: &Text,
        written: &'a syntax::Operation,
    ) -> Operation {
        let parameters = self.parameters(doc, written);
        let return_type = written.return_type.as_ref().and_then(|written| {
            let ty = self.type_ref(doc, &written.ty);
            let annotations = self.annotations(doc, &written.annotations);
            Some(ReturnType {
                ty: ty?,
                annotations,
                span: written.span,
            })
        });
        self.check_operation(written);
        let entity_set_path = written.entity_set_path.as_ref();
        Operation {
            kind: match written.is_function {
                true => OperationKind::Function,
                false => OperationKind::Action,
            },
            name: qualified(namespace, &written.name),
            is_bound: written.is_bound,
            is_composable: written.is_composable,
            entity_set_path: entity_set_path.map(|path| self.qualify_path(doc, &path.value)),
            parameters,
            return_type,
            annotations: self.annotations(doc, &written.annotations),
            span: written.span,
            name_span: written.name.span,
        }
    }

    fn parameters(&mut self, doc: Doc, written: &'a syntax::Operation) -> Vec<Parameter> {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        let mut parameters = Vec::with_capacity(written.parameters.len());
        for parameter in &written.parameters {
            let name = &parameter.name;
            if let Some(first) = seen.get(name.as_str()) {
                let message = format!("parameter `{}` is declared twice", name.value);
                self.diags.push(
                    Diagnostic::error(codes::DUPLICATE, message)
                        .at(name.span, "declared again here")
                        .also(*first, "first declared here"),
                );
                continue;
            }
            seen.insert(name.as_str(), name.span);
            let ty = self.type_ref(doc, &parameter.ty);
            let annotations = self.annotations(doc, &parameter.annotations);
            parameters.extend(ty.map(|ty| Parameter {
                name: name.value.clone(),
                ty,
                annotations,
                span: parameter.span,
            }));
        }
        parameters
    }

    fn check_operation(&mut self, written: &syntax::Operation) {
        let name = &written.name.value;
        if written.is_function && written.return_type.is_none() {
            // CSDL XML 4.01, 12.8: a function must have a return type.
            let message = format!("function `{name}` without a return type");
            self.diags
                .push(Diagnostic::error(codes::BAD_STRUCTURE, message).at(written.span, ""));
        }
        if written.is_bound && written.parameters.is_empty() {
            // CSDL XML 4.01, 12.5: the first parameter is the binding parameter.
            let message = format!("bound operation `{name}` without a binding parameter");
            self.diags
                .push(Diagnostic::error(codes::BAD_STRUCTURE, message).at(written.span, ""));
        }
    }

    /// CSDL XML 4.01, 14.1.1. Nothing that is generated rests on it.
    fn check_term(&mut self, doc: Doc, written: &syntax::Term) {
        if let Some(text) = &written.base_term
            && let Some(key) = self.split(doc, text.value.trim())
            && self.names.namespaces.contains_key(key.0)
            && !self.names.declared_terms.contains(&key)
        {
            let message = format!("unknown term `{}`", text.value);
            self.diags
                .push(Diagnostic::warning(codes::UNKNOWN_TERM, message).at(text.span, ""));
        }
    }

    pub(super) fn terms(&mut self) {
        for (doc, namespace, written) in std::mem::take(&mut self.pending.terms) {
            let ty = self.type_ref(doc, &written.ty);
            let annotations = self.annotations(doc, &written.annotations);
            let key = (namespace.as_str(), written.name.as_str());
            if let Some(&first) = self.names.terms.get(&key) {
                let first = self.schema.terms[first].span;
                let message = format!("term `{}.{}` is declared twice", key.0, key.1);
                self.diags.push(
                    Diagnostic::error(codes::DUPLICATE, message)
                        .at(written.name.span, "declared again here")
                        .also(first, "first declared here"),
                );
                continue;
            }
            let Some(ty) = ty else { continue };
            let applies_to = written.applies_to.as_ref().map_or("", |text| &text.value);
            let base_term = written.base_term.as_ref();
            self.check_term(doc, written);
            self.names.terms.insert(key, self.schema.terms.len());
            self.schema.terms.push(Term {
                name: qualified(namespace, &written.name),
                ty,
                applies_to: applies_to.split_whitespace().map(str::to_owned).collect(),
                default_value: written
                    .default_value
                    .as_ref()
                    .map(|text| text.value.clone()),
                base_term: base_term.map(|text| self.qualify(doc, &text.value)),
                annotations,
                span: written.span,
            });
        }
    }
}

fn signature(operation: &Operation) -> Signature {
    let parameter = |p: &Parameter| (p.name.clone(), p.ty.ty, p.ty.is_collection);
    (
        operation.kind,
        operation.is_bound,
        operation.parameters.iter().map(parameter).collect(),
    )
}
