//! `Annotations` blocks: finds their targets (CSDL XML 4.01, 14.2.2).

use std::ops::Range;

use clientwright_diagnostics::Diagnostic;

use super::names::collection_item;
use super::slots::{Slot, put};
use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{
    Annotation, ElementPath, Operation, OperationId, OperationKind, Route, Start, StructuredId,
    Type,
};
use crate::syntax;

/// The maximum number of copies of annotations whose target names several overloads. Functions have few overloads of
/// one name, so that only unusually large metadata comes near the limit.
pub(super) const MAX_COPIES: usize = 2_000;

impl<'a> Resolver<'a, '_> {
    pub(super) fn external_annotations(&mut self, docs: Range<Doc>) {
        for doc in docs {
            let document = self.documents[doc];
            if self.is_overlay(doc) {
                self.overlay_schemas(doc);
            }
            for block in document
                .schemas
                .iter()
                .flat_map(|s| &s.external_annotations)
            {
                self.block(doc, block);
            }
        }
    }

    fn overlay_schemas(&mut self, doc: Doc) {
        let document = self.documents[doc];
        for schema in &document.schemas {
            let Some(&index) = self.names.namespaces.get(schema.namespace.as_str()) else {
                continue;
            };
            for annotation in self.annotations(doc, &schema.annotations) {
                put(&mut self.schema, &Slot::Namespace(index), annotation, true);
            }
        }
    }

    fn block(&mut self, doc: Doc, block: &'a syntax::Annotations) {
        let annotations: Vec<Annotation> = block
            .annotations
            .iter()
            .filter_map(|a| self.annotation(doc, a, block.qualifier.as_ref()))
            .collect();
        let annotations = self.taken(doc, block.target.value.trim(), annotations);
        if annotations.is_empty() && !block.annotations.is_empty() {
            return;
        }
        let slots = self.slots(doc, block.target.value.trim());
        // An annotation of all overloads is declared once, and copied to each overload.
        let copies = slots.len().saturating_sub(1) * annotations.len();
        let Some(left) = self.copies_left.checked_sub(copies) else {
            self.too_many_copies(block);
            return;
        };
        self.copies_left = left;
        let replace = self.is_overlay(doc);
        let mut found = !slots.is_empty();
        for slot in &slots {
            for annotation in &annotations {
                found &= put(&mut self.schema, slot, annotation.clone(), replace);
            }
        }
        if !found {
            self.dangling(doc, block);
        }
    }

    fn too_many_copies(&mut self, block: &syntax::Annotations) {
        let target = &block.target;
        let message = format!(
            "annotations of all overloads of `{}` are ignored, because they need more than {MAX_COPIES} copies",
            target.value
        );
        self.diags.push(
            Diagnostic::warning(codes::TOO_MANY_COPIES, message)
                .at(target.span, "")
                .help("name one overload, as in `NS.f(NS.Type,Edm.String)`"),
        );
    }

    /// The annotations that the references to a document include (CSDL XML 4.01, 4.3).
    fn taken(&self, doc: Doc, target: &str, mut all: Vec<Annotation>) -> Vec<Annotation> {
        let filters = &self.documents[doc].taken_annotations;
        if filters.is_empty() {
            return all;
        }
        let first = first_segment(target).0;
        let name = first.split_once('(').map_or(first, |(name, _)| name);
        let namespace = match self.split(doc, name) {
            Some((namespace, _)) => namespace,
            None => self.namespace(doc, name),
        };
        let is_wanted = |filter: &syntax::IncludeAnnotations, annotation: &Annotation| {
            let term = annotation
                .term
                .rsplit_once('.')
                .map_or("", |(term, _)| term);
            let qualifier = filter.qualifier.as_ref().map(|q| q.value.trim());
            let target = filter.target_namespace.as_ref();
            term == filter.term_namespace.value.trim()
                && qualifier.is_none_or(|q| annotation.qualifier.as_deref() == Some(q))
                && target.is_none_or(|t| t.value.trim() == namespace)
        };
        all.retain(|annotation| filters.iter().any(|filter| is_wanted(filter, annotation)));
        all
    }

    fn dangling(&mut self, doc: Doc, block: &syntax::Annotations) {
        let target = &block.target;
        let message = format!("annotation target `{}` does not exist", target.value);
        let draft = self.draft_by_effect(doc, codes::DANGLING_TARGET, message);
        let mut diagnostic = draft.at(target.span, "");
        if let Some(similar) = self.similar_target(doc, target.value.trim()) {
            diagnostic = diagnostic.help(format!("a similar target exists: `{similar}`"));
        }
        self.diags.push(diagnostic);
    }

    fn similar_target(&self, doc: Doc, target: &str) -> Option<String> {
        let (first, rest) = first_segment(target);
        if let (Some(ty), Some(name)) = (self.find_type(doc, first), rest) {
            let similar = match ty {
                Type::Structured(id) => {
                    let names = self.schema.structured_types[id].member_names();
                    self.nearest.name(name, names)
                }
                Type::Enum(id) => {
                    let members = self.schema.enum_types[id].members.iter();
                    self.nearest.name(name, members.map(|m| m.name.as_str()))
                }
                _ => None,
            };
            return Some(format!("{first}/{}", similar?));
        }
        let wanted = self.split(doc, first)?;
        if self.find_type(doc, first).is_some() || first.contains('(') {
            return None;
        }
        let similar = self
            .similar_type(wanted)
            .filter(|s| !s.starts_with("Edm."))?;
        Some(match rest {
            Some(rest) => format!("{similar}/{rest}"),
            None => similar,
        })
    }

    /// Every element that a target names; a target without parameter types names all overloads.
    fn slots(&self, doc: Doc, target: &str) -> Vec<Slot> {
        if let Some((target, term)) = target.rsplit_once("/@") {
            let (term, qualifier) = match term.split_once('#') {
                Some((term, qualifier)) => (term, Some(qualifier.to_owned())),
                None => (term, None),
            };
            let term = self.qualify(doc, term);
            let on = |slot| Slot::Annotation(Box::new(slot), term.clone(), qualifier.clone());
            return self.slots(doc, target).into_iter().map(on).collect();
        }
        let (first, rest) = first_segment(target);
        let rest = rest.unwrap_or("");
        if let Some((name, overload)) = first.split_once('(') {
            let overload = overload.strip_suffix(')').unwrap_or(overload);
            return self.operation_slots(doc, name, Some(overload), rest);
        }
        // One name can have several declarations; the rest of the path selects among them.
        let found = self
            .find_type(doc, first)
            .and_then(|ty| self.type_slot(doc, ty, first, rest));
        let found = found.or_else(|| self.container_slot(doc, first, rest));
        let found = found.or_else(|| self.term_slot(doc, first, rest));
        if let Some(slot) = found {
            return vec![slot];
        }
        let operations = self.operation_slots(doc, first, None, rest);
        if !operations.is_empty() || !rest.is_empty() {
            return operations;
        }
        let namespace = self.names.namespaces.get(self.namespace(doc, first));
        namespace
            .map(|&index| Slot::Namespace(index))
            .into_iter()
            .collect()
    }

    fn type_slot(&self, doc: Doc, ty: Type, first: &str, rest: &str) -> Option<Slot> {
        match (ty, rest) {
            (Type::Structured(id), "") => Some(Slot::Structured(id)),
            (Type::Structured(id), name) => match self.schema.declared_member(id, name) {
                Some(member) => Some(Slot::Member(member)),
                None => self.path_slot(doc, Start::Type(id), id, first, rest),
            },
            (Type::Enum(id), "") => Some(Slot::Enum(id)),
            (Type::Enum(id), name) => {
                let index = self.names.enum_members.get(&(id, name))?;
                Some(Slot::EnumMember(id, *index))
            }
            (Type::Definition(id), "") => Some(Slot::Definition(id)),
            _ => None,
        }
    }

    fn container_slot(&self, doc: Doc, first: &str, rest: &str) -> Option<Slot> {
        let (namespace, name) = self.split(doc, first)?;
        let id = self.schema.declared_container(namespace, name)?;
        if rest.is_empty() {
            return Some(Slot::Container(id));
        }
        let (name, path) = first_segment(rest);
        let child @ (owner, index) = self.schema.find_child(id, name)?;
        let ty = self.schema.containers[owner].children[index].entity_type();
        match path {
            None if owner == id => Some(Slot::Child(id, index)),
            None => Some(Slot::Path(ElementPath {
                text: self.qualify_path(doc, &format!("{first}/{rest}")),
                route: Some(Route {
                    start: Start::Child(child),
                    steps: Vec::new(),
                }),
            })),
            Some(path) => self.path_slot(
                doc,
                Start::Child(child),
                ty?,
                &format!("{first}/{name}"),
                path,
            ),
        }
    }

    fn term_slot(&self, doc: Doc, first: &str, rest: &str) -> Option<Slot> {
        let index = *self.names.terms.get(&self.split(doc, first)?)?;
        Some(Slot::Term(index)).filter(|_| rest.is_empty())
    }

    /// A path that starts at a structured type and exists.
    fn path_slot(
        &self,
        doc: Doc,
        start: Start,
        ty: StructuredId,
        before: &str,
        rest: &str,
    ) -> Option<Slot> {
        let rest = self.qualify_path(doc, rest);
        let steps = self.schema.follow(ty, &rest)?;
        Some(Slot::Path(ElementPath {
            text: format!("{}/{rest}", self.qualify_path(doc, before)),
            route: Some(Route { start, steps }),
        }))
    }

    fn operation_slots(
        &self,
        doc: Doc,
        name: &str,
        overload: Option<&str>,
        rest: &str,
    ) -> Vec<Slot> {
        let Some((namespace, simple)) = self.split(doc, name) else {
            return Vec::new();
        };
        let all = self
            .schema
            .declared_operations(namespace, simple)
            .iter()
            .copied();
        let ids: Vec<OperationId> = match overload {
            None => all.collect(),
            Some(overload) => self.overloads(doc, all.collect(), overload),
        };
        ids.into_iter()
            .filter_map(|id| self.operation_slot(doc, id, name, overload, rest))
            // One more than the limit shows that there are too many.
            .take(self.copies_left.saturating_add(2))
            .collect()
    }

    fn operation_slot(
        &self,
        doc: Doc,
        id: OperationId,
        name: &str,
        overload: Option<&str>,
        rest: &str,
    ) -> Option<Slot> {
        let operation = &self.schema.operations[id];
        let (first, more) = first_segment(rest);
        let (slot, ty) = match first {
            "" => return Some(Slot::Operation(id)),
            "$ReturnType" => (Slot::ReturnType(id), operation.return_type.as_ref()?.ty.ty),
            first => {
                let index = operation.parameters.iter().position(|p| p.name == first)?;
                (
                    Slot::Parameter(id, index),
                    operation.parameters[index].ty.ty,
                )
            }
        };
        let (Some(more), Type::Structured(ty)) = (more, ty) else {
            return Some(slot).filter(|_| more.is_none());
        };
        let more = self.qualify_path(doc, more);
        let steps = self.schema.follow(ty, &more)?;
        let parameters = match overload {
            Some(overload) => {
                let types = overload.split(',').map(|ty| self.qualify_type(doc, ty));
                format!("({})", types.collect::<Vec<_>>().join(","))
            }
            None => String::new(),
        };
        let start = Start::Operation(id);
        Some(Slot::Path(ElementPath {
            text: format!("{}{parameters}/{first}/{more}", self.qualify(doc, name)),
            route: Some(Route { start, steps }),
        }))
    }

    /// The overloads with the given parameter types. For actions, the binding parameter is sufficient.
    fn overloads(&self, doc: Doc, all: Vec<OperationId>, overload: &str) -> Vec<OperationId> {
        let wanted: Option<Vec<(Type, bool)>> = match overload.trim() {
            "" => Some(Vec::new()),
            types => types
                .split(',')
                .map(|ty| self.parameter_type(doc, ty.trim()))
                .collect(),
        };
        let Some(wanted) = wanted else {
            return Vec::new();
        };
        let fits = |operation: &Operation, count: usize| {
            let types = operation
                .parameters
                .iter()
                .take(count)
                .map(|p| (p.ty.ty, p.ty.is_collection));
            types.eq(wanted.iter().copied())
        };
        let operations = &self.schema.operations;
        let exact = |id: &OperationId| fits(&operations[*id], usize::MAX);
        let by_binding = |id: &OperationId| {
            let operation = &operations[*id];
            operation.kind == OperationKind::Action
                && fits(operation, usize::from(operation.is_bound))
        };
        match all.iter().copied().filter(exact).collect::<Vec<_>>() {
            exact if exact.is_empty() => all.into_iter().filter(by_binding).collect(),
            exact => exact,
        }
    }

    fn parameter_type(&self, doc: Doc, name: &str) -> Option<(Type, bool)> {
        match collection_item(name) {
            Some(item) => Some((self.find_type(doc, item)?, true)),
            None => Some((self.find_type(doc, name)?, false)),
        }
    }
}

/// Splits at the first slash outside of parentheses.
fn first_segment(path: &str) -> (&str, Option<&str>) {
    let start = match path.find(['/', '(']) {
        Some(at) if path[at..].starts_with('(') => path.rfind(')').unwrap_or(at),
        _ => 0,
    };
    match path[start..].split_once('/') {
        Some((before, rest)) => (&path[..start + before.len()], Some(rest)),
        None => (path, None),
    }
}
