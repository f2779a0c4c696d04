//! First pass: assigns an id to everything with a qualified name.

use std::collections::hash_map::Entry;

use clientwright_diagnostics::Diagnostic;

use super::{Doc, Resolver, qualified};
use crate::codes;
use crate::schema::{
    EntityContainer, EnumType, Facets, Namespace, Primitive, StructuredKind, StructuredType,
    TypeDefinition,
};
use crate::syntax::{self, SchemaElement, Text};

/// The data for later passes; each list has the same order as the arena of its kind.
#[derive(Default)]
pub(super) struct Pending<'a> {
    pub(super) structured: Vec<(Doc, &'a syntax::StructuredType)>,
    pub(super) enums: Vec<(Doc, &'a syntax::EnumType)>,
    pub(super) definitions: Vec<(Doc, &'a syntax::TypeDefinition)>,
    pub(super) containers: Vec<(Doc, &'a syntax::EntityContainer)>,
    /// Operations and terms get their ids when they are resolved.
    pub(super) operations: Vec<(Doc, &'a Text, &'a syntax::Operation)>,
    pub(super) terms: Vec<(Doc, &'a Text, &'a syntax::Term)>,
}

impl<'a> Resolver<'a, '_> {
    pub(super) fn declare(&mut self) {
        for doc in 0..self.documents.len() {
            let document = self.documents[doc];
            let is_overlay = self.is_overlay(doc);
            for schema in document
                .schemas
                .iter()
                .filter(|s| !s.namespace.is_missing())
            {
                // The schema element of an overlay often contains only `Annotations` blocks.
                let is_wrapper = schema.elements.is_empty() && schema.annotations.is_empty();
                if !is_overlay || !is_wrapper {
                    self.declare_namespace(schema);
                }
            }
        }
        for doc in 0..self.documents.len() {
            let document = self.documents[doc];
            for schema in &document.schemas {
                if schema.namespace.is_missing() {
                    continue;
                }
                let elements = schema.elements.iter();
                for element in elements.filter(|e| !e.name().is_missing()) {
                    self.declare_element(doc, &schema.namespace, element);
                }
            }
        }
    }

    fn declare_namespace(&mut self, schema: &'a syntax::Schema) {
        // Each document may use any alias, but an alias of the schema can have only one namespace.
        let name = schema.namespace.as_str();
        let known = self.names.namespaces.get(name);
        let has_one = known.is_some_and(|n| self.schema.namespaces[*n].alias.is_some());
        let alias = schema.alias.as_ref().filter(|alias| {
            !has_one && *self.names.aliased.entry(alias.as_str()).or_insert(name) == name
        });
        let alias = alias.map(|alias| alias.value.clone());
        match self.names.namespaces.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(self.schema.namespaces.len());
                self.schema.namespaces.push(Namespace {
                    name: schema.namespace.value.clone(),
                    alias,
                    annotations: Vec::new(),
                    span: schema.span,
                });
            }
            Entry::Occupied(entry) => {
                let first = &mut self.schema.namespaces[*entry.get()];
                first.alias = first.alias.take().or(alias);
                // A document may add to the namespace of another one.
                if first.span.file == schema.span.file {
                    let message = format!("namespace `{}` is declared twice", first.name);
                    self.diags.push(
                        Diagnostic::warning(codes::REPEATED_SCHEMA, message)
                            .at(schema.span, "merged with the first one")
                            .also(first.span, "first declared here"),
                    );
                }
            }
        }
    }

    fn declare_element(&mut self, doc: Doc, namespace: &'a Text, element: &'a SchemaElement) {
        match element {
            SchemaElement::Structured(ty) => self.declare_structured(doc, namespace, ty),
            SchemaElement::Enum(ty) => {
                if !self.is_new_type(namespace, &ty.name) {
                    return;
                }
                self.schema.enum_types.push(EnumType {
                    name: qualified(namespace, &ty.name),
                    underlying: Primitive::Int32,
                    is_flags: ty.is_flags,
                    members: Vec::new(),
                    annotations: Vec::new(),
                    span: ty.span,
                    name_span: ty.name.span,
                });
                self.pending.enums.push((doc, ty));
                self.name_type(namespace, &ty.name);
            }
            SchemaElement::TypeDefinition(ty) => {
                if !self.is_new_type(namespace, &ty.name) {
                    return;
                }
                self.schema.type_definitions.push(TypeDefinition {
                    name: qualified(namespace, &ty.name),
                    underlying: Primitive::String,
                    facets: Facets::default(),
                    annotations: Vec::new(),
                    span: ty.span,
                    name_span: ty.name.span,
                });
                self.pending.definitions.push((doc, ty));
                self.name_type(namespace, &ty.name);
            }
            SchemaElement::Container(container) => {
                self.declare_container(doc, namespace, container)
            }
            SchemaElement::Operation(operation) => {
                self.pending.operations.push((doc, namespace, operation));
            }
            SchemaElement::Term(term) => {
                self.names
                    .declared_terms
                    .insert((namespace.as_str(), term.name.as_str()));
                self.pending.terms.push((doc, namespace, term));
            }
        }
    }

    fn declare_structured(
        &mut self,
        doc: Doc,
        namespace: &'a Text,
        ty: &'a syntax::StructuredType,
    ) {
        if !self.is_new_type(namespace, &ty.name) {
            return;
        }
        self.schema.structured_types.push(StructuredType {
            kind: match ty.is_entity {
                true => StructuredKind::Entity,
                false => StructuredKind::Complex,
            },
            name: qualified(namespace, &ty.name),
            base: None,
            derived: Vec::new(),
            is_abstract: ty.is_abstract,
            is_open: ty.is_open,
            has_stream: ty.has_stream,
            key: Vec::new(),
            alternate_keys: Vec::new(),
            properties: Vec::new(),
            navigation_properties: Vec::new(),
            annotations: Vec::new(),
            span: ty.span,
            name_span: ty.name.span,
        });
        self.pending.structured.push((doc, ty));
        self.name_type(namespace, &ty.name);
    }

    fn declare_container(
        &mut self,
        doc: Doc,
        namespace: &'a Text,
        container: &'a syntax::EntityContainer,
    ) {
        let key = (namespace.as_str(), container.name.as_str());
        if let Some(&first) = self.names.declared_containers.get(&key) {
            let message = format!("entity container `{}.{}` is declared twice", key.0, key.1);
            self.diags.push(
                Diagnostic::error(codes::DUPLICATE, message)
                    .at(container.name.span, "declared again here")
                    .also(first, "first declared here"),
            );
            return;
        }
        self.schema.containers.push(EntityContainer {
            name: qualified(namespace, &container.name),
            extends: None,
            children: Vec::new(),
            annotations: Vec::new(),
            span: container.span,
        });
        self.pending.containers.push((doc, container));
        self.names.declared_containers.insert(key, container.span);
    }

    fn name_type(&mut self, namespace: &'a Text, name: &'a Text) {
        let key = (namespace.as_str(), name.as_str());
        self.names.declared.insert(key, name.span);
    }

    /// Reports a type that is declared again.
    fn is_new_type(&mut self, namespace: &Text, name: &Text) -> bool {
        let key = (namespace.as_str(), name.as_str());
        let Some(first) = self.names.declared.get(&key) else {
            return true;
        };
        let message = format!("type `{}.{}` is declared twice", key.0, key.1);
        self.diags.push(
            Diagnostic::error(codes::DUPLICATE, message)
                .at(name.span, "declared again here")
                .also(*first, "first declared here"),
        );
        false
    }
}
