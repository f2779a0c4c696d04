//! Entity containers, their children and bindings.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{
    ContainerChild, ContainerChildKind, ContainerId, NavigationBinding, OperationKind,
    StructuredId, Type,
};
use crate::syntax::{self, Text};

/// How many containers a container may extend, one after the other, far more than anybody needs.
const MAX_EXTENDED: usize = 20;

impl<'a> Resolver<'a, '_> {
    pub(super) fn containers(&mut self) {
        let ids: Vec<ContainerId> = self.schema.containers.ids().collect();
        for &id in &ids {
            let (doc, written) = self.pending.containers[id.index()];
            self.extends(doc, id, written);
            for child in written.children.iter().filter(|c| !c.name.is_missing()) {
                self.child(doc, id, child);
            }
            self.schema.containers[id].annotations = self.annotations(doc, &written.annotations);
        }
        self.check_extends(&ids);
        self.limit_extends(&ids);
        // Bindings may name children that are declared further down.
        for &id in &ids {
            let (doc, written) = self.pending.containers[id.index()];
            for child in &written.children {
                self.bindings(doc, id, child);
                self.import_target(doc, id, child);
                self.hides(id, child);
            }
        }
    }

    fn extends(&mut self, doc: Doc, id: ContainerId, written: &syntax::EntityContainer) {
        let Some(text) = &written.extends else { return };
        let found = self
            .split(doc, text.value.trim())
            .and_then(|key| self.names.containers.get(&key).copied());
        if found.is_none() {
            let name = text.value.trim();
            let draft =
                |message| Diagnostic::error(codes::UNKNOWN_CONTAINER, message).at(text.span, "");
            let diagnostic = self
                .not_loaded(doc, "entity container", name, draft)
                .unwrap_or_else(|| self.unknown_container(doc, text));
            self.diags.push(diagnostic);
        }
        self.schema.containers[id].extends = found;
    }

    fn unknown_container(&self, doc: Doc, text: &Text) -> Diagnostic {
        let message = format!("unknown entity container `{}`", text.value);
        let diagnostic = Diagnostic::error(codes::UNKNOWN_CONTAINER, message).at(text.span, "");
        let containers = self.schema.containers.iter().map(|(_, c)| &c.name);
        let wanted = self.split(doc, text.value.trim());
        let similar =
            wanted.and_then(|wanted| self.nearest.qualified(wanted, containers, |n| n.parts()));
        match similar {
            Some(similar) => diagnostic.help(format!(
                "an entity container with a similar name exists: `{similar}`"
            )),
            None => diagnostic,
        }
    }

    /// CSDL XML 4.01, 13.1: a container must not extend itself.
    fn check_extends(&mut self, ids: &[ContainerId]) {
        // The number of the walk that first came by.
        let mut seen = vec![0; ids.len()];
        for (walk, &start) in (1..).zip(ids) {
            let mut here = start;
            seen[here.index()] = walk;
            while let Some(next) = self.schema.containers[here].extends {
                if seen[next.index()] == walk {
                    let message = format!(
                        "entity container `{}` extends itself",
                        self.schema.containers[next].name
                    );
                    let span = self.schema.containers[next].span;
                    self.diags
                        .push(Diagnostic::error(codes::CYCLE, message).at(span, ""));
                    self.schema.containers[here].extends = None;
                    break;
                }
                if seen[next.index()] != 0 {
                    break;
                }
                seen[next.index()] = walk;
                here = next;
            }
        }
    }

    /// Cuts chains that nobody writes by hand: each container repeats all that it inherits, so that the output would grow
    /// with the square of their length. Needs chains that end.
    fn limit_extends(&mut self, ids: &[ContainerId]) {
        // How many containers each extends, as far as that is known.
        let mut depths: Vec<Option<usize>> = vec![None; ids.len()];
        for &start in ids {
            let mut open = Vec::new();
            let mut next = Some(start);
            while let Some(id) = next.filter(|id| depths[id.index()].is_none()) {
                open.push(id);
                next = self.schema.containers[id].extends;
            }
            let mut above = next.and_then(|id| depths[id.index()]);
            for &id in open.iter().rev() {
                let mut depth = above.map_or(0, |depth| depth + 1);
                if depth > MAX_EXTENDED {
                    let container = &mut self.schema.containers[id];
                    container.extends = None;
                    let message = format!(
                        "`{}` extends more than {MAX_EXTENDED} containers",
                        container.name
                    );
                    let place = container.span;
                    self.diags
                        .push(Diagnostic::error(codes::TOO_DEEP, message).at(place, ""));
                    depth = 0;
                }
                depths[id.index()] = Some(depth);
                above = Some(depth);
            }
        }
    }

    fn child(&mut self, doc: Doc, id: ContainerId, written: &'a syntax::ContainerChild) {
        let kind = self.child_kind(doc, id, written);
        let annotations = self.annotations(doc, &written.annotations);
        let Some(kind) = kind else { return };
        let index = self.schema.containers[id].children.len();
        match self.names.children.entry((id, written.name.as_str())) {
            Entry::Vacant(entry) => entry.insert(index),
            Entry::Occupied(first) => {
                let first = &self.schema.containers[id].children[*first.get()];
                let (is_same, first) = (first.kind == kind, first.span);
                let message = format!(
                    "`{}` is declared twice in the entity container",
                    written.name.value
                );
                self.repeated(is_same, message, written.name.span, first);
                return;
            }
        };
        self.schema.containers[id].children.push(ContainerChild {
            name: written.name.value.clone(),
            kind,
            include_in_service_document: written.include_in_service_document,
            bindings: Vec::new(),
            annotations,
            span: written.span,
        });
    }

    fn child_kind(
        &mut self,
        doc: Doc,
        id: ContainerId,
        written: &syntax::ContainerChild,
    ) -> Option<ContainerChildKind> {
        let name = &written.name.value;
        match &written.kind {
            syntax::ContainerChildKind::EntitySet(text) => {
                let what = format!("entity set `{name}`");
                let (ty, is_collection) = self.entity_type(doc, text, &what);
                self.check_single(text, is_collection);
                self.check_structure(text, &what);
                Some(ContainerChildKind::EntitySet { ty })
            }
            syntax::ContainerChildKind::Singleton { ty: text, nullable } => {
                let what = format!("singleton `{name}`");
                let (ty, is_collection) = self.entity_type(doc, text, &what);
                self.check_single(text, is_collection);
                self.check_structure(text, &what);
                let nullable = nullable.unwrap_or(false);
                Some(ContainerChildKind::Singleton { ty, nullable })
            }
            syntax::ContainerChildKind::ActionImport { action, entity_set } => {
                let found = self.unbound(doc, id, name, action, OperationKind::Action);
                Some(ContainerChildKind::ActionImport {
                    action: found.first().copied()?,
                    entity_set: self.entity_set(doc, entity_set.as_ref()),
                })
            }
            syntax::ContainerChildKind::FunctionImport {
                function,
                entity_set,
            } => {
                let functions = self.unbound(doc, id, name, function, OperationKind::Function);
                functions.first()?;
                Some(ContainerChildKind::FunctionImport {
                    functions,
                    entity_set: self.entity_set(doc, entity_set.as_ref()),
                })
            }
        }
    }

    fn check_single(&mut self, text: &Text, is_collection: bool) {
        if is_collection {
            let message = format!("`{}` must not be a collection", text.value);
            self.diags.push(
                Diagnostic::warning(codes::ODD_SPELLING, message)
                    .at(text.span, "expected the name of an entity type"),
            );
        }
    }

    /// CSDL XML 4.01, 3.4: `Edm.EntityType` has no structure, so that sets and singletons should not have it as their type.
    fn check_structure(&mut self, text: &Text, what: &str) {
        if text.value.contains("Edm.EntityType") {
            let message = format!("{what} leads to `Edm.EntityType`, which has no structure");
            self.diags.push(
                Diagnostic::warning(codes::WRONG_KIND, message)
                    .at(text.span, "its entities are untyped"),
            );
        }
    }

    fn entity_set(&self, doc: Doc, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.qualify_path(doc, text.value.trim()))
    }

    /// CSDL XML 4.01, 13.1: what a container extends counts as its own, so that its names are taken.
    fn hides(&mut self, id: ContainerId, written: &syntax::ContainerChild) {
        let Some(base) = self.schema.containers[id].extends else {
            return;
        };
        if let Some((owner, index)) = self.find_child(base, written.name.as_str()) {
            let own = self.names.children.get(&(id, written.name.as_str()));
            let own = own.map(|&index| &self.schema.containers[id].children[index].kind);
            let first = &self.schema.containers[owner].children[index];
            let (is_same, first) = (own == Some(&first.kind), first.span);
            let message = format!(
                "`{}` is declared twice, here and in the entity container that this one extends",
                written.name.value
            );
            self.repeated(is_same, message, written.name.span, first);
        }
    }

    fn bindings(&mut self, doc: Doc, id: ContainerId, written: &'a syntax::ContainerChild) {
        let Some(&index) = self.names.children.get(&(id, written.name.as_str())) else {
            return;
        };
        // The name may have gone to another declaration.
        if self.schema.containers[id].children[index].span != written.span {
            return;
        }
        let ty = child_type(&self.schema.containers[id].children[index]);
        let mut bindings: Vec<NavigationBinding> = Vec::with_capacity(written.bindings.len());
        let mut seen: HashMap<String, Span> = HashMap::new();
        for binding in &written.bindings {
            let path = self.qualify_path(doc, binding.path.value.trim());
            let target = self.qualify_path(doc, binding.target.value.trim());
            if self.walk_path(ty, path.split('/')).is_none() {
                self.dangling_binding(&binding.path);
            }
            if !self.is_binding_target(id, &target) {
                let message = format!(
                    "the target `{}` of a navigation property binding leads nowhere",
                    binding.target.value
                );
                self.no_such_child(id, message, &target, &binding.target);
            }
            // CSDL XML 4.01, 13.4.1: one binding for each path.
            if let Some(first) = seen.insert(path.clone(), binding.path.span) {
                let message = format!("the path `{}` is bound twice", binding.path.value);
                self.diags.push(
                    Diagnostic::warning(codes::DANGLING_BINDING, message)
                        .at(binding.path.span, "bound again here")
                        .also(first, "first bound here"),
                );
            }
            bindings.push(NavigationBinding {
                path,
                target,
                span: binding.span,
            });
        }
        self.schema.containers[id].children[index].bindings = bindings;
    }

    fn dangling_binding(&mut self, text: &Text) {
        let message = format!(
            "the path `{}` of a navigation property binding leads nowhere",
            text.value
        );
        self.diags
            .push(Diagnostic::warning(codes::DANGLING_BINDING, message).at(text.span, ""));
    }

    /// Warns about a target that is none, with the child of the container that it may have meant.
    pub(super) fn no_such_child(
        &mut self,
        id: ContainerId,
        message: String,
        target: &str,
        text: &Text,
    ) {
        let mut diagnostic =
            Diagnostic::warning(codes::DANGLING_BINDING, message).at(text.span, "");
        let containers = &self.schema.containers;
        let own = std::iter::successors(Some(id), |id| containers[*id].extends);
        let names = own.flat_map(|id| containers[id].children.iter().map(|c| c.name.as_str()));
        if let Some(similar) = self
            .nearest
            .name(target, names.filter(|name| *name != target))
        {
            diagnostic = diagnostic.help(format!("`{similar}` exists"));
        }
        self.diags.push(diagnostic);
    }

    /// CSDL XML 4.01, 13.4.2: a child of this container, or `NS.Container/Child`, and then a path.
    pub(super) fn is_binding_target(&self, id: ContainerId, target: &str) -> bool {
        let mut segments = target.split('/').peekable();
        let container = segments.peek().and_then(|first| {
            let key = first.rsplit_once('.')?;
            self.names.containers.get(&key).copied()
        });
        if container.is_some() {
            segments.next();
        }
        let child = segments
            .next()
            .and_then(|name| self.find_child(container.unwrap_or(id), name));
        let Some((owner, index)) = child else {
            return false;
        };
        let ty = child_type(&self.schema.containers[owner].children[index]);
        segments.peek().is_none() || self.walk_path(ty, segments).is_some()
    }

    /// A child of a container or of one that it extends.
    pub(super) fn find_child(&self, id: ContainerId, name: &str) -> Option<(ContainerId, usize)> {
        let mut next = Some(id);
        while let Some(id) = next {
            if let Some(&index) = self.names.children.get(&(id, name)) {
                return Some((id, index));
            }
            next = self.schema.containers[id].extends;
        }
        None
    }

    /// Follows properties and type casts. `None` when a segment leads nowhere; the inner value is the structured type
    /// at the end, if it is one.
    ///
    /// Graph casts to the type that the next property leads to, where it should cast to the one that has the property
    /// (`identity/NS.conditionalAccessRoot/conditionalAccess`), so a property may also be that of the type before.
    pub(super) fn walk_path<'s>(
        &self,
        start: Option<StructuredId>,
        segments: impl Iterator<Item = &'s str>,
    ) -> Option<Option<StructuredId>> {
        let mut here = start;
        let mut before_cast = None;
        for segment in segments {
            if let Some(key) = segment.rsplit_once('.') {
                before_cast = here;
                here = match self.names.types.get(&key)? {
                    (Type::Structured(id), _) => Some(*id),
                    _ => None,
                };
                continue;
            }
            let find = |ty: StructuredId| self.find_member(ty, segment);
            let member = here.and_then(find).or_else(|| before_cast.and_then(find))?;
            here = self.member_type(member);
            before_cast = None;
        }
        Some(here)
    }
}

/// The entity type behind an entity set or singleton.
pub(super) fn child_type(child: &ContainerChild) -> Option<StructuredId> {
    match child.kind {
        ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. } => Some(ty),
        ContainerChildKind::ActionImport { .. } | ContainerChildKind::FunctionImport { .. } => None,
    }
}
