//! Annotations: terms, repeated annotations, and vocabularies without a reference.

use std::collections::HashMap;

use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics, Draft};

use super::{Doc, Resolver, Vocabulary};
use crate::codes;
use crate::schema::{Annotation, Include, IncludeAnnotations, Reference, Schema};
use crate::syntax;
use crate::terms;

impl Resolver<'_, '_> {
    /// Resolves annotations in place.
    pub(super) fn annotations(
        &mut self,
        doc: Doc,
        written: &[syntax::Annotation],
    ) -> Vec<Annotation> {
        written
            .iter()
            .filter_map(|a| self.annotation(doc, a, None))
            .collect()
    }

    /// Resolves one annotation; `qualifier` is that of the `Annotations` block around it. `None` if its value cannot be
    /// read: without the value, the term would have its default value.
    pub(super) fn annotation(
        &mut self,
        doc: Doc,
        written: &syntax::Annotation,
        qualifier: Option<&syntax::Text>,
    ) -> Option<Annotation> {
        let term = self.term(doc, written);
        let qualifier = written.qualifier.as_ref().or(qualifier);
        if let Some(value) = &written.value {
            self.check_kind(doc, &term, value);
        }
        Some(Annotation {
            term,
            qualifier: qualifier.map(|text| text.value.trim().to_owned()),
            value: match &written.value {
                Some(value) => Some(self.expression(doc, value)?),
                None => None,
            },
            annotations: self.annotations(doc, &written.annotations),
            span: written.span,
        })
    }

    /// A problem that only leaves a declaration without effect: a warning in metadata, an error in an overlay, which is
    /// written for its effect.
    pub(super) fn draft_by_effect(&self, doc: Doc, code: &'static str, message: String) -> Draft {
        match self.is_overlay(doc) {
            true => Diagnostic::error(code, message),
            false => Diagnostic::warning(code, message),
        }
    }

    fn term(&mut self, doc: Doc, written: &syntax::Annotation) -> String {
        let text = &written.term;
        let full = self.qualify(doc, text.value.trim());
        let Some((namespace, name)) = full.rsplit_once('.') else {
            let message = format!("term `{}` without a namespace", text.value);
            self.diags
                .push(Diagnostic::warning(codes::UNKNOWN_TERM, message).at(text.span, ""));
            return full;
        };
        if self.names.namespaces.contains_key(namespace) {
            // Terms are declared after most annotations are read; their names are known from the start.
            if !self.names.declared_terms.contains(&(namespace, name)) {
                self.unknown_term(doc, &full, text.span, None);
            }
        } else if self.is_overlay(doc) && namespace == terms::CORE {
            if let Some(meant) = crate::vocabularies::misspelt_core_term(name) {
                self.unknown_term(doc, &full, text.span, Some(meant));
            }
        } else if !self.is_overlay(doc) && !self.scopes[doc].includes.contains_key(namespace) {
            match self.vocabulary_index.get(namespace) {
                Some(&index) => self.vocabularies[index].uses += 1,
                None => {
                    self.vocabulary_index
                        .insert(namespace.to_owned(), self.vocabularies.len());
                    self.vocabularies.push(Vocabulary {
                        namespace: namespace.to_owned(),
                        first: text.span,
                        uses: 1,
                    });
                }
            }
        }
        full
    }

    fn unknown_term(&mut self, doc: Doc, term: &str, span: Span, meant: Option<&str>) {
        let message = format!("unknown term `{term}`");
        let draft = self.draft_by_effect(doc, codes::UNKNOWN_TERM, message);
        let mut diagnostic = draft.at(span, "");
        if let Some(meant) = meant {
            diagnostic = diagnostic.help(format!("a term with a similar name exists: `{meant}`"));
        }
        self.diags.push(diagnostic);
    }

    /// Annotations directly inside the `Schema` elements of the main documents.
    pub(super) fn schema_annotations(&mut self) {
        for doc in 0..self.documents.len() {
            let document = self.documents[doc];
            if self.is_overlay(doc) {
                // These replace others, like those in `Annotations` blocks.
                continue;
            }
            let references = self.references_of(doc);
            self.schema.references.extend(references);
            for schema in &document.schemas {
                let annotations = self.annotations(doc, &schema.annotations);
                if let Some(&index) = self.names.namespaces.get(schema.namespace.as_str()) {
                    self.schema.namespaces[index]
                        .annotations
                        .extend(annotations);
                }
            }
        }
    }

    fn references_of(&mut self, doc: Doc) -> Vec<Reference> {
        let document = self.documents[doc];
        let reference = |written: &syntax::Reference| Reference {
            uri: written.uri.value.clone(),
            includes: written
                .includes
                .iter()
                .map(|include| Include {
                    namespace: include.namespace.value.clone(),
                    alias: include.alias.as_ref().map(|alias| alias.value.clone()),
                    annotations: self.annotations(doc, &include.annotations),
                })
                .collect(),
            include_annotations: written
                .include_annotations
                .iter()
                .map(|include| IncludeAnnotations {
                    term_namespace: include.term_namespace.value.clone(),
                    qualifier: include.qualifier.as_ref().map(|q| q.value.clone()),
                    target_namespace: include.target_namespace.as_ref().map(|t| t.value.clone()),
                })
                .collect(),
            annotations: self.annotations(doc, &written.annotations),
            span: written.span,
        };
        document.references.iter().map(reference).collect()
    }

    pub(super) fn report_vocabularies(&mut self) {
        for vocabulary in std::mem::take(&mut self.vocabularies) {
            let Vocabulary {
                namespace,
                first,
                uses,
            } = vocabulary;
            let message = format!("vocabulary `{namespace}` is used without a reference");
            let label = match uses {
                1 => "used here".to_owned(),
                _ => format!("first of {uses} uses"),
            };
            self.diags.push(
                Diagnostic::warning(codes::UNREFERENCED_VOCABULARY, message).at(first, label),
            );
        }
    }

    /// Keeps the first of several annotations with one term and qualifier (CSDL XML 4.01, 14.2).
    pub(super) fn repeated_annotations(&mut self) {
        let diags = &mut *self.diags;
        every_list(&mut self.schema, &mut |list| drop_repeats(list, diags));
    }
}

fn drop_repeats(list: &mut Vec<Annotation>, diags: &mut Diagnostics) {
    if list.len() < 2 {
        return;
    }
    let mut seen: HashMap<(String, Option<String>), Span> = HashMap::new();
    list.retain(|annotation| {
        let key = (annotation.term.clone(), annotation.qualifier.clone());
        let Some(first) = seen.get(&key) else {
            seen.insert(key, annotation.span);
            return true;
        };
        let message = format!("annotation `{}` is given twice", annotation.term);
        diags.push(
            Diagnostic::warning(codes::REPEATED_ANNOTATION, message)
                .at(annotation.span, "ignored")
                .also(*first, "first given here"),
        );
        false
    });
}

/// Calls a function with each list of annotations in the schema.
fn every_list(schema: &mut Schema, visit: &mut dyn FnMut(&mut Vec<Annotation>)) {
    for reference in &mut schema.references {
        visit(&mut reference.annotations);
        let includes = reference.includes.iter_mut();
        includes.for_each(|include| visit(&mut include.annotations));
    }
    for namespace in &mut schema.namespaces {
        visit(&mut namespace.annotations);
    }
    for ty in schema.structured_types.iter_mut() {
        visit(&mut ty.annotations);
        ty.properties
            .iter_mut()
            .for_each(|p| visit(&mut p.annotations));
        for navigation in &mut ty.navigation_properties {
            visit(&mut navigation.annotations);
            let constraints = navigation.referential_constraints.iter_mut();
            constraints.for_each(|c| visit(&mut c.annotations));
            if let Some(on_delete) = &mut navigation.on_delete {
                visit(&mut on_delete.annotations);
            }
        }
    }
    for ty in schema.enum_types.iter_mut() {
        visit(&mut ty.annotations);
        ty.members
            .iter_mut()
            .for_each(|m| visit(&mut m.annotations));
    }
    for ty in schema.type_definitions.iter_mut() {
        visit(&mut ty.annotations);
    }
    for operation in schema.operations.iter_mut() {
        visit(&mut operation.annotations);
        operation
            .parameters
            .iter_mut()
            .for_each(|p| visit(&mut p.annotations));
        if let Some(return_type) = &mut operation.return_type {
            visit(&mut return_type.annotations);
        }
    }
    for term in &mut schema.terms {
        visit(&mut term.annotations);
    }
    for container in schema.containers.iter_mut() {
        visit(&mut container.annotations);
        container
            .children
            .iter_mut()
            .for_each(|c| visit(&mut c.annotations));
    }
}
