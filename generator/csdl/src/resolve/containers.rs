//! Entity containers, their children and bindings.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::{Doc, Resolver};
use crate::codes;
use crate::schema::{
    ContainerChild, ContainerChildKind, ContainerId, ElementPath, NavigationBinding, OperationKind,
    Route, Start,
};
use crate::syntax::{self, Text};

/// The maximum length of a chain of extended containers; real metadata has far fewer.
const MAX_EXTENDED: usize = 20;

impl<'a> Resolver<'a, '_> {
    pub(super) fn containers(&mut self) {
        let ids: Vec<ContainerId> = self.schema.containers.ids().collect();
        for &id in &ids {
            let (doc, written) = self.pending.containers[id.index()];
            self.names.children.clear();
            self.extends(doc, id, written);
            for child in written.children.iter().filter(|c| !c.name.is_missing()) {
                self.child(doc, id, child);
            }
            self.schema.containers.get_mut(id).annotations =
                self.annotations(doc, &written.annotations);
        }
        self.schema.index_children();
        self.check_extends(&ids);
        self.limit_extends(&ids);
        // Bindings may name children that are declared later.
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
            .and_then(|(namespace, name)| self.schema.declared_container(namespace, name));
        if found.is_none() {
            let name = text.value.trim();
            let draft =
                |message| Diagnostic::error(codes::UNKNOWN_CONTAINER, message).at(text.span, "");
            let diagnostic = self
                .not_loaded(doc, "entity container", name, draft)
                .unwrap_or_else(|| self.unknown_container(doc, text));
            self.diags.push(diagnostic);
        }
        self.schema.containers.get_mut(id).extends = found;
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
        // The number of the walk that visited each container first.
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
                    self.schema.containers.get_mut(here).extends = None;
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

    /// Cuts chains that are too long. Each container repeats everything that it inherits, so that the output would grow
    /// with the square of their length. Requires chains without cycles.
    fn limit_extends(&mut self, ids: &[ContainerId]) {
        // The number of containers that each extends, if known.
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
                    let container = self.schema.containers.get_mut(id);
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
        match self.names.children.entry(written.name.as_str()) {
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
        self.schema
            .containers
            .get_mut(id)
            .children
            .push(ContainerChild {
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

    /// CSDL XML 4.01, 3.4: `Edm.EntityType` has no structure and should not be the type of an entity set or a
    /// singleton.
    fn check_structure(&mut self, text: &Text, what: &str) {
        if text.value.contains("Edm.EntityType") {
            let message = format!("{what} has the type `Edm.EntityType`, which has no structure");
            self.diags.push(
                Diagnostic::warning(codes::WRONG_KIND, message)
                    .at(text.span, "its entities are untyped"),
            );
        }
    }

    fn entity_set(&self, doc: Doc, text: Option<&Text>) -> Option<ElementPath> {
        text.map(|text| self.unresolved_path(doc, text))
    }

    /// CSDL XML 4.01, 13.1: the children of an extended container count as its own, so that their names are taken.
    fn hides(&mut self, id: ContainerId, written: &syntax::ContainerChild) {
        let Some(base) = self.schema.containers[id].extends else {
            return;
        };
        if let Some((owner, index)) = self.schema.find_child(base, written.name.as_str()) {
            let own = self.schema.find_child(id, written.name.as_str());
            let own = own.filter(|(owner, _)| *owner == id);
            let own = own.map(|(_, index)| &self.schema.containers[id].children[index].kind);
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
        let Some(index) = self.own_child(id, written) else {
            return;
        };
        let ty = self.schema.containers[id].children[index].entity_type();
        let mut bindings: Vec<NavigationBinding> = Vec::with_capacity(written.bindings.len());
        let mut seen: HashMap<String, Span> = HashMap::new();
        for binding in &written.bindings {
            let path = self.path_from(doc, ty, &binding.path);
            let target = self.child_path(doc, id, &binding.target);
            if path.route.is_none() {
                self.dangling_binding(&binding.path);
            }
            if target.route.is_none() {
                let message = format!(
                    "the target `{}` of a navigation property binding does not exist",
                    binding.target.value
                );
                self.no_such_child(id, message, &target.text, &binding.target);
            }
            // CSDL XML 4.01, 13.4.1: one binding for each path.
            if let Some(first) = seen.insert(path.text.clone(), binding.path.span) {
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
        self.schema.containers.get_mut(id).children[index].bindings = bindings;
    }

    fn dangling_binding(&mut self, text: &Text) {
        let message = format!(
            "the path `{}` of a navigation property binding does not exist",
            text.value
        );
        self.diags
            .push(Diagnostic::warning(codes::DANGLING_BINDING, message).at(text.span, ""));
    }

    /// Warns about a target that does not exist, and suggests a child of the container.
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

    /// A child by its declaration; `None` if another child has its name.
    pub(super) fn own_child(
        &self,
        id: ContainerId,
        written: &syntax::ContainerChild,
    ) -> Option<usize> {
        let (owner, index) = self.schema.find_child(id, written.name.as_str())?;
        let is_own = owner == id;
        let children = &self.schema.containers[id].children;
        Some(index).filter(|&index| is_own && children[index].span == written.span)
    }

    /// CSDL XML 4.01, 13.4.2: a child of this container, or `NS.Container/Child`, followed by a path.
    pub(super) fn child_path(&self, doc: Doc, id: ContainerId, text: &Text) -> ElementPath {
        let mut path = self.unresolved_path(doc, text);
        let (first, rest) = split_first(&path.text);
        let container = first
            .rsplit_once('.')
            .and_then(|(namespace, name)| self.schema.declared_container(namespace, name));
        let (id, (name, rest)) = match container {
            Some(container) => (container, split_first(rest.unwrap_or_default())),
            None => (id, (first, rest)),
        };
        path.route = self.schema.find_child(id, name).and_then(|child| {
            let ty = self.schema.containers[child.0].children[child.1].entity_type();
            let steps = match rest {
                None => Vec::new(),
                Some(rest) => self.schema.follow(ty?, rest)?,
            };
            let start = Start::Child(child);
            Some(Route { start, steps })
        });
        path
    }
}

fn split_first(path: &str) -> (&str, Option<&str>) {
    match path.split_once('/') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    }
}
