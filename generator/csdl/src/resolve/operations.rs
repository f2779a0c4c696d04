//! Actions, functions and terms.

use std::collections::{HashMap, HashSet};

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::names::collection_item;
use super::repeats::{same_type, same_use};
use super::{Doc, Resolver, qualified};
use crate::codes;
use crate::schema::{
    Operation, OperationId, OperationKind, Parameter, ReturnType, Route, Start, Term, TypeRef,
};
use crate::syntax::{self, Text};

/// The properties by which overloads must differ (CSDL XML 4.01, 12.2 and 12.4): whether they are functions and bound,
/// and names and types of their parameters.
type Signature = (bool, bool, Vec<(String, String)>);

impl<'a> Resolver<'a, '_> {
    pub(super) fn operations(&mut self) {
        let mut signatures: HashMap<(&'a str, &'a str, Signature), OperationId> = HashMap::new();
        for (doc, namespace, written) in std::mem::take(&mut self.pending.operations) {
            if !self.is_usable(namespace, written) {
                continue;
            }
            let mut operation = self.operation(doc, namespace, written);
            let steps = self.entity_set_path(doc, &operation, written);
            if let (Some(path), Some((start, steps))) = (&mut operation.entity_set_path, steps) {
                let start = Start::Type(start);
                path.route = Some(Route { start, steps });
            }
            let key = (namespace.as_str(), written.name.as_str());
            let signature = self.signature(doc, written);
            if let Some(first) = signatures.get(&(key.0, key.1, signature.clone())) {
                let first = &self.schema.operations[*first];
                let is_same = first.is_composable == operation.is_composable
                    && same_use(first.return_type.as_ref(), operation.return_type.as_ref());
                let message = format!(
                    "`{}` is declared twice with the same parameters",
                    operation.name
                );
                let first = first.name_span;
                self.repeated(is_same, message, written.name.span, first);
                continue;
            }
            let id = self.schema.operations.push(operation);
            signatures.insert((key.0, key.1, signature), id);
        }
    }

    fn operation(
        &mut self,
        doc: Doc,
        namespace: &Text,
        written: &'a syntax::Operation,
    ) -> Operation {
        let parameters = self.parameters(doc, written);
        let return_type = written.return_types.first().map(|written| ReturnType {
            ty: self.type_ref(doc, &written.ty),
            annotations: self.annotations(doc, &written.annotations),
            span: written.span,
        });
        if let [first, second, ..] = written.return_types.as_slice() {
            self.second("return type", first.span, second.span);
        }
        let entity_set_path = written.entity_set_path.as_ref();
        Operation {
            kind: match written.is_function {
                true => OperationKind::Function,
                false => OperationKind::Action,
            },
            name: qualified(namespace, &written.name),
            is_bound: written.is_bound,
            is_composable: written.is_composable,
            entity_set_path: entity_set_path.map(|path| self.unresolved_path(doc, path)),
            parameters,
            return_type,
            annotations: self.annotations(doc, &written.annotations),
            span: written.span,
            name_span: written.name.span,
        }
    }

    fn parameters(&mut self, doc: Doc, written: &'a syntax::Operation) -> Vec<Parameter> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut parameters: Vec<Parameter> = Vec::with_capacity(written.parameters.len());
        let mut places: Vec<Span> = Vec::with_capacity(written.parameters.len());
        for parameter in &written.parameters {
            let name = &parameter.name;
            if name.is_missing() {
                continue;
            }
            let ty = self.type_ref(doc, &parameter.ty);
            if let Some(&first) = seen.get(name.as_str()) {
                let message = format!("parameter `{}` is declared twice", name.value);
                let is_same = same_type(&parameters[first].ty, &ty);
                self.repeated(is_same, message, name.span, places[first]);
                continue;
            }
            seen.insert(name.as_str(), parameters.len());
            places.push(name.span);
            parameters.push(Parameter {
                name: name.value.clone(),
                ty,
                annotations: self.annotations(doc, &parameter.annotations),
                span: parameter.span,
            });
        }
        parameters
    }

    /// Uses the names of the types, because missing types differ from each other.
    fn signature(&self, doc: Doc, written: &syntax::Operation) -> Signature {
        let parameter = |p: &syntax::Parameter| {
            let ty = self.qualify_type(doc, &p.ty.name.value);
            (p.name.value.clone(), ty)
        };
        let mut seen = HashSet::new();
        let parameters = written.parameters.iter();
        let parameters = parameters.filter(|p| seen.insert(p.name.as_str()));
        let parameters = parameters.map(parameter).collect();
        (written.is_function, written.is_bound, parameters)
    }

    /// Whether an operation can be called; one that cannot is left out.
    fn is_usable(&mut self, namespace: &Text, written: &syntax::Operation) -> bool {
        if written.name.is_missing() || namespace.is_missing() {
            return false;
        }
        let name = qualified(namespace, &written.name);
        let what = match written.is_function {
            // CSDL XML 4.01, 12.8: a function must have a return type.
            true if written.return_types.is_empty() => {
                format!("function `{name}` without a return type")
            }
            // CSDL XML 4.01, 12.5: the first parameter is the binding parameter.
            _ if written.is_bound && written.parameters.is_empty() => {
                format!("bound operation `{name}` without a binding parameter")
            }
            _ => return true,
        };
        self.unusable(what, written.span);
        false
    }

    /// CSDL XML 4.01, 14.1.1. No generated code depends on it.
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

    /// The type of a term. A term whose type does not exist is left out, because no generated code depends on it.
    fn term_type(&mut self, doc: Doc, namespace: &Text, written: &syntax::Term) -> Option<TypeRef> {
        let name = written.ty.name.value.trim();
        let (item, is_collection) = match collection_item(name) {
            Some(item) => (item, true),
            None => (name, false),
        };
        let Some(ty) = self.find_type(doc, item) else {
            let name = qualified(namespace, &written.name);
            self.unusable(
                format!("term `{name}` of the unknown type `{item}`"),
                written.ty.name.span,
            );
            return None;
        };
        Some(TypeRef {
            ty,
            is_collection,
            nullable: written.ty.nullable,
            facets: self.facets(doc, &written.ty.facets),
            span: written.ty.name.span,
        })
    }

    pub(super) fn terms(&mut self) {
        for (doc, namespace, written) in std::mem::take(&mut self.pending.terms) {
            let key = (namespace.as_str(), written.name.as_str());
            if let Some(&first) = self.names.terms.get(&key) {
                let first = self.schema.terms[first].span;
                let message = format!("term `{}.{}` is declared twice", key.0, key.1);
                // No generated code depends on a term.
                self.repeated(true, message, written.name.span, first);
                continue;
            }
            let Some(ty) = self.term_type(doc, namespace, written) else {
                continue;
            };
            let annotations = self.annotations(doc, &written.annotations);
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
